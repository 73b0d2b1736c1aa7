/** packets/summary: where the work stands, what blocks it, and what comes next, in a few lines. */
import { action } from '#core/action';
import { daysBetween } from '#core/days';
import { told, type View } from '../acting/view';
import { specPath } from '../acting/work';
import { packetSince, standing } from '../model/board/board-queries';
import { phases } from '../model/board/phases';
import type { PacketsDialect } from '../model/dialect/dialect';
import { lifecycle, type Status } from '../model/dialect/status';
import { packetIdsBy } from '../model/gating/gating';
import { waits } from '../model/queries';

export default action<PacketsDialect>({
  act(view) {
    const ids = packetIdsBy(view.look, lifecycle);
    const status = (id: string): Status | undefined => view.look.defs({ kind: 'packet', name: id })[0]?.data.status;
    const open = (id: string): readonly string[] =>
      (view.look.ask(waits)[id] ?? []).filter((b) => !view.look.ask(standing, b).over);
    const counts = lifecycle.flatMap((s) => {
      const n = ids.filter((id) => status(id) === s).length;
      return n === 0 ? [] : [{ status: s, count: n }];
    });
    const live = ids.filter((id) => status(id) !== 'Done' && status(id) !== 'Superseded');
    const blocked = live
      .filter((id) => status(id) === 'Blocked' || open(id).length > 0)
      .map((id) => ({ id, waitsFor: open(id) }));
    const isReady = (id: string): boolean => status(id) === 'Ready-for-Dev' && open(id).length === 0;
    const isSigned = (id: string): boolean => view.look.defs({ kind: 'packet', name: id })[0]?.data.proves !== undefined;
    const next = [
      ...steps(ids, (id) => status(id) === 'Ready-for-Validation', 'validate'),
      ...steps(ids, (id) => isReady(id) && !isSigned(id), 'sign'),
      ...steps(ids, (id) => isReady(id) && isSigned(id), 'start'),
    ];
    const late = live.flatMap((id) => overdue(view, id, status(id)));
    const spec = specPath(view);
    const done = view.look.ask(phases).map((p) => ({
      phase: p.title,
      packets: p.states.flatMap((s) => s.members).length,
      done: p.states.flatMap((s) => (s.title === 'Done' ? s.members : [])).length,
      blocked: p.blocked,
    }));
    const lines = [
      `Spec: ${spec ?? 'the pointer names none that is there'}`,
      `Packets: ${ids.length === 0 ? 'none' : counts.map((c) => `${c.count} ${c.status}`).join(', ')}`,
      ...done.map((p) => `${p.phase}: ${p.done} of ${p.packets} done${p.blocked > 0 ? `, ${p.blocked} blocked` : ''}`),
      ...block(
        'Blocked',
        blocked.map((b) => `${b.id}${b.waitsFor.length > 0 ? ` waits for ${b.waitsFor.join(', ')}` : ''}`),
      ),
      ...block('Longer in their state than agreed', late),
      ...block(
        'Next',
        next.map((n) => `${n.step} ${n.id}`),
      ),
    ];
    return told(lines.join('\n'), { spec: spec ?? null, counts, phases: done, blocked, late, next });
  },
});

const steps = (
  ids: readonly string[],
  fits: (id: string) => boolean,
  step: string,
): readonly { readonly id: string; readonly step: string }[] => ids.filter(fits).map((id) => ({ id, step }));

const block = (title: string, all: readonly string[]): readonly string[] =>
  all.length === 0 ? [] : [`${title}:`, ...all.map((l) => `  ${l}`)];

function overdue(view: View, id: string, status: Status | undefined): readonly string[] {
  const entry = view.look
    .defs({ kind: 'entry', name: id })
    .find((e) => e.data.since !== undefined || e.data.sla !== undefined)?.data;
  const since = view.look.ask(packetSince, id) ?? entry?.since;
  const most = entry?.sla ?? (status && view.dialect.sla[status]);
  const days = since === undefined ? undefined : daysBetween(since, view.today);
  return days !== undefined && most !== undefined && days > most ? [`${id}: ${status} for ${days} days, ${most} are agreed`] : [];
}
