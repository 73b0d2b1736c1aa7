/** packets/digest: what takes long, so that nobody need read all of it again. Source: SYSTEMS.md §1 *Actions*. */
import { action } from '#core/action';
import { daysBetween } from '#core/days';
import type { WideLook } from '#core/look';
import { given, items, misused, type Packet, packetOf, said, told, type View } from '../acting/view';
import { outcomeOf, placesOf, plannedOf, promisesOf } from '../acting/work';
import { packetSince, standing } from '../model/board/board-queries';
import type { PacketsDialect } from '../model/dialect/dialect';
import { packetIdsBy } from '../model/gating/gating';
import { waits } from '../model/queries';

export default action<PacketsDialect>({
  act(view) {
    const most = Number(given(view, 'days') ?? 5);
    if (!Number.isInteger(most) || most < 0 || most > 10_000) misused('--days is a number of days.');
    const running = packetIdsBy(view.look, ['In-Progress']).filter((id) => statusOf(view.look, id) === 'In-Progress');
    const all = running.map((id) => ({ id, days: daysIn(view, id) }));
    const long = all.filter((p) => p.days !== undefined && p.days > most);
    const undated = all.filter((p) => p.days === undefined);
    const told_ = [...long, ...undated].map((p) => about(view, p.id, p.days));
    const head =
      long.length === 0
        ? `Nothing is In-Progress for more than ${most} days.`
        : `In-Progress for more than ${most} days: ${long.map((p) => p.id).join(', ')}.`;
    const unsure = undated.length > 0 ? [`Nothing says since when: ${undated.map((p) => p.id).join(', ')}.`] : [];
    const blocks = told_.map((d) => text(d));
    return told([head, ...unsure, ...blocks].join('\n\n'), { days: most, packets: told_ });
  },
});

const statusOf = (look: WideLook, id: string) => look.defs({ kind: 'packet', name: id })[0]?.data.status;

/** By packet, else by board. Undefined: neither says. */
function daysIn(view: View, id: string): number | undefined {
  const onBoard = view.look.defs({ kind: 'entry', name: id }).find((e) => e.data.since !== undefined)?.data.since;
  const since = view.look.ask(packetSince, id) ?? onBoard;
  return since === undefined ? undefined : daysBetween(since, view.today);
}

interface Digest {
  readonly id: string;
  readonly days?: number;
  readonly scope: readonly string[];
  readonly open: readonly string[];
  readonly results: readonly string[];
  readonly next: string;
}

function about(view: View, id: string, days: number | undefined): Digest {
  const packet = packetOf({ ...view, subject: id });
  const paths = items(packet, 'IN_SCOPE_PATHS');
  const promises = promisesOf(view, packet);
  const open = promises.filter((p) => placesOf(p.rows).length === 0);
  const planned = plannedOf(view, packet);
  const blockers = (view.look.ask(waits)[id] ?? []).filter((b) => !view.look.ask(standing, b).over);
  const lacking = planned.filter((p) => !p.record && p.claim === undefined);
  return {
    id,
    ...(days === undefined ? {} : { days }),
    scope: [
      said(packet, 'What') ?? 'The packet does not say what it is about.',
      ...(paths.length > 0 ? [`Files: ${paths.join(', ')}`] : []),
    ],
    open: [...blockers.map((b) => `Waits for ${b} (${view.look.ask(standing, b).status ?? 'no state'}).`), ...questions(packet)],
    results: planned.map((p) => `${p.command}: ${outcomeOf(p)}`),
    next:
      blockers.length > 0
        ? `See to ${blockers.join(', ')}, or block it: gatehouse block ${id}.`
        : open.length > 0
          ? `Show the rest in the code: ${open.map((p) => p.text).join('; ')}.`
          : lacking.length > 0
            ? `Run what the plan still asks for: ${lacking.map((p) => p.command).join('; ')}.`
            : `gatehouse move ${id} Ready-for-Validation.`,
  };
}

/** Lines that are questions, and boxes that are not ticked, outside of what was promised. */
function questions({ text }: Packet): readonly string[] {
  const out: string[] = [];
  let fenced = false;
  for (const line of text.split(/\r?\n/)) {
    if (/^\s*(?:```|~~~)/.test(line)) fenced = !fenced;
    const item = /^\s*(?:[-*+]|\d+[.)])\s+(?:\[ \]\s+)?(.*\?)[*_\s]*$/.exec(line)?.[1];
    const named = /^\s*(?:[-*+]\s+)?[*_]*(?:open|question|unclear|escalation)\b[^:]{0,30}[:：][*_\s]*(.+)$/i.exec(line)?.[1];
    const found = fenced ? undefined : (item ?? named);
    if (found !== undefined && !/^(?:none|n\/a|-)\W*$/i.test(found.trim())) out.push(found.trim());
  }
  return out.slice(0, 20);
}

function text({ id, days, scope, open, results, next }: Digest): string {
  const list = (title: string, lines: readonly string[], none: string): readonly string[] => [
    title,
    ...(lines.length === 0 ? [none] : lines).map((l) => `  - ${l}`),
  ];
  return [
    days === undefined ? `${id}: In-Progress, nobody says since when` : `${id}: In-Progress for ${days} days`,
    ...list(' Scope', scope, ''),
    ...list(' Open questions', open, 'none is written down'),
    ...list(' Last results', results, 'TEST_PLAN has no command'),
    ` Next: ${next}`,
  ].join('\n');
}
