/** Board against packets: when they agree, and the edits that make them. */
import type { Change } from '#core/change';
import { fieldOf } from '#core/fields/model';
import { between } from '#core/paths';
import type { Desk } from '#core/rule';
import type { Vocabulary } from '#core/symbols';
import { eolOf, nextLine, type RelPath, type Span, startOfLine, type TextEdit } from '#core/text';
import type { PacketsDialect } from '../dialect/dialect';
import { ofForms } from '../dialect/id-form';
import { mayLie } from '../dialect/state-folder';
import type { StatusReading } from '../dialect/status';
import { type StatusWords, spelt, written } from '../dialect/status';
import type { PacketModel } from '../types';
import { firstRow, rowInto, tableIn } from './rows';
import type { BoardEntry, BoardModel, BoardSection } from './types';

/** Undefined: one of the two says no state, so there is nothing to compare. Source: SYSTEMS.md §1, "Status and moves". */
export function agrees(
  packet: Vocabulary['packet'],
  entry: Pick<Vocabulary['entry'], 'status' | 'validated' | 'failed' | 'open'>,
): boolean | undefined {
  if (entry.open) return packet.status === 'Done' ? false : undefined;
  if (packet.status === undefined || entry.status === undefined) return undefined;
  // These may live on the board alone; what somebody works on is no stub.
  if (entry.status === 'Superseded') return true;
  if (entry.status === 'Stub') return packet.status !== 'In-Progress' && packet.status !== 'Ready-for-Validation';
  // What is a stub stands in the backlog of a board that has no list of stubs.
  if (packet.status === 'Stub' && entry.status === 'Backlog') return true;
  if (packet.placed) return mayLie(entry.status, packet.status);
  if (packet.status !== entry.status) return false;
  if (entry.failed) return packet.verdict === 'FAIL';
  return packet.status !== 'Done' || !entry.validated || packet.validated || packet.verdict === 'PASS';
}

/** The packet's STATUS line as the board has it. */
export function statusIntoPacket(desk: Desk, path: RelPath, status: StatusReading, words: StatusWords): Change | undefined {
  const doc = desk.document<PacketModel>(path, 'packets/packet');
  const first = doc?.model.statuses[0];
  const at = first?.folder === undefined ? first?.at : undefined;
  return doc && at && [{ do: 'edit', path, hash: doc.hash, edits: [{ at, text: spelt(status, words) }] }];
}

/** Every entry of the packet on the board, as the packet has it: words are replaced, an entry that says none moves to the section that does. */
export function statusIntoBoard(
  desk: Desk,
  path: RelPath,
  id: string,
  status: StatusReading,
  dialect: StatusWords,
): Change | undefined {
  const doc = desk.document<BoardModel>(path, 'packets/board');
  if (!doc) return undefined;
  const { entries, sections } = doc.model;
  const word = spelt(status, dialect);
  const isRight = (s: StatusReading | undefined): boolean => s !== undefined && written(s) === written(status);
  const target = sections.find((s) => s.status?.status === status.status && !s.closure);
  // One entry in the right section is enough.
  let placed = entries.some((e) => e.id === id && !e.closure && e.sectionStatus?.status === status.status);
  const edits = entries.flatMap((e): readonly TextEdit[] => {
    if (e.id === id && e.open && e.box && status.status === 'Done') return [{ at: e.box, text: 'x' }];
    if (e.id !== id || e.status === undefined || e.shared) return [];
    const words: readonly TextEdit[] = e.explicit && !isRight(e.status) ? [{ at: e.statusAt, text: word }] : [];
    if (e.closure || e.sectionStatus === undefined || e.sectionStatus.status === status.status)
      return e.explicit || isRight(e.status) || e.sectionStatus
        ? words
        : [...(e.box ? [{ at: e.box, text: ' ' }] : []), marked(doc.text, e, word)];
    if (e.form !== 'item' && e.form !== 'heading') {
      const moved = e.form === 'row' && target ? rowMoved(doc.text, e, words, target) : undefined;
      placed ||= moved !== undefined;
      return moved ?? words;
    }
    if (!target) return e.explicit ? words : [marked(doc.text, e, word)];
    const moved = move(doc.text, e, words, placed ? undefined : target);
    placed = true;
    return moved;
  });
  return edits.length === 0 ? undefined : [{ do: 'edit', path, hash: doc.hash, edits }];
}

