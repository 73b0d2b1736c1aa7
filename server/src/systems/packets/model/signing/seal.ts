/**
 * Seals: what a signature covers, as a text that anybody can make again. Source: SYSTEMS.md §1, "Seal"; docs/seal.md has the recipe.
 *
 * Invariant: the text depends on what is said, not on how it is laid out: list markers, numbers, emphasis, line breaks and boxes
 * that are ticked later make no difference, nor does the order of a list that has none.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { type Field, type FieldDocument, type Item, isEmpty } from '#core/fields/model';
import { normalName } from '#core/fields/names';
import { quickDigest } from '#core/quick-digest';
import { oneLine } from '#core/text';

/** A cited section as it was when it was sealed. */
export interface SealedSection {
  readonly id: string;
  /** SHA-256 of its text, in hexadecimal. */
  readonly digest: string;
}

/** What stands before the locked fields in what is sealed. */
export interface SealHead {
  readonly taskId: string;
  readonly signature: string;
  readonly timestamp: string;
  readonly specVersion: string;
  readonly sections: readonly SealedSection[];
}

/** A field that a signature locks, as lines. */
export interface LockedText {
  readonly key: string;
  readonly lines: readonly string[];
}

/** SHA-256 of the text in UTF-8, in hexadecimal. */
export const digestOf = (text: string): string => bytesToHex(sha256(utf8ToBytes(text)));

/** The text that is sealed: a line each, ended by a line feed, in UTF-8. */
export function sealedText(head: SealHead, locked: readonly LockedText[]): string {
  const lines = [
    `TASK_ID: ${head.taskId}`,
    `Signature: ${head.signature}`,
    `Timestamp: ${head.timestamp}`,
    `SPEC_VERSION: ${head.specVersion}`,
    ...head.sections.map((s) => `Section: ${s.id} ${s.digest}`),
    ...locked.flatMap(({ key, lines: said }) => ['', key, ...said.map((l) => `- ${l}`)]),
  ];
  return lines.map((l) => `${l.normalize('NFC')}\n`).join('');
}

/** The digest of a section of a spec: its text with the ends of lines made equal, and no blank ones around it. */
export const sectionDigest = (text: string): string =>
  digestOf(
    text
      .split(/\r\n|\n|\r/)
      .map((l) => l.trimEnd())
      .join('\n')
      .trim(),
  );

/** The locked fields that say something, in the order of the dialect. */
export function lockedTexts(
  fields: FieldDocument,
  locked: readonly string[],
): readonly (LockedText & { readonly field: Field })[] {
  return locked.flatMap((key) => {
    const all = lockedFields(fields, key);
    const field = all.find((f) => !isEmpty(f)) ?? all[0];
    const lines = unordered.has(key) ? asSet(all.flatMap((f) => linesOf(f, true))) : all.flatMap((f) => linesOf(f, false));
    return field && lines.length > 0 ? [{ key, lines, field }] : [];
  });
}

/** Fields whose order promises nothing: what they say is sealed and compared as a set. */
const unordered: ReadonlySet<string> = new Set([
  'SPEC_ANCHOR',
  'IN_SCOPE_PATHS',
  'OUT_OF_SCOPE',
  'Tooling',
  'Validator Audit Scope',
  'Variant Triggers',
]);

/** Each once, in the order of their bytes in UTF-8: what `LC_ALL=C sort -u` makes of them. */
const asSet = (lines: readonly string[]): readonly string[] => (lines.length < 2 ? lines : [...new Set(lines)].sort(byBytes));

/** Code points in order are bytes in order; UTF-16 has those beyond 0xffff before the last of the others. */
function byBytes(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return (a.codePointAt(i) ?? x) - (b.codePointAt(i) ?? y);
  }
  return a.length - b.length;
}

/**
 * A field by its key, or, where the dialect has no such field, by its name. Each place counts that has its value: what the first says
 * is no more binding than what the second does, for whoever reads the packet.
 */
