/** What a packet says of its review by an AI. */
import { fieldOf } from '#core/fields/model';
import { saysNothing } from './blanks';
import type { PacketModel } from './types';

/** `blocked`: it says BLOCKED or FAIL, and nothing better after that. Undefined: nothing is said of a result. */
export function aiReview(model: PacketModel): 'done' | 'blocked' | undefined {
  const own = fieldOf(model.fields, 'AI Review');
  const said = own ? [own.text, ...own.items.map((i) => i.text), ...own.parts.map((p) => p.text)].filter((t) => !undone(t)) : [];
  const planned = ['TEST_PLAN', 'RISK_TIER', 'RUN_COMMANDS', 'BOOTSTRAP', 'Tooling', 'DONE_MEANS', 'Signature & Enrichment Log'];
  const plans = model.fields.fields.filter((f) => planned.includes(f.key));
  for (const { text, at } of model.aiReviews) {
    // That the gate was asked is no result; the heading over it says one.
    if (/\bgatehouse gate\b/.test(text)) continue;
    const inPlan = plans.some((f) => f.at.start <= at.start && at.start < f.at.end);
    const after = /\bai[-_ ]?reviews?\b[*_`\]).]*(?:md`?)?\s*[:：|(–—-]*\s*(.*)$/i.exec(text)?.[1] ?? '';
    const counts = !undone(after)
      ? !inPlan || outcome.test(after)
      : !inPlan && (/\bcommand\b/i.test(text) || /ai_review\.md/i.test(text));
    if (counts) said.push(after);
  }
  const told = said.filter((t) => outcome.test(t)).at(-1);
  if (said.length === 0) return undefined;
  return told !== undefined && /\b(?:BLOCK(?:ED)?|FAIL(?:ED)?)\b|❌/u.test(told) && !/\bPASS(?:ED)?\b|✅/u.test(told)
    ? 'blocked'
    : 'done';
}

const outcome = /\b(?:PASS(?:ED)?|WARN(?:ED|ING)?|FAIL(?:ED)?|BLOCK(?:ED)?|OK|clean|no (?:issues|findings))\b|[✅✓✔❌]/u;
const undone = (text: string): boolean => {
  const t = text.replace(/[*_`|]/g, ' ').trim();
  return (
    saysNothing(t) ||
    /^(?:not (?:yet|run|done|required|requested|applicable)|required|pending|to be|todo|tbd|skipped|unknown)\b/i.test(t)
  );
};
