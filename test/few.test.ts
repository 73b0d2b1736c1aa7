/** A small set behaves as a Set does. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { type Few, members, withOne, withoutOne } from '#service/engine/few';
import { holds } from './support/property';

it('any members that come and go are those of a Set, in its order', () => {
  const names = Array.from({ length: 20 }, (_, i) => `n${i}`);
  const step = fc.record({ add: fc.boolean(), name: fc.constantFrom(...names) });
  holds(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const set = new Set<string>();
      let few: Few<string>;
      for (const { add, name } of steps) {
        if (add) set.add(name);
        else set.delete(name);
        few = add ? withOne(few, name) : withoutOne(few, name);
        assert.deepEqual([...members(few)], [...set]);
      }
    }),
    300,
  );
});
