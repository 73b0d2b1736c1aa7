/** New packets and variants, and the texts that actions make. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { known, unknown } from '#core/task';
import { atBoard, folder, found, type Given, isDone, login, refused, ruled, run, says, source, tools } from './support/actions';
import { findingsOf, fixture } from './support/fixture';

describe('new', () => {
  it('begins a packet that nothing is wrong with, on the board', async () => {
    const { result, after } = await run(folder(), 'new', 'WP-2-Roles', { args: { what: 'People have roles.' } });
    isDone(result);
    const now = await fixture(source(after), { today: '2026-01-12' });
    const mine = findingsOf(now.session).filter((f) => f.path.includes('WP-2-Roles') || f.message.includes('WP-2-Roles'));
    assert.deepEqual(mine, []);
    const text = after.get('docs/task_packets/WP-2-Roles.md') ?? '';
    for (const line of ['- STATUS: Backlog', '- USER_SIGNATURE: <pending>', 'People have roles.', '- [ ] how it is undone?'])
      assert.ok(text.includes(line), line);
    assert.match(
      after.get(atBoard) ?? '',
      /## Backlog\n- \*\*\[WP-1-Logout\]\*\* Blocked on WP-1-Login\n- \*\*\[WP-2-Roles\]\*\*/,
    );
  });

  it('goes into a folder of its own where packets have such, the first one too', async () => {
    const config = '==> gatehouse.yaml <==\nsystems: [packets]\npackets: { paths: { packet: "work/*/packet.md" } }\n';
    const board = '==> docs/TASK_BOARD.md <==\n# Board\n\n## Backlog\n';
    const args = { what: 'People have roles.' };
    for (const there of ['', '==> work/WP-1-Login/packet.md <==\n# WP-1-Login\n- STATUS: Backlog\n']) {
      const { result, after } = await run(config + board + there, 'new', 'WP-2-Roles', { args });
      isDone(result);
      assert.ok(after.has('work/WP-2-Roles/packet.md'), [...after.keys()].join());
    }
  });

  it('is linked on the board as the others are, where packets are called by their files alone', async () => {
    const config =
      "==> gatehouse.yaml <==\nsystems: [packets]\npackets: { ids: ['{name}'], paths: { packet: 'work/cards/**/*.md', board: work/BOARD.md } }\n";
    const cards =
      '==> work/cards/log-in.md <==\n# Log in\n- STATUS: Backlog\n\n==> work/cards/old/log-out.md <==\n# Log out\n- STATUS: Backlog\n';
    const lines: readonly (readonly [string, string])[] = [
      ['- `work/cards/log-in.md`', '- `work/cards/dark-mode.md`'],
      ['- [x] [The form](cards/log-in.md): soon', '- [ ] [dark-mode](cards/dark-mode.md)'],
      ['1. [The form](cards/old/log-out.md)', '2. [dark-mode](cards/dark-mode.md)'],
    ];
    for (const [has, gets] of lines) {
      const { result, after } = await run(`${config}${cards}==> work/BOARD.md <==\n## Backlog\n\n${has}\n`, 'new', 'dark-mode', {
        args: { what: 'At night.' },
      });
      isDone(result);
      assert.equal(after.get('work/BOARD.md'), `## Backlog\n\n${has}\n${gets}\n`);
    }
    const table = '| Card | Status |\n|---|---|\n| [Log out](cards/old/log-out.md) | Backlog |\n';
    const { after } = await run(`${config}${cards}==> work/BOARD.md <==\n${table}`, 'new', 'dark-mode', {
      args: { what: 'At night.' },
    });
    assert.equal(after.get('work/BOARD.md'), `${table}| [dark-mode](cards/dark-mode.md) | Backlog |\n`);
  });

  it('takes no id that is taken, be it in other letters, as a stub or on a branch', async () => {
    const fresh = (id: string, more: Given = {}) => run(folder() + stub, 'new', id, more).then((r) => r.result);
    const stub = '==> docs/task_packets/stubs/WP-2-Roles.md <==\n# WP-2-Roles\n- STATUS: Stub\n';
    refused(await fresh('WP-1-Login'), 'rule', /There is a packet WP-1-Login already/);
    refused(await fresh('WP-1-LOGIN'), 'rule', /There is a packet WP-1-Login already/);
    // In Cyrillic letters that look like Latin ones, and in such that do not.
    const others = `${folder()}==> docs/task_packets/WP-1-COPE.md <==\n# WP-1-COPE\n==> docs/task_packets/WP-1-Вход.md <==\n# WP-1-Вход\n`;
    const beside = (id: string) => run(others, 'new', id, {}).then((r) => r.result);
    refused(await beside('WP-1-СОРЕ'), 'rule', /There is a packet WP-1-COPE already/);
    refused(await beside('WP-1-вход'), 'rule', /There is a packet WP-1-Вход already/);
    isDone(await fresh('WP-1-СОРЕ'));
    refused(await fresh('WP-2-Roles'), 'rule', /is a stub/);
    refused(
      await fresh('WP-3-X', { tools: { ...tools, branches: async () => known(['feat/WP-3-X']) } }),
      'rule',
      /taken on the branch feat\/WP-3-X/,
    );
    refused(
      await fresh('WP-3-X', { tools: { ...tools, branches: async () => unknown('git does not trust this folder.') } }),
      'unknown',
      /does not trust/,
    );
  });

  const hostile = [
    '',
    'Login',
    '../WP-1-X',
    'WP-1-X/../../y',
    'WP-1-X\n- STATUS: Done',
    '-WP-1-X',
    '--force',
    'WP-1-X\u0000',
    'WP-1-\u202eX',
    'WP-1-X.md/',
    'WP-1-$(touch x)',
    'WP-1-`x`',
    'WP-1-X|Y',
    `WP-1-${'x'.repeat(300)}`,
    'C:\\WP-1-X',
  ];
  it('takes no id that leads or says anything else, nor does any other action', async () => {
    for (const id of hostile) {
      const { result } = await run(folder(), 'new', id);
      refused(result, 'usage', /./);
      for (const name of ['move', 'start', 'variant', 'block', 'report', 'handoff', 'context', 'commit-message', 'phase-close'])
        assert.equal(
          (await run(folder(), name, id, { args: { status: 'Done' } })).result.is,
          'refused',
          `${name} ${JSON.stringify(id)}`,
        );
    }
  });

  it('takes no words that would be read as something else', async () => {
    for (const reason of ['a\n- STATUS: Done', 'a | b', '<!-- x', '```', 'x\u0007', '\u202e'])
      refused((await run(folder(), 'block', 'WP-1-Login', { args: { reason } })).result, 'usage', /./);
    for (const what of ['# x', '- STATUS: Done', 'TBD', 'a\nb'])
      refused((await run(folder(), 'new', 'WP-3-X', { args: { what } })).result, 'usage', /./);
  });
});

