/** One pass over all documents, in slices, open ones first. */
import type { Pace } from '#core/ports';
import type { Entry, Workspace } from './workspace';

/** Longest time, in milliseconds, for which a sweep keeps the event loop. */
const SLICE = 8;

/**
 * Judges every document; begins again when an edit comes between. What an edit did not touch costs a comparison for each
 * thing it looked at. Returns the store's revision at which it ended.
 */
export async function sweep(workspace: Workspace, pace: Pace, judge: (entry: Entry) => void): Promise<number> {
  let began = pace.now();
  for (;;) {
    const { revision } = workspace.store;
    let done = true;
    for (const entry of order(workspace)) {
      judge(entry);
      if (pace.now() - began < SLICE) continue;
      await pace.pause();
      began = pace.now();
      if (workspace.store.revision === revision) continue;
      done = false;
      break;
    }
    if (done) return revision;
  }
}

function* order({ entries }: Workspace): Iterable<Entry> {
  for (const entry of entries.values()) if (entry.open) yield entry;
  yield* entries.values();
}
