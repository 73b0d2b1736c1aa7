/** packets/signature-audit. Source: SYSTEMS.md §1, *Gates* and *Signature*. */
import { clean, type Found, gate } from '#core/gate';
import type { PacketsDialect } from '../model/dialect/dialect';
import { approvedSpec, PACKET, signatureRules, unreadOf } from '../model/gating/gating';
import { lockedChange, planted } from '../model/gating/planted';
import { signatures } from '../model/gating/sample';

const AUDIT = 'packets/audit';

export default gate<PacketsDialect>({
  aliases: ['validator-signature-audit'],
  subject: 'folder',
  summary: 'Every signature is good, used once, and in the audit.',

  *judge(view) {
    const about = (rules: readonly string[], kind: string): readonly Found[] => [
      ...view.documents(kind).flatMap(({ path, facts }) => (facts.retired ? [] : [view.found(path, rules)])),
      unreadOf(view, kind),
    ];
    const logged = 'packets/signature-unlogged';
    const signed = 'packets/signature-missing';
    const good = signatureRules(view).filter((id) => id !== logged && id !== signed);
    const rows = [...view.rules('packets/audit-', AUDIT), ...view.rules('packets/signature-', AUDIT)];
    yield clean('signed', 'Every packet that is ready or further is signed.', about([signed], PACKET));
    yield clean('logged', 'Every signature has its row in the audit.', [...about([logged], PACKET), unreadOf(view, AUDIT)]);
    yield clean('good', 'Every signature is well formed, used once, and what it signed is unchanged.', [
      ...about([...good, 'packets/waiver-unproven'], PACKET),
      ...about(['packets/waiver-unproven'], 'packets/report'),
      ...approvedSpec(view),
      unreadOf(view, 'packets/pointer'),
    ]);
    yield clean(
      'rows',
      'Every row of the audit is whole, the only one of its signature, and as it was written.',
      about(rows, AUDIT),
    );
  },

  canaries: [
    planted('signed', 'A packet in work is not signed.', { fields: { USER_SIGNATURE: '<pending>' } }),
    planted('logged', 'The audit does not have a signature.', { audited: 'other010120200101' }),
    planted('good', 'A locked field was changed after it was signed.', lockedChange),
    planted('good', 'Two packets have one signature.', (_, day) => ({ base: { USER_SIGNATURE: signatures(day).own } })),
    planted('rows', 'Two rows have one signature.', (_, day) => ({
      rows: `| ${signatures(day).own} | canary | ${day} 09:30 UTC | Task packet: WP-9-Other | v1.0 | again |\n`,
    })),
  ],
});
