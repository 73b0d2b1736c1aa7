/** packets/ai-review-missing */
import { fieldOf } from '#core/fields/model';
import { md } from '#core/rule';
import { saysNothing } from '../model/blanks';
import { hasReached } from '../model/packet';
import { isTier, tierOf } from '../model/tiers';
import { type PacketModel, rule } from '../model/types';

const about = { kind: 'field', name: 'AI Review' } as const;

export default rule({
  scope: 'document',
  severity: 'warning',
  concerns: 'content',
  since: '0.2.0',
  summary: 'A packet of some risk plans a review by an AI, and says what came of it.',
  why: `In the tiers that \`packets.tierNeeds.aiReview\` names (MEDIUM and HIGH) the work is reviewed before it is validated. From
Ready-for-Dev on, something in the packet must ask for it, such as \`just ai-review\` in TEST_PLAN or a trigger beside the tier; from
Ready-for-Validation on, a line must say its result.`,

  check: {
    *packet({ model, dialect }) {
      const tier = isTier(model, dialect, dialect.tierNeeds.aiReview);
      if (!tier || !hasReached(model, 'Ready-for-Dev')) return;
      const at = fieldOf(model.fields, 'AI Review')?.nameAt ?? tierOf(model, dialect)?.at ?? model.head;
      if (!hasReached(model, 'Ready-for-Validation')) {
        if (model.aiReviews.length === 0)
          yield { at, about, message: `${model.id} is ${tier} and nothing in it asks for an AI review; add one to TEST_PLAN.` };
      } else if (!hasResult(model))
        yield { at, about, message: `${model.id} is ${tier} and has no result of an AI review; record it under VALIDATION.` };
    },
  },

  examples: [
    {
      title: 'Not planned',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - STATUS: Ready-for-Dev
        - RISK_TIER: [|HIGH|] (changes who may log in)
        - TEST_PLAN: npm test
      `,
      says: ['WP-1-Login is HIGH and nothing in it asks for an AI review; add one to TEST_PLAN.'],
    },
    {
      title: 'Planned and never done',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - STATUS: Ready-for-Validation
        - RISK_TIER: [|MEDIUM|]
        - TEST_PLAN: npm test; just ai-review

        ## VALIDATION
        - Command: npm test
        - Result: PASS
        - AI review: pending
      `,
      says: ['WP-1-Login is MEDIUM and has no result of an AI review; record it under VALIDATION.'],
    },
    {
      title: 'Planned; done; not needed',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - STATUS: In-Progress

        ## RISK_TIER
        MEDIUM
        - Triggers: ai-review required

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout

        - STATUS: Done
        - RISK_TIER: MEDIUM

        ## VALIDATION
        - Command: \`just ai-review\`
        - Result: PASS

        ==> docs/task_packets/WP-1-Docs.md <==
        # WP-1-Docs

        - STATUS: Done
        - RISK_TIER: LOW
      `,
    },
  ],
});

/** A line that says what came of the review: on itself, or on the one after it where it is the command. */
function hasResult(model: PacketModel): boolean {
  const own = fieldOf(model.fields, 'AI Review');
  if (own && [own.text, ...own.items.map((i) => i.text), ...own.parts.map((p) => p.text)].some((t) => !undone(t))) return true;
  const planned = ['TEST_PLAN', 'RISK_TIER', 'RUN_COMMANDS', 'BOOTSTRAP', 'Tooling', 'DONE_MEANS', 'Signature & Enrichment Log'];
  const plans = model.fields.fields.filter((f) => planned.includes(f.key));
  return model.aiReviews.some(({ text, at }) => {
    const inPlan = plans.some((f) => f.at.start <= at.start && at.start < f.at.end);
    const after = /\bai[-_ ]?reviews?\b[*_`\]).]*(?:md`?)?\s*[:：|(–—-]*\s*(.*)$/i.exec(text)?.[1] ?? '';
    return !undone(after)
      ? !inPlan || outcome.test(after)
      : !inPlan && (/\bcommand\b/i.test(text) || /ai_review\.md/i.test(text));
  });
}

const outcome = /\b(?:PASS(?:ED)?|WARN(?:ED|ING)?|FAIL(?:ED)?|BLOCK(?:ED)?|OK|clean|no (?:issues|findings))\b|[✅✓✔❌]/u;
const undone = (text: string): boolean => {
  const t = text.replace(/[*_`|]/g, ' ').trim();
  return (
    saysNothing(t) || /^(?:not (?:yet|run|done|required|requested|applicable)|required|pending|to be|todo|tbd|skipped)\b/i.test(t)
  );
};
