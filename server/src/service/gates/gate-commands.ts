/** Commands of a repository's own that follow a gate or stand in its place: each a check by its exit code. */

import { outcomeOf, succeeded, tellingLine } from '#core/evidence';
import { answer, type Check, type GateFinding } from '#core/gate';
import type { Placed } from '#core/output-places';
import type { GateCommands } from '#core/system';
import type { RunOrder } from '#core/task';
import type { RelPath } from '#core/text';
import type { TaskRun } from './tasks';

/** What a gate is asked. */
export interface Asked {
  readonly gate: string;
  readonly subject: string;
  /** Where the subject is one. */
  readonly packet?: string;
}

/** What is known of the folder. */
export interface Where {
  /** Whether a path is a file of it, as far as is known. */
  isThere(path: RelPath): boolean;
  /** Absolute, with slashes, as tools write it. */
  readonly root: string | undefined;
}

/** A check for each command, in order. Unknown where one did not run. */
export function* commandChecks({ run, seconds }: GateCommands, asked: Asked, tasks: TaskRun, where: Where): Iterable<Check> {
  for (const [i, command] of run.entries()) {
    const id = run.length === 1 ? 'command' : `command-${i + 1}`;
    const title = `“${command.replaceAll('{subject}', asked.subject)}” succeeds.`;
    const order: RunOrder = { command, ...asked, ...(seconds === undefined ? {} : { seconds }) };
    const ran = tasks.get('run', order);
    if (ran.is === 'unknown') {
      yield answer(id, title, 'unknown', ran.says);
      continue;
    }
    const { placed, more, blocked } = ran.value.told;
    const said = `${outcomeOf(ran.value)}${blocked ? ', and it says BLOCKED' : ''}`;
    const fine = succeeded(ran.value) && !blocked;
    if (fine) {
      yield answer(id, title, 'pass', `${said}.`);
      continue;
    }
    const all = findingsIn(`gate/${asked.gate}.${id}`, placed, where);
    const findings = shown(all);
    const says =
      all.length === 0
        ? telling(ran.value.output.tail, placed)
        : more || all.length > SHOWN
          ? [`Only ${findings.length} of its problems are shown.`]
          : [];
    yield { id, title, verdict: 'fail', says: [`${said}.`, ...says].join(' '), findings };
  }
}

/** So many problems of a command are shown. */
const SHOWN = 50;

/** Where they are too many, errors before all else. */
const shown = (all: readonly GateFinding[]): readonly GateFinding[] =>
  all.length <= SHOWN
    ? all
    : [...all.filter((f) => f.severity === 'error'), ...all.filter((f) => f.severity !== 'error')].slice(0, SHOWN);

/** What it says is wrong in files of the folder. */
function findingsIn(rule: string, places: readonly Placed[], { isThere, root }: Where): readonly GateFinding[] {
  const own = places.flatMap((p): readonly Placed[] => {
    const path = root !== undefined && p.path.startsWith(`${root}/`) ? p.path.slice(root.length + 1) : p.path;
    // What leads out is nothing of this folder, nor is what is nowhere in it.
    const isOurs = !/^\/|^[A-Za-z]:|(?:^|\/)\.\.(?:\/|$)/.test(path) && isThere(path);
    return isOurs ? [{ ...p, path }] : [];
  });
  return own.map(({ path, line, column, severity, message }) => ({
    rule,
    severity,
    path,
    at: { start: 0, end: 0 },
    place: {
      from: { line: line - 1, character: (column ?? 1) - 1 },
      to: { line: line - 1, character: (column ?? 1) - 1 },
    },
    message,
    related: [],
    fixes: [],
  }));
}

/** What says most: the problems, though they are in no file of this folder; else a line. */
function telling(tail: readonly string[], placed: readonly Placed[]): readonly string[] {
  if (placed.length > 0)
    return placed
      .slice(0, 5)
      .map(
        ({ path, line, column, message }) => `${[path, line, ...(column === undefined ? [] : [column])].join(':')}: ${message}`,
      );
  const line = tellingLine(tail);
  return line === undefined ? [] : [line];
}
