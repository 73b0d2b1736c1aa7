/** What an editor shows in and above the text: colours, hints within lines, lines above a packet. */
import { brief } from '#core/brief';
import type { Hint, Lens, Mark } from '#core/editor';
import type { Field } from '#core/fields/model';
import { type Span, touches } from '#core/text';
import { lookUp } from '../model/anchors/anchors';
import { packetSince, standing } from '../model/board/board-queries';
import type { BoardEntry } from '../model/board/types';
import { type Status, written } from '../model/dialect/status';
import { judged } from '../model/evidence/evidence';
import { waits } from '../model/queries';
import type { Located } from '../model/types';
import type { DocumentOf, PacketDocument } from './documents';
import { provedItems } from './done';

const kindsOfNames = { anchor: 'anchor', packet: 'packet', signature: 'signature', consumption: 'signature' } as const;

/** Names of fields, statuses, anchors, ids, signatures, verdicts. */
export function marks(doc: PacketDocument, within: Span): readonly Mark[] {
  const out: Mark[] = [];
  const add = (at: Span, is: Mark['is']): void => {
    if (at.end > at.start && touches(at, within)) out.push({ at, is });
  };
  // A path is left in one piece.
  for (const { kind, at } of [...doc.facts.defs, ...doc.facts.refs])
    if (kind in kindsOfNames && doc.text[at.start - 1] !== '/') add(at, kindsOfNames[kind as keyof typeof kindsOfNames]);
  if (doc.kind === 'packet') {
    for (const f of known(doc.model.fields.fields)) add(f.nameAt, 'field');
    for (const s of doc.model.statuses) if (s.reading && s.folder === undefined) add(s.at, 'status');
    for (const r of doc.facts.reports) if (r.verdict) add(r.verdict.at, 'verdict');
  }
  if (doc.kind === 'board') for (const e of doc.model.entries) if (e.explicit) add(e.statusAt, 'status');
  return out;
}

function* known(fields: readonly Field[]): Iterable<Field> {
  for (const f of fields) {
    if (f.known) yield f;
    yield* known(f.parts);
  }
}

/** Titles of cited anchors, states of blockers, and for how long a packet is in its state. */
export function hints(doc: PacketDocument, within: Span): readonly Hint[] {
  if (doc.kind === 'board')
    return doc.model.entries.flatMap((e) => [...entryAge(doc, e, within), ...states(doc, e.blockers, within)]);
  if (doc.kind !== 'packet') return [];
  return [...titles(doc, within), ...states(doc, doc.facts.blockers, within), ...age(doc, within)];
}

function titles(doc: DocumentOf<'packet'>, within: Span): readonly Hint[] {
  // Said once: a packet cites the same few anchors over and over.
  const told = new Set<string>();
  return doc.facts.citations.flatMap((c) => {
    // Who wrote the title beside it need not be told.
    const isTold = told.has(c.id) || told.add(c.id).size === 0 || c.title !== '';
    if (isTold || !touches(c.at, within)) return [];
    const title = lookUp(doc.look, c)?.found[0]?.data.title ?? '';
    const end = doc.text[c.at.end] === ']' ? c.at.end + 1 : c.at.end;
    return title === ''
      ? []
      : [{ offset: end, text: brief(title, LONGEST), ...(title.length > LONGEST ? { tooltip: title } : {}) }];
  });
}

const LONGEST = 48;

function states(doc: PacketDocument, named: readonly Located[], within: Span): readonly Hint[] {
  return named.flatMap(({ text, at }) => {
    const { status } = touches(at, within) ? doc.look.ask(standing, text) : { status: undefined };
    return status === undefined ? [] : [{ offset: at.end, text: status }];
  });
}

function age(doc: DocumentOf<'packet'>, within: Span): readonly Hint[] {
  const [status] = doc.model.statuses;
  if (!status?.reading || isOver(status.reading.status) || !touches(status.at, within)) return [];
  return days(doc, doc.look.ask(packetSince, doc.model.id), status.at.end);
}

