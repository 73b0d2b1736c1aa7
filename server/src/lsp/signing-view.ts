/** A sheet as the panel gets it: places as URIs and positions, and no character in it that nobody sees. */
import type { Change } from '#core/change';
import { confirmations, type DatedSheet, type Note, signatureText } from '#core/signing';
import { LineIndex, type RelPath } from '#core/text';
import { visible } from '#core/visible';
import type * as messages from '#protocol/signing';
import type { ShownNote, ShownPlace, ShownSheet } from '#protocol/signing';
import { locate } from '#service/engine/locate';
import { range } from './convert';
import type { Folder } from './folders';

/** The person at the editor, and the way to their files. */
export interface Signer {
  /** By what name they sign in a folder (a URI). */
  name(folder: string): Promise<string>;
  /** Minutes since 1970, UTC. */
  minute(): number;
  /** The file of the key that signs too. Undefined: none does. */
  key(folder: string): Promise<string | undefined>;
  /** The key's signature over a text. Throws, with words for the user, where it does not sign. */
  sign(key: string, text: string): Promise<string>;
  /** Makes a change, whole or not at all. Throws, with words for the user, where a file is not what it was computed from. */
  apply(folder: string, change: Change): void;
}

/** What the panel draws, for this signer. */
export async function shown(folder: Folder, sheet: DatedSheet, signer: Signer): Promise<ShownSheet> {
  const { uris, session } = folder;
  const lines = new Map<RelPath, LineIndex | undefined>();
  const paths = new Set([
    sheet.path,
    ...allNotes(sheet).flatMap((n) => n.path ?? []),
    ...(sheet.sections ?? []).flatMap((s) => s.path ?? []),
  ]);
  for (const path of paths) {
    const file = await session.text(path).catch(() => undefined);
    lines.set(path, file && LineIndex.of(file.text));
  }
  const place = (path: RelPath, at?: { readonly start: number; readonly end: number }): ShownPlace => {
    const index = at && lines.get(path);
    return { uri: uris.uri(path), ...(index && at ? { range: range(index, at) } : {}) };
  };
  const note = ({ says, tone, path, at }: Note): ShownNote => ({
    says: texts(says),
    tone,
    ...(path === undefined ? {} : { open: place(path, at) }),
  });
  const stand = ({ says, notes }: DatedSheet['against'][number]): messages.ShownStand => ({
    says: texts(says),
    notes: notes.map(note),
  });
  const name = await signer.name(uris.uri(''));
  const key = await signer.key(uris.uri(''));
  return {
    folder: uris.uri(''),
    subject: texts(sheet.subject),
    does: sheet.does,
    means: sheet.means,
    ...(sheet.sendsBack ? { sendsBack: sheet.sendsBack } : {}),
    title: texts(sheet.title),
    path: texts(sheet.path),
    uri: uris.uri(sheet.path),
    locked: sheet.locked.map((f) => ({
      name: f.name,
      open: place(sheet.path, f.at),
      lines: f.lines.map((l) => ({ ...l, text: texts(l.text), notes: l.notes.map(note) })),
      notes: f.notes.map(note),
    })),
    ...(sheet.sections
      ? {
          sections: sheet.sections.map(({ id, title, text, digest, path, changed }) => {
            const spot =
              path === undefined
                ? undefined
                : locate(session.workspace, path, { path, symbol: { kind: 'anchor', name: id }, message: '' });
            return {
              id: texts(id),
              title: texts(title),
              ...(text === undefined ? {} : { text: texts(text) }),
              ...(digest === undefined ? {} : { digest }),
              ...(path === undefined ? {} : { open: { uri: uris.uri(path), ...(spot ? { range: spot.range } : {}) } }),
              ...(changed
                ? { changed: { since: texts(changed.since), pieces: changed.pieces.map((p) => ({ ...p, text: texts(p.text) })) } }
                : {}),
            };
          }),
        }
      : {}),
    changes: sheet.changes.map((c) => ({
      since: texts(c.since),
      fields: c.fields.map((f) => ({ name: f.name, pieces: f.pieces.map((p) => ({ ...p, text: texts(p.text) })) })),
    })),
    facts: sheet.facts.map((f) => ({ name: f.name, says: f.says.map(texts) })),
    against: sheet.against.map(stand),
    warnings: sheet.warnings.map(stand),
    ...(sheet.requested === undefined ? {} : { requested: texts(sheet.requested) }),
    confirmations,
    digest: sheet.digest,
    signer: name,
    signature: signatureText(name, signer.minute()),
    ...(key === undefined ? {} : { key }),
    proves: proves(key),
  };
}

const allNotes = ({ locked, against, warnings }: DatedSheet): readonly Note[] => [
  ...locked.flatMap((f) => [...f.notes, ...f.lines.flatMap((l) => l.notes)]),
  ...[...against, ...warnings].flatMap((s) => s.notes),
];

/** What a signature will prove, as a sentence. @param key the file of the key that signs too */
export const proves = (key: string | undefined): string =>
  key === undefined
    ? 'Sealed: what is locked is unchanged since. Whoever can write these files could have made it.'
    : 'Signed by a key, which proves who agreed.';

/** What nobody sees is shown as a mark; lines and tabs stay. */
export const texts = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .split(/([\n\t])/)
    .map((t) => (t === '\n' || t === '\t' ? t : visible(t)))
    .join('');
