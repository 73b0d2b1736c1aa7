/** What the sidebar shows of packets, besides phases: what waits for a signature, and what was signed. */
import { inParts, type Look, query, type WideLook } from '#core/look';
import { nameOf } from '#core/paths';
import type { Known } from '#core/symbols';
import type { Sidebar, SignatureLine } from '#core/system';
import { states } from './model/board/phases';
import type { PacketsDialect } from './model/dialect/dialect';
import type { Status } from './model/dialect/status';
import { versionsIn } from './signing/spec';
import { waiting } from './signing/waiting';

/** What a signature proves at most, as long as nothing contradicts it. */
const proofs = { typed: 'typed', sealed: 'sealed', key: 'with a key' } as const;

const signatures = query(
  'packets/signature-lines',
  (look): readonly SignatureLine[] => [...versions(look), ...unsigned(look), ...signed.all(look, look.names('consumption'))],
  (look) => signed.steps(look, look.names('consumption')),
);

const versions = (look: WideLook): readonly SignatureLine[] =>
  versionsIn(look).map(({ path, current }) => ({
    is: 'waiting',
    subject: nameOf(path),
    path,
    says: path === current ? 'the spec in force, not signed' : 'a newer version of the spec',
  }));

function unsigned(look: WideLook): readonly SignatureLine[] {
  const all = waiting(look).flatMap((id) => {
    const [packet] = look.defs({ kind: 'packet', name: id });
    if (!packet) return [];
    const requested = look.defs({ kind: 'request', name: id })[0]?.data.reason;
    const says = requested === undefined ? (packet.data.status ?? '') : `asked for: ${requested}`;
    return { is: 'waiting' as const, subject: id, path: packet.path, says, isAskedFor: requested !== undefined };
  });
  return [...all.filter((s) => s.isAskedFor), ...all.filter((s) => !s.isAskedFor)].map(({ isAskedFor: _, ...line }) => line);
}

const signed = inParts('packets/signed-lines', (look, names): readonly SignatureLine[] =>
  names.flatMap((name) => look.defs({ kind: 'consumption', name }).map((one) => signedLine(look, one))),
);

function signedLine(look: Look, { name, path, data }: Known<'consumption'>): SignatureLine {
  const [row] = look.defs({ kind: 'signature', name });
  const own = look.defs({ kind: 'packet', name: data.by }).find((p) => p.path === path)?.data.proves;
  const [seal] = own ? [] : look.defs({ kind: 'seal', name });
  const proves = own ?? (seal && (seal.data.armour === undefined ? 'sealed' : 'key'));
  return {
    is: 'signed',
    subject: data.by,
    path,
    says: [proves && proofs[proves], row?.data.when ?? 'not in the audit', data.written].filter(Boolean).join(' · '),
    ...(row ? { row: { path: row.path, symbol: { kind: 'signature', name } } } : {}),
  };
}

/** As the sidebar asks for it. */
export const sidebar: Sidebar<PacketsDialect> = {
  states,
  risks: ({ tiers }) => [...tiers].reverse(),
  allowed: ({ sla }, state) => sla[state as Status],
  missingEvidence: [
    'packets/evidence-missing',
    'packets/evidence-dead-path',
    'packets/report-missing',
    'packets/validation-missing',
    'packets/validation-incomplete',
    'packets/bootstrap-output-missing',
    'packets/ai-review-missing',
  ],
  brokenSignature: [
    'packets/signature-changed-after-signing',
    'packets/signature-seal-broken',
    'packets/signature-key-invalid',
    'packets/signature-key-missing',
    'packets/waiver-unproven',
    'packets/spec-version-unproven',
    'packets/signature-malformed',
    'packets/signature-in-future',
    'packets/signature-reused',
    'packets/signature-conflict',
    'packets/signature-unlogged',
    'packets/signature-purpose-mismatch',
    'packets/audit-row-duplicate',
    'packets/audit-edited',
  ],
  unsigned: ['packets/signature-missing'],
  signatures,
};
