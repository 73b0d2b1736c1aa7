/** Which of DONE_MEANS are proved: by rows of evidence, or by places that stand under no name of their own. */
import { brief } from '#core/brief';
import { flat } from '#core/fields/items';
import { everywhere, type Field, type FieldDocument, fieldOf, type Item } from '#core/fields/model';
import { normalName } from '#core/fields/names';
import { detach, oneLine, type Span } from '#core/text';
import type { EvidenceRow, ProofOfDone, Unproved } from '../model/evidence/evidence';
import { pairs, speaksOf } from '../model/evidence/proof-pairs';
import { commandIn, sumsUp } from '../model/evidence/proof-words';
import { itemsIn } from '../model/packet/packet';
import { citedIn } from './cited';
import { evidenceRows } from './evidence';
import { type Around, lastResult } from './evidence-draft';
import type { Line } from './lines';
import type { ReportModel } from './report';

/**
 * Undefined: there is nothing to prove.
 * @param mapped rows that the packet maps itself
 * @param claimed those of reports, whose findings are told in words of their own
 */
export function proofOfDone(
  fields: FieldDocument,
  { mapped: own, claimed }: { readonly mapped: readonly EvidenceRow[]; readonly claimed: readonly EvidenceRow[] },
  lines: readonly Line[],
  reports: readonly ReportModel[],
  around: Around,
): ProofOfDone | undefined {
  const rows = [...own, ...claimed];
  const field = fieldOf(fields, 'DONE_MEANS');
  const items = wantedIn(fields).map((i) => ({ ...i, own: citedIn(i.said, 0, around.path).some((c) => c.lines !== undefined) }));
  if (!field || items.length === 0) return undefined;
  const base = { at: field.nameAt, total: items.length };
  // A plan says what is to pass, not what has.
  const outside = outsidePlans(lines, fields);
  const planned = plannedIn(fields);
  const hasOthers = items.some((i) => !sumsUp(i.text));
  const ran = items.map(
    (i) => (hasOthers && sumsUp(i.text)) || isOfBoard.test(i.text.slice(0, 300)) || hasPassed(i.text, planned, outside),
  );
  const shown = ({ at, text, number }: (typeof items)[number]) => {
    const file = existing.exec(text.slice(0, 300))?.[1];
    return {
      at,
      number,
      text: detach(short(text)),
      ...(file === undefined ? {} : { file: detach(file.replace(/^\.?\/|\/$/g, '')) }),
    };
  };
  const open = items.flatMap((i, n) => (ran[n] ? [] : [shown(i)]));
  const mapped = rows.length > 0 ? rows : looseRows(lines, fields, reports, around);
  const proves = mapped.some((r) => r.code.length > 0 || r.tested) || items.some((i) => i.own);
  if (!proves && namesTests(outside, fields, reports, around))
    return { ...base, items: open, unproved: [], unpaired: open.length > 0 && items.length > 1, named: true, none: false };
  if (!proves) return { ...base, items: open, unproved: [], unpaired: false, none: open.length > 0 };
  const speaking = pairs(items, mapped);
  // Of a single promise there is no question what proves it.
  const alone = items.length === 1 && speaking[0]?.length === 0;
  const found = alone ? [mapped.filter((r) => r.code.length > 0 || r.tested)] : speaking;
  const paired = found.filter((f) => f.length > 0).length;
  const plain = found.filter((f, i) => f.some((r) => isPlain(r, items) || speaksOf(r, i, items))).length;
  // Rows that are about something else tell nothing about what is missing.
  const tells =
    rows.length > 0
      ? paired > 0 &&
        paired * 2 >= Math.min(rows.length, items.length) &&
        (paired * 2 >= items.length || found.flat().some((r) => isPlain(r, items))) &&
        // A finding that happens to have some of the words says nothing of what the others are about.
        (own.length > 0 || plain === paired || paired === items.length)
      : paired === items.length;
  if (!tells) {
    const places = new Set(mapped.flatMap((r) => r.code.map((c) => c.written))).size;
    return { ...base, items: open, unproved: [], unpaired: !items.every((item, i) => item.own || ran[i]), places, none: false };
  }
  const asking = mapped.filter((r) => r.asksTest).length;
  const asked = asking * 2 >= mapped.length;
  // Where nearly all rows have a place for the test, one without it lacks it.
  const usual = asking * 4 >= mapped.length * 3;
  const unproved = items.flatMap((item, i): readonly Unproved[] => {
    const mine = found[i] as readonly EvidenceRow[];
    if ((mine.length === 0 && item.own) || ran[i]) return [];
    const code = item.own || mine.some((r) => r.code.length > 0 && !r.lacksCode);
    const test = mine.some((r) => r.tested) || (mine.length > 0 ? !usual && !mine.some((r) => r.asksTest) : !asked);
    if (code && test) return [];
    const isRun = !code && runsOf(item.text) !== undefined;
    const lacks = isRun ? 'result' : code ? 'test' : test && mine.length > 0 ? 'code' : 'both';
    const row = mine.find((r) => (lacks === 'test' ? !r.tested : r.code.length === 0 || r.lacksCode))?.at;
    return [{ ...shown(item), lacks, ...(row ? { row } : {}) }];
  });
  const isTold = (r: EvidenceRow): boolean => items.some((i, n) => found[n]?.includes(r) && unproved.some((u) => u.at === i.at));
  const gaps = mapped.filter((r) => (r.lacksCode || r.lacksTest) && found.some((f) => f.includes(r)) && !isTold(r));
  return {
    ...base,
    items: [],
    unproved,
    unpaired: false,
    none: false,
    ...(gaps.length > 0
      ? { gaps: gaps.map((r) => ({ at: r.at, text: detach(short(r.requirement)), of: r.lacksCode ? 'code' : 'test' })) }
      : {}),
  };
}

