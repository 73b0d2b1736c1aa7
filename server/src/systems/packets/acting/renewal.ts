/** A packet's text without what has happened to it: what it promises stays, letter by letter. */
import { type Field, fieldOf, type Part } from '#core/fields/model';
import { nameOf } from '#core/paths';
import { eolOf, lineAround, type Span, type TextEdit } from '#core/text';
import { withoutLine } from './lines';
import type { Packet, View } from './view';

/** Fields of the work and of signing: they begin anew. */
const gone: ReadonlySet<string> = new Set([
  'Evidence Mapping',
  'BOOTSTRAP Output',
  'AI Review',
  'Waiver',
  'Verdict',
  'Forced move',
  'former status',
  'scope adequacy',
  'escalation',
  'AGENT_ID',
  'User Signature Locked',
]);
const history = /\b(?:(?:re-?)?(?:validation|validator|audit)[ _]report|amendments?|status \/ handoff)\b/i;

/** The edits that make a new packet's text of an old one's. */
export function anew(view: View, { path, id: old, text, model }: Packet, id: string): readonly TextEdit[] {
  const eol = eolOf(text);
  const { fields } = model;
  const out: TextEdit[] = [];
  const replace = (at: Span | undefined, by: string): void => void (at && out.push({ at, text: by }));
  replace(model.titleId?.at, id);
  replace(model.taskId && model.taskId.at.start !== model.titleId?.at.start ? model.taskId.at : undefined, id);
  if (model.statuses[0]?.folder === undefined) replace(model.statuses[0]?.at, 'Backlog');
  const date = fieldOf(fields, 'DATE');
  if (date && date.text !== '') replace(date.textAt, view.today);
  const signing = model.signing.field;
  const log = fieldOf(fields, 'Signature & Enrichment Log');
  if (signing && !(log && within(signing.at, log.at))) replace(signing.textAt, '<pending>');
  const lineage = [`- Takes the place of [${old}](${nameOf(path)}).`, '- <!-- what is other than there, and why -->'].join(eol);
  for (const f of fields.fields) {
    if (f.role !== 'value') continue;
    if (f === log) body(text, f, section(fields.headings, f), `${eol}${eol}${lineage}${eol}`, out);
    else if (f.key === 'VALIDATION')
      body(text, f, section(fields.headings, f), `${eol}${eol}<!-- filled by the coder: Command, Result, Notes -->${eol}`, out);
    else if (gone.has(f.key)) {
      const own = section(fields.headings, f);
      out.push(own ? { at: own.at, text: '' } : withoutLine(text, f));
    }
  }
  for (const h of fields.headings) if (h.depth > 1 && history.test(h.text)) out.push({ at: h.at, text: '' });
  if (!log) out.push(atEnd(text, `## Signature & Enrichment Log${eol}${eol}${lineage}${eol}`, eol));
  return outermost(out);
}

const within = (a: Span, b: Span): boolean => b.start <= a.start && a.end <= b.end;

const section = (headings: readonly Part[], f: Field): Part | undefined =>
  f.spelling === 'heading' ? headings.find((h) => within(f.nameAt, h.textAt)) : undefined;

/** What stands under a heading gives way; a value on a line of its own too. */
function body(text: string, f: Field, own: Part | undefined, by: string, out: TextEdit[]): void {
  if (own) {
    const from = lineAround(text, own.textAt.end).end;
    const tail = own.at.end < text.length ? eolOf(text) : '';
    out.push({ at: { start: from, end: own.at.end }, text: by + tail });
  } else out.push({ at: f.valueAt, text: '' });
}

function atEnd(text: string, said: string, eol: string): TextEdit {
  const lead = text.endsWith(eol + eol) ? '' : text.endsWith(eol) ? eol : eol + eol;
  return { at: { start: text.length, end: text.length }, text: lead + said };
}

/** Of edits that meet, the one that holds the other. */
function outermost(edits: readonly TextEdit[]): readonly TextEdit[] {
  const sorted = [...edits].sort((a, b) => a.at.start - b.at.start || b.at.end - a.at.end);
  const out: TextEdit[] = [];
  for (const e of sorted) {
    const last = out.at(-1);
    if (!last || e.at.start >= last.at.end) out.push(e);
  }
  return out;
}
