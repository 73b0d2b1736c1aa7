/** A DONE_MEANS that deserves a packet of its own: a new file, an entry on the board, and a link each way. */

import type { Change } from '#core/change';
import type { OpenDocument, Refactoring } from '#core/editor';
import { type Field, fieldOf, type Item } from '#core/fields/model';
import { nameOf } from '#core/paths';
import type { Desk } from '#core/rule';
import { eolOf, lineAround, type RelPath, type Span, type TextEdit, touches } from '#core/text';
import { entryIntoBoard } from '../model/board/board';
import { ofForms } from '../model/dialect/id-form';
import { ID_LETTER } from '../model/dialect/id-letters';
import type { StatusReading } from '../model/dialect/status';
import { isBlank } from '../model/packet/blanks';
import { insertField } from '../model/packet/edit';
import { newPacket } from '../model/packet/template';
import type { DocumentOf, PacketDocument } from './documents';
import { explained, lockOn } from './locked';
import { renumbered } from './numbered';

/** Offered on an item of DONE_MEANS that is not the only one; disabled where a signature has locked it. */
export function refactorings(doc: PacketDocument, at: Span): readonly Refactoring[] {
  if (doc.kind !== 'packet') return [];
  const items = fieldOf(doc.model.fields, 'DONE_MEANS')?.items ?? [];
  const item = items.find((i) => touches(i.at, at));
  if (!item || items.length < 2) return [];
  const id = freeId(doc, item);
  const lock = lockOn(doc, item.at);
  return [
    {
      title: `Extract into a new packet, ${id}`,
      ...(lock ? { disabled: `${explained(lock)}.` } : {}),
      change: (other) => (lock ? undefined : extract(doc, items, item, id, other)),
    },
  ];
}

/** What is promised: of a row of a table, without the cells that only number it. */
const promised = (item: Item): string =>
  item.cells
    ? item.cells
        .map((c) => c.text.trim())
        .filter((t) => /\p{L}/u.test(t))
        .join(': ')
    : item.text;

/** `WP-1` of `WP-1-Login`. */
const opened = ofForms(({ openingSource }) => new RegExp(`^${openingSource}[${ID_LETTER}]*`, 'u'));

/** `WP-1-Login` and “The form names the error” give `WP-1-Form-Names-Error`; a number where that is taken; `TASK-012` the next one. */
function freeId(doc: DocumentOf<'packet'>, item: Item): string {
  const { model, look } = doc;
  const { ids } = doc.dialect;
  const isFree = (id: string): boolean =>
    look.defs({ kind: 'packet', name: id }).length === 0 && look.defs({ kind: 'entry', name: id }).length === 0;
  const phase = opened(ids).exec(model.id)?.[0] ?? ids.like('WP-1');
  const joint = model.id.charAt(phase.length) === '_' ? '_' : '-';
  const words = promised(item)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .match(/[\p{L}\p{N}]+/gu)
    ?.filter(
      (w) =>
        w.length > 2 &&
        !/^(?:the|and|for|with|that|from|into|are|all|each|its|has|have|not|can|must|should|shall|will)$/i.test(w),
    );
  const name = (words ?? []).slice(0, 3).map((w) => w[0]?.toUpperCase() + w.slice(1));
  const id = `${phase}${joint}${name.join(joint) || 'New'}`;
  const [, before = '', digits] = /^(\P{N}*)(\d+)$/u.exec(model.id) ?? [];
  for (let n = 1; ; n++) {
    const next =
      digits === undefined
        ? n === 1
          ? id
          : `${id}${joint}${n}`
        : before + String(Number(digits) + n).padStart(digits.length, '0');
    if (isFree(next)) return next;
  }
}

const backlog: StatusReading = { status: 'Backlog', validated: false };

type Other = (path: RelPath, kind: string) => OpenDocument | undefined;

function extract(doc: DocumentOf<'packet'>, items: readonly Item[], item: Item, id: string, other: Other): Change {
  const path = doc.path.replace(/(?:stubs\/)?[^/]*$/, `${id}.md`);
  const file = nameOf(doc.path);
  const link = doc.path.includes('/stubs/') ? `stubs/${file}` : file;
  const eol = eolOf(doc.text);
  const anchors = fieldOf(doc.model.fields, 'SPEC_ANCHOR');
  const cited = anchors ? anchors.text || anchors.items.map((i) => i.text).join(', ') : '';
  const text = packetText(doc, id, item, cited, link).replaceAll('\n', eol);
  const step = { do: 'edit', path: doc.path, hash: doc.hash, edits: ownEdits(doc, items, item, id) } as const;
  return [{ do: 'create', path, text }, step, ...onBoard(doc, id, other)];
}

