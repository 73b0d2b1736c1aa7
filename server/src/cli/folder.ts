/** Which folders a command line means: for each path the nearest one, upwards, that has a `gatehouse.yaml` or a system's landmarks. */
import { stat } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import type { System } from '#core/system';
import type { RelPath } from '#core/text';
import { CONFIG } from '#service/session';

export interface Target {
  readonly folder: string;
  /** Only these paths are told of; empty: all. */
  readonly only: readonly RelPath[];
}

/**
 * The folders that the paths belong to, each once, in the order in which they were named.
 * @param lists lists the files of a folder by globs
 * @param absent the paths need not be there
 */
export async function foldersOf(
  paths: readonly string[],
  cwd: string,
  systems: readonly System<unknown>[],
  lists: (folder: string, globs: readonly string[]) => Promise<readonly RelPath[]>,
  absent: boolean,
): Promise<readonly Target[] | { readonly error: string }> {
  const full = (paths.length > 0 ? paths : ['.']).map((p) => resolve(cwd, p));
  const folders = new Map<string, string[]>();
  for (const path of full) {
    const found = await stat(path).catch(() => undefined);
    if (!found && !absent) return { error: `there is no file or folder ${path}` };
    const start = found?.isDirectory() ? path : dirname(path);
    const folder = (await climb(start, systems, lists)) ?? start;
    folders.set(folder, [...(folders.get(folder) ?? []), path]);
  }
  return [...folders].map(([folder, asked]) => ({
    folder,
    only: paths.length === 0 || asked.includes(folder) ? [] : asked.map((p) => relative(folder, p).replaceAll('\\', '/')),
  }));
}

async function climb(
  start: string,
  systems: readonly System<unknown>[],
  lists: (folder: string, globs: readonly string[]) => Promise<readonly RelPath[]>,
): Promise<string | undefined> {
  const globs = [CONFIG, ...systems.flatMap((s) => (s.landmarks ? [...s.landmarks.sure, ...s.landmarks.likely] : []))];
  for (let at = start; ; at = dirname(at)) {
    if ((await lists(at, globs)).length > 0) return at;
    if (dirname(at) === at) return undefined;
  }
}