export function lockedFields(fields: FieldDocument, key: string): readonly Field[] {
  const name = normalName(key);
  const values = fields.fields.filter((f) => f.role === 'value');
  const known = values.filter((f) => f.key === key);
  return known.length > 0 ? known : values.filter((f) => normalName(f.name) === name);
}

/**
 * What a field says, a line for each item, sub-field or paragraph.
 * @param whole a nested item says what it is below too, so that lines can be put in another order
 */
function linesOf(field: Field, whole: boolean): readonly string[] {
  const first = field.items[0];
  // The parts of an inline list are its items.
  const inline = first !== undefined && first.at.start >= field.textAt.start && first.at.end <= field.textAt.end;
  const out = field.text === '' || inline ? [] : [sealedWords(field.text)];
  pushItemLines(out, field.items, whole, '');
  for (const p of field.parts) for (const l of linesOf(p, whole)) out.push(`${sealedWords(p.name)}: ${l}`);
  return out.filter((l) => l !== '');
}

/** What an item says by itself, as it is sealed. */
export const lineOf = (i: Item): string =>
  i.cells ? i.cells.map((c) => sealedWords(c.text)).join(' | ') : i.is === 'plain' ? sealedWords(i.text) : sealedCode(i.text);

/** @param above what the items are below, where that is said too */
function pushItemLines(out: string[], items: readonly Item[], whole: boolean, above: string): void {
  for (const i of items) {
    const own = above + lineOf(i);
    out.push(own);
    if (i.items.length > 0) pushItemLines(out, i.items, whole, whole ? `${own} > ` : '');
  }
}

/** Without what may come and go after signing: boxes, numbers, marks of state and emphasis, and how lines are broken. */
const sealedWords = (text: string): string => (isSaid.test(text) && !isMarkedUp.test(text) ? text : withoutMarks(text));

/** Of a command or a path in code, every character counts, but for spaces. */
const sealedCode = (text: string): string => (isSaid.test(text) ? text : oneLine(text.normalize('NFC')));

/** Printable ASCII with single spaces, and no box: nearly every line, and as it is. */
const isSaid = /^(?!\[)[!-~]+(?: [!-~]+)*$/;
/** What {@link withoutMarks} may take away of such a line. */
const isMarkedUp = /[*`]|(?<![A-Za-z0-9])_|[.;]$|^\(?(?:\d{1,3}|[a-z])[.)] /i;

const withoutMarks = (text: string): string =>
  unmarked(text.normalize('NFC'))
    .replace(/^\s*\[[ xX]\]\s+/, '')
    .replace(/^\s*\(?(?:\d{1,3}|[a-z])[.)]\s+/i, '')
    .replace(/[✅❌☑✔✓✗⬜🔲]\uFE0F?/gu, '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/(?<![\s.;])[\s.;]+$/, '');

/** A code span: what is in it is no markup. */
const span = /(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)/gs;
/** Emphasis around words, as CommonMark has it; a star in a glob and an underscore in a name are none. */
const emphasis =
  /(?<![\p{L}\p{N}*_/\\])(\*{1,3}|_{1,3})(?=[\p{L}\p{N}("'“‘[])([^*_]*?[\p{L}\p{N})"'”’\].,:;!?%])\1(?!\.?[\p{L}\p{N}*_/])/gu;

const NESTED = 3;

/** Without the marks of emphasis and code spans. */
function unmarked(text: string): string {
  if (!/[*_`]/.test(text)) return text;
  const marks = new Uint8Array(text.length);
  /** Takes the marks around `inside` away, and leaves as many letters in their place. */
  const cover = (all: string, mark: string, inside: string, at: number): string => {
    marks.fill(1, at, at + mark.length).fill(1, at + all.length - mark.length, at + all.length);
    return 'x'.repeat(mark.length) + inside + 'x'.repeat(mark.length);
  };
  let rest = text.replace(span, (all, mark: string, inside: string, at: number) =>
    cover(all, mark, 'x'.repeat(inside.length), at),
  );
  // Emphasis within emphasis is found after the inner one is gone. Deeper than this nobody writes it.
  for (let n = 0, before = ''; n < NESTED && before !== rest; n++) {
    before = rest;
    rest = rest.replace(emphasis, cover);
  }
  return without(text, marks);
}

