/** The spec pointer: the first `*Spec*v*.md` in bold, code or a link; a codex likewise. Source: SYSTEMS.md §1. */
import type { Nodes } from 'mdast';
import { contentOf, trimmed } from '#core/fields/items';
import type { MarkdownSource } from '#core/source';
import type { Def } from '#core/symbols';
import type { Reading } from '#core/system';
import { detach } from '#core/text';
import type { Located, PointerFacts, PointerModel } from '../model/types';

const spec = /[\p{L}\p{N}_.-]*Spec[\p{L}\p{N}_.-]*v[\p{L}\p{N}_.-]*\.md/iu;
/** A name with spaces is one only where nothing else is marked with it. */
const spaced = /^\s*[\p{L}\p{N}_. -]*Spec[\p{L}\p{N}_. -]*v[\p{L}\p{N}_.-]*\.md\s*$/iu;
const codex = /[\p{L}\p{N}_. -]*Codex[\p{L}\p{N}_. -]*v[\p{L}\p{N}_.-]*\.md/iu;

export function readPointer(source: MarkdownSource): Reading<PointerModel, PointerFacts> {
  const marked: Located[] = [];
  const visit = (node: Nodes, shift: number): void => {
    if (node.type === 'strong' || node.type === 'emphasis' || node.type === 'inlineCode' || node.type === 'link') {
      const at =
        node.type === 'inlineCode'
          ? trimmed(source.text, {
              start: (node.position?.start.offset ?? 0) + shift,
              end: (node.position?.end.offset ?? 0) + shift,
            })
          : contentOf(node, shift);
      marked.push({ text: source.text.slice(at.start, at.end), at });
    }
    if ('children' in node) for (const child of node.children) visit(child, shift);
  };
  for (const s of source.sections) for (const node of s.nodes) visit(node, s.shift);
  const find = (pattern: RegExp): Located | undefined => {
    for (const m of marked) {
      const found = pattern.exec(m.text);
      if (!found) continue;
      const lead = found[0].length - found[0].trimStart().length;
      const start = m.at.start + found.index + lead;
      return { text: detach(found[0].trim()), at: { start, end: start + found[0].trim().length } };
    }
    return undefined;
  };
  const model = { spec: find(spec) ?? find(spaced), codex: find(codex) };
  const defs: Def[] = [];
  if (model.spec) defs.push({ kind: 'pointed', name: 'spec', at: model.spec.at, data: { file: model.spec.text } });
  if (model.codex) defs.push({ kind: 'pointed', name: 'codex', at: model.codex.at, data: { file: model.codex.text } });
  return { model, facts: { ...model, defs, refs: [] } };
}