/** Whether a row says which promise it is about, by its number or its words; that some words are alike may be chance. */
const isPlain = ({ number, requirement }: EvidenceRow, items: readonly { readonly text: string }[]): boolean => {
  const start = requirement.toLowerCase().slice(0, 30);
  return number !== undefined || (start.length >= 8 && items.some((i) => i.text.toLowerCase().includes(start)));
};

/** As other rules count them. */
const promises = (field: Field | undefined): readonly Item[] => (field ? itemsIn(field) : []);

/** The items of DONE_MEANS, as evidence is paired with them. */
export const wantedIn = (fields: FieldDocument) =>
  promises(fieldOf(fields, 'DONE_MEANS')).map((i, at) => ({
    text: promiseOf(i).replace(counted, ''),
    number: i.number ?? (Number(counted.exec(promiseOf(i))?.[1] ?? 0) || at + 1),
    at: i.at,
    said: i.text,
  }));

/** That board and packet say the same is what is looked at anyway; no line of code proves it. */
const isOfBoard =
  /^\W*(?:the\s+)?(?:[\w./]*TASK_BOARD(?:\.md)?|task[ -]board|(?:task|work) packet)\b[^.;]{0,60}\b(?:status(?:es)?|updated?|consistent|moved?|in sync|match\w*|reflects?|set|marked)\b/i;

/** `docs/GUIDE.md` exists, `.env.example` does, `.gitignore`; of other words with a dot ahead (`.btn`) nobody knows. */
const existing =
  /^\W*?(?:(?:the|a) )?(?:file )?`?(?<![./])(?!@\/|\.\.)((?:[\w.@-]+\/)*(?:\.?[\w@-][\w.@-]*\.\w{1,8}|\.(?:env|\w+ignore|\w+rc|editorconfig|gitattributes))|(?:[\w.@-]+\/)+)`?\s+(?:exists?|is (?:there|present|in place))\b/i;

/** What an item says is to pass: commands, and TEST_PLAN as a whole. */
interface Runs {
  readonly commands: readonly string[];
  readonly plan: boolean;
}

/** `just check` passes; TEST_PLAN passes and `just check` returns PASS: nothing but what is run, and that it goes well. */
function runsOf(item: string): Runs | undefined {
  const plan = /\bTEST[_ ]PLAN\b/i.test(item);
  if ((!plan && !item.includes('`')) || item.length > 1000) return undefined;
  const commands: string[] = [];
  const rest = item
    .replace(/(`+)(?!`)(.+?)(?<!`)\1(?!`)/g, (_, _ticks, command: string) => {
      commands.push(command.trim());
      return ' ';
    })
    .replace(/\([^()]*\)/g, ' ')
    .replace(/\bTEST[_ ]PLAN\b/gi, ' ');
  if (!plan && commands.length === 0) return undefined;
  const said = rest.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return commands.every(commandIn) && said.every((w) => passing.has(w)) ? { commands, plan } : undefined;
}
const passing = new Set(
  'run running runs pass passes passed passing succeed succeeds is are be must should exit exits return returns code with and without clean cleanly green ok error errors warnings 0 all every each both the of in on commands command steps checks tests including wp branch worktree locally'.split(
    ' ',
  ),
);

