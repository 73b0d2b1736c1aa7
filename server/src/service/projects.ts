/** Projects within a project: a folder with a `gatehouse.yaml` of its own is judged by that alone. */
import { nameOf } from '#core/paths';
import type { RelPath } from '#core/text';
import { CONFIG } from './config/config';
import { type Below, needsKeys, notInForce, shutBy } from './config/config-above';
import type { Session } from './engine/session';

/** The nearest folders below a session's that have a configuration of their own; what lies below them is theirs to find. */
export async function nestedIn(session: Session): Promise<Below> {
  const { ignore, include } = session.config;
  const found = await session.options.files.list([`**/${CONFIG}`], { ignore, include });
  const folders = found.filter((p) => p !== CONFIG).map((p) => p.slice(0, -CONFIG.length - 1));
  const shut = new Map<RelPath, string>();
  for (const folder of folders) {
    const why = shutBy(session.config, folder, session.options.plugins.systems);
    if (why !== undefined) shut.set(folder, notInForce(why, CONFIG));
  }
  const nested = outermost(folders.filter((f) => !shut.has(f)));
  // What lies in a project is its own affair.
  for (const folder of shut.keys()) if (nested.some((n) => folder.startsWith(`${n}/`))) shut.delete(folder);
  return { nested, shut };
}

/** What of a configuration decides which projects there are below: another one, and they are looked for again. */
export const lookedFor = ({ config, options }: Session): string =>
  JSON.stringify([config.ignore, config.include, config.projects, needsKeys(config, options.plugins.systems)]);

/** Those that do not lie in another of them, in order. */
export const outermost = (folders: readonly RelPath[]): readonly RelPath[] =>
  [...new Set(folders)].filter((f) => !folders.some((o) => f !== o && f.startsWith(`${o}/`))).sort();

/** Whether files that changed may make a project or end one. */
export const mayMoveProjects = (
  changes: readonly { readonly path: RelPath; readonly written: boolean }[],
  nested: readonly RelPath[],
): boolean =>
  changes.some(
    ({ path, written }) =>
      !written &&
      (path.endsWith(`/${CONFIG}`) ||
        nested.some((n) => n === path || n.startsWith(`${path}/`)) ||
        // A folder that was made, or moved here, is told of by its name alone.
        !nameOf(path).includes('.')),
  );
