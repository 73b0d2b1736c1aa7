/** Paths in the fields of packet documents: scope, files to open, evidence, the audit's too; and the spec that the pointer names. */
import type { Editing, PathInField } from '#core/editor';
import { flat } from '#core/fields/items';
import { everywhere, type Item } from '#core/fields/model';
import type { RelPath } from '#core/text';
import type { PacketsDialect, PathKind } from '../model/dialect/dialect';
import type { Cited } from '../model/evidence/evidence';
import { pathsOf } from '../model/paths/paths';
import type { DocumentOf, PacketDocument } from './documents';

const fields = ['IN_SCOPE_PATHS', 'OUT_OF_SCOPE', 'FILES_TO_OPEN'];

/** All of a document, by field. */
export function paths(doc: PacketDocument): readonly PathInField[] {
  if (doc.kind === 'packet')
    return [...fields.flatMap((key) => inField(doc, key)), ...inEvidence(doc.text, doc.model.proof.cited)];
  if (doc.kind === 'report') return inEvidence(doc.text, doc.model.cited);
  if (doc.kind === 'audit')
    return inEvidence(
      doc.text,
      doc.model.rows.flatMap((r) => r.cited),
    );
  return doc.kind === 'pointer' ? pointed(doc) : [];
}

/** A stub is read as a packet, and has a place of its own. */
export function placed(kind: string, { paths: all }: PacketsDialect): ReturnType<NonNullable<Editing['placed']>> {
  const own = kind === 'packet' ? (['packet', 'stub'] as const) : kind in all ? [kind as PathKind] : [];
  return own.map((key) => ({ keys: ['paths', key], globs: all[key] }));
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
const inEvidence = (text: string, cited: readonly Cited[]): readonly PathInField[] =>
  cited.flatMap((c) => {
    if ((c.form !== 'plain' && c.form !== 'mark') || c.path === '' || c.short !== undefined) return [];
    const line = c.lines ? { line: c.lines.from } : {};
    const { end } = c.pathAt;
    // Where names have spaces, words before it may be part of its name: which, the folder tells.
    const longer = (c.spaced ?? [])
      .map((path) => ({ path, at: { start: end - path.length, end }, ...line }))
      .filter((p) => p.at.start < c.pathAt.start && text.slice(p.at.start, end) === p.path);
    return [{ path: c.path, at: c.pathAt, ...line }, ...longer];
  });

function pointed(doc: DocumentOf<'pointer'>): readonly PathInField[] {
  const { spec, codex } = doc.model;
  const file = (kind: string, name: string): RelPath | undefined =>
    doc.look.files(kind).find((p) => p === name || p.endsWith(`/${name}`));
  return [
    ...(spec ? [{ path: file('packets/spec', spec.text) ?? spec.text, at: spec.at, byName: true as const }] : []),
    ...(codex ? [{ path: file('packets/codex', codex.text) ?? codex.text, at: codex.at, byName: true as const }] : []),
  ];
}