/** What stands behind a command that is said to its end. */
const itsEnd = /^`*\s*(?:$|[:=→(–—]|->|-\s|PASS|FAIL|✅|❌)/;

/** What is written of how a command came out: on its line, or as the result below. The last time counts. */
function outcomeOf(command: string, lines: readonly Line[]): EvidenceRow['result'] {
  let last: EvidenceRow['result'];
  for (const [i, { text }] of lines.entries()) {
    const at = text.indexOf(command);
    const behind = text.slice(at + command.length);
    if (at < 0 || !itsEnd.test(behind)) continue;
    const next = lines[i + 1]?.text ?? '';
    last = lastResult(behind) ?? (/^\W*(?:result|exit(?: code)?|outcome)\b/i.test(next) ? lastResult(next) : undefined) ?? last;
  }
  return last;
}

/** Of TEST_PLAN it is enough that something of it has passed, and nothing failed: whether all of it was run is VALIDATION's matter. */
function hasPassed(item: string, planned: readonly string[], lines: readonly Line[]): boolean {
  const runs = runsOf(item);
  if (!runs?.commands.every((c) => outcomeOf(c, lines) === 'PASS')) return false;
  if (!runs.plan) return true;
  const came = planned.map((c) => outcomeOf(c, lines));
  return came.includes('PASS') && !came.includes('FAIL');
}

/** The commands of TEST_PLAN, as they are written. */
const plannedIn = (fields: FieldDocument): readonly string[] =>
  flat(fieldOf(fields, 'TEST_PLAN')?.items ?? []).flatMap(({ is, text }) =>
    is === 'plain' || is === 'row'
      ? [...text.matchAll(/`([^`]+)`/g)].map((m) => m[1] as string)
      : [text.replace(/\s#\s.*$/, '').trim()],
  );

/** `**4.** Sessions end`: a list that its writer numbered by hand. */
const counted = /^[*_\s]*(\d{1,2})[.)][*_]*\s+/;

/** What an item promises: of a row of a table the cell that says most. */
const promiseOf = ({ text, cells }: Item): string =>
  cells ? cells.reduce((most, c) => (c.text.length > most.length ? c.text : most), '') : text;

/** Fields whose paths are a plan, not evidence. */
const plans = [
  'SPEC_ANCHOR',
  'What',
  'Why',
  'IN_SCOPE_PATHS',
  'OUT_OF_SCOPE',
  'DONE_MEANS',
  'TEST_PLAN',
  'BOOTSTRAP',
  'FILES_TO_OPEN',
  'RISK_MAP',
  'RUN_COMMANDS',
];

/** The lines that stand in no plan, nor in what else is left out. */
function outsidePlans(lines: readonly Line[], fields: FieldDocument, more: readonly Span[] = []): readonly Line[] {
  const apart = [...plans.flatMap((key) => everywhere(fields.fields, key).map((f) => f.at)), ...more];
  return lines.filter((l) => !apart.some((s) => s.start <= l.at.start && l.at.end <= s.end));
}

/** Evidence that stands under no name of its own: lines with places in the code, anywhere but in a plan or a report that failed. */
function looseRows(
  lines: readonly Line[],
  fields: FieldDocument,
  reports: readonly ReportModel[],
  around: Around,
): readonly EvidenceRow[] {
  const failed = reports.filter((r) => r.verdict?.is === 'FAIL').map((r) => ({ start: r.from, end: r.end }));
  const outside = outsidePlans(lines, fields, failed).filter((l) => l.is !== 'heading');
  return evidenceRows(outside, around).filter((r) => r.code.some((c) => c.lines !== undefined && !c.path.endsWith('.md')));
}

/** Sections that tell what has been done. VALIDATION has a form of its own for that. */
const ofDeed = /\b(?:summary|implement\w*|complet\w*|results?|outcome|evidence|done|delivered|record)\b/;

/** Whether what is told of the finished work names files of tests, with or without a line. */
function namesTests(
  lines: readonly Line[],
  fields: FieldDocument,
  reports: readonly ReportModel[],
  { path, isTest }: Around,
): boolean {
  const apart = [
    ...everywhere(fields.fields, 'VALIDATION').map((f) => f.at),
    ...reports.filter((r) => !r.bare).map((r) => ({ start: r.from, end: r.end })),
  ];
  const told = fields.headings.filter(({ depth, text }) => {
    const name = normalName(text);
    return depth > 1 && ofDeed.test(name) && !/\bplan(?:ned|s)?\b/.test(name);
  });
  return lines.some(
    ({ is, at, text }) =>
      (is === 'text' || is === 'item') &&
      told.some((h) => h.at.start < at.start && at.end <= h.at.end) &&
      !apart.some((s) => s.start <= at.start && at.end <= s.end) &&
      citedIn(text, 0, path).some((c) => c.form === 'plain' && !c.absent && c.path.includes('/') && isTest(c.path)),
  );
}

/** For messages: one line of at most 70 characters. */
export const short = (text: string): string => brief(oneLine(text), 70);
