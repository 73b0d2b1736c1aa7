/**
 * Files that move out of where documents of their kind are looked for. A place that `gatehouse.yaml` names follows them; of what is
 * still lost by that, somebody is told, and offered to have it written there.
 */
import type { Change } from '#core/change';
import { globMatcher, literalGlob } from '#core/glob';
import type { DataNode } from '#core/source';
import { endingAs } from '#core/text';
import { CONFIG } from '../config/config';
import { type GlobList, globEdits, globsAt } from '../config/glob-edits';
import type { BoundKind } from '../config/setup';
import type { Session } from '../engine/session';
import { type Move, moved } from './moves';

/** What a move of files does to where documents are looked for. */
export interface Placing {
  /** What changes in `gatehouse.yaml` so that it names the same files as before. */
  readonly followed: Change;
  /** What nothing is read as any more, in a sentence. */
  readonly lost: string | undefined;
  /** Has it said in `gatehouse.yaml` where they are now. Undefined: it cannot be written there as things stand. */
  place(): Promise<Change | undefined>;
}

/** So many files are named one by one. */
const MOST = 3;

interface Place {
  readonly kind: BoundKind;
  readonly keys: readonly string[];
  readonly globs: readonly string[];
  /** What it took and takes no more: where each file was, and where it will be. */
  readonly gone: Move[];
}

/** @param moves before they are done */
export async function placing(session: Session, moves: readonly Move[]): Promise<Placing> {
  const places = placesLeft(session, moves);
  const follow = following(moves);
  const file = await configOf(session);
  const lists = places.map((p): GlobList => {
    const takes = globMatcher(p.globs.map(follow));
    const add = p.gone.filter(({ to }) => !takes(to)).map(({ to }) => literalGlob(to));
    return { keys: [p.kind.system.id, ...p.keys], globs: p.globs, follow, add };
  });
  const isFollowed = ({ keys, add }: GlobList): boolean =>
    add.length === 0 && globsAt(file.root, keys)?.some((glob) => follow(glob) !== glob) === true;
  const edits = globEdits(file.text, file.root, lists.filter(isFollowed)) ?? [];
  const left = lists.flatMap((list, i) => {
    const place = places[i];
    return place && !isFollowed(list) && isMissed(session, place) ? [{ list, place }] : [];
  });
  const named = unfound(session, moves);
  return {
    followed: file.hash !== undefined && edits.length > 0 ? [{ do: 'edit', path: CONFIG, hash: file.hash, edits }] : [],
    lost: left.length === 0 ? undefined : words(left.map((l) => l.place)),
    place: () =>
      written(
        session,
        left.map((l) => l.list),
        named,
      ),
  };
}

/** The places that files leave by some moves, and in which no other of the system takes them. */
function placesLeft(session: Session, moves: readonly Move[]): readonly Place[] {
  const { setup, entries, store } = session.workspace;
  const look = store.look();
  const placed = (kind: BoundKind) => kind.system.editing?.placed?.(kind.kind.id, kind.dialect) ?? [];
  const kinds = setup.kinds.filter((k) => placed(k).length > 0);
  const out = new Map<string, Place>();
  for (const path of new Set([...entries.keys(), ...kinds.flatMap((k) => look.files(k.id)), ...moves.map((m) => m.from)])) {
    const to = moved(path, moves);
    if (to === path) continue;
    for (const kind of setup.kindsOf(path)) {
      if (setup.kindsOf(to).some((k) => k.system === kind.system && placed(k).length > 0)) continue;
      const place = placed(kind).find(({ globs }) => globMatcher(globs)(path));
      if (!place) continue;
      const key = [kind.id, ...place.keys].join('.');
      const known = out.get(key) ?? { kind, ...place, gone: [] };
      out.set(key, known);
      known.gone.push({ from: path, to });
    }
  }
  return [...out.values()];
}

/** Nothing else is read as that, or this is what everybody goes by. One packet of many may be put away. */
function isMissed(session: Session, { kind, globs, gone }: Place): boolean {
  const look = session.workspace.store.look();
  const left = new Set(gone.map((g) => g.from));
  const takes = globMatcher(globs);
  const { wanted } = kind.kind;
  const inUse = wanted ? look.ask(wanted) : look.files(kind.id).filter(takes);
  return wanted ? inUse.some((path) => left.has(path)) : inUse.every((path) => left.has(path));
}

/** A glob that names what moves, or begins with it. */
const following =
  (moves: readonly Move[]) =>
  (glob: string): string => {
    const [, not = '', bare = ''] = /^(!?)(.*)$/s.exec(glob) ?? [];
    for (const { from, to } of moves) {
      const name = literalGlob(from);
      if (bare === name || bare === from) return not + literalGlob(to);
      if (bare.startsWith(`${name}/`)) return not + literalGlob(to) + bare.slice(name.length);
    }
    return glob;
  };

function words(places: readonly Place[]): string {
  const keys = places.map((p) => [p.kind.system.id, ...p.keys].join('.'));
  const [first] = places;
  const [file, ...others] = first?.gone ?? [];
  const titles = new Map<string, number>();
  for (const { kind, gone } of places)
    titles.set(kind.kind.title.toLowerCase(), (titles.get(kind.kind.title.toLowerCase()) ?? 0) + gone.length);
  const named = [...titles].map(([title, n]) => (n > 1 ? `${n} × ${title}` : title)).join(', ');
  if (!first || !file || places.length > 1)
    return `Some files are no longer read where they are now (${named}): ${keys.join(', ')} do not match them.`;
  const subject =
    others.length === 0
      ? `${file.to} is no longer read as what it was`
      : `${file.to} and ${others.length} more are no longer read as what they were`;
  return `${subject} (${named}): ${keys[0]} (${first.globs.join(', ')}) does not match ${others.length === 0 ? 'it' : 'them'}.`;
}

async function configOf(session: Session): Promise<{
  readonly text: string;
  readonly root: DataNode | undefined;
  readonly hash: string | undefined;
  readonly isWrong: boolean;
}> {
  const file = session.configSources.includes(CONFIG) ? await session.text(CONFIG) : undefined;
  const { root, errors } = file ? session.options.parsers.yaml(file.text) : { root: undefined, errors: [] };
  return { text: file?.text ?? '', root, hash: file?.hash, isWrong: errors.length > 0 };
}

async function written(session: Session, lists: readonly GlobList[], named: readonly string[]): Promise<Change | undefined> {
  if (!session.configSources.includes(CONFIG) || lists.some((l) => l.add.length > MOST)) return undefined;
  const file = await configOf(session);
  const systems: readonly GlobList[] = named.length > 0 ? [{ keys: ['systems'], globs: named, follow: (id) => id, add: [] }] : [];
  const edits = file.isWrong ? undefined : globEdits(file.text, file.root, [...systems, ...lists]);
  if (!edits) return undefined;
  if (file.hash !== undefined) return [{ do: 'edit', path: CONFIG, hash: file.hash, edits }];
  const [like = ''] = session.workspace.entries.keys();
  return [{ do: 'create', path: CONFIG, text: endingAs((await session.text(like))?.text, edits.map((e) => e.text).join('')) }];
}

/** The systems that are found by what moves alone: they have to be named from now on. */
function unfound(session: Session, moves: readonly Move[]): readonly string[] {
  if (session.config.on !== undefined) return [];
  const left = [...session.workspace.entries.keys()].map((path) => moved(path, moves));
  const isFound = session.systems.every(({ landmarks }) => landmarks && left.some(globMatcher(landmarks.sure)));
  return isFound ? [] : session.systems.map((s) => s.id);
}
