/** Where a citation leads: asked of the folder, never guessed. */
import { moduleOf } from '#core/paths';
import type { RelPath } from '#core/text';
import type { World } from '#core/world';
import type { Cited } from '../evidence/evidence';

/** `short`: a file of that name is elsewhere, and the rest of its path was left out. `near`: what was probably meant. */
export type Place =
  | { readonly is: 'there'; readonly path: RelPath }
  | { readonly is: 'short'; readonly path: RelPath }
  | { readonly is: 'other-case'; readonly path: RelPath }
  | { readonly is: 'dead'; readonly near: RelPath | undefined };

/** Undefined: it names no file, or it is not known yet. */
export function placeOf(c: Cited, world: World): Place | undefined {
  if (c.path === '' || c.form === 'glob') return undefined;
  let isKnown = true;
  for (const path of [c.path, ...(c.spaced ?? [])].sort((a, b) => b.length - a.length)) {
    const file = world.exists(path);
    if (file.is === 'known' && file.value.as === 'file') return { is: 'there', path };
    // What git ignores may be elsewhere, but another one may be here.
    if (file.is === 'unknown' && file.why !== 'ignored') return undefined;
    isKnown &&= file.is === 'known';
  }
  const there = world.exists(c.path);
  if (!isKnown || there.is === 'unknown') return undefined;
  if (there.value.as === 'folder') return { is: 'there', path: c.path };
  if (there.value.as === 'other-case') return { is: 'other-case', path: there.value.path };
  const near = world.nearest(c.path);
  if (near.is === 'unknown') return undefined;
  if (near.value?.endsWith(`/${c.path}`)) return { is: 'short', path: near.value };
  return { is: 'dead', near: movedInto(c.path, world) ?? near.value };
}

/** The module that a file has become. */
export function movedInto(path: RelPath, world: World): RelPath | undefined {
  const module = moduleOf(path);
  const there = module === undefined ? undefined : world.exists(module);
  return there?.is === 'known' && there.value.as === 'file' ? module : undefined;
}

/** The file that a citation speaks of, where that is certain: of half a path there may be many. */
export function fileOf(c: Cited, world: World): RelPath | undefined {
  const place = placeOf(c, world);
  return place?.is === 'there' || place?.is === 'other-case' ? place.path : undefined;
}

/** As a message says it: `45`, `45-60`. */
export const extentOf = ({ from, to }: { readonly from: number; readonly to: number }): string =>
  from === to ? `${from}` : `${from}-${to}`;
