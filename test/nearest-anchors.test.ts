/** The anchors most like one that is gone: what the quick way leaves out is like none. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import type { WideLook } from '#core/look';
import type { Known } from '#core/symbols';
import { isTag } from '#systems/packets/model/anchors/anchors';
import { likeness, nearestAnchors } from '#systems/packets/model/anchors/nearest-anchors';
import { holds } from './support/property';

const number = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 }).map((n) => n.join('.'));
const tag = fc.tuple(fc.constantFrom('HSK', 'REQ', 'TERM-API'), fc.integer({ min: 1, max: 12 })).map(([t, n]) => `${t}-${n}`);
const id = fc.oneof({ weight: 4, arbitrary: number }, tag);
const title = fc
  .array(fc.constantFrom('the', 'login', 'Session', 'planner', 'größe', 'of', 'a', '§'), { maxLength: 4 })
  .map((w) => w.join(' '));
const anchor = fc.record({
  name: id,
  path: fc.constantFrom('spec.md', 'other.md'),
  data: fc.record({ title, by: fc.constantFrom('heading', 'item') }),
});

it('finds what comparing with each anchor finds', () => {
  holds(
    fc.property(fc.uniqueArray(anchor, { selector: (a) => a.name, maxLength: 30 }), id, title, (all, gone, was) => {
      const look = { all: () => all as unknown as readonly Known<'anchor'>[] } as unknown as WideLook;
      const plainly = all
        .filter((d) => d.path === 'spec.md' && d.data.by !== 'item' && isTag(d.name) === isTag(gone))
        .map((d) => ({ id: d.name, title: d.data.title, score: likeness({ id: gone, title: was }, d.name, d.data.title) }))
        .filter((d) => d.score > 0.3)
        .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
        .slice(0, 3);
      assert.deepEqual(
        nearestAnchors.value(look, JSON.stringify(['spec.md', gone, was])),
        plainly.map(({ id, title }) => ({ id, title })),
      );
    }),
    2_000,
  );
});
