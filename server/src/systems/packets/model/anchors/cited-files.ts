/** What is cited with its file: where the file is, and whether it has that place. Nobody has read it as a spec: it is searched. */

import { literalGlob } from '#core/glob';
import { type Look, query } from '#core/look';
import { folderOf, joined, nameOf } from '#core/paths';
import type { Report } from '#core/rule';
import { meantName } from '#core/slugs';
import type { RelPath } from '#core/text';
import type { World } from '#core/world';
import { partOf } from '../dialect/anchor-forms';
import { familyOf, versionIn } from '../dialect/versions';
import { currentSpec } from '../queries';
import { isOfKnown, isTag } from './anchors';
import { isToCome } from './cited-anchors';
import type { Citation, Fragment } from './citing';

type Place = { readonly is: 'there'; readonly path: RelPath } | { readonly is: 'missing'; readonly near: RelPath | undefined };

/** From the top, from the document's folder, or the only one whose path ends so. Undefined: that cannot be known. */
function placeOf(world: World, from: RelPath, written: string): Place | undefined {
  const isRelative = /^\.\.?\//.test(written);
  const beside = joined(folderOf(from), written);
  for (const path of isRelative ? [beside] : [...new Set([joined('', written), beside])]) {
    if (path.startsWith('..')) return undefined;
    const there = world.exists(path);
    if (there.is === 'unknown' || there.value.as === 'folder') return undefined;
    if (there.value.as !== 'no') return { is: 'there', path: 'path' in there.value ? there.value.path : path };
  }
  if (!isRelative) {
    const ending = world.matching(`**/${literalGlob(written)}`);
    if (ending.is === 'unknown' || ending.value.length > 1) return undefined;
    if (ending.value[0] !== undefined) return { is: 'there', path: ending.value[0] };
  }
  const near = world.nearest(isRelative ? beside : joined('', written));
  if (near.is === 'unknown') return near.why === 'pending' ? undefined : { is: 'missing', near: undefined };
  return { is: 'missing', near: near.value === from ? undefined : near.value };
}

/** More than these are not found. */
const MOST = 20;

/** Whether a file has a place of that name. Undefined: that cannot be known. Rather one too many: no line is read by its context. */
function has(world: World, path: RelPath, name: string): boolean | undefined {
  const found = world.find(path, name);
  const headings = world.headings(path);
  if (found.is === 'unknown' || headings.is === 'unknown' || headings.value === undefined) return undefined;
  if (headings.value.includes(name.toLowerCase()) || found.value.some(({ text }) => opens(text, name))) return true;
  return found.value.length < MOST ? false : undefined;
}

/** With capitals it is no heading's name, but one that the file may give to whatever it likes. */
function isGiven(world: World, path: RelPath, name: string): boolean {
  const found = world.find(path, name);
  return /\p{Lu}/u.test(name) && (found.is === 'unknown' || found.value.length > 0);
}

const sectionWord = /^(?:section|chapter|clause|abschnitt|kapitel)?\s?A?$/i;

