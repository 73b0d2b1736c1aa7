/** Out of the order of work, and back. Source: SYSTEMS.md §1, *Status and moves*. */
import type { ActionResult } from '#core/action';
import type { Change } from '#core/change';
import { fieldOf } from '#core/fields/model';
import type { TextEdit } from '#core/text';
import { nameIntoEntry } from '../model/board/board';
import { standing } from '../model/board/board-queries';
import { type Status, type StatusReading, written } from '../model/dialect/status';
import { isKnown, waits } from '../model/queries';
import { lastLine, lineAfterStatus, merged, withoutLine } from './lines';
import { statusChange } from './status';
import { boardOf, done, given, misused, type Packet, refuse, type View } from './view';
import { reasonIn, signedOff } from './words';

/** Where a packet was before: a line that says it, and is read again. */
const FORMER = 'Former status';

/** Blocks a packet, from any state that is not over. Asks for the reason where none was given. */
export function blocking(view: View, packet: Packet, from: StatusReading): ActionResult {
  const { id } = packet;
  if (from.status === 'Blocked') refuse(`${id} is Blocked already. “gatehouse unblock ${id}” ends that.`);
  if (from.status === 'Done' || from.status === 'Superseded')
    refuse(`${id} is ${written(from)}: there is nothing left to block.`);
  const reason = reasonIn(view);
  if (reason === undefined) return { is: 'asks', questions: [{ name: 'reason', says: `What blocks ${id}?`, answers: 'text' }] };
  const by = view.args.by ?? [];
  for (const other of by) check(view, id, other);
  const former = lineAfterStatus(packet, FORMER, `${written(from)} (${signedOff(view)}: ${bracketed(reason)})`);
  const change = statusChange(view, packet, { status: 'Blocked', validated: false }, [former, ...waiting(packet, by)]);
  return done(merged(change, onBoard(view, id, by)), `${id} is Blocked; it was ${written(from)}.`);
}

/** A parenthesis within one would end it. */
const bracketed = (text: string): string => text.replaceAll('(', '[').replaceAll(')', ']');

function check(view: View, id: string, other: string): void {
  if (other === id) misused(`${id} cannot wait for itself.`);
  if (!isKnown(view.look, other)) misused(`There is no packet ${other} that ${id} could wait for.`);
  const edges = view.look.ask(waits);
  const seen = new Set<string>();
  const queue = [other];
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    if (at === id)
      refuse(`${other} waits for ${id}, itself or through others; if ${id} waited for it, neither would ever begin.`);
    if (seen.has(at)) continue;
    seen.add(at);
    queue.push(...(edges[at] ?? []));
  }
}

/** The names that are not there yet, where the packet says what it waits for. */
function waiting(packet: Packet, by: readonly string[]): readonly TextEdit[] {
  const fresh = by.filter((b) => !packet.facts.blockers.some((o) => o.text === b));
  if (fresh.length === 0) return [];
  const field = fieldOf(packet.model.fields, 'Blocked on');
  if (!field) return [lineAfterStatus(packet, 'Blocked on', fresh.join(', '))];
  const last = packet.facts.blockers.filter((b) => field.at.start <= b.at.start && b.at.end <= field.at.end).at(-1);
  if (last) return [{ at: { start: last.at.end, end: last.at.end }, text: `, ${fresh.join(', ')}` }];
  const isLine = !field.text.includes('\n') && field.items.length <= 1;
  if (!isLine) return refuse(`${packet.path} says in several lines what it waits for; add ${fresh.join(', ')} there by hand.`);
  return [
    {
      at: field.textAt,
      text: `${field.text === '' && !/\s$/.test(packet.text.slice(0, field.textAt.start)) ? ' ' : ''}${fresh.join(', ')}`,
    },
  ];
}

/** Entries of the board that list what they wait for list these too. */
function onBoard(view: View, id: string, by: readonly string[]): Change | undefined {
  const path = boardOf(view);
  if (path === undefined || by.length !== 1) return undefined;
  const listed = view.look
    .defs({ kind: 'blocking', name: id })
    .some((d) => d.path === path && d.data.blockers.includes(by[0] as string));
  return listed ? undefined : nameIntoEntry(view.desk, path, id, 'waits', by[0] as string);
}

/**
 * Back to the state before, once nothing that it waits for is open. @param wanted where the packet does not say which that
 * was
 */
export function unblocking(view: View, packet: Packet, from: StatusReading, wanted?: Status): ActionResult {
  const { id } = packet;
  if (from.status !== 'Blocked') refuse(`${id} is ${written(from)}, not Blocked.`);
  const line = lastLine(packet, FORMER);
  const former = line && view.dialect.status.value(line.text);
  const to = former ?? askedFor(view, id, wanted);
  if (wanted !== undefined && former && former.status !== wanted)
    refuse(`${id} was ${written(former)} before it was blocked; it goes back there first.`);
  const open = (view.look.ask(waits)[id] ?? []).filter((b) => !view.look.ask(standing, b).over);
  if (open.length > 0)
    refuse(
      `${id} still waits for ${open.map((b) => `${b} (${view.look.ask(standing, b).status ?? 'no state'})`).join(', ')}. ` +
        'If it need not wait any longer, take the name out of “Blocked on” first.',
    );
  const change = statusChange(view, packet, to, line ? [withoutLine(packet.text, line)] : []);
  return done(change, `${id} is ${written(to)} again.`);
}

const back: readonly Status[] = ['Backlog', 'Ready-for-Dev', 'In-Progress', 'Ready-for-Validation'];

function askedFor(view: View, id: string, wanted: Status | undefined): StatusReading {
  const to = given(view, 'to');
  const status = wanted ?? (to === undefined ? undefined : view.dialect.status.value(to)?.status);
  if (status === undefined) return refuse(`Nothing says what ${id} was before it was blocked; say it with --to <status>.`);
  if (!back.includes(status)) misused(`${id} can go back to ${back.join(', ')}, not to ${status}.`);
  return { status, validated: false };
}