describe('variant', () => {
  it('promises the same, unsigned, without what has happened', async () => {
    const { result, after } = await run(
      folder('In-Progress', '\n- Forced move: Backlog -> In-Progress, 2026-01-10, mara: now\n'),
      'variant',
      'WP-1-Login',
    );
    isDone(result);
    const text = after.get('docs/task_packets/WP-1-Login-v2.md') ?? '';
    for (const line of [
      '# Task Packet: WP-1-Login-v2',
      '- STATUS: Backlog',
      '- USER_SIGNATURE: <pending>',
      '1. A session ends after an hour',
      'Takes the place of [WP-1-Login](WP-1-Login.md)',
    ])
      assert.ok(text.includes(line), `${line} in\n${text}`);
    for (const line of ['ada050120260930', 'PASSED', 'src/login.ts:3', 'Forced', 'agreed with everybody'])
      assert.ok(!text.includes(line), `${line} in\n${text}`);
    assert.deepEqual(await found(after, 'variant-lineage'), []);
    assert.deepEqual(await found(after, 'signature-reused'), []);
    const next = await run(source(after), 'variant', 'WP-1-Login-v2');
    isDone(next.result);
    assert.ok(next.after.has('docs/task_packets/WP-1-Login-v3.md'));
    refused((await run(source(after), 'variant', 'WP-1-Login')).result, 'rule', /WP-1-Login-v2 came after/);
    isDone((await run(source(after), 'move', 'WP-1-Login', { args: { status: 'Superseded' } })).result);
  });
});

