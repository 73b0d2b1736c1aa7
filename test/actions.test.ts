/** Moves: which there are, what each needs, and that packet and board agree afterwards. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { actionNames } from '#protocol/actions';
import { actionChoices, actionNamed, actionSubjects } from '#service/actions';
import { actions, gates } from '#systems/registry.generated';
import {
  atBoard,
  folder,
  found,
  type Given,
  isDone,
  login,
  packet,
  refused,
  rest,
  ruled,
  run,
  says,
  source,
} from './support/actions';
import { fixture } from './support/fixture';

it('each action that people can ask for is there, and no other', () => {
  assert.deepEqual(
    Object.keys(actions)
      .map((id) => id.replace(/^packets\//, ''))
      .sort(),
    [...actionNames].sort(),
  );
});

describe('move', () => {
  const report = (verdict: string): string => `\n## VALIDATION REPORT - WP-1-Login (2026-01-11)\n- **Verdict**: ${verdict}\n`;
  /** From, to, what it needs. */
  const legal: readonly (readonly [string, string, 'gate' | 'PASS' | 'FAIL' | 'answers' | 'reason' | 'variant' | 'nothing'])[] = [
    ['Stub', 'Backlog', 'nothing'],
    ['Backlog', 'Ready-for-Dev', 'gate'],
    ['Ready-for-Dev', 'In-Progress', 'answers'],
    ['In-Progress', 'Ready-for-Validation', 'gate'],
    ['Ready-for-Validation', 'Done', 'PASS'],
    ['Ready-for-Validation', 'In-Progress', 'FAIL'],
    ['Ready-for-Validation', 'Ready-for-Dev', 'FAIL'],
    ['Done', 'In-Progress', 'FAIL'],
    ['Done', 'Ready-for-Dev', 'FAIL'],
    ...['Stub', 'Backlog', 'Ready-for-Dev', 'In-Progress', 'Ready-for-Validation'].map((s) => [s, 'Blocked', 'reason'] as const),
    // By hand it was blocked, so whoever moves it says where it was.
    ...['Backlog', 'Ready-for-Dev', 'In-Progress', 'Ready-for-Validation'].map((s) => ['Blocked', s, 'nothing'] as const),
    ...['Stub', 'Backlog', 'Ready-for-Dev', 'In-Progress', 'Ready-for-Validation', 'Done', 'Blocked'].map(
      (s) => [s, 'Superseded', 'variant'] as const,
    ),
  ];
  const states = ['Stub', 'Backlog', 'Ready-for-Dev', 'In-Progress', 'Ready-for-Validation', 'Done', 'Blocked', 'Superseded'];
  const variant = '==> docs/task_packets/WP-1-Login-v2.md <==\n# WP-1-Login-v2\n- STATUS: Backlog\n';
  const everything: Record<string, string> = {
    reason: 'the keys are missing',
    'files-identified': 'yes',
    'boundaries-clear': 'yes',
    'dependencies-expected': 'yes',
    realistic: 'yes',
  };

  it('goes where the table says, and nowhere else, with all that a move could need', async () => {
    for (const from of states)
      for (const to of states) {
        const row = legal.find(([a, b]) => a === from && b === to);
        const own = folder(from, report(row?.[2] === 'FAIL' ? 'FAIL' : 'PASS')) + variant;
        const args = { ...everything, status: to };
        const { result, after } = await run(own, 'move', 'WP-1-Login', { args, plugins: { gates: ruled('pass') } });
        if (!row) {
          assert.equal(result.is, 'refused', `${from} -> ${to}: ${JSON.stringify(result)}`);
          continue;
        }
        isDone(result);
        assert.match(after.get(login) ?? '', new RegExp(`^- STATUS: ${to}`, 'm'), `${from} -> ${to}`);
        assert.deepEqual(await found(after, 'board-status-mismatch'), [], `${from} -> ${to}`);
        assert.deepEqual(await found(after, 'board-contradiction'), [], `${from} -> ${to}`);
      }
  });

  it('is refused without what it needs, and says what that is', async () => {
    const to = (status: string, more: Given = {}, own = folder()) =>
      run(own, 'move', 'WP-1-Login', { ...more, args: { status, ...more.args } }).then((r) => r.result);
    const fails = { plugins: { gates: ruled('fail') } };
    const open = { plugins: { gates: ruled('unknown') } };
    refused(
      await to('Ready-for-Dev', fails, folder('Backlog')),
      'rule',
      /^WP-1-Login is not moved to Ready-for-Dev: pre-work does not pass\.\nBecause\. \(fail: “It is so\.”\)\n.*gatehouse gate pre-work WP-1-Login/,
    );
    refused(
      await to('Ready-for-Dev', open, folder('Backlog')),
      'unknown',
      /whether pre-work passes cannot be told\.\n.*unknown: “It is so/,
    );
    refused(await to('Ready-for-Validation', fails, folder('In-Progress')), 'rule', /gatehouse gate post-work WP-1-Login/);
    refused(
      await to('Done', fails, folder('Ready-for-Validation', report('PASS'))),
      'rule',
      /gatehouse gate validate WP-1-Login/,
    );
    refused(
      await to('Done', { plugins: { gates: ruled('pass') } }, folder('Ready-for-Validation')),
      'rule',
      /no report on it has a verdict/,
    );
    const none = Object.fromEntries(Object.entries(gates).filter(([id]) => id !== 'packets/post-work'));
    refused(
      await to('Ready-for-Validation', { plugins: { gates: none } }, folder('In-Progress')),
      'unknown',
      /There is no gate post-work here/,
    );
    refused(await to('Superseded'), 'rule', /gatehouse variant WP-1-Login/);
    refused(await to('nowhere'), 'usage', /“nowhere” is no status/);
    refused(await to('Ready-for-Dev'), 'rule', /is Ready-for-Dev already/);
    refused((await run(folder(), 'move', 'WP-1-Logn', { args: { status: 'Done' } })).result, 'usage', /there is WP-1-Login/);
    refused(
      (await run(folder('Nearly there'), 'move', 'WP-1-Login', { args: { status: 'Done' } })).result,
      'rule',
      /“Nearly there”, which is none/,
    );
    refused(
      (await run(`==> gatehouse.yaml <==\npackets: 5\n${folder()}`, 'move', 'WP-1-Login', { args: { status: 'Done' } })).result,
      'unknown',
      /gatehouse\.yaml: /,
    );
  });

  it('changes nothing that a signature has locked', async () => {
    const own = `==> gatehouse.yaml <==\npackets:\n  locked: [STATUS]\n${folder('In-Progress')}`;
    const { result } = await run(own, 'move', 'WP-1-Login', {
      args: { status: 'Ready-for-Validation' },
      plugins: { gates: ruled('pass') },
    });
    refused(result, 'rule', /is signed \(ada050120260930\), which locks its STATUS/);
  });

  const boards: readonly (readonly [string, string])[] = [
    ['a table', '| WP | Status | Blocker |\n|---|---|---|\n| WP-1-Login | In Progress | none |\n| WP-1-Logout | Backlog | |\n'],
    ['headings', '## In Progress\n\n### WP-1-Login: log in\n- Started: 2026-01-10\n\n## Ready for Validation\n'],
    ['words behind the name', '## Phase 1\n- [WP-1-Login] In-Progress (no blockers)\n'],
    ['no entry', '## In Progress\n\n## Ready for Validation\n- **[WP-1-Logout]** [Backlog]\n'],
    [
      'a number and a state that is told twice',
      '## Phase 1 Closure Gates (BLOCKING)\n1. **[WP-1-Login]** - Log in. [IN PROGRESS 🔴]\n   - Blocker: None\n\n## In Progress\n- **[WP-1-Login]** [IN PROGRESS]\n',
    ],
    ['Windows', '## In Progress\r\n- **[WP-1-Login]**\r\n\r\n## Ready for Validation\r\n(None)\r\n'],
  ];
  for (const [what, text] of boards)
    it(`writes into a board of ${what}`, async () => {
      const own = `==> docs/TASK_BOARD.md <==\n${text}${packet('In-Progress')}${rest}`;
      const args = { status: 'Ready-for-Validation' };
      const { result, after } = await run(own, 'move', 'WP-1-Login', { args, plugins: { gates: ruled('pass') } });
      isDone(result);
      assert.deepEqual(await found(after, 'board-status-mismatch'), []);
      assert.ok(!(await found(after, 'board-missing-entry')).some((m) => m.includes('WP-1-Login')));
      assert.match(after.get(atBoard) ?? '', /WP-1-Login/);
    });

  it('is read again on the board, also as a word that could begin a sentence', async () => {
    const own = `==> docs/TASK_BOARD.md <==\n## Phase 1\n- [WP-1-Login] In-Progress (no blockers)\n${packet('In-Progress')}${rest}`;
    const { session } = await fixture(source((await run(own, 'block', 'WP-1-Login', { args: { reason: 'r' } })).after));
    assert.deepEqual(
      session.workspace.store
        .look()
        .defs({ kind: 'entry', name: 'WP-1-Login' })
        .map((e) => e.data.status),
      ['Blocked'],
    );
  });

  it('refuses where packet and board would not agree', async () => {
    const matrix = '| Backlog | In Progress |\n|---|---|\n| | WP-1-Login |\n';
    const own = `==> docs/TASK_BOARD.md <==\n${matrix}${packet('In-Progress')}${rest}`;
    const { result } = await run(own, 'move', 'WP-1-Login', {
      args: { status: 'Ready-for-Validation' },
      plugins: { gates: ruled('pass') },
    });
    if (result.is === 'refused') assert.match(says(result), /would still have WP-1-Login as In-Progress/);
    else
      assert.deepEqual(
        await found(
          (await run(own, 'move', 'WP-1-Login', { args: { status: 'Ready-for-Validation' }, plugins: { gates: ruled('pass') } }))
            .after,
          'board-status-mismatch',
        ),
        [],
      );
  });

  it('by force leaves the line that tells of it, until the packet has moved on', async () => {
    const args = { status: 'Ready-for-Validation', force: '', reason: 'the demo is tomorrow' };
    const { result, after, text } = await run(folder('In-Progress'), 'move', 'WP-1-Login', {
      args,
      plugins: { gates: ruled('fail') },
    });
    isDone(result);
    assert.match(result.against?.join('\n') ?? '', /It is so/);
    assert.match(text(login), /^- Forced move: In-Progress -> Ready-for-Validation, 2026-01-12, mara: the demo is tomorrow$/m);
    assert.deepEqual(await found(after, 'forced-move'), [
      'WP-1-Login was forced into Ready-for-Validation: what that needs is still to be done.',
    ]);
    const bare = (reason?: string) =>
      run(folder('In-Progress'), 'move', 'WP-1-Login', {
        args: { status: 'Done', force: '', ...(reason === undefined ? {} : { reason }) },
      });
    refused((await bare()).result, 'usage', /--force needs --reason/);
    refused((await bare('done -> Backlog')).result, 'usage', /without “->”/);
    isDone((await bare('Backlog of the coder')).result);
  });

  it('offers the moves that there are, the usual one first', async () => {
    const { session } = await fixture(folder('In-Progress'));
    const named = actionNamed(session, 'move') ?? assert.fail();
    assert.deepEqual(actionChoices(session, named, 'WP-1-Login', 'status'), ['Ready-for-Validation', 'Blocked', 'Superseded']);
    assert.deepEqual(actionSubjects(session, named), ['WP-1-Login', 'WP-1-Logout']);
  });
});

