/**
 * Gives memory back while nobody works. V8 collects when memory runs out by its own count, which a server that waits for the next key
 * never reaches: it would keep what a load or a day of typing has left behind. A collection stops everything for as long as a tenth of a
 * second or three, so it waits until there has been nothing to do for a while.
 */
import type { EventEmitter } from 'node:events';
import { performance } from 'node:perf_hooks';
import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Between two looks, in milliseconds. */
const LOOK = 5_000;
/** So many looks in a row find nothing done: it rests. */
const RESTS = 3;
/** Less of the time than this, as a share, is nothing done. */
const IDLE = 0.05;
/** What is less than this, in bytes, and less than a quarter of the rest is not worth a stop. */
const LEAST = 32 * 1024 * 1024;
/** The first collection moves together what is left, the second gives back the pages that are empty by that. */
const PASSES = 2;
/** Without it V8 leaves most pages as they are, each with a little on it: of 450 MB that a load has taken, 360 stay for 220 in use. */
const COMPACT = '--compact-on-every-full-gc';

/** When to collect: once nobody has worked for a while, and only where there is something to win. */
export class Resting {
  readonly #collect: () => void;
  #rests = 0;
  /** Bytes that the last collection has left. */
  #left = 0;
  #passes = 0;

  constructor(collect: () => void) {
    this.#collect = collect;
  }

  /** Somebody is there: who types one letter types another. */
  disturbed(): void {
    this.#rests = -1;
  }

  /**
   * A look, once in a while.
   * @param busy the share of the time since the last look in which something was done
   * @param taken bytes that the heap takes, whether they are in use or not: pages that are nearly empty are what there is to give back
   * @returns whether memory was given back
   */
  look(busy: number, taken: () => number): boolean {
    this.#rests = busy < IDLE ? this.#rests + 1 : 0;
    if (this.#rests < RESTS) return false;
    if (this.#passes === 0 && taken() - this.#left < Math.max(LEAST, this.#left / 4)) return false;
    this.#passes = this.#passes === 0 ? PASSES - 1 : this.#passes - 1;
    this.#collect();
    this.#left = taken();
    return true;
  }
}

/** V8's own collection, of everything, which also moves together what is left. Undefined: this V8 has none to offer. */
export function collector(): (() => void) | undefined {
  setFlagsFromString('--expose-gc');
  const gc: unknown = runInNewContext('globalThis.gc');
  if (typeof gc !== 'function') return undefined;
  return () => {
    setFlagsFromString(COMPACT);
    try {
      gc();
    } finally {
      setFlagsFromString(COMPACT.replace('--', '--no-'));
    }
  };
}

/**
 * Begins to look. It keeps no process alive.
 * @param from where messages come from, as what event
 */
export function giveBackAtRest(from: EventEmitter, event: string): void {
  // Not at the start, which it would hold up: what Node has compiled beforehand is for V8 as it was built.
  let collect: (() => void) | undefined;
  const resting = new Resting(() => {
    collect ??= collector();
    collect?.();
  });
  from.on(event, () => resting.disturbed());
  let before = performance.eventLoopUtilization();
  setInterval(() => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, before);
    const did = resting.look(utilization, () => getHeapStatistics().total_heap_size);
    // What it took itself is nobody's work.
    before = did ? performance.eventLoopUtilization() : now;
  }, LOOK).unref();
}
