/** packets/removal-check. Source: SYSTEMS.md §1, *Gates*: the proof that `removal-unproven` asks for. */

import { outcomeOf } from '#core/evidence';
import { answer, type Check, gate } from '#core/gate';
import { known, type Removal } from '#core/task';
import type { PacketsDialect } from '../model/dialect/dialect';
import type { EvidenceRow } from '../model/evidence/evidence';
import { ofPacket, packetIdsBy, type View } from '../model/gating/gating';
import { nobody, said } from '../model/gating/planted';
import { COMMAND, ran } from '../model/gating/sample';
import { readCommand } from '../model/packet/commands';
import { brief } from '../model/packet/packet';

export default gate<PacketsDialect>({
  aliases: ['validator-removal-check'],
  subject: 'packet',
  summary: 'Every test that is cited as proof fails when the cited lines are taken out.',
  subjects: (look) => packetIdsBy(look, ['Ready-for-Validation', 'In-Progress', 'Done']),

  judge: ofPacket(function* (view, packet) {
    const due = packet.model.proof.rows.flatMap((row, i) => provable(view, row, i) ?? []);
    if (due.length === 0) {
      const says = 'No evidence row has both lines of code and a test that is a command: nothing can be taken out.';
      yield answer('removal', 'A test fails without the code.', 'unknown', says);
      return;
    }
    for (const one of due) yield tried(view, one);
  }),

  canaries: [
    nobody(),
    said('row-1', 'The test passes without the cited lines.', {
      removal: known({ is: 'survived', before: ran(COMMAND), after: ran(COMMAND) }),
    }),
    said('row-1', 'The test fails as things are.', { removal: known({ is: 'red', before: ran(COMMAND, 1) }) }),
  ],
});

interface Provable {
  readonly id: string;
  readonly row: EvidenceRow;
  readonly path: string;
  readonly from: number;
  readonly to: number;
  readonly command: string;
}

/** A row's first lines of production code, and the command that is to fail without them. */
function provable(view: View, row: EvidenceRow, index: number): Provable | undefined {
  const code = row.code.find((c) => c.lines !== undefined && c.path !== '' && !view.dialect.isTest(c.path));
  const command = row.tests.flatMap(commandIn)[0];
  if (!code?.lines || command === undefined) return undefined;
  const { from, to } = code.lines;
  return { id: `row-${row.number ?? index + 1}`, row, path: code.path, from, to, command };
}

function commandIn(text: string): readonly string[] {
  const spans = [...text.matchAll(/`([^`]+)`/g)].map((m) => m[1] ?? '');
  const bare = text
    .replace(/\s*(?:->|→|=>|:|\()\s*(?:PASS|FAIL|OK)\b.*$/i, '')
    .replace(/\s+(?:PASS(?:ED)?|FAIL(?:ED)?)\W*$/i, '');
  for (const one of [...spans, bare]) {
    const command = readCommand(one, spans.includes(one));
    if (command) return [command.text.trim()];
  }
  return [];
}

const says: Readonly<Record<Removal['is'], string>> = {
  proven: 'Without them it fails.',
  built: 'Without them nothing can be built, so it fails; that proves less than a test that runs and fails.',
  survived: 'Without them it passes all the same: it does not prove them.',
  red: 'It fails as things are, so it proves nothing.',
};

function tried(view: View, { id, row, path, from, to, command }: Provable): Check {
  const lines = from === to ? `${from}` : `${from}-${to}`;
  const title = `“${command}” fails without ${path}:${lines}${row.requirement === '' ? '' : ` (${brief(row.requirement.replaceAll('`', ''))})`}.`;
  const found = view.task('removal', { path, from, to, command });
  if (found.is === 'unknown') return answer(id, title, 'unknown', found.says);
  const { is, before, after } = found.value;
  const told = after ?? before;
  return answer(id, title, is === 'proven' || is === 'built' ? 'pass' : 'fail', `${says[is]} (${outcomeOf(told)})`);
}
