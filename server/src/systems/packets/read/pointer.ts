/** The spec pointer: the first `*Spec*v*.md` in bold, code or a link; a codex likewise. Source: SYSTEMS.md §1. */

import type { Nodes } from 'mdast';
import { contentOf, spanOf, trimmed } from '#core/fields/items';
import { globMatcher } from '#core/glob';
import { nameOf } from '#core/paths';
import type { MarkdownSource } from '#core/source';
import type { Def } from '#core/symbols';
import type { Reading } from '#core/system';
import { detach, type RelPath, type Span } from '#core/text';
import type { PacketsDialect } from '../model/dialect';
import type { Located, PointerFacts, PointerModel } from '../model/types';

const spec = /[\p{L}\p{N}_.-]*Spec[\p{L}\p{N}_.-]*v[\p{L}\p{N}_.-]*\.md/iu;
/** A name with spaces is one only where nothing else is marked with it. */
const spaced = /^[\s`]*[\p{L}\p{N}_. -]*Spec[\p{L}\p{N}_. -]*v[\p{L}\p{N}_.-]*\.md[\s`]*$/iu;
/** The same as the target of a link, with its folders. */
const spacedTarget = /(?<=\]\(<?(?:[^()<>]*\/)?)[\p{L}\p{N}_. %-]*Spec[\p{L}\p{N}_. %-]*v[\p{L}\p{N}_.-]*\.md(?=>?\))/iu;
const codex = /[\p{L}\p{N}_. -]*Codex[\p{L}\p{N}_. -]*v[\p{L}\p{N}_.-]*\.md/iu;
const anyFile = /(?:[\p{L}\p{N}_.-]+\/)*[\p{L}\p{N}_.-]+\.md/iu;

export function readPointer(source: MarkdownSource, dialect: Pick<PacketsDialect, 'paths'>): Reading<PointerModel, PointerFacts> {
  const { text } = source;
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
  for (const s of source.sections) for (const node of s.nodes) visit(node, s.shift);
  const isSpec = claims(dialect.paths.spec);
  const isCodex = claims(dialect.paths.codex);
  const listed = (places: readonly Located[]): Located | undefined =>
    first(places, spec) ??
    first(places, spaced) ??
    first(places, spacedTarget) ??
    first(places, anyFile, (name) => isSpec(name) && !isCodex(name));
  const model: PointerModel = {
    head: { start: 0, end: Math.max(0, text.search(/\r?\n|$/)) },
    spec: listed(marked) ?? only(lines),
    codex: first(marked, codex) ?? first(marked, anyFile, isCodex),
  };
  const defs: Def[] = [];
  if (model.spec) defs.push({ kind: 'pointed', name: 'spec', at: model.spec.at, data: { file: model.spec.text } });
  if (model.codex) defs.push({ kind: 'pointed', name: 'codex', at: model.codex.at, data: { file: model.codex.text } });
  return { model, facts: { ...model, defs, refs: [] } };
}

/** Where nothing is marked, one name that stands alone is the one that is meant; of several none is. */
function only(lines: readonly Located[]): Located | undefined {
  const found = first(lines, spec);
  const all = new Set(lines.flatMap((l) => [...l.text.matchAll(new RegExp(spec, 'giu'))].map((m) => m[0])));
  return all.size === 1 ? found : undefined;
}

function first(places: readonly Located[], pattern: RegExp, fits: (name: string) => boolean = () => true): Located | undefined {
  for (const { text, at } of places) {
    const found = pattern.exec(text);
    const name = found?.[0].replace(/^[\s`]+|[\s`]+$/g, '');
    if (!found || !name || !fits(name)) continue;
    const start = at.start + found.index + found[0].indexOf(name);
    // Blanks in the target of a link.
    return { text: detach(name.replaceAll('%20', ' ')), at: { start, end: start + name.length } };
  }
  return undefined;
}

/** Whether a name is one that the globs take, in whatever folder. */
function claims(globs: readonly string[]): (name: RelPath) => boolean {
  const whole = globMatcher(globs);
  const ends = globMatcher(globs.map((g) => `${g.startsWith('!') ? '!' : ''}${g.split('/').at(-1)?.replace(/^!/, '')}`));
  return (name) => whole(name) || ends(nameOf(name));
}