/** The status in brackets behind the id. */
function marked(text: string, e: BoardEntry, word: string): TextEdit {
  const offset = e.at.end + closing(text, e).length;
  return { at: { start: offset, end: offset }, text: ` [${word}]` };
}

/** The marks that follow the id. */
const closing = (text: string, e: BoardEntry): string => /^[\]*_`]*/.exec(text.slice(e.at.end, e.at.end + 20))?.[0] ?? '';

/** Takes the entry out with its lines, and puts it at the end of a section; only takes it out where there is none. */
function move(text: string, e: BoardEntry, words: readonly TextEdit[], to: BoardSection | undefined): readonly TextEdit[] {
  const start = startOfLine(text, e.whole.start);
  const taken: TextEdit = { at: { start, end: nextLine(text, e.whole.end) }, text: '' };
  if (!to) return [taken];
  return [taken, putInto(text, to, reworded(text, { start, end: e.whole.end }, words), e.form === 'heading')];
}

/** Lines with other words in them. */
const reworded = (text: string, { start, end }: Span, words: readonly TextEdit[]): string =>
  words.reduce((lines, w) => lines.slice(0, w.at.start - start) + w.text + lines.slice(w.at.end - start), text.slice(start, end));

/** Undefined: the table of the other section has other columns, so that the row has no place in it. */
function rowMoved(text: string, e: BoardEntry, words: readonly TextEdit[], to: BoardSection): readonly TextEdit[] | undefined {
  const start = startOfLine(text, e.whole.start);
  const put = rowInto(text, start, reworded(text, { start, end: e.whole.end }, words), {
    within: { start: to.titleAt.end, end: to.end },
    put: (lines) => putInto(text, to, lines, true),
  });
  return put && [{ at: { start, end: nextLine(text, e.whole.end) }, text: '' }, put];
}

/** Lines at the end of a section. `(None)` under an empty section goes when the first entry comes. */
function putInto(text: string, to: BoardSection, lines: string, apart: boolean): TextEdit {
  const eol = eolOf(text);
  const inside = text.slice(to.titleAt.end, to.end).replace(/^[ \t#*_:]*/, '');
  const empty = inside.trim() === '' || /^\(.*\)$/.test(inside.trim());
  if (empty && inside.trim() !== '') {
    const from = to.end - inside.trimStart().length;
    return { at: { start: from, end: to.end }, text: lines };
  }
  return { at: { start: to.end, end: to.end }, text: (empty || apart ? eol + eol : eol) + lines };
}

/**
 * A new entry for a packet, in the section of its state, written as the board writes others.
 * @param file where the packet is, or will be: some boards link them
 */
export function entryIntoBoard(
  desk: Desk,
  path: RelPath,
  id: string,
  status: StatusReading,
  words: StatusWords,
  file = desk.look.defs({ kind: 'packet', name: id })[0]?.path,
): Change | undefined {
  const doc = desk.document<BoardModel>(path, 'packets/board');
  if (!doc) return undefined;
  const one: Named = { id, file, board: path };
  const { text, hash } = doc;
  const { entries, sections } = doc.model;
  const word = spelt(status, words);
  const target = sections.findLast((s) => s.status?.status === status.status && !s.closure);
  const inTarget = (e: BoardEntry): boolean => target !== undefined && target.at.start <= e.at.start && e.at.end <= target.at.end;
  const like = target
    ? entries.findLast((e) => inTarget(e) && isCopied(e))
    : entries.findLast((e) => e.explicit && !e.closure && isCopied(e));
  const edit = (at: number, insert: string): Change => [
    { do: 'edit', path, hash, edits: [{ at: { start: at, end: at }, text: insert }] },
  ];
  const eol = eolOf(text);
  if (like?.form === 'row') return edit(like.whole.end, eol + rowLike(text, like, one, word));
  const line = itemLike(text, like ?? entries.findLast((e) => e.form === 'item'), one);
  if (target) {
    const table = like ? undefined : tableIn(text, { start: target.titleAt.end, end: target.end });
    if (table) return edit(table.end, eol + firstRow(table, id));
    if (like?.form === 'item') return edit(like.whole.end, eol + line);
    const heading = like && `${/^[#]*/.exec(text.slice(like.whole.start))?.[0] || '###'} ${id}`;
    return [{ do: 'edit', path, hash, edits: [putInto(text, target, heading ?? line, heading !== undefined)] }];
  }
  if (like?.form === 'item' && like.sectionStatus === undefined) return edit(like.whole.end, `${eol}${line} - [${word}]`);
  const depths = sections.flatMap((s) => (s.status !== undefined && s.depth < 7 ? s.depth : []));
  const depth = depths.length > 0 ? Math.min(...depths) : 2;
  const lead = text === '' ? '' : text.endsWith(eol + eol) ? '' : text.endsWith(eol) ? eol : eol + eol;
  return edit(
    text.length,
    `${lead}${'#'.repeat(depth)} ${spelt({ ...status, validated: false }, words)}${eol}${eol}${line}${eol}`,
  );
}

