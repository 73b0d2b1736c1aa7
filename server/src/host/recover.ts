/** What is told of interrupted changes: to who only reads, to who is about to write, and to who asks. */
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from '#core/cause';
import type { RelPath } from '#core/text';
import { decode } from './decode';
import { bytesAt, isInterrupted, prepared, type Recovered, recover, Stuck } from './journal';
import { Locked } from './lock';

/** For who only reads. Undefined: nothing was interrupted, or somebody is writing at this moment. */
export const interruption = (folder: string): string | undefined =>
  isInterrupted(folder)
    ? 'a change is being written here, or was interrupted, so some files may not agree. “gatehouse recover” finishes or undoes it'
    : undefined;

/**
 * For who is about to write. Undefined: nothing was interrupted.
 * @param patience milliseconds to wait for who is writing; an editor's server does not wait
 * @returns what was done about it, or why nothing could be
 */
export function recovered(folder: string, patience?: number): string | undefined {
  if (!isInterrupted(folder)) return undefined;
  try {
    const done = recover(realpathSync(folder), 'finish', patience === undefined ? {} : { patience });
    return done && saying(done);
  } catch (cause) {
    if (cause instanceof Locked && patience === 0) return undefined;
    return messageOf(cause);
  }
}

interface Left {
  readonly path: RelPath;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** For who asks. @param giveUp leaves the files as they are */
export function recoverFolder(
  folder: string,
  giveUp: boolean,
): { readonly says: string } | { readonly stuck: string; readonly texts: readonly Left[] } | undefined {
  const root = realpathSync(folder);
  try {
    const done = recover(root, giveUp ? 'give-up' : 'finish');
    return done && { says: saying(done) };
  } catch (cause) {
    if (!(cause instanceof Stuck)) throw cause;
    const text = (bytes: Uint8Array | undefined): string | undefined => bytes && decode(bytes).text;
    const texts = cause.paths.map((path) => ({
      path,
      before: text(bytesAt(join(root, path))),
      after: text(prepared(root, path)),
    }));
    return { stuck: cause.message, texts };
  }
}

const saying = ({ as, paths }: Recovered): string =>
  paths.length === 0
    ? 'A change that was interrupted was given up; the files are as they were found.'
    : `A change that was interrupted was ${as}: ${paths.join(', ')}.`;
