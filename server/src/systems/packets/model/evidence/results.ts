/** How the commands of a plan came out: by records, else by what the packet claims. */
import { type Evidence, outcomeOf, succeeded, type Vouched } from '#core/evidence';
import { flat } from '#core/fields/items';
import { fieldOf } from '#core/fields/model';
import { oneLine } from '#core/text';
import { commandsOf, readCommand } from '../packet/commands';
import type { PacketModel } from '../types';
import { validationOf } from './validation';

/** The commands of TEST_PLAN, each once, in order. */
export const plannedCommands = (model: PacketModel): readonly string[] => [
  ...new Set(flat(fieldOf(model.fields, 'TEST_PLAN')?.items ?? []).flatMap((i) => commandsOf(i).map((c) => c.text.trim()))),
];

/** How one command came out. */
export interface CommandResult {
  readonly command: string;
  /** `claimed`: nobody but the packet's text says so. */
  readonly is: 'recorded' | 'claimed' | 'failed' | 'open';
  /** As a part of a sentence. */
  readonly says: string;
}

/** Each command of TEST_PLAN with its last result. A record outranks what was written by hand. */
export function commandResults(model: PacketModel, evidence: Evidence | undefined): readonly CommandResult[] {
  const records = evidence?.records.filter((r) => r.is !== 'broken' && (r.packet === undefined || r.packet === model.id)) ?? [];
  const written = validationOf(model)?.commands ?? [];
  return plannedCommands(model).map((command): CommandResult => {
    const record = records.filter((r) => isSame(r.command, command)).at(-1);
    if (record) return { command, is: succeeded(record) ? 'recorded' : 'failed', says: `${command}: ${recordSays(record)}` };
    const claims = written.filter((w) => isSame(w.command, command));
    const claim = claims.filter((w) => w.answered).at(-1);
    if (!claim) return { command, is: 'open', says: claims.length > 0 ? `${command} is recorded without a result` : command };
    return hasFailed(claim.says)
      ? { command, is: 'failed', says: `${command}: VALIDATION says that it failed` }
      : { command, is: 'claimed', says: command };
  });
}

/** `exit 0 in 1.2 s, recorded 2026-01-05 at 1a2b3c4, signed by ada`. */
function recordSays(record: Vouched): string {
  const at = record.commit === undefined ? '' : ` at ${record.commit.slice(0, 7)}${record.dirty ? ' with changes' : ''}`;
  return `${outcomeOf(record)}, recorded ${record.at.slice(0, 10)}${at}${record.is === 'signed' ? `, signed by ${record.by}` : ''}`;
}

/** Apart from a prompt, quotes and spaces. */
export function isSame(a: string, b: string): boolean {
  const commandKey = (text: string): string => oneLine((readCommand(text, true)?.text ?? text).replace(/[`"']/g, ''));
  const [x, y] = [commandKey(a), commandKey(b)];
  return x === y || (x.length > y.length ? cutOf(x, y) : cutOf(y, x));
}

/** `cargo test (all)`, `npm test -> 8 passed`: a remark after the command is none of it. */
const cutOf = (long: string, short: string): boolean =>
  long.startsWith(short) && /^\s*(?:->|→|=>|\(|—|–|:|\s-\s)/u.test(long.slice(short.length));

const hasFailed = (says: string): boolean =>
  /\bFAIL(?:ED|S|URE)?\b|❌|✗|\bexit(?: code| status)?:?\s*[1-9]|\b[1-9]\d* (?:failed|failing|failures?|errors?)\b/u.test(says) &&
  !/\bexpected (?:to fail|failure)\b/i.test(says);
