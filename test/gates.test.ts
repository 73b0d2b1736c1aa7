/** Gates: what passes, what fails and why, and that nothing unknown passes. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { verdictOf } from '#core/gate';
import { gateNamed, runGate, subjectsOf } from '#service/gates/gates';
import { type FixtureOptions, fixture } from './support/fixture';
import { folder, spec } from './support/login';

/** In a repository with one commit, which holds what there is. */
async function judge(source: string, gate: string, subject = '', options: FixtureOptions = {}) {
  const past = { past: [{ day: '2026-01-05', files: source }] };
  const { session } = await fixture(source, { today: '2026-01-06', past, ...options });
  const named = gateNamed(session, gate) ?? assert.fail(`no gate ${gate}`);
  return runGate(session, named, subject);
}
/** The checks that do not pass, with what they say. */
const open = ({ checks }: Awaited<ReturnType<typeof judge>>): readonly string[] =>
  checks.filter((c) => c.verdict !== 'pass').map((c) => `${c.id} ${c.verdict}`);

it('pre-work passes a packet that is complete, signed and free', async () => {
  const done = await judge(folder(), 'pre-work', 'WP-1-Login');
  assert.deepEqual(open(done), []);
  assert.equal(done.verdict, 'pass');
});

it('a gate answers to its other names', async () => {
  const { session } = await fixture(folder());
  assert.equal(gateNamed(session, 'validator-spec-regression')?.name, 'spec-regression');
  assert.equal(gateNamed(session, 'nothing'), undefined);
});

const failing: readonly [string, string, readonly string[]][] = [
  ['a field that is not there', folder({ ROLLBACK_HINT: '' }), ['fields fail']],
  ['an empty field', folder({ Why: ' ' }), ['fields fail']],
  ['a placeholder', folder({ What: '{description}' }), ['placeholders fail']],
  ['a dead anchor', folder({ SPEC_ANCHOR: 'A9.9' }), ['anchors fail']],
  ['another version', folder({ SPEC_VERSION: 'Master_Spec_v0.9.md' }), ['spec-version fail']],
  ['a plan without a command', folder({ TEST_PLAN: '\n  - Look at it closely' }), ['test-plan fail']],
  ['no signature', folder({ USER_SIGNATURE: '<pending>' }), ['signature fail']],
  ['a signature that the audit does not know', folder({}, undefined, 'bob050120260931'), ['signature fail']],
  ['a board that says otherwise', folder({}, '- [WP-1-Login] [BLOCKED]'), ['board fail']],
  ['no entry on the board', folder({}, '(None)'), ['board fail']],
  ['a blocker that is open', folder({ 'Blocked on': 'WP-1-Roles' }), ['blockers fail']],
];
for (const [what, source, expected] of failing)
  it(`pre-work fails: ${what}`, async () => {
    const done = await judge(source, 'pre-work', 'WP-1-Login');
    for (const e of expected) assert.ok(open(done).includes(e), `${e} among ${open(done).join(', ')}`);
    assert.equal(done.verdict, 'fail');
  });

it('pre-work waits for nobody who is done', async () => {
  const done = await judge(folder({ 'Blocked on': 'WP-1-Base' }), 'pre-work', 'WP-1-Login');
  assert.deepEqual(open(done), []);
});

it('pre-work: of the version that a packet began with and the pointer that it aims at, the pointer counts', async () => {
  const target = (to: string) => folder({ SPEC_VERSION: `Master_Spec_v0.9.md\n- SPEC_TARGET: ${to}` });
  assert.deepEqual(open(await judge(target('docs/SPEC_CURRENT.md'), 'pre-work', 'WP-1-Login')), []);
  assert.ok(open(await judge(target('<pending>'), 'pre-work', 'WP-1-Login')).includes('spec-version fail'));
});

it('pre-work asks of a packet in the backlog what it will need', async () => {
  const source = folder({ STATUS: 'Backlog', ROLLBACK_HINT: '', USER_SIGNATURE: '<pending>' }, '').replace(
    '## Backlog',
    '## Backlog\n- [WP-1-Login]',
  );
  const done = await judge(source, 'pre-work', 'WP-1-Login');
  assert.deepEqual(open(done), ['fields fail', 'signature fail']);
});

