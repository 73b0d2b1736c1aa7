/** What may be written at the cursor. Source: the issue's list; a signature is asked for here, never made. */

import type { Suggestion, Suggestions } from '#core/editor';
import { nameOf } from '#core/paths';
import type { Span } from '#core/text';
import { lineAround } from '#core/text';
import { isTag, tagFamilies } from '../model/anchors/anchors';
import { linkLike } from '../model/board/board';
import { tableAround } from '../model/board/rows';
import { anchorForms } from '../model/dialect/anchor-forms';
import { ofForms } from '../model/dialect/id-form';
import { shownState, spelt } from '../model/dialect/status';
import { compareVersions, currentSpec } from '../model/queries';
import { citedOnLine, numberStyle } from './anchor-style';
import { commands } from './complete-commands';
import { fieldNames } from './complete-fields';
import { anchorList, type DocumentOf, type PacketDocument, packetList } from './documents';
import { fieldAt, marksAround } from './place';

/** So many at once; other letters show others. */
const MOST = 100;

/** For a character class: what words are made of. */
const W = String.raw`\p{L}\p{M}\p{N}_`;
const name = new RegExp(`[${W}.-]*$`, 'u');
const nameGoesOn = new RegExp(`^[${W}.-]*`, 'u');
const phrase = new RegExp(`[${W}()-]+(?: [${W}()-]+)*$`, 'u');
const begunId = ofForms(({ openingSource }) => new RegExp(`(?<![${W}-])${openingSource}[${W}.-]*$`, 'iu'));

/** What stands around the cursor on its line. */
interface Cursor {
  readonly offset: number;
  readonly before: string;
  readonly after: string;
}

/** Undefined: nothing is known that may stand there. */
export function complete(doc: PacketDocument, offset: number): Suggestions | undefined {
  const line = lineAround(doc.text, offset);
  const cursor = { offset, before: doc.text.slice(line.start, offset), after: doc.text.slice(offset, line.end) };
  return named(doc, cursor) ?? byKind(doc, cursor);
}

function byKind(doc: PacketDocument, cursor: Cursor): Suggestions | undefined {
  if (doc.kind === 'packet') return inPacket(doc, cursor);
  if (doc.kind === 'board') return onBoard(doc, cursor);
  return doc.kind === 'pointer' ? specFiles(doc, cursor) : undefined;
}

