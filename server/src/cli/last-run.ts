/** What the last run of the same check found, for as long as it would find the same. */
import type { Checked } from './check';

/** Where it is kept, and how it is told whether it still holds. Plain data goes in and comes out. */
export interface Keeping {
  get(name: string): Uint8Array | undefined;
  put(name: string, body: Uint8Array): void;
}

export interface Seeing<Trail> {
  isStill(trail: Trail): Promise<boolean>;
  /** Undefined: nothing can be concluded from this run. */
  trail(): Trail | undefined;
}

interface Run<Trail> {
  readonly trail: Trail;
  readonly checked: Checked;
  readonly fingerprints: boolean;
}

export class LastRun<Trail = unknown> {
  readonly #kept: Keeping;
  readonly #name: string;
  readonly #seeing: Seeing<Trail>;

  /** @param asked all of the command line that what is found depends on */
  constructor(kept: Keeping, asked: unknown, seeing: Seeing<Trail>) {
    this.#kept = kept;
    this.#name = `run ${JSON.stringify(asked)}`;
    this.#seeing = seeing;
  }

  /** Undefined: it has to be found out. */
  async recall(fingerprints: boolean): Promise<Checked | undefined> {
    const body = this.#kept.get(this.#name);
    if (body === undefined) return undefined;
    const run = JSON.parse(new TextDecoder().decode(body)) as Run<Trail>;
    if (fingerprints && !run.fingerprints) return undefined;
    return (await this.#seeing.isStill(run.trail)) ? run.checked : undefined;
  }

  keep(checked: Checked, fingerprints: boolean): void {
    const trail = this.#seeing.trail();
    if (trail === undefined || checked.failed) return;
    this.#kept.put(this.#name, new TextEncoder().encode(JSON.stringify({ trail, checked, fingerprints } satisfies Run<Trail>)));
  }
}
