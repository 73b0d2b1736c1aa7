/** The task board: its sections, and its entries with the states that they and their sections say. */
import type { MarkdownSource, Section } from '#core/source';
import type { Def, Ref } from '#core/symbols';
import type { Reading } from '#core/system';
import { type Span, shifted } from '#core/text';
import type { BoardEntry, BoardFacts, BoardModel, BoardSection, Statement } from '../model/board/types';
import type { PacketsDialect } from '../model/dialect/dialect';
import type { StatusReading } from '../model/dialect/status';
import type { Located } from '../model/types';
import { readBoardSection } from './board-part';
import type { BoardPart, RawEntry, RawHeading } from './board-pieces';
import { isAside, type State } from './board-words';

interface Draft {
  readonly title: string;
  readonly at: { start: number; end: number };
  readonly titleAt: Span;
  readonly depth: number;
  readonly state: State | undefined;
  readonly status: StatusReading | undefined;
  readonly closure: boolean;
  readonly retold: boolean;
  readonly entry: boolean;
  /** It, or a heading above it, is an entry itself. */
  readonly owned: boolean;
  end: number;
}

type Parts = readonly { readonly section: Section; readonly part: BoardPart }[];

/** The depth of what stands for a heading and is none. */
const LABEL = 7;

/** Reads a board at once. */
export const readBoard = (source: MarkdownSource, dialect: PacketsDialect): Reading<BoardModel, BoardFacts> =>
  foldBoard(source.sections.map((section) => ({ section, part: readBoardSection(section, source.text, dialect) })));

/** Puts the sections together: a heading says a state for all that stands under it. Runs on every key. */
export function foldBoard(parts: Parts): Reading<BoardModel, BoardFacts> {
  const entries: BoardEntry[] = [];
  const listed: Located[] = [];
  const sections: Draft[] = [];
  let stack: Draft[] = [];
  let title = '';
  const add = (raw: RawEntry, base: number, under: Draft | undefined, whole: Span): void => {
    const entry = entryOf(raw, base, under, whole, isTicking);
    if (entry) entries.push(entry);
    else if (!under?.retold && !raw.below) listed.push({ text: raw.id, at: shifted(raw.at, base) });
  };
  const named = titleOfAll(parts);
  const isTicking = parts.some(({ part }) => part.pieces.some((p) => p.is === 'entry' && p.entry.box && p.entry.ticked));
  for (const { section, part } of parts) {
    const base = section.start;
    for (const piece of part.pieces) {
      const under = stack[stack.length - 1];
      if (piece.is === 'block') {
        if (piece.folds) stack = stack.filter((x) => x.depth < LABEL);
        for (const open of stack) open.at.end = piece.end + base;
        if (!piece.rule) grow(stack, piece.end + base);
      } else if (piece.is === 'listed') {
        if (!under?.retold) listed.push({ text: piece.id.text, at: shifted(piece.id.at, base) });
      } else if (piece.is === 'entry') add(piece.entry, base, under, shifted(piece.entry.whole, base));
      else {
        const above = stack.filter((x) => x.depth < piece.depth);
        for (const open of above) open.at.end = piece.at.end + base;
        const draft = draftOf(piece === named ? { ...piece, state: undefined } : piece, base, above.at(-1));
        if (piece.depth === 1 && title === '') title = piece.title;
        if (piece.entry) grow(above, piece.at.end + base);
        else sections.push(draft);
        stack = [...above, draft];
        // Its end is known when the next heading comes.
        if (piece.entry) add(piece.entry, base, above.at(-1), draft.at);
      }
    }
  }
  // Between the marks of an unfinished merge nobody knows what will be left: all that is named there may be an entry.
  if (parts.some(({ part }) => part.unmerged)) {
    const said = new Set([...entries.map((e) => e.id), ...listed.map((l) => l.text)]);
    for (const { section, part } of parts)
      for (const { text, at } of part.named) if (!said.has(text)) listed.push({ text, at: shifted(at, section.start) });
  }
  const kept: BoardSection[] = sections;
  const files = parts.flatMap(({ section, part }) => few(part.files, (f) => ({ ...f, at: shifted(f.at, section.start) })));
  return {
    model: {
      title,
      entries,
      sections: kept,
      tallies: parts.flatMap(({ section, part }) => few(part.tallies, (t) => ({ ...t, at: shifted(t.at, section.start) }))),
      counts: parts.flatMap(({ section, part }) => few(part.counts, (c) => ({ ...c, at: shifted(c.at, section.start) }))),
    },
    facts: {
      entries,
      ...(files.length > 0 ? { files } : {}),
      defs: defsOf(entries, listed, title),
      refs: refsOf(entries, parts),
    },
  };
}

