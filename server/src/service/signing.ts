/** Signing, as far as it is no person's: the sheet that is shown, and the change that a person's word makes. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { GateView } from '#core/gate';
import type { DatedSheet, Proof, SignedBy, SignedChange, Signing, SigningSheet, SigningSubject, Stand } from '#core/signing';
import { needsKeys } from './config/config-above';
import type { Session } from './engine/session';
import { withView } from './gates/gates';

/** Why there is nothing to sign: a sentence. */
export interface Refused {
  readonly refused: string;
}

interface Place {
  readonly system: string;
  readonly signing: Signing<GateView<unknown>>;
}

/** The first system of the folder in which something can be signed. */
function placeOf(session: Session): Place | undefined {
  for (const { id, signing } of session.systems) if (signing) return { system: id, signing };
  return undefined;
}

const nothing: Refused = { refused: 'Nothing here can be signed.' };

/** What waits to be signed, the likely ones first. */
export async function signingSubjects(session: Session): Promise<readonly SigningSubject[]> {
  const place = placeOf(session);
  return place ? withView(session, place.system, {}, (run) => place.signing.subjects(run.view(''))) : [];
}

/** What a person is shown before signing, dated by its digest. Refused while the configuration has an error. */
export async function signingSheet(session: Session, subject: string): Promise<DatedSheet | Refused> {
  const wrong = await session.configProblems();
  if (wrong.length > 0) return { refused: wrong.map((p) => `${p.path}: ${p.message}`).join(' ') };
  const place = placeOf(session);
  if (!place) return nothing;
  const sheet = await withView(session, place.system, {}, (run) => place.signing.sheet(run.view(subject)));
  return 'refused' in sheet ? sheet : { ...sheet, digest: digestOf(sheet) };
}

/** What stands against a signature without a key, where the folder asks for one. @param key the file of the one that would sign */
export function withoutKey(session: Session, key: string | undefined): readonly Stand[] {
  if (key !== undefined || !needsKeys(session.config, session.systems)) return [];
  const says = `A signature here needs a key (packets.approvals: require-key), and git knows none of yours: ${configure}`;
  return [{ says, notes: [] }];
}

const configure = 'git config --global gatehouse.signingKey ~/.ssh/id_ed25519';

/** What signatures prove. @param subject empty: all of them */
export async function proofsIn(session: Session, subject: string): Promise<readonly Proof[] | Refused> {
  const wrong = await session.configProblems();
  if (wrong.length > 0) return { refused: wrong.map((p) => `${p.path}: ${p.message}`).join(' ') };
  const place = placeOf(session);
  return place ? withView(session, place.system, {}, (run) => place.signing.proofs(run.view(subject))) : [];
}

/** Of all that is shown: another finding, another word of the spec, another claim on a file is another sheet. */
const digestOf = (sheet: SigningSheet): string => bytesToHex(sha256(utf8ToBytes(JSON.stringify(sheet))));

/** What becomes of the files once a person has said yes to what the sheet showed. */
export async function signedChange(session: Session, shown: DatedSheet, by: SignedBy): Promise<SignedChange | Refused> {
  if (!/^[\p{L}][\p{L}\p{N}._-]{0,58}$/u.test(by.user) || /\d{2}$/.test(by.user))
    return { refused: `“${by.user}” is no name to sign with: letters, digits, . _ -, and no digits at its end.` };
  const sheet = await signingSheet(session, shown.subject);
  if ('refused' in sheet) return sheet;
  if (sheet.digest !== shown.digest) return { refused: `${sheet.subject} is not what was shown any more; look at it again.` };
  if (sheet.against.length > 0) return { refused: `Something stands against it: ${sheet.against[0]?.says}` };
  const place = placeOf(session);
  return place ? withView(session, place.system, {}, (run) => place.signing.sign(run.view(sheet.subject), sheet, by)) : nothing;
}
