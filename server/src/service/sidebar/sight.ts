/** What every view is made from, and the words that they share. */
import { daysBetween } from '#core/days';
import type { Query } from '#core/look';
import type { Finding, Severity } from '#core/rule';
import type { Member, Phase, System } from '#core/system';
import type { RelPath } from '#core/text';
import type { KeptVerdict } from '#protocol/messages';
import type { ViewNode } from '#protocol/views';
import type { Entry } from '../engine/entry';
import type { Session } from '../engine/session';
import { Slices } from '../engine/slices';

/** A folder of one moment, as a view sees it. */
export interface Sight {
  readonly session: Session;
  /** The folder's URI. */
  readonly folder: string;
  readonly uriOf: (path: RelPath) => string;
  /** Undefined: nobody knows which day it is, so nothing has an age. */
  readonly day: string | undefined;
  /** What gates said of this folder. */
  readonly verdicts: readonly KeptVerdict[];
  /** Of the governed files as they are. */
  readonly digest: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Something that is worked on. */
export interface Item {
  readonly system: System<unknown>;
  readonly phase: Phase;
  readonly state: Phase['states'][number];
  readonly member: Member;
}

/** The store's revision for which a folder's answers are worked out. */
const preparedAt = new WeakMap<Session, number>();

/** Works out what views ask of a folder, in slices: a view is drawn in one turn of the event loop. */
export async function prepared(session: Session): Promise<void> {
  const { options, systems, workspace } = session;
  const { pace } = options;
  const { revision } = workspace.store;
  if (preparedAt.get(session) === revision) return;
  const look = workspace.store.look();
  const slices = new Slices(pace);
  const queries = systems.flatMap((s): (Query<unknown, never> | undefined)[] => [s.phases, s.sidebar?.signatures]);
  for (const query of queries) {
    if (!query) continue;
    for (const _ of query.steps?.(look) ?? []) if (slices.isOver) await slices.turn();
    await slices.turn();
    look.ask(query);
    await slices.turn();
  }
  preparedAt.set(session, revision);
}

const remembered = new WeakMap<readonly Phase[], readonly Item[]>();
/** What was put together of more than one system, and of what. */
const together = new WeakMap<Session, { readonly parts: readonly (readonly Item[])[]; readonly all: readonly Item[] }>();

/** All items of a folder, by phase and state. The same list as long as it is the same. */
export function itemsOf(session: Session): readonly Item[] {
  const parts = session.systems.flatMap((system) => (system.phases ? [itemsIn(session, system, system.phases)] : []));
  const [only] = parts;
  if (only && parts.length === 1) return only;
  const known = together.get(session);
  if (known?.parts.length === parts.length && parts.every((part, i) => part === known.parts[i])) return known.all;
  const all = parts.flat();
  together.set(session, { parts, all });
  return all;
}

function itemsIn(session: Session, system: System<unknown>, query: NonNullable<System<unknown>['phases']>): readonly Item[] {
  const phases = session.workspace.store.look().ask(query);
  const known = remembered.get(phases);
  if (known) return known;
  const made = phases.flatMap((phase) =>
    phase.states.flatMap((state) => state.members.map((member): Item => ({ system, phase, state, member }))),
  );
  remembered.set(phases, made);
  return made;
}

/** Parts of a view's id to one text, and back. */
export const idOf = (...parts: readonly string[]): string => parts.map(encodeURIComponent).join('/');
/** The parts of a node's id. Empty: it is none that was given to a node. */
export function partsOf(id: string): readonly string[] {
  try {
    return id.split('/').map(decodeURIComponent);
  } catch {
    // Nobody was given such an id.
    return [];
  }
}

/** How many findings there are of each severity. */
export type Counts = Readonly<Record<Severity, number>>;

/** What is found in some documents, each counted once. */
export function total(session: Session, paths: Iterable<RelPath>): Counts {
  const counts = { error: 0, warning: 0, info: 0, hint: 0 };
  for (const path of new Set(paths)) for (const f of session.workspace.entries.get(path)?.findings ?? []) counts[f.severity]++;
  return counts;
}

/** Findings of some rules in a document as the rules made them: neither suppressions nor a baseline hide any. */
export function rawFindings(entry: Entry | undefined, rules: ReadonlySet<string>): readonly Finding[] {
  if (!entry || entry.silent) return [];
  const found: Finding[] = [];
  const look = (all: readonly Finding[]): void => {
    for (const f of all) if (rules.has(f.rule)) found.push(f);
  };
  look(entry.own);
  // Thousands of documents are gone through, of which few have any.
  for (const runs of entry.runs) for (const run of runs) if (run && run.findings.length > 0) look(run.findings);
  return found;
}

/** A number with its noun: `2 packets`. */
export const many = (n: number, one: string, more = `${one}s`): string => `${n} ${n === 1 ? one : more}`;

/** `2 errors, 1 warning`; empty where there are neither. */
export const words = (c: Counts): string =>
  [c.error > 0 ? many(c.error, 'error') : '', c.warning > 0 ? many(c.warning, 'warning') : ''].filter(Boolean).join(', ');

/** Those that say something, beside each other. */
export const joined = (...said: readonly (string | false | undefined)[]): string => said.filter(Boolean).join(' · ');

/** For a screen reader: commas are pauses, dots in the middle are read out. */
export const spoken = (...said: readonly (string | false | undefined)[]): string =>
  said.filter(Boolean).join(', ').replaceAll(' · ', ', ');

/** How long an item is in its state. */
export interface Age {
  readonly days: number;
  readonly is: 'in time' | 'due soon' | 'late';
  /** Days that it may stay. */
  readonly allowed: number | undefined;
}

/** Of its days so many may pass before it is due soon. */
const SOON = 0.8;

/** Many are in their state since the same day. */
const known = { day: '', days: new Map<string, number | undefined>() };

function daysTo(since: string, day: string): number | undefined {
  if (known.day !== day || known.days.size > 5000) Object.assign(known, { day, days: new Map() });
  if (!known.days.has(since)) known.days.set(since, daysBetween(since, day));
  return known.days.get(since);
}

/**
 * How long an item is in its state, in days, by what the item itself says or the dialect. Undefined: it cannot be told, or it
 * is over.
 */
export function ageOf({ session, day }: Pick<Sight, 'session' | 'day'>, { system, state, member }: Item): Age | undefined {
  // What is over need not move on.
  const days = member.since === undefined || day === undefined || state.over ? undefined : daysTo(member.since, day);
  // A day that is yet to come is no age.
  if (days === undefined || days < 0) return undefined;
  const dialect = session.workspace.setup.kinds.find((k) => k.system.id === system.id)?.dialect;
  const limit = system.sidebar?.allowed(dialect, state.title);
  const allowed = member.allowed ?? limit;
  const is = allowed === undefined || days <= allowed * SOON ? 'in time' : days <= allowed ? 'due soon' : 'late';
  return { days, is, allowed };
}

/** `12 days`, `31 days, late`. */
export const ageWords = ({ days, is }: Age): string => `${many(days, 'day')}${is === 'in time' ? '' : `, ${is}`}`;

/** A text as Markdown says it: nothing in it is markup, nor a link. */
export const inMarkdown = (text: string): string => text.replace(/[\\`*_{}[\]()#+\-.!|<>~]/g, '\\$&');

/** All bars are as wide, so that they can be compared; a sidebar is narrow. */
const CELLS = 5;

/** `██░░░`. Full only when all is done, empty only when nothing is. */
export function bar(done: number, of: number): string {
  const share = of === 0 ? 0 : done / of;
  const full = share === 1 ? CELLS : Math.min(CELLS - 1, Math.max(done > 0 ? 1 : 0, Math.round(share * CELLS)));
  return '█'.repeat(full) + '░'.repeat(CELLS - full);
}

/** How many nodes are shown at once; more are put into ranges, which are asked for one by one. */
export const PAGE = 200;

/** Nodes of ranges over something that is too long to be shown at once. */
export const ranges = <T>(
  all: readonly T[],
  parent: string,
  nameOf: (one: T) => string,
): readonly { readonly node: ViewNode; readonly part: readonly T[] }[] =>
  Array.from({ length: Math.ceil(all.length / PAGE) }, (_, i) => {
    const part = all.slice(i * PAGE, (i + 1) * PAGE);
    const [first, last] = [part[0], part.at(-1)] as [T, T];
    const label = `${nameOf(first)} … ${nameOf(last)}`;
    const node: ViewNode = {
      id: idOf('range', parent, String(i)),
      label,
      description: String(part.length),
      icon: 'list-unordered',
      collapsible: 'collapsed',
      spoken: `${nameOf(first)} to ${nameOf(last)}, ${part.length}`,
    };
    return { node, part };
  });
