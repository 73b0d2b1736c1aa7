/** Gates about the work itself: what git, commands and reports say. Their hosts are stand-ins; test/tools.test.ts has the real ones. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Ran, Vouched } from '#core/evidence';
import type { GateOptions } from '#core/gate';
import { toldBy } from '#core/output-places';
import { type Changes, type Doing, known, type Recorded, type Tools, unknown } from '#core/task';
import { gateNamed, runGate } from '#service/gates/gates';
import { gateNames } from '#systems/packets/model/dialect/config-gates';
import { gates } from '#systems/registry.generated';
import { type FixtureOptions, fixture } from './support/fixture';
import { folder } from './support/login';

const ran = (command: string, exit = 0, tail: readonly string[] = []): Ran => ({
  command,
  workdir: '.',
  exit,
  took: 1200,
  output: { digest: 'sha256:0', bytes: 0, tail },
});
const record = (command: string, exit = 0, over: Partial<Vouched> = {}): Vouched => ({
  ...ran(command, exit),
  version: 1,
  at: '2026-01-06T10:00:00Z',
  packet: 'WP-1-Login',
  commit: '1a2b3c4d5e',
  dirty: false,
  previous: '',
  digest: 'sha256:1',
  is: 'recorded',
  ...over,
});
const recorded = (command: string, exit: number, said: readonly string[]): Recorded => ({
  ...record(command, exit),
  output: { digest: '', bytes: 0, tail: said.slice(-40) },
  told: toldBy(said),
});
const changed = (...paths: readonly string[]): Changes => ({
  base: 'b',
  from: 'branch',
  commits: 1,
  files: paths.map((path) => ({ path, how: 'changed', lines: [{ from: 1, to: 4 }] })),
});

interface Given {
  readonly changes?: Changes;
  readonly records?: readonly Vouched[];
  readonly tools?: Partial<Tools>;
  readonly how?: GateOptions & Doing;
  readonly options?: FixtureOptions;
  /** As it was when it was signed; by default as it is. */
  readonly signed?: string;
}

async function judge(
  source: string,
  gate: string,
  subject: string,
  { changes = changed('src/login.ts'), records = [], ...given }: Given = {},
) {
  const tools: Partial<Tools> = {
    changes: async () => known(changes),
    evidence: async () => known({ records, broken: [] }),
    ...given.tools,
  };
  const past = { past: [{ day: '2026-01-05', files: given.signed ?? source }] };
  const { session } = await fixture(source, { today: '2026-01-06', past, tools, ...given.options });
  const done = await runGate(session, gateNamed(session, gate) ?? assert.fail(gate), subject, given.how);
  return { ...done, open: done.checks.filter((c) => c.verdict !== 'pass').map((c) => `${c.id} ${c.verdict}`) };
}
const said = ({ checks }: Awaited<ReturnType<typeof judge>>, id: string): string =>
  checks.find((c) => c.id === id)?.says ?? assert.fail(`no check ${id}`);

/** What a check found: `src/a.ts:3 message`. */
const placed = ({ checks }: Awaited<ReturnType<typeof judge>>, id: string): readonly string[] =>
  (checks.find((c) => c.id === id) ?? assert.fail(`no check ${id}`)).findings.map(
    (f) => `${f.path}:${(f.place?.from.line ?? -1) + 1} ${f.message}`,
  );

const low = { RISK_TIER: 'LOW' };
const worked = (
  over: Readonly<Record<string, string>> = {},
  validation = '- Command: `npm test -- login`\n- Result: PASS (8/8)',
): string =>
  folder({ ...low, STATUS: 'In-Progress', ...over }, '')
    .replace('## Backlog', '## In Progress\n- [WP-1-Login]\n## Backlog')
    .replace('Nothing was run yet.', validation);

it('post-work passes work in scope with a result', async () => {
  const done = await judge(worked(), 'post-work', 'WP-1-Login');
  assert.deepEqual(done.open, []);
  assert.equal(said(done, 'results'), 'By the packet’s word alone: npm test -- login.');
});