/** Whether a line opens with a name, has it in its heading, or in an id of HTML. */
function opens(line: string, name: string): boolean {
  for (let i = line.indexOf(name); i >= 0; i = line.indexOf(name, i + 1)) {
    const [before, after] = [line.slice(0, i), line.slice(i + name.length)];
    if (/^[\p{L}\p{N}]|^[.-]\p{N}|^\.[a-h](?!\p{L})/iu.test(after)) continue;
    if (sectionWord.test(before.replace(/[^\p{L}\p{N}]+/gu, ' ').trim())) return true;
    if (/^\s*#{1,6}\s/.test(line) && !/[\p{L}\p{N}.-]$/u.test(before)) return true;
    if (/(?:id|name)\s*=\s*["']?$/.test(before)) return true;
  }
  return false;
}

/** The same of an anchor: a part of a section is its section where nothing else is, and so is an item of a list in it. */
export function defines(world: World, path: RelPath, id: string): boolean | undefined {
  const whole = partOf(id);
  const parent = isTag(id) ? undefined : /^(.+)\.\d+$/.exec(whole ?? id)?.[1];
  const own = [id, ...(whole === undefined ? [] : [whole]), ...(isTag(id) ? [id.toLowerCase()] : [])].map((n) =>
    has(world, path, n),
  );
  if (own.includes(true)) return true;
  if (own.includes(undefined)) return undefined;
  if (parent === undefined) {
    // A tag of a family that the file does not know is a name of something else.
    const family = world.find(path, `${id.split('-')[0]}-`);
    return family.is === 'known' && (family.value.length > 0 || !isTag(id)) ? false : undefined;
  }
  const headings = world.find(path, parent);
  if (headings.is === 'unknown') return undefined;
  for (const { line, text } of headings.value) {
    if (!/^\s*#/.test(text) || !opens(text, parent)) continue;
    const below = world.lines(path, line + 1, line + 100);
    if (below.is === 'unknown') return undefined;
    for (const under of below.value?.lines ?? []) {
      if (/^\s*#{1,6}\s/.test(under)) break;
      if (/^\s*\d+[.)]\s/.test(under)) return undefined;
    }
  }
  return false;
}

/** The files that a spec names as parts of it, as written. */
const modulesOf = query<readonly string[], RelPath>('packets/modules', (look, spec) =>
  look.all('module').flatMap((m) => (m.path === spec ? [m.name] : [])),
);

/**
 * How many files a spec has besides its own. Undefined: one of them defines the anchor, or that cannot be known.
 * Nobody has read them as specs either. All are asked before any is looked at: a spec may have more of them than there are rounds.
 */
export function modulesWithout(look: Look, world: World, spec: RelPath, id: string): number | undefined {
  const places = look.ask(modulesOf, spec).map((name) => placeOf(world, spec, name));
  const files = new Set(places.flatMap((p) => (p?.is === 'there' && p.path !== spec && !isOther(look, p.path) ? [p.path] : [])));
  const answers = [...files].map((file) => (isTag(id) ? has(world, file, id) : defines(world, file, id)));
  return places.includes(undefined) || answers.some((a) => a !== false) ? undefined : files.size;
}

/** What a document cites with a file that is not there, or that does not have it. A file is missed once. */
export function* deadInFiles(
  cited: readonly Citation[],
  fragments: readonly Fragment[],
  { path: from, look, world }: { readonly path: RelPath; readonly look: Look; readonly world: World },
): Iterable<Report> {
  const missed = new Set<string>();
  const told = new Set<string>();
  for (const c of cited) {
    if (c.path === undefined || isOfKnown(look, c) || told.has(`${c.path} ${c.id}`)) continue;
    told.add(`${c.path} ${c.id}`);
    const place = placeOf(world, from, c.path);
    if (place?.is === 'missing') yield* missing(c.path, place.near, { name: c.id, at: c.at }, missed, look);
    else if (place && !isOther(look, place.path) && defines(world, place.path, c.id) === false)
      yield {
        at: c.at,
        message: `${c.path} defines no anchor ${c.id}; correct it, or name the file that does.`,
        about: { kind: 'anchor', name: c.id },
      };
  }
  for (const f of fragments) {
    const whole = `${f.path}#${f.name}`;
    if (told.has(whole)) continue;
    told.add(whole);
    const place = placeOf(world, from, f.path);
    if (place?.is === 'missing') yield* missing(f.path, place.near, { name: `#${f.name}`, at: f.at }, missed, look);
    else if (place && has(world, place.path, f.name) === false && !isGiven(world, place.path, f.name)) {
      const headings = world.headings(place.path);
      const meant = headings.is === 'known' ? meantName(f.name, headings.value ?? []) : undefined;
      yield {
        at: f.at,
        message: `${f.path} has no heading #${f.name}; ${meant === undefined ? 'correct it, or name the file that has one' : `there is #${meant}`}.`,
        about: { kind: 'anchor', name: f.name },
      };
    }
  }
}

function* missing(
  path: string,
  near: RelPath | undefined,
  { name, at }: Pick<Fragment, 'name' | 'at'>,
  missed: Set<string>,
  look: Look,
): Iterable<Report> {
  // A version that is over may be gone, but none is over before it was.
  if (missed.has(path) || (versionIn(nameOf(path)) !== undefined && !isToCome(look, path))) return;
  missed.add(path);
  yield {
    at,
    message: `There is no ${path} to look up ${name} in; ${near === undefined ? 'correct the path' : `there is ${near}`}.`,
    about: { kind: 'file', name: path },
  };
}

/** The pointer stands for the spec that it names, and another version of that says nothing about it. */
function isOther(look: Look, path: RelPath): boolean {
  const spec = look.ask(currentSpec);
  return (
    look.files('packets/pointer').includes(path) ||
    (spec.is === 'known' && familyOf(nameOf(path)) === familyOf(nameOf(spec.path)) && look.files('packets/spec').includes(path))
  );
}
