/** packets/risk-tier-invalid */
import { closest } from '#core/distance';
import { inRegExp } from '#core/pattern';
import { md } from '#core/rule';
import { replaceIn } from '../model/packet/edit';
import { listed } from '../model/packet/packet';
import { tierOf } from '../model/packet/tiers';
import { rule } from '../model/types';

export default rule({
  scope: 'document',
  severity: 'error',
  concerns: 'content',
  since: '0.2.0',
  summary: 'RISK_TIER is one of the tiers.',
  why: `What a tier requires is looked up by its name; a name that nobody knows, or two of them, requires nothing. Case and annotations
do not matter. \`packets.tiers\` in gatehouse.yaml changes the list.`,

  check: {
    *packet({ model, dialect, path }) {
      const written = tierOf(model, dialect);
      if (!written || written.tier !== undefined) return;
      // `VERY HIGH` is nearest to the one that it has in it.
      const within = dialect.tiers.filter((tier) => new RegExp(`(?<![\\w-])${inRegExp(tier)}(?![\\w-])`, 'i').test(written.text));
      const near = closest(written.text, dialect.tiers) ?? (within.length === 1 ? within[0] : undefined);
      const choices = near ? [near, ...dialect.tiers.filter((t) => t !== near)] : dialect.tiers;
      yield {
        at: written.at,
        message: `${written.text} is no risk tier; a packet is ${listed(dialect.tiers, 'or')}.`,
        fixes: choices.map((to) => ({
          title: `Change it to ${to}`,
          safety: 'ask',
          change: (desk) => replaceIn(desk, path, 'packets/packet', written.at, to),
        })),
      };
    },
  },

  examples: [
    {
      title: 'A word of somebody’s own',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - RISK_TIER: [|MEDIUN|] (one module)
      `,
      says: ['MEDIUN is no risk tier; a packet is LOW, MEDIUM or HIGH.'],
      fixed: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - RISK_TIER: MEDIUM (one module)
      `,
    },
    {
      title: 'A degree of one',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - RISK_TIER: [|VERY HIGH|] (touches money)
      `,
      says: ['VERY HIGH is no risk tier; a packet is LOW, MEDIUM or HIGH.'],
      fixed: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - RISK_TIER: HIGH (touches money)
      `,
    },
    {
      title: 'A degree that is a tier of its own here',
      config: md`
        packets:
          tiers: [LOW, HIGH, VERY HIGH]
      `,
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - RISK_TIER: Very high (touches money)

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout

        - RISK_TIER: [|Extremely high|]
      `,
      says: ['Extremely high is no risk tier; a packet is LOW, HIGH or VERY HIGH.'],
      fixed: md`
        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout

        - RISK_TIER: HIGH
      `,
    },
    {
      title: 'Between two',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        ## RISK_TIER
        - Level: [|MEDIUM-HIGH|]
      `,
      fixed: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        ## RISK_TIER
        - Level: LOW
      `,
      fix: 0,
    },
    {
      title: 'In another accent',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        | TASK_ID | WP-1-Login |
        | --- | --- |
        | **Risk Tier** | 🔴 high – it changes who may log in |
      `,
    },
    {
      title: 'The template’s choice: another rule says so',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - RISK_TIER: LOW | MEDIUM | HIGH
      `,
    },
  ],
});
