/** Board against packets: when they agree, and the edits that make them. */
import type { Change } from '#core/change';
import type { Desk } from '#core/rule';
import type { Vocabulary } from '#core/symbols';
import type { RelPath, TextEdit } from '#core/text';
import type { StatusReading } from './status';
import { written } from './status';
import type { BoardEntry, BoardModel, BoardSection, PacketModel } from './types';

/** Undefined: one of the two says no state, so there is nothing to compare. Source: SYSTEMS.md §1, "Status and moves". */
export function agrees(
  packet: Vocabulary['packet'],
  entry: { readonly status: StatusReading['status'] | undefined; readonly validated: boolean },
): boolean | undefined {
  if (packet.status === undefined || entry.status === undefined) return undefined;
  // These may live on the board alone.
  if (entry.status === 'Superseded' || entry.status === 'Stub') return true;
  if (packet.status !== entry.status) return false;
  return packet.status !== 'Done' || !entry.validated || packet.validated || packet.verdict === 'PASS';
}

/** The packet's STATUS line as the board has it. */
export function statusIntoPacket(desk: Desk, path: RelPath, status: StatusReading): Change | undefined {
  const doc = desk.document<PacketModel>(path, 'packets/packet');
  const at = doc?.model.statuses[0]?.at;
  return doc && at && [{ do: 'edit', path, hash: doc.hash, edits: [{ at, text: written(status) }] }];
}

/** Every entry of the packet on the board, as the packet has it: words are replaced, an entry that says none moves to the section that does. */
export function statusIntoBoard(desk: Desk, path: RelPath, id: string, status: StatusReading): Change | undefined {
  const doc = desk.document<BoardModel>(path, 'packets/board');
  if (!doc) return undefined;
  const { entries, sections } = doc.model;
  const target = sections.find((s) => s.status?.status === status.status && !s.closure);
  const wrong = entries.filter(
    (e) =>
      e.id === id && (e.status?.status !== status.status || e.sectionStatus?.status !== (e.closure ? undefined : status.status)),
  );
  // One entry in the right section is enough.
  let placed = entries.some((e) => e.id === id && !e.closure && e.sectionStatus?.status === status.status);
  const edits = wrong.flatMap((e): readonly TextEdit[] => {
    const words: readonly TextEdit[] =
      e.explicit && e.status?.status !== status.status ? [{ at: e.statusAt, text: written(status) }] : [];
    if (e.closure || e.sectionStatus === undefined || e.sectionStatus.status === status.status) return words;
    if (!target)
      return e.explicit
        ? words
        : [
            {
              at: { start: e.at.end + closing(doc.text, e), end: e.at.end + closing(doc.text, e) },
              text: ` [${written(status)}]`,
            },
          ];
    const moved = move(doc.text, e, words, placed ? undefined : target);
    placed = true;
    return moved;
  });
  return edits.length === 0 ? undefined : [{ do: 'edit', path, hash: doc.hash, edits }];
}

/** How many closing marks follow the id. */
const closing = (text: string, e: BoardEntry): number => /^[\]*_`]*/.exec(text.slice(e.at.end))?.[0].length ?? 0;

/** Takes the entry out with its line, and puts it at the end of a section; only takes it out where there is none. */
function move(text: string, e: BoardEntry, words: readonly TextEdit[], to: BoardSection | undefined): readonly TextEdit[] {
  const start = text.lastIndexOf('\n', e.whole.start - 1) + 1;
  const nl = text.indexOf('\n', e.whole.end);
  const end = nl < 0 ? text.length : nl + 1;
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const taken: TextEdit = { at: { start, end }, text: '' };
  if (!to) return [taken];
  let line = text.slice(start, e.whole.end);
  for (const w of words) line = line.slice(0, w.at.start - start) + w.text + line.slice(w.at.end - start);
  const blank = to.end === to.titleAt.end || /^\(.*\)$/.test(text.slice(to.titleAt.end, to.end).trim());
  const onlyRemark = blank && to.end > to.titleAt.end;
  // `(None)` under an empty section goes when the first entry comes.
  if (onlyRemark) return [taken, { at: { start: to.titleAt.end, end: to.end }, text: eol + eol + line }];
  return [taken, { at: { start: to.end, end: to.end }, text: blank ? eol + eol + line : eol + line }];
}