const isCopied = (e: BoardEntry): boolean => e.form === 'item' || e.form === 'row' || e.form === 'heading';

/** A packet that is put on a board. */
export interface Named {
  readonly id: string;
  readonly file: RelPath | undefined;
  readonly board: RelPath;
}

/**
 * Another packet where one stands as a file, `[Log in](work/log-in.md)`, `work/log-in.md`: from where its item or cell begins.
 * Undefined: it stands by its id.
 */
export function linkLike(text: string, from: number, like: BoardEntry, { id, file, board }: Named): string | undefined {
  const after = /^\.md[^\s|)\]`]*([)\]`*_]*)/.exec(text.slice(like.at.end, like.at.end + 200));
  if (!after || file === undefined) return undefined;
  const ahead = text.slice(from, like.at.start);
  const written = /[^\s()[\]`<]*$/.exec(ahead)?.[0] ?? '';
  const isLink = ahead.slice(0, ahead.length - written.length).endsWith('(');
  const isFromTop = !isLink && written.split('/')[0] === file.split('/')[0];
  const way = isFromTop ? file : between(board, file).join('/');
  const opening = ahead.slice(0, ahead.length - written.length).replace(/\[[^\]\n]*\](?=\($)/, () => `[${id}]`);
  return opening + way + after[1];
}

/** An item as it begins for the next: its box is open, its number goes on. */
const reopened = (opening: string): string =>
  opening.replace(/\[x\]/i, '[ ]').replace(/^\s*\d+(?=[.)])/, (n) => n.replace(/\d+/, (d) => String(Number(d) + 1)));

/** `- **[WP-…]**`, with the marks that the given entry has. */
function itemLike(text: string, like: BoardEntry | undefined, one: Named): string {
  const { id } = one;
  if (like?.form !== 'item') return `- **[${id}]**`;
  const from = startOfLine(text, like.at.start);
  const linked = linkLike(text, from, like, one);
  if (linked !== undefined) return reopened(linked);
  const before = reopened(text.slice(from, like.at.start));
  const open = /^\s*(?:[-*+]|\d+[.)])\s+(?:\[ \]\s+)?[*_`[]*$/.test(before) ? before : `${/^\s*/.exec(before)?.[0] ?? ''}- [`;
  return `${open}${id}${open.endsWith('[') && !closing(text, like).includes(']') ? ']' : closing(text, like)}`;
}

/** A row with the id and the state in their columns, and nothing in the others. */
function rowLike(text: string, like: BoardEntry, one: Named, word: string): string {
  const row = text.slice(like.whole.start, like.whole.end);
  let at = like.whole.start;
  const cells = row.split(/(?<!\\)\|/).map((cell) => {
    const from = at;
    at += cell.length + 1;
    const holds = (offset: number): boolean => from <= offset && offset < from + Math.max(1, cell.length);
    if (holds(like.at.start)) return ` ${linkLike(text, from + (/^\s*/.exec(cell)?.[0].length ?? 0), like, one) ?? one.id} `;
    if (like.explicit && holds(like.statusAt.start)) return ` ${word} `;
    return cell.trim() === '' ? cell : ' ';
  });
  return cells.join('|');
}