for (const [what, source, given, expected] of [
  ['no result', worked({}, 'Later.'), {}, ['results fail']],
  ['a result that says it failed', worked({}, '- Command: `npm test -- login`\n- Result: FAIL'), {}, ['results fail']],
  ['a record that failed, whatever is claimed', worked(), { records: [record('npm test -- login', 1)] }, ['results fail']],
  ['a plan without commands', worked({ TEST_PLAN: '\n  - Look closely' }), {}, ['results fail']],
  ['no tier', worked({ RISK_TIER: '' }), {}, ['ai-review unknown']],
  ['a risk without a review', worked({ RISK_TIER: 'HIGH' }), {}, ['ai-review fail']],
  [
    'a review that blocks',
    worked({ RISK_TIER: 'HIGH' }, '- Command: `npm test -- login`\n- Result: PASS\n- AI review: BLOCKED (leaks)'),
    {},
    ['ai-review fail'],
  ],
  [
    'a review on record that failed',
    worked({ RISK_TIER: 'HIGH' }),
    { records: [record('review', 1, { gate: 'ai-review' })] },
    ['ai-review fail'],
  ],
  ['nothing changed', worked(), { changes: changed() }, ['work fail']],
  [
    'only what is exempt changed',
    worked(),
    { changes: changed('docs/TASK_BOARD.md', 'docs/task_packets/WP-1-Login.md', '.gatehouse/x') },
    ['work fail'],
  ],
  ['nothing changed on the main branch', worked(), { changes: { ...changed(), from: 'head' } }, ['work unknown']],
  ['a file out of scope', worked(), { changes: changed('src/login.ts', 'src/other.ts') }, ['scope fail']],
  [
    'a file that is barred',
    worked({ IN_SCOPE_PATHS: '\n  - src/', OUT_OF_SCOPE: '\n  - src/other.ts (later)' }),
    { changes: changed('src/other.ts') },
    ['scope fail'],
  ],
  [
    'a file that came from elsewhere',
    worked(),
    { changes: { ...changed(), files: [{ path: 'src/login.ts', from: 'lib/login.ts', how: 'renamed' }] } },
    ['scope fail'],
  ],
  [
    'git that does not tell',
    worked(),
    { tools: { changes: async () => unknown('Shallow.') } },
    ['work unknown', 'scope unknown'],
  ],
  [
    'a scope that was widened after signing',
    worked({ IN_SCOPE_PATHS: '\n  - src/login.ts\n  - src/other.ts' }),
    { changes: changed('src/other.ts'), signed: folder(low) },
    ['signed fail'],
  ],
] as readonly (readonly [string, string, Given, readonly string[]])[])
  it(`post-work: ${what}`, async () => {
    assert.deepEqual((await judge(source, 'post-work', 'WP-1-Login', given)).open, expected);
  });

it('post-work says how to ask for more scope', async () => {
  const done = await judge(worked(), 'post-work', 'WP-1-Login', { changes: changed('src/other.ts') });
  assert.match(said(done, 'scope'), /^Take the change back, or ask for an amendment/);
  assert.deepEqual(placed(done, 'scope'), ['src/other.ts:1 src/other.ts is not in IN_SCOPE_PATHS.']);
  const gone = { ...changed(), files: [{ path: 'src/other.ts', how: 'gone' }] } as const;
  const away = await judge(worked(), 'post-work', 'WP-1-Login', { changes: gone });
  assert.match(said(away, 'scope'), /^Gone, and not in IN_SCOPE_PATHS: src\/other\.ts\. Take the change back/);
  assert.deepEqual(placed(away, 'scope'), []);
});

it('post-work: records are looked at for breaks, and say who vouches', async () => {
  const good = await judge(worked(), 'post-work', 'WP-1-Login', {
    records: [record('npm test -- login', 0, { is: 'signed', by: 'ada' })],
  });
  assert.equal(said(good, 'results'), 'npm test -- login: exit 0 in 1.2 s, recorded 2026-01-06 at 1a2b3c4, signed by ada.');
  const broken = {
    evidence: async () =>
      known({ records: [record('npm test -- login')], broken: [{ line: 1, says: 'it is not as it was written' }] }),
  };
  assert.deepEqual((await judge(worked(), 'post-work', 'WP-1-Login', { tools: broken })).open, ['records fail']);
});

