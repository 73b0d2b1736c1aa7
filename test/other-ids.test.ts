/** Rules find in a folder whose packets are called `TASK-…` what they find where they are called `WP-…`: in each of their examples. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AnyRule, Example } from '#core/rule';
import { LineIndex } from '#core/text';
import { completionsAt } from '#service/editor/complete';
import { refactoringsAt } from '#service/editor/refactor';
import { rename } from '#service/editor/rename';
import { Recorder } from '#service/engine/cells';
import { rules, systems } from '#systems/registry.generated';
import { isDone, refused, run } from './support/actions';
import { apply, type Fixture, findingsOf, fixture, marked, parseFixture } from './support/fixture';

const on = systems.map((s) => (s.landmarks ? { ...s, landmarks: { sure: ['**'], likely: [] } } : s));

/** Other names in all texts of something. */
function renamed<T>(of: T): T {
  const other = (part: unknown): unknown => {
    if (typeof part === 'string') return part.replaceAll('WP-', 'TASK-');
    if (Array.isArray(part)) return part.map(other);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([key, value]) => [other(key), other(value)]));
  };
  return other(of) as T;
}

const withIds = (config = ''): string => {
  if (/\bids:/.test(config)) return config;
  if (/^packets:[ \t]*$/m.test(config)) return config.replace(/^packets:[ \t]*$/m, 'packets:\n  ids: [TASK]');
  if (/^packets:[ \t]*\{/m.test(config)) return config.replace(/^packets:[ \t]*\{/m, 'packets: { ids: [TASK],');
  return `${config === '' ? '' : `${config.trimEnd()}\n`}packets: { ids: [TASK] }\n`;
};

/** What is not the same by nature. */
const otherwise: Readonly<Record<string, string>> = {
  'packets/invalid-id': 'it says the form',
  'packets/waiver-unproven': 'the id is among what is sealed',
};

async function found(id: string, rule: AnyRule, e: Example) {
  const source = `==> gatehouse.yaml <==\n${withIds(e.config)}\n${e.files}`;
  const silent = (r: AnyRule): object => Object.fromEntries(Object.keys(r.check).map((kind) => [kind, () => []]));
  const others = Object.fromEntries(Object.entries(rules).map(([name, r]) => [name, { ...r, check: silent(r) } as AnyRule]));
  const plugins = { systems: on, rules: { ...others, [id]: rule } };
  const f = await fixture(source, { plugins, ...(e.today ? { today: e.today } : {}), past: e });
  const { files, marks } = parseFixture(source);
  const said = findingsOf(f.session).filter((x) => x.rule === id);
  return { said, now: marked(files, said), due: marked(files, marks) };
}

describe('packets that are called TASK-…', () => {
  for (const [id, rule] of Object.entries(rules))
    if (id.startsWith('packets/') && !(id in otherwise))
      it(id, async () => {
        for (const example of rule.examples.map(renamed)) {
          const { said, now, due } = await found(id, rule, example);
          assert.equal(now, due, example.title);
          if (example.says)
            assert.deepEqual(
              said.map((x) => x.message),
              example.says,
              example.title,
            );
        }
      });
});

describe('in a folder with ids of other forms', () => {
  const inFolder = (ids: string, files: string): string =>
    `==> gatehouse.yaml <==\nsystems: [packets]\npackets: { ids: ${ids} }\n${files}`;
  const numbers = (body = ''): string =>
    inFolder(
      "['T{number}']",
      `==> docs/TASK_BOARD.md <==
# Board

## Backlog
- **[T001]**
- **[T002]** Blocked on T001

==> docs/task_packets/T001-log-in.md <==
# T001: Log in

- STATUS: Backlog
- What: People log in. See T002, and T0011.
${body}
==> docs/task_packets/T002.md <==
# T002

- STATUS: Backlog
- Blocked on: T001
`,
    );
  const placed = (f: Fixture, path: string, piece: string) => {
    const text = f.files.files.get(path)?.text ?? assert.fail(path);
    return LineIndex.of(text).place(text.indexOf(piece) + piece.length);
  };

  it('ids are completed and renamed, with what names them and the file', async () => {
    const f = await fixture(numbers());
    const board = 'docs/TASK_BOARD.md';
    const found = await completionsAt(f.session, board, placed(f, board, 'Blocked on T00'));
    assert.deepEqual(
      found?.list.map((i) => i.label),
      ['T001', 'T002'],
    );
    const done = await rename(f.session, board, placed(f, board, 'Blocked on T00'), 'T007');
    assert.ok(done && !('refused' in done));
    const now = await apply(f.files, done.change);
    assert.match(now.get(board)?.text ?? '', /\*\*\[T007\]\*\*\n- \*\*\[T002\]\*\* Blocked on T007/);
    assert.match(now.get('docs/task_packets/T007-log-in.md')?.text ?? '', /^# T007: Log in\n[\s\S]*See T002, and T0011\./);
    assert.match(now.get('docs/task_packets/T002.md')?.text ?? '', /Blocked on: T007/);
    const no = await rename(f.session, board, placed(f, board, 'Blocked on T00'), 'WP-1-Login');
    assert.deepEqual(no, { refused: 'WP-1-Login is no packet id: write T{number}, such as T7.' });
  });

  it('a DONE_MEANS goes into the next number, or a name with the same phase', async () => {
    const means = '- OUT_OF_SCOPE: docs\n\n## DONE_MEANS\n\n1. One thing works\n2. The form names every error\n';
    const titles = async (source: string, path: string): Promise<readonly string[]> => {
      const f = await fixture(source);
      const at = placed(f, path, 'names every');
      return (await refactoringsAt(f.session, path, at, at)).map((r) => r.title);
    };
    assert.deepEqual(await titles(numbers(means), 'docs/task_packets/T001-log-in.md'), ['Extract into a new packet, T003']);
    const path = 'docs/task_packets/TASK_1_Login.md';
    const named = inFolder('[TASK]', `==> ${path} <==\n# TASK_1_Login\n\n- STATUS: Backlog\n${means}`);
    assert.deepEqual(await titles(named, path), ['Extract into a new packet, TASK_1_Form_Names_Every']);
  });

  it('a new packet has such an id, or is refused with the form', async () => {
    const { result, after } = await run(numbers(), 'new', 'T009', { args: { what: 'People have roles.' } });
    isDone(result);
    assert.match(after.get('docs/task_packets/T009.md') ?? '', /- TASK_ID: T009\n/);
    refused(
      (await run(numbers(), 'new', 'WP-1-Login', { args: { what: 'x' } })).result,
      'usage',
      /write T\{number\}, such as T7,/,
    );
  });

  it('an id goes on in words as its own text says', async () => {
    const f = await fixture(
      inFolder(
        '[TASK]',
        ['TASK-12-Login', 'TASK-13-sign-out', 'TASK-1-Roles', 'TASK-2-view']
          .map((id, i) => `==> docs/task_packets/${id}.md <==\n# ${i === 0 ? id : 'A thing'}\n- STATUS: Backlog\n`)
          .join('\n'),
      ),
    );
    const names = f.session.workspace.store.reader(new Recorder()).all('packet');
    assert.deepEqual(names.flatMap((p) => (p.data.alias ? [] : [p.name])).sort(), [
      'TASK-1-Roles',
      'TASK-12-Login',
      'TASK-13',
      'TASK-2',
    ]);
  });
});
