/** Canaries: every check of every gate bites what is planted for it, in any dialect; one that does not is told. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { type Check, type Gate, verdictOf } from '#core/gate';
import { canaryVerdict } from '#service/gates/canaries';
import { gates } from '#systems/registry.generated';
import { canariesOf, openIn } from '../support/canaries';
import { folder } from '../support/login';

const all: Readonly<Record<string, Gate>> = gates;

/** All that can be configured, so that no check is off: what is required, and what reviews. */
const full = `==> gatehouse.yaml <==
packets:
  requiredAnchors: [A2.3, '[SEC-1]', A9.1]
  gates: { ai-review: { run: just review }, scan: { run: [just one, just two] } }
${folder()}`;

/** No violation is known of these, as they cannot fail. */
const untried = [
  ...['dal-audit', 'error-codes', 'llm-boundary', 'scan', 'security', 'traceability'].map((gate) => `${gate}/code`),
  ...['post-work/packet', 'pre-work/packet', 'scan/code', 'security/code'].map((check) => `validate/${check}`),
].sort();

it('every check of every gate bites, commands of the repository’s own too; what is not tried is a short list', async () => {
  const report = await canariesOf(full);
  // `validate` asks scan, whose commands follow it there too.
  assert.deepEqual(openIn(report.tried), []);
  assert.deepEqual(report.untried.map((u) => `${u.gate}/${u.check}`).sort(), untried);
  for (const { says } of report.untried) assert.match(says, /\.$/);
  assert.deepEqual([...new Set(report.tried.map((t) => `packets/${t.gate}`))].sort(), Object.keys(all).sort());
  assert.equal(canaryVerdict(report), 'pass');
  assert.deepEqual(report.errors, []);
});

/** Gates whose checks all say that all is well. */
const blunt = (names: readonly string[]): Readonly<Record<string, Gate>> =>
  Object.fromEntries(
    Object.entries(all).map(([id, gate]) =>
      names.includes(id)
        ? [id, { ...gate, judge: (view) => [...gate.judge(view)].map((c): Check => ({ ...c, verdict: 'pass', findings: [] })) }]
        : [id, gate],
    ),
  );

it('a check that passes whatever is planted is told, those of other gates bite', async () => {
  const some = ['packets/commits', 'packets/phase-gate', 'packets/spec-regression'];
  const blunted = blunt(some.filter((id) => id !== 'packets/phase-gate'));
  const report = await canariesOf(folder(), {
    plugins: { gates: Object.fromEntries(some.map((id) => [id, blunted[id] as Gate])) },
  });
  const silent = report.tried.filter((t) => t.is === 'silent');
  assert.deepEqual(
    [...new Set(silent.map((t) => `${t.gate}/${t.check}`))],
    ['commits/commits', 'spec-regression/pointer', 'spec-regression/lost-anchors'],
  );
  assert.match(silent[0]?.says ?? '', /It says pass/);
  assert.equal(canaryVerdict(report), 'fail');
});

it('a check that does not pass a folder in order cannot be told, and says why', async () => {
  const lame: Gate = {
    ...(all['packets/commits'] as Gate),
    judge: () => [{ id: 'commits', title: 'T.', verdict: 'unknown', says: 'Lame.', findings: [] }],
  };
  const only = { 'packets/commits': lame };
  const { tried } = await canariesOf(folder(), { plugins: { gates: only } });
  assert.deepEqual([...new Set(tried.map((t) => t.is))], ['unclear']);
  assert.match(tried[0]?.says ?? '', /does not pass a folder that is in order \(unknown\): Lame\./);
  assert.equal(canaryVerdict({ tried, untried: [] }), 'unknown');
});

it('a check without a canary cannot be told', async () => {
  const gate = all['packets/commits'] as Gate;
  const { tried } = await canariesOf(folder(), { plugins: { gates: { 'packets/commits': { ...gate, canaries: [] } } } });
  assert.deepEqual(openIn(tried), ['commits/commits unclear: Nothing is planted. No violation of it is known.']);
});

it('what the configuration switches off is told, and counts for nothing', async () => {
  const off = `==> gatehouse.yaml <==
packets:
  commits: off
  audits: { scan: { rust: off } }
  gates: { spec-regression: { run: just spec, instead: true } }
${folder()}`;
  const report = await canariesOf(off);
  assert.deepEqual(openIn(report.tried), []);
  const told = report.untried.map((u) => `${u.gate}/${u.check}: ${u.says}`);
  assert.ok(told.includes('commits/commits: packets.commits is off.'), told.join('\n'));
  assert.ok(told.includes('scan/rust: Switched off in gatehouse.yaml (packets.audits).'));
  assert.ok(told.includes('validate/spec-regression/pointer: A command stands in its place (gates in gatehouse.yaml).'));
});

it('the sample is in the folder’s dialect', async () => {
  const other = `==> gatehouse.yaml <==
systems: [packets]
packets:
  paths:
    packet: ['work/*/WP-*.md']
    board: board/BOARD.md
    pointer: spec/CURRENT.md
    spec: ['spec/Product_Spec_*.md']
    codex: 'rules/*.md'
    protocol: 'roles/{ORCHESTRATOR,CODER,VALIDATOR}.md'
  production: [lib/**]
  tiers: [P3, P2, P1]
  required: { default: [TASK_ID, STATUS, Owner, DONE_MEANS, VALIDATION] }
==> work/a/WP-1-Login.md <==
# WP-1-Login
- TASK_ID: WP-1-Login
- STATUS: Backlog
`;
  const { tried, untried: off, errors } = await canariesOf(other);
  assert.deepEqual(openIn(tried), []);
  assert.ok(off.some((o) => o.says === 'No BOOTSTRAP is required (packets.required).'));
  assert.deepEqual(errors, []);
});

it('while something is wrong with the configuration nothing can be told', async () => {
  const report = await canariesOf(`==> gatehouse.yaml <==\npackets: { tears: [LOW] }\n${folder()}`);
  assert.deepEqual([...new Set(report.tried.map((t) => t.is))], ['unclear']);
  assert.match(report.tried[0]?.says ?? '', /tears/);
  assert.equal(verdictOf([{ verdict: canaryVerdict(report) }]), 'unknown');
});