/**
 * `# Backlog` or `# Tasks` above all, where most entries say a state of their own, boxes are ticked, or sections below say another one:
 * what the document is called, and no state.
 */
function titleOfAll(parts: Parts): RawHeading | undefined {
  const isHeading = (p: BoardPart['pieces'][number]): p is RawHeading => p.is === 'heading';
  const first = parts.find(({ part }) => part.pieces.some(isHeading))?.part.pieces.find(isHeading);
  // Nearly every board ends the search here.
  if (first?.depth !== 1 || !first.state) return undefined;
  const pieces = parts.flatMap(({ part }) => part.pieces);
  if (pieces.some((p) => isHeading(p) && p.depth === 1 && p !== first)) return undefined;
  const status = first.state.reading?.status;
  if (pieces.some((p) => isHeading(p) && !p.entry && p.state?.reading && p.state.reading.status !== status)) return first;
  const entries = pieces.filter((p) => p.is === 'entry');
  const isOwn = entries.some((e) => e.entry.ticked) || entries.filter((e) => e.entry.said?.reading).length * 2 > entries.length;
  return isOwn ? first : undefined;
}

/** A section ends with its own last block; what stands below a heading that is an entry belongs to the section of that. */
function grow(stack: readonly Draft[], end: number): void {
  for (let i = stack.length - 1; i >= 0; i--) {
    const draft = stack[i] as Draft;
    draft.end = end;
    if (!draft.entry) return;
  }
}

function draftOf(h: RawHeading, base: number, above: Draft | undefined): Draft {
  const closure = h.closure || (above?.closure ?? false);
  // In a closure list states are each entry's own.
  const state = closure ? undefined : (h.state ?? above?.state);
  const at = shifted(h.at, base);
  return {
    title: h.title,
    at: { ...at },
    titleAt: shifted(h.titleAt, base),
    depth: h.depth,
    state,
    status: state?.reading,
    closure,
    retold: (h.retold && h.state === undefined) || (above?.retold ?? false),
    entry: h.entry !== undefined,
    owned: h.entry !== undefined || (above?.owned ?? false),
    end: at.end,
  };
}

/** Undefined: a line that only names a packet. Outside the sections that say states or list gates it must say its own. */
function entryOf(raw: RawEntry, base: number, under: Draft | undefined, whole: Span, isTicking: boolean): BoardEntry | undefined {
  const below = raw.below || (raw.form !== 'heading' && (under?.owned ?? false));
  const placed = !below && (under?.state !== undefined || under?.closure || raw.label !== undefined || raw.ticked);
  // `WP-1-A blocked on WP-1-B` says something wherever it stands.
  const waits = !below && raw.blockers.length + raw.unblocks.length > 0;
  const open =
    isTicking && raw.box !== undefined && !raw.ticked && !raw.said && !raw.struck && !placed && !raw.below && !under?.closure;
  if (under?.retold || !(raw.said || raw.sure || placed || waits || open)) return undefined;
  const at = shifted(raw.at, base);
  const around = raw.label ? raw.label.reading : under?.status;
  const ticked: StatusReading | undefined =
    raw.ticked && !under?.state && !raw.label ? { status: 'Done', validated: false } : undefined;
  // What is struck through where things end is ended; elsewhere it is gone, and nobody says where to.
  const struck = raw.struck && around?.status !== 'Done' && around?.status !== 'Superseded';
  const own = raw.said?.failed ? undefined : raw.said;
  const stands = own ? own.reading : struck ? undefined : (ticked ?? around);
  const failed = raw.said?.failed === true && stands?.status === 'Done';
  const located = (l: Located): Located => ({ text: l.text, at: shifted(l.at, base) });
  const stated = (s: Statement): Statement => ({ ...s, at: shifted(s.at, base) });
  return {
    id: raw.id,
    at,
    whole,
    form: raw.form,
    status: failed ? { status: 'Done', validated: false, failed: true } : stands,
    // What one word says of several is told at each of them.
    statusAt:
      raw.said && (own || failed) && raw.form !== 'inline'
        ? shifted(raw.said.at, base)
        : raw.form === 'inline' || raw.label || ticked
          ? at
          : (under?.titleAt ?? at),
    ...(raw.shared ? { shared: true as const } : {}),
    ...((open || (ticked && !own)) && raw.box ? { box: shifted(raw.box, base) } : {}),
    ...(open ? { open: true as const } : {}),
    ...(raw.blanks ? { blanks: raw.blanks.map(located) } : {}),
    ...(raw.odd ? { odd: located(raw.odd) } : {}),
    ...(own?.active ? { active: true as const } : {}),
    explicit: own?.reading !== undefined || failed,
    section: under?.title ?? '',
    sectionStatus: (own && own.reading === undefined) || struck ? undefined : around,
    closure: under?.closure ?? false,
    struck: raw.struck,
    blockers: few(raw.blockers, located),
    unblocks: few(raw.unblocks, located),
    ...(raw.itself ? { itself: located(raw.itself) } : {}),
    waitsAt: few(raw.waitsAt, stated),
    freesAt: few(raw.freesAt, stated),
    since: raw.since && located(raw.since),
    dated: raw.dated,
    sla: raw.sla,
    escalated: raw.escalated && located(raw.escalated),
    ...(raw.unsaid && stands === undefined && !struck && !failed && !isAside(under?.title ?? '')
      ? { unsaid: true as const }
      : {}),
  };
}

