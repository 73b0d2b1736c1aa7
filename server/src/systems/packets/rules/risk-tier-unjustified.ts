/** packets/risk-tier-unjustified */
import { isEmpty } from '#core/fields/model';
import { md } from '#core/rule';
import { isTier, tierOf } from '../model/packet/tiers';
import { rule } from '../model/types';

const reasons = new Set(['Why', 'justification', 'reason', 'rationale']);

export default rule({
  scope: 'document',
  severity: 'info',
  concerns: 'content',
  since: '0.2.0',
  summary: 'A high risk tier says why.',
  why: `Whoever reviews the work looks first where the risk is. A word in parentheses after the tier, \`Why:\`, \`Reason:\` or
\`Justification:\` below it, or a sentence is enough.`,

  check: {
    *packet({ model, dialect }) {
      const tier = isTier(model, dialect, dialect.tierNeeds.justification);
      const written = tierOf(model, dialect);
      if (!tier || !written || written.remark !== '') return;
      const { field } = written;
      if (field.parts.some((p) => reasons.has(p.key) && !isEmpty(p))) return;
      if (field.items.some((i) => i.at.start > written.at.end)) return;
      yield {
        at: written.at,
        message: `${tier} is not explained; say what makes it so, as in ${tier} (changes who may log in).`,
      };
    },
  },

  examples: [
    {
      title: 'A bare HIGH',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - **RISK_TIER:** [|HIGH|]
      `,
      says: ['HIGH is not explained; say what makes it so, as in HIGH (changes who may log in).'],
    },
    {
      title: 'A reason below',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        ## RISK_TIER
        HIGH
        - Why: it changes who may log in
      `,
    },
    {
      title: 'A reason beside it',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - RISK_TIER: HIGH (changes who may log in)
      `,
    },
    {
      title: 'Low needs none',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - RISK_TIER: LOW
      `,
    },
  ],
});
