/** Which folders a command line means: for each path the nearest one, upwards, that has a `gatehouse.yaml` or a system's landmarks. */
import { dirname, relative, resolve } from 'node:path';
import { addTo } from '#core/lists';
import type { System } from '#core/system';
import type { RelPath } from '#core/text';
import { CONFIG } from '#service/config/config';

/** A folder to be looked at. */
export interface Target {
  readonly folder: string;
  /** Only these paths are told of; empty: all. */
  readonly only: readonly RelPath[];
}

/** How the disk is asked. */
export interface Asking {
  kind(path: string): Promise<'folder' | 'file' | undefined>;
  list(folder: string, globs: readonly string[]): Promise<readonly RelPath[]>;
  /** The paths need not be there. */
  readonly absent: boolean;
}

/** The folders that the paths belong to, each once, in the order in which they were named. */
export async function foldersOf(
  paths: readonly string[],
  cwd: string,
  systems: readonly System<unknown>[],
  { kind, list, absent }: Asking,
): Promise<readonly Target[] | { readonly error: string }> {
  const full = (paths.length > 0 ? paths : ['.']).map((p) => resolve(cwd, p));
  const folders = new Map<string, string[]>();
  for (const path of full) {
    const found = await kind(path);
    if (absent && found === 'folder') return { error: `${path} is a folder, and the text that of a file` };
    if (!found && !absent) return { error: `there is no file or folder ${path}` };
    const start = found === 'folder' ? path : dirname(path);
    const folder = (await climb(start, systems, list)) ?? start;
    addTo(folders, folder, path);
  }
  return [...folders].map(([folder, asked]) => ({
    folder,
    only: paths.length === 0 || asked.includes(folder) ? [] : asked.map((p) => relative(folder, p).replaceAll('\\', '/')),
  }));
}

async function climb(start: string, systems: readonly System<unknown>[], list: Asking['list']): Promise<string | undefined> {
  const globs = [CONFIG, ...systems.flatMap((s) => (s.landmarks ? [...s.landmarks.sure, ...s.landmarks.likely] : []))];
  for (let at = start; ; at = dirname(at)) {
    if ((await list(at, globs)).length > 0) return at;
    if (dirname(at) === at) return undefined;
  }
}
