/** packets/pre-flight. Source: SYSTEMS.md §1, *Gates*; the validator's list before an audit. */
import { type As, answer, clean, gate } from '#core/gate';
import { type PacketsDialect, requiredFor } from '../model/dialect/dialect';
import type { StatusReading } from '../model/dialect/status';
import { resultCanaries, results } from '../model/gating/gate-results';
import { ofPacket, packetIdsBy } from '../model/gating/gating';
import { nobody, planted, takenFrom } from '../model/gating/planted';
import { validated } from '../model/gating/sample';
import type { PacketModel } from '../model/types';
import preWork from './pre-work';

export default gate<PacketsDialect>({
  aliases: ['pre-flight-check', 'preflight'],
  subject: 'packet',
  summary: 'An audit of the packet may begin: it is complete and signed, work was begun as planned, and results are recorded.',
  subjects: (look) => packetIdsBy(look, ['Ready-for-Validation', 'In-Progress', 'Done']),

  judge: ofPacket(function* (view, { path, model }) {
    // Whether it still waits for something matters to who begins, not to who audits.
    yield* view.checks('pre-work').filter((c) => c.id !== 'blockers');
    yield clean('bootstrap', 'It holds what its coder put out before the first change.', [
      view.found(path, ['packets/bootstrap-output-missing'], finished),
    ]);
    const recorded = view.found(path, ['packets/validation-missing', 'packets/validation-incomplete'], finished);
    const check = clean('validation', 'VALIDATION says what came of the work.', [recorded]);
    yield check.verdict === 'pass' ? check : { ...check, says: 'Record commands and results there.' };
    yield* results(view, model);
    if (model.statuses.length === 0) yield answer('status', 'It says its state.', 'fail', 'There is no STATUS.');
  }),

  canaries: [
    nobody(),
    ...takenFrom(
      'pre-work',
      preWork.canaries?.filter((c) => c.check !== 'blockers'),
    ),
    planted(
      'bootstrap',
      'There is no output of the coder’s.',
      { validation: validated({ output: '' }) },
      {
        off: (d) =>
          requiredFor(d, 'Ready-for-Validation').includes('BOOTSTRAP')
            ? undefined
            : 'No BOOTSTRAP is required (packets.required).',
      },
    ),
    planted('validation', 'VALIDATION is empty.', { validation: '' }),
    ...resultCanaries,
    planted('status', 'It says no state.', { fields: { STATUS: '' } }),
  ],
});

const done: StatusReading = { status: 'Ready-for-Validation', validated: false };

/** As one that is handed over: what it then needs is asked for. */
const finished: As = ({ model, facts }) => {
  const packet = model as PacketModel | undefined;
  const [first, ...rest] = packet?.statuses ?? [];
  if (!packet || first?.reading?.status === 'Done') return { model, facts };
  const status = first ? { ...first, reading: done } : { text: done.status, at: packet.head, reading: done };
  return { model: { ...packet, stub: false, statuses: [status, ...rest] }, facts };
};
