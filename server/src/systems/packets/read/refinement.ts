/** A refinement: what was agreed before a packet. It cites the spec, and is signed together with its packet. Source: SYSTEMS.md §1. */
import { type FieldDocument, fieldOf } from '#core/fields/model';
import { normalName } from '#core/fields/names';
import { readFields } from '#core/fields/read';
import type { MarkdownSource } from '#core/source';
import type { Def, Ref } from '#core/symbols';
import type { Reading } from '#core/system';
import { detach } from '#core/text';
import { anchorForms } from '../model/dialect/anchor-forms';
import type { PacketsDialect } from '../model/dialect/dialect';
import { idOf, withoutSuffix } from '../model/dialect/id-form';
import type { RefinementFacts, RefinementModel } from '../model/types';
import { anchorRefs, mentions } from './anchor';
import { boxesOfVerdict } from './boxes';
import { anchorsIn, behindIn, fragmentsOf, specIn } from './citing';
import { packetIds } from './ids';
import { readSigning } from './signing';
import { specLinesIn } from './spec-lines';

/** The packet is the one that it names, else that of its file's name. */
export function readRefinement(source: MarkdownSource, dialect: PacketsDialect): Reading<RefinementModel, RefinementFacts> {
  const { text, path } = source;
  const fields = readFields(source, dialect.names);
  const forms = anchorForms(dialect.anchors);
  const { ids } = dialect;
  const own = idOf(path, ids);
  const named = fieldOf(fields, 'TASK_ID');
  const said =
    packetIds(named?.text ?? '', named?.textAt.start ?? 0, ids)[0] ??
    packetIds(fields.title?.text ?? '', fields.title?.at.start ?? 0, ids)[0];
  const stem = withoutSuffix(own);
  const called = packetIds(stem, 0, ids)[0]?.text;
  // `WP-0321_Simplify_refinement` is that of WP-0321, where it says so.
  const packet = said && (called === undefined || ids.isWithWords(called, said.text)) ? said.text : (called ?? stem);
  const citations = anchorsIn(fields, forms, true);
  const fragments = fragmentsOf(fields, forms, true);
  const { consumed, approval } = readSigning(text, fields, dialect);
  const unsigned = consumed.length === 0 ? approval.metadata.find((f) => f.is === 'unsigned') : undefined;
  const spec = specIn(fields) ?? specIn(asResolved(fields));
  const defs = consumed.map((c): Def => ({ kind: 'consumption', name: c.key, at: c.at, data: { by: packet, written: c.text } }));
  const checklist = boxesOfVerdict(fields);
  if (checklist)
    defs.push({ kind: 'boxes', name: 'refinement', at: { start: 0, end: 0 }, data: { by: packet, ticked: checklist.ticked } });
  const refs: Ref[] = [...anchorRefs(citations)];
  for (const c of consumed) refs.push({ kind: 'signature', name: c.key, at: c.at });
  const taken = new Set(refs.map((r) => r.at.start));
  const whole = { start: 0, end: text.length };
  for (const m of mentions(text, whole, forms))
    if (!taken.has(m.at.start)) refs.push({ kind: 'anchor', name: m.id, at: m.at, weak: true });
  for (const p of packetIds(text, 0, ids)) refs.push({ kind: 'packet', name: p.text, at: p.at, weak: true });
  return {
    model: { packet, fields },
    facts: {
      packet,
      citations,
      consumed,
      ...(said ? { said } : {}),
      ...(unsigned ? { unsigned: { text: detach(unsigned.text), at: unsigned.at } } : {}),
      ...(spec ? { spec } : {}),
      ...behindIn(fields),
      ...(checklist?.open ? { boxes: checklist.open } : {}),
      ...(fragments.length > 0 ? { fragments } : {}),
      ...specLinesIn(text, path, fields, []),
      ...(dialect.isRetired(path) ? { retired: true as const } : {}),
      defs,
      refs,
    },
  };
}

/** `SPEC_TARGET_RESOLVED: docs/SPEC_CURRENT.md -> Master_Spec_v1.20.md`: to which version the pointer led when the refinement was written. */
const asResolved = (fields: FieldDocument): FieldDocument => ({
  ...fields,
  fields: fields.fields.map((f) => (normalName(f.name) === 'spec target resolved' ? { ...f, key: 'SPEC_VERSION' } : f)),
});
