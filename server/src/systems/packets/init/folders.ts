/** Folders that say how far the packets in them are: `todo/`, `done/`. For `gatehouse init` alone. */
import type { Setting } from '#core/init';
import type { RelPath } from '#core/text';
import type { PacketsDialect } from '../model/dialect/dialect';
import { mayLie } from '../model/dialect/state-folder';
import type { Status } from '../model/dialect/status';
import { type PacketModel, statusOf } from '../model/types';
import { stateFolder } from './places';
import { meaningOf } from './states';

/** Of the packets that say a state themselves so many must agree with their folder for it to mean that. */
const AGREE = 3 / 4;
/** Fewer of them say nothing about a folder. */
const ENOUGH = 2;

/** The state that the nearest folder of that sort says by its name. */
export function statedFolder(
  path: RelPath,
  dialect: PacketsDialect,
): { readonly folder: string; readonly status: Status } | undefined {
  const folder = path
    .split('/')
    .slice(0, -1)
    .findLast((name) => stateFolder.test(name));
  const word = folder?.replace(/^\d+[-_.]/, '').replace(/[-_]/g, ' ') ?? '';
  const status = dialect.status.value(word)?.status ?? meaningOf(word) ?? (word === 'current' ? 'In-Progress' : undefined);
  return folder === undefined || status === undefined ? undefined : { folder, status };
}

interface Folder {
  readonly status: Status;
  /** What the packets in it say of themselves. */
  readonly said: (Status | undefined)[];
}

/**
 * What the folders of packets say of their states, where packets say nothing themselves or agree with them.
 * @param models of each path, in the same order
 */
export function stateFoldersOf(
  paths: readonly RelPath[],
  models: readonly PacketModel[],
  dialect: PacketsDialect,
): readonly Setting[] {
  const byFolder = new Map<string, Folder>();
  for (const [i, path] of paths.entries()) {
    const found = statedFolder(path, dialect);
    const model = models[i];
    if (!found || !model) continue;
    const known = byFolder.get(found.folder) ?? { status: found.status, said: [] };
    byFolder.set(found.folder, known);
    known.said.push(model.statuses.length === 0 ? undefined : statusOf(model));
  }
  const silent = models.filter((m) => m.statuses.length === 0).length;
  const isAlone = silent * 2 > models.length;
  const agreed = ({ status, said }: Folder): number => said.filter((s) => s !== undefined && mayLie(s, status)).length;
  const agree = (f: Folder): boolean => agreed(f) >= f.said.filter((s) => s !== undefined).length * AGREE;
  const sure = [...byFolder.values()].filter((f) => agree(f) && (isAlone || agreed(f) >= ENOUGH));
  // Where several folders mean what they are called, so does one with a packet or two in it.
  const meant = [...byFolder].filter(
    ([, f]) => sure.includes(f) || (sure.length > 0 && agreed(f) > 0 && agree(f)) || sure.length > 1,
  );
  const out = new Map<Status, [folder: string, n: number][]>();
  for (const [folder, { status, said }] of meant) out.set(status, [...(out.get(status) ?? []), [folder, said.length]]);
  return [...out].map(([status, folders]) => ({
    key: ['stateFolders', status],
    value: folders.map(([folder]) => folder),
    because: folders.map(([folder, n]) => `${n} ${n === 1 ? 'packet lies' : 'packets lie'} in ${folder}/`).join(', '),
  }));
}
