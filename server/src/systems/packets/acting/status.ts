/** Packet and board in one change, and the proof that they agree afterwards. Source: SYSTEMS.md §1, *Status and moves*. */
import { Refused } from '#core/action';
import type { Change } from '#core/change';
import { applyEdits, type TextEdit } from '#core/text';
import { agrees, entryIntoBoard, statusIntoBoard } from '../model/board/board';
import { shownStates } from '../model/board/board-queries';
import type { BoardFacts } from '../model/board/types';
import { type StatusReading, spelt, written } from '../model/dialect/status';
import type { PacketFacts } from '../model/types';
import { afterwards, edit, merged } from './lines';
import { BOARD, boardOf, type Packet, refuse, statePlaced, type View } from './view';

/**
 * The packet's STATUS and its entries on the board.
 * @param more other edits of the packet
 * @throws Refused, where they would not agree afterwards, or a signature has locked what would change
 */
export function statusChange(view: View, packet: Packet, to: StatusReading, more: readonly TextEdit[] = []): Change {
  const placed = statePlaced(packet, to.status);
  if (placed !== undefined) refuse(placed);
  const [first] = packet.model.statuses;
  const at = first?.at ?? refuse(`${packet.id} has no STATUS; write one into ${packet.path} first.`);
  // The board need not say since when; somebody has to.
  const state = spelt(to, view.dialect.words);
  const word = to.status === 'In-Progress' ? `${state} (since ${view.today})` : state;
  const own = edit(packet, { at, text: word }, ...more);
  const { facts } = afterwards(view, packet, own);
  if (facts.status?.reading?.status !== to.status)
    refuse(`${packet.path} would not say ${written(to)} afterwards, but “${facts.status?.text ?? 'nothing'}”; write it by hand.`);
  return merged(own, onBoard(view, facts, to));
}

/** What the board is to say, in the way in which it is then read. */
function onBoard(view: View, packet: PacketFacts, to: StatusReading): Change {
  const plain = boardChange(view, packet.id, to) ?? [];
  const wrong = disagreement(view, packet, plain);
  if (wrong === undefined) return plain;
  const state = spelt(to, view.dialect.words);
  // A bare word may be the beginning of a sentence; in brackets it is a state.
  const marked = plain.map((s) =>
    s.do === 'edit' ? { ...s, edits: s.edits.map((e) => (e.text === state ? { ...e, text: `[${e.text}]` } : e)) } : s,
  );
  return disagreement(view, packet, marked) === undefined ? marked : refuse(wrong);
}

function boardChange(view: View, id: string, to: StatusReading): Change | undefined {
  const path = boardOf(view);
  if (path === undefined) return undefined;
  if (!view.document(path, BOARD)) return refuse(`${path} cannot be read, so packet and board could not be kept alike.`);
  const entries = view.look.defs({ kind: 'entry', name: id });
  if (entries.some((e) => e.data.status !== undefined || e.data.open))
    return statusIntoBoard(view.desk, path, id, to, view.dialect.words);
  const states = view.look.ask(shownStates);
  const isKept = to.status !== 'Superseded' && to.status !== 'Stub' && (to.status !== 'Done' || states.includes('Done'));
  return isKept && entries.length === 0 ? entryIntoBoard(view.desk, path, id, to, view.dialect.words) : undefined;
}

/** Reads the board again as it would be. Undefined: it has the packet in the state that the packet says, as often as before. */
function disagreement(view: View, packet: PacketFacts, change: Change): string | undefined {
  const path = boardOf(view);
  const doc = path === undefined ? undefined : view.document(path, BOARD);
  if (!doc) return undefined;
  const edits = change.flatMap((s) => (s.do === 'edit' && s.path === doc.path ? s.edits : []));
  const board = view.reread(doc.path, BOARD, applyEdits(doc.text, edits));
  const def = packet.defs.find((d) => d.kind === 'packet' && d.name === packet.id);
  if (!board || def?.kind !== 'packet')
    throw new Refused('unknown', [`${doc.path} could not be read any more after this change; nothing is written.`]);
  const byHand = 'which cannot be changed by itself. Mend that entry by hand, then move again.';
  const before = telling(doc.facts as BoardFacts, packet.id);
  const entries = telling(board.facts as BoardFacts, packet.id);
  const wrong = entries.find((e) => e.status !== undefined && agrees(def.data as never, e.status) === false);
  if (wrong?.status)
    return `${doc.path} would still have ${packet.id} as ${written(wrong.status)} under “${wrong.section}”, ${byHand}`;
  const isGone = (closure: boolean): boolean =>
    before.some((e) => e.closure === closure) && !entries.some((e) => e.closure === closure);
  return isGone(true) || isGone(false) ? `${doc.path} would no longer tell the state of ${packet.id}, ${byHand}` : undefined;
}

/** The entries of a packet that say a state. */
const telling = (board: BoardFacts, id: string): BoardFacts['entries'] =>
  board.entries.filter((e) => e.id === id && e.status !== undefined);
