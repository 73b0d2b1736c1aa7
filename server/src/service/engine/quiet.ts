/** Who types comes first: work on other documents waits a moment after each key. */
import type { Pace } from '#core/ports';

/** So long, in milliseconds, after a key: by then its findings have left. */
const MOMENT = 8;
/** Where keys never cease, a slice of work is done after so long. */
const LONGEST = 200;

/** Since when nobody has typed. */
export class Quiet {
  readonly #pace: Pace;
  #typedAt = Number.NEGATIVE_INFINITY;

  constructor(pace: Pace) {
    this.#pace = pace;
  }

  /** A key was pressed. */
  typed(): void {
    this.#typedAt = this.#pace.now();
  }

  /** Lets the event loop turn, then waits until no key has come for a moment. */
  async pause(): Promise<void> {
    await this.#pace.pause();
    await this.moment();
  }

  /** At once where nobody types. */
  async moment(): Promise<void> {
    const latest = this.#pace.now() + LONGEST;
    for (;;) {
      const left = Math.min(this.#typedAt + MOMENT, latest) - this.#pace.now();
      if (left <= 0) return;
      await this.#pace.rest(left);
    }
  }
}
