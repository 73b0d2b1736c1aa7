/**
 * Fences that nobody closed. One that stays open makes code of all that follows it, or of all up to the end of the next block: while
 * somebody begins a code block every field below it would be missing. Where that is to be seen a text is read as if the fence that went
 * astray were not there, and it is told at that fence.
 *
 * Invariant: what is read so has the offsets of the text as it stands: the fence becomes spaces.
 */
import type { Code, Root, RootContent } from 'mdast';
import type { Span } from './text';

/** A fence that the text is read without. */
export interface StrayFence {
  /** The line that opens it, without the white space around it. */
  readonly at: Span;
  /** The first heading that it would make code of, the whole line. */
  readonly heading: Span;
  /** So many headings it would make code of. */
  readonly headings: number;
}

type Parse = (text: string) => Root;

/** What is longer is taken as it stands: it is parsed several times. In UTF-16 units. */
const MAX_LENGTH = 100_000;
/** So many fences of a text may have gone astray. */
const MOST = 3;
/** So many are tried for each of them. */
const TRIES = 4;

/** The tree of a text, and the fences that it was read without. No list: there was no reason to look for any. */
export function parsedWithoutStrays(
  text: string,
  parse: Parse,
): { readonly root: Root; readonly strays?: readonly StrayFence[] } {
  let read = text;
  let root = parse(text);
  if (!mayHaveStrays(text, root.children)) return { root };
  const strays: StrayFence[] = [];
  while (strays.length < MOST && mayHaveStrays(read, root.children)) {
    const best = bestOf(read, swallowed(read, root), parse);
    if (!best) break;
    ({ read, root } = best);
    strays.push(best.stray);
  }
  return { root, strays: strays.sort((a, b) => a.at.start - b.at.start) };
}

/**
 * Whether fences seem to have gone astray: the text ends in one that no line closes, or one holds a heading and after it the beginning
 * of another block.
 * @param nodes of its top level, all or some that follow each other; their offsets plus `shift` are offsets in the text
 */
export function mayHaveStrays(text: string, nodes: readonly RootContent[], shift = 0): boolean {
  if (text.length > MAX_LENGTH) return false;
  return (
    endsOpen(text, nodes, shift) ||
    nodes.some((node) => {
      const block = node.type === 'code' ? blockOf(text, node, shift) : undefined;
      return block !== undefined && holdsAnother(text, block);
    })
  );
}

function endsOpen(text: string, nodes: readonly RootContent[], shift: number): boolean {
  const last = nodes.at(-1);
  const block = last?.type === 'code' ? blockOf(text, last, shift) : undefined;
  return block !== undefined && isOpen(text, block);
}

/** A fenced code block. */
interface Block extends Span {
  readonly mark: string;
  /** The end of the line that opens it, where its break begins. */
  readonly opened: number;
}

function blockOf(text: string, { position }: Code, shift: number): Block | undefined {
  const start = (position?.start.offset ?? 0) + shift;
  fence.lastIndex = start;
  const mark = fence.exec(text)?.[0];
  return mark === undefined
    ? undefined
    : { start, end: (position?.end.offset ?? 0) + shift, mark, opened: endOfLine(text, start) };
}
const fence = /`{3,}|~{3,}/y;

/** Whether no line closes it: then it is the last of its text. */
function isOpen(text: string, { opened, end, mark }: Block): boolean {
  const body = text.slice(opened, end).trimEnd();
  const line = body.slice(body.lastIndexOf('\n') + 1).trim();
  return !line.startsWith(mark) || line !== mark.charAt(0).repeat(line.length);
}

const another = /^ {0,3}(`{3,}|~{3,})[ \t]*[^\s`~]/gm;

/** Whether it holds a heading and then a fence with a language, which a longer one would have to hold. */
function holdsAnother(text: string, { opened, end, mark }: Block): boolean {
  // Cheap, and true of hardly any.
  const found = text.indexOf('\n##', opened);
  if (found < 0 || found >= end) return false;
  const body = text.slice(opened, end);
  const at = body.search(heading);
  return at >= 0 && [...body.slice(at).matchAll(another)].some(([, inner = '']) => inner.startsWith(mark));
}

/** A heading below the first level after a blank line or the fence. One `#` begins a comment in many languages. */
const heading = /(?:^|\n[ \t]*)\r?\n(?=#{2,6}[ \t]+[^\s#])/;
const headings = new RegExp(heading, 'g');

/** The fences that have headings in them. In Markdown's own they are an example. */
function swallowed(text: string, { children }: Root): readonly StrayFence[] {
  return children.flatMap((node): StrayFence[] => {
    const block = node.type === 'code' && !/^(?:md|mdx|markdown)$/i.test(node.lang ?? '') ? blockOf(text, node, 0) : undefined;
    if (!block) return [];
    const { start, end, opened } = block;
    const found = [...text.slice(opened, end).matchAll(headings)];
    const [first] = found;
    if (!first) return [];
    const line = opened + first.index + first[0].length;
    return [
      {
        at: { start, end: start + text.slice(start, opened).trimEnd().length },
        heading: { start: line, end: endOfLine(text, line) },
        headings: found.length,
      },
    ];
  });
}

/** Of the fences that hold headings, the one without which fewest headings are held, and none is left open. */
function bestOf(
  read: string,
  held: readonly StrayFence[],
  parse: Parse,
): { readonly read: string; readonly root: Root; readonly stray: StrayFence } | undefined {
  let least = count(held);
  let best: ReturnType<typeof bestOf>;
  for (const stray of held.slice(0, TRIES)) {
    const { start, end } = stray.at;
    const without = read.slice(0, start) + ' '.repeat(end - start) + read.slice(end);
    const root = parse(without);
    const left = count(swallowed(without, root));
    // A fence that was right leaves the one that closes it open.
    if (left >= least || endsOpen(without, root.children, 0)) continue;
    least = left;
    best = { read: without, root, stray };
  }
  return best;
}

const count = (held: readonly StrayFence[]): number => held.reduce((n, { headings }) => n + headings, 0);

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  if (end < 0) return text.length;
  return text.charCodeAt(end - 1) === 13 ? end - 1 : end;
}
