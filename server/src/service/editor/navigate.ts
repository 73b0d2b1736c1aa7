/** Definition and references, once for all systems: they know only definitions and references. */
import type { Known, Name } from '#core/symbols';
import { covers, type RelPath } from '#core/text';
import { definitionsIn, referencesIn, type Spot } from '../engine/locate';
import type { Session } from '../engine/session';
import type { Workspace } from '../engine/workspace';

/** What is read before a name is no longer than this. */
const LEAD = 8;

/**
 * The symbol whose name stands at an offset: what is referred to there before what is defined.
 * In an open document what is read as one with a name, as the `§` of `§2.3`, leads to it too.
 */
export function symbolAt(session: Session, path: RelPath, offset: number): (Name & Spot) | undefined {
  const { workspace } = session;
  const { facts = [], open } = workspace.entries.get(path) ?? {};
  // What is nowhere written is nobody's to point at.
  const all = [...facts.flatMap((f) => f.refs), ...facts.flatMap((f) => f.defs)].filter((x) => x.at.end > x.at.start);
  const at = all.filter((x) => covers(x.at, offset));
  const here = at.length > 0 || !open ? at : all.filter((x) => isBefore(session, open.text, offset, x.at.start));
  const look = workspace.store.look();
  const found = here.find((x) => look.defs(x).length > 0) ?? here[0];
  return found && { kind: found.kind, name: found.name, path, at: found.at };
}

/** Whether an offset stands in what is read as one with the name that begins behind it. */
export function isBefore({ systems }: Session, text: string, offset: number, start: number): boolean {
  if (offset >= start || start - offset > LEAD) return false;
  const before = text.slice(Math.max(0, start - LEAD), start);
  return systems.some((s) => {
    const lead = s.editing?.writing?.lead?.exec(before)?.[0].length ?? 0;
    return start - lead <= offset;
  });
}

/** Who defines the symbol, in order of path. */
export function known(workspace: Workspace, name: Name): readonly Known[] {
  return workspace.store.look().defs(name);
}

/** Where the symbol is defined. */
export function definitions(workspace: Workspace, name: Name): readonly Spot[] {
  const paths = new Set(known(workspace, name).map((d) => d.path));
  return [...paths].flatMap((path) => definitionsIn(workspace, path, name));
}

/** Where documents name the symbol, each place once; with `declaration` also where it is defined. */
export function references(workspace: Workspace, name: Name, declaration: boolean): readonly Spot[] {
  const spots = workspace
    .mentioning(name)
    .flatMap((path) => [...(declaration ? definitionsIn(workspace, path, name) : []), ...referencesIn(workspace, path, name)]);
  const seen = new Set<string>();
  return spots.filter(({ path, at }) => !seen.has(`${path} ${at.start}`) && seen.add(`${path} ${at.start}`));
}
