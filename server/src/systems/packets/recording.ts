/**
 * What a gate said, as an entry under VALIDATION: for those who read the packet. Source: issue "Gates, state and the command line".
 *
 * Invariant: an entry says that a gate was asked, and nothing else. No lock, state, signature, result of a planned command, report or
 * review is another by it; what the gate put out stands in a quotation, in which nothing is a field.
 */

import { openFenceOf } from '#core/fences';
import { type Field, type FieldDocument, fieldOf } from '#core/fields/model';
import type { GateRecord, Recorded } from '#core/recording';
import type { Reading } from '#core/system';
import { applyEdits, eolOf, type TextEdit } from '#core/text';
import { visible } from '#core/visible';
import { aiReview } from './model/evidence/ai-review';
import { validationOf } from './model/evidence/validation';
import { filesOf, PACKET, type View } from './model/gating/gating';
import { insertFields } from './model/packet/edit';
import { lockedTexts } from './model/signing/seal';
import type { PacketFacts, PacketModel } from './model/types';

/** So many of the last lines that a gate put out are kept. */
const LINES = 40;

/**
 * An entry under VALIDATION. Refused where that is no section of its own, or the entry would make the packet say something
 * else.
 */
export function recorded(view: View, record: GateRecord): Recorded | { readonly refused: string } {
  const [path, second] = filesOf(view);
  if (path === undefined) return { refused: `There is no packet ${view.subject}.` };
  if (second !== undefined) return { refused: `${path} and ${second} both call themselves ${view.subject}.` };
  const file = view.file(path, PACKET);
  const before = view.reading(path, PACKET);
  if (!file || !before) return { refused: `${path} cannot be read.` };
  const { fields } = before.model as PacketModel;
  const field = fieldOf(fields, 'VALIDATION');
  if (field && field.spelling !== 'heading')
    return { refused: `VALIDATION in ${path} is no section of its own; make it one (## VALIDATION), and record again.` };
  const edit = placed(fields, file.text, field, record);
  const open = openFenceOf(file.text);
  if (open !== undefined && open < edit.at.start) {
    const line = file.text.slice(0, open).split('\n').length;
    return { refused: `Nothing is recorded in ${path}: the code block of line ${line} is open; close it first.` };
  }
  const after = view.reread(path, PACKET, applyEdits(file.text, [edit]));
  const wrong = after ? difference(view, before, after, record) : 'it could not be read any more';
  if (wrong !== undefined) return { refused: `Nothing is recorded in ${path}: with the entry ${wrong}.` };
  return { path, change: [{ do: 'edit', path, hash: file.hash, edits: [edit] }] };
}

/** At the end of the section; without one, in one of its own. */
function placed(fields: FieldDocument, text: string, field: Field | undefined, record: GateRecord): TextEdit {
  const eol = eolOf(text);
  const entry = entryOf(record, (field?.depth ?? 2) + 1).join(eol);
  if (!field) return insertFields(fields, text, [['VALIDATION', entry]])[0] as TextEdit;
  const section = fields.headings.filter((h) => h.at.start <= field.nameAt.start && field.nameAt.start < h.at.end).at(-1);
  const end = section?.at.end ?? text.length;
  const at = text.slice(0, end).trimEnd().length;
  const rest = text.slice(at, end);
  return { at: { start: at, end: at }, text: `${eol}${eol}${entry}${rest === '' ? eol : ''}` };
}

function entryOf({ gate, verdict, command, exit, at, counts, lines }: GateRecord, depth: number): readonly string[] {
  const last = lines.slice(-LINES).map(visible);
  const longest = Math.max(2, ...last.flatMap((l) => [...l.matchAll(/`+/g)].map((m) => m[0].length)));
  const fence = '`'.repeat(longest + 1);
  const word = verdict.toUpperCase();
  return [
    `${'#'.repeat(Math.min(depth, 6))} Gate ${gate}: ${word} (${at} UTC)`,
    '',
    `- Command: \`${inCodeSpan(command)}\``,
    `- Result: ${word} (exit code ${exit}; ${counts})`,
    '',
    ...[`${fence}text`, ...(lines.length > LINES ? [`… the last ${LINES} of ${lines.length} lines`] : []), ...last, fence].map(
      (l) => `> ${l}`.trimEnd(),
    ),
  ];
}

/** What else would be another in the packet, as the end of a sentence. Undefined: nothing. */
function difference(view: View, before: Reading, after: Reading, { command, gate }: GateRecord): string | undefined {
  const commands = ({ model }: Reading) => validationOf(model as PacketModel)?.commands ?? [];
  const others = ({ model, facts }: Reading): Readonly<Record<string, unknown>> => {
    const { fields, id, statuses, signing, bootstrapped, proof } = model as PacketModel;
    return {
      'what is locked': lockedTexts(fields, view.dialect.locked).map(({ key, lines }) => ({ key, lines })),
      'its id': id,
      'its state': statuses.map((s) => s.text),
      'its signature': signing.signature?.text,
      'its BOOTSTRAP output': bootstrapped,
      'a verdict': proof.reports.map((r) => r.verdict?.text),
      'its evidence': proof.rows.length,
      'a waiver': (facts as PacketFacts).waivers?.length,
      ...(gate === 'ai-review' ? {} : { 'its review by an AI': aiReview(model as PacketModel) }),
    };
  };
  const now = others(after);
  for (const [name, was] of Object.entries(others(before)))
    if (JSON.stringify(was) !== JSON.stringify(now[name])) return `${name} would be another`;
  const own = (r: Reading): number => commands(r).filter((c) => c.command === inCodeSpan(command) && c.answered).length;
  return own(after) === own(before) + 1 && commands(after).length === commands(before).length + 1
    ? undefined
    : 'VALIDATION would not be read as it is written; perhaps a fence in it is open';
}

/** As it can stand in a code span. */
const inCodeSpan = (command: string): string => visible(command).replaceAll('`', "'");
