/** Definition and references, once for all systems: they know only definitions and references. */
import type { Known, Name } from '#core/symbols';
import { covers, type RelPath } from '#core/text';
import { definitionsIn, referencesIn, type Spot } from '../engine/locate';
import type { Workspace } from '../engine/workspace';

/** The symbol whose name stands at an offset: what is referred to there before what is defined. */
export function symbolAt(workspace: Workspace, path: RelPath, offset: number): (Name & Spot) | undefined {
  const facts = workspace.entries.get(path)?.facts ?? [];
  const here = [...facts.flatMap((f) => f.refs), ...facts.flatMap((f) => f.defs)].filter((x) => covers(x.at, offset));
  const look = workspace.store.look();
  const found = here.find((x) => look.defs(x).length > 0) ?? here[0];
  return found && { kind: found.kind, name: found.name, path, at: found.at };
}

export function known(workspace: Workspace, name: Name): readonly Known[] {
  return workspace.store.look().defs(name);
}

export function definitions(workspace: Workspace, name: Name): readonly Spot[] {
  const paths = new Set(known(workspace, name).map((d) => d.path));
  return [...paths].flatMap((path) => definitionsIn(workspace, path, name));
}

export function references(workspace: Workspace, name: Name, declaration: boolean): readonly Spot[] {
  const spots = workspace
    .mentioning(name)
    .flatMap((path) => [...(declaration ? definitionsIn(workspace, path, name) : []), ...referencesIn(workspace, path, name)]);
  const seen = new Set<string>();
  return spots.filter(({ path, at }) => !seen.has(`${path} ${at.start}`) && seen.add(`${path} ${at.start}`));
}