/** Names that say by themselves what they are, wherever they are begun. */
function named(doc: PacketDocument, cursor: Cursor): Suggestions | undefined {
  if (begunId(doc.dialect.ids).test(cursor.before)) return packets(doc, cursor);
  if (/(?:§\s*|(?<![\w.])A(?=\d))[\d.]*$/.test(cursor.before)) return anchors(doc, cursor);
  const tag = /(?<![\w-])\[?([A-Z][A-Z0-9]*)-[A-Z0-9-]*$/.exec(cursor.before)?.[1];
  return tag !== undefined && doc.look.ask(tagFamilies).includes(tag) ? anchors(doc, cursor) : undefined;
}

function inPacket(doc: DocumentOf<'packet'>, cursor: Cursor): Suggestions | undefined {
  const { dialect, model, look } = doc;
  const place = fieldAt(model.fields, doc.text, cursor.offset, dialect.names);
  const names = (): Suggestions | undefined => fieldNames(doc, cursor.offset, place);
  if (!place || /^\s*#{1,6}\s/.test(cursor.before)) return names();
  switch (place.key) {
    case 'STATUS':
      return statuses(doc, cursor);
    case 'SPEC_ANCHOR':
      return anchors(doc, cursor);
    case 'TASK_ID':
      return values(cursor, [model.fileId], 'packet');
    case 'Blocked on':
    case 'Blocks':
      return packets(doc, cursor);
    case 'RISK_TIER':
      return /^(?:RISK_TIER|level|tier|value)$/i.test(place.name) ? values(cursor, dialect.tiers, 'value') : undefined;
    case 'USER_SIGNATURE':
    case 'User Signature Locked':
      return request(cursor);
    case 'Signature & Enrichment Log':
      return dialect.names.resolve(place.name)[0]?.key === 'USER_SIGNATURE' ? request(cursor) : undefined;
    case 'SPEC_VERSION': {
      const spec = look.ask(currentSpec);
      return spec.is === 'known' ? values(cursor, [nameOf(spec.path)], 'file') : undefined;
    }
    case 'IN_SCOPE_PATHS':
    case 'OUT_OF_SCOPE':
    case 'FILES_TO_OPEN':
    case 'Evidence Mapping':
      return path(cursor);
    case 'TEST_PLAN':
    case 'RUN_COMMANDS':
      return commands(doc, cursor);
    case 'Tooling':
      return /allowed|command/i.test(place.name) ? commands(doc, cursor) : undefined;
    case 'DONE_MEANS':
      return /[([]\s*A?\d+(?:\.\d*)+$/.test(cursor.before) ? anchors(doc, cursor) : names();
    case 'VALIDATION':
      return /^command$/i.test(place.name) ? commands(doc, cursor) : names();
    default:
      return names();
  }
}

/** The piece before the cursor that a pattern ends with, and what of the word stands after it. */
function word(cursor: Cursor, ends: RegExp, goesOn: RegExp): { readonly written: string; readonly at: Span } {
  const written = ends.exec(cursor.before)?.[0] ?? '';
  const rest = goesOn.exec(cursor.after)?.[0].length ?? 0;
  return { written, at: { start: cursor.offset - written.length, end: cursor.offset + rest } };
}

function values(cursor: Cursor, texts: readonly string[], is: Suggestion['is']): Suggestions {
  const { at } = word(cursor, name, nameGoesOn);
  return { list: texts.map((text) => ({ label: text, is, at, text })) };
}

/** In the order of work, in the words of the dialect. */
function statuses({ dialect }: PacketDocument, cursor: Cursor, most = phrase): Suggestions {
  const typed = most.exec(cursor.before)?.[0] ?? '';
  const start = cursor.offset - typed.length;
  const at = { start, end: cursor.offset + (new RegExp(`^[${W}-]*`, 'u').exec(cursor.after)?.[0].length ?? 0) };
  const all = dialect.order.map((status) => spelt({ status, validated: status === 'Done' }, dialect.words));
  return { list: all.map((text, i) => ({ label: text, is: 'status', at, text, sort: String(i) })) };
}

/** Asking a person to sign is all that may be completed. */
function request(cursor: Cursor): Suggestions {
  const { at } = word(cursor, /<?[\w-]*$/, /^[\w-]*>?/);
  const text = '<pending>';
  return { list: [{ label: text, is: 'signature', detail: 'Not signed yet: only a person signs', at, text, filter: text }] };
}

/** Of what paths are made: brackets too, where they are a folder's name or part of one (`app/(shop)/[id]`). */
const inPath = String.raw`(?:[^\s"'\x60<>|;,()[\]{}*?:]|\([^\s()]*\)(?=[^\s(]|$)|\[[^\s[\]]*\](?!\()|(?<=[/\\])[([])`;
const pathBegun = new RegExp(`${inPath}+(?: ${inPath}+)*$`, 'u');
const pathGoesOn = new RegExp(`^[${W}@.+~-]*`, 'u');

/** As far back as a path with spaces may have begun: which of its words are part of it, the folder tells. */
function path(cursor: Cursor): Suggestions {
  const { written: typed, at } = word(cursor, pathBegun, pathGoesOn);
  return { list: [], path: { at, written: typed } };
}

function packets(doc: PacketDocument, cursor: Cursor): Suggestions {
  const { written: typed, at } = word(cursor, name, nameGoesOn);
  const wanted = typed.toLowerCase();
  const found = doc.look.ask(packetList).filter((p) => p.name.toLowerCase().includes(wanted) && p.name !== own(doc, cursor));
  const list = found.slice(0, MOST).map((p): Suggestion => {
    const state = shownState(p);
    return { label: p.name, is: 'packet', detail: state, at, text: p.name, about: { kind: 'packet', name: p.name } };
  });
  return { list, more: found.length > MOST };
}

/** Nobody waits for themselves: on the board, whose entry the cursor stands in. */
function own(doc: PacketDocument, { offset, before }: Cursor): string | undefined {
  if (doc.kind === 'packet') return doc.model.id;
  if (doc.kind !== 'board' || !blocking.test(before)) return undefined;
  return doc.model.entries.findLast((e) => e.at.end < offset)?.id;
}

const anchorBegun = new RegExp(String.raw`\[?(?:§\s*)?[${W}.-]*$`, 'u');
/** Behind a number and a hyphen stands the end of a range. */
const rangeBegun = /(?:^|[^\w.-])A?\d+(?:\.\d+)*-((?:§\s*)?A?[\d.]*)$/;

/** Anchors by number or by a word of their title: of the current spec, tags also of codex and protocols. */
function anchors(doc: PacketDocument, cursor: Cursor): Suggestions | undefined {
  const { look } = doc;
  const spec = look.ask(currentSpec);
  if (spec.is === 'unknown') return undefined;
  const last = rangeBegun.exec(cursor.before)?.[1];
  const found = word(cursor, anchorBegun, nameGoesOn);
  const typed = last ?? found.written;
  const word_ = { start: cursor.offset - typed.length, end: found.at.end };
  const open = typed.startsWith('[');
  const at = open && doc.text[word_.end] === ']' ? { start: word_.start, end: word_.end + 1 } : word_;
  const prefix = /^(?:§\s*|A(?=[\d.]|$))/.exec(typed)?.[0];
  const wanted = typed.replace(/^\[|^(?:§\s*|A(?=[\d.]|$))/, '').toLowerCase();
  // An `A` alone may be the first letter of a tag.
  const named = typed.replace(/^\[/, '').toLowerCase();
  const isNumber = prefix !== undefined && typed !== 'A';
  const governing = new Set([spec.path, ...look.files('packets/codex'), ...look.files('packets/protocol')]);
  const fits = (a: { readonly id: string; readonly title: string }, begun: string): boolean =>
    begun === '' || a.id.toLowerCase().startsWith(begun) || (/^\p{L}/u.test(begun) && has(a.title, begun)) || has(a.id, begun);
  const cited = citedOnLine(doc, cursor.offset);
  const fitting = look.ask(anchorList).filter((a) => {
    if (cited.has(a.id)) return false;
    if (isTag(a.id) ? isNumber || !governing.has(a.path) : open || a.path !== spec.path) return false;
    return fits(a, isTag(a.id) ? named : wanted);
  });
  // The spec's first, and each id once: some numbers are given twice.
  const byId = new Map(
    [...fitting.filter((a) => a.path !== spec.path), ...fitting.filter((a) => a.path === spec.path)].map((a) => [a.id, a]),
  );
  const all = fitting
    .filter((a) => byId.get(a.id) === a)
    .sort((a, b) => Number(a.path !== spec.path) - Number(b.path !== spec.path));
  const style = prefix ?? numberStyle(doc);
  const ownForm = new RegExp(`^(?:${anchorForms(doc.dialect.anchors).source ?? '(?!)'})$`, 'u');
  const list = all.slice(0, MOST).map((a, i): Suggestion => {
    const text = isTag(a.id) ? (ownForm.test(a.id) && !open ? a.id : `[${a.id}]`) : `${style}${a.id}`;
    return {
      label: text,
      is: 'anchor',
      detail: a.binding ? a.title : `${a.title} (does not bind)`,
      at,
      text,
      filter: `${isTag(a.id) && !open ? a.id : isTag(a.id) ? text : `${prefix ?? ''}${a.id}`} ${a.title}`,
      sort: String(i).padStart(4, '0'),
      about: { kind: 'anchor', name: a.id },
    };
  });
  return { list, more: all.length > MOST };
}

/** Whether a word of a text begins so. */
const has = (text: string, start: string): boolean => ` ${text.toLowerCase()}`.includes(` ${start}`);

const entryState = ofForms(
  ({ openingSource }) =>
    new RegExp(String.raw`${openingSource}[${W}.-]*[\])*_\x60]*(?:\([^()]*\))?\s*(?:[-–—:]\s*)?(?:\*\*|\[)?([\p{L}() -]*)$`, 'u'),
);

const blocking = /^\s*(?:[-*+]\s+)?\**(?:blockers?|blocked on|unblocks|blocks)\**\s*:/i;

function onBoard(doc: DocumentOf<'board'>, cursor: Cursor): Suggestions | undefined {
  if (/^\s*\|/.test(cursor.before)) return inRow(doc, cursor);
  if (blocking.test(cursor.before)) return packets(doc, cursor);
  const state = /^\s*(?:[-*+]|\d+[.)])\s/.test(cursor.before) ? entryState(doc.dialect.ids).exec(cursor.before)?.[1] : undefined;
  if (state !== undefined && /[\s[*]$/.test(cursor.before.slice(0, cursor.before.length - state.length)))
    return statuses(doc, cursor, new RegExp(`[${W}()-]*$`, 'u'));
  return /^(?:[-*+]|\d+[.)])\s+[*[]*$/.test(cursor.before) ? newEntries(doc, cursor) : undefined;
}

/** In a row of a table what its column is about: by its head, or by what stands in it elsewhere. */
function inRow(doc: DocumentOf<'board'>, cursor: Cursor): Suggestions | undefined {
  const { text, model, dialect } = doc;
  const start = cursor.offset - cursor.before.length;
  const cellsOf = (row: string): readonly string[] => row.split(/(?<!\\)\|/);
  const table = tableAround(text, start);
  if (!table) return undefined;
  const column = cellsOf(cursor.before).length - 1;
  const name = cellsOf(table.header)[column] ?? '';
  const key = dialect.names.resolve(name)[0]?.key;
  if (key === 'Blocked on' || key === 'Blocks') return packets(doc, cursor);
  if (key === 'STATUS') return statuses(doc, cursor);
  const named = model.entries.find((e) => e.form === 'row' && table.start <= e.whole.start && e.whole.start < start);
  const own = named ? cellsOf(text.slice(lineAround(text, named.at.start).start, named.at.start)).length - 1 : 1;
  return column === own && /\|\s*[*[]*$/.test(cursor.before) ? newEntries(doc, cursor) : undefined;
}

/** Packets that the board does not list yet, written as it writes its first. */
function newEntries(doc: DocumentOf<'board'>, cursor: Cursor): Suggestions {
  const isRow = /^\s*\|/.test(cursor.before);
  const listed = new Set(doc.model.entries.map((e) => e.id));
  const like = isRow ? doc.model.entries.find((e) => e.form === 'row') : doc.model.entries[0];
  const [open = '', close = ''] = like ? marksAround(doc.text, like.at) : isRow ? [] : ['**[', ']**'];
  const { at } = word(cursor, /[*[]*$/, /^[\]*]*/);
  const missing = doc.look.ask(packetList).filter((p) => !listed.has(p.name));
  const ahead = like ? doc.text.slice(lineAround(doc.text, like.at.start).start, like.at.start) : '';
  const marker = (isRow ? /^.*(?<!\\)\|\s*/ : /^\s*(?:[-*+]|\d+[.)])\s+(?:\[[ xX]\]\s+)?/).exec(ahead)?.[0] ?? '';
  const from = (like?.at.start ?? 0) - ahead.length + marker.length;
  const list = missing.slice(0, MOST).map((p): Suggestion => {
    const one = { id: p.name, file: doc.look.defs({ kind: 'packet', name: p.name })[0]?.path, board: doc.path };
    const text = (like && linkLike(doc.text, from, like, one)) ?? `${open}${p.name}${close}`;
    const detail = shownState(p);
    return { label: p.name, is: 'packet', detail, at, text, filter: text, about: { kind: 'packet', name: p.name } };
  });
  return { list, more: missing.length > MOST };
}

function specFiles(doc: DocumentOf<'pointer'>, cursor: Cursor): Suggestions | undefined {
  const { written: typed, at } = word(cursor, name, nameGoesOn);
  if (!/(?:\*\*|`|\[|\()$/.test(cursor.before.slice(0, cursor.before.length - typed.length))) return undefined;
  const files = [...doc.look.files('packets/spec')].sort((a, b) => compareVersions(b, a)).map(nameOf);
  return { list: files.map((text, i) => ({ label: text, is: 'file', at, text, sort: String(i).padStart(3, '0') })) };
}
