/** Anchors by which DONE_MEANS says which section asks for what: `… (A2.3)`, `… [§2.3, §2.4]`, `…, per §2.3`, a column of them. */
import { flat } from '#core/fields/items';
import { type FieldDocument, fieldOf, type Item } from '#core/fields/model';
import { type AnchorForms, SIGN as sign } from '../model/dialect/anchor-forms';
import type { Citation } from '../model/types';
import { citations } from './anchor';
import { columnOf } from './evidence-words';

const one = String.raw`(?:(?:${sign}{1,2}\s*|[Ss]ect(?:ion|\.)\s*)A?\d+(?:\.\d+)*|A?\d+(?:\.\d+)+)`;
const list = String.raw`${one}(?:\s*(?:,|;|&|\+|\/|-|–|\.\.|\band\b|\bto\b)\s*${one})*`;
/** What stands in brackets and is nothing but anchors; behind one that is marked its title may follow. */
const inBrackets = new RegExp(
  String.raw`[([]\s*(?<lead>(?:see|per|cf\.?|ref\.?|the|master|spec(?:ification)?|anchors?|SPEC_ANCHOR|according to|as in)[:\s]+)*(?<ids>${list})(?<title>\s+\p{L}[^()[\]]*)?\s*[)\]](?!\()`,
  'gu',
);
/** What an item ends in, behind an arrow or a dash. */
const atEnd = /(?:→|->|=>|[—–]|\s-)\s*(?<ids>A?\d+(?:\.\d+)+(?:\s*,\s*A?\d+(?:\.\d+)+)*)[\s.]*$/u;
/** In the text, marked: what stands before it must not be another document. */
const inText = new RegExp(String.raw`(?:${sign}{1,2}\s*|\bsections?\s+)A?\d+(?:\.\d+)*|(?<![\w.])A\d+(?:\.\d+)+(?![\w-])`, 'gu');
const ours =
  /(?:^|[,;:([—–→>*_"“-]|\b(?:\p{Ll}[\p{L}'’-]*|[Ss]pec(?:ification)?|SPEC|[Ss]ections?)(?:\s+v?\d+(?:\.\d+)*)?|(?:§\s*)?A?\d+(?:\.\d+)*\s*(?:,|and|&|\+|[-–]))\s*$/u;
const introduced =
  /(?:\b(?:per|see|cf\.?|under|by|of|in|to|with|from|[Ss]pec(?:ification)?|[Ss]ections?|[Aa]nchors?)|(?:§\s*A?|A)\d+(?:\.\d+)+(?:,| and| or))\s*$/u;
/** A document of another kind, by how its name ends or what it is written with. */
const foreign = /(?:\.\w{2,4}|\b(?:codex|protocol|rfc|gdpr|adr|standard|policy|guide|manual|law|act))[`"'”)]*\s*$/i;
/** A bare number behind these is one of theirs. */
const versioned =
  /\b(?:versions?|releases?|tags?|builds?|packages?|librar(?:y|ies)|dependenc\w+|upgrad\w+|pinned|minimum|supports?|compatib\w+|runtimes?|sdk|ratios?|scores?|factors?|rates?|levels?|thresholds?|limits?|averages?|mean|scales?|weights?|protocols?)\b/i;
/** `TLS (1.3)`, `node-20 (20.1.0)`: names, not words of a sentence. */
const named = /(?:[\p{Lu}\d_.@/`]\S*|\S*[\p{Lu}\d_.@/`])[\s"'”]*$/u;

interface Found {
  readonly item: number;
  readonly cited: readonly Citation[];
  /** `§` or a letter before it, or words that say that it is one. */
  readonly marked: boolean;
  /** What stands before it speaks of something else that has such numbers. */
  readonly doubtful: boolean;
}

/**
 * The citations in DONE_MEANS. A bare number is one where others of the items end in an anchor, too; alone it is `unsure`, and none where
 * it may be a decimal or a version.
 * @param own what SPEC_ANCHOR cites; @param text the packet's
 */
export function mappedIn(text: string, fields: FieldDocument, own: readonly Citation[], forms: AnchorForms): readonly Citation[] {
  const items = flat(fieldOf(fields, 'DONE_MEANS')?.items ?? none);
  // Where nobody cites by numbers, a number is something else.
  if (items.length === 0 || !(own.some((c) => /^\d/.test(c.id)) || withSign.test(text))) return none;
  const lettered = own.some((c) => text.charAt(c.at.start - 1) === 'A');
  const found = items.flatMap((item, i) => inItem(item, i, lettered, forms));
  const sides = new Set(found.filter((f) => !f.doubtful).map((f) => f.item));
  const chapters = new Set(own.map((c) => c.id.split('.')[0]));
  const isKnown = (f: Found): boolean => f.cited.some((c) => own.some((o) => isNear(o.id, c.id)));
  return found.flatMap((f) => {
    if (f.marked) return f.cited;
    const others = found.filter((o) => o.item !== f.item);
    if (!f.doubtful && sides.size * 2 >= items.length && others.some(isKnown)) return f.cited;
    // What the packet cites is that section, whatever word stands before: nouns have capitals in German.
    if (f.doubtful) return f.cited.filter((c) => own.some((o) => o.id === c.id)).map((c) => ({ ...c, unsure: true as const }));
    const deep = f.cited.every(({ id }) => id.split('.').length > 2 || chapters.has(id.split('.')[0]));
    return deep ? f.cited.map((c) => ({ ...c, unsure: true as const })) : none;
  });
}

const none: readonly never[] = [];
const withSign = new RegExp(String.raw`${sign}\s*A?\d`);
const sectioned = new RegExp(`${sign}|[Ss]ect`);

const isNear = (a: string, b: string): boolean => a === b || a.startsWith(`${b}.`) || b.startsWith(`${a}.`);

function inItem(item: Item, i: number, lettered: boolean, forms: AnchorForms): readonly Found[] {
  if (item.cells) {
    const cited = item.cells.flatMap((c) => (columnOf(c.column) === 'anchor' ? citations(c.text, c.at.start, forms) : none));
    return cited.length > 0 ? [{ item: i, cited: cited.filter((c) => /^\d/.test(c.id)), marked: true, doubtful: false }] : none;
  }
  if (item.is !== 'plain' || !/\d\.\d|§|u00[aA]7|[Ss]ect/.test(item.text)) return none;
  // What is code is no citation; places stay.
  const said = item.text.includes('`')
    ? item.text.replace(/(`+)[^`]+\1/g, (span) => ' '.repeat(span.length - 1).concat('`'))
    : item.text;
  const out: Found[] = [];
  for (const m of said.matchAll(inBrackets)) {
    const { lead, ids = '', title } = m.groups ?? {};
    const isMarked = sectioned.test(ids) || (lettered && /A\d/.test(ids));
    if (title !== undefined && !isMarked) continue;
    const before = said.slice(0, m.index);
    if (/A\d/.test(ids) && !lettered && !sectioned.test(ids)) continue;
    if (foreign.test(before)) continue;
    const start = m.index + m[0].indexOf(ids);
    const cited = citations(ids, item.at.start + start, forms);
    const marked = isMarked || (lead ?? '') !== '';
    out.push({ item: i, cited, marked, doubtful: !marked && (named.test(before) || versioned.test(before)) });
  }
  const end = out.length === 0 ? atEnd.exec(said) : null;
  const ids = end?.groups?.ids;
  if (end && ids !== undefined && (!/A\d/.test(ids) || lettered)) {
    const before = said.slice(0, end.index);
    const start = end.index + end[0].indexOf(ids);
    const doubtful = named.test(before) || versioned.test(before) || foreign.test(before);
    out.push({ item: i, cited: citations(ids, item.at.start + start, forms), marked: /A\d/.test(ids), doubtful });
  }
  for (const m of said.matchAll(inText)) {
    const at = item.at.start + m.index;
    if (out.some((f) => f.cited.some((c) => Math.abs(c.at.start - at) < 6))) continue;
    const before = said.slice(0, m.index);
    // `A4, A5.5 paper`: without its sign a number has to be introduced.
    if (m[0].startsWith('A') && !(lettered && introduced.test(before))) continue;
    if (!ours.test(before) || foreign.test(before)) continue;
    out.push({ item: i, cited: citations(m[0], at, forms), marked: true, doubtful: false });
  }
  return out;
}
