/** Signing: what waits for it, what a person is shown before, and what their yes or no changes. */
import { messageOf } from '#core/cause';
import { confirmations, type DatedSheet, logNotes } from '#core/signing';
import type { RelPath } from '#core/text';
import { visible } from '#core/visible';
import type { NotSigned, ShownSheet, SigningTarget } from '#protocol/signing';
import * as messages from '#protocol/signing';
import { Recorder } from '#service/engine/cells';
import { savedAsOpen } from '#service/engine/saved';
import { signedChange, signingSheet, signingSubjects, withoutKey } from '#service/signing';
import { type Desk, type Feature, feature } from '../feature';
import type { Folder } from '../folders';
import { proves, type Signer, shown, texts } from '../signing-view';

/** @param signer undefined: the server was not started by an editor of ours, and signs for nobody */
export const signingFor = (signer: Signer | undefined): Feature =>
  feature({
    capability: {},
    register: (connection, desk) => {
      connection.onRequest(
        messages.signingTargets.method,
        desk.safely('signingTargets', [] as readonly SigningTarget[], async (asked: { near?: string; subject?: string }) => {
          await desk.ready();
          const all = await Promise.all(
            desk.folders.all.map(async (folder) => {
              const waiting = await targetsIn(folder, desk);
              const signed = signedIn(folder, desk, asked).filter((s) => !waiting.some((w) => w.subject === s.subject));
              return [...signed, ...waiting];
            }),
          );
          const rank = (t: SigningTarget): number => (t.uri === asked.near ? 0 : t.requested !== undefined ? 1 : 2);
          return all.flat().sort((a, b) => rank(a) - rank(b));
        }),
      );
      connection.onRequest(
        messages.signingRequests.method,
        desk.safely('signingRequests', null as readonly SigningTarget[] | null, async () => {
          await desk.ready();
          return desk.folders.all.flatMap(({ session, uris }) =>
            session.workspace.store
              .reader(new Recorder())
              .all('request')
              .map(({ name, path, data }) => ({
                folder: uris.uri(''),
                subject: name,
                detail: '',
                uri: uris.uri(path),
                requested: visible(data.reason),
              })),
          );
        }),
      );
      connection.onRequest(
        messages.signingSheet.method,
        desk.safely('signingSheet', failed, async ({ folder: uri, subject }: { folder: string; subject: string }) => {
          const here = signer ? await placeOf(desk, uri) : notHere;
          if ('refused' in here) return here;
          const sheet = await sheetOf(here.folder, subject, signer as Signer);
          return 'refused' in sheet ? told(sheet) : shown(here.folder, sheet, signer as Signer);
        }),
      );
      connection.onRequest(
        messages.signIt.method,
        desk.safely('sign', failed as { says: string } | NotSigned, async (order: messages.SignOrder) => {
          const here = signer ? await placeOf(desk, order.folder) : notHere;
          if ('refused' in here) return here;
          return sign(here.folder, order, signer as Signer, () => void connection.sendNotification(messages.keyWaits.method, {}));
        }),
      );
    },
  });

const failed: ShownSheet | NotSigned = { refused: 'Gatehouse could not do that; its log says why.' };
const notHere: NotSigned = { refused: 'Only a person signs: in the panel of VS Code, or with “gatehouse sign” at a terminal.' };

async function placeOf(desk: Desk, uri: string): Promise<{ readonly folder: Folder } | NotSigned> {
  await desk.ready();
  const folder = desk.folders.all.find((f) => f.uris.uri('') === uri);
  if (!folder) return { refused: 'That folder is not open any more.' };
  await folder.session.settle();
  return { folder };
}

/** What waits for a signature in a folder. */
export async function targetsIn(folder: Folder, desk: Desk): Promise<readonly SigningTarget[]> {
  return (await signingSubjects(folder.session)).map(({ name, path, detail, requested }) => ({
    folder: folder.uris.uri(''),
    ...(desk.folders.all.length > 1 ? { folderName: folder.uris.name } : {}),
    subject: name,
    detail,
    uri: folder.uris.uri(path),
    ...(requested === undefined ? {} : { requested: visible(requested) }),
  }));
}

