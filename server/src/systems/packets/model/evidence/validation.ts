/** What a packet's VALIDATION records. */
import { flat } from '#core/fields/items';
import { type Field, fieldOf, type Item } from '#core/fields/model';
import { normalName } from '#core/fields/names';
import { saysNothing } from '../packet/blanks';
import { isCommand as isCommandLine, readCommand } from '../packet/commands';
import type { PacketModel } from '../types';

/** A command, with what is said of it. */
export interface Recorded {
  readonly command: string;
  readonly at: Field['at'];
  readonly answered: boolean;
  /** What is said of how it came out, as far as it stands with the command. */
  readonly says: string;
  /** It stands in an entry that `gatehouse gate … --record` has made. */
  readonly gate?: true;
}

/** All that is recorded. */
export interface Validation {
  readonly field: Field;
  /** Whether anything is recorded; a template's empty `Command:` and `Result:` are nothing, and so is what BOOTSTRAP put out. */
  readonly filled: boolean;
  readonly commands: readonly Recorded[];
}

/** Undefined: there is no such field. Several sections of that name are one. */
export function validationOf(model: PacketModel): Validation | undefined {
  if (!known.has(model)) known.set(model, readValidation(model));
  return known.get(model);
}

/** Several rules ask for it. */
const known = new WeakMap<PacketModel, Validation | undefined>();

function readValidation(model: PacketModel): Validation | undefined {
  const field = fieldOf(model.fields, 'VALIDATION');
  if (!field) return undefined;
  const all = model.fields.fields.filter((f) => f.key === 'VALIDATION' && f.role === 'value');
  return {
    field,
    filled: all.some((f) => filled(f, model)),
    commands: all.flatMap((f) => (f.items.length + f.parts.length > 0 ? [...recorded(f)] : none)),
  };
}

const none: readonly Recorded[] = [];

const isCommand = (f: Field): boolean => /^(?:commands?|cmd|befehle?)$/.test(f.key);
const resultName = /^(?:results?|outcomes?|outputs?|status|exit|exit (?:code|status)|ergebnis(?:se)?)$/i;
const isResult = (f: Field): boolean => resultName.test(f.key);
/** What was asked for, not what came of it. */
const isPlan = (f: Field): boolean => f.key === 'BOOTSTRAP Output' || f.key === 'BOOTSTRAP';

const ofTask = /^(?:wp id|task id|task type|packet)$/;
const ofPlan = /^(?:wp id|task id|task type|packet|risk tier|files?(?: to open)?|search terms|(?:run )?commands|risk map|risks)$/;

/** Whether the block that a coder writes before the first change stands in it: which packet, and what of it was opened or run. */
export const holdsBootstrap = (f: Field): boolean =>
  f.parts.some((p) => ofTask.test(normalName(p.name))) &&
  f.parts.filter((p) => ofPlan.test(normalName(p.name)) && !ofTask.test(normalName(p.name))).length > 0;

/** The parts of a block that record something: without those of the coder's own plan. */
const ofRecord = (f: Field): readonly Field[] =>
  holdsBootstrap(f) ? f.parts.filter((p) => !ofPlan.test(normalName(p.name))) : f.parts;

/** An entry that `gatehouse gate … --record` has made. */
export const isGateEntry = (f: Field): boolean =>
  /^gate [a-z-]+/i.test(f.name) && f.parts.some((p) => isCommand(p) && /^`?gatehouse gate /.test(saidIn(p)));

/** That a gate was asked is no result of the work, unless the plan asks for just that. */
function isAboutGates(f: Field, model: PacketModel): boolean {
  if (!isGateEntry(f)) return false;
  const plan = fieldOf(model.fields, 'TEST_PLAN');
  const planned = [plan?.text ?? '', ...flat(plan?.items ?? []).map((i) => i.text)].join('\n');
  return !f.parts.some((p) => isCommand(p) && planned.includes(saidIn(p).replace(/`/g, '')));
}

/** Under the heading of what BOOTSTRAP put out a record may follow, for nothing closes it. A plan has commands, and no `Command:`. */
const isMixed = (f: Field): boolean =>
  f.parts.some((p) => p.key === 'command' || (isCommand(p) && f.parts.some(isResult))) ||
  f.items.some((i) => [...inRow(i)].length > 0);

/** Whether a text is nothing, a blank in a code span, a note in parentheses on what goes here, or a template's path. */
function isTemplate(text: string): boolean {
  const bare = text.trim().replace(/^`+|`+$/g, '');
  return saysNothing(bare) || /^(?:path\/to\/|<[^<>]+>$|0{40,}$)/.test(bare) || /^\([^()]*(?:\([^()]*\)[^()]*)*\)\W*$/.test(bare);
}

