/** Packet ids: in running text (`[|…|]` marks each), alone, and in the names of files, by the forms that a dialect has. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { defaultForms, formProblem, idForms, idOf, nameIn, phaseOf } from '#systems/packets/model/dialect/id-form';
import { ID_LETTER } from '#systems/packets/model/dialect/id-letters';
import { packetIds } from '../server/src/systems/packets/read/ids';
import { holds } from './support/property';

const marked = (text: string, said: readonly string[]): string =>
  packetIds(text, 0, idForms(said)).reduceRight(
    (t, { at }) => `${t.slice(0, at.start)}[|${t.slice(at.start, at.end)}|]${t.slice(at.end)}`,
    text,
  );

describe('packet ids', () => {
  const cases: Readonly<Record<string, readonly string[]>> = {
    'WP-': [
      '**[|WP-1-Login|]** and _[|WP-1-Store|]_, `[|WP-2-Cache|]`',
      'After [|WP-1-Login-v0.1|]. Then [|WP-1.5-Store|], ([|WP-2-Cache_Layer|])',
      '[x](../docs/task_packets/[|WP-1-Login|].md), [|WP-1-Login-v1.2|].md',
      '[|WP-1-Ausfälle|], [|WP-2-Año_nuevo|], and [|WP-1-Login|]を実装',
      'WP-1-* and WP-1-Store-{Name} name many, WP-1 a phase, NOT-WP-1-Login another thing, TASK-12 too, WP_1_Login',
      '[|WP-005A|] and [|WP-053a|] beside [|WP-07|], WP_ID: [|WP-0026|], [|WP-C05|]; WP-005AB is none',
    ],
    TASK: [
      'After [|TASK-12|]. Then [|TASK_12_Login|], ([|TASK-1-Login-v2|]), [|TASK-A12|] and [|TASK-1.5-Store|]',
      '- TASK_ID: [|TASK-1|]; TASK_TYPE is no id, TASK-based work neither, nor SUBTASK-1, WP-1-Login, Task-1, TASK-{number}',
      '[x](../tasks/[|TASK-012|].md), [|TASK-001|]..008, [|TASK-001|]/002, TASK-12-*',
    ],
    '{name}': [
      '- [Log in](work/[|log-in|].md), `docs/tasks/[|dark-mode|].md`; [[|search|].md](a/[|search|].md#why)',
      'see README.md, TASK_BOARD.md, index.md, https://a.example/x, log-in alone, a-b.mdx and .md',
    ],
    TASK_: ['[|TASK_12_Login|], not TASK-12'],
    task: ['[|task-061|], task-driven, Task-061'],
    'WP- FEAT': ['[|WP-1-Login|] and [|FEAT-001|], [|FEAT_2|]; WP-1 is a phase still, WP_1_Login none'],
    WP: ['[|WP-1|], [|WP-A3|]: [|WP-12b|], [|WP-3.1.A|]. [|WP-1-Login|], [|WP_2|]; WP-Beta-Login and WP_ID are none'],
    'T{number}': ['[|T001|], ([|T0042|]-login), [|T7-v2|]; not AT1, T1x, T, or T-1'],
    '{YYYYMMDD}-{name}': ['[|20260101-login|]. [|20260101-login|].md; not 2026-01-01 or 20260101'],
    'PKT-{number}-{name}': ['[|PKT-1-Login.Form|], PKT-1'],
  };
  for (const [said, texts] of Object.entries(cases))
    for (const text of texts)
      it(`${said}: ${text}`, () => assert.equal(marked(text.replace(/\[\||\|\]/g, ''), said.split(' ')), text));

  it('whole, of a file, and begun', () => {
    const task = idForms(['TASK', 'T{number}']);
    assert.deepEqual(
      ['TASK-1', 'TASK_12_Login', 'TASK-1-Login-v2', 'T01', 'TASK-', 'TASK-Login', 'TASK-1 ', 'T1x', 'WP-1-Login', ''].filter(
        task.is,
      ),
      ['TASK-1', 'TASK_12_Login', 'TASK-1-Login-v2', 'T01'],
    );
    assert.deepEqual(['TASK-012-login', 'TASK_12_Login', 'TASK-1-Login', 'T01_login', 'TASK-12-v2', 'T1'].map(task.wordsOff), [
      'TASK-012',
      'TASK_12',
      'TASK-1-Login',
      'T01',
      'TASK-12-v2',
      'T1',
    ]);
    assert.deepEqual(['T004-1x2-grading', 'T004-2fa', 'T004-1a', 'T004-12'].map(idForms(['T{number}']).wordsOff), [
      'T004',
      'T004',
      'T004-1a',
      'T004-12',
    ]);
    assert.deepEqual(['TASK-12-2fa', 'TASK-12-2', 'TASK-12-v2'].map(task.wordsOff), ['TASK-12', 'TASK-12-2', 'TASK-12-v2']);
    assert.deepEqual(['004-2fa-login', '004-3'].map(idForms(['{number}']).wordsOff), ['004', '004-3']);
    assert.ok(task.isWithWords('TASK-1-Login', 'TASK-1') && !task.isWithWords('TASK-1-v2', 'TASK-1'));
    assert.equal(idOf('packets/TASK-7/packet.md', task), 'TASK-7');
    assert.equal(idOf('packets/T007/Ticket_TASK-list.md', task), 'T007');
    assert.deepEqual(task.files, ['TASK[_-]*.md', 'T[0-9]*.md']);
    assert.deepEqual(idForms(['{YYYYMMDD}-{name}', 'PKT-{number}-{name}', 'ISSUE_']).files, [
      '[0-9]*.md',
      'PKT-[0-9]*.md',
      'ISSUE_*.md',
    ]);
    assert.deepEqual(
      ['TASK', '{YYYY-MM-DD}_{name}'].map((said) => idForms([said]).like('WP-9-Form')),
      ['TASK-9-Form', '2026-10-10_Form'],
    );
  });

  it('short ids with letters have words behind them; a phase and a name are read in each form', () => {
    const short = idForms(['WP']);
    const files = ['WP-A3-log-in', 'WP-12b-log-in', 'WP-3.1.A-log-in', 'WP-7-log-in', 'WP-7-Login', 'WP-A3-v2', 'WP-A3'];
    const ids = ['WP-A3', 'WP-12b', 'WP-3.1.A', 'WP-7', 'WP-7-Login', 'WP-A3-v2', 'WP-A3'];
    assert.deepEqual(files.map(short.idIn), ids);
    assert.deepEqual(files.map(short.wordsOff), ids);
    assert.deepEqual(['WP-1-Login', 'WP-1.5-Store', 'WP-2-031', 'TASK_1_Login', 'WP-A3', 'TASK-012-x', 'T001'].map(phaseOf), [
      '1',
      '1.5',
      '2',
      '1',
      undefined,
      undefined,
      undefined,
    ]);
    assert.deepEqual(['WP-1-Login', 'TASK_1_Login', 'WP-Beta-Login', 'TASK-12', 'T001'].map(nameIn), [
      'Login',
      'Login',
      'Beta-Login',
      '12',
      'T001',
    ]);
  });

  it('what was made for forms is kept for a few of them only', () => {
    const first = idForms(['A0']);
    assert.equal(idForms(['A0']), first);
    for (let i = 1; i <= 20; i++) idForms([`A${i}`]);
    assert.notEqual(idForms(['A0']), first);
  });

  it('made up, two are never one', () => {
    for (const said of ['WP-', 'TASK_', 'T{number}', '{dotted}/{word}', '{LETTERS}-{number}']) {
      const ids = idForms([said]);
      const made = ['WP-1-Canary', 'WP-0-Canary', 'WP-1-Other', 'WP-9-Nobody'].map(ids.like);
      assert.equal(new Set(made).size, made.length, made.join());
      assert.deepEqual(
        made.filter((id) => !ids.is(id)),
        [],
      );
    }
  });

  it('what is no form is told', () => {
    const good = ['TASK', 'TASK-', 'T{number}', '{name}', '{YYYYMMDD}-{name}', 'a-b', 'Ärger'];
    assert.deepEqual(good.filter(formProblem), []);
    for (const bad of ['', 'TASK *', '-', 'T{numbre}', '{word}', 'T {number}', 'T{any}', 'a{letters}'])
      assert.ok(formProblem(bad), bad);
  });

  it('no name takes long', () => {
    // What takes time by its square is not done before the runner gives up.
    const long = `1${'_a'.repeat(20_000)}!`;
    for (const said of ['WP-', 'WP', 'TASK', 'T{number}', 'P-{name}']) {
      const ids = idForms([said]);
      for (const start of ['WP-', 'TASK-', 'T', 'P-']) {
        ids.is(start + long);
        ids.wordsOff(start + long);
        assert.ok(packetIds((start + long).repeat(10), 0, ids));
      }
    }
  });

  // The patterns of `WP-` as the only form, and words behind an id also after a blank, and such as begin with a number.
  const number = String.raw`WP-(?:\d{2,}[A-Za-z]?|[A-Z]{1,3}\d{2,})`;
  const whole = new RegExp(
    String.raw`^(?:WP-[\p{L}\p{N}]+(?:\.[\p{L}\p{N}]+)*(?:[-_][\p{L}\p{N}]+(?:[._][\p{L}\p{N}]+)*)+|${number})$`,
    'u',
  );
  const anywhere = new RegExp(
    `(?<![${ID_LETTER}-])(?:WP-[${ID_LETTER}]+(?:[._-][${ID_LETTER}]+)+|${number})(?![${ID_LETTER}]|[._-]+[*{])`,
    'gu',
  );
  const isWithWords = (stem: string, id: string): boolean =>
    stem.startsWith(id) &&
    /\d\d[A-Za-z]?$/.test(id) &&
    /^(?:[-_](?:(?!v\d)\p{L}|\d+\p{L}[\p{L}\p{N}])| (?:[-–—] )?\p{L})/iu.test(stem.slice(id.length)) &&
    whole.test(id);
  const wordsOff = (stem: string): string => {
    const [id = stem] = /^WP-.*?\d\d[A-Za-z]?(?=[-_](?:(?!v\d)\p{L}|\d+\p{L}[\p{L}\p{N}])| (?:[-–—] )?\p{L})/iu.exec(stem) ?? [];
    return isWithWords(stem, id) ? id : stem;
  };
  it('the usual form is what it was', () => {
    const usual = idForms(defaultForms);
    const piece = fc.constantFrom(
      'WP-',
      'WP',
      'wp-',
      '1',
      '0026',
      '12',
      'C05',
      'Login',
      'é',
      'v2',
      '-',
      '_',
      '.',
      ' ',
      '*',
      '{',
      '登',
      'md',
      '\n',
    );
    holds(
      fc.property(fc.array(piece, { maxLength: 14 }), fc.nat(14), (pieces, n) => {
        const text = pieces.join('');
        const id = pieces.slice(0, n).join('');
        assert.equal(usual.is(text), whole.test(text));
        assert.equal(usual.wordsOff(text), wordsOff(text));
        assert.equal(usual.isWithWords(text, id), isWithWords(text, id));
        assert.equal(usual.mayName(text), text.includes('WP-'));
        assert.equal(usual.isIn(text), text.includes('WP-'));
        assert.deepEqual(
          packetIds(text, 3, usual).map((p) => [p.at.start, p.text]),
          [...text.matchAll(anywhere)].map((m) => [m.index + 3, m[0].replace(/\.md$/, '')]),
        );
      }),
      3000,
    );
  });
});
