/** Forms of a board's lines that the sections are read with: where states and ids stand in them. */
import { detach, type Span } from '#core/text';
import { hasBlankPart, isPutOff, isUnfilled } from '../model/blanks';
import type { PacketsDialect } from '../model/dialect';
import { ID_LETTER } from '../model/id-letters';
import { meant } from '../model/status';
import type { Located } from '../model/types';
import { type Opening, openingId, type Topic } from './board-words';
import { packetIds } from './ids';

/** A state in brackets ahead of an id: `[In Progress] WP-1-A`. */
export const stateAhead = /^\s*\[([^[\]\n]{2,40})\](?!\()[\s:–—-]*(?=[*_\x60~[]*WP-)/u;
const closing = /(?:\s\([*_\x60[]*|\s[–—-]\s+[*_\x60[]*)WP-[^\s()]+\)?[.\s]*$/u;

/** The only id in an item's first line, where it stands at its end. @param base offset of the text */
export function closingId(text: string, base: number): Located | undefined {
  const line = text.split('\n', 1)[0] as string;
  const closes = closing.exec(line);
  const [id, ...more] = closes ? packetIds(line, base) : [];
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

/** One line of a few words that is no sentence. */
export const isTitle = /^[^\n.:;,!?]{1,40}$/u;

/** A list of ids, and no words besides. @param base offset of the text */
export const isOnlyIds = (text: string, ids: readonly Located[], base: number): boolean =>
  !/[\p{L}\p{N}]/u.test(
    ids.reduceRight((t, { at }) => t.slice(0, at.start - base) + t.slice(at.end - base), text).replace(/\band\b/g, ''),
  );

/** Further ids right behind the first. */
export const several = new RegExp(
  String.raw`^(?:\s*(?:,|&|\+|\/|and\b)\s*[*_\x60[]*WP-[${ID_LETTER}]+(?:[._-][${ID_LETTER}]+)*[\]*_\x60]*)+`,
  'u',
);

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
): number {
  let best = -1;
  let most = 0;
  topics.forEach((topic, i) => {
    if (topic !== undefined) return;
    const n = body.filter((row) => openingId(text(row[i]))).length;
    if (n > most) [best, most] = [i, n];
  });
  return best;
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