describe('start', () => {
  const yes = { 'files-identified': 'yes', 'boundaries-clear': 'yes', 'dependencies-expected': 'yes', realistic: 'yes' };

  it('asks what is not answered', async () => {
    const { result } = await run(folder(), 'start', 'WP-1-Login', { args: { realistic: 'yes' } });
    assert.ok(result.is === 'asks');
    assert.deepEqual(
      result.questions.map((q) => q.name),
      ['files-identified', 'boundaries-clear', 'dependencies-expected'],
    );
  });

  it('with four times yes begins, dated, and says who answered', async () => {
    const { result, text, after } = await run(folder(), 'start', 'WP-1-Login', { args: yes });
    isDone(result);
    assert.ok(!says(result).includes('signed'), says(result));
    assert.match(
      text(login),
      /^- STATUS: In-Progress \(since 2026-01-12\)\n- Scope adequacy: 2026-01-12, mara: files identified yes, /m,
    );
    assert.match(text(atBoard), /## In Progress\n\n- \*\*\[WP-1-Login\]\*\*/);
    for (const rule of ['board-status-mismatch', 'board-start-missing', 'invalid-status'])
      assert.deepEqual(await found(after, rule), []);
  });

  it('says so where nobody has signed', async () => {
    const unsigned = folder().replaceAll('ada050120260930', '<pending>');
    const { result } = await run(unsigned, 'start', 'WP-1-Login', { args: yes });
    isDone(result);
    assert.match(says(result), /^Nobody has signed it: gatehouse gate pre-work WP-1-Login$/m);
  });

  it('with a no leaves a note instead', async () => {
    const no = { ...yes, realistic: 'no' };
    const asked = await run(folder(), 'start', 'WP-1-Login', { args: no });
    assert.ok(asked.result.is === 'asks' && asked.result.questions[0]?.name === 'note');
    const { result, text } = await run(folder(), 'start', 'WP-1-Login', { args: { ...no, note: 'two packets in one' } });
    isDone(result);
    assert.match(
      text(login),
      /^- STATUS: Ready-for-Dev\n- Escalation: 2026-01-12, mara: not started, realistic for the tier no: two packets in one$/m,
    );
    assert.equal(text(atBoard), (await run(folder(), 'summary', '')).text(atBoard));
  });

  it('is for what is ready', async () => {
    refused((await run(folder('Backlog'), 'start', 'WP-1-Login', { args: yes })).result, 'rule', /is Backlog; work begins/);
  });
});

describe('block and unblock', () => {
  it('come back to where it was, letter by letter', async () => {
    for (const status of ['Backlog', 'Ready-for-Dev', 'Ready-for-Validation']) {
      const own = folder(status)
        .replace('[READY FOR DEV]', `[${status}]`)
        .replace('## Ready for Dev\n- **[WP-1-Login]**', '## Ready for Dev');
      const there = await run(own, 'block', 'WP-1-Login', { args: { reason: 'the keys (two) are missing' } });
      isDone(there.result);
      assert.match(
        there.text(login),
        new RegExp(`^- STATUS: Blocked\n- Former status: ${status} \\(2026-01-12, mara: the keys \\[two\\] are missing\\)$`, 'm'),
      );
      assert.deepEqual(await found(there.after, 'board-status-mismatch'), []);
      const back = await run(source(there.after), 'unblock', 'WP-1-Login');
      isDone(back.result);
      assert.equal(back.text(login), (await run(own, 'summary', '')).text(login));
      assert.deepEqual(await found(back.after, 'board-status-mismatch'), []);
    }
  });

  it('names what it waits for, once, and never in a circle', async () => {
    const by = (...ids: readonly string[]): Given => ({ args: { reason: 'r', by: ids } });
    const { result, after } = await run(folder(), 'block', 'WP-1-Login', by('WP-1-Base'));
    refused(result, 'usage', /There is no packet WP-1-Base/);
    assert.equal(after.size, 5);
    refused((await run(folder(), 'block', 'WP-1-Login', by('WP-1-Login'))).result, 'usage', /cannot wait for itself/);
    refused((await run(folder(), 'block', 'WP-1-Login', by('WP-1-Logout'))).result, 'rule', /neither would ever begin/);
    const base = `${folder()}\n==> docs/task_packets/WP-1-Base.md <==\n# WP-1-Base\n- STATUS: Ready-for-Dev\n`;
    const done = await run(base, 'block', 'WP-1-Login', by('WP-1-Base'));
    assert.match(done.text(login), /^- Blocked on: WP-1-Base$/m);
    refused(
      (await run(source(done.after), 'unblock', 'WP-1-Login')).result,
      'rule',
      /still waits for WP-1-Base \(Ready-for-Dev\)/,
    );
  });

  it('say what they lack', async () => {
    const asked = await run(folder(), 'block', 'WP-1-Login');
    assert.ok(asked.result.is === 'asks' && asked.result.questions[0]?.name === 'reason');
    refused(
      (await run(folder('Done'), 'block', 'WP-1-Login', { args: { reason: 'r' } })).result,
      'rule',
      /nothing left to block/,
    );
    refused((await run(folder(), 'unblock', 'WP-1-Login')).result, 'rule', /not Blocked/);
    refused((await run(folder('Blocked'), 'unblock', 'WP-1-Login')).result, 'rule', /--to <status>/);
    refused((await run(folder('Blocked'), 'unblock', 'WP-1-Login', { args: { to: 'Done' } })).result, 'usage', /not to Done/);
    isDone((await run(folder('Blocked'), 'unblock', 'WP-1-Login', { args: { to: 'in progress' } })).result);
  });
});
