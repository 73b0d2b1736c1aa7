/** Judges what has to be judged again, in slices, open documents first. */
import type { Pace } from '#core/ports';
import type { Entry } from './entry';
import type { Workspace } from './workspace';

/** Longest time, in milliseconds, for which a sweep keeps the event loop; what it finds has to be told in the same turn. */
const SLICE = 4;

/**
 * Goes on until every document is judged as things stand: only those are looked at that read something which is another by now.
 * An edit that comes between adds to them. Returns the store's revision at which it ended.
 * @param pause between two slices
 */
export async function sweep(
  workspace: Workspace,
  pace: Pace,
  pause: () => Promise<void>,
  judge: (entry: Entry, enough: () => boolean) => void,
): Promise<number> {
  let began = pace.now();
  const enough = (): boolean => pace.now() - began >= SLICE;
  while (!workspace.isJudged) {
    const entry = workspace.toJudge();
    if (entry) judge(entry, enough);
    if (!enough()) continue;
    await pause();
    began = pace.now();
  }
  return workspace.store.revision;
}
