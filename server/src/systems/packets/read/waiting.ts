/** What a packet waits for, and what waits for it, as its fields say. */
import { dayIn } from '#core/days';
import { namedLine } from '#core/fields/line';
import { everywhere, type Field, type FieldDocument, fieldOf, type Item } from '#core/fields/model';
import type { FieldNames } from '#core/fields/names';
import type { Vocabulary } from '#core/symbols';
import { detach } from '#core/text';
import type { PacketsDialect } from '../model/dialect/dialect';
import type { Located, WrittenStatus } from '../model/types';
import { awaitedIds } from './awaited';
import { isNone, topicOf } from './board-words';

/** What is waited for, on both sides. */
export interface Waiting {
  readonly blockers: readonly Located[];
  readonly unblocks: readonly Located[];
  /** For others. */
  readonly blocking: Vocabulary['blocking'];
}

type Side = 'waits' | 'frees';

/** An id that stands in several such fields is read once for each place. */
export function readWaiting({ fields }: FieldDocument, { names: called, ids: forms }: PacketsDialect): Waiting {
  const names: Record<Side, Located[]> = { waits: [], frees: [] };
  const told: Record<Side, boolean> = { waits: false, frees: false };
  const seen = new Set<number>();
  const take = (side: Side, text: string, start: number): void => {
    if (isNone(text)) told[side] = true;
    else
      for (const id of awaitedIds(text, start, forms)) if (!seen.has(id.at.start) && seen.add(id.at.start)) names[side].push(id);
  };
  const read = (side: Side, f: Field): void => {
    if (f.role !== 'value') return;
    take(sideOf(f.text, called) ?? side, f.text, f.textAt.start);
    items(side, f.items);
  };
  const items = (side: Side, all: readonly Item[]): void => {
    // `- Blocks: …` under a heading `Dependencies` is about the other side; beside such a line `- Unlocks: …` is about something else.
    const isLabelled = all.some((i) => sideOf(i.text, called) !== undefined);
    for (const { text, at, items: nested } of all) {
      const own = sideOf(text, called);
      const label = own === undefined ? namedLine(text)?.name : undefined;
      if (label !== undefined && !forms.mayName(label) && (isLabelled || after.test(label))) continue;
      take(own ?? side, text, at.start);
      items(own ?? side, nested);
    }
  };
  // `BUILD_ORDER_DEPENDS_ON`: whatever order is meant, it is one.
  const named = (f: Field): void => {
    if (/depends[_ ]on$/i.test(f.name)) read('waits', f);
    else if (/[_ ](?:un)?blocks$/i.test(f.name)) read('frees', f);
  };
  for (const f of everywhere(fields, 'Blocks')) read('frees', f);
  for (const f of everywhere(fields, 'Blocked on')) read('waits', f);
  for (const f of fields) if (!f.known) named(f);
  // `Blocked (waits for WP-1-A)`
  for (const f of fields) {
    const said = f.key === 'STATUS' && f.role === 'value' && forms.mayName(f.text) ? inStatus.exec(f.text) : null;
    if (said) take('waits', f.text.slice(said.index), f.textAt.start + said.index);
  }
  const ids = (side: Side): readonly string[] => names[side].map((n) => n.text);
  return {
    blockers: names.waits,
    unblocks: names.frees,
    blocking: {
      blockers: ids('waits'),
      unblocks: ids('frees'),
      ...(told.waits || names.waits.length > 0 ? { toldBlockers: true as const } : {}),
      ...(told.frees || names.frees.length > 0 ? { toldUnblocks: true as const } : {}),
    },
  };
}

const inStatus = /\b(?:depend(?:s|ing) on|blocked (?:on|by)|wait(?:s|ing) (?:for|on)|awaiting)\b/i;

/** What comes behind this. */
const after = /^(?:unlocks?|enables?|(?:required|needed) (?:by|for)|followed by|follow-?ups?|successors?)(?!\p{L})/iu;

function sideOf(text: string, names: FieldNames): Side | undefined {
  const named = namedLine(text);
  const topic = named && topicOf(named.name, names);
  return topic === 'waits' || topic === 'frees' ? topic : undefined;
}

/** The days that a packet tells of itself. */
export function sinceOf(
  fields: FieldDocument,
  status: WrittenStatus | undefined,
): { readonly since?: string; readonly day?: string } {
  const since = status && dayIn(status.text)?.day;
  const written = dayIn(fieldOf(fields, 'DATE')?.text ?? '')?.day;
  return { ...(since ? { since: detach(since) } : {}), ...(written ? { day: detach(written) } : {}) };
}

/** What DATE says, and where. */
export function datedIn(fields: FieldDocument): { readonly dated?: Located } {
  const field = fieldOf(fields, 'DATE');
  const found = field && dayIn(field.text);
  if (!field || !found) return {};
  return {
    dated: { text: detach(found.day), at: { start: field.textAt.start + found.start, end: field.textAt.start + found.end } },
  };
}
