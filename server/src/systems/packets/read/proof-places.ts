/** Where a packet keeps its evidence: in a field of that name, under a heading, below a label. Logs may stand there as well. */
import { everywhere, type Field, type FieldDocument, fieldOf } from '#core/fields/model';
import type { Span } from '#core/text';
import type { EvidenceRow } from '../model/evidence';
import { pairs } from '../model/proof-pairs';
import { type Around, evidenceRows } from './evidence';
import type { Line } from './lines';

/** Where evidence stands in a packet. */
const EVIDENCE = 'Evidence Mapping';

/** Headings under which some write their mapping, and others their logs. */
const evidenceHeading =
  /^\W*(?:\d+\W+)?(?:evidence|(?:code |implementation )?evidence(?: summary| table| log)?|proofs?|(?:requirements? )?(?:traceability|mapping)(?: matrix| table)?|spec[- ]to[- ]code(?: mapping)?)\W*(?:\([^)]*\)|\[[^\]]*\])?\W*$/i;

/** Most packets have no such label, which a look at the text tells. */
const mayLabel = /^[ \t]*(?:[-*+][ \t]+)?[*_`]*(?:(?:code |implementation )?evidence|proofs?)\b[^\n]{0,40}[:：][*_` \t]*\r?$/imu;

/** What stands below a line that only says that evidence follows: `Evidence:`, as a paragraph or as an item of a list. */
function underLabels(lines: readonly Line[]): readonly (readonly Line[])[] {
  return lines.flatMap((label, i) => {
    if (label.is === 'heading' || label.is === 'fence' || label.named?.value !== '') return [];
    if (!evidenceHeading.test(label.named.name)) return [];
    const rest = lines.slice(i + 1);
    // Of an item what is deeper; of a paragraph all that comes before the next one that names something, or a heading.
    const end = rest.findIndex(
      (l) => l.is === 'heading' || (label.depth > 0 ? l.depth <= label.depth : l.is === 'text' && l.depth === 0 && l.named),
    );
    return [end < 0 ? rest : rest.slice(0, end)];
  });
}

/** Under a heading that may be one of logs: what is plainly a row, and lines with places in the code that speak of DONE_MEANS. */
function mappedUnder(lines: readonly Line[], fields: FieldDocument, around: Around): readonly EvidenceRow[] {
  const plain = evidenceRows(lines, { ...around, plainly: true });
  const done = fieldOf(fields, 'DONE_MEANS')?.items ?? [];
  const taken = new Set(plain.map((r) => r.at.start));
  const rest =
    done.length === 0
      ? []
      : evidenceRows(lines, { ...around, counts: false }).filter(
          (r) => !taken.has(r.at.start) && r.code.some((c) => c.lines !== undefined),
        );
  if (rest.length === 0) return plain;
  const wanted = done.map((i, at) => ({ text: i.text, number: i.number ?? at + 1 }));
  const spoken = new Set(pairs(wanted, rest).flat());
  return [...plain, ...rest.filter((r) => spoken.has(r))].sort((a, b) => a.at.start - b.at.start);
}

const within = (lines: readonly Line[], at: Span): readonly Line[] =>
  lines.filter((l) => at.start < l.at.start && l.at.end <= at.end && l.is !== 'heading');

/** The lines of a field, without the one that only names it: what stands deeper would be taken for its own. */
const below = (lines: readonly Line[], f: Field): readonly Line[] =>
  within(lines, f.at).filter((l) => l.at.start > f.nameAt.start || f.nameAt.end > l.at.end || l.named?.value !== '');

/** Whether there can be any evidence outside reports: most packets have none, which is cheap to see. */
export const mayMap = (text: string, { fields, headings }: FieldDocument): boolean =>
  everywhere(fields, EVIDENCE).length > 0 || headings.some((h) => evidenceHeading.test(h.text)) || mayLabel.test(text);

/** The rows of evidence outside reports. */
export function mappedRows(
  lines: readonly Line[],
  fields: FieldDocument,
  inReport: (at: Span) => boolean,
  around: Around,
): readonly EvidenceRow[] {
  const counted = { ...around, counts: true };
  const own = everywhere(fields.fields, EVIDENCE).filter((f) => !inReport(f.at));
  const apart = (at: Span): boolean => !inReport(at) && !own.some((f) => f.at.start <= at.start && at.end <= f.at.end);
  const headed = fields.headings.filter((h) => evidenceHeading.test(h.text) && apart(h.at)).map((h) => within(lines, h.at));
  const labelled = underLabels(lines).filter(([first]) => first && apart(first.at) && !headed.some((h) => h.includes(first)));
  return [
    ...own.flatMap((f) => evidenceRows(below(lines, f), counted)),
    ...[...headed, ...labelled].flatMap((o) => mappedUnder(o, fields, counted)),
  ];
}
