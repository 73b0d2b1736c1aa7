/** Names of headings in links. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { linkNames, meantName, slugOf } from '#core/slugs';
import { holds } from './support/property';

it('names of headings are those that GitHub makes', () => {
  const cases = {
    '2.2 Data & Content Model': '22-data--content-model',
    '*Storage* and `the_cache`': 'storage-and-the_cache',
    'See [the rules](rules.md) <b>now</b>': 'see-the-rules-now',
    '__Bold__ snake_case_': 'bold-snake_case',
    'Größe: 3 €': 'größe-3-',
    'A &amp; B': 'a--b',
  };
  for (const [heading, name] of Object.entries(cases)) assert.equal(slugOf(heading), name, heading);
});

it('a heading in ASCII has the name that it has beside other letters', () => {
  holds(
    fc.property(fc.string({ maxLength: 40 }), (heading) => {
      const plain = heading.trim();
      // A letter of its own word changes nothing before it.
      assert.equal(slugOf(`${plain} é`), slugOf(`${plain} x`).replace(/x$/, 'é'));
    }),
  );
});

const letters = (s: string): string => s.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');

it('a wrong name means the only one with the same letters', () => {
  assert.equal(meantName('22-data-content', new Set(['22-data--content', '3-other'])), '22-data--content');
  assert.equal(meantName('a-b', new Set(['ab', 'a--b'])), undefined);
  const word = fc.string({ unit: fc.constantFrom('a', 'b', '1', '-', '_', 'é', '·'), maxLength: 6 });
  holds(
    fc.property(word, fc.array(word, { maxLength: 8 }), (wrong, headings) => {
      const names = linkNames(headings, []);
      const same = [...names].filter((name) => letters(name) === letters(wrong));
      assert.equal(meantName(wrong, names), same.length === 1 ? same[0] : undefined);
    }),
    2_000,
  );
});