describe('texts', () => {
  const record = {
    version: 1,
    at: '2026-01-11T10:00:00Z',
    packet: 'WP-1-Login',
    command: 'npm test -- login',
    workdir: '.',
    exit: 1,
    took: 5,
    output: { digest: 'sha256:0', bytes: 0, tail: [] },
    previous: '',
    digest: 'x',
    is: 'recorded',
    commit: '0123456789abcdef',
  } as const;

  it('report tells what is proved and what is not, and leaves the verdict open', async () => {
    const own = folder('Ready-for-Validation');
    const { result, text, after } = await run(own, 'report', 'WP-1-Login', {
      tools: { ...tools, evidence: async () => known({ records: [record], broken: [] }) },
    });
    isDone(result);
    for (const line of [
      '## VALIDATION REPORT - WP-1-Login (2026-01-12)',
      '- **Verdict**: PENDING',
      '1. A session ends after an hour -> src/login.ts:3-9; test: named in its evidence',
      '2. A wrong password is counted -> no place is cited; test: none is named',
      '- `npm test -- login`: FAIL (exit code 1), recorded 2026-01-11, at 0123456789',
      '- Nothing in the code and no test is cited for: A wrong password is counted',
    ])
      assert.ok(text(login).includes(line), `${line} in\n${text(login)}`);
    for (const rule of ['report-mismatch', 'report-incomplete', 'report-verdict-invalid', 'signature-reused'])
      assert.deepEqual(await found(after, rule), [], rule);
    refused((await run(source(after), 'report', 'WP-1-Login')).result, 'rule', /is open/);
    const claimed = await run(own, 'report', 'WP-1-Login');
    assert.match(claimed.text(login), /PASSED \(8 of 8\) \(as VALIDATION says; not recorded\)/);
    refused((await run(folder(), 'report', 'WP-1-Login')).result, 'rule', /is about what is Ready-for-Validation/);
  });

  it('handoff says all that the next one needs, once pre-work passes', async () => {
    refused(
      (await run(folder(), 'handoff', 'WP-1-Login')).result,
      'rule',
      /Handing WP-1-Login over needs the gate pre-work to pass/,
    );
    const { result } = await run(folder(), 'handoff', 'WP-1-Login', { plugins: { gates: ruled('pass') } });
    isDone(result);
    for (const line of [
      `Task packet: ${login}`,
      'RISK_TIER: LOW',
      'Read: docs/SPEC_CURRENT.md, Master_Spec_v1.09.md',
      'Run: gatehouse gate pre-work WP-1-Login',
    ])
      assert.ok(result.text?.includes(line), `${line} in\n${result.text}`);
    refused(
      (await run(folder('Done'), 'handoff', 'WP-1-Login', { plugins: { gates: ruled('pass') } })).result,
      'rule',
      /nobody to hand it to/,
    );
  });

  it('context is the packet, the cited sections and the last report, and fits', async () => {
    const old =
      '\n## VALIDATION REPORT - WP-1-Login (2026-01-08)\n- Verdict: FAIL\n- an old word\n\n## VALIDATION REPORT - WP-1-Login (2026-01-09)\n- Verdict: PASS\n- a new word\n';
    const { result } = await run(folder('Done', old), 'context', 'WP-1-Login');
    isDone(result);
    const said = result.text ?? '';
    assert.ok(said.includes('### 2.3 Login\nA session MUST end after an hour.'), said);
    for (const other of ['It ends at once', 'Everything is kept', 'an old word']) assert.ok(!said.includes(other), other);
    assert.ok(said.includes('a new word'));
    const { bytes } = result.data as { bytes: number };
    assert.equal(bytes, Buffer.byteLength(said));
    assert.match(says(result), /about \d+ tokens \(estimated/);
    const least = await run(folder(), 'context', 'WP-1-Login', { args: { max: '1kB' } });
    isDone(least.result);
    assert.ok(Buffer.byteLength(least.result.text ?? '') <= 1000);
    assert.match(says(least.result), /Left out: Master_Spec_v1\.09\.md: 2\.3 Login|of at most 1\.0 kB/);
    refused(
      (await run(folder(), 'context', 'WP-1-Login', { args: { max: '100B' } })).result,
      'rule',
      /alone is .* more than the 100 bytes/,
    );
    refused((await run(folder(), 'context', 'WP-1-Login', { args: { max: 'much' } })).result, 'usage', /--max is a size/);
    const coder = await run(folder('Done', old), 'context', 'WP-1-Login', { args: { role: 'coder' } });
    isDone(coder.result);
    assert.ok(!coder.result.text?.includes('a new word'));
  });

  it('commit-message has the id, what and why, and the evidence', async () => {
    const { result } = await run(folder('In-Progress'), 'commit-message', 'WP-1-Login');
    isDone(result);
    assert.equal(
      result.text,
      'feat: WP-1-Login - people log in\n\nPeople log in.\n\nEvidence:\n- A session ends after an hour: src/login.ts:3-9\n' +
        '- npm test -- login: PASSED (8 of 8) (as VALIDATION says; not recorded)\n\nWP_ID: WP-1-Login\nSpec: 2.3\n',
    );
  });

  it('digest tells of what takes long, and of what nobody dates', async () => {
    const of = async (status: string) => {
      const { result } = await run(folder(status, '\n- Is the hour right?\n'), 'digest', '');
      isDone(result);
      return result.text ?? '';
    };
    const long = await of('In-Progress (since 2026-01-03)');
    for (const line of [
      'WP-1-Login: In-Progress for 9 days',
      'People log in.',
      'Is the hour right?',
      'PASSED (8 of 8)',
      'Next: Show the rest in the code: A wrong password is counted.',
    ])
      assert.ok(long.includes(line), `${line} in\n${long}`);
    assert.match(await of('In-Progress (since 2026-01-08)'), /^Nothing is In-Progress for more than 5 days\.\n$/);
    assert.match(await of('In-Progress'), /Nothing says since when: WP-1-Login\./);
  });

  it('summary tells what waits and what is next', async () => {
    const { result } = await run(folder(), 'summary', '');
    isDone(result);
    assert.match(
      result.text ?? '',
      /Packets: 1 Backlog, 1 Ready-for-Dev\nPhase 1: 0 of 2 done, 1 blocked\nBlocked:\n {2}WP-1-Logout waits for WP-1-Login\n[\s\S]*Next:\n {2}start WP-1-Login/,
    );
    const bare = await run(folder().replaceAll('ada050120260930', '<pending>'), 'summary', '');
    isDone(bare.result);
    assert.match(bare.result.text ?? '', /Next:\n {2}sign WP-1-Login\n$/);
  });
});

describe('enrich', () => {
  it('begins the next version, and holds it against what rests on this one', async () => {
    const { result, after } = await run(folder(), 'enrich', '');
    isDone(result);
    const next = after.get('Master_Spec_v1.10.md') ?? '';
    assert.match(next, /^# Master Spec v1\.10\n/);
    assert.match(says(result), /a person signs Master_Spec_v1\.10\.md/);
    assert.equal(after.get('docs/SPEC_CURRENT.md'), '**Master_Spec_v1.09.md**\n');
    const kept = await run(source(after), 'enrich', '');
    isDone(kept.result);
    assert.match(says(kept.result), /has lost nothing/);
    const lost = await run(
      source(new Map([...after, ['Master_Spec_v1.10.md', next.replace('### 2.3 Login', '### Login')]])),
      'enrich',
      '',
    );
    refused(lost.result, 'rule', /has lost what the work rests on:\n {2}2\.3, which docs\/task_packets\/WP-1-Login\.md cites/);
  });
});

describe('phase close', () => {
  const pass = { plugins: { gates: ruled('pass') } };
  it('tags what its gate has judged, once', async () => {
    refused((await run(folder(), 'phase-close', '1')).result, 'rule', /Closing phase 1 needs the gate phase-gate to pass/);
    const { result } = await run(folder(), 'phase-close', 'Phase-1', pass);
    isDone(result);
    assert.equal(result.tag?.name, 'phase-1-complete');
    refused(
      (await run(folder(), 'phase-close', '1', { ...pass, tools: { ...tools, tagged: async () => known(true) } })).result,
      'rule',
      /There is a tag phase-1-complete already/,
    );
    const dirty = async () =>
      known({ base: 'x', from: 'head' as const, commits: 0, files: [{ path: atBoard, how: 'changed' as const }] });
    refused(
      (await run(folder(), 'phase-close', '1', { ...pass, tools: { ...tools, changes: dirty } })).result,
      'rule',
      /commit docs\/TASK_BOARD\.md first/,
    );
    refused((await run(folder(), 'phase-close', '…', pass)).result, 'usage', /makes no tag/);
  });
});
