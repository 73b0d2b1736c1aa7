/** Packet and board in one change, and the proof that they agree afterwards. Source: SYSTEMS.md §1, *Status and moves*. */
import { Refused } from '#core/action';
import type { Change } from '#core/change';
import { applyEdits, type TextEdit } from '#core/text';
import { agrees, entryIntoBoard, statusIntoBoard } from '../model/board';
import { shownStates } from '../model/board-queries';
import { type StatusReading, written } from '../model/status';
import type { BoardFacts, PacketFacts } from '../model/types';
import { afterwards, edit, merged } from './lines';
import { BOARD, boardOf, type Packet, refuse, type View } from './view';

/**
 * The packet's STATUS and its entries on the board.
 * @param more other edits of the packet
 * @throws Refused, where they would not agree afterwards, or a signature has locked what would change
 */
export function statusChange(view: View, packet: Packet, to: StatusReading, more: readonly TextEdit[] = []): Change {
  const at = packet.model.statuses[0]?.at ?? refuse(`${packet.id} has no STATUS; write one into ${packet.path} first.`);
  // The board need not say since when; somebody has to.
  const word = to.status === 'In-Progress' ? `${written(to)} (since ${view.today})` : written(to);
  const own = edit(packet, { at, text: word }, ...more);
  const change = merged(own, boardChange(view, packet.id, to));
  const { facts } = afterwards(view, packet, change);
  if (facts.status?.reading?.status !== to.status)
    refuse(`${packet.path} would not say ${written(to)} afterwards, but “${facts.status?.text ?? 'nothing'}”; write it by hand.`);
  agree(view, facts, change);
  return change;
}

function boardChange(view: View, id: string, to: StatusReading): Change | undefined {
  const path = boardOf(view);
  if (path === undefined) return undefined;
  if (!view.document(path, BOARD)) return refuse(`${path} cannot be read, so packet and board could not be kept alike.`);
  const entries = view.look.defs({ kind: 'entry', name: id });
  if (entries.some((e) => e.data.status !== undefined)) return statusIntoBoard(view.desk, path, id, to);
  const states = view.look.ask(shownStates);
  const isKept = to.status !== 'Superseded' && to.status !== 'Stub' && (to.status !== 'Done' || states.includes('Done'));
  return isKept && entries.length === 0 ? entryIntoBoard(view.desk, path, id, to) : undefined;
}

/** Reads both again, as they would be. */
function agree(view: View, packet: PacketFacts, change: Change): void {
  const path = boardOf(view);
  const doc = path === undefined ? undefined : view.document(path, BOARD);
  if (!doc) return;
  const edits = change.flatMap((s) => (s.do === 'edit' && s.path === doc.path ? s.edits : []));
  const board = view.reread(doc.path, BOARD, applyEdits(doc.text, edits));
  const def = packet.defs.find((d) => d.kind === 'packet' && d.name === packet.id);
  if (!board || def?.kind !== 'packet')
    throw new Refused('unknown', [`${doc.path} could not be read any more after this change; nothing is written.`]);
  const entries = (board.facts as BoardFacts).entries.filter((e) => e.id === packet.id && e.status !== undefined);
  const wrong = entries.find(
    (e) => agrees(def.data as never, { status: e.status?.status, validated: e.status?.validated ?? false }) === false,
  );
  if (wrong?.status)
    refuse(
      `${doc.path} would still have ${packet.id} as ${written(wrong.status)} under “${wrong.section}”, which cannot be changed by itself. ` +
        'Mend that entry by hand, then move again.',
    );
}
