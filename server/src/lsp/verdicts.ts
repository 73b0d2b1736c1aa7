/** What gates said, the latest of each gate on each subject: from this server, and what the client kept of others. */
import type { KeptVerdict } from '#protocol/messages';

/** All of one server. */
export class Verdicts {
  readonly #all = new Map<string, KeptVerdict>();

  /** Of a folder, by its URI; in no order. */
  of(folder: string): readonly KeptVerdict[] {
    return [...this.#all.values()].filter((v) => v.folder === folder);
  }

  /** Keeps it, unless a later one is known. */
  take(verdict: KeptVerdict): void {
    const key = JSON.stringify([verdict.folder, verdict.gate, verdict.subject]);
    const known = this.#all.get(key);
    if (!known || known.at <= verdict.at) this.#all.set(key, verdict);
  }
}

/** What a client kept may be of another version, or spoiled: then it is as if it had not been kept. */
export function keptVerdict(kept: unknown): KeptVerdict | undefined {
  if (typeof kept !== 'object' || kept === null) return undefined;
  const { folder, gate, subject, verdict, counts, at, digest } = kept as Record<string, unknown>;
  if (![folder, gate, subject, counts, digest].every((t) => typeof t === 'string') || !Number.isFinite(at)) return undefined;
  return verdict === 'pass' || verdict === 'fail' || verdict === 'unknown' ? (kept as KeptVerdict) : undefined;
}
