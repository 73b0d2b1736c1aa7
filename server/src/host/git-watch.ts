/** Notices that the repository moved, whatever moved it: also where it lies above the folder, which no editor watches. */
import { type FSWatcher, watch } from 'node:fs';
import { join } from 'node:path';
import type { GitHistory } from './git-history';

/** A commit touches several files; so long, in milliseconds, after the last of them git is asked. */
const QUIET = 200;

/** Calls back when another commit is checked out or a branch is another, until it is told to stop. Keeps no process alive. */
export function watchGit(git: GitHistory, moved: () => void): () => void {
  const watchers: (FSWatcher | undefined)[] = [];
  let isOver = false;
  let last: string | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = async (): Promise<void> => {
    const stamp = await git.stamp();
    if (stamp === last || isOver) return;
    last = stamp;
    moved();
  };
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void look(), QUIET);
    timer.unref();
  };
  void (async () => {
    last = await git.stamp();
    const folders = await git.folders();
    if (isOver) return;
    for (const folder of folders)
      for (const part of ['', 'logs', 'refs/heads', 'refs/remotes']) watchers.push(watched(join(folder, part), soon));
    // Something may have happened before we looked.
    soon();
  })();
  return () => {
    isOver = true;
    clearTimeout(timer);
    for (const watcher of watchers) watcher?.close();
  };
}

/** A folder that is not there is not watched: the one above tells of what comes. */
function watched(folder: string, soon: () => void): FSWatcher | undefined {
  try {
    // Locks come and go with every command.
    const watcher = watch(folder, { persistent: false }, (_, name) => void (name?.endsWith('.lock') || soon()));
    watcher.on('error', () => watcher.close());
    return watcher;
  } catch {
    return undefined;
  }
}