/** What was run, in a list, and nothing of how it came out: nor a box that somebody has ticked. */
const isBare = ({ is, cells, text, ticked }: Item): boolean =>
  is !== 'fence' &&
  ticked !== true &&
  !cells &&
  !tellsResult(text) &&
  !/[:：—–(]|\s-\s/.test(text) &&
  isCommandLine(text.replace(/^`+|`+$/g, ''), is === 'code');

/** What is said of a changed file, which says nothing where no file is named. */
const ofFile = /^(?:gates passed|start|end|from|to|(?:line )?delta|(?:pre|post) sha ?\d*)$/;

function filled(f: Field, model: PacketModel): boolean {
  if (ofFile.test(normalName(f.name)) && model.proof.manifests?.every((m) => m.name === '')) return false;
  if (isPlan(f))
    return (
      isMixed(f) && (f.parts.some((p) => isResult(p) && answers(p)) || f.items.some((i) => [...inRow(i)].some((r) => r.answered)))
    );
  if (isAboutGates(f, model)) return false;
  if (!isTemplate(f.text) && !/[:：]$/.test(f.text.trim())) return true;
  if (flat(f.items).some((i) => !saysNothing(i.bare) && !isTemplate(i.text) && !/[:：]$/.test(i.text) && !isBare(i))) return true;
  return ofRecord(f).some((p) => filled(p, model));
}

/** Each command of a block with whether a result follows before the next one. */
function* recorded(block: Field): Iterable<Recorded> {
  if (isPlan(block) && !isMixed(block)) return;
  const gate = isGateEntry(block) ? { gate: true as const } : {};
  const commands = ofRecord(block).filter((p) => isCommand(p) && !saysNothing(saidIn(p)));
  const results = block.parts.filter((p) => isResult(p) && answers(p));
  // Results first, or one block of results below: as many as there are commands is enough.
  const enough = results.length >= commands.length || results.some((r) => /\b(?:all|both|each|alle|beide)\b/i.test(saidIn(r)));
  for (const [i, p] of commands.entries()) {
    const next = commands[i + 1]?.at.start ?? Number.POSITIVE_INFINITY;
    const answered =
      enough ||
      p.parts.some((q) => isResult(q) && answers(q)) ||
      results.some((r) => r.at.start > p.at.start && r.at.start < next) ||
      [p.text, ...p.items.map((item) => item.text)].some(tellsResult);
    const beside = results.find((r) => r.at.start > p.at.start && r.at.start < next);
    const within = p.parts.filter((q) => isResult(q));
    yield {
      command: firstLine(p.text || (p.items[0]?.text ?? '')),
      at: p.textAt.end > p.textAt.start ? p.textAt : p.nameAt,
      answered,
      says: [p.text, ...p.items.map((item) => item.text), ...[...within, ...(beside ? [beside] : [])].map(saidIn)].join('\n'),
      ...gate,
    };
  }
  for (const item of block.items) yield* item.cells ? inRow(item) : leftOpen(item);
  for (const p of ofRecord(block)) if (!isCommand(p) && !isResult(p)) yield* recorded(p);
}

/** `npm test ->`: the arrow leads nowhere. */
function* leftOpen({ text, at, is, items }: Item): Iterable<Recorded> {
  const command =
    is === 'fence' || items.length > 0
      ? undefined
      : /^(.*?\S)\s*(?:->|→|=>)\s*[*_]*(?:not (?:yet )?run)?[*_]*\s*$/i.exec(text)?.[1];
  if (command === undefined || readCommand(command.replace(/^`+|`+$/g, ''), command.startsWith('`')) === undefined) return;
  yield { command: firstLine(command), at: { start: at.start, end: at.start + command.length }, answered: false, says: '' };
}

/** A row of a table whose first cell with something in it is a command. */
function* inRow({ cells = [] }: Item): Iterable<Recorded> {
  const i = cells.findIndex((c) => readCommand(c.text.replace(/^`+|`+$/g, ''), c.text.startsWith('`')) !== undefined);
  const cell = cells[i];
  // Where a column is for results, a remark in another one is none.
  const results = cells.filter((c, j) => j !== i && resultName.test(normalName(c.column)));
  if (cell && cells.length > 1)
    yield {
      command: firstLine(cell.text),
      at: cell.at,
      answered: (results.length > 0 ? results : cells.filter((_, j) => j !== i)).some((c) => !saysNoResult(c.text)),
      says: cells
        .filter((_, j) => j !== i)
        .map((c) => c.text)
        .join('\n'),
    };
}

const saidIn = (f: Field): string => f.text || f.items.map((i) => i.text).join(' ') || f.parts.map(saidIn).join(' ');
const answers = (f: Field): boolean => !saysNoResult(saidIn(f));
/** That it was not run is no result; why it was not is an answer. */
const saysNoResult = (text: string): boolean =>
  saysNothing(text) || /^[\s*_`]*not (?:yet )?(?:run|executed|tested)[\s*_`.]*$/i.test(text);
const firstLine = (text: string): string => text.split(/\r?\n/, 1)[0]?.replace(/^`+|`+$/g, '') ?? '';

/** A result on the command's own line, or in what was copied below it. */
const tellsResult = (text: string): boolean =>
  /(?:->|→|=>|[✅✓✔❌✗])|\b(?:PASS(?:ED)?|FAIL(?:ED)?|OK|SKIPPED|BLOCKED|WARN)\b|\bexit(?: code| status)?:?\s*\d|\b\d+ (?:passed|failed|tests?)\b/iu.test(
    text,
  );