/** What is signed already, of what somebody looks at or names. */
function signedIn(
  { session, uris }: Folder,
  desk: Desk,
  { near, subject }: { readonly near?: string; readonly subject?: string },
): readonly SigningTarget[] {
  const look = session.workspace.store.reader(new Recorder());
  const path = near === undefined ? undefined : uris.path(near);
  return look
    .all('packet')
    .filter((p) => !p.data.alias && p.data.proves !== undefined && (p.path === path || p.name === subject))
    .map((p) => ({
      folder: uris.uri(''),
      ...(desk.folders.all.length > 1 ? { folderName: uris.name } : {}),
      subject: p.name,
      detail: 'signed',
      uri: uris.uri(p.path),
    }));
}

/** What is signed is what the files hold: a document with changes that are not saved stands against it. */
async function sheetOf(folder: Folder, subject: string, signer: Signer): Promise<DatedSheet | NotSigned> {
  const sheet = await signingSheet(folder.session, subject);
  if ('refused' in sheet) return sheet;
  const key = await signer.key(folder.uris.uri(''));
  const paths = new Set([
    sheet.path,
    ...(sheet.sections ?? []).flatMap((s) => s.path ?? []),
    ...folder.session.workspace.store.look().files('packets/audit'),
  ]);
  const unsaved: RelPath[] = [];
  for (const path of paths) if (await isUnsaved(folder, path)) unsaved.push(path);
  return {
    ...sheet,
    against: [
      ...withoutKey(folder.session, key),
      ...unsaved.map((path) => ({ says: `${path} has changes that are not saved; save it first.`, notes: [] })),
      ...sheet.against,
    ],
  };
}

const isUnsaved = async ({ session }: Folder, path: RelPath): Promise<boolean> =>
  session.workspace.entries.get(path)?.open !== undefined && !(await savedAsOpen(session, path));

async function sign(
  folder: Folder,
  { subject, digest, confirmed, acknowledged, notes }: messages.SignOrder,
  signer: Signer,
  keyWaits: () => void,
): Promise<{ readonly says: string } | NotSigned> {
  const sheet = await sheetOf(folder, subject, signer);
  if ('refused' in sheet) return told(sheet);
  if (sheet.digest !== digest) return { refused: `${subject} is not what was shown any more; look at it again.` };
  if (sheet.against.length > 0) return told({ refused: `This stands against it: ${sheet.against[0]?.says}` });
  const missing = confirmations.find((c) => !confirmed.includes(c.id));
  if (missing) return { refused: `Not confirmed: ${missing.says}` };
  const open = sheet.warnings.find((w) => !acknowledged.includes(texts(w.says)));
  if (open) return told({ refused: `Not acknowledged: ${open.says}` });
  const at = folder.uris.uri('');
  const lines = notes.map((n) => n.trim()).filter((n) => n !== '');
  const signed = await signedChange(folder.session, sheet, {
    user: await signer.name(at),
    minute: signer.minute(),
    notes: logNotes(sheet.warnings, lines),
  });
  if ('refused' in signed) return told(signed);
  const key = await signer.key(at);
  try {
    if (key !== undefined) keyWaits();
    const change = signed.change(key === undefined ? undefined : await signer.sign(key, signed.sealed));
    signer.apply(at, change);
    await folder.session.changed(change.flatMap((s) => (s.do === 'edit' || s.do === 'create' ? [s.path] : [])));
  } catch (cause) {
    return told({ refused: `${subject} was not signed: ${messageOf(cause)}` });
  }
  return { says: `${subject} is signed: ${signed.signature}. ${proves(key)}` };
}

const told = ({ refused }: NotSigned): NotSigned => ({ refused: texts(refused) });
