/** What is looked at again: whoever was given an answer that is another by now, and nobody else. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { inParts, type Look, ofMany, query, type WideLook } from '#core/look';
import type { Pace } from '#core/ports';
import { md, rulesOf } from '#core/rule';
import type { Facts, Name } from '#core/symbols';
import type { World } from '#core/world';
import { Recorder, type Trace } from '#service/engine/cells';
import { Quiet } from '#service/engine/quiet';
import { staleAfter } from '#service/engine/stale-questions';
import { Store } from '#service/engine/store';
import { rules } from '#systems/registry.generated';
import { findingsOf, fixture } from './support/fixture';
import { holds } from './support/property';

const kind = 'packet' as Name['kind'];
const names = ['a', 'b', 'c'] as const;
/** A file that says something of some names, and mentions others. */
const factsOf = (says: Readonly<Record<string, number>>, mentions: readonly string[]): Facts =>
  ({
    defs: Object.entries(says).map(([name, n], i) => ({ kind, name, at: { start: i, end: i }, data: { n } })),
    refs: mentions.map((name) => ({ kind, name, at: { start: 0, end: 0 } })),
  }) as unknown as Facts;
const amountOf = (look: Look, name: string): number =>
  look.defs({ kind, name }).reduce((sum, d) => sum + (d.data as unknown as { n: number }).n, 0);

/** Comes back to an equal value, which a primitive does not tell from the same one. */
const parity = query<number, string>('test/parity', (look, name) => amountOf(look, name) % 2);
const both = query('test/both', (look) => look.ask(parity, 'a') + look.ask(parity, 'b'));
const total = query('test/total', (look: WideLook) => look.all(kind).length);

const looks: readonly ((look: Look & World) => unknown)[] = [
  ...names.flatMap((name) => [
    (l: Look) => l.defs({ kind, name }),
    (l: Look) => l.mentions({ kind, name }),
    (l: Look) => l.ask(parity, name),
    (l: World) => l.exists(name),
  ]),
  (l) => l.ask(both),
  (l) => l.ask(total),
  (l) => l.names(kind),
  (l) => l.files('k'),
];

