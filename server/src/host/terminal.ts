/** What a run that takes its time shows on a terminal, and how it is called off. Nothing of it stays. */
import { stopGit } from './git';

/** Where progress is shown: standard error. */
export interface Screen {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const ERASE = '\r\u001b[2K';

/** One line that is written over, and erased in the end. Where nobody looks on, nothing is written. */
export class ProgressLine {
  #shown = false;

  constructor(private readonly screen: Screen) {}

  /** @param says without control characters */
  show(says: string): void {
    if (!this.screen.isTTY) return;
    const most = Math.max(10, (this.screen.columns ?? 80) - 1);
    // Longer than the line, it could not be erased.
    this.screen.write(`${ERASE}${says.length > most ? `${says.slice(0, most - 1)}…` : says}`);
    this.#shown = true;
  }

  /** Takes the line away, for something else to be written in its place. */
  erase(): void {
    if (this.#shown) this.screen.write(ERASE);
    this.#shown = false;
  }
}

/**
 * Does something until it is done, or somebody presses Ctrl-C: then what it has started is ended, and it may put away what it
 * made. Who presses it again waits for nothing.
 * @returns undefined: it was called off
 */
export async function untilCalledOff<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
  const called = new AbortController();
  const stop = (): void => {
    if (called.signal.aborted) process.exit(130);
    called.abort();
    stopGit();
  };
  process.on('SIGINT', stop);
  try {
    const done = await work(called.signal);
    return called.signal.aborted ? undefined : done;
  } finally {
    process.off('SIGINT', stop);
  }
}
