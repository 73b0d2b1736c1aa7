/**
 * The spec pointer: the first `*Spec*v*.md` in bold, code or a link; a codex likewise. Source: SYSTEMS.md §1.
 * One that is said to be past is none while another is named, and JSON is read by its keys.
 */

import type { Nodes } from 'mdast';
import { contentOf, spanOf, trimmed } from '#core/fields/items';
import { globMatcher } from '#core/glob';
import { parsedJson } from '#core/json';
import { nameOf } from '#core/paths';
import type { MarkdownSource } from '#core/source';
import type { Def } from '#core/symbols';
import type { Reading } from '#core/system';
import { detach, lineAround, type RelPath, type Span, startOfLine } from '#core/text';
import type { PacketsDialect } from '../model/dialect/dialect';
import type { Located, PointerFacts, PointerModel } from '../model/types';
import { codexIn, fileIn, listingIn, type Named, specAlone, specAsTarget, specIn, specsIn } from './pointer-names';

/** Words in a key whose value is no spec of now. */
const isPastWord =
  /^(?:schema|baselines?|previous|prior|former|past|old|archived?|superseded|predecessor|outdated|deprecated|obsolete|history)$/i;
/** Behind these words on its line a name is none of now. */
const past =
  /\b(?:baseline|previous(?:ly)?|prior|former(?:ly)?|archived?|superseded(?! by)|predecessor|outdated|deprecated|obsolete)\b[^.;|\n]{0,60}$/i;
const now = /\b(?:current|active|now|in force)\b/i;
const inArchive = /(?<![\p{L}\p{N}_-])archived?\//iu;

/** Whether what is called as the pointer is a specification itself: it has sections of its own, and names no file that is one. */
export const isSpecItself = (text: string): boolean =>
  /^#{2,6}[ \t]+\S/m.test(text) && !/spec[\p{L}\p{N}_.-]{0,100}\.(?:md|json)/iu.test(text.replaceAll('SPEC_CURRENT.md', ''));

/** Where nothing is named that fits, the model says what is named instead. */
export function readPointer(source: MarkdownSource, dialect: Pick<PacketsDialect, 'paths'>): Reading<PointerModel, PointerFacts> {
  const { text } = source;
  const isSpec = claims(dialect.paths.spec);
  const isCodex = claims(dialect.paths.codex);
  const listed = (places: readonly Located[]): Located | undefined =>
    first(places, specIn) ??
    first(places, specAlone) ??
    first(places, specAsTarget) ??
    first(places, fileIn, (name) => isSpec(name) && !isCodex(name));
  const data = dataIn(text);
  const { marked, lines } = data ? { marked: data.now, lines: [] } : namedIn(source);
  const current = data ? marked : marked.filter((place) => !isPast(text, place));
  const other = first(current, listingIn, (name) => !name.startsWith('http'));
  const found =
    listed(current) ??
    only(lines, (name) => other === undefined || !isPast(text, name)) ??
    (other === undefined ? listed(marked) : undefined);
  const one = data && (other !== undefined || new Set(marked.flatMap(namesOf).map((n) => n.text)).size > 1) ? undefined : found;
  const files = one === undefined && other === undefined ? current.flatMap((place) => first([place], fileIn) ?? []) : [];
  const unlike =
    new Set(files.map((f) => f.text)).size === 1 && codexIn(files[0]?.text ?? '') === undefined ? files[0] : undefined;
  const model: PointerModel = {
    head: lineAround(text, 0),
    spec: one,
    codex: first(marked, codexIn) ?? first(marked, fileIn, isCodex),
    ...(one === undefined && other !== undefined ? { other } : {}),
    ...(unlike && !isCodex(unlike.text) ? { unlike } : {}),
    ...(data ? { isData: true as const } : {}),
    ...(one === undefined && isSpecItself(text) ? { isSpec: true as const } : {}),
  };
  const defs: Def[] = [];
  if (model.spec) defs.push({ kind: 'pointed', name: 'spec', at: model.spec.at, data: { file: model.spec.text } });
  if (model.codex) defs.push({ kind: 'pointed', name: 'codex', at: model.codex.at, data: { file: model.codex.text } });
  return { model, facts: { ...model, defs, refs: [] } };
}

