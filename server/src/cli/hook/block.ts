/**
 * Our lines in a file of somebody else's, between two marks.
 *
 * Invariant: {@link without} of {@link insert} is the text as it was, byte for byte.
 */

const WORDS = 'written by "gatehouse hook install"; "gatehouse hook uninstall" takes it out again';
const START = `# >>> gatehouse >>> ${WORDS}`;
/** The line before had no end; without ours it has none again. */
const START_JOINED = `# >>> gatehouse, after a line without an end >>> ${WORDS}`;
const END = '# <<< gatehouse <<<';
const block =
  /(\n)?^[ \t]*# >>> gatehouse(, after a line without an end)? >>>[^\n]*\n(?:[^\n]*\n)*?[ \t]*# <<< gatehouse <<<[^\n]*(?:\n|$)/m;
const blocks = new RegExp(block.source, 'gm');

/** A line of ours in a file that was not there before. */
export const OWN = '# The whole file is.';
const NOTHING = /^(?:#!\/bin\/sh\n)?$/;

/** Whether nothing is in a file but what we have made. */
export const isOwn = (text: string): boolean => NOTHING.test(without(text)) && text.includes(`\n${OWN}\n`);

/** Whether our lines are in it. */
export const hasBlock = (text: string): boolean => block.test(text);

/** @param at an offset at the beginning of a line, or the text's end  @param indent what stands before each line */
export function insert(text: string, at: number, lines: readonly string[], indent = ''): string {
  const end = /\r\n/.test(text) ? '\r\n' : '\n';
  const before = text.slice(0, at);
  const joined = before !== '' && !before.endsWith('\n');
  const ours = [joined ? START_JOINED : START, ...lines, END].map((l) => (l === '' ? end : `${indent}${l}${end}`)).join('');
  return `${before}${joined ? '\n' : ''}${ours}${text.slice(at)}`;
}

/** Without our lines. */
export const without = (text: string): string =>
  text.replace(blocks, (_, lineEnd: string | undefined, joined: string | undefined) =>
    joined === undefined ? (lineEnd ?? '') : '',
  );
