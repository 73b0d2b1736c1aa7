/** Signing, as far as it is no person's: the sheet that is shown, and the change that a person's word makes. */
import type { GateView } from '#core/gate';
import type { SignedBy, SignedChange, Signing, SigningSheet } from '#core/signing';
import { withView } from './gates';
import type { Session } from './session';

type Refused = { readonly refused: string };

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

export async function signingSheet(session: Session, subject: string): Promise<SigningSheet | Refused> {
  const wrong = await session.configProblems();
  if (wrong.length > 0) return { refused: wrong.map((p) => `${p.path}: ${p.message}`).join(' ') };
  const place = placeOf(session);
  return place ? withView(session, place.system, {}, (run) => place.signing.sheet(run.view(subject))) : nothing;
}

/** What becomes of the files once a person has said yes to what the sheet showed. */
export async function signedChange(session: Session, sheet: SigningSheet, by: SignedBy): Promise<SignedChange | Refused> {
  if (!/^[\p{L}][\p{L}\p{N}._-]{0,58}$/u.test(by.user) || /\d{2}$/.test(by.user))
    return { refused: `“${by.user}” is no name to sign with: letters, digits, . _ -, and no digits at its end.` };
  if (sheet.against.length > 0) return { refused: 'Something stands against it.' };
  const place = placeOf(session);
  return place ? withView(session, place.system, {}, (run) => place.signing.sign(run.view(sheet.subject), sheet, by)) : nothing;
}
