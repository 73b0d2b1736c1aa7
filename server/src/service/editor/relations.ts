/** What a name is bound up with: its places in a document, who waits for whom, what proves it, and the list of all names. */
import type { Target } from '#core/editor';
import type { Name } from '#core/symbols';
import type { OutlineItem, System } from '#core/system';
import { covers, type LineIndex, type Place, type RelPath, type Span } from '#core/text';
import type { Spot } from '../engine/locate';
import type { Session } from '../engine/session';
import { asking, factsOf, shown, textOf } from './documents';
import { distinct, nameAt, occurrences } from './naming';
import { definitions, known, references } from './navigate';

/** The places of one symbol in one document. */
export interface Highlights {
  readonly lines: LineIndex;
  readonly defined: readonly Span[];
  readonly named: readonly Span[];
}

/** All places of one document that write the name at a place. */
export async function highlightsAt(session: Session, path: RelPath, place: Place): Promise<Highlights | undefined> {
  const file = await textOf(session, path);
  if (!file) return undefined;
  const name = nameAt(session, file, file.lines.offset(place, file.text));
  if (!name) return undefined;
  const facts = factsOf(session, file);
  const is = (x: Name): boolean => x.kind === name.kind && x.name === name.name;
  const defined = facts.flatMap((f) => f.defs.filter(is).map((d) => d.at));
  const refs = facts.flatMap((f) => f.refs.filter(is).map((x) => x.at));
  const isDefined = (at: Span): boolean => defined.some((d) => d.start < at.end && at.start < d.end);
  const named = distinct([...refs, ...occurrences(session, file.text, name)]).filter((at) => !isDefined(at));
  return { lines: file.lines, defined: distinct(defined), named };
}

/** One end of a call: a symbol that waits or is waited for. */
export interface Waiting extends Spot {
  readonly name: Name;
  readonly detail: string;
  /** Where the one says that it waits for the other. */
  readonly said: readonly Span[];
}

/** Who waits for what is named at a place, and what that waits for. Undefined: nothing there can wait. */
export async function waitingAt(session: Session, path: RelPath, place: Place): Promise<Waiting | undefined> {
  const file = await textOf(session, path);
  const name = file && nameAt(session, file, file.lines.offset(place, file.text));
  return name && flowOf(session, name) ? waiting(session, { kind: name.kind, name: name.name }) : undefined;
}

/** @param which `before`: those that a symbol waits for; `after`: those that wait for it */
export function neighboursOf(session: Session, name: Name, which: 'before' | 'after'): readonly Waiting[] {
  const all = flowOf(session, name)?.[which] ?? [];
  return all.flatMap((other) => {
    const end = waiting(session, other);
    if (!end) return [];
    // Who waits says so, mostly: the place is in the later one's document, else nowhere.
    const home = which === 'before' ? end.path : (waiting(session, name)?.path ?? '');
    const says = which === 'before' ? name : other;
    return [{ ...end, said: references(session.workspace, says, false).flatMap((s) => (s.path === home ? [s.at] : [])) }];
  });
}

const flowOf = (session: Session, name: Name) => {
  const look = session.workspace.store.look();
  return session.systems.map((s) => s.editing?.flow?.(name, look)).find((f) => f !== undefined);
};

function waiting(session: Session, name: Name): Waiting | undefined {
  const [spot] = definitions(session.workspace, name);
  const [first] = known(session.workspace, name);
  if (spot) return { ...spot, name, detail: (first && listedBy(session.systems, first, first.data)?.detail) ?? '', said: [] };
  // On the board alone: its entry there.
  const [mention] = references(session.workspace, name, false);
  return mention && { ...mention, name, detail: 'no file', said: [] };
}

/** Where what stands at a place is proved, tested or answered to. */
export async function proofsAt(session: Session, path: RelPath, place: Place): Promise<readonly Target[]> {
  const file = await textOf(session, path);
  if (!file) return [];
  const offset = file.lines.offset(place, file.text);
  const found = await asking(session, (world) =>
    shown(session, file, world)
      .flatMap(({ bound, doc }) => bound.system.editing?.proofs?.(doc, offset) ?? [])
      .filter((t) => {
        const there = t.path === path ? undefined : world.exists(t.path);
        return there === undefined || (there.is === 'known' && there.value.as === 'file');
      }),
  );
  if (found.length > 0) return unique(found);
  // Of what is defined here, those who answer to it elsewhere.
  const def = factsOf(session, file)
    .flatMap((f) => f.defs)
    .find((d) => covers(d.at, offset) && d.body !== undefined);
  if (!def) return [];
  const strong = (s: Spot): boolean =>
    session.workspace.entries
      .get(s.path)
      ?.facts.some((f) => f.refs.some((r) => r.at.start === s.at.start && r.kind === def.kind && !r.weak)) ?? false;
  return references(session.workspace, def, false).filter(strong);
}

function unique(targets: readonly Target[]): readonly Target[] {
  const seen = new Set<string>();
  const key = (t: Target): string => `${t.path} ${'line' in t ? t.line : `@${t.at.start}`}`;
  return targets.filter((t) => !seen.has(key(t)) && seen.add(key(t)));
}

/** A name in the list of all names. */
export interface Listed extends Spot {
  /** With the title, where that is what it is found by: editors look for what was typed in it once more. */
  readonly name: string;
  readonly detail: string;
  readonly is: OutlineItem['is'];
}

/** So many are shown; who looks for one types more of it. */
const MOST = 200;

/** Names of the whole folder that a few letters could mean, the likeliest first. */
export function listedLike(session: Session, query: string): readonly Listed[] {
  const wanted = query.toLowerCase().replace(/\s+/g, '');
  const found: (Listed & { readonly rank: number })[] = [];
  for (const { path, facts } of session.workspace.entries.values())
    for (const { defs } of facts)
      for (const def of defs) {
        const listed = listedBy(session.systems, def, def.data);
        if (!listed) continue;
        const byName = rankOf(def.name, wanted);
        const rank = byName < NONE ? byName : NONE + rankOf(listed.title, wanted);
        const whole = listed.title.includes(def.name) ? listed.title : `${def.name} ${listed.title}`.trimEnd();
        const name = listed.is === 'anchor' || byName === NONE ? whole : def.name;
        if (rank < 2 * NONE) found.push({ path, at: def.at, name, detail: listed.detail, is: kinds[listed.is], rank });
      }
  return found.sort((a, b) => a.rank - b.rank || compare(a.name, b.name)).slice(0, MOST);
}

const kinds = { anchor: 'anchor', packet: 'document' } as const;

const NONE = 2;

/** Smaller is likelier. */
function rankOf(written: string, wanted: string): number {
  const at = written.toLowerCase().replace(/\s+/g, '').indexOf(wanted);
  return at === 0 ? 0 : at > 0 ? 1 : NONE;
}

const compare = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true });

const listedBy = (systems: readonly System<unknown>[], name: Name, data: unknown) =>
  systems.map((s) => s.editing?.listed?.(name, data)).find((l) => l !== undefined);
