/** Canaries of what a folder's own configuration adds: planted by its own words, where it looks. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Gate } from '#core/gate';
import { canaryVerdict } from '#service/gates/canaries';
import { gates } from '#systems/registry.generated';
import { canariesOf, openIn } from '../support/canaries';
import { folder } from '../support/login';

/** Those that it adds to. */
const some = Object.fromEntries(
  Object.entries(gates as Readonly<Record<string, Gate>>).filter(([id]) => /^packets\/(?:scan|codex-check|dal-audit)$/.test(id)),
);

it('what gatehouse.yaml adds bites too, by its own words and where it looks; what it excepts everywhere does not', async () => {
  const report = await canariesOf(
    `==> gatehouse.yaml <==
packets:
  forbidden:
    - { pattern: 'debugger', reason: Nobody stops here. }
    - { pattern: 'sleep({number})', reason: Wait for something., files: '{scripts,tools}/**/*.{sh,mjs}' }
  invariants:
    CX-700: { pattern: 'window.{word}Store', reason: Stores belong to the server., except: docs/** }
    CX-701: { pattern: eval_canary, reason: It is nowhere seen., files: src/**, except: src/** }
  audits:
    scan:
      rust: { pattern: ['boom!({any})'], reason: Nothing explodes. }
      own: { pattern: 'HACK-{LETTERS}', reason: Mend it., in: comment }
${folder()}`,
    { plugins: { gates: some } },
  );
  const own = report.tried.filter((t) => /^(?:forbidden|CX-70\d|rust|own)$/.test(t.check) && t.gate !== 'validate');
  assert.deepEqual(
    own.map((t) => [t.gate, t.check, t.what, t.is]),
    [
      ['codex-check', 'CX-700', '“window.abcStore” stands in src/canary.c.', 'bites'],
      ['codex-check', 'CX-701', '“eval_canary” stands in src/canary.c.', 'silent'],
      ['scan', 'forbidden', '“debugger” stands in src/canary.c.', 'bites'],
      ['scan', 'forbidden', '“sleep(7)” stands in scripts/canary.sh.', 'bites'],
      ['scan', 'rust', '“boom!()” stands in src/canary.rs.', 'bites'],
      ['scan', 'own', '“HACK-ABC” stands in src/canary.c.', 'bites'],
    ],
  );
  assert.deepEqual(
    openIn(report.tried).filter((line) => !/CX-701/.test(line)),
    [],
  );
  assert.equal(canaryVerdict(report), 'fail');
});
