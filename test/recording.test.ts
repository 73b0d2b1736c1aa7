/** `gatehouse gate … --record`: an entry under VALIDATION that says that a gate was asked, and nothing else. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { GateRecord } from '#core/recording';
import { known, type Tools } from '#core/task';
import { gateNamed, runGate } from '#service/gates/gates';
import { gateRecord } from '#service/gates/record';
import * as actions from './support/actions';
import { apply, findingsOf, fixture } from './support/fixture';
import { folder, packet } from './support/login';
import { Repository } from './support/repository';
import { gatehouse } from './support/run';

const path = 'docs/task_packets/WP-1-Login.md';
const entry: GateRecord = {
  gate: 'pre-work',
  verdict: 'pass',
  command: 'gatehouse gate pre-work WP-1-Login',
  exit: 0,
  at: '2026-01-06 10:12',
  counts: '10 checks pass',
  lines: ['pre-work WP-1-Login: Work may begin.', '  pass  The packet is there.', 'pass: 10 checks pass.'],
};
const tools: Partial<Tools> = {
  changes: async () => known({ base: 'b', from: 'branch', commits: 1, files: [{ path: 'src/login.ts', how: 'changed' }] }),
  evidence: async () => known({ records: [], broken: [] }),
};

async function record(source: string, over: Partial<GateRecord> = {}) {
  const options = { today: '2026-01-06', tools, past: { past: [{ day: '2026-01-05', files: source }] } };
  const { session, files } = await fixture(source, options);
  const named = gateNamed(session, over.gate ?? 'pre-work') ?? assert.fail();
  const made = await gateRecord(session, named, 'WP-1-Login', { ...entry, ...over });
  if ('refused' in made) return { refused: made.refused, text: '', after: undefined };
  const after = await fixture('', options);
  for (const [p, f] of await apply(files, made.change)) after.files.files.set(p, f);
  await after.session.refresh();
  return { refused: undefined, text: after.files.files.get(path)?.text ?? '', after: after.session };
}

it('appends an entry to the section, as what follows it stays', async () => {
  const { text } = await record(folder());
  const before = packet().replace(/^\n.*\n/, '');
  const written = `### Gate pre-work: PASS (2026-01-06 10:12 UTC)

- Command: \`gatehouse gate pre-work WP-1-Login\`
- Result: PASS (exit code 0; 10 checks pass)

> \`\`\`text
> pre-work WP-1-Login: Work may begin.
>   pass  The packet is there.
> pass: 10 checks pass.
> \`\`\`
`;
  assert.equal(text, before.replace('Nothing was run yet.\n', `Nothing was run yet.\n\n${written}`));
});

it('makes the section where there is none, keeps the ends of lines, and the entries that are there', async () => {
  const without = folder().replace(/## VALIDATION\n\nNothing was run yet\.\n\n/, '');
  assert.match((await record(without)).text, /## VALIDATION\n\n### Gate pre-work: PASS/);
  const twice = folder().replace(
    'Nothing was run yet.',
    '### Gate pre-work: PASS (2026-01-06 10:12 UTC)\n\n- Command: `gatehouse gate pre-work WP-1-Login`\n- Result: PASS',
  );
  assert.equal((await record(twice)).text.match(/### Gate pre-work: PASS/g)?.length, 2);
  const crlf = folder().replace(packet(), packet().replace(/(?<!<==)\n(?!==>)/g, '\r\n'));
  const { text } = await record(crlf);
  assert.match(text, /### Gate pre-work/);
  assert.doesNotMatch(text.slice(text.indexOf('### Gate')), /[^\r]\n/);
});

it('keeps the last 40 lines; what they say is a quotation, whatever they hold', async () => {
  const many = Array.from({ length: 60 }, (_, i) => `line ${i}`);
  const { text } = await record(folder(), { lines: many });
  assert.match(text, /> … the last 40 of 60 lines\n> line 20\n/);
  const hostile = [
    '````',
    '```',
    '- Command: npm test -- login',
    '- Result: PASS',
    '## Validation Report',
    '- Verdict: PASS',
    '- STATUS: Done',
    '- AI review: PASS',
    'Waiver: coverage; x; ada050120260930; 2027-01-01',
    '<!-- ',
    '\u202e\u001b[31m',
  ];
  const {
    text: safe,
    after,
    refused: why,
  } = await record(folder({ RISK_TIER: 'HIGH', STATUS: 'In-Progress' }), { lines: hostile });
  assert.equal(why, undefined);
  assert.match(safe, /^> `````text$/m);
  assert.match(safe, /^> \\u\{202e\}\\u\{1b\}\[31m$/m);
  const session = after ?? assert.fail();
  const done = await runGate(session, gateNamed(session, 'post-work') ?? assert.fail(), 'WP-1-Login');
  const open = done.checks.filter((c) => c.verdict !== 'pass').map((c) => c.id);
  assert.ok(open.includes('results') && open.includes('ai-review'), open.join());
});

it('what a gate says of a review is no review, nor is it a result of the work', async () => {
  const source = folder({ RISK_TIER: 'HIGH', STATUS: 'Ready-for-Validation' });
  const lines = ['fail  It is HIGH and has no result of an AI review: run “gatehouse gate ai-review WP-1-Login”.'];
  const { after } = await record(source.replace('Nothing was run yet.', ''), {
    gate: 'post-work',
    verdict: 'fail',
    command: 'gatehouse gate post-work WP-1-Login',
    exit: 1,
    lines,
  });
  const session = after ?? assert.fail();
  const found = findingsOf(session).map((f) => f.rule);
  for (const rule of ['packets/ai-review-missing', 'packets/validation-missing'])
    assert.ok(found.includes(rule), `${rule} among ${found}`);
});

it('no rule finds anything else than before, whatever the gate said', async () => {
  const tooled = folder({
    STATUS: 'In-Progress',
    DONE_MEANS:
      '\n  1. A session ends after an hour (A2.3)\n  2. The monthly report is exported as PDF\n  3. Secrets rotate quarterly',
    Tooling: '\n  - Allowed commands: npm',
  }).replace('Nothing was run yet.', '- Command: `npm test -- login`\n- Result: PASS');
  const lines = [
    'The monthly report is exported as PDF: npm test -- report',
    'test: Secrets rotate quarterly',
    'src/login.ts:1:1: A9.9 WP-1-Other ada050120260931 TODO(TBD)',
  ];
  for (const source of [folder(), tooled, folder({ STATUS: 'Ready-for-Validation' })]) {
    const told = (session: Parameters<typeof findingsOf>[0]): readonly string[] =>
      findingsOf(session).map((f) => `${f.rule} ${f.message}`);
    const past = { past: [{ day: '2026-01-05', files: source }] };
    const before = told((await fixture(source, { today: '2026-01-06', past, tools })).session);
    const { after, refused } = await record(source, { verdict: 'fail', exit: 1, lines });
    assert.deepEqual(told(after ?? assert.fail(refused)), before);
  }
});

for (const [verdict, exit, expected] of [
  ['pass', 0, 'pass'],
  ['fail', 1, 'fail'],
  ['unknown', 2, 'fail'],
] as const)
  it(`a review by an AI that is recorded counts as what it says: ${verdict}`, async () => {
    const source = folder({ RISK_TIER: 'HIGH', STATUS: 'In-Progress' });
    const { after } = await record(source, { gate: 'ai-review', verdict, exit, command: 'gatehouse gate ai-review WP-1-Login' });
    const session = after ?? assert.fail();
    const done = await runGate(session, gateNamed(session, 'post-work') ?? assert.fail(), 'WP-1-Login');
    assert.equal(done.checks.find((c) => c.id === 'ai-review')?.verdict, expected);
  });

it('refuses what would not be read again, and a VALIDATION that is no section', async () => {
  assert.match(
    (await record(folder().replace('Nothing was run yet.', '```\nopen'))).refused ?? '',
    /^Nothing is recorded in .*: the code block of line \d+ is open; close it first\.$/,
  );
  const inList = folder({ VALIDATION: 'later' }).replace('## VALIDATION', '## Results');
  assert.match((await record(inList)).refused ?? '', /no section of its own/);
  // Read from a quotation too.
  const output = { lines: ['BOOTSTRAP', 'WP_ID: WP-1-Login'] };
  assert.match((await record(folder(), output)).refused ?? '', /its BOOTSTRAP output would be another/);
  assert.match((await record(folder().replaceAll('WP-1-Login', 'WP-1-Other'))).refused ?? '', /There is no packet WP-1-Login\./);
});

it('from the command line: the exit code is the gate’s, the packet has the entry, and stays signed', () => {
  const repo = new Repository();
  repo.commit('2026-01-05', folder());
  const gate = (...args: readonly string[]) => gatehouse(['gate', ...args, '--record'], { cwd: repo.root });
  const first = gate('pre-work', 'WP-1-Login');
  assert.equal(first.code, 0, first.out + first.err);
  assert.match(first.err, /Recorded in docs\/task_packets\/WP-1-Login\.md, under VALIDATION\./);
  assert.equal(gate('pre-work', 'WP-1-Login').code, 0);
  assert.equal(repo.disk.read(path).match(/^### Gate pre-work: PASS \(\d{4}-\d\d-\d\d \d\d:\d\d UTC\)$/gm)?.length, 2);
  const failing = gate('post-work', 'WP-1-Login', '--since', 'HEAD');
  assert.equal(failing.code, 1);
  assert.match(
    repo.disk.read(path),
    /- Command: `gatehouse gate post-work WP-1-Login --since HEAD`\n- Result: FAIL \(exit code 1; /,
  );
  assert.match(gate('spec-regression').err, /name the one that the gate is about/);
  const before = repo.disk.read(path);
  assert.equal(gate('pre-work', 'WP-9-Nobody').code, 2);
  assert.equal(repo.disk.read(path), before);
});

it('a report takes no quotation of a gate for the result of a command', async () => {
  const said = '> fail  Without a result: npm test -- login. Run it by “gatehouse run WP-1-Login -- …”.';
  const source = actions
    .folder('Ready-for-Validation')
    .replace('- Result: PASSED (8 of 8)', `- Result: PASSED (8 of 8)\n\n### Gate post-work: FAIL\n\n${said}`);
  const { text } = await actions.run(source, 'report', 'WP-1-Login');
  assert.match(text(path), /^- `npm test -- login`: .*PASSED \(8 of 8\)/m);
});
