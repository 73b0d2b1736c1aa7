/** Packets that are not there yet: their ids, their files, their entries on the board. */
import { Refused } from '#core/action';
import type { Change } from '#core/change';
import { folderOf, nameOf } from '#core/paths';
import { applyEdits, endingAs, type RelPath } from '#core/text';
import { entryIntoBoard, statusIntoBoard } from '../model/board/board';
import type { BoardFacts } from '../model/board/types';
import { isOneId, lookAlike } from '../model/dialect/id-form';
import type { StatusReading } from '../model/dialect/status';
import { PACKET } from '../model/gating/gating';
import { newPlace } from '../model/packet/new-place';
import type { PacketModel } from '../model/types';
import { BOARD, boardOf, misused, refuse, type View } from './view';

/** Where new packets begin. */
export const backlog: StatusReading = { status: 'Backlog', validated: false };

/** Longer names of files are trouble on some systems. */
const LONGEST = 100;

const byNumber = new Intl.Collator('en', { numeric: true }).compare;

/** How the id of a packet after these begins: all of it, where they are counted; `WP-2-`, where they have names. Undefined: there are none. */
export function begunId(names: readonly string[]): string | undefined {
  const sorted = [...names].sort(byNumber);
  const counted = sorted.filter((n) => /^\P{N}*\d+$/u.test(n));
  const last = (counted.length * 2 >= sorted.length ? counted : sorted).at(-1);
  const [, before = '', digits] = /^(\P{N}*)(\d+)$/u.exec(last ?? '') ?? [];
  return digits === undefined
    ? /^\P{N}*\d[\d.]*[-_]/u.exec(last ?? '')?.[0]
    : before + String(Number(digits) + 1).padStart(digits.length, '0');
}

/** Refuses an id that is none, or is taken: here, also in letters that differ in case or only look the same, or on a branch. */
export function mustBeFree(view: View, id: string): void {
  const { ids } = view.dialect;
  if (!ids.is(id) || id.length > LONGEST)
    misused(`“${id}” is no packet id; write ${ids.advice}, with at most ${LONGEST} letters.`);
  const taken = view.look.names('packet').find((name) => isOneId(name, id));
  if (taken !== undefined) {
    const [own] = view.look.defs({ kind: 'packet', name: taken });
    refuse(
      own?.data.stub
        ? `${taken} is a stub: ${own.path}. Move it out of ${folderOf(own.path)} and set it to Backlog: gatehouse move ${taken} Backlog.`
        : `There is a packet ${taken} already: ${own?.path}.`,
    );
  }
  const others = view.task('branches', { name: id });
  if (others.length > 0)
    refuse(
      `${id} is taken on ${others.length === 1 ? 'the branch' : 'the branches'} ${others.slice(0, 5).join(', ')}; choose another id.`,
    );
}

/** Refuses an id that could be taken for another. One that is none is refused in {@link mustBeFree}. */
export function mustLookItself(view: View, id: string): void {
  const why = view.dialect.ids.is(id) ? lookAlike(id) : undefined;
  if (why !== undefined) misused(why);
}

/** A new text with the line ends of the board; where there is none, of another packet. */
export function asWritten(view: View, text: string): string {
  const like = boardOf(view) ?? view.look.files(PACKET)[0];
  return endingAs(like === undefined ? undefined : view.text(like), text);
}

/** Where a new packet goes. */
export function newPath(view: View, id: string, text: string): RelPath {
  const path = newPlace(id, view.look.files(PACKET), view.dialect);
  const read = view.reread(path, PACKET, text)?.model as PacketModel | undefined;
  if (!read || read.id !== id || read.stub)
    throw new Refused('unknown', [
      `${path} would not be read as the packet ${id}; packets.paths in gatehouse.yaml says where packets are.`,
    ]);
  if (view.text(path) !== undefined) refuse(`There is a file ${path} already.`);
  return path;
}

/** The entry of a new packet. What stands on the board already stays, in the right state. @param file where the packet will be */
export function newEntry(view: View, id: string, file: RelPath): { readonly change: Change; readonly says: readonly string[] } {
  const path = boardOf(view);
  if (path === undefined) return { change: [], says: ['There is no board that it could stand on.'] };
  const doc = view.document(path, BOARD);
  if (!doc) throw new Refused('unknown', [`${path} cannot be read, so the packet could not be put on it.`]);
  const there = view.look.defs({ kind: 'entry', name: id });
  const isRight = there.length > 0 && there.every((e) => e.data.status === undefined || e.data.status === 'Backlog');
  const change = isRight
    ? []
    : ((there.length > 0
        ? statusIntoBoard(view.desk, path, id, backlog, view.dialect.words)
        : entryIntoBoard(view.desk, path, id, backlog, view.dialect.words, file)) ?? []);
  const edits = change.flatMap((s) => (s.do === 'edit' ? s.edits : []));
  const after = view.reread(path, BOARD, applyEdits(doc.text, edits))?.facts as BoardFacts | undefined;
  const own = after?.entries.filter((e) => e.id === id) ?? [];
  const isFine = own.length > 0 && own.every((e) => e.status === undefined || e.status.status === 'Backlog' || e.closure);
  if (!isFine)
    return { change: [], says: [`${nameOf(path)} has a form that no entry can be added to by itself; put ${id} on it by hand.`] };
  return {
    change,
    says: change.length > 0 ? [`${id} is on the board, in the backlog.`] : [`${id} stands on the board already.`],
  };
}
