/** Long work that lets others have their turn, and ends in time. */

import type { Stop } from '#core/task';

/** After so many milliseconds the event loop turns. */
const TURN = 20;

/** One piece of work: when it has to let others go on, and when its time is up. */
export class Pace {
  readonly #end: number;
  #turned = Date.now();

  /** @param longest in milliseconds from now */
  constructor(
    longest: number,
    private readonly signal: Stop | undefined,
  ) {
    this.#end = Date.now() + longest;
  }

  /** Time is up, or it was called off. */
  get isLate(): boolean {
    return this.signal?.aborted === true || Date.now() > this.#end;
  }

  /** Lets the event loop turn, if it is time. Answers whether it did. */
  async rest(): Promise<boolean> {
    if (Date.now() - this.#turned < TURN) return false;
    await new Promise((resolve) => setImmediate(resolve));
    this.#turned = Date.now();
    return true;
  }
}
