/** What each signature proves, in a line. Source: SYSTEMS.md §1, "What a signature proves". */
import type { Proof } from '#core/signing';
import { readingsIn } from '../model/audit/audit';
import { approvalOfSpec, approvalOfWaiver, type Held, shortOf, shortOfSpec } from '../model/audit/row-seals';
import { PACKET, signatureRules, type View } from '../model/gating/gating';
import { ofSigner } from '../model/signing/signatures';
import { sealState } from '../model/signing/since-signed';
import type { PacketFacts } from '../model/types';
import { since } from './changes';

/** Of every packet that is signed and its waivers, and of the spec in force; or of the one that is asked about. */
export const proofs = (view: View): readonly Proof[] => [
  ...view
    .documents(PACKET)
    .filter(({ facts }) => view.subject === '' || (facts as PacketFacts).id === view.subject)
    .flatMap(({ path, facts }) => [
      ...[proofOf(view, path, facts as PacketFacts) ?? []].flat(),
      ...waiversOf(view, path, facts as PacketFacts),
    ]),
  ...ofSpec(view),
];

const waiversOf = (view: View, path: string, { id, retired, waivers = [] }: PacketFacts): readonly Proof[] =>
  waivers.flatMap((w) => {
    const is = retired ? undefined : approvalOfWaiver(view, id, w);
    if (!is || !w.signature) return [];
    return [inAudit(view, { subject: `${id} waiver: ${w.check.text}`, path, signature: w.signature.text }, is)];
  });

function ofSpec(view: View): readonly Proof[] {
  const found = approvalOfSpec(view);
  if (!found || (view.subject !== '' && view.subject !== found.name)) return [];
  const { name, row, held } = found;
  if (row) return [inAudit(view, { subject: name, path: row.path, signature: row.written }, held)];
  const [pointer = ''] = view.look.files('packets/pointer');
  return [{ subject: name, path: pointer, signature: '', is: 'broken', says: shortOfSpec(found, view.dialect) ?? '' }];
}

/** What is signed in the audit alone. */
function inAudit({ dialect }: View, base: Pick<Proof, 'subject' | 'path' | 'signature'>, is: Held): Proof {
  const short = shortOf(is, dialect, { text: base.signature }, base.subject);
  if (short !== undefined) return { ...base, is: 'broken', says: short };
  if (is.is === 'signed')
    return { ...base, is: 'signed', by: is.by, says: `Signed by the key of ${is.by}, over what it says now.` };
  if (is.is === 'sealed')
    return { ...base, is: 'sealed', says: 'Sealed: unchanged since. Whoever can write these files could have made it.' };
  return is.is === 'unknown'
    ? { ...base, is: 'unknown', says: 'Not known: nobody could look whether its key signed it.' }
    : { ...base, is: 'typed', says: 'Typed: a string, which whoever can write the file could have made.' };
}

function proofOf(view: View, path: string, facts: PacketFacts): Proof | undefined {
  const [signature] = facts.consumed;
  if (!signature || !facts.approval) return undefined;
  const { findings, open } = view.found(path, signatureRules(view));
  const against = findings.filter((f) => f.severity === 'error').map((f) => f.message);
  const base = { subject: facts.id, path, signature: signature.text };
  const re = resealed(view, path, facts);
  if (re !== undefined && against.length === 0) against.push(re);
  if (against.length > 0) return { ...base, is: 'broken', says: against.join(' ') };
  if (open.length > 0)
    return { ...base, is: 'unknown', says: `Not known: ${open.join(', ')} could not look at all that they need.` };
  const by = keyOf(view, facts);
  const moved = moves(view, path);
  if (by !== undefined)
    return { ...base, is: 'signed', by, says: `Signed by the key of ${by}, over what the packet says now.${moved}` };
  return facts.approval.seal
    ? { ...base, is: 'sealed', says: `Sealed: unchanged since. Whoever can write these files could have made it.${moved}` }
    : {
        ...base,
        is: 'typed',
        says: `Typed: a string, which whoever can write the file could have made.${unchanged(view, path, facts)}`,
      };
}

/** The packet is as it was signed; what it cites of the spec need not be. That breaks no signature, but is said. */
const moves = (view: View, path: string): string => {
  const { findings, open } = view.found(path, ['packets/signature-spec-moved']);
  if (open.length > 0) return ' Whether the spec still says what it said then is not known.';
  return findings.map((f) => ` But ${f.message}`).join('');
};

/** Whose key has signed what the packet says. */
function keyOf(view: View, { approval }: PacketFacts): string | undefined {
  const [reading] = approval?.key ? readingsIn(approval.key.signature, view.dialect, view.look) : [];
  if (!approval?.key || !reading) return undefined;
  const found = view.world.verified(
    view.dialect.approvals.allowedSigners,
    approval.key.armour,
    approval.key.text,
    reading.minute,
  );
  return found.is === 'known' && 'by' in found.value ? ofSigner(found.value.by, reading.signer) : undefined;
}

/** A seal can be made anew by whoever changes what it is over; git knows what was signed. */
function resealed(view: View, path: string, facts: PacketFacts): string | undefined {
  if (!facts.approval || sealState(facts.approval) !== 'fits' || facts.approval.key) return undefined;
  const found = since(view, path, facts);
  if (found?.is !== 'known' || found.changed.length === 0) return undefined;
  return `It is sealed anew: ${found.changed.map((c) => c.key).join(', ')} said something else in ${found.by.id.slice(0, 10)}, where it was signed.`;
}

function unchanged(view: View, path: string, facts: PacketFacts): string {
  const found = since(view, path, facts);
  return found?.is === 'known' ? ` Unchanged since ${found.by.id.slice(0, 10)} of ${found.by.day}, as git has it.` : '';
}