describe('the readers of cells', () => {
  type Step =
    | { do: 'say'; file: string; says: Record<string, number>; mentions: string[] }
    | { do: 'answer'; path: string; as: 'file' | 'no' }
    | { do: 'list'; files: string[] }
    | { do: 'settle one' }
    | { do: 'let go' }
    | { do: 'judge' };
  const name = fc.constantFrom(...names);
  const step: fc.Arbitrary<Step> = fc.oneof(
    fc.record({
      do: fc.constant('say' as const),
      file: fc.constantFrom('x', 'y'),
      says: fc.dictionary(name, fc.nat(3), { maxKeys: 3 }),
      mentions: fc.array(name, { maxLength: 2 }),
    }),
    fc.record({ do: fc.constant('answer' as const), path: name, as: fc.constantFrom('file' as const, 'no' as const) }),
    fc.record({ do: fc.constant('list' as const), files: fc.array(name, { maxLength: 2 }) }),
    // An edit may come between two slices of work.
    fc.constant({ do: 'settle one' as const }),
    fc.constant({ do: 'let go' as const }),
    fc.constant({ do: 'judge' as const }),
  );
  const documents = fc.array(fc.uniqueArray(fc.nat(looks.length - 1), { maxLength: 4 }), { minLength: 1, maxLength: 5 });

  it('any changes, in any order: every document with an answer that is another is told of, and after it was judged no more', () => {
    holds(
      fc.property(documents, fc.array(step, { maxLength: 30 }), (all, steps) => {
        const store = new Store(0);
        const facts = new Map<string, readonly Facts[]>();
        const held = new Map(all.map((asks) => [{ asks }, undefined as Trace | undefined]));
        const judge = (document: { asks: number[] }): void => {
          const old = held.get(document);
          let trace = old;
          if (!old || !store.holds(old)) {
            const recorder = new Recorder();
            const look = store.reader(recorder);
            for (const i of document.asks) looks[i]?.(look);
            trace = recorder.trace();
          }
          held.set(document, trace);
          store.judged(document, trace ? [trace] : []);
        };
        for (const document of held.keys()) judge(document);
        const check = (): void => {
          while (store.settleOne());
          for (const [document, trace] of held)
            if (trace && !store.holds(trace)) assert.ok(store.touched.has(document), `nobody tells ${document.asks}`);
        };
        for (const s of steps) {
          if (s.do === 'say') {
            const now = [factsOf(s.says, s.mentions)];
            store.setFacts(s.file, facts.get(s.file) ?? [], now);
            facts.set(s.file, now);
          } else if (s.do === 'answer') store.setAnswer({ ask: 'exists', path: s.path }, { value: { as: s.as } });
          else if (s.do === 'list') store.setFiles('k', s.files);
          else if (s.do === 'settle one') store.settleOne();
          else if (s.do === 'let go') store.forgetUnread();
          else {
            check();
            for (const document of [...store.touched]) judge(document as { asks: number[] });
            assert.equal(store.waits, false);
          }
        }
        check();
      }),
      300,
    );
  });

  /** What a document reads that asks one thing. */
  const traceOf = (store: Store, ask: (look: Look) => unknown): Trace => {
    const recorder = new Recorder();
    ask(store.reader(recorder));
    return recorder.trace();
  };

  it('a query that nobody has read is let go of, and those that it has read with it; what somebody has is kept', () => {
    const store = new Store(0);
    const kept = {};
    store.judged(kept, [traceOf(store, (l) => l.ask(parity, 'a'))]);
    const gone = {};
    const trace = traceOf(store, (l) => l.ask(both));
    store.judged(gone, [trace]);
    store.forgetUnread();
    store.forgetUnread();
    assert.equal(store.queries, 3);
    store.forget(gone, [trace]);
    traceOf(store, (l) => l.ask(total));
    store.forgetUnread();
    assert.equal(store.queries, 1);
    store.setFacts('x', [], [factsOf({ a: 1 }, [])]);
    while (store.settleOne());
    assert.deepEqual([...store.touched], [kept]);
  });

  it('who is just being judged has a query that was let go of, and is told of it', () => {
    const store = new Store(0);
    store.setFacts('y', [], [factsOf({ b: 1 }, [])]);
    const document = {};
    const [one, other] = [traceOf(store, (l) => l.ask(parity, 'a')), traceOf(store, (l) => l.ask(parity, 'a'))];
    store.judged(document, [one, other]);
    store.forgetUnread();
    // Between two rules.
    store.unfollow(document, one);
    traceOf(store, (l) => l.ask(parity, 'b'));
    store.forgetUnread();
    assert.equal(store.queries, 0);
    assert.ok(store.holds(other));
    store.judged(document, [other]);
    store.setFacts('x', [], [factsOf({ a: 1 }, [])]);
    while (store.settleOne());
    assert.deepEqual([...store.touched], [document]);
  });

  it('a query that comes to the same: nobody who read it is told', () => {
    const store = new Store();
    const before = [factsOf({ a: 1 }, [])];
    store.setFacts('x', [], before);
    const recorder = new Recorder();
    store.reader(recorder).ask(parity, 'a');
    const document = {};
    store.judged(document, [recorder.trace()]);
    const same = [factsOf({ a: 3 }, [])];
    store.setFacts('x', before, same);
    while (store.settleOne());
    assert.equal(store.waits, false);
    store.setFacts('x', same, [factsOf({ a: 2 }, [])]);
    while (store.settleOne());
    assert.ok(store.touched.has(document));
  });

  it('a query of a query whose value goes and comes back unseen: told of the next change all the same', () => {
    const store = new Store();
    let facts: readonly Facts[] = [];
    const say = (n: number): void => {
      const now = [factsOf({ a: n }, [])];
      store.setFacts('x', facts, now);
      facts = now;
    };
    say(0);
    const recorder = new Recorder();
    store.reader(recorder).ask(both);
    const document = {};
    store.judged(document, [recorder.trace()]);
    say(1);
    store.settleOne();
    // The other query is to be looked at, and was not yet.
    assert.equal(store.waits, true);
    say(2);
    while (store.settleOne());
    assert.equal(store.waits, false);
    say(3);
    while (store.settleOne());
    assert.ok(store.touched.has(document));
  });

  it('a document that is gone is not told of', () => {
    const store = new Store();
    const recorder = new Recorder();
    store.reader(recorder).names(kind);
    const trace = recorder.trace();
    const [gone, stays] = [{}, {}];
    for (const document of [gone, stays]) store.judged(document, [trace]);
    store.forget(gone, [trace]);
    store.setFacts('x', [], [factsOf({ a: 1 }, [])]);
    while (store.settleOne());
    assert.deepEqual([...store.touched], [stays]);
  });

  it('where there is no repository, all that would be asked of history is one answer, until there is one', () => {
    const store = new Store();
    store.setAnswer({ ask: 'repository' }, { value: false });
    assert.deepEqual([...store.unknowns()], []);
    const recorder = new Recorder();
    const world = store.reader(recorder);
    for (const path of ['x', 'y']) {
      assert.deepEqual(world.touched(path, 'a'), { is: 'unknown', why: 'no-git' });
      assert.deepEqual(world.removed(path), { is: 'unknown', why: 'no-git' });
      assert.deepEqual(world.lines(path, 1, 1, 'c0ffee'), { is: 'unknown', why: 'no-git' });
    }
    assert.deepEqual(world.elsewhere('a'), { is: 'unknown', why: 'no-git' });
    assert.deepEqual(world.past('../x', 'c0ffee'), { is: 'unknown', why: 'outside' });
    assert.deepEqual(recorder.asked, []);
    assert.deepEqual([...store.unknowns()], ['no-git']);
    const trace = recorder.trace();
    assert.deepEqual([trace.read.length, trace.incomplete], [2, true]);
    const document = {};
    store.judged(document, [trace]);
    // A repository is made: what it knows is asked for, one by one.
    assert.ok([...store.answered()].filter(staleAfter(['.git'], true)).some((q) => q.ask === 'repository'));
    store.setAnswer({ ask: 'repository' }, { value: true });
    assert.ok(store.touched.has(document));
    assert.deepEqual([...store.unknowns()], []);
    const again = new Recorder();
    store.reader(again).touched('x', 'a');
    assert.deepEqual(again.asked, [{ ask: 'touched', path: 'x', text: 'a' }]);
  });

  it('what is asked again is noted once, and asked of the host once', () => {
    const store = new Store();
    const recorder = new Recorder();
    const world = store.reader(recorder);
    for (let i = 0; i < 3; i++) {
      world.exists('x');
      world.exists('y');
    }
    const asked = new Set(recorder.asked);
    assert.deepEqual(
      [...asked],
      [
        { ask: 'exists', path: 'x' },
        { ask: 'exists', path: 'y' },
      ],
    );
    for (const q of asked) assert.equal(store.hasAnswer(q), false);
    for (const q of asked) store.setAnswer(q, { value: { as: 'file' } });
    for (const q of asked) assert.equal(store.hasAnswer(q), true);
    assert.equal(recorder.taken().read.length, 4);
    assert.equal(recorder.taken().read.length, 0);
  });

  it('why something is unknown is known as long as an answer is', () => {
    const store = new Store();
    store.setAnswer({ ask: 'touched', path: 'x', text: 'a' }, { unknown: 'shallow' });
    store.setAnswer({ ask: 'touched', path: 'x', text: 'b' }, { unknown: 'shallow' });
    store.setAnswer({ ask: 'touched', path: 'x', text: 'a' }, { value: [] });
    store.setAnswer({ ask: 'touched', path: 'x', text: 'a' }, { value: [] });
    assert.deepEqual([...store.unknowns()], ['shallow']);
    store.setAnswer({ ask: 'touched', path: 'x', text: 'b' }, { value: [] });
    assert.deepEqual([...store.unknowns()], []);
  });
});

