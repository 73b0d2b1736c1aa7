/** packets/risk-tier-missing */
import { fieldOf } from '#core/fields/model';
import { md } from '#core/rule';
import { hasReached } from '../model/packet/packet';
import { rule } from '../model/types';

export default rule({
  scope: 'document',
  severity: 'warning',
  concerns: 'content',
  since: '0.2.0',
  summary: 'A packet that is ready for work says how risky it is.',
  why: 'The tier decides how much is checked: without it nobody knows whether the work needs a review by an AI, audits and a second pair of eyes.',

  check: {
    *packet({ model, dialect }) {
      if (!hasReached(model, 'Ready-for-Dev') || fieldOf(model.fields, 'RISK_TIER')) return;
      yield {
        about: { kind: 'field', name: 'RISK_TIER' },
        at: model.head,
        message: `${model.id} has no RISK_TIER; say whether it is ${dialect.tiers.join(', ')}.`,
      };
    },
  },

  examples: [
    {
      title: 'Ready for work, without a tier',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # [|WP-1-Login|]

        - STATUS: Ready-for-Dev
      `,
      says: ['WP-1-Login has no RISK_TIER; say whether it is LOW, MEDIUM, HIGH.'],
    },
    {
      title: 'The tier one level down',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - STATUS: Ready-for-Dev

        ## Risk Tier
        - Level: LOW
      `,
    },
    {
      title: 'Not ready yet',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - STATUS: Backlog
      `,
    },
  ],
});
