/** Forms of a board's lines that the sections are read with: where states and ids stand in them. */
import { linesOf } from '#core/fields/items';
import { detach, type Span } from '#core/text';
import type { PacketsDialect } from '../model/dialect/dialect';
import { type IdForms, ofForms } from '../model/dialect/id-form';
import { meant } from '../model/dialect/status';
import { hasBlankPart, isPutOff, isUnfilled } from '../model/packet/blanks';
import type { Located } from '../model/types';
import type { Topic } from './board-words';
import { packetIds } from './ids';
import { type Opening, openingId } from './opening';

/** A state in brackets ahead of an id: `[In Progress] WP-1-A`. */
export const stateAhead = ofForms(
  ({ markSource }) => new RegExp(String.raw`^\s*\[([^[\]\n]{2,40})\](?!\()[\s:–—-]*(?=[*_\x60~[]*${markSource})`, 'u'),
);
const closing = ofForms(
  ({ markSource }) => new RegExp(String.raw`(?:\s\([*_\x60[]*|\s[–—-]\s+[*_\x60[]*)${markSource}[^\s()]*\)?[.\s]*$`, 'u'),
);

/** The only id in an item's first line, where it stands at its end. @param base offset of the text */
export function closingId(text: string, base: number, ids: IdForms): Located | undefined {
  const line = text.split('\n', 1)[0] as string;
  const closes = closing(ids).exec(line);
  const [id, ...more] = closes ? packetIds(line, base, ids) : [];
  return closes && id && more.length === 0 && id.at.start >= base + closes.index ? id : undefined;
}

/** A state in brackets behind an id that is written with a slip; other words in brackets are tags: `[HIGH]`. @param base offset of the line */
export function slipIn(line: string, from: number, base: number, { words, order }: PacketsDialect): Located | undefined {
  if (!line.includes('[', from)) return undefined;
  for (const m of line
    .slice(from)
    .matchAll(/\[[^\p{L}\p{N}()[\]]*(\p{L}[\p{L} _-]{4,30})(?:\([^()]*\))?[^\p{L}\p{N}()[\]]*\](?!\()/gu)) {
    const said = (m[1] as string).trimEnd();
    const start = base + from + m.index + m[0].indexOf(said);
    if (meant(said, words, order)) return { text: detach(said), at: { start, end: start + said.length } };
  }
  return undefined;
}

/** What stands in the box of a list's item. */
export function boxIn(text: string, item: Span): Span | undefined {
  const m = /^(\s*(?:[-*+]|\d+[.)])\s+\[)[ xX]\]/.exec(text.slice(item.start, item.end));
  const start = item.start + (m?.[1]?.length ?? 0);
  return m ? { start, end: start + 1 } : undefined;
}

/** One line of a few words that is no sentence. */
export const isTitle = /^[^\n.:;,!?]{1,40}$/u;

/** A list of ids, and no words besides. @param base offset of the text */
export const isOnlyIds = (text: string, ids: readonly Located[], base: number): boolean =>
  !/[\p{L}\p{N}]/u.test(
    ids.reduceRight((t, { at }) => t.slice(0, at.start - base) + t.slice(at.end - base), text).replace(/\band\b/g, ''),
  );

/** What parts an id from the next: a word or mark between two of several, or the ends of a range. */
const further = ofForms(
  ({ begunSource }) =>
    new RegExp(
      String.raw`^[\]*_\x60]*\s*(?:(,\s*(?:then|and)\b|[,;&+/]|and\b|then\b)|(–|—|…|\.{2,3}|to\b|through\b))\s*[*_\x60[]*(${begunSource})`,
      'u',
    ),
);
/** A few words that are said of an id before the next: in a cell, where each stands for itself. */
const remark = /^[^,;|.!?\n]{1,60}(?=[,;])/u;
/** So many ids are in a range. */
const MOST = 200;

/**
 * Further ids behind the first: `WP-1, WP-2 & WP-3`, `PTY-1 to PTY-12`; each of a range has the place of its end.
 * @param base offset of the text @param inCell words may stand behind each: `PTY-21 first pass, PTY-28 journal`
 */
export function furtherIds(first: string, text: string, base: number, ids: IdForms, inCell: boolean): readonly Located[] {
  const out: Located[] = [];
  let last = first;
  for (let from = 0; ; ) {
    const words = inCell ? remark.exec(text.slice(from)) : null;
    // Words with an id in them say how the two are to each other: `PTY-9 waits for PTY-3, PTY-4`.
    const skipped = words && !ids.mayName(words[0]) ? words[0].length : 0;
    const m = further(ids).exec(text.slice(from + skipped));
    const [id] = m?.[3] === undefined ? [] : packetIds(m[3], 0, ids);
    if (!m || !id) return out;
    const end = from + skipped + m[0].length - (m[3] as string).length + id.at.end;
    const at = { start: base + end - id.text.length, end: base + end };
    const range = m[2] === undefined ? [] : between(last, id.text);
    // `WP-1-A – WP-1-B follows`
    if (!range) return out;
    for (const one of range) out.push({ text: one, at });
    out.push({ text: id.text, at });
    last = id.text;
    from = end;
  }
}

