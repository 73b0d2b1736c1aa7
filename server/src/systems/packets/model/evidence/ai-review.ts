/** What a packet says of its review by an AI. */
import { fieldOf } from '#core/fields/model';
import { saysNothing } from '../packet/blanks';
import type { PacketModel } from '../types';

/** `blocked`: it says BLOCKED or FAIL, and nothing better after that. Undefined: nothing is said of a result. */
export function aiReview(model: PacketModel): 'done' | 'blocked' | undefined {
  const own = fieldOf(model.fields, 'AI Review');
  const said = own ? [own.text, ...own.items.map((i) => i.text), ...own.parts.map((p) => p.text)].filter((t) => !undone(t)) : [];
  const planned = ['TEST_PLAN', 'RISK_TIER', 'RUN_COMMANDS', 'BOOTSTRAP', 'Tooling', 'DONE_MEANS', 'Signature & Enrichment Log'];
  let isOpen = false;
  const plans = model.fields.fields.filter((f) => planned.includes(f.key));
  for (const { text, at } of model.aiReviews) {
    // That the gate was asked is no result; the heading over it says one.
    if (/\bgatehouse gate\b/.test(text)) continue;
    const inPlan = plans.some((f) => f.at.start <= at.start && at.start < f.at.end);
    const named = /\bai[-_ ]?reviews?\b[*_`\]).]*(?:md`?)?\s*[:：|(–—-]*\s*(.*)$/i.exec(text);
    const after = named?.[1] ?? '';
    const ticked = /^\s*(?:[-*+]|\d+[.)])\s+\[([ xX])\]/.exec(text)?.[1];
    if (ticked === ' ' && !inPlan && !outcome.test(after)) isOpen = true;
    else if (ticked !== undefined && ticked !== ' ' && !inPlan) said.push(after);
    if (ticked === ' ' && !outcome.test(after)) continue;
    const counts =
      !undone(after) && !isTalk(text.slice(0, named?.index), after)
        ? !inPlan || outcome.test(after)
        : !inPlan && (/\bcommand\b/i.test(text) || /ai_review\.md/i.test(text));
    if (counts) said.push(after);
  }
  const told = said.filter((t) => outcome.test(t)).at(-1);
  // A box that is open says more than words that tell no outcome.
  if (said.length === 0 || (isOpen && told === undefined)) return undefined;
  const last = told ?? said.at(-1) ?? '';
  const isBad = /\b(?:BLOCK(?:ED)?|FAIL(?:ED)?)\b|❌/u.test(last) || /^[*_`\s]*(?:blocked|failed)\b/i.test(last);
  return isBad && !/\bPASS(?:ED)?\b|✅/u.test(last) ? 'blocked' : 'done';
}

/** What is said of reviews, and not of what came of one: on which condition, that one cannot be made, or has to be. */
const isTalk = (before: string, after: string): boolean =>
  /(?:^|[.;:(]\s|[-*+]\s)[\s*_]*(?:if|unless|when|wenn|falls)\b[^.]*$/i.test(before) ||
  (!outcome.test(after) &&
    /^(?:is|are|was|remains?)\s+(?:(?:currently|still|now)\s+)?(?:blocked|not|required|needed|pending|un\w+able)\b|^(?:must|shall|should|will|needs?|has to|cannot|could not|can(?:no|['’])t)\b/i.test(
      after,
    ));

const outcome = /\b(?:PASS(?:ED)?|WARN(?:ED|ING)?|FAIL(?:ED)?|BLOCK(?:ED)?|OK|clean|no (?:issues|findings))\b|[✅✓✔❌]/u;
const undone = (text: string): boolean => {
  const t = text.replace(/[*_`|]/g, ' ').trim();
  return (
    saysNothing(t) ||
    /^(?:not (?:yet|run|done|required|requested|applicable)|required|pending|to be|todo|tbd|skipped|unknown)\b/i.test(t)
  );
};