it('neither a suppression, a baseline nor a severity of the configuration opens a gate', async () => {
  const off = '==> gatehouse.yaml <==\nrules:\n  packets/missing-field: off\n  packets/dead-anchor: hint\n';
  const silenced = folder({ ROLLBACK_HINT: '', SPEC_ANCHOR: 'A9.9' }).replace(
    '# WP-1-Login',
    '<!-- gatehouse-disable packets/missing-field -- later -->\n# WP-1-Login',
  );
  const done = await judge(off + silenced, 'pre-work', 'WP-1-Login');
  assert.deepEqual(open(done), ['fields fail', 'anchors fail']);
});

it('what is not there fails, and says how to go on', async () => {
  const done = await judge(folder(), 'pre-work', 'WP-9-Nobody');
  assert.deepEqual(open(done), ['packet fail']);
  assert.match(done.checks[0]?.says ?? '', /no packet WP-9-Nobody/);
});

it('a rule that stops makes its check unknown, never a pass', async () => {
  const { rules } = await import('#systems/registry.generated');
  const broken = {
    ...rules['packets/placeholder'],
    check: {
      // biome-ignore lint/correctness/useYield: it stops before it could
      *packet(): Iterable<never> {
        throw new Error('broken');
      },
    },
  } as unknown as (typeof rules)[string];
  const options = { crashes: true, plugins: { rules: { ...rules, 'packets/placeholder': broken } } };
  const done = await judge(folder(), 'pre-work', 'WP-1-Login', options);
  assert.deepEqual(open(done), ['placeholders unknown']);
  assert.equal(done.verdict, 'unknown');
});

it('what only history could tell is unknown without it, and the reason is told', async () => {
  const done = await judge(folder(), 'pre-work', 'WP-1-Login', { past: {} });
  assert.deepEqual(open(done), ['signature unknown']);
  assert.deepEqual(
    done.unknown.map((u) => u.why),
    ['no-git'],
  );
});

it('what was changed after it was signed fails', async () => {
  const past = { past: [{ day: '2026-01-05', files: folder() }] };
  const done = await judge(folder({ What: 'People log in twice.' }), 'pre-work', 'WP-1-Login', { past });
  assert.deepEqual(open(done), ['signature fail']);
});

it('a packet that is too much for the parser is unknown to every gate that is about packets', async () => {
  const deep = folder().replace('# WP-1-Login', `# WP-1-Login\n\n${'>'.repeat(5000)}\n`);
  for (const [gate, subject, expected] of [
    ['pre-work', 'WP-1-Login', ['packet unknown']],
    ['spec-regression', '', ['lost-anchors unknown']],
    ['signature-audit', '', ['signed unknown', 'logged unknown', 'good unknown']],
  ] as const)
    assert.deepEqual(open(await judge(deep, gate, subject)), expected, gate);
});

it('a file that cannot be read is unknown, be it packet, board or pointer', async () => {
  for (const [path, gate, subject, expected] of [
    ['docs/task_packets/WP-1-Login.md', 'spec-regression', '', ['lost-anchors unknown']],
    ['docs/TASK_BOARD.md', 'pre-work', 'WP-1-Login', ['board unknown']],
    ['docs/TASK_BOARD.md', 'phase-gate', '1', ['closure unknown', 'upstream unknown']],
    ['docs/SIGNATURE_AUDIT.md', 'signature-audit', '', ['logged unknown']],
    ['Master_Spec_v1.0.md', 'spec-regression', '', ['pointer unknown', 'required-anchors unknown', 'lost-anchors unknown']],
    ['Master_Spec_v1.0.md', 'pre-work', 'WP-1-Login', ['pointer unknown', 'anchors unknown']],
  ] as const) {
    const past = { past: [{ day: '2026-01-05', files: folder() }] };
    const f = await fixture(folder(), { today: '2026-01-06', past });
    f.files.locked.add(path);
    // A file that is read again has to be another.
    f.files.files.set(path, { text: 'other' });
    await f.session.changed([path]);
    const done = await runGate(f.session, gateNamed(f.session, gate) ?? assert.fail(gate), subject);
    const said = open(done);
    for (const e of expected) assert.ok(said.includes(e), `${path}, ${gate}: ${e} among ${said.join(', ')}`);
    assert.notEqual(done.verdict, 'pass');
  }
});

