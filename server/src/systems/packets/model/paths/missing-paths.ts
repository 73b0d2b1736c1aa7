/** Paths that packets name and that are not there: where they may be, and what to do. */

import type { Look } from '#core/look';
import { folderOf, nameOf } from '#core/paths';
import type { Offer, Report } from '#core/rule';
import type { RelPath, TextEdit } from '#core/text';
import type { World } from '#core/world';
import { movedInto } from '../anchors/places';
import { familyOf } from '../dialect/versions';
import { replaceIn } from '../packet/edit';
import { currentSpec } from '../queries';
import { isLookedFor, type NamedPath } from './scope';

/** Paths that are not there. Those of a folder that is missing whole belong together: one cause. */
export interface Missing {
  readonly paths: readonly [NamedPath, ...NamedPath[]];
  /** The folder that is not there; undefined: only the file is not. */
  readonly folder: RelPath | undefined;
  /** Where the first of them seems to be. */
  readonly nearest: RelPath | undefined;
}

/**
 * What is known to be missing of some paths, in order of place. Other capitals are a matter of their own.
 * @param own the document that names them
 */
export function missingOf(own: RelPath, all: readonly NamedPath[], world: World, look: Look): readonly Missing[] {
  const out: Missing[] = [];
  const inFolder = new Map<RelPath, [NamedPath, ...NamedPath[]]>();
  const seen = new Set<RelPath>();
  for (const named of all) {
    if (named.fresh || !isLookedFor(named) || seen.has(named.path)) continue;
    seen.add(named.path);
    if (!isGone(named.path, world)) continue;
    const folder = goneFolder(named.path, world);
    const nearest = nearestTo(named.path, own, world, look);
    const others = folder === undefined || nearest !== undefined ? undefined : inFolder.get(folder);
    if (others) others.push(named);
    else {
      const paths: [NamedPath, ...NamedPath[]] = [named];
      if (folder !== undefined && nearest === undefined) inFolder.set(folder, paths);
      out.push({ paths, folder, nearest });
    }
  }
  return out;
}

const isGone = (path: RelPath, world: World): boolean => {
  const there = world.exists(path);
  return there.is === 'known' && there.value.as === 'no';
};

/** The highest folder on the way that is not there. */
function goneFolder(path: RelPath, world: World): RelPath | undefined {
  let gone: RelPath | undefined;
  for (let at = folderOf(path); at !== '' && isGone(at, world); at = folderOf(at)) gone = at;
  return gone;
}

/** Of a version of the spec it is the current one. */
function nearestTo(path: RelPath, own: RelPath, world: World, look: Look): RelPath | undefined {
  const spec = look.ask(currentSpec);
  if (spec.is === 'known' && familyOf(nameOf(path)) === familyOf(nameOf(spec.path))) return spec.path;
  const module = movedInto(path, world);
  const nearest = world.nearest(path);
  const found = module ?? (nearest.is === 'known' ? nearest.value : undefined);
  return found !== undefined && found !== own && isLike(path, found) && !isOtherDocument(path, found, look) ? found : undefined;
}

/** Who asks for a refinement is not helped by a packet, nor who asks for one packet by another: what is governed has its folder and its id. */
function isOtherDocument(wanted: RelPath, found: RelPath, look: Look): boolean {
  if (!['packet', 'refinement'].some((kind) => look.files(`packets/${kind}`).includes(found))) return false;
  const above = nameOf(folderOf(wanted));
  return nameOf(wanted) !== nameOf(found) || (above !== '' && !`/${folderOf(found)}/`.includes(`/${above}/`));
}

/** Names that are in every folder say something only together with the folders they are in. */
const everywhere =
  /^(?:mod|lib|main|index|__init__|init|readme|types|utils?|config|page|layout|route|cargo|package|tsconfig)\.\w+$/i;

function isLike(wanted: RelPath, found: RelPath): boolean {
  const tail = (path: RelPath): string => path.split('/').slice(-3).join('/');
  const name = nameOf(wanted);
  return !wanted.includes('/') || !everywhere.test(name) || !found.endsWith(name) || tail(wanted) === tail(found);
}

/** Not even the first folder on the way is there, nor a file of that name elsewhere: the code may be kept in another place. */
export const isElsewhere = ({ folder, nearest }: Missing): boolean =>
  folder !== undefined && !folder.includes('/') && nearest === undefined;

/** @param what is to be done with the files: `opened`, `changed`. @param alone what is said of a single path */
export function missingReport(path: RelPath, missing: Missing, what: string, alone: string): Report {
  const { paths, folder, nearest } = missing;
  const [first, ...more] = paths;
  const change = (text: string): Offer => ({
    title: `Change it to ${text}`,
    safety: 'ask',
    change: (desk) => replaceIn(desk, path, 'packets/packet', first.at, text),
  });
  const asNew = more.length > 0 ? 'mark them as new if they are to be made' : 'mark it as new if it is to be made';
  const says = more.length > 0 ? `There is no ${folder}/, where ${first.path} and ${more.length} more are to be ${what}` : alone;
  return {
    at: first.at,
    message: `${says}${nearest ? `; there is ${nearest}` : isElsewhere(missing) && more.length > 0 ? '' : `; ${asNew}`}.`,
    fixes: [...(nearest ? [change(nearest)] : []), markAsNew(path, paths)],
    related: more.slice(0, 20).map((p) => ({ at: p.at, message: p.path })),
    about: { kind: 'path', name: first.path },
  };
}

const markAsNew = (path: RelPath, all: readonly NamedPath[]): Offer => ({
  title: all.length > 1 ? `Mark all ${all.length} as new` : 'Mark it as new',
  safety: 'ask',
  change: (desk) => {
    const doc = desk.document(path, 'packets/packet');
    return doc && [{ do: 'edit', path, hash: doc.hash, edits: all.map((named) => asNew(doc.text, named)) }];
  },
});

/** After a line number and the marks around it. */
function asNew(text: string, { at }: NamedPath): TextEdit {
  const rest = /^(?:::[\w:]+|[:#]L?\d+(?:[-–:]L?\d+)?)?[`*_"]*/.exec(text.slice(at.end, at.end + 60))?.[0] ?? '';
  const end = at.end + rest.length;
  return { at: { start: end, end }, text: ' (new)' };
}
