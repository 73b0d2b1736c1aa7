/** Where a packet keeps its evidence: in a field of that name, under a heading, below a label. Logs may stand there as well. */
import { everywhere, type Field, type FieldDocument, fieldOf } from '#core/fields/model';
import { lowered, type Span } from '#core/text';
import type { EvidenceRow } from '../model/evidence/evidence';
import { pairs } from '../model/evidence/proof-pairs';
import { evidenceRows } from './evidence';
import type { Around } from './evidence-draft';
import type { Line } from './lines';

/** Where evidence stands in a packet. */
const EVIDENCE = 'Evidence Mapping';

/** Whose evidence it is: `DONE_MEANS Evidence Mapping`. */
const whose =
  '(?:done[ _]means|requirements?|(?:acceptance )?criteria|acceptance|spec|code|implementation|validation|validator|coder|test)';
/** Headings under which some write their mapping, and others their logs. */
const evidenceHeading = new RegExp(
  String.raw`^\W*(?:\d+\W+)?(?:(?:${whose} ){0,2}evidence(?: summary| table| log| mapping| map| matrix)?|proofs?|(?:requirements? )?(?:traceability|mapping)(?: matrix| table)?|spec[- ]to[- ]code(?: mapping)?)\W*(?:\([^)]*\)|\[[^\]]*\])?\W*$`,
  'i',
);

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
  const listed = plain.length === 0 && done.length > 0 ? listedRows(lines, done.length, around) : [];
  if (listed.length > 0) return listed;
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

/** A numbered list of nothing but places, no longer than DONE_MEANS: its numbers are those of DONE_MEANS. */
function listedRows(lines: readonly Line[], wanted: number, around: Around): readonly EvidenceRow[] {
  const rows = evidenceRows(lines, { ...around, counts: true });
  const isPlace = (r: EvidenceRow): boolean =>
    r.requirement === '' && (r.number ?? wanted + 1) <= wanted && r.code.some((c) => c.lines !== undefined);
  const apart = new Set(rows.map((r) => r.number)).size === rows.length;
  return apart && rows.length >= Math.min(2, wanted) && rows.every(isPlace) ? rows : [];
}

/** What stands below the name of a part of the document: without the heading that is its name. */
function within(lines: readonly Line[], at: Span): readonly Line[] {
  const inside = lines.filter((l) => at.start < l.at.start && l.at.end <= at.end);
  return inside[0]?.is === 'heading' ? inside.slice(1) : inside;
}

/** Right before a place that proves what was said: `it opens (`, `it opens → `. */
const givenAs = /(?:->|→|=>|[([—–:])[\s`*[]*$/;

/** Evidence in DONE_MEANS itself: below what it proves, or at the end of it. What is promised may be about a place, too. */
export function promisedRows(lines: readonly Line[], fields: FieldDocument, around: Around): readonly EvidenceRow[] {
  const field = fieldOf(fields, 'DONE_MEANS');
  if (!field) return [];
  const mine = within(lines, field.at).filter((l) => l.at.start > field.nameAt.end);
  return evidenceRows(mine, { ...around, counts: true }).flatMap((row) => {
    const line = mine.find((l) => l.at.start <= row.at.start && row.at.end <= l.at.end);
    const given = row.code.filter(
      (c) =>
        c.lines !== undefined &&
        line !== undefined &&
        (c.at.start > line.at.end || givenAs.test(line.text.slice(0, c.at.start - line.at.start))),
    );
    return given.length > 0 ? [{ ...row, code: given }] : [];
  });
}

/** The lines of a field, without the one that only names it: what stands deeper would be taken for its own. */
const below = (lines: readonly Line[], f: Field): readonly Line[] =>
  within(lines, f.at).filter((l) => l.at.start > f.nameAt.start || f.nameAt.end > l.at.end || l.named?.value !== '');

/** Whether there can be any evidence outside reports: most packets have none, which is cheap to see. */
export const mayMap = (text: string, { fields, headings }: FieldDocument): boolean =>
  everywhere(fields, EVIDENCE).length > 0 ||
  headings.some((h) => evidenceHeading.test(h.text)) ||
  ((lowered(text).includes('evidence') || lowered(text).includes('proof')) && mayLabel.test(text));

/** The rows of evidence outside reports. */
export function mappedRows(
  lines: readonly Line[],
  fields: FieldDocument,
  inReport: (at: Span) => boolean,
  around: Around,
): readonly EvidenceRow[] {
  const counted = { ...around, counts: true, headed: true as const };
  const own = everywhere(fields.fields, EVIDENCE).filter((f) => !inReport(f.at));
  const apart = (at: Span): boolean => !inReport(at) && !own.some((f) => f.at.start <= at.start && at.start < f.at.end);
  const headed = fields.headings.filter((h) => evidenceHeading.test(h.text) && apart(h.at)).map((h) => within(lines, h.at));
  const labelled = underLabels(lines).filter(([first]) => first && apart(first.at) && !headed.some((h) => h.includes(first)));
  return [
    ...own.flatMap((f) => evidenceRows(below(lines, f), counted)),
    ...[...headed, ...labelled].flatMap((o) => mappedUnder(o, fields, counted)),
  ];
}