const packets = Array.from(
  { length: 40 },
  (_, i) => `==> docs/task_packets/WP-1-P${i}.md <==\n# WP-1-P${i}\n\n- STATUS: Backlog\n- SPEC_ANCHOR: A${1 + (i % 2)}\n`,
);
const folder = md`
  ==> docs/SPEC_CURRENT.md <==
  **Master_Spec_v1.1.md**

  ==> Master_Spec_v1.1.md <==
  # A1 Storage

  # A2 Login

  ==> docs/TASK_BOARD.md <==
  # Board

  ## Backlog

  - **[WP-1-P0]**

`;

describe('what a key judges', () => {
  const first = 'docs/task_packets/WP-1-P0.md';

  /** The folder with a rule that counts how often it looks at each packet, by what it looks at. */
  async function counted(look: (look: Look) => unknown) {
    const runs = new Map<string, number>();
    const rule = rulesOf<{ packet: { model: unknown; facts: Facts } }, unknown>();
    const f = await fixture(`${folder}${packets.join('')}`, {
      plugins: {
        rules: {
          ...rules,
          'packets/counts': rule({
            scope: 'folder',
            severity: 'hint',
            summary: 'It counts.',
            why: 'To see who is looked at.',
            since: '0.0.0',
            examples: [{ title: 'None', files: '' }],
            check: {
              packet({ path, look: l }) {
                runs.set(path, (runs.get(path) ?? 0) + 1);
                look(l);
                return [];
              },
            },
          }),
        },
      },
    });
    const type = async (path: string, from: string, to: string): Promise<readonly string[]> => {
      const text = f.files.files.get(path)?.text ?? '';
      if (!f.session.workspace.entries.get(path)?.open) f.session.open(path, text, 1);
      await f.session.settle();
      runs.clear();
      const now = f.session.workspace.entries.get(path)?.open?.text ?? '';
      const start = now.indexOf(from);
      assert.ok(start >= 0, from);
      f.session.edit(path, [{ at: { start, end: start + from.length }, text: to }], 2);
      await f.session.settle();
      return [...runs.keys()];
    };
    return { f, type, runs };
  }

  it('in a packet: that packet, however many there are', async () => {
    const { type } = await counted((l) => l.names('packet'));
    assert.deepEqual(await type(first, 'STATUS: Backlog', 'STATUS: In-Progress'), [first]);
  });

  it('in a heading of the spec: those that read that anchor', async () => {
    const { type } = await counted((l) => l.defs({ kind: 'anchor', name: '1' }));
    assert.equal((await type('Master_Spec_v1.1.md', '# A1 Storage', '# A1 Stores')).length, 40);
    assert.deepEqual(await type('Master_Spec_v1.1.md', '# A2 Login', '# A2 Logins'), []);
  });

  it('in a document that is gone: nothing, though something changes that it once read', async () => {
    const isThere = (l: Look, n: number): boolean => l.defs({ kind: 'packet', name: `WP-1-P${n}` }).length > 0;
    const { f, runs } = await counted((l) => isThere(l, 1) && isThere(l, 2));
    const was = new Map(f.files.files);
    const goes = (path: string): Promise<void> => {
      f.files.files.delete(path);
      return f.session.changed([path]);
    };
    const other = 'docs/task_packets/WP-1-P1.md';
    await goes(other);
    await goes(first);
    f.files.files.set(other, was.get(other) ?? assert.fail());
    await f.session.changed([other]);
    const told: string[] = [];
    f.session.onFindings((entry) => told.push(entry.path));
    runs.clear();
    await goes('docs/task_packets/WP-1-P2.md');
    assert.deepEqual([runs.has(first), told.includes(first)], [false, false]);
  });

  it('a document may be left off between two rules: nothing is told before it is judged whole, and then the same', async () => {
    const { f } = await counted(() => {});
    const { workspace } = f.session;
    const expected = JSON.stringify(findingsOf(f.session).filter((x) => x.path === first));
    const entry = workspace.open(first, f.files.files.get(first)?.text ?? '', 1);
    assert.ok(entry);
    const { findings } = entry;
    let parts = 0;
    do {
      workspace.judge(entry, () => true);
      parts++;
      if (entry.left) assert.equal(entry.findings, findings);
    } while (entry.left);
    assert.ok(parts > 10, `${parts} parts`);
    assert.equal(JSON.stringify(entry.findings), expected);
    assert.equal(workspace.isJudged, true);
  });

  it('what was left off is judged again from the start when something has changed since', async () => {
    const { f } = await counted(() => {});
    const { workspace } = f.session;
    const text = f.files.files.get(first)?.text ?? '';
    const entry = workspace.open(first, text, 1);
    assert.ok(entry);
    for (let i = 0; i < 30; i++) workspace.judge(entry, () => true);
    assert.ok(entry.left, 'it was judged whole');
    const spec = 'Master_Spec_v1.1.md';
    workspace.open(spec, (f.files.files.get(spec)?.text ?? '').replace('# A1', '# A7'), 1);
    await f.session.settle();
    assert.ok(entry.findings.some((x) => x.rule === 'packets/dead-anchor'));
  });
});