it('a configuration that is wrong leaves a gate unknown', async () => {
  const done = await judge(`==> gatehouse.yaml <==\npackets: 5\n${folder()}`, 'spec-regression');
  assert.deepEqual(open(done), ['configuration unknown']);
  assert.match(done.checks[0]?.says ?? '', /^gatehouse\.yaml: /);
});

it('the worst counts, and nothing looked at is unknown', () => {
  assert.equal(verdictOf([]), 'unknown');
  assert.equal(verdictOf([{ verdict: 'pass' }, { verdict: 'unknown' }]), 'unknown');
  assert.equal(verdictOf([{ verdict: 'unknown' }, { verdict: 'fail' }]), 'fail');
});

it('spec-regression passes a spec that has all, and fails one that lost what a live packet cites', async () => {
  assert.equal((await judge(folder(), 'spec-regression')).verdict, 'pass');
  const lost = await judge(folder({ SPEC_ANCHOR: 'A9.9' }), 'spec-regression');
  assert.deepEqual(open(lost), ['lost-anchors fail']);
  const required = 'packets:\n  requiredAnchors: [A7.7]\n';
  const missing = await judge(`==> gatehouse.yaml <==\n${required}${folder()}`, 'spec-regression');
  assert.deepEqual(open(missing), ['required-anchors fail']);
});

it('spec-regression without a pointer fails, and what rests on it is unknown', async () => {
  const done = await judge(folder().replace('==> docs/SPEC_CURRENT.md <==\n**Master_Spec_v1.0.md**\n', ''), 'spec-regression');
  assert.deepEqual(open(done), ['pointer fail', 'required-anchors unknown', 'lost-anchors unknown']);
});

it('signature-audit finds what is not logged, and a row written twice', async () => {
  assert.deepEqual(open(await judge(folder(), 'signature-audit')), []);
  assert.deepEqual(open(await judge(folder({}, undefined, 'bob050120260931'), 'signature-audit')), ['logged fail']);
  const row = '| ada050120260930 | WP-1-Login | 2026-01-05 09:30 UTC | Task packet: WP-1-Login | v1.0 | first |\n';
  assert.deepEqual(open(await judge(folder().replace(row, row + row), 'signature-audit')), ['rows fail']);
});

const closing = (state: string, verdict: string): string => `${spec}
==> docs/TASK_BOARD.md <==
## Phase 1 Closure Gates (BLOCKING)
1. **[WP-1-Login]** - Login. [${state}]
## Done
==> docs/task_packets/WP-1-Login.md <==
# WP-1-Login
- STATUS: ${state === 'VALIDATED' ? 'Done (VALIDATED)' : 'In-Progress'}
- SPEC_ANCHOR: A2.3

## VALIDATION REPORT
- Verdict: ${verdict}
`;

it('phase-gate passes once all that is listed is validated', async () => {
  for (const name of ['1', 'Phase-1', 'Phase 1 Closure Gates (BLOCKING)'])
    assert.deepEqual(open(await judge(closing('VALIDATED', 'PASS'), 'phase-gate', name)), [], name);
  assert.deepEqual(open(await judge(closing('IN PROGRESS', 'PASS'), 'phase-gate', '1')), ['closure fail']);
  assert.deepEqual(open(await judge(closing('VALIDATED', 'FAIL'), 'phase-gate', '1')), ['closure fail']);
});

it('a phase without a closure section is unknown, never a pass', async () => {
  const done = await judge(closing('VALIDATED', 'PASS'), 'phase-gate', '2');
  assert.deepEqual(open(done), ['closure unknown', 'upstream unknown']);
  assert.equal(done.verdict, 'unknown');
});

it('the likely subjects come first', async () => {
  const { session } = await fixture(`${closing('IN PROGRESS', 'PASS')}
==> docs/task_packets/WP-1-Zeal.md <==
# WP-1-Zeal
- STATUS: Ready-for-Dev
`);
  const subjects = (name: string) => subjectsOf(session, (gateNamed(session, name) ?? assert.fail(name)).gate);
  assert.deepEqual(subjects('pre-work'), ['WP-1-Zeal', 'WP-1-Login']);
  assert.deepEqual(subjects('phase-gate'), ['1']);
});
