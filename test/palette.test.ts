/** What stands for a command at a terminal where somebody reads it in VS Code. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { actionNames, specOf } from '#protocol/actions';
import { gates } from '#systems/registry.generated';
import { inPalette } from '../server/src/lsp/palette';

for (const [said, shown] of [
  [
    'Next: fill what gatehouse gate pre-work WP-1-Login asks for.',
    'Next: fill what “Gatehouse: Run Gate…” (pre-work, WP-1-Login) asks for.',
  ],
  ['then gatehouse move WP-1-A-v2 Superseded.', 'then “Gatehouse: Move a Packet…” (WP-1-A-v2, Superseded).'],
  ['gatehouse move 0042 Ready-for-Validation.', '“Gatehouse: Move a Packet…” (0042, Ready-for-Validation).'],
  ['“gatehouse gate validate TASK-12” says why', '“Gatehouse: Run Gate…” (validate, TASK-12) says why'],
  ['“gatehouse report WP-1-A” begins one', '“Gatehouse: Begin a Validation Report…” (WP-1-A) begins one'],
  [
    'write it, then gatehouse enrich again, which tells',
    'write it, then “Gatehouse: Begin the Next Spec Version” again, which tells',
  ],
  ['A new variant (gatehouse variant) or an amendment', 'A new variant (“Gatehouse: New Variant of a Packet…”) or an amendment'],
  ['gatehouse phase close 1', '“Gatehouse: Close a Phase…” (1)'],
  // Only a terminal has these.
  ['“gatehouse recover” finishes it', '“gatehouse recover” finishes it'],
  ['gatehouse move … --force', 'gatehouse move … --force'],
  ['Run it by “gatehouse run WP-1-A -- …”', 'Run it by “gatehouse run WP-1-A -- …”'],
] as const)
  it(said, () => assert.equal(inPalette(said), shown));

it('what an action offers to run next is a gate', () => {
  const next = actionNames.flatMap((name) => specOf(name).next ?? []);
  assert.ok(next.length > 0);
  for (const gate of next) assert.ok(`packets/${gate}` in gates, gate);
});