describe('who types comes first', () => {
  /** A clock that goes on only while somebody rests. */
  function clock(onRest: (ms: number) => void = () => {}): Pace & { time: number; rests: number } {
    const pace = {
      time: 0,
      rests: 0,
      now: () => pace.time,
      pause: async () => {},
      rest: async (ms: number) => {
        pace.time += ms;
        pace.rests++;
        onRest(ms);
      },
    };
    return pace;
  }

  it('nobody types: nothing is waited for', async () => {
    const pace = clock();
    await new Quiet(pace).moment();
    assert.equal(pace.rests, 0);
  });

  it('a key: a moment; another one meanwhile: a moment from that', async () => {
    let more = 1;
    const pace = clock(() => {
      if (more-- > 0) quiet.typed();
    });
    const quiet = new Quiet(pace);
    quiet.typed();
    await quiet.moment();
    assert.equal(pace.rests, 2);
    const { time } = pace;
    await quiet.moment();
    assert.equal(pace.time, time);
  });

  it('keys that never cease do not stop all other work', async () => {
    const pace = clock(() => quiet.typed());
    const quiet = new Quiet(pace);
    quiet.typed();
    await quiet.pause();
    assert.ok(pace.rests > 2);
  });
});

describe('a query of many names', () => {
  let asked: string[] = [];
  const odd = query<true | undefined, string>('test/odd', (look, name) => {
    asked.push(name);
    return amountOf(look, name) % 2 === 1 ? true : undefined;
  });
  const allOdd = ofMany(odd);
  const many = Array.from({ length: 2000 }, (_, i) => `n${i}`);
  const saying = (says: Readonly<Record<string, number>>): Store => {
    const store = new Store();
    store.setFacts('x', [], [factsOf(says, [])]);
    return store;
  };

  it('says what it says of each, once and in order', () => {
    holds(
      fc.property(
        fc.array(fc.string({ unit: fc.constantFrom('a', 'b', 'c', '-'), minLength: 1 }), { maxLength: 600 }),
        fc.nat(),
        (args, seed) => {
          const store = saying(Object.fromEntries(args.map((name, i) => [name, (i * seed) % 3])));
          const each = [...new Set(args)].filter((name) => store.look().ask(odd, name));
          assert.deepEqual([...allOdd(store.look(), args).keys()], each);
        },
      ),
      100,
    );
  });

  it('notes few answers, and asks of few names again when one of them is another', () => {
    const store = saying({ n7: 1 });
    const recorder = new Recorder();
    assert.deepEqual([...allOdd(store.reader(recorder), many).keys()], ['n7']);
    const trace = recorder.trace();
    assert.ok(trace.read.length / 2 < many.length / 20, `${trace.read.length / 2} notes`);
    store.setFacts('x', [factsOf({ n7: 1 }, [])], [factsOf({ n7: 1, n9: 1 }, [])]);
    asked = [];
    assert.equal(store.holds(trace), false);
    assert.deepEqual(asked, ['n9']);
    assert.deepEqual([...allOdd(store.look(), many).keys()], ['n7', 'n9']);
    assert.deepEqual(asked, ['n9']);
  });

  it('goes on with the parts that are as they were when a name comes', () => {
    const store = saying({});
    allOdd(store.look(), many);
    const parts = (args: readonly string[]): ReadonlySet<unknown> => {
      const recorder = new Recorder();
      allOdd(store.reader(recorder), args);
      return new Set(recorder.trace().read.filter((_, i) => i % 2 === 0));
    };
    const [before, after] = [parts(many), parts(['new', ...many])];
    assert.ok([...after].filter((cell) => !before.has(cell)).length <= 2);
  });
});

