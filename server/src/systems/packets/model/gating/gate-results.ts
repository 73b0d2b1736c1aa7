/** What gates say of the results of a packet's commands, and of the file they are recorded in. */

import { type Evidence, tellingLine } from '#core/evidence';
import { answer, type Canary, type Check } from '#core/gate';
import { known } from '#core/task';
import type { PacketsDialect } from '../dialect/dialect';
import { commandResults, plannedCommands } from '../evidence/results';
import type { PacketModel } from '../types';
import type { View } from './gating';
import { planted, said } from './planted';
import { COMMAND, PACKET_ID, ran, record, validated } from './sample';

/** Undefined: it is not known, or not yet. */
export function evidenceOf(view: View): Evidence | undefined {
  const found = view.task('evidence', { allowedSigners: view.dialect.approvals.allowedSigners });
  return found.is === 'known' ? found.value : undefined;
}

/** Whether every planned command has a result, and the records are as they were written; with `rerun`, what comes of them now. */
export function* results(view: View, model: PacketModel): Iterable<Check> {
  const title = 'Every command of TEST_PLAN has a result, and none failed.';
  const found = view.task('evidence', { allowedSigners: view.dialect.approvals.allowedSigners });
  if (found.is === 'unknown') {
    yield answer('results', title, 'unknown', found.says);
    return;
  }
  const all = commandResults(model, found.value);
  const open = all.filter((r) => r.is === 'open');
  const failed = all.filter((r) => r.is === 'failed');
  const claimed = all.filter((r) => r.is === 'claimed');
  if (all.length === 0) yield answer('results', title, 'fail', 'No line of TEST_PLAN is a command.');
  else if (open.length + failed.length > 0) {
    const parts = [
      ...failed.map((r) => `${r.says}.`),
      ...(open.length > 0
        ? [
            `Without a result: ${open.map((r) => r.says).join('; ')}. Run it by “gatehouse run ${model.id} -- …”, or record it under VALIDATION.`,
          ]
        : []),
    ];
    yield answer('results', title, 'fail', parts.join(' '));
  } else {
    const recorded = all.filter((r) => r.is === 'recorded').map((r) => r.says);
    const says = [
      ...recorded,
      ...(claimed.length > 0 ? [`By the packet’s word alone: ${claimed.map((r) => r.says).join('; ')}`] : []),
    ];
    yield answer('results', title, 'pass', `${says.join('. ')}.`);
  }
  if (found.value.records.length + found.value.broken.length > 0) yield intact(found.value);
  if (view.options.rerun) yield* again(view, model);
}

function intact({ records, broken }: Evidence): Check {
  const title = 'The records of commands are as they were written.';
  if (broken.length === 0) {
    const signed = records.filter((r) => r.is === 'signed').length;
    return answer(
      'records',
      title,
      'pass',
      `${records.length} recorded, ${signed} of them signed by a key. Who can write files can write these too.`,
    );
  }
  return answer('records', title, 'fail', `${broken.map((b) => `.gatehouse/evidence.jsonl:${b.line}: ${b.says}`).join('; ')}.`);
}

function* again(view: View, model: PacketModel): Iterable<Check> {
  for (const [i, command] of plannedCommands(model).entries()) {
    const title = `“${command}” succeeds when it runs again.`;
    const ran = view.task('try', { command, packet: model.id });
    if (ran.is === 'unknown') yield answer(`rerun-${i + 1}`, title, 'unknown', ran.says);
    else {
      const fine = ran.value.exit === 0;
      const told = tellingLine(ran.value.output.tail);
      const says =
        ran.value.exit === null
          ? 'It was ended by a signal or its time limit.'
          : `Exit ${ran.value.exit}${fine || told === undefined ? '.' : `: ${told}`}`;
      yield answer(`rerun-${i + 1}`, title, fine ? 'pass' : 'fail', says);
    }
  }
}

/** A violation of each. */
export const resultCanaries: readonly Canary<PacketsDialect>[] = [
  planted('results', 'A planned command has no result.', {
    validation: validated({ result: '' }),
  }),
  planted('results', 'A planned command has failed, by the packet’s word.', { validation: validated({ result: 'FAIL (0/1)' }) }),
  said('results', 'A planned command has failed, on record.', {
    evidence: known({ records: [{ ...record(COMMAND, 1), is: 'recorded' }], broken: [] }),
  }),
  said('records', 'A record is not as it was written.', {
    evidence: known({
      records: [{ ...record(COMMAND, 0, { packet: PACKET_ID }), is: 'broken', wrong: 'it is not as it was written' }],
      broken: [{ line: 1, says: 'it is not as it was written' }],
    }),
  }),
  said('rerun-1', 'A planned command fails when it runs again.', { try: known(ran(COMMAND, 1)) }, { how: { rerun: true } }),
];