const nothing: readonly never[] = Object.freeze([]);
/** Most entries have none: these share one. */
const few = <T>(list: readonly T[], change: (x: T) => T): readonly T[] => (list.length === 0 ? nothing : list.map(change));

/** @param title of the board: what stands below nothing else stands under no section */
function defsOf(entries: readonly BoardEntry[], listed: readonly Located[], title: string): readonly Def[] {
  const defs: Def[] = [];
  for (const e of entries) {
    defs.push({
      kind: 'entry',
      name: e.id,
      at: e.at,
      data: {
        status: e.status?.status,
        validated: e.status?.validated ?? false,
        ...(e.status?.failed ? { failed: true } : {}),
        section: e.section === title && !e.sectionStatus && !e.closure ? '' : e.section,
        closure: e.closure,
        ...(e.shared ? { shared: true } : {}),
        ...(e.open ? { open: true } : {}),
        ...(e.since ? { since: e.since.text } : {}),
        ...(e.sla === undefined ? {} : { sla: e.sla }),
        ...(e.escalated ? { escalated: e.escalated.text } : {}),
      },
      parts: { status: e.statusAt },
    });
    defs.push({
      kind: 'blocking',
      name: e.id,
      at: e.at,
      data: {
        blockers: e.blockers.length === 0 ? nothing : e.blockers.map((b) => b.text),
        unblocks: e.unblocks.length === 0 ? nothing : e.unblocks.map((b) => b.text),
        ...(isTold(e.waitsAt) ? { toldBlockers: true as const } : {}),
        ...(isTold(e.freesAt) ? { toldUnblocks: true as const } : {}),
      },
    });
  }
  for (const { text, at } of listed)
    defs.push({ kind: 'entry', name: text, at, data: { status: undefined, validated: false, section: '', closure: false } });
  return defs;
}

/** All are told one by one, so that one that is not among them is missing. */
const isTold = (statements: readonly Statement[]): boolean => statements.length > 0 && !statements.some((s) => s.all);

function refsOf(entries: readonly BoardEntry[], parts: Parts): readonly Ref[] {
  const refs: Ref[] = [];
  const strong = new Set<number>();
  const add = (name: string, at: Span): void => {
    refs.push({ kind: 'packet', name, at });
    strong.add(at.start);
  };
  for (const e of entries) {
    add(e.id, e.at);
    for (const b of e.blockers) add(b.text, b.at);
    for (const u of e.unblocks) add(u.text, u.at);
  }
  for (const { section, part } of parts)
    for (const n of part.named)
      if (!strong.has(n.at.start + section.start))
        refs.push({ kind: 'packet', name: n.text, at: shifted(n.at, section.start), weak: true });
  return refs;
}