/** What is left of a text without the units that are marked. */
function without(text: string, marks: Uint8Array): string {
  let left = '';
  for (let from = 0; from < text.length; ) {
    const to = marks.indexOf(1, from);
    left += text.slice(from, to < 0 ? text.length : to);
    if (to < 0) break;
    from = marks.indexOf(0, to);
    if (from < 0) break;
  }
  return left;
}

/** A remark on how it went, which people write behind an item once it is done. */
const outcome =
  /\s*(?:[([]|→|->|=>|\s[-–—:]\s)\s*(?:evidence|verified|validated|done|pass(?:ed)?|completed?|implemented|met|see)\b.*$/i;

/** Marks of code and of bold: how a word is set, not what it says. */
const set = /`+|\*\*/g;

/** What a line says, for those who compare by eye: dashes, quotes, how words are set and a repaired encoding are no change, nor is how it went. */
function gist(line: string): string {
  const unset = line.includes('`') || line.includes('**') ? line.replace(set, '') : line;
  const bare = unset.replace(outcome, '');
  const plain = /[\u0080-\uffff]/.test(bare) ? repaired(bare) : bare;
  return /[\s.;]/.test(plain.charAt(plain.length - 1)) ? plain.replace(/(?<![\s.;])[\s.;]+$/, '') : plain;
}

const repaired = (line: string): string =>
  line
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/[\u2018\u2019\u201a\u00b4]/g, "'")
    .replace(/[\u201c-\u201e]/g, '"')
    .replace(/[\u200b-\u200d\ufeff]/g, '');

/** Below a promise, how it was kept: evidence is open. */
const kept = /^(?:(?:code )?evidence|proof|verified|validated)\s*:/i;

/** What a line of one field says besides: capitals of a tier, how an anchor is marked, a link to what it names, that a file is new. */
function gistOf(key: string, line: string): string {
  const said = gist(line.includes('](') ? line.replace(/\[([^[\]]+)\]\([^()\s]*\)/g, '$1') : line);
  if (key === 'RISK_TIER') return said.toUpperCase();
  if (key === 'SPEC_ANCHOR') return said.replace(/(?<!§)§+\s*(?=A?\d)/g, '').replace(/(?<![\p{L}\p{N}])A(?=\d)/gu, '');
  return key === 'IN_SCOPE_PATHS' ? said.replace(/\s*\(new\)$/i, '') : said;
}

/** A digest of what lines say in the eyes of a person, to tell whether it is the same; not to prove it. */
export function gistDigest({ key, lines }: LockedText): number {
  const said = lines.flatMap((l) => (key === 'DONE_MEANS' && kept.test(l) ? [] : [gistOf(key, l)]));
  if (!unordered.has(key)) return quickDigest(said);
  // Several on one line are as many: `A2.3, A2.1`.
  return quickDigest(asSet(said.flatMap((l) => l.split(/\s*[,;]\s+/))));
}

/** The same of each item of a list, whatever it is below, with where it begins and ends. */
export function gistOfItems({ key, field }: { readonly key: string; readonly field: Field }): readonly number[] {
  const out: number[] = [];
  const take = (items: readonly Item[]): void => {
    for (const i of items) {
      out.push(quickDigest([gistOf(key, lineOf(i))]), i.at.start, i.at.end);
      take(i.items);
    }
  };
  take(field.items);
  return out;
}

/** `sha256:` and 64 hexadecimal digits. Undefined: it is no seal. */
export const sealIn = (text: string): string | undefined => /^\W*sha256:([0-9a-f]{64})\W*$/i.exec(text)?.[1]?.toLowerCase();