function packetText(doc: DocumentOf<'packet'>, id: string, item: Item, cited: string, link: string): string {
  const what = promised(item);
  const base = newPacket(id, doc.dialect, { status: backlog, what, anchors: cited });
  return `${base}\n## ${doc.dialect.names.called('DONE_MEANS')}\n\n1. ${what}\n\n## Notes\n\nExtracted from [${doc.model.id}](${link}).\n`;
}

/** The item goes; where it went is said under what is out of scope. */
function ownEdits(doc: DocumentOf<'packet'>, items: readonly Item[], item: Item, id: string): readonly TextEdit[] {
  const { text } = doc;
  const from = lineAround(text, item.at.start).start;
  const last = item.items.at(-1)?.at.end ?? item.at.end;
  const nl = text.indexOf('\n', Math.max(last, item.at.end));
  const gone: TextEdit = { at: { start: from, end: nl < 0 ? text.length : nl + 1 }, text: '' };
  return [gone, ...renumbered(text, items, item), ...outOfScope(doc, item, id)].sort((a, b) => a.at.start - b.at.start);
}

function outOfScope(doc: DocumentOf<'packet'>, item: Item, id: string): readonly TextEdit[] {
  const { text } = doc;
  const eol = eolOf(text);
  const said = `${promised(item)} (moved to [${id}](${id}.md))`;
  const field = fieldOf(doc.model.fields, 'OUT_OF_SCOPE');
  if (!field) {
    const { at, text: made } = insertField(doc.model.fields, text, 'OUT_OF_SCOPE', said);
    return [{ at, text: made.includes('## ') ? made.replace(said, () => `- ${said}`) : made }];
  }
  const last = field.items.filter((i) => !i.prose).at(-1);
  const isInline = last !== undefined && field.textAt.start <= last.at.start && last.at.end <= field.textAt.end;
  if (!last || isInline) return [inText(doc, field, said, eol)];
  if (field.items.length === 1 && !last.cells && isNothing(last.text)) return [{ at: last.at, text: said }];
  const end = lineAround(text, lastEnd(last)).end;
  const at = { start: end, end };
  if (last.is === 'fence')
    return [{ at, text: `${eol}${/^\s*/.exec(lineOf(text, last))?.[0] ?? ''}${promised(item)} (moved to ${id})` }];
  if (last.cells) return [{ at, text: `${eol}| ${said.replaceAll('|', '\\|')} |${'  |'.repeat(last.cells.length - 1)}` }];
  const m = /^(\s*)(?:([-*+])|(\d+)([.)]))(\s+)/.exec(lineOf(text, last));
  const mark = m ? `${m[1]}${m[2] ?? `${Number(m[3]) + 1}${m[4]}`}${m[5]}` : '- ';
  return [{ at, text: `${eol}${mark}${said}` }];
}

/** Words that say that nothing is. */
const isNothing = (text: string): boolean => /^(?:[-–—]|\W*(?:none|nothing|n\/a|tbd)\W*)$/i.test(text) || isBlank(text);

/** Where there is no list: in place of what says that nothing is, else after what is said, or where that would stand. */
function inText({ text }: DocumentOf<'packet'>, field: Field, said: string, eol: string): TextEdit {
  const { start, end } = field.textAt;
  const isNone = isNothing(field.text);
  if (field.spelling === 'heading')
    return start === end
      ? {
          at: { start: lineAround(text, field.nameAt.end).end, end: lineAround(text, field.nameAt.end).end },
          text: `${eol}${eol}- ${said}`,
        }
      : { at: isNone ? field.textAt : { start: end, end }, text: `${isNone ? '' : eol + eol}- ${said}` };
  const one = said.replaceAll(';', ',');
  if (start === end) return { at: { start, end }, text: /\s$/.test(text.slice(0, start)) ? one : ` ${one}` };
  return isNone ? { at: field.textAt, text: one } : { at: { start: end, end }, text: `; ${one}` };
}

const lineOf = (text: string, { at }: Item): string => text.slice(lineAround(text, at.start).start, at.end);

const lastEnd = (item: Item): number => {
  const below = item.items.at(-1);
  return below ? lastEnd(below) : item.at.end;
};

/** In the backlog, written as the board writes others. */
function onBoard(doc: DocumentOf<'packet'>, id: string, other: Other): Change {
  const [path] = doc.look.files('packets/board');
  const desk: Desk = { look: doc.look, document: <M>(p: RelPath, kind: string) => other(p, kind) as OpenDocument<M> | undefined };
  return (path !== undefined && entryIntoBoard(desk, path, id, backlog, doc.dialect.words)) || [];
}