it('post-work --rerun runs the plan again, once somebody agreed', async () => {
  const asked: string[][] = [];
  const run = (exit: number, agreed: boolean) =>
    judge(worked(), 'post-work', 'WP-1-Login', {
      tools: { try: async ({ command }) => known(ran(command, exit, ['boom'])) },
      how: { rerun: true, consent: async (commands) => asked.push([...commands]) > 0 && agreed },
    });
  assert.deepEqual((await run(0, true)).open, []);
  assert.deepEqual((await run(1, true)).open, ['rerun-1 fail']);
  assert.deepEqual((await run(0, false)).open, ['rerun-1 unknown']);
  assert.deepEqual(asked[0], ['npm test -- login']);
});

it('a command of the repository’s own follows a gate, or replaces it; its exit code counts', async () => {
  const config = (more: string): string =>
    `==> gatehouse.yaml <==\npackets:\n  gates:\n    pre-work: { run: "just pre-work {subject}"${more} }\n`;
  const seen: unknown[] = [];
  const run = (more: string, exit: number, tail: readonly string[] = [], files = '') =>
    judge(config(more) + folder() + files, 'pre-work', 'WP-1-Login', {
      tools: {
        run: async (o) => {
          seen.push(o);
          return known(recorded(o.command, exit, tail));
        },
      },
      how: { consent: async (commands) => commands.length === 1 && commands[0] === 'just pre-work WP-1-Login' },
    });
  assert.deepEqual((await run('', 0)).open, []);
  const failed = await run('', 1, ['src/a.ts:3:4: no', 'done']);
  assert.deepEqual(failed.open, ['command fail']);
  assert.equal(said(failed, 'command'), 'exit 1 in 1.2 s. src/a.ts:3:4: no');
  const npm = ['npm error Missing script: "lint"', 'npm error', 'npm error A complete log of this run can be found in: /x'];
  assert.equal(said(await run('', 1, npm), 'command'), 'exit 1 in 1.2 s. npm error Missing script: "lint"');
  const file = '==> src/a.ts <==\nexport const a = 1;\n\n   no\n';
  const placed = await run(
    '',
    1,
    ['src/a.ts:3:4: warning: no', 'src/a.ts:3:4: warning: no', 'src/b.ts:1:1: none', '1 problem'],
    file,
  );
  assert.equal(said(placed, 'command'), 'exit 1 in 1.2 s.');
  assert.deepEqual(
    placed.checks.find((c) => c.id === 'command')?.findings.map((f) => [f.rule, f.severity, f.path, f.place?.from, f.message]),
    [['gate/pre-work.command', 'warning', 'src/a.ts', { line: 2, character: 3 }, 'warning: no']],
  );
  const long = [
    'src/a.ts:2:1: warning: first',
    ...Array.from({ length: 60 }, (_, i) => `src/a.ts:3:${i + 1}: warning: odd`),
    'src/a.ts:3:4: error: no',
    ...Array.from({ length: 100 }, () => 'and so on'),
  ];
  const many = await run('', 1, long, file);
  const found = many.checks.find((c) => c.id === 'command')?.findings ?? [];
  assert.deepEqual([found.length, found[0]?.message, found[1]?.message], [50, 'error: no', 'warning: first']);
  assert.equal(said(many, 'command'), 'exit 1 in 1.2 s. Only 50 of its problems are shown.');
  const instead = await run(', instead: true', 0);
  assert.deepEqual(
    instead.checks.map((c) => c.id),
    ['command'],
  );
  assert.equal(instead.verdict, 'pass');
  assert.deepEqual(seen[0], {
    command: 'just pre-work {subject}',
    gate: 'pre-work',
    subject: 'WP-1-Login',
    packet: 'WP-1-Login',
  });
});

it('a command that nobody agreed to is not run, and the gate unknown', async () => {
  const config = '==> gatehouse.yaml <==\npackets: { gates: { pre-work: { run: "rm -r /", instead: true } } }\n';
  const done = await judge(config + folder(), 'pre-work', 'WP-1-Login', { tools: { run: async () => assert.fail('it ran') } });
  assert.deepEqual(done.open, ['command unknown']);
});

