/** packets/signature-audit. Source: SYSTEMS.md §1, *Gates* and *Signature*. */
import { clean, type Found, gate } from '#core/gate';
import type { PacketsDialect } from '../model/dialect';
import { PACKET, signatureRules, unreadOf } from '../model/gating';

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
    yield clean('logged', 'Every signature has its row in the audit.', about([logged], PACKET));
    yield clean('good', 'Every signature is well formed, used once, and what it signed is unchanged.', about(good, PACKET));
    yield clean(
      'rows',
      'Every row of the audit is whole, the only one of its signature, and as it was written.',
      about(rows, AUDIT),
    );
  },
});
