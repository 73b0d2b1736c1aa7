/**
 * Tells the client how far the reading of large folders is, as LSP's work done progress: an editor with ten thousand packets
 * works meanwhile, and its user sees why findings are still to come.
 */
import type { Connection } from 'vscode-languageserver/node';
import type { Pace } from '#core/ports';
import type { Session } from '#service/engine/session';

/** What is done by then, in milliseconds, needs no telling; and so often it is told. */
const WAIT = 500;
const OFTEN = 250;

/** One client's progress: it is shown only where reading takes a moment. */
export class ReadingProgress {
  readonly #connection: Connection;
  readonly #sessions: () => readonly Session[];
  readonly #pace: Pace;
  readonly #log: (message: string) => void;
  #following: Promise<void> | undefined;

  constructor(connection: Connection, sessions: () => readonly Session[], pace: Pace, log: (message: string) => void) {
    this.#connection = connection;
    this.#sessions = sessions;
    this.#pace = pace;
    this.#log = log;
  }

  /** To be called when files may be about to be read. Ends by itself when none is any more. */
  follow(): void {
    this.#following ??= this.#follow()
      .catch((cause: unknown) => this.#log(`progress: ${String(cause)}`))
      .finally(() => {
        this.#following = undefined;
      });
  }

  async #follow(): Promise<void> {
    await this.#pace.rest(WAIT);
    if (this.#state() === undefined) return;
    // A client that cannot show it gets a reporter that says nothing.
    const shown = await this.#connection.window.createWorkDoneProgress();
    shown.begin('Gatehouse', 0, 'reading files');
    try {
      for (let now = this.#state(); now !== undefined; now = this.#state()) {
        shown.report(now.percent, now.says);
        await this.#pace.rest(OFTEN);
      }
    } finally {
      shown.done();
    }
  }

  /** Undefined: no files are being read, and nothing is judged for the first time. */
  #state(): { readonly percent: number; readonly says: string } | undefined {
    const busy = this.#sessions().filter((s) => s.busy);
    if (busy.length === 0) return undefined;
    const of = busy.reduce((n, s) => n + s.reading.of, 0);
    // What another thread has read of a file that was read here meanwhile counts twice.
    const read = Math.min(
      of,
      busy.reduce((n, s) => n + s.reading.read, 0),
    );
    const says = read < of ? `reading files, ${read} of ${of}` : `checking ${of} ${of === 1 ? 'file' : 'files'}`;
    return { percent: of === 0 ? 100 : Math.floor((100 * read) / of), says };
  }
}
