/** Gates as tests and as tasks. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { GateResult } from '#protocol/messages';
import type { Api } from '../../client/src/extension';
import { file, started } from './folder';
import { until } from './until';

const storage = file('docs/task_packets/WP-1-Storage.md');

interface Ended {
  readonly label: string;
  readonly is: 'passed' | 'failed' | 'errored' | 'skipped';
  readonly messages: readonly vscode.TestMessage[];
}

describe('gates in the Test Explorer', () => {
  let api: Api;
  let ended: Ended[] = [];
  let said = '';

  const labels = (items: vscode.TestItemCollection): readonly string[] => [...items].map(([, item]) => item.label);
  const gate = (label: string): vscode.TestItem => {
    const found = [...api.gateTests.controller.items].map(([, item]) => item).find((item) => item.label === label);
    assert.ok(found, `${label} among ${labels(api.gateTests.controller.items).join(', ')}`);
    return found;
  };

  /** Runs as the Test Explorer does, and notes what is told of each item. */
  async function run(include: readonly vscode.TestItem[] | undefined, token?: vscode.CancellationToken): Promise<void> {
    const { controller } = api.gateTests;
    const { createTestRun } = controller;
    ended = [];
    said = '';
    controller.createTestRun = (...args) => {
      const real = createTestRun.apply(controller, args);
      const note =
        (is: Ended['is']) =>
        (item: vscode.TestItem, messages: vscode.TestMessage | readonly vscode.TestMessage[] | number = []): void => {
          const all = typeof messages === 'number' ? [] : Array.isArray(messages) ? messages : [messages as vscode.TestMessage];
          ended.push({ label: item.label, is, messages: all });
        };
      return new Proxy(real, {
        get(target, name) {
          if (name === 'passed' || name === 'failed' || name === 'errored' || name === 'skipped') return note(name);
          if (name === 'appendOutput')
            return (text: string) => {
              said += text;
            };
          const value = Reflect.get(target, name);
          return typeof value === 'function' ? value.bind(target) : value;
        },
      });
    };
    try {
      const none = new vscode.CancellationTokenSource();
      await api.gateTests.run(new vscode.TestRunRequest(include), token ?? none.token);
    } finally {
      controller.createTestRun = createTestRun;
    }
  }

  before(async () => {
    api = await started();
    const tree = api.trees.get('gatehouse.phases');
    assert.ok(tree);
    await api.gateTests.refresh();
    await until('the gates', tree.onDidChangeTreeData, () => (api.gateTests.controller.items.size > 0 ? true : undefined));
  });

  it('lists the gates, and what each is about only when somebody asks', async () => {
    const { controller } = api.gateTests;
    assert.ok(labels(controller.items).includes('spec-regression'));
    const pre = gate('pre-work');
    assert.equal(pre.canResolveChildren, true);
    assert.equal(pre.children.size, 0);
    await controller.resolveHandler?.(pre);
    assert.deepEqual([...labels(pre.children)].sort(), ['WP-1-Login', 'WP-1-Storage']);
    assert.equal(gate('spec-regression').canResolveChildren, false);
  });

  it('runs one, with what it says and the places where it fails', async () => {
    const packet = (label: string): vscode.TestItem => {
      const item = [...gate('pre-work').children].map(([, i]) => i).find((i) => i.label === label);
      assert.ok(item, label);
      return item;
    };
    await run([packet('WP-1-Storage')]);
    assert.deepEqual(
      ended.map((e) => [e.label, e.is]),
      [['WP-1-Storage', 'failed']],
    );
    assert.match(said, /^pre-work WP-[^\r]*\r\n/);
    assert.match(said, /pass +The packet is there, once\./);
    assert.match(said, /fail: .*checks? pass/);
    const mismatch = ended[0]?.messages.find((m) => String(m.message).includes('packets/board-status-mismatch'));
    assert.equal(mismatch?.location?.uri.toString(), storage.toString());
    assert.ok((mismatch?.location?.range.start.line ?? 0) > 0);
    // Without a history nobody can tell whether it is as it was signed: that is no failure, and no pass.
    await run([packet('WP-1-Login')]);
    assert.deepEqual(
      ended.map((e) => e.is),
      ['errored'],
    );
  });

  it('follows packets that come and go, and keeps the items of those that stay', async () => {
    const below = (): readonly string[] => [...labels(gate('pre-work').children)].sort();
    const stays = [...gate('pre-work').children].find(([, i]) => i.label === 'WP-1-Login')?.[1];
    assert.ok(stays);
    const comes = file('docs/task_packets/WP-2-Comes.md');
    const { onDidChange } = api.gateTests;
    await vscode.workspace.fs.writeFile(comes, new TextEncoder().encode('# WP-2-Comes\n- STATUS: Backlog\n'));
    await until('the new packet', onDidChange, () => (below().includes('WP-2-Comes') ? true : undefined));
    assert.equal(gate('pre-work').children.get(stays.id), stays);
    await vscode.workspace.fs.delete(comes);
    await until('it to go', onDidChange, () => (below().includes('WP-2-Comes') ? undefined : true));
    assert.deepEqual(below(), ['WP-1-Login', 'WP-1-Storage']);
  });

  it('runs those about the folder, and skips all when it is called off', async () => {
    await run([gate('spec-regression')]);
    assert.deepEqual(
      ended.map((e) => [e.label, e.is]),
      [['spec-regression', 'passed']],
    );
    const off = new vscode.CancellationTokenSource();
    off.cancel();
    await run([gate('pre-work')], off.token);
    assert.deepEqual(
      ended.map((e) => e.is),
      ['skipped', 'skipped'],
    );
  });
});

describe('commands of gates', () => {
  it('run only once somebody has seen them and agreed', async () => {
    const api = await started();
    const { confirm } = api.consent;
    const asked: (readonly [message: string, detail: string])[] = [];
    const ask = async (answer: boolean): Promise<string> => {
      // The modal cannot be pressed from here.
      api.consent.confirm = async (message, detail) => {
        asked.push([message, detail]);
        return answer;
      };
      const result = await vscode.commands.executeCommand<GateResult>('gatehouse.runGate', 'pre-orchestration');
      return result.report.checks.find((c) => c.id === 'hook')?.says ?? '';
    };
    try {
      assert.match(await ask(false), /^Nobody agreed to run “the pre-commit hook, in a scratch copy”\.$/);
      assert.doesNotMatch(await ask(true), /Nobody agreed/);
    } finally {
      api.consent.confirm = confirm;
    }
    const question = ['pre-orchestration runs a command in packets-gates. Run it?', 'the pre-commit hook, in a scratch copy'];
    assert.deepEqual(asked, [question, question]);
  });
});

describe('gatehouse tasks', () => {
  it('check the folder and ask its gates', async () => {
    const all = await vscode.tasks.fetchTasks({ type: 'gatehouse' });
    const names = all.map((t) => t.name);
    assert.ok(names.includes('check') && names.includes('spec-regression'), names.join(', '));
    const task = all.find((t) => t.name === 'spec-regression');
    assert.ok(task);
    assert.deepEqual(task.problemMatchers, ['$gatehouse-gate']);
    const ends = new Promise<number | undefined>((done) => {
      const heard = vscode.tasks.onDidEndTaskProcess(({ execution, exitCode }) => {
        if (execution.task.name !== 'spec-regression') return;
        heard.dispose();
        done(exitCode);
      });
    });
    await vscode.tasks.executeTask(task);
    assert.equal(await ends, 0);
  });
});
