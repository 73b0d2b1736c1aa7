/** Lines of the spec that a document cites beside its anchors: `Master_Spec_v1.0.md:120 2.3`. Source: SYSTEMS.md §1, "Anchor". */
import type { FieldDocument } from '#core/fields/model';
import { lineAround, type RelPath, type Span } from '#core/text';
import type { Cited, EvidenceRow } from '../model/evidence/evidence';
import { citedIn } from './cited';
import { anchorFields } from './citing';

/** @param rows of the evidence, in whose lines they stand; `besides`: what is judged as evidence already */
export function specLinesIn(
  text: string,
  path: RelPath,
  fields: FieldDocument | undefined,
  rows: readonly EvidenceRow[],
  besides: readonly Cited[] = [],
): { readonly specLines?: readonly Cited[] } {
  if (!/\.md(?::|#L)\d/.test(text)) return {};
  const seen = new Set(besides.map((c) => c.at.start));
  const out: Cited[] = [];
  const look = ({ start, end }: Span): void => {
    for (const c of citedIn(text.slice(start, end), start, path))
      if (c.lines && c.path.endsWith('.md') && !seen.has(c.at.start) && seen.add(c.at.start)) out.push(c);
  };
  for (const f of fields ? anchorFields(fields, true) : []) look(f.valueAt);
  for (const { at } of rows) look(lineAround(text, at.start));
  return out.length > 0 ? { specLines: out } : {};
}
