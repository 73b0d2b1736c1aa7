/** Memory is given back at rest: not while there is work, not where there is little, and not again and again. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { getHeapSpaceStatistics, getHeapStatistics } from 'node:v8';
import { collector, Resting } from '#host/resting';

const MB = 1024 * 1024;

/** Looks at a heap that a collection brings down to `live`; tells at which looks it was collected. */
function looked(busy: readonly number[], used: number, live: number): readonly number[] {
  let now = used;
  const resting = new Resting(() => {
    now = live;
  });
  return busy.flatMap((b, i) => (resting.look(b, () => now) ? [i] : []));
}

describe('at rest', () => {
  it('collects twice once nothing was done for three looks, and no more', () => {
    assert.deepEqual(looked([0.5, 0, 0, 0, 0, 0, 0, 0, 0], 300 * MB, 170 * MB), [3, 4]);
  });

  it('begins to wait again where something was done', () => {
    assert.deepEqual(looked([0, 0, 0.4, 0.01, 0, 0.1, 0, 0, 0], 300 * MB, 170 * MB), [8]);
  });

  it('waits for who types, however little there is to do', () => {
    const resting = new Resting(assert.fail);
    for (let i = 0; i < 20; i++) {
      assert.equal(
        resting.look(0.01, () => 300 * MB),
        false,
      );
      if (i % 2 === 0) resting.disturbed();
    }
  });

  it('leaves a small heap alone', () => {
    assert.deepEqual(looked([0, 0, 0, 0, 0], 20 * MB, 10 * MB), []);
  });

  it('collects again when a quarter more is in use', () => {
    let now = 300 * MB;
    const resting = new Resting(() => {
      now = 170 * MB;
    });
    const look = (busy: number): boolean => resting.look(busy, () => now);
    for (let i = 0; i < 6; i++) look(0);
    now = 205 * MB;
    assert.deepEqual([look(0), look(0), look(0)], [false, false, false]);
    now = 230 * MB;
    assert.deepEqual([look(1), look(0), look(0), look(0), look(0), look(0)], [false, false, false, true, true, false]);
  });

  it('has a collection that collects', () => {
    const used = (): number => getHeapStatistics().used_heap_size;
    let garbage: unknown = Array.from({ length: 2_000_000 }, (_, i) => ({ i }));
    const before = used();
    assert.ok(garbage);
    garbage = undefined;
    collector()?.();
    assert.ok(used() < before - 20 * MB);
  });

  it('moves together what is left: pages that hold little are given back', () => {
    // Of six objects one stays, wherever it stands.
    let all: { i: number }[] | undefined = Array.from({ length: 2_000_000 }, (_, i) => ({ i }));
    const kept = all.filter(({ i }) => i % 6 === 0);
    all = undefined;
    const collect = collector();
    collect?.();
    collect?.();
    const old = getHeapSpaceStatistics().find((s) => s.space_name === 'old_space');
    assert.ok(old && kept.length > 0);
    assert.ok(old.space_size < 1.3 * old.space_used_size, `${old.space_size / MB} MB for ${old.space_used_size / MB}`);
  });
});