/** The ids between two that only their last number tells apart. Undefined: they are no ends of a range, or of one that is too long. */
function between(first: string, last: string): readonly string[] | undefined {
  const [a, b] = [first, last].map((id) => /^(.*?)(\d+)$/.exec(id));
  const [from, to] = [Number(a?.[2]), Number(b?.[2])];
  if (!a || !b || a[1] !== b[1] || !(from < to) || to - from > MOST) return undefined;
  const width = (a[2] as string).length;
  return Array.from({ length: to - from - 1 }, (_, i) => detach(`${a[1]}${String(from + 1 + i).padStart(width, '0')}`));
}

/** Of a row that only links to its packet: the id whose end another cell has, as `K01` beside a link to `WP-K01-mill.md`. */
export function withShortId(opens: Opening, cells: readonly string[]): Opening {
  const { stem } = opens;
  if (stem === undefined) return opens;
  for (const cell of cells) {
    const short = /^[\s*_`[]*([\p{L}\p{N}][\p{L}\p{N}.-]*)[\s*_`\]]*$/u.exec(cell)?.[1];
    const at = short === undefined ? -1 : stem.indexOf(`-${short}`);
    const end = at + 1 + (short?.length ?? 0);
    if (at > 0 && /\d/.test(short ?? '') && /^(?:$|[-_])/.test(stem.slice(end))) return { ...opens, id: stem.slice(0, end) };
  }
  return opens;
}

/** The column whose cells open with ids; -1: none does. */
export function idColumn(
  body: readonly (readonly Span[])[],
  topics: readonly (Topic | undefined)[],
  text: (at: Span | undefined) => string,
  ids: IdForms,
): number {
  let best = -1;
  let most = 0;
  topics.forEach((topic, i) => {
    if (topic !== undefined) return;
    const n = body.filter((row) => openingId(text(row[i]), ids)).length;
    if (n > most) [best, most] = [i, n];
  });
  return best;
}

/** A row of a table: all of it, and its cells. */
export interface Row {
  readonly at: Span;
  readonly cells: readonly Span[];
}

/** The rows of a table that a paragraph below it holds, for a blank line parts them from it. Undefined: it holds something else, too. */
export function strayRows(text: string, paragraph: Span, header: readonly Span[]): readonly Row[] | undefined {
  const rows: Row[] = [];
  for (const at of linesOf(text, paragraph)) {
    const bars = [...text.slice(at.start, at.end).matchAll(/(?<!\\)\|/g)].map((m) => at.start + m.index);
    if (bars[0] !== at.start || bars.at(-1) !== at.end - 1 || bars.length !== header.length + 1) return undefined;
    rows.push({ at, cells: bars.slice(1).map((end, i) => trimmed(text, (bars[i] as number) + 1, end)) });
  }
  return rows;
}

function trimmed(text: string, start: number, end: number): Span {
  const cell = text.slice(start, end);
  const from = start + cell.length - cell.trimStart().length;
  return { start: from, end: from + cell.trim().length };
}

/** Cells that are a template's still: `TBD`, `docs/<file>.md`. Undefined: there is none. */
export function blankCells(cells: readonly Span[], text: (at: Span) => string): readonly Located[] | undefined {
  let out: Located[] | undefined;
  for (const at of cells) {
    // Told by its first letter, or by an angle bracket, before anything is looked for.
    const c = text(at);
    if (!/^[TF<]/i.test(c) && !c.includes('/<')) continue;
    if (!(isPutOff(c) || isUnfilled(c) || (!/\s/.test(c) && hasBlankPart(c)))) continue;
    out ??= [];
    out.push({ text: detach(c), at });
  }
  return out;
}

/** What a block of HTML says of what can be folded away: that it ends, or its summary without the tags in it. Offsets are from its start. */
export function foldIn(html: string): {
  readonly ends: boolean;
  readonly summary?: { readonly title: string; readonly at: Span };
} {
  if (/<\/details\s*>\s*$/i.test(html)) return { ends: true };
  const [all, inner] = /<summary\b[^<>]*>((?:(?!<\/summary)[\s\S])*)/i.exec(html) ?? [];
  if (all === undefined || inner === undefined) return { ends: false };
  const end = html.indexOf(all) + all.length;
  const title = detach(inner.replace(/<[^<>]*>/g, '').trim());
  return { ends: false, summary: { title, at: { start: end - inner.length, end } } };
}
