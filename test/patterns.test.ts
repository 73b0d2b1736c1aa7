/** Globs and patterns of a configuration: what they match, and that no text hangs them. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import picomatch from 'picomatch';
import { globMatcher, globProblem, literalGlob, pathsFor, reachOf } from '#core/glob';
import { exampleOf, pattern, wordsOf } from '#core/pattern';
import { holds } from './support/property';

const matches = (glob: string, path: string): boolean => globMatcher([glob])(path);

describe('globs', () => {
  it('match as people expect', () => {
    const cases: readonly (readonly [glob: string, yes: readonly string[], no: readonly string[]])[] = [
      ['docs/*.md', ['docs/a.md', 'docs/.md'], ['docs/a/b.md', 'a/docs/b.md', 'docs/a.txt']],
      ['docs/**/WP-*.md', ['docs/WP-1.md', 'docs/a/b/WP-.md'], ['docs/a/WP-1', 'x/docs/WP-1.md']],
      ['**/{test,tests}/**', ['test/a', 'a/tests/b/c'], ['a/test2/b']],
      ['*.{a,b{c,d}}', ['x.a', 'x.bc', 'x.bd'], ['x.b', 'x.c']],
      ['[a-c]?[!0-9]', ['axz', 'b.x'], ['dxz', 'ax1', 'ab']],
      ['docs (old)/*', ['docs (old)/a'], ['docs old/a']],
      ['a\\*b', ['a*b'], ['axb']],
      ['./a/*', ['a/b'], ['./a/b']],
      ['{a', ['{a'], ['a']],
      ['x/', [], ['x', 'x/y']],
    ];
    for (const [glob, yes, no] of cases) {
      for (const path of yes) assert.ok(matches(glob, path), `${glob} should match ${path}`);
      for (const path of no) assert.ok(!matches(glob, path), `${glob} should not match ${path}`);
    }
    const some = globMatcher(['a/**', '!a/b/**', '!**/*.txt']);
    assert.deepEqual([some('a/c'), some('a/b/c'), some('a/c.txt')], [true, false, false]);
    assert.equal(globMatcher(['!a'])('b'), false, 'what is only excluded is nothing');
  });

  it('match what picomatch matches', () => {
    const piece = fc.constantFrom('a', 'b', '.', '*', '**', '?', '/', '/', '{a,b}', '[ab]', '-');
    const glob = fc.array(piece, { minLength: 1, maxLength: 7 }).map((p) => p.join(''));
    const path = fc
      .array(fc.array(fc.constantFrom('a', 'b', '.', '-'), { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 4 })
      .map((p) => p.map((s) => s.join('')).join('/'));
    holds(
      fc.property(glob, path, (g, p) => {
        // What picomatch makes of three stars, of a star beside two, and of dots that name folders is its own.
        fc.pre(!/\*{3}|[^/]\*\*|\*\*[^/]|\/\/|^\/|\/$|^\.\/|\*\*\/\*\*/.test(g) && !p.split('/').some((s) => /^\.+$/.test(s)));
        fc.pre(!g.split('/').some((s) => /^\.+$/.test(s)) && !/[*?[{].*\/\*\*$/.test(g));
        assert.equal(matches(g, p), picomatch(g, { dot: true })(p), `${g} on ${p}`);
      }),
      3000,
    );
  });

  it('have a path that they match, for each of their alternatives', () => {
    assert.deepEqual(pathsFor('src/**/*.{ts,[jm]s}'), ['src/canary.ts', 'src/canary.js']);
    const piece = fc.constantFrom('a', 'b', '.', '*', '?', '{a,b}', '[ab]', '[!a]', '-', '\\*');
    const segment = fc.oneof(
      fc.constant('**'),
      fc.array(piece, { minLength: 1, maxLength: 4 }).map((p) => p.join('')),
    );
    const glob = fc.array(segment, { minLength: 1, maxLength: 4 }).map((s) => s.join('/'));
    holds(
      fc.property(glob, (g) => {
        fc.pre(!g.startsWith('./') && !/\*\*\*/.test(g));
        for (const path of pathsFor(g)) assert.ok(matches(g, path), `${g} on ${path}`);
      }),
      2000,
    );
  });

  it('are walked only where they lead, and any path can be one that matches nothing else', () => {
    assert.deepEqual(reachOf('docs/{a,b}/*.md'), [
      { base: 'docs/a', deep: false },
      { base: 'docs/b', deep: false },
    ]);
    assert.deepEqual(reachOf('**/x'), [{ base: '', deep: true }]);
    assert.deepEqual(reachOf('a/**'), [{ base: 'a', deep: true }]);
    assert.deepEqual(reachOf('a/b*/c'), [{ base: 'a', deep: true }]);
    holds(
      fc.property(fc.string({ minLength: 1, maxLength: 12 }), fc.string({ maxLength: 12 }), (path, other) => {
        fc.pre(!path.startsWith('./'));
        assert.ok(matches(literalGlob(path), path), path);
        if (other !== path) assert.ok(!matches(literalGlob(path), other));
      }),
      500,
    );
  });

  it('take time in the length of the path, whatever they are', () => {
    // So long that what goes back at each place is not done before the runner gives the whole file up.
    const path = `${'a'.repeat(2_500)}/`.repeat(160).slice(0, -1);
    for (const glob of ['*a*a*a*a*a*a*a*b', `${'**/'.repeat(20)}b`, `${'**/*a*a*a*/'.repeat(8)}b`, `${'{a,aa}'.repeat(30)}`])
      assert.equal(matches(glob, path), false, glob);
  });

  it('that cannot be meant are told', () => {
    assert.equal(globProblem('docs/**/*.{md,txt}'), undefined);
    assert.equal(globProblem('!docs/old/**'), undefined);
    for (const glob of ['', '!', '/a', 'C:/a', '../a', 'a/../b', 'a\\b', '+(a|b)', '{a,b}'.repeat(9)])
      assert.ok(globProblem(glob), glob);
  });
});

describe('patterns', () => {
  it('have a text that they match', () => {
    const piece = fc.constantFrom(
      ...[
        '{number}',
        '{dotted}',
        '{LETTERS}',
        '{letters}',
        '{word}',
        '{name}',
        '{user}',
        '{space}',
        '{any}',
        '{DDMMYYYYHHMM}',
        '{YYYY-MM-DD}',
      ],
      ...['a', 'Z', '7', '_', '-', '.', '(', ')', '!', ' ', '/', '$'],
    );
    holds(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 8 }), (pieces) => {
        const p = pattern(pieces.join(''));
        fc.pre(!('problem' in p));
        if ('problem' in p) return;
        assert.match(exampleOf(p.text), new RegExp(`^(?:${p.source})$`, 'u'), p.text);
      }),
      2000,
    );
  });

  const found = (texts: readonly string[], text: string): readonly string[] => {
    const patterns = texts.map((t) => {
      const p = pattern(t);
      return 'problem' in p ? assert.fail(p.problem) : p;
    });
    return [...text.matchAll(wordsOf(patterns) as RegExp)].map((m) => m[0]);
  };
  const groups = (text: string, on: string): unknown => {
    const p = pattern(text);
    return 'problem' in p ? p.problem : { ...new RegExp(`^(?:${p.source})$`, 'u').exec(on)?.groups };
  };

  it('are text as it stands, with placeholders', () => {
    assert.deepEqual(found(['REQ-{number}', '{LETTERS}.{dotted}'], 'REQ-12 REQ-x xREQ-1 REQ-1- A.2.3, .unwrap'), [
      'REQ-12',
      'A.2.3',
    ]);
    assert.deepEqual(found(['a+({word})'], 'a+(b_1) aa(b) a+()'), ['a+(b_1)']);
    assert.deepEqual(groups('{user}{DDMMYYYYHHMM}', 'ann2251220250130'), {
      user: 'ann2',
      day: '25',
      month: '12',
      year: '2025',
      hour: '01',
      minute: '30',
    });
    assert.deepEqual(groups('{user} @ {YYYY-MM-DD HH:MM}', 'ann @ 2025-12-25 01:30'), {
      user: 'ann',
      year: '2025',
      month: '12',
      day: '25',
      hour: '01',
      minute: '30',
    });
  });

  it('read names of people in any script, and cut none', () => {
    assert.deepEqual(found(['{user} {DD.MM.YYYY}'], 'Jörg 03.11.2026, Дарья_2 04.11.2026'), [
      'Jörg 03.11.2026',
      'Дарья_2 04.11.2026',
    ]);
    assert.deepEqual(found(['Q-{number}'], 'ÜQ-1 Q-2 Q-3ß'), ['Q-2']);
  });

  it('that cannot be read, or could be read in too many ways, are told', () => {
    for (const text of ['', ' ', '{word}', '{x}', '{DD}{DD}', '{word}{name}x', '{any}a{any}b', '{user}a{user}'])
      assert.ok('problem' in pattern(text), text);
    for (const text of ['{', 'a}', '{word}-{word}', 'TODO({any})', '{letters}{number}.'])
      assert.ok(!('problem' in pattern(text)), text);
  });

  const any = fc.array(
    fc.constantFrom(
      ...['{number}', '{word}', '{name}', '{user}', '{any}', '{dotted}', '{DDMMYY}', '{YYYY-MM-DD HH:MM}'],
      ...['a', '-', ' ', '.', '(', '+', '*', '{', '\\', '[', ']'],
    ),
    { minLength: 1, maxLength: 6 },
  );

  it('go back a bounded number of characters at a place', () => {
    holds(
      fc.property(any, (pieces) => {
        const p = pattern(pieces.join(''));
        if ('problem' in p) return;
        // What stands for itself is escaped or in a class; all else that repeats something says how often at most.
        const bare = p.source.replace(/\\./gs, '').replace(/\[[^\]]*\]/g, '');
        assert.doesNotMatch(bare, /[*+]|\{\d*,\}/, p.source);
        for (const [, most] of bare.matchAll(/\{\d+,(\d+)\}/g)) assert.ok(Number(most) <= 60, p.source);
      }),
      1000,
    );
  });

  it('any pattern is told or matches, whatever the text', () => {
    // What could be read in ever more ways would not end before the runner gives the whole file up.
    const hostile = ['a', '1', 'a.', '1.', 'a-', ' a'].map((s) => s.repeat(3000));
    holds(
      fc.property(any, (pieces) => {
        const p = pattern(pieces.join(''));
        if ('problem' in p) return;
        for (const text of hostile) for (const m of text.matchAll(wordsOf([p]) as RegExp)) assert.ok(m[0].length <= text.length);
      }),
      60,
    );
  });
});
