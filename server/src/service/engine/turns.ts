/** One thing after the other: what reads a folder must not do so twice at once. */
/** Work that waits for the one before it, whether that failed or not. */
export class Turns {
  #last: Promise<void> = Promise.resolve();
  #waiting = 0;

  /** Whether something is under way, or will be. */
  get busy(): boolean {
    return this.#waiting > 0;
  }

  /** Does some work once all before it is over. Fails as the work does. */
  take(work: () => Promise<void>): Promise<void> {
    this.#waiting++;
    const turn = this.#last.then(work).finally(() => void this.#waiting--);
    this.#last = turn.catch(() => {});
    return turn;
  }
}