it('ai-review: nothing configured is unknown; BLOCKED fails whatever the exit code', async () => {
  assert.deepEqual((await judge(folder(), 'ai-review', '')).open, ['command unknown']);
  const config = '==> gatehouse.yaml <==\npackets: { gates: { ai-review: { run: "review" } } }\n';
  const run = (tail: readonly string[]) =>
    judge(config + folder(), 'ai-review', '', {
      tools: { run: async (o) => known(recorded(o.command, 0, tail)) },
      how: { consent: async () => true },
    });
  assert.deepEqual((await run(['Verdict: PASS'])).open, []);
  assert.deepEqual((await run(['Verdict: BLOCKED'])).open, ['command fail']);
  const early = ['Verdict: BLOCKED', ...Array.from({ length: 100 }, () => 'because of this')];
  assert.deepEqual((await run(early)).open, ['command fail']);
});

it('pre-flight asks for the coder’s block and for results, and not for blockers', async () => {
  const done = await judge(worked({ 'Blocked on': 'WP-1-Roles' }), 'pre-flight', 'WP-1-Login');
  assert.deepEqual(done.open, ['bootstrap fail']);
  const block = '- Command: `npm test -- login`\n- Result: PASS\n\n```\nBOOTSTRAP\nWP_ID: WP-1-Login\nTASK_TYPE: FEATURE\n```\n';
  assert.deepEqual((await judge(worked({}, block), 'pre-flight', 'WP-1-Login')).open, []);
  assert.deepEqual((await judge(worked({}, ''), 'pre-flight', 'WP-1-Login')).open, [
    'bootstrap fail',
    'validation fail',
    'results fail',
  ]);
});

it('supply-chain: each project by itself; a tool that is not here is unknown', async () => {
  const one = { ecosystem: 'npm', by: 'package-lock.json', command: 'npm audit --json' };
  const run = (is: 'clean' | 'vulnerable' | 'unknown') =>
    judge(folder(), 'supply-chain', '', { tools: { dependencies: async () => known([{ ...one, is, says: 'x' }]) } });
  assert.deepEqual((await run('clean')).open, []);
  assert.deepEqual((await run('vulnerable')).open, ['npm:package-lock.json fail']);
  assert.deepEqual((await run('unknown')).open, ['npm:package-lock.json unknown']);
});

it('commits: each names a packet that is in work; merges and reverts aside', async () => {
  const commit = (message: string, merge = false) => ({ id: '1a2b3c4d5e', message, merge });
  const run = (...all: readonly ReturnType<typeof commit>[]) =>
    judge(worked(), 'commits', 'main..HEAD', { tools: { commits: async () => known(all) } });
  const good = [
    commit('feat: WP-1-Login - sessions end'),
    commit('Merge branch x', true),
    commit('Revert "x"\n\nThis reverts commit 1a2b3c4d5e.'),
    commit('fixup! x'),
  ];
  assert.deepEqual((await run(...good)).open, []);
  for (const [message, expected] of [
    ['quick fix', /^1a2b3c4 “quick fix”: The message names no packet/],
    ['Merge what I like', /names no packet/],
    // What nobody but git writes is told as the hook tells it, not by a line somewhere below.
    ['Sing\n\nThis reverts commit 1a2b3c4d5e.', /names no packet/],
    ['Sing\n\nfixup! x', /names no packet/],
    ['', /names no packet/],
    ['WP-9-Nobody: x', /There is no packet WP-9-Nobody/],
  ] as const)
    assert.match(said(await run(commit(message)), 'commits'), expected);
  const ready = await judge(folder(), 'commits', 'x', { tools: { commits: async () => known([commit('WP-1-Login: early')]) } });
  assert.match(said(ready, 'commits'), /WP-1-Login is Ready-for-Dev/);
});

