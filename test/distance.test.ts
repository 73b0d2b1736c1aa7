/** How far names are from each other, and the nearest of many: the quick ways find what the plain one does. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { closest, distanceUpTo, leastBetween, lettersOf } from '#core/distance';
import { nodeFiles } from '#host/node-files';
import { disk } from './support/disk';
import { holds } from './support/property';

const name = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'A', '_', 'é'), maxLength: 9 });

const distance = (a: string, b: string): number => distanceUpTo(a, b, Number.POSITIVE_INFINITY);

/** As it is defined: the whole table. */
function plainly(a: string, b: string): number {
  const table = Array.from({ length: a.length + 1 }, (_, i) => [i]);
  const at = (i: number, j: number): number => table[i]?.[j] ?? Number.NaN;
  for (let j = 0; j <= b.length; j++) (table[0] as number[])[j] = j;
  for (let i = 1; i <= a.length; i++)
    for (let j = 1; j <= b.length; j++)
      (table[i] as number[])[j] = Math.min(
        at(i - 1, j) + 1,
        at(i, j - 1) + 1,
        at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1),
      );
  return at(a.length, b.length);
}

it('is how many letters have to be put in, taken out or replaced', () => {
  assert.deepEqual([distance('kitten', 'sitting'), distance('', 'abc'), distance('same', 'same')], [3, 3, 0]);
  holds(
    fc.property(name, name, (a, b) => assert.equal(distance(a, b), plainly(a, b))),
    500,
  );
});

it('up to a limit is the distance, and beyond it something larger than the limit', () => {
  holds(
    fc.property(name, name, fc.nat(6), (a, b, most) => {
      const d = plainly(a, b);
      if (d <= most) assert.equal(distanceUpTo(a, b, most), d);
      else assert.ok(distanceUpTo(a, b, most) > most);
    }),
    1000,
  );
});

it('of long names, too', () => {
  const long = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '-', 'é'), minLength: 25, maxLength: 40 });
  const ascii = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '-'), minLength: 25, maxLength: 40 });
  holds(
    fc.property(fc.oneof(long, ascii), fc.oneof(long, ascii), fc.nat(30), (a, b, most) => {
      const d = plainly(a, b);
      assert.equal(distance(a, b), d);
      if (d <= most) assert.equal(distanceUpTo(a, b, most), d);
      else assert.ok(distanceUpTo(a, b, most) > most);
    }),
    200,
  );
});

it('is at least what the letters alone say', () => {
  holds(
    fc.property(name, name, (a, b) => assert.ok(leastBetween(lettersOf(a), lettersOf(b)) <= plainly(a, b))),
    500,
  );
  assert.equal(leastBetween(lettersOf('abc'), lettersOf('xyz')), 3);
});

it('the closest name is the first of those that are least far', () => {
  assert.equal(closest('WP-1-Store', ['WP-1-Stors', 'WP-1-Storx', 'WP-9-Login']), 'WP-1-Stors');
  assert.equal(closest('WP-1-Store', ['Something else']), undefined);
});

it('of a file that is not there, the nearest is the one that a look at each by itself finds', async () => {
  const names = [
    'store_test.rs',
    'store_tests.rs',
    'stores_test.rs',
    'Store_tast.rs',
    'login_test.rs',
    'store.rs',
    'a.rs',
    'ab.rs',
  ];
  const d = disk([...names.map((n) => `==> src/${n} <==\n`), '==> lib/x/mod.rs <==\n', '==> lib/xy/mod.rs <==\n'].join(''));
  const files = nodeFiles(d.root, () => '2026-01-01');
  const nearest = async (path: string): Promise<unknown> => {
    const [answer] = await files.answer([{ ask: 'nearest', path }]);
    return answer && 'value' in answer ? answer.value : answer;
  };
  // The order of the file system, which counts among equals.
  const { readdirSync } = await import('node:fs');
  const listed = readdirSync(d.full('src'));
  for (const wanted of ['store_tset.rs', 'stroe_test.rs', 'store_test.r', 'ac.rs', 'LOGIN_TESTS.RS', 'nothing_like_it.rs', 'b']) {
    const furthest = Math.max(2, wanted.replace(/(?:_tests?)?\.[^.]*$/i, '').length / 4);
    let best: string | undefined;
    let least = Number.POSITIVE_INFINITY;
    for (const n of listed) {
      const far = plainly(n.toLowerCase(), wanted.toLowerCase());
      if (Math.abs(n.length - wanted.length) <= furthest && far <= furthest && far < least) [best, least] = [n, far];
    }
    assert.equal(await nearest(`src/${wanted}`), best === undefined ? undefined : `src/${best}`, wanted);
  }
  assert.equal(await nearest('lib/xyz/mod.rs'), 'lib/xy/mod.rs');
  assert.equal(await nearest('lib/mod.rs'), 'lib/x/mod.rs');
  // What all tests end with makes no two of them alike.
  assert.equal(await nearest('src/quota_test.rs'), undefined);
  assert.equal(await nearest('src/lagoon_test.rs'), undefined);
  assert.equal(await nearest('src/logon_test.rs'), 'src/login_test.rs');
  // One of a series was not meant by another.
  d.write('src/step_1.rs', '');
  assert.equal(await nearest('src/step_12.rs'), undefined);
  assert.equal(await nearest('src/stepp_1.rs'), 'src/step_1.rs');
});
