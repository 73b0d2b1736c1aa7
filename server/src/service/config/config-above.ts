/**
 * Configurations further up have a word about projects below: a `gatehouse.yaml` in a folder takes what lies there out of the hands of the
 * one above, so whoever can write files could loosen by it what is required. Source: docs/security.md; docs/configuration.md, *projects*.
 */
import { globMatcher } from '#core/glob';
import type { System, Zod } from '#core/system';
import type { RelPath } from '#core/text';
import { CONFIG, type Config, type Known } from './config';
import { type Layer, readConfig } from './config-layers';
import { applied } from './setup';

/** What configurations further up say of a project. */
export interface Above {
  /** Files above that were looked for. */
  readonly paths: readonly RelPath[];
  /** The next of them that has to be read before more can be said. */
  readonly unread?: RelPath;
  /** Why the project is none of its own; undefined: nothing above says so. */
  readonly shut?: string;
}

/** Folders below that are projects, and those that the configuration above does not let be: with why. */
export interface Below {
  readonly nested: readonly RelPath[];
  readonly shut: ReadonlyMap<RelPath, string>;
}

/**
 * Looks upwards as far as the repository goes. A file that is wrong itself shuts nothing: that is an error of its own, where it stands.
 * @param root where the project lies, absolute, with slashes @param layerOf what there is at a path, relative to the project
 */
export function configAbove(root: string, layerOf: (path: RelPath) => Layer, z: () => Zod, known: Known): Above {
  const names = root.split('/').filter(Boolean);
  const paths: RelPath[] = [];
  for (let up = 1; up <= names.length; up++) {
    const path = `${'../'.repeat(up)}${CONFIG}`;
    const layer = layerOf(path);
    if (layer.is === 'outside') break;
    paths.push(path);
    if (layer.is === 'unread') return { paths, unread: path };
    if (layer.is !== 'text') continue;
    const { config, unread, extended } = readConfig(path, layerOf, z(), known);
    paths.push(...extended);
    if (unread !== undefined) return { paths, unread };
    const shut = config && shutBy(config, names.slice(-up).join('/'), known.systems);
    if (shut !== undefined) return { paths, shut: notInForce(shut, path) };
  }
  return { paths };
}

/** @param above the file that says so, from the one that it is said of, or from its project */
export const notInForce = (why: string, above: RelPath): string => `${why} in ${above}, so this file is not in force.`;

/** Whether a system takes no approval without a key, by this configuration. */
export const needsKeys = (config: Config, systems: readonly System<unknown>[]): boolean =>
  systems.some((s) => s.requiresKeys?.(applied(s, config)));

/** Why a folder below is no project of its own, as half a sentence; undefined: it may be. */
export function shutBy(config: Config, folder: RelPath, systems: readonly System<unknown>[]): string | undefined {
  if (config.projects) {
    const isNamed = globMatcher(config.projects)(folder);
    return isNamed ? undefined : `\`projects\` does not name ${folder} as a project with a configuration of its own`;
  }
  return needsKeys(config, systems)
    ? `Signatures need a key, and \`projects\` does not name ${folder} as a project with a configuration of its own`
    : undefined;
}