it('coverage-gaps: of the changed production lines; reports that are missing, old or silent are unknown', async () => {
  type File = { readonly path: string; readonly lines: readonly (readonly [number, number])[]; readonly stale?: true };
  const run = (
    files: readonly File[],
    changes = changed('src/login.ts'),
    source = worked(),
    subject = '',
    reports = ['lcov.info'],
  ) => judge(source, 'coverage-gaps', subject, { changes, tools: { coverage: async () => known({ reports, files }) } });
  const lines = (...hits: readonly number[]): File => ({ path: 'src/login.ts', lines: hits.map((h, i) => [i + 1, h] as const) });
  assert.deepEqual((await run([lines(1, 1, 1, 1, 0, 0)])).open, []);
  const low = await run([lines(1, 0, 0, 1)]);
  assert.deepEqual(low.open, ['coverage fail']);
  assert.equal(said(low, 'coverage'), '2 of 4 changed lines run (50 %).');
  assert.deepEqual(placed(low, 'coverage'), ['src/login.ts:2 No test runs lines 2 to 3.']);
  assert.deepEqual((await run([])).open, ['coverage unknown']);
  assert.deepEqual((await run([{ ...lines(1), stale: true }])).open, ['coverage unknown']);
  assert.deepEqual((await run([], changed('src/login.ts'), worked(), '', [])).open, ['coverage unknown']);
  assert.deepEqual((await run([], changed('docs/a.md', 'src/login.test.ts'))).open, []);
  const waiver = (text: string): string =>
    worked().replace('## VALIDATION', `## Waivers\n- Waiver: coverage; generated code; ${text}\n\n## VALIDATION`);
  const waived = await run([lines(0, 0, 0, 0)], undefined, waiver('ada060120260931; 2026-06-01'), 'WP-1-Login');
  assert.deepEqual(waived.open, []);
  for (const text of ['ada', 'ada060120260931; 2026-01-01'])
    assert.deepEqual((await run([lines(0, 0, 0, 0)], undefined, waiver(text), 'WP-1-Login')).open, ['coverage fail'], text);
});

it('removal-check: each row with lines and a command', async () => {
  const rows =
    '## Evidence Mapping\n| DONE_MEANS | Code Evidence | Test |\n|---|---|---|\n| 1. `Somebody` logs in with `name` and more | src/login.ts:3-5 | `npm test -- login` |\n\n## VALIDATION';
  const source = worked().replace('## VALIDATION', rows);
  const asked: unknown[] = [];
  const run = (is: 'proven' | 'built' | 'survived' | 'red') =>
    judge(source, 'removal-check', 'WP-1-Login', {
      tools: {
        removal: async (o) => {
          asked.push(o);
          return known({ is, before: ran('x'), after: ran('x', 1) });
        },
      },
      how: { consent: async () => true },
    });
  assert.deepEqual((await run('proven')).open, []);
  assert.match((await run('proven')).checks[0]?.title ?? '', / \(Somebody logs in with name and more\)\.$/);
  assert.deepEqual((await run('built')).open, []);
  assert.deepEqual((await run('survived')).open, ['row-1 fail']);
  assert.deepEqual((await run('red')).open, ['row-1 fail']);
  assert.deepEqual(asked[0], { path: 'src/login.ts', from: 3, to: 5, command: 'npm test -- login' });
  assert.deepEqual((await judge(worked(), 'removal-check', 'WP-1-Login')).open, ['removal unknown']);
});

const governed = (over: Readonly<Record<string, string>> = {}): string =>
  Object.entries({
    'docs/ORCHESTRATOR_PROTOCOL.md': '# Orchestrator\nRead docs/SPEC_CURRENT.md.\n',
    'docs/CODER_PROTOCOL.md': '# Coder\nBy Master_Spec_v1.0.md and the Dock Codex v1.4.\n',
    'docs/VALIDATOR_PROTOCOL.md': '# Validator\nBy Master_Spec_v1.0.\n',
    'Dock Codex v1.4.md': '# Codex\n\n### CX-101: One client\n- **Rule**: x\n',
    ...over,
  })
    .flatMap(([path, text]) => (text === '' ? [] : [`==> ${path} <==\n${text}`]))
    .join('');
const closing =
  '\n==> docs/TASK_BOARD.md <==\n## In Progress\n- [WP-1-Login] Started 2026-01-05\n## Done\n- [WP-1-Base] [VALIDATED]\n## Phase 1 Closure Gates (BLOCKING)\n- [WP-1-Login]\n';
const orchestrated = (over?: Readonly<Record<string, string>>, board = closing): string =>
  governed(over) + worked().replace(/\n==> docs\/TASK_BOARD.md <==[\s\S]*?(?=\n==>)/, board);
const guarded: Partial<Tools> = {
  hook: async () => known({ is: 'bites', says: 'x' }),
  dependencies: async () => known([]),
};

it('pre-orchestration passes a folder in order', async () => {
  const done = await judge(orchestrated(), 'pre-orchestration', '', { tools: guarded, how: { consent: async () => true } });
  assert.deepEqual(done.open, []);
});

