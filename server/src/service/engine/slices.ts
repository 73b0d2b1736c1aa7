/** Long work in slices: who types waits for the end of a turn of the event loop. */
import type { Pace } from '#core/ports';

/** Longest time, in milliseconds, for which such work keeps the event loop. */
const SLICE = 4;

/** One piece of work that is done in slices. */
export class Slices {
  readonly #pace: Pick<Pace, 'pause' | 'now'>;
  #began: number;

  constructor(pace: Pick<Pace, 'pause' | 'now'>) {
    this.#pace = pace;
    this.#began = pace.now();
  }

  /** Whether this slice is over: then it is time for {@link turn}. Asked for each of thousands, it waits for nothing. */
  get isOver(): boolean {
    return this.#pace.now() - this.#began >= SLICE;
  }

  /** Lets the event loop turn, and begins another slice. */
  async turn(): Promise<void> {
    await this.#pace.pause();
    this.#began = this.#pace.now();
  }
}
