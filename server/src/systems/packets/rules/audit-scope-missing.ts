/** packets/audit-scope-missing */
import { flat } from '#core/fields/items';
import { everywhere, type Field, fieldOf, type Item, isEmpty } from '#core/fields/model';
import { md } from '#core/rule';
import { fieldIn, hasReached } from '../model/packet/packet';
import { isTier, tierOf } from '../model/packet/tiers';
import { type PacketModel, rule } from '../model/types';

export default rule({
  scope: 'document',
  severity: 'warning',
  concerns: 'content',
  since: '0.2.0',
  summary: 'A packet of some risk says what its validator has to audit.',
  why: `The audits are agreed on before the work, with the rest of the packet: a validator who chooses them afterwards chooses what
passes. \`Validator Audit Scope\` may stand by itself or among the locked intent of the log; audits that TEST_PLAN runs by name
count too. From Ready-for-Dev on, in the tiers that \`packets.tierNeeds.auditScope\` names.`,

  check: {
    *packet({ model, dialect }) {
      if (!hasReached(model, 'Ready-for-Dev')) return;
      const tier = isTier(model, dialect, dialect.tierNeeds.auditScope);
      if (!tier || named(model)) return;
      yield {
        at: fieldOf(model.fields, 'Validator Audit Scope')?.nameAt ?? tierOf(model, dialect)?.at ?? model.head,
        about: { kind: 'field', name: 'Validator Audit Scope' },
        message: `${model.id} is ${tier} and has no Validator Audit Scope; name the audits that its validator makes.`,
      };
    },
  },

  examples: [
    {
      title: 'Medium risk, and nothing about audits',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - STATUS: Ready-for-Dev
        - RISK_TIER: [|MEDIUM|]
      `,
      says: ['WP-1-Login is MEDIUM and has no Validator Audit Scope; name the audits that its validator makes.'],
    },
    {
      title: 'Among what the signature locks',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - STATUS: Ready-for-Dev
        - RISK_TIER: HIGH

        ## Signature & Enrichment Log

        ### Locked Intent
        - **DONE_MEANS**: [frozen above]
        - **Validator Audit Scope**: secrets, error codes
      `,
    },
    {
      title: 'An audit by name in TEST_PLAN',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - STATUS: Ready-for-Dev
        - RISK_TIER: HIGH
        - TEST_PLAN: npm test; \`just validator-dal-audit\`
      `,
    },
    {
      title: 'Low risk, and not ready yet',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - STATUS: Ready-for-Dev
        - RISK_TIER: LOW

        ==> docs/task_packets/WP-2-Logout.md <==
        # WP-2-Logout

        - STATUS: Backlog
        - RISK_TIER: HIGH
      `,
    },
    {
      title: 'The scope stands in the log of the signature',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - STATUS: Ready-for-Dev
        - RISK_TIER: HIGH

        ## Signature & Enrichment Log
        - Validator Audit Scope: validator-scan
      `,
    },
  ],
});

function named(model: PacketModel): boolean {
  for (const f of everywhere(model.fields.fields, 'Validator Audit Scope')) if (!isEmpty(f)) return true;
  const log = fieldOf(model.fields, 'Signature & Enrichment Log');
  for (const i of log ? [...flat(log.items), ...below(log.parts)] : [])
    if (/^[*_]*(?:validator|audit) (?:audit )?scope[*_]*:/i.test(i.text)) return true;
  const plan = fieldIn(model.fields, 'TEST_PLAN');
  return plan?.items.some((i) => /\bvalidator-[\w-]*audit|\baudit-[\w-]+/.test(i.text)) ?? false;
}

const below = (parts: readonly Field[]): readonly Item[] => parts.flatMap((p) => [...flat(p.items), ...below(p.parts)]);
