/**
 * Fences of list items that a line breaks: its text stands left of the item's, so that the item ends there and its fence with it.
 * The line that was to close the fence opens one then, and all that follows is code. A program that fills lists with commands writes
 * such fences into every document that it makes:
 *
 *     - RUN_COMMANDS:
 *       ```bash
 *     npm test
 *       ```
 */
import { endOfLine, lineAround, nextLine, type Span, startOfLine } from '../text';

/** One such fence. */
export interface OutdentedFence {
  /** The line that opens it and the one that should close it, each without its line end. */
  readonly open: Span;
  readonly close: Span;
  /** The lines between that stand too far left: where each begins, and how far in its text stands. */
  readonly lines: readonly { readonly at: number; readonly by: number }[];
  /** How far in the item's text stands. */
  readonly indent: number;
}

const opening = /^( +)`{3,}[ \t]*[\w+#.-]+[ \t]*\r?$/gm;
const marker = /^( *)(?:[-*+]|\d{1,9}[.)])( +)\S/;
const anyFence = /^ *(?:`{3,}|~{3,})(.*)$/;
/** What may be a heading, whose section is parsed by itself: what such a fence is must not depend on what lies beyond one. */
const bound = /^ {0,3}(?:#{1,6}(?:[ \t]|$)|=+$|-+$)/;
/** Between an item's first line and a fence in it. */
const LINES_ABOVE = 40;

const none: readonly OutdentedFence[] = [];

/** Those of a text. Where it is not plain which lines belong together it is left to the parser. */
export function outdentedFences(text: string): readonly OutdentedFence[] {
  if (!text.includes('  ```')) return none;
  const out: OutdentedFence[] = [];
  let from = 0;
  for (const m of text.matchAll(opening)) {
    if (m.index < from) continue;
    const found = outdentedAt(text, m.index, (m[1] as string).length);
    if (found === undefined) continue;
    out.push(found);
    from = found.close.end;
  }
  return out;
}

function outdentedAt(text: string, start: number, indent: number): OutdentedFence | undefined {
  const open = lineAround(text, start);
  const lines: { readonly at: number; readonly by: number }[] = [];
  for (let at = nextLine(text, start); at < text.length; at = nextLine(text, at)) {
    const line = text.slice(at, endOfLine(text, at)).trimEnd();
    const fence = anyFence.exec(line);
    if (fence) {
      if (fence[1] !== '' || lines.length === 0 || !line.includes('`')) return undefined;
      const content = contentOf(text, start, indent);
      const left = content === undefined ? [] : lines.filter((l) => l.by < content);
      if (content === undefined || left.length === 0 || !endsEven(text, nextLine(text, at))) return undefined;
      return { open, close: { start: at, end: at + line.length }, lines: left, indent: content };
    }
    if (bound.test(line)) return undefined;
    const by = line.length - line.trimStart().length;
    if (line !== '' && by < indent) lines.push({ at, by });
  }
  return undefined;
}

/** How far in the text of the list item stands that the line is in. Undefined: it is in none, or a code block shows it. */
function contentOf(text: string, start: number, indent: number): number | undefined {
  let at = start;
  for (let i = 0; i < LINES_ABOVE && at > 0; i++) {
    const below = at;
    at = startOfLine(text, below - 1);
    const line = text.slice(at, below).trimEnd();
    if (anyFence.test(line) || bound.test(line)) return undefined;
    const item = marker.exec(line);
    const content = item ? item[0].length - 1 : 0;
    if (item && content <= indent) return content;
    if (line !== '' && !line.startsWith(' ')) return undefined;
  }
  return undefined;
}

/** Whether the bare fences up to the next heading or named fence are pairs: else one of them may be the other half of this one. */
function endsEven(text: string, from: number): boolean {
  let bare = 0;
  for (let at = from; at < text.length; at = nextLine(text, at)) {
    const line = text.slice(at, endOfLine(text, at)).trimEnd();
    const fence = anyFence.exec(line);
    if (fence?.[1] === '') bare++;
    else if (fence || bound.test(line)) break;
  }
  return bare % 2 === 0;
}

/** The text as it was meant, for a parser: both lines of such a fence begin at the margin. Every place stays where it is. */
export function withFencesAtMargin(text: string): string {
  const found = outdentedFences(text);
  if (found.length === 0) return text;
  let out = '';
  let from = 0;
  for (const { open, close } of found)
    for (const { start, end } of [open, close]) {
      const line = text.slice(start, end);
      const fence = line.trim();
      out +=
        text.slice(from, start) + fence + ' '.repeat(line.trimEnd().length - fence.length) + line.slice(line.trimEnd().length);
      from = end;
    }
  return out + text.slice(from);
}
