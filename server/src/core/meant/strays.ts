/**
 * Code blocks and comments that nobody closed. One takes in all that follows it, or all up to the end of the next one: while somebody
 * begins it every field below would be missing. Where that is to be seen a text is read as if the line that opens it were not there, and
 * it is told at that line.
 *
 * Invariant: what is read so has the offsets of the text as it stands: the line becomes spaces.
 */
import type { Root, RootContent } from 'mdast';
import { endOfLine, type Span } from '../text';

/** A code block, or a comment, that the text is read without. */
export interface Stray {
  /** The line that opens it, without the white space around it. */
  readonly at: Span;
  /** What closes it. */
  readonly close: string;
  /** The first heading that it takes in, the whole line. */
  readonly heading: Span;
  /** So many headings it takes in. */
  readonly headings: number;
  /** Where the fence begins of the block that it was to close: one inside ended that. */
  readonly outer?: number;
}

type Parse = (text: string) => Root;

/** What is longer is taken as it stands: it is parsed several times. In UTF-16 units. */
const MAX_LENGTH = 100_000;
/** So many of a text may have gone astray. */
const MOST = 3;
/** So many are tried for each of them. */
const TRIES = 4;

/** The tree of a text, and what it was read without. No list: there was no reason to look for any. */
export function parsedWithoutStrays(text: string, parse: Parse): { readonly root: Root; readonly strays?: readonly Stray[] } {
  let read = text;
  let root = parse(text);
  if (!mayHaveStrays(text, root.children)) return { root };
  const strays: Stray[] = [];
  while (strays.length < MOST && mayHaveStrays(read, root.children)) {
    const best = bestOf(read, swallowed(read, root), parse);
    if (!best) break;
    ({ read, root } = best);
    strays.push(best.stray);
  }
  return { root, strays: strays.sort((a, b) => a.at.start - b.at.start) };
}

/**
 * Whether something seems to have gone astray: the text ends in what no line closes, or a block holds a heading and after it the
 * beginning of another block.
 * @param nodes of its top level, all or some that follow each other; their offsets plus `shift` are offsets in the text
 */
export function mayHaveStrays(text: string, nodes: readonly RootContent[], shift = 0): boolean {
  if (text.length > MAX_LENGTH) return false;
  return (
    endsOpen(text, nodes, shift) ||
    nodes.some((node) => {
      const block = blockOf(text, node, shift);
      return block !== undefined && holdsAnother(text, block);
    })
  );
}

function endsOpen(text: string, nodes: readonly RootContent[], shift: number): boolean {
  const last = nodes.at(-1);
  const block = last && blockOf(text, last, shift);
  return block !== undefined && isOpen(text, block);
}

/** A fenced code block, or a comment. */
interface Block extends Span {
  /** What a line begins with that opens one, and what closes it. */
  readonly open: string;
  readonly close: string;
  /** The end of the line that opens it, where its break begins. */
  readonly opened: number;
}

function blockOf(text: string, { type, position }: RootContent, shift: number): Block | undefined {
  if (type !== 'code' && type !== 'html') return undefined;
  const start = (position?.start.offset ?? 0) + shift;
  const openers = type === 'code' ? fence : comment;
  openers.lastIndex = start;
  const open = openers.exec(text)?.[0];
  if (open === undefined) return undefined;
  const close = type === 'code' ? open : '-->';
  return { start, end: (position?.end.offset ?? 0) + shift, open, close, opened: endOfLine(text, start) };
}
const fence = /`{3,}|~{3,}/y;
const comment = /<!--/y;

/** Whether no line closes it: then it is the last of its text. */
function isOpen(text: string, { start, opened, end, open, close }: Block): boolean {
  if (close !== open) return !text.slice(start, end).includes(close);
  const body = text.slice(opened, end).trimEnd();
  const line = body.slice(body.lastIndexOf('\n') + 1).trim();
  return !line.startsWith(close) || line !== close.charAt(0).repeat(line.length);
}

/** A fence with a language, or a comment. */
const another = /^ {0,3}(`{3,}|~{3,}|<!--)[ \t]*[^\s`~]/gm;

/** Whether it holds a heading and then a block of its own kind: fences around others are longer, and comments hold none. */
function holdsAnother(text: string, { opened, end, open }: Block): boolean {
  // Cheap, and true of hardly any.
  const found = text.indexOf('\n##', opened);
  if (found < 0 || found >= end) return false;
  const at = text.slice(opened, end).search(heading);
  return at >= 0 && hasInner(text, { open, opened: opened + at, end });
}

/** Whether another block begins between two places of one: what closes that has closed both. */
const hasInner = (text: string, { open, opened, end }: Pick<Block, 'open' | 'opened' | 'end'>): boolean =>
  [...text.slice(opened, end).matchAll(another)].some(([, inner = '']) => inner.startsWith(open));

/** What comes before a heading below the first level. One `#` begins a comment in many languages. */
const heading = /\n(?=#{2,6}[ \t]+[^\s#])/;
const headings = new RegExp(heading, 'g');

/** The blocks that have headings in them. In Markdown's own they are an example, and in a comment with an end they are left out. */
function swallowed(text: string, { children }: Root): readonly Stray[] {
  let before: Block | undefined;
  return children.flatMap((node): Stray[] => {
    const outer = before;
    if (node.type === 'code') before = blockOf(text, node, 0);
    const block = node.type === 'code' && /^(?:md|mdx|markdown)$/i.test(node.lang ?? '') ? undefined : blockOf(text, node, 0);
    if (!block || (node.type === 'html' && !isOpen(text, block) && !holdsAnother(text, block))) return [];
    const { start, end, opened, close } = block;
    const found = [...text.slice(opened, end).matchAll(headings)];
    const [first] = found;
    if (!first) return [];
    const line = opened + first.index + first[0].length;
    return [
      {
        at: { start, end: start + text.slice(start, opened).trimEnd().length },
        close,
        heading: { start: line, end: endOfLine(text, line) },
        headings: found.length,
        ...(outer && outer.open === block.open && hasInner(text, outer) && text.slice(start, opened).trim() === block.open
          ? { outer: outer.start }
          : {}),
      },
    ];
  });
}

/** Of the blocks that hold headings, the one without which fewest headings are held, and none is left open. */
function bestOf(
  read: string,
  held: readonly Stray[],
  parse: Parse,
): { readonly read: string; readonly root: Root; readonly stray: Stray } | undefined {
  let least = count(held);
  let best: ReturnType<typeof bestOf>;
  for (const stray of held.slice(0, TRIES)) {
    const { start, end } = stray.at;
    const without = read.slice(0, start) + ' '.repeat(end - start) + read.slice(end);
    const root = parse(without);
    const left = count(swallowed(without, root));
    // One that was right leaves what closes it: a fence that opens another.
    if (left >= least || endsOpen(without, root.children, 0)) continue;
    least = left;
    best = { read: without, root, stray };
  }
  return best;
}

const count = (held: readonly Stray[]): number => held.reduce((n, { headings }) => n + headings, 0);
