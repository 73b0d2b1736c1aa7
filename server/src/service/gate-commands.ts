/** Commands of a repository's own that follow a gate or stand in its place: each a check by its exit code. */

import { outcomeOf, succeeded } from '#core/evidence';
import { answer, type Check } from '#core/gate';
import type { GateCommands } from '#core/system';
import type { RunOrder } from '#core/task';
import type { TaskRun } from './tasks';

/** What a gate is asked. */
export interface Asked {
  readonly gate: string;
  readonly subject: string;
  /** Where the subject is one. */
  readonly packet?: string;
}

export function* commandChecks({ run, seconds }: GateCommands, asked: Asked, tasks: TaskRun): Iterable<Check> {
  for (const [i, command] of run.entries()) {
    const id = run.length === 1 ? 'command' : `command-${i + 1}`;
    const title = `“${command.replaceAll('{subject}', asked.subject)}” succeeds.`;
    const order: RunOrder = { command, ...asked, ...(seconds === undefined ? {} : { seconds }) };
    const ran = tasks.get('run', order);
    if (ran.is === 'unknown') {
      yield answer(id, title, 'unknown', ran.says);
      continue;
    }
    const { tail } = ran.value.output;
    const blocked = tail.some((line) => /^\W*(?:verdict|result|status)?\W*BLOCKED\b/i.test(line));
    const said = `${outcomeOf(ran.value)}${blocked ? ', and it says BLOCKED' : ''}`;
    const fine = succeeded(ran.value) && !blocked;
    yield answer(id, title, fine ? 'pass' : 'fail', fine ? `${said}.` : [`${said}.`, ...telling(tail)].join(' '));
  }
}

/** The lines that say most: those with a place in a file, else the last. */
function telling(tail: readonly string[]): readonly string[] {
  const filled = tail.map((l) => l.trim()).filter((l) => l !== '');
  const placed = filled.filter((l) => /^[^\s:]+[.][A-Za-z]\w*:\d+(?::\d+)?:?\s/.test(l)).slice(0, 5);
  return placed.length > 0 ? placed : filled.slice(-1);
}
