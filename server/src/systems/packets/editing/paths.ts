/** Paths in the fields of packet documents: scope, files to open, evidence, the audit's too; and the spec that the pointer names. */
import type { PathInField } from '#core/editor';
import { flat } from '#core/fields/items';
import { everywhere, type Item } from '#core/fields/model';
import type { RelPath } from '#core/text';
import type { Cited } from '../model/evidence/evidence';
import { pathsOf } from '../model/paths/paths';
import type { DocumentOf, PacketDocument } from './documents';

const fields = ['IN_SCOPE_PATHS', 'OUT_OF_SCOPE', 'FILES_TO_OPEN'];

export function paths(doc: PacketDocument): readonly PathInField[] {
  if (doc.kind === 'packet') return [...fields.flatMap((key) => inField(doc, key)), ...inEvidence(doc.model.proof.cited)];
  if (doc.kind === 'report') return inEvidence(doc.model.cited);
  if (doc.kind === 'audit') return inEvidence(doc.model.rows.flatMap((r) => r.cited));
  return doc.kind === 'pointer' ? pointed(doc) : [];
}

function inField(doc: DocumentOf<'packet'>, key: string): readonly PathInField[] {
  return [...everywhere(doc.model.fields.fields, key)].flatMap((f) =>
    f.role === 'value' ? [...flat(f.items)].flatMap((item) => pathsIn(item)) : [],
  );
}

/** The paths that an item lists; their line numbers, marks and remarks stay as they are. */
const pathsIn = (item: Item): readonly PathInField[] =>
  pathsOf(item).map(({ path, at, line }) => ({ path, at, ...(line === undefined ? {} : { line }) }));

/** A link's path is a link's; one that is cut short says too little to be changed. */
const inEvidence = (cited: readonly Cited[]): readonly PathInField[] =>
  cited.flatMap((c) =>
    (c.form === 'plain' || c.form === 'mark') && c.path !== '' && c.short === undefined
      ? [{ path: c.path, at: c.pathAt, ...(c.lines ? { line: c.lines.from } : {}) }]
      : [],
  );

function pointed(doc: DocumentOf<'pointer'>): readonly PathInField[] {
  const { spec, codex } = doc.model;
  const file = (kind: string, name: string): RelPath | undefined =>
    doc.look.files(kind).find((p) => p === name || p.endsWith(`/${name}`));
  return [
    ...(spec ? [{ path: file('packets/spec', spec.text) ?? spec.text, at: spec.at, byName: true as const }] : []),
    ...(codex ? [{ path: file('packets/codex', codex.text) ?? codex.text, at: codex.at, byName: true as const }] : []),
  ];
}
