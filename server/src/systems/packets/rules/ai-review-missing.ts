/** packets/ai-review-missing */
import { fieldOf } from '#core/fields/model';
import { md } from '#core/rule';
import { aiReview } from '../model/evidence/ai-review';
import { hasReached } from '../model/packet/packet';
import { isTier, tierOf } from '../model/packet/tiers';
import { rule, statusOf } from '../model/types';

const about = { kind: 'field', name: 'AI Review' } as const;

export default rule({
  scope: 'document',
  severity: 'warning',
  concerns: 'content',
  since: '0.2.0',
  summary: 'A packet of some risk plans a review by an AI, and says what came of it.',
  why: `In the tiers that \`packets.tierNeeds.aiReview\` names (MEDIUM and HIGH) the work is reviewed before it is validated. From
Ready-for-Dev on, something in the packet must ask for it, such as \`just ai-review\` in TEST_PLAN or a trigger beside the tier; from
Ready-for-Validation on, a line must say its result, and the last result must not be BLOCKED or FAIL.`,

  check: {
    *packet({ model, dialect }) {
      const tier = isTier(model, dialect, dialect.tierNeeds.aiReview);
      if (!tier || !hasReached(model, 'Ready-for-Dev')) return;
      const at = fieldOf(model.fields, 'AI Review')?.nameAt ?? tierOf(model, dialect)?.at ?? model.head;
      if (!hasReached(model, 'Ready-for-Validation')) {
        if (model.aiReviews.length === 0)
          yield { at, about, message: `${model.id} is ${tier} and nothing in it asks for an AI review; add one to TEST_PLAN.` };
        return;
      }
      const review = aiReview(model);
      if (review === undefined)
        yield { at, about, message: `${model.id} is ${tier} and has no result of an AI review; record it under VALIDATION.` };
      else if (review === 'blocked')
        yield {
          at,
          about,
          message: `${model.id} is ${statusOf(model)}, but its AI review did not pass; settle what it found, and record that.`,
        };
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
      title: 'Blocked, and blocked before it passed',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - STATUS: Done
        - RISK_TIER: [|MEDIUM|]

        ## VALIDATION
        - Command: npm test
        - Result: PASS
        - AI review: BLOCKED (two findings)

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout

        - STATUS: Done
        - RISK_TIER: MEDIUM

        ## VALIDATION
        - AI review: BLOCKED (two findings)
        - AI review, again: PASS
      `,
      says: ['WP-1-Login is Done, but its AI review did not pass; settle what it found, and record that.'],
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
      title: 'An open box; talk of a review is no result, nor is it beside the box',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - STATUS: Done
        - RISK_TIER: [|HIGH|] (who may log in)

        ## VALIDATION
        - Command: npm test
        - Result: PASS
        - [x] tests_passed
        - [ ] ai_review (REQUIRED - HIGH)

        ## Risks
        - If an AI review is due, \`just ai-review\` cannot run here
        - \`just ai-review\` is currently blocked by a script
        - The ai-review of the other packet was read

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout

        - STATUS: Done
        - RISK_TIER: HIGH (who may log out)

        ## VALIDATION
        - [x] ai_review (REQUIRED - HIGH)

        ==> docs/task_packets/WP-1-Menu.md <==
        # WP-1-Menu

        - STATUS: Done
        - RISK_TIER: HIGH (all see it)
        - TEST_PLAN:
          - [ ] just ai-review

        ## VALIDATION
        - AI review: two remarks, both mended
      `,
      says: ['WP-1-Login is HIGH and has no result of an AI review; record it under VALIDATION.'],
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
