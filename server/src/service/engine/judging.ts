/** Judges one document as things stand: runs the rules that are due, and puts together what all of them found. */
import { equal } from '#core/equal';
import type { BoundKind } from '../config/setup';
import { type Entry, noFindings, openIn } from './entry';
import { type FolderJudge, foundIn, type OnCrash } from './judge';
import type { Store } from './store';

/** To look so many answers through takes a while. */
const LONG = 100;

/**
 * Runs those folder rules of a document whose answers have changed.
 * @param judgeOf what runs the rules of its n-th kind; asked for only where one has to run
 * @param enough whether to leave off between two rules: the rest is done when it is called next
 * @returns whether all are done
 */
export function runDue(entry: Entry, store: Store, judgeOf: (n: number) => FolderJudge, enough: () => boolean): boolean {
  const done = entry.left?.revision === store.revision ? entry.left.rules : 0;
  let at = 0;
  // Called for thousands of documents in a row: nothing is made that is not needed.
  for (let k = 0; k < entry.kinds.length; k++) {
    const kind = entry.kinds[k] as BoundKind;
    const runs = entry.runs[k] ?? [];
    entry.runs[k] = runs;
    let judge: FolderJudge | undefined;
    for (let i = 0; i < kind.folder.length; i++) {
      if (at++ < done) continue;
      const old = runs[i];
      if (old && store.holds(old.trace)) {
        if (old.trace.read.length < LONG) continue;
      } else {
        judge ??= judgeOf(k);
        if (old) store.unfollow(entry, old.trace);
        runs[i] = judge.run(kind.folder[i] as BoundKind['folder'][number]);
        entry.moved = true;
        entry.silent = false;
        entry.foundBefore = undefined;
      }
      if (!enough()) continue;
      entry.left = { rules: at, revision: store.revision };
      return false;
    }
  }
  entry.left = undefined;
  return true;
}

/**
 * Puts together what rules found in a document.
 * @param isLoaded whether all files that count were there to be asked about
 * @param anew the text was read anew: the same offsets may be other lines
 * @returns whether that is another list now
 */
export function gather(entry: Entry, isLoaded: boolean, anew: boolean, onCrash: OnCrash): boolean {
  const open = openIn(entry);
  entry.complete = isLoaded && open.size === 0;
  entry.silent = entry.own.length === 0 && entry.runs.every((runs) => runs.every((r) => !r || r.findings.length === 0));
  const found = entry.foundBefore ?? foundIn(entry, open, onCrash);
  entry.foundBefore = undefined;
  if (equal(found, entry.found) && !(anew && found.length > 0)) return false;
  entry.found = found.length === 0 ? noFindings : found;
  return true;
}
