/** packets/signature-audit. Source: SYSTEMS.md §1, *Gates* and *Signature*. */
import { clean, type Found, gate } from '#core/gate';
import type { RelPath } from '#core/text';
import type { PacketsDialect } from '../model/dialect';
import { PACKET, signatureRules } from '../model/gating';

export default gate<PacketsDialect>({
  aliases: ['validator-signature-audit'],
  subject: 'folder',
  summary: 'Every signature is good, used once, and in the audit.',

  *judge(view) {
    const live = view.documents(PACKET).filter(({ facts }) => !facts.retired);
    const about = (rules: readonly string[], documents: readonly { readonly path: RelPath }[]): readonly Found[] =>
      documents.map(({ path }) => view.found(path, rules));
    const logged = 'packets/signature-unlogged';
    const signed = 'packets/signature-missing';
    const good = signatureRules(view).filter((id) => id !== logged && id !== signed);
    yield clean('signed', 'Every packet that is ready or further is signed.', about([signed], live));
    yield clean('logged', 'Every signature has its row in the audit.', about([logged], live));
    yield clean('good', 'Every signature is well formed, used once, and what it signed is unchanged.', about(good, live));
    const rows = [...view.rules('packets/audit-', 'packets/audit'), ...view.rules('packets/signature-', 'packets/audit')];
    yield clean(
      'rows',
      'Every row of the audit is whole, the only one of its signature, and as it was written.',
      about(rows, view.documents('packets/audit')),
    );
  },
});