/** Adds a name to what an entry says it waits for, or what waits for it. Undefined: it says nothing of that, or not in a list. */
export function nameIntoEntry(desk: Desk, path: RelPath, id: string, side: 'waits' | 'frees', name: string): Change | undefined {
  const doc = desk.document<BoardModel>(path, 'packets/board');
  for (const e of doc?.model.entries ?? []) {
    if (!doc || e.id !== id) continue;
    const names = side === 'waits' ? e.blockers : e.unblocks;
    const statement = (side === 'waits' ? e.waitsAt : e.freesAt).find((s) => !s.all);
    if (!statement) continue;
    const last = names.findLast((n) => statement.at.start <= n.at.start && n.at.end <= statement.at.end);
    const value = statement.is === 'value' ? name : `${side === 'waits' ? 'Blocked on' : 'Unblocks'} ${name}`;
    const text = last ? `, ${name}` : value;
    const end = last ? whole(doc.text, last.at).end : 0;
    const at = last ? { start: end, end } : statement.at;
    return [{ do: 'edit', path, hash: doc.hash, edits: [{ at, text }] }];
  }
  return undefined;
}

/** The packet says that nothing blocks it. */
export function unblockedPacket(desk: Desk, path: RelPath): Change | undefined {
  const { doc, field } = relationIn(desk, path, 'waits');
  return doc && field && [{ do: 'edit', path, hash: doc.hash, edits: [{ at: field.textAt, text: 'None' }] }];
}

function relationIn(desk: Desk, path: RelPath, side: 'waits' | 'frees') {
  const doc = desk.document<PacketModel>(path, 'packets/packet');
  const field = doc && fieldOf(doc.model.fields, side === 'waits' ? 'Blocked on' : 'Blocks');
  return { doc, field: field && field.text !== '' && !field.text.includes('\n') ? field : undefined };
}

/** A clause with the marks that open or close within it: `Blocked by**: [WP-1-A` is `**Blocked by**: [WP-1-A](a.md)`. */
function whole(text: string, { start, end }: Span): Span {
  let [from, to] = [start, end];
  const line = text.slice(startOfLine(text, to), to);
  const link = /\]\([^()\s]*$/.test(line) ? /^[^()\s]*\)/ : /\[[^\]\n]*$/.test(line) ? /^[^\]\n]*\](?:\([^()\s]*\))?/ : undefined;
  to += link?.exec(text.slice(to))?.[0].length ?? 0;
  for (const mark of ['**', '__', '`']) {
    if (text.slice(from, to).split(mark).length % 2 === 1) continue;
    if (text.startsWith(mark, to)) to += mark.length;
    else if (text.slice(0, from).endsWith(mark)) from -= mark.length;
  }
  return { start: from, end: to };
}

/** All entries of a packet say that nothing blocks it, and so does the packet, where it waits for something. */
export function unblocked(desk: Desk, path: RelPath, id: string): Change | undefined {
  const board = entriesUnblocked(desk, path, id);
  const waits = desk.look.defs({ kind: 'blocking', name: id }).find((d) => d.path !== path && d.data.blockers.length > 0);
  return board && [...board, ...((waits && unblockedPacket(desk, waits.path)) ?? [])];
}

function entriesUnblocked(desk: Desk, path: RelPath, id: string): Change | undefined {
  const doc = desk.document<BoardModel>(path, 'packets/board');
  const edits = (doc?.model.entries ?? []).flatMap((e): readonly TextEdit[] =>
    e.id === id && e.blockers.length > 0
      ? e.waitsAt.map((s) =>
          s.is === 'value' ? { at: s.at, text: 'None' } : { at: whole(doc?.text ?? '', s.at), text: 'no blockers' },
        )
      : [],
  );
  return doc && edits.length > 0 ? [{ do: 'edit', path, hash: doc.hash, edits }] : undefined;
}

/** The same in a packet, where one line says it. */
export function nameIntoPacket(
  desk: Desk,
  path: RelPath,
  side: 'waits' | 'frees',
  name: string,
  { ids }: PacketsDialect,
): Change | undefined {
  const { doc, field } = relationIn(desk, path, side);
  if (!doc || !field) return undefined;
  const named = [...field.text.matchAll(begun(ids))].at(-1);
  const offset = named ? field.textAt.start + named.index + named[0].length : 0;
  const edit = named ? { at: { start: offset, end: offset }, text: `, ${name}` } : { at: field.textAt, text: name };
  return [{ do: 'edit', path, hash: doc.hash, edits: [edit] }];
}

const begun = ofForms(({ begunSource }) => new RegExp(begunSource, 'gu'));