describe('a query in parts', () => {
  const made: string[] = [];
  const amounts = inParts('test/amounts', (look, some) => {
    made.push(...some);
    return some.map((name) => [name, amountOf(look, name)] as const);
  });
  const sum = query(
    'test/sum',
    (look: WideLook) => amounts.all(look, look.names(kind)).reduce((n, [, amount]) => n + amount, 0),
    (look) => amounts.steps(look, look.names(kind)),
  );
  const many = Object.fromEntries(Array.from({ length: 2000 }, (_, i) => [`n${i}`, i]));

  it('makes only the part of a name anew that is another', () => {
    const store = new Store();
    store.setFacts('x', [], [factsOf(many, [])]);
    assert.equal(store.look().ask(sum), 1_999_000);
    assert.equal(made.length, 2000);
    store.setFacts('x', [factsOf(many, [])], [factsOf({ ...many, n7: 8 }, [])]);
    made.length = 0;
    assert.equal(store.look().ask(sum), 1_999_001);
    assert.ok(made.includes('n7') && made.length <= 256, String(made.length));
  });

  it('is worked out step by step, and then there is nothing left to do', () => {
    const store = new Store();
    store.setFacts('x', [], [factsOf(many, [])]);
    made.length = 0;
    let most = 0;
    let steps = 0;
    for (const _ of sum.steps?.(store.look()) ?? []) {
      most = Math.max(most, made.length);
      steps++;
      made.length = 0;
    }
    assert.ok(steps > 7 && most <= 256, `${steps} steps, of at most ${most}`);
    assert.equal(store.look().ask(sum), 1_999_000);
    assert.deepEqual(made, []);
  });
});