/** Behind the id and what closes it. */
function entryAge(doc: DocumentOf<'board'>, e: BoardEntry, within: Span): readonly Hint[] {
  if (!e.status || e.closure || isOver(e.status.status) || !touches(e.at, within)) return [];
  const marks = /^[*_\]`]*(?:\([^()\s]*\))?[*_`\]]*/.exec(doc.text.slice(e.at.end, e.at.end + 200))?.[0].length ?? 0;
  return days(doc, e.since?.text ?? doc.look.ask(packetSince, e.id), e.at.end + marks);
}

const isOver = (s: Status): boolean => s === 'Done' || s === 'Superseded';

function days(doc: PacketDocument, since: string | undefined, offset: number): readonly Hint[] {
  const today = since === undefined ? undefined : doc.world.today();
  if (since === undefined || today?.is !== 'known') return [];
  const n = Math.round((Date.parse(today.value) - Date.parse(since)) / 86_400_000);
  return n >= 0 ? [{ offset, text: n === 1 ? '1 day' : `${n} days`, tooltip: `Since ${since}` }] : [];
}

/** State and next step, and how much of DONE_MEANS has evidence. */
export function lenses(doc: PacketDocument): readonly Lens[] {
  if (doc.kind !== 'packet') return [];
  const { head, statuses } = doc.model;
  const reading = statuses[0]?.reading;
  const state = reading ? written(reading) : 'No status';
  const waiting = waitsFor(doc);
  const next = nextStep(doc, waiting);
  const proved = provedItems(doc.model);
  const some = proved.filter((p) => p.rows.some((r) => r.code.length > 0 || r.tested)).length;
  const isDue = reading?.status === 'Ready-for-Validation' || reading?.status === 'Done';
  return [
    {
      at: head,
      text: next === '' ? state : `${state} · ${next}`,
      ...(waiting !== '' && next === waiting ? { leads: 'blockers' as const } : {}),
    },
    ...(isSignable(doc) ? [{ at: head, text: 'Sign…', leads: 'sign' as const }] : []),
    ...(proved.length > 0 && (some > 0 || isDue)
      ? [{ at: head, text: `Evidence for ${some} of ${proved.length}`, ...(some > 0 ? { leads: 'evidence' as const } : {}) }]
      : []),
  ];
}

const isSignable = ({ model }: DocumentOf<'packet'>): boolean => {
  const status = model.statuses[0]?.reading?.status;
  return !model.stub && model.signing.signature === undefined && (status === 'Ready-for-Dev' || status === 'Backlog');
};

/** The packets that it waits for, in words. */
export function waitsFor({ look, model }: DocumentOf<'packet'>): string {
  const waiting = (look.ask(waits)[model.id] ?? []).filter((id) => !look.ask(standing, id).over);
  return waiting.length > 0 ? `waits for ${waiting.slice(0, 3).join(', ')}${waiting.length > 3 ? ' and others' : ''}` : '';
}

/** What is to be done now, in words. Empty: nothing. @param waiting what {@link waitsFor} says */
export function nextStep(doc: DocumentOf<'packet'>, waiting: string): string {
  const { look, model } = doc;
  const signed = model.signing.signature !== undefined;
  const own = look.defs({ kind: 'packet', name: model.id }).find((p) => p.path === doc.path);
  const verdict = own && judged(look, model.id, own.data).verdict;
  switch (model.statuses[0]?.reading?.status) {
    case undefined:
      return 'next: say which';
    case 'Stub':
      return 'next: write it out, then Backlog';
    case 'Backlog':
      return signed ? 'next: pre-work, then Ready-for-Dev' : 'next: complete it and ask for a signature';
    case 'Ready-for-Dev':
      return waiting || (signed ? 'next: answer the scope questions and start' : 'next: ask for a signature');
    case 'In-Progress':
      return waiting || 'next: record the results, then Ready-for-Validation';
    case 'Ready-for-Validation':
      return verdict === 'FAIL' ? 'last verdict FAIL: back to work' : 'next: a validator’s verdict';
    case 'Done':
      return verdict === 'FAIL' ? 'last verdict FAIL: back to work' : verdict === 'PASS' ? '' : 'next: a validator’s verdict';
    case 'Blocked':
      return waiting || 'next: say what blocks it, or go on';
    default:
      return '';
  }
}