/** What is marked in Markdown, and its lines. */
function namedIn({ text, sections }: MarkdownSource): {
  readonly marked: readonly Located[];
  readonly lines: readonly Located[];
} {
  const marked: Located[] = [];
  const lines: Located[] = [];
  const put = (into: Located[], at: Span): void => void into.push({ text: text.slice(at.start, at.end), at });
  const visit = (node: Nodes, shift: number): void => {
    if (node.type === 'paragraph' || node.type === 'heading') put(lines, contentOf(node, shift));
    if (node.type === 'inlineCode') put(marked, trimmed(text, spanOf(node, shift)));
    // A link is taken whole: its text may be a phrase, and its target the file.
    else if (node.type === 'link') put(marked, spanOf(node, shift));
    else if (node.type === 'strong' || node.type === 'emphasis') put(marked, contentOf(node, shift));
    if ('children' in node) for (const child of node.children) visit(child, shift);
  };
  for (const s of sections) for (const node of s.nodes) visit(node, s.shift);
  return { marked, lines };
}

/** Whether the words before a name on its line, or its folder, say that it is none of now. */
function isPast(text: string, { text: own, at }: Located): boolean {
  const line = text.slice(startOfLine(text, at.start), at.start);
  return inArchive.test(own) || (past.test(line) && !now.test(line));
}

/** The texts of a pointer in JSON that none of their keys says to be past. Undefined: it is no JSON. */
function dataIn(text: string): { readonly now: readonly Located[] } | undefined {
  if (!/^\s*\{/.test(text)) return undefined;
  const value = parsedJson(text);
  if (value === undefined) return undefined;
  const out: Located[] = [];
  const visit = (v: unknown, keys: readonly string[]): void => {
    if (typeof v === 'object' && v !== null) for (const [key, inner] of Object.entries(v)) visit(inner, [...keys, key]);
    else if (typeof v === 'string') {
      const at = text.indexOf(JSON.stringify(v));
      const words = keys.flatMap((k) => k.split(/[^\p{L}\p{N}]+|(?<=\p{Ll})(?=\p{Lu})/u));
      if (at >= 0 && !words.some((w) => isPastWord.test(w)) && !inArchive.test(v))
        out.push({ text: v, at: { start: at + 1, end: at + 1 + v.length } });
    }
  };
  visit(value, []);
  return { now: out };
}

/** Where nothing is marked, one name that stands alone is the one that is meant; of several none is. */
function only(lines: readonly Located[], fits: (name: Located) => boolean): Located | undefined {
  const all = lines.flatMap(namesOf);
  const one = all.find(fits);
  return new Set(all.map((n) => n.text)).size === 1 ? one : undefined;
}

const namesOf = ({ text, at }: Located): readonly Located[] =>
  specsIn(text).map((n) => ({
    text: detach(n.text),
    at: { start: at.start + n.index, end: at.start + n.index + n.text.length },
  }));

function first(
  places: readonly Located[],
  pick: (text: string) => Named | undefined,
  fits?: (name: string) => boolean,
): Located | undefined {
  for (const { text, at } of places) {
    const found = pick(text);
    if (found === undefined || fits?.(found.text) === false) continue;
    const start = at.start + found.index;
    // Blanks in the target of a link.
    return { text: detach(found.text.replaceAll('%20', ' ')), at: { start, end: start + found.text.length } };
  }
  return undefined;
}

/** Whether a name is one that the globs take, in whatever folder. */
function claims(globs: readonly string[]): (name: RelPath) => boolean {
  const whole = globMatcher(globs);
  const ends = globMatcher(globs.map((g) => `${g.startsWith('!') ? '!' : ''}${g.split('/').at(-1)?.replace(/^!/, '')}`));
  return (name) => whole(name) || ends(nameOf(name));
}
