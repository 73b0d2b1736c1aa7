/** One thing after the other: what reads a folder must not do so twice at once. */
export class Turns {
  #last: Promise<void> = Promise.resolve();
  #waiting = 0;

  /** Whether something is under way, or will be. */
  get busy(): boolean {
    return this.#waiting > 0;
  }

  take(work: () => Promise<void>): Promise<void> {
    this.#waiting++;
    const turn = this.#last.then(work).finally(() => void this.#waiting--);
    this.#last = turn.catch(() => {});
    return turn;
  }
}
