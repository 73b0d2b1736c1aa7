/** Runs every example of every rule. There is no other test of a single rule to write. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AnyRule, Example } from '#core/rule';
import { fixesFor } from '#service/editor/fixes';
import { rules, systems } from '#systems/registry.generated';
import { apply, type Fixture, findingsOf, fixture, marked, parseFixture } from './support/fixture';
import { type MemoryFile, MemoryFiles } from './support/memory';

/** Rules that no document can break, with the test that breaks them. */
const elsewhere: Readonly<Record<string, string>> = {
  'gatehouse/rule-crash': 'session.test.ts',
  'gatehouse/document-too-large': 'limits.test.ts',
  'packets/signature-key-invalid': 'seal.test.ts',
  'gatehouse/document-unreadable': 'unreadable.test.ts',
};

/** On in every folder: an example need not hold the landmarks. */
const on = systems.map((s) => (s.landmarks ? { ...s, landmarks: { sure: ['**'], likely: [] } } : s));

const sourceOf = (e: Example): string => (e.config === undefined ? e.files : `==> gatehouse.yaml <==\n${e.config}\n${e.files}`);

/** Texts by path, blank lines at their ends aside: between the files of an example there may be some. Bytes that are not UTF-8 show. */
const plain = (files: ReadonlyMap<string, MemoryFile>): Record<string, string> =>
  Object.fromEntries([...files].filter(([path]) => path !== 'gatehouse.yaml').map(([path, f]) => [path, shown(f).trimEnd()]));

const shown = ({ text, undecoded = [] }: MemoryFile): string =>
  undecoded.reduceRight(
    (t, u) => (u.whole ? `‹${u.whole}›${t}` : `${t.slice(0, u.offset)}‹not UTF-8›${t.slice(u.offset + 1)}`),
    text,
  );

for (const [id, rule] of Object.entries(rules)) {
  const open = (source: string, e: Example): Promise<Fixture> =>
    fixture(source, { plugins: { systems: on, rules: only(id, rule) }, ...(e.today ? { today: e.today } : {}), past: e });
  const found = (f: Fixture) => findingsOf(f.session).filter((x) => x.rule === id);

  describe(id, () => {
    it('has one example that breaks it and one that keeps it, each but once', () => {
      if (!(id in elsewhere))
        assert.ok(
          rule.examples.some((e) => e.files.includes('[|')),
          'one must break it',
        );
      assert.ok(
        rule.examples.some((e) => !e.files.includes('[|')),
        'one must keep it',
      );
      assert.equal(new Set(rule.examples.map(sourceOf)).size, rule.examples.length, 'two are the same');
      assert.match(rule.summary, /^\p{Lu}.*\.$/su);
    });

    for (const example of rule.examples) {
      it(example.title, async () => {
        const source = sourceOf(example);
        const { files, marks } = parseFixture(source);
        const f = await open(source, example);
        const said = found(f);
        assert.equal(marked(files, said), marked(files, marks));
        if (example.says)
          assert.deepEqual(
            said.map((x) => x.message),
            example.says,
          );
        assert.deepEqual(
          said.map((x) => x.severity),
          example.severities ?? said.map(() => rule.severity),
          'how serious it is',
        );
        for (const x of said)
          assert.ok(x.message.endsWith('.') || x.message.endsWith('?'), `a message is a sentence: ${x.message}`);

        const fixable = said.filter((x) => x.fixes.length > 0);
        if (fixable.length === 0) return assert.equal(example.fixed, undefined, 'nothing here offers a fix');
        assert.ok(example.fixed !== undefined, 'an example whose finding has a fix shows what it makes');
        let now = f.files;
        // One after the other, as a person would: each fix may change what the next one sees.
        const done = new Set<string>();
        for (;;) {
          const session = now === f.files ? f : await reopened(now, id, rule, example);
          const next = found(session).find((x) => x.fixes.length > 0 && !done.has(`${x.path} ${x.message}`));
          if (!next) break;
          done.add(`${next.path} ${next.message}`);
          const fixes = await fixesFor(session.session, next.path, [next]);
          assert.deepEqual(
            fixes.map(({ title, safety }) => ({ title, safety })),
            next.fixes,
            'every fix on offer can be made',
          );
          const fix = fixes[Math.min(example.fix ?? 0, fixes.length - 1)];
          assert.ok(fix);
          now = new MemoryFiles(await apply(session.files, fix.change), example.today, example);
        }
        const before = plain(files);
        const after = plain(now.files);
        const changed = Object.fromEntries(Object.entries(after).filter(([path, text]) => before[path] !== text));
        assert.deepEqual(changed, plain(parseFixture(example.fixed).files));
        assert.deepEqual(
          found(await reopened(now, id, rule, example)).filter((x) => x.fixes.length > 0),
          [],
          'the fix leaves nothing to fix',
        );
      });
    }
  });
}

function only(id: string, rule: AnyRule): Record<string, AnyRule> {
  // Other rules are known by name, so that a suppression or a configuration may speak of them, but say nothing.
  return {
    ...Object.fromEntries(Object.entries(rules).map(([other, r]) => [other, { ...r, check: silent(r) } as AnyRule])),
    [id]: rule,
  };
}

const silent = (r: AnyRule): object => Object.fromEntries(Object.keys(r.check).map((kind) => [kind, () => []]));

function reopened(files: MemoryFiles, id: string, rule: AnyRule, e: Example): Promise<Fixture> {
  const source = [...files.files]
    .map(([path, { text }]) => `==> ${path} <==\n${text.endsWith('\n') ? text : `${text}\n`}`)
    .join('');
  return fixture(source, { plugins: { systems: on, rules: only(id, rule) }, ...(e.today ? { today: e.today } : {}), past: e });
}
