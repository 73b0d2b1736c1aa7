/** Folders that say how far the packets in them are: `packets.stateFolders`. Source: SYSTEMS.md §1, "Status and moves". */
import type { RelPath } from '#core/text';
import { lifecycle, type Status } from './status';

/** The names of such folders, by state. */
export type StateFolders = Readonly<Partial<Record<Status, readonly string[]>>>;

/** What a folder says of a packet in it. */
export interface FolderState {
  /** As it is written in the path. */
  readonly folder: string;
  readonly status: Status;
}

/** The nearest folder above a file that says a state; capitals do not matter. */
export function folderState(path: RelPath, folders: StateFolders): FolderState | undefined {
  for (const folder of path.split('/').slice(0, -1).reverse()) {
    const name = folder.toLowerCase();
    const status = lifecycle.find((s) => folders[s]?.some((f) => f.toLowerCase() === name));
    if (status) return { folder, status };
  }
  return undefined;
}

const notBegun: readonly Status[] = ['Stub', 'Backlog', 'Ready-for-Dev', 'Blocked'];
const begun: readonly Status[] = ['Ready-for-Dev', 'In-Progress', 'Ready-for-Validation', 'Blocked'];
const over: readonly Status[] = ['Done', 'Superseded'];

/** Whether a packet of some state may lie in a folder of another: there are fewer folders than states. */
export const mayLie = (status: Status, inFolder: Status): boolean =>
  inFolder === 'Blocked'
    ? !over.includes(status)
    : [notBegun, begun, over].some((all) => all.includes(inFolder) && all.includes(status));
