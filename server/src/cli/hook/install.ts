/** Puts our hooks where git, or the program that manages its hooks here, runs them; and takes them out again. */

import type { HookPlace } from '#core/ports';
import { hasBlock, isOwn, OWN, without } from './block';
import { atTop, type Edit, type Manager, managers, type Planned } from './managers';
import { former, formerFirst, type HookName, hookNames, script } from './scripts';

/** The few files around hooks. Paths are absolute. */
export interface HookFiles {
  read(path: string): string | undefined;
  exists(path: string): boolean;
  write(path: string, text: string, runs: boolean): void;
  move(from: string, to: string): void;
  remove(path: string): void;
}

/** What is to be done, in order, each with words for the user. */
export type Step =
  | { readonly do: 'write'; readonly path: string; readonly text: string; readonly runs: boolean; readonly says: string }
  | { readonly do: 'move'; readonly path: string; readonly to: string; readonly says: string }
  | { readonly do: 'remove'; readonly path: string; readonly says: string };

/** What has to be done for hooks to run, or to run no longer. */
export interface Plan {
  /** By whom hooks are run here. */
  readonly by: string;
  readonly steps: readonly Step[];
  /** What is left for a person to do. */
  readonly next: readonly string[];
  /** It cannot be done; `next` says what can. */
  readonly refused?: true;
}

/** What puts them in. What is there already is no step. */
export function planInstall(place: HookPlace, files: HookFiles): Plan {
  const managed = managerOf(place, files);
  if (!managed) return planPlain(place, files);
  const { manager, file } = managed;
  const planned: Planned = manager.plan(readAt(place, files), file, place.prefix);
  if ('add' in planned)
    return { by: manager.name, steps: [], next: [`Add this to ${planned.to}:`, '', planned.add], refused: true };
  const next = planned.edits.length > 0 && planned.next !== undefined ? [planned.next] : [];
  return { by: manager.name, steps: planned.edits.map((e) => writing(place, e)), next };
}

function planPlain(place: HookPlace, files: HookFiles): Plan {
  const refused = (says: string): Plan => ({
    by: 'git',
    steps: [],
    next: [says, ...hookNames.flatMap((name) => ['', `${name}:`, ...script(name, place.prefix)])],
    refused: true,
  });
  if (place.by === 'user')
    return refused(
      `core.hooksPath is ${place.hooks} for all your repositories. Set it for this one ("git config core.hooksPath .githooks"), or add to the hooks there:`,
    );
  if (place.by === 'repository' && !place.isTracked)
    return refused(`core.hooksPath leads out of the repository, to ${place.hooks}. Add to the hooks there:`);
  const steps: Step[] = [];
  for (const name of hookNames) {
    const path = `${place.hooks}/${name}`;
    const text = files.read(path);
    if (text !== undefined && hasBlock(text)) continue;
    const to = `${place.hooks}/${former(name)}`;
    const chained = files.exists(path);
    if (chained && files.exists(to))
      return refused(`${path} is there, and ${former(name)} beside it. Put them together, or add to the first:`);
    if (chained) steps.push({ do: 'move', path, to, says: `${path} becomes ${former(name)}, which runs first` });
    const lines = [OWN, ...(chained || files.exists(to) ? formerFirst(name) : []), ...script(name, place.prefix)];
    steps.push({ do: 'write', path, text: atTop('#!/bin/sh\n', lines), runs: true, says: `${path} is written` });
  }
  return { by: 'git', steps, next: [] };
}

/** Takes ours out wherever it may have been put; a hook that was there before is there again. */
export function planUninstall(place: HookPlace, files: HookFiles): Plan {
  const steps: Step[] = [];
  const next: string[] = [];
  const read = readAt(place, files);
  const managed = managerFiles(place, read).map((file) => `${place.top}/${file}`);
  const plain = place.by === 'user' ? [] : hookNames.map((name) => `${place.hooks}/${name}`);
  for (const path of new Set([...managed, ...plain])) {
    const text = files.read(path);
    if (text === undefined || !hasBlock(text)) continue;
    const own = isOwn(text);
    if (own) steps.push({ do: 'remove', path, says: `${path} is removed` });
    else steps.push({ do: 'write', path, text: without(text), runs: false, says: `${path} is without our lines` });
    const name = hookNames.find((n) => path === `${place.hooks}/${n}`);
    const from = name && `${place.hooks}/${former(name)}`;
    if (from === undefined || !files.exists(from)) continue;
    if (own) steps.push({ do: 'move', path: from, to: path, says: `${from} is ${name} again` });
    else next.push(`${path} has lines that are not ours: ${from} is left beside it.`);
  }
  return { by: managerOf(place, files)?.manager.name ?? 'git', steps, next };
}

/** Where one hook is. */
export interface HookState {
  readonly name: HookName;
  /** Where ours is; undefined: nowhere that git looks. */
  readonly at: string | undefined;
}

/** Which of ours git would run. */
export function stateOf(place: HookPlace, files: HookFiles): readonly HookState[] {
  const read = readAt(place, files);
  const candidates = [...managerFiles(place, read).map((file) => `${place.top}/${file}`)];
  return hookNames.map((name) => {
    const all = [
      `${place.hooks}/${name}`,
      ...candidates.filter((c) => !hookNames.some((n) => c.endsWith(`/${n}`)) || c.endsWith(`/${name}`)),
    ];
    return { name, at: all.find((path) => hasBlock(files.read(path) ?? '')) };
  });
}

/** All of it or nothing: a step that cannot be done takes back those before it. Throws then. */
export function carryOut(plan: Plan, files: HookFiles): void {
  const back: (() => void)[] = [];
  try {
    for (const step of plan.steps) back.unshift(done(step, files));
  } catch (cause) {
    for (const undo of back) undo();
    throw cause;
  }
}

/** Does it. @returns what undoes it */
function done(step: Step, files: HookFiles): () => void {
  const { path } = step;
  if (step.do === 'move') {
    files.move(path, step.to);
    return () => files.move(step.to, path);
  }
  const before = files.read(path);
  if (step.do === 'remove') files.remove(path);
  else files.write(path, step.text, step.runs);
  return () => (before === undefined ? files.remove(path) : files.write(path, before, step.do === 'remove'));
}

const readAt =
  ({ top }: HookPlace, files: HookFiles) =>
  (path: string): string | undefined =>
    files.read(`${top}/${path}`);

function managerOf(place: HookPlace, files: HookFiles): { readonly manager: Manager; readonly file: string } | undefined {
  for (const manager of managers) {
    const file = manager.file(readAt(place, files), place.hooks);
    if (file !== undefined) return { manager, file };
  }
  return undefined;
}

/** The files of all managers that there are traces of. */
const managerFiles = (place: HookPlace, read: (path: string) => string | undefined): readonly string[] =>
  managers.flatMap((m) => {
    const file = m.file(read, place.hooks);
    return file === undefined ? [] : m.files(file);
  });

const writing = (place: HookPlace, { path, before, after, runs }: Edit): Step => ({
  do: 'write',
  path: `${place.top}/${path}`,
  text: after,
  runs: runs === true,
  says: before === undefined ? `${path} is written` : `${path} gets our lines`,
});