for (const [what, source, tools, expected] of [
  ['a protocol is gone', orchestrated({ 'docs/CODER_PROTOCOL.md': '' }), {}, ['protocol-coder fail']],
  [
    'a protocol names an older spec',
    orchestrated({ 'docs/CODER_PROTOCOL.md': 'By Master_Spec_v0.9.md.\n' }),
    {},
    ['protocol-coder fail'],
  ],
  [
    'a protocol names an older codex',
    orchestrated({ 'docs/CODER_PROTOCOL.md': 'docs/SPEC_CURRENT.md, Dock Codex v1.3\n' }),
    {},
    ['protocol-coder fail'],
  ],
  ['a protocol names nothing', orchestrated({ 'docs/CODER_PROTOCOL.md': 'Be good.\n' }), {}, ['protocol-coder fail']],
  [
    'no codex',
    orchestrated({ 'Dock Codex v1.4.md': '', 'docs/CODER_PROTOCOL.md': 'docs/SPEC_CURRENT.md\n' }),
    {},
    ['codex fail'],
  ],
  ['no board', orchestrated({}, ''), {}, ['board fail']],
  ['no day', orchestrated({}, closing.replace(' Started 2026-01-05', '')), {}, ['dated fail']],
  ['too long', orchestrated({}, closing.replace('2026-01-05', '2025-11-05')), {}, ['sla fail']],
  ['no closure section', orchestrated({}, closing.replace(/## Phase 1[\s\S]*/, '')), {}, ['closure fail']],
  ['no hook', orchestrated(), { hook: async () => known({ is: 'absent', says: 'x' }) }, ['hook fail']],
  ['a hook that lets everything pass', orchestrated(), { hook: async () => known({ is: 'idle', says: 'x' }) }, ['hook fail']],
  ['an unknown hook', orchestrated(), { hook: async () => unknown('x') }, ['hook unknown']],
] as readonly (readonly [string, string, Partial<Tools>, readonly string[]])[])
  it(`pre-orchestration: ${what}`, async () => {
    const done = await judge(source, 'pre-orchestration', '', {
      tools: { ...guarded, ...tools },
      how: { consent: async () => true },
    });
    assert.deepEqual(done.open, expected);
  });

it('validate asks every gate that is due, in order, also after one that failed; the worst counts', async () => {
  const source = worked({ 'Validator Audit Scope': '\n  - storage (DAL)\n  - supply chain' }, 'Later.');
  const done = await judge(source, 'validate', 'WP-1-Login', { tools: { dependencies: async () => known([]) } });
  const order = [...new Set(done.checks.map((c) => c.id.split('/')[0]))];
  assert.deepEqual(order, [
    'pre-work',
    'requirements',
    'scan',
    'spec-regression',
    'codex-check',
    'dal-audit',
    'supply-chain',
    'security',
    'post-work',
    'signature-audit',
  ]);
  assert.equal(done.verdict, 'fail');
  assert.ok(done.open.includes('post-work/results fail'));
  assert.deepEqual((await judge(folder(), 'validate', 'WP-9-No')).open, ['packet fail']);
});

it('validate: a MUST that nothing speaks of fails, a SHOULD is a remark', async () => {
  const more = (sentence: string): string =>
    worked().replace(
      'A session MUST end after an hour.',
      `A session MUST end after an hour.\n\nA session MUST end when its owner logs out.\n\n${sentence}`,
    );
  const check = async (sentence: string) => {
    const { checks } = await judge(more(sentence), 'validate', 'WP-1-Login');
    return checks.find((c) => c.id === 'requirements');
  };
  assert.equal((await check('Backups MUST be encrypted with rotated keys.'))?.verdict, 'fail');
  const should = await check('Backups SHOULD be encrypted with rotated keys.');
  assert.equal(should?.verdict, 'pass');
  assert.match(should?.says ?? '', /Backups SHOULD/);
});

it('the configuration knows the gates that there are, and tells of one that there is not', async () => {
  assert.deepEqual(
    [...gateNames].map((n) => `packets/${n}`),
    Object.keys(gates),
  );
  const { session } = await fixture(`==> gatehouse.yaml <==\npackets: { gates: { scann: { run: x } } }\n${folder()}`);
  assert.match(
    (await session.configProblems()).map((p) => p.message).join(),
    /Unknown key scann in packets\.gates; did you mean scan\?/,
  );
});
