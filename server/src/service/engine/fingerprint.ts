/**
 * What stays of a finding while everything around it changes: the rule, and what it is about or the line that it stands on.
 *
 * Invariant: no offset, line number, path or message is in it, so that edits elsewhere, moved lines, renamed files and
 * another wording of the rule keep it.
 */
import type { Finding } from '#core/rule';
import type { LineIndex } from '#core/text';

/** Longer lines count by their beginning. */
const LONGEST = 400;

/** One for each finding of a document, in their order. Findings that say the same of equal lines have equal ones. */
export function fingerprints(findings: readonly Finding[], text: string, lines: LineIndex): readonly string[] {
  const reader = new Lines(text, lines);
  return findings.map((f) => {
    if (f.about) return hash(`${f.rule}\0${f.about.kind}\0${f.about.name}`);
    // A finding about the document as a whole.
    if (f.at.end === 0) return hash(f.rule);
    const line = lines.lineAt(f.at.start);
    const word = text.slice(f.at.start, Math.min(f.at.end, f.at.start + LONGEST));
    return hash(`${f.rule}\0${lineKey(word)}\0${reader.at(line)}\0${reader.headingAbove(line)}`);
  });
}

/** How alike two texts of a document are is seen from these: the smallest hashes of its lines, wherever they stand. */
export function sketch(text: string, lines: LineIndex): readonly string[] {
  const reader = new Lines(text, lines);
  const all = new Set<string>();
  for (let i = 0; i < lines.lineCount; i++) {
    const line = reader.at(i);
    if (line.length >= TELLING) all.add(hash(line).slice(0, 8));
  }
  return [...all].sort().slice(0, SKETCH);
}

/** Lines shorter than this stand in every document. */
const TELLING = 8;
const SKETCH = 16;

/** The part, of 1, that two documents have in common, estimated. */
export function likeness(a: readonly string[], b: readonly string[]): number {
  const union = [...new Set([...a, ...b])].sort().slice(0, Math.max(a.length, b.length));
  const both = union.filter((h) => a.includes(h) && b.includes(h)).length;
  return union.length === 0 ? 0 : both / union.length;
}

class Lines {
  readonly #text: string;
  readonly #lines: LineIndex;
  /** The last line that a heading was sought for, and what was found: findings come in order of place. */
  #sought = -1;
  #found = '';

  constructor(text: string, lines: LineIndex) {
    this.#text = text;
    this.#lines = lines;
  }

  at(line: number): string {
    const { starts, length } = this.#lines;
    const start = starts[line] ?? length;
    return lineKey(this.#text.slice(start, Math.min(starts[line + 1] ?? length, start + LONGEST)));
  }

  /** The nearest line above, or the line itself, that begins as a heading does. */
  headingAbove(line: number): string {
    const stop = line >= this.#sought ? this.#sought : -1;
    for (let at = line; at > stop; at--) {
      if (!this.#isHeading(at)) continue;
      this.#found = this.at(at);
      this.#sought = line;
      return this.#found;
    }
    if (stop < 0) this.#found = '';
    this.#sought = line;
    return this.#found;
  }

  #isHeading(line: number): boolean {
    const start = this.#lines.starts[line] ?? 0;
    return this.#text.charCodeAt(start) === HASH && /^#{1,6}[ \t]/.test(this.#text.slice(start, start + 7));
  }
}

const HASH = 35;

/** Without what may change while a line says the same: its marker or number, its indent, white space. */
const lineKey = (s: string): string =>
  s
    .normalize('NFC')
    .replace(/\s+/g, ' ')
    .replace(/^(?:[ >|]|[-*+#]+ |\d{1,9}[.)] |\[[ xX]\] )+/, '')
    .replace(/[ |]+$/, '');

/** 64 bits as hexadecimal digits; two rounds of Murmur's mixing. Not for secrets. */
export function hash(s: string): string {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let i = 0; i < s.length; i++) {
    const unit = s.charCodeAt(i);
    a = Math.imul(a ^ unit, 2654435761);
    b = Math.imul(b ^ unit, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return hex(b) + hex(a);
}

const hex = (n: number): string => (n >>> 0).toString(16).padStart(8, '0');
