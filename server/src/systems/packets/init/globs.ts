/** Globs for the files that were found: such that the next of their sort is found too, and nothing else. */
import { globMatcher, literalGlob } from '#core/glob';
import { folderOf, nameOf } from '#core/paths';
import type { RelPath } from '#core/text';
import { hasHouse, type IdForms } from '../model/dialect/id-form';
import { isAbout, stateFolder } from './places';

/**
 * One glob for all packets in folders of their own, `packets/*` + `/packet.md`; else one for each folder: with what the names have in
 * common, where that leaves other files out; versions become `*`.
 * @param all what there is besides, and may have to be left out
 */
export function globsOf(found: readonly RelPath[], all: readonly RelPath[], ids: IdForms): readonly string[] {
  const housed = found.filter((p) => hasHouse(p, ids));
  const streets = [...new Set(housed.map((p) => folderOf(folderOf(p))))];
  const [above] = new Set(streets.map((s) => s.replace(stateFolder, '')));
  // Tomorrow there may be some in a state that nothing is in today.
  const isByState = streets.length > 1 && streets.every((s) => stateFolder.test(s) && s.replace(stateFolder, '') === above);
  const houses = new Set(
    housed.map((p) =>
      `${isByState ? `${literalGlob(above ?? '')}/*` : literalGlob(folderOf(folderOf(p)))}/*/${literalGlob(nameOf(p))}`.replace(
        /^\//,
        '',
      ),
    ),
  );
  const others = found.filter((p) => !housed.includes(p));
  return [...houses, ...(others.length === 0 ? [] : globsBeside(others, all, ids))];
}

/** What a file says of itself at the end of its name, behind the packet that it is about. */
const saidAtEnd = /[_.-](?:refinement|(?:validation|validator)[_-]?report)\.md$/i;

function globsBeside(found: readonly RelPath[], all: readonly RelPath[], ids: IdForms): readonly string[] {
  const tree = globOfTree(found, all, ids);
  if (tree !== undefined) return [tree];
  const folders = new Map<string, RelPath[]>();
  for (const p of found) folders.set(folderOf(p), [...(folders.get(folderOf(p)) ?? []), p]);
  const globs = [...folders].map(([dir, mine]): string | readonly string[] => {
    const at = dir === '' ? '' : `${literalGlob(dir)}/`;
    const others = all.filter((p) => folderOf(p) === dir && !mine.includes(p));
    const prefix = common(mine.map(nameOf));
    const begins = prefix.length >= 2 ? [`${at}${literalGlob(prefix)}*.md`] : [];
    const ending = [...new Set(mine.map((p) => saidAtEnd.exec(nameOf(p))?.[0] ?? ''))].filter((e) => e !== '');
    const unversioned = nameOf(mine[0] as RelPath).replace(/v?\d+(?:[._]\d+)+|v\d+/i, '*');
    const tries = [
      // Another phase may come tomorrow, and a README.
      ...namesOf(mine, ids).map((name) => at + name),
      ...(ending.length === 1 && namesOf(mine, ids).length > 0 ? [`${at}*${ending[0]}`] : []),
      ...(mine.length === 1 ? [`${at}${unversioned}`] : []),
      ...(others.length === 0 ? [`${at}*.md`] : []),
      ...begins,
    ];
    const good = tries.find((g) => !others.some(globMatcher([g])) && mine.every(globMatcher([g])));
    if (good !== undefined) return good;
    // What is called alike is alike, even where nothing in it says so yet; but a part of a number or a day is no name.
    const [named] = /^\d/.test(prefix) ? namesOf(mine, ids) : [];
    if (named !== undefined) return at + named;
    return begins[0] ?? (mine.length === 1 ? literalGlob(mine[0] as string) : (sortsOf(mine, others, at) ?? `${at}*.md`));
  });
  // A README among them is about them, and where names are words so is what is called in capitals: AGENTS.md.
  const tells = (p: RelPath): boolean => isAbout(p) || (ids.byName && /^[A-Z]{2}/.test(nameOf(p)));
  const about = all.filter((p) => tells(p) && !found.includes(p) && globMatcher(globs.flat())(p));
  return [...globs.flat(), ...about.map((p) => `!${literalGlob(p)}`)];
}

/** So many sorts of names in one folder can be told apart. */
const SORTS = 3;

/** A glob for each of a few sorts of names, where no other file is called so: `T[0-9]*.md` and `TASK-*.md`. */
function sortsOf(mine: readonly RelPath[], others: readonly RelPath[], at: string): readonly string[] | undefined {
  const sorts = new Set(mine.map((p) => /^\D{1,12}?(?=\d)/.exec(nameOf(p))?.[0]));
  if (sorts.size > SORTS || sorts.has(undefined)) return undefined;
  const globs = [...sorts].map((sort) => `${at}${literalGlob(sort as string)}[0-9]*.md`);
  return others.filter(globMatcher(globs)).length * 2 > mine.length ? undefined : globs;
}

/** What the names of files have in common that are called by ids: `WP-*.md`. Empty: some are not. */
function namesOf(paths: readonly RelPath[], ids: IdForms): readonly string[] {
  const openings = new Set(paths.map((p) => ids.opening(nameOf(p))));
  if (openings.has(undefined)) return [];
  const [one] = openings;
  // A number is the packet's own, not what all begin with.
  if (openings.size === 1 && !/^\d/.test(one ?? '')) return [`${literalGlob(one ?? '')}*.md`];
  const files = ids.files.filter((f) => paths.some((p) => globMatcher([f])(nameOf(p))));
  return files.length === 1 ? files : [`{${files.join(',')}}`];
}

/** One glob for folders below one, where it says no more than they: what comes into another folder there is found too. */
function globOfTree(found: readonly RelPath[], all: readonly RelPath[], ids: IdForms): string | undefined {
  const folders = [...new Set(found.map(folderOf))].map((dir) => dir.split('/'));
  const [first = [], ...others] = folders;
  const n = first.findIndex((part, i) => others.some((o) => o[i] !== part));
  const top = (n < 0 ? first : first.slice(0, n)).join('/');
  const [name] = namesOf(found, ids);
  if (others.length === 0 || top === '' || name === undefined) return undefined;
  // What begins with a digit may be anything in another folder there: those are found that lie as these do.
  const [depth] = new Set(folders.map((f) => f.length));
  const parts = first.map((part, i) => (others.every((o) => o[i] === part) ? literalGlob(part) : '*'));
  const isOpen = name.startsWith('[0-9]');
  if (isOpen && folders.some((f) => f.length !== depth)) return undefined;
  const glob = isOpen ? `${parts.join('/')}/${name}` : `${literalGlob(top)}/**/${name}`;
  return all.some((p) => !found.includes(p) && globMatcher([glob])(p)) ? undefined : glob;
}

function common(names: readonly string[]): string {
  const [first = '', ...rest] = names;
  let n = first.length;
  for (const name of rest) while (n > 0 && !name.startsWith(first.slice(0, n))) n--;
  // Up to the last separator: `WP-1` of WP-10 and WP-11 is no name.
  return rest.length === 0 ? '' : (/^.*[-_. ]/.exec(first.slice(0, n))?.[0] ?? '');
}
