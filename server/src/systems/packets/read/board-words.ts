/** The words of a task board: what a heading, an entry's line or a table's column says. Source: SYSTEMS.md §1, "Board forms". */
import { DAY_WORD, dayIn } from '#core/days';
import { namedLine } from '#core/fields/line';
import { type FieldNames, normalName } from '#core/fields/names';
import { inRegExp } from '#core/pattern';
import { detach, type Span } from '#core/text';
import type { Statement } from '../model/board/types';
import type { PacketsDialect } from '../model/dialect/dialect';
import { ofForms } from '../model/dialect/id-form';
import { defaultWords, lifecycle, type StatusReading, type StatusWords } from '../model/dialect/status';
import type { Located } from '../model/types';
import { awaitedIds } from './awaited';
import { packetIds } from './ids';

/** What a heading says of the entries below it. */
export interface State {
  /** Undefined: several states, or one that only boards have (`Active`, `Archive`). */
  readonly reading: StatusReading | undefined;
}

/** What an entry says in words; the arrays are filled as its lines are read. */
export interface Said {
  said:
    | { readonly reading: StatusReading | undefined; readonly at: Span; readonly failed?: true; readonly active?: true }
    | undefined;
  /** Words where the state is said that are none. */
  odd: Located | undefined;
  readonly blockers: Located[];
  readonly unblocks: Located[];
  /** Where it says what it waits for. */
  readonly waitsAt: Statement[];
  /** Where it says what waits for it. */
  readonly freesAt: Statement[];
  /** The day on which work began, as it is written. */
  since: Located | undefined;
  /** It names a day at all. */
  dated: boolean;
  /** Days that it may stay in its state. */
  sla: number | undefined;
  /** When and to whom. */
  escalated: Located | undefined;
  /** The cell in which a state should stand, where nothing does. */
  unsaid?: Span;
  /** It is among those that it waits for. */
  itself?: Located | undefined;
}

/** Of an entry that has no words of its own. */
export const nothingSaid = (): Said => ({
  said: undefined,
  odd: undefined,
  blockers: [],
  unblocks: [],
  waitsAt: [],
  freesAt: [],
  since: undefined,
  dated: false,
  sla: undefined,
  escalated: undefined,
});

/** States that a line may begin with in plain words; others are as likely the start of a sentence. */
const spoken =
  /^(?:ready[ -]for[ -](?:dev|development|validation|review)|in[ -](?:progress|review|validation)|done|validated|completed|closed|wip|superseded|stub)(?![\p{L}\p{N}-])/iu;
/** In capitals any state is said as one: `BLOCKED`, `OUTDATED_ONLY`. */
const loud = /^\p{Lu}{3,}(?:[ _-]\p{Lu}+)*(?![\p{L}\p{N}])/u;
/** `done, see WP-1-B`: a sentence that goes on. */
const goesOn = /^\p{Ll}+,\s+(?!by\b|validated\b|since\b|\d)\p{Ll}/u;
/** `superseded by WP-1-X-v2` */
const succeeded = ofForms(
  ({ markSource }) => new RegExp(String.raw`^([\p{L}][\p{L} _-]*?)(?<!\s)\s+by\s+[*_\x60[]*${markSource}`, 'iu'),
);
const onlyOnBoards = /^[^\p{L}\p{N}]*active(?:\s*\([^()]*\))?[^\p{L}\p{N}()]*$/iu;
const aloud = /^(?:\*\*)?(ACTIVE(?:\s*\([^()]*\))?)(?:\*\*)?\s*(?:$|[.,;:|–—-]|\p{Extended_Pictographic})/u;

/** `[FAIL]`, `[FAILED_BASELINE]`: what is done, did not pass; elsewhere the section says how it stands. */
const failed = /^[\s*_]*FAIL(?:ED|URE)?(?![\p{L}\p{N}])/iu;

/** The state that an entry's first line says: in brackets, in bold, as the first words after the id, or as the last after a dash. */
export function statusIn(line: string, from: number, dialect: PacketsDialect): Said['said'] {
  const struck = line.includes('~~') ? line.replace(/~~[^~]*~~/g, (t) => ' '.repeat(t.length)) : line;
  const bracketed = struck.includes('[') ? [...struck.matchAll(/\[([^[\]]+)\](?!\()/g)] : [];
  for (const m of bracketed.filter((b) => b.index >= from).reverse()) {
    const inner = m[1] ?? '';
    const reading = dialect.status.leading(inner);
    const start = m.index + m[0].indexOf(inner);
    const at = { start, end: start + inner.length };
    if (reading) return { reading, at };
    if (onlyOnBoards.test(inner)) return { reading, at, active: true };
    if (failed.test(inner)) return { reading: undefined, at, failed: true };
  }
  const lead = /^[\s:,;–—→>|=-]*/.exec(struck.slice(from))?.[0].length ?? 0;
  const after = struck.slice(from + lead);
  const active = aloud.exec(after);
  if (active?.[1]) return { reading: undefined, at: sized(from + lead + active[0].indexOf(active[1]), active[1]), active: true };
  const bold = /^\*\*([^*]+)\*\*(?=\s*(?:$|[(\p{Extended_Pictographic}.,;|–—-]))/u.exec(after);
  const inBold = bold?.[1] && dialect.status.leading(bold[1]);
  if (bold?.[1] && inBold) return { reading: inBold, at: sized(from + lead + 2, bold[1]) };
  const marked = /^`([\p{L}][\p{L} _-]*)`(?=\s*(?:$|[(.,:;|–—-]))/u.exec(after)?.[1];
  const inCode = marked === undefined ? undefined : dialect.status.value(marked);
  if (marked !== undefined && inCode) return { reading: inCode, at: sized(from + lead + 1, marked) };
  const gone = succeeded(dialect.ids).exec(after)?.[1];
  const taken = gone === undefined ? undefined : dialect.status.leading(gone);
  if (gone !== undefined && taken?.status === 'Superseded') return { reading: taken, at: sized(from + lead, gone) };
  if (((spoken.test(after) || isOwn(after, dialect.words)) && !goesOn.test(after)) || loud.test(after)) {
    const reading = dialect.status.leading(after);
    const words =
      reading &&
      /^[\p{L} _-]+?(?:\s*\(VALIDATED\))?(?=\s*(?:[\])*,;:.!(–—]|_(?![\p{L}\p{N}])|\p{Extended_Pictographic}|\s-\s|\s(?:since|as of|from|on|seit|ab|am|depuis)\s+\d|\s\d{4}-\d|$))/iu.exec(
        after,
      )?.[0];
    if (reading) return { reading, at: sized(from + lead, (words ?? after).trimEnd()) };
  }
  return labelled(struck, from, dialect) ?? inParentheses(struck, from, dialect) ?? last(struck, from, dialect);
}

/** A line that begins with one of the dialect's own words for a state, and nothing but a remark or a day behind it. */
function isOwn(after: string, words: StatusWords): boolean {
  let own = ownStates.get(words);
  if (!own) {
    const theirs = lifecycle.flatMap((s) => words[s].filter((w) => !defaultWords[s].includes(w)));
    own = new Set(theirs.map(normalName));
    ownStates.set(words, own);
  }
  if (own.size === 0) return false;
  const head = /^\p{L}[\p{L}\p{M} _-]*?(?=\s*(?:[(,;:.!–—|]|\p{Extended_Pictographic}|\s\p{L}+\s+\d|$))/u.exec(after)?.[0];
  return head !== undefined && own.has(normalName(head));
}
const ownStates = new WeakMap<StatusWords, ReadonlySet<string>>();

const sized = (start: number, words: string): Span => ({ start, end: start + words.length });

/** `Status: In Progress` further along the line. */
function labelled(line: string, from: number, dialect: PacketsDialect): Said['said'] {
  const m = /\b(?:status|state)\b[*_`]*\s*[:=][\s*_`[]*([^|;,.()\][*_`\n]+)/i.exec(line.slice(from));
  const words = m?.[1]?.trimEnd();
  const reading = words ? dialect.status.value(words) : undefined;
  return m && words && reading ? { reading, at: sized(from + m.index + m[0].lastIndexOf(words), words) } : undefined;
}

function inParentheses(line: string, from: number, dialect: PacketsDialect): Said['said'] {
  if (!line.includes('(', from)) return undefined;
  const named = ofOther(dialect.ids);
  for (const m of line.slice(from).matchAll(/\(([^()]+)\)/g)) {
    const inner = m[1] ?? '';
    // `WP-2 touches the same file as WP-1 (done)`: that is the state of the other one.
    if (named.test(line.slice(from, from + m.index))) continue;
    const reading = spoken.test(inner) ? dialect.status.leading(inner) : undefined;
    if (reading) return { reading, at: sized(from + m.index + 1, inner) };
    // (`P1`, `done`): what is marked as a word of its own.
    for (const c of inner.matchAll(coded)) {
      const word = c[1] as string;
      const said = dialect.status.value(word);
      if (said) return { reading: said, at: sized(from + m.index + 1 + c.index + 1, word) };
    }
  }
  return undefined;
}

/** A text that ends with the id of a packet. */
const ofOther = ofForms(({ begunSource }) => new RegExp(String.raw`(?<![\p{L}\p{N}_-])${begunSource}[*_\x60\]\s]*$`, 'u'));

const coded = /(?<=^|,\s*)`([\p{L}][\p{L} _-]*)`(?=\s*(?:,|$))/gu;

/** `WP-1-X: log in — In Progress`. The last words are the state and nothing else. */
function last(line: string, from: number, dialect: PacketsDialect): Said['said'] {
  const m = /(?:\s[–—-]|[–—|→=]|[-=]>)\s+[*_`]*([\p{L}][\p{L} _-]*(?:\(VALIDATED\))?)[\s*_`.]*$/iu.exec(line.slice(from));
  const words = m?.[1]?.trimEnd();
  const reading = m && words ? dialect.status.leading(words) : undefined;
  if (m && words && reading) return { reading, at: sized(from + m.index + m[0].indexOf(words), words) };
  // `WP-1-X - log in. **Done** ✅`
  const b = /(?<=\s)\*\*\[?(\p{Lu}[^*[\]\n]{1,40})\]?\*\*(?:[\s.]|\p{Extended_Pictographic}|\uFE0F)*$/u.exec(line.slice(from));
  const bold = b?.[1] && spoken.test(b[1]) ? dialect.status.leading(b[1]) : undefined;
  return b?.[1] && bold ? { reading: bold, at: sized(from + b.index + b[0].indexOf(b[1]), b[1]) } : undefined;
}

const retold =
  /(?:^| )(?:change ?logs?|logs?|history|l[eé]gende?|beispiele?|ex[ae]mples?|formats?|templates?|how to .*|instructions?|conventions?|definitions?)(?: |$)/;

/** A heading under which entries are shown, explained or told again. */
export const isRetold = (title: string): boolean => retold.test(normalName(title));

const qualifiers =
  /^(?:(?:currently|current|recently|recent|newly|active|all|open|work|phase [\p{N}.]+|sprint [\p{N}.]+|milestone [\p{N}.]+)\s+)+(?=\S)/u;
const things =
  /(?:\s+(?:work packages?|packets?|wps?|tasks?|tickets?|issues?|stories|cards?|features?|bugs?|plans?|items?|work|column|queue|list|section))+$/u;
/** Words that say that packets are listed, in no state that a packet could have. */
const listing =
  /^(?:active|archived?|icebox|on hold|paused|next|up next|upcoming|parking lot|cancell?ed|rejected|deferred|queued?|work packets?|packets?|wps?|tasks|overview|status|statuses|all)(?: |$)/;

/** A heading that says for what stands below it that nobody works on it: no state, but an answer. */
export const isAside = (title: string): boolean =>
  /^(?:archived?|icebox|on hold|paused|parking lot|cancell?ed|rejected|deferred)(?: |$)/.test(normalName(title));

/** What a heading says for all that stands below it: `Ready for Validation (re-opened)`, `Done / Validated`, `Completed Work`. */
export function stateOf(title: string, dialect: PacketsDialect): State | undefined {
  const clean = title
    .replace(/\([^)]*\)/g, '')
    .replace(/^[^\p{L}[]+/u, '')
    .trim();
  const direct = dialect.sectionStatus.leading(clean);
  if (direct) return { reading: direct };
  const name = normalName(clean.split(/[:–—]|\s-\s/)[0] ?? clean);
  const parts = clean
    .split(/[:–—]|\s-\s/)[0]
    ?.split(/\/|&|\+|,|\b(?:and|or)\b/i)
    .map((p) => bare(p));
  const readings = (parts ?? []).map((p) => dialect.sectionStatus.leading(p) ?? stubbed(p));
  const [first] = readings;
  if (first && readings.every((r) => r?.status === first.status))
    return { reading: { status: first.status, validated: readings.every((r) => r?.validated) } };
  if (readings.some((r) => r !== undefined) && (parts?.length ?? 0) > 1) return { reading: undefined };
  return listing.test(name) || listing.test(bare(clean)) ? { reading: undefined } : undefined;
}

const bare = (part: string): string => {
  const name = normalName(part);
  return name
    .replace(qualifiers, '')
    .replace(things, '')
    .replace(/^to do$/, 'todo');
};
/** `Stub Backlog`: stubs, that wait in a list of their own. */
const stubbed = (name: string): StatusReading | undefined =>
  /^stub backlog$/.test(name) ? { status: 'Stub', validated: false } : undefined;

/** What a field of an entry, or a column of a table, is about. */
export type Topic = 'status' | 'waits' | 'frees' | 'since' | 'date' | 'sla' | 'escalated' | 'verdict';

const topics: readonly (readonly [Topic, RegExp])[] = [
  ['status', /^(?:status|state|wp status|current status|current state)$/],
  [
    'waits',
    /^(?:blockers?|blocked (?:on|by)|depends(?: on)?|dependency|dependencies|waits? (?:for|on)|waiting (?:for|on)|upstream)$/,
  ],
  ['frees', /^(?:unblocks|blocks|blocking|downstream)$/],
  ['since', /^(?:since|started|started on|start|start date|date started|entered|in progress since|in state since)$/],
  ['date', /^date$/],
  ['sla', /^sla\b/],
  ['escalated', /^escalat(?:ed|ion)$/],
  ['verdict', /^(?:verdict|validation|validated|validation verdict)$/],
];

const usualTopic = (name: string): Topic | undefined => topics.find(([, pattern]) => pattern.test(name))?.[0];

/** @param names of the dialect: what it calls Blocked on, Blocks, STATUS, Since, SLA or Escalated is that on a board too */
export function topicOf(name: string, names: FieldNames): Topic | undefined {
  const usual = usualTopic(normalName(name));
  if (usual) return usual;
  for (const { key } of names.resolve(name)) {
    // The day of a packet is not the day since when it is in a state.
    const topic = key === 'DATE' ? undefined : usualTopic(normalName(key));
    if (topic) return topic;
  }
  return undefined;
}

/** What a dialect calls the things that an entry's sentence speaks of, besides the usual words. */
interface OwnWords {
  readonly waits: RegExp | undefined;
  readonly frees: RegExp | undefined;
  readonly since: RegExp | undefined;
}
const ownWords = new WeakMap<FieldNames, OwnWords>();

function ownWordsOf(names: FieldNames): OwnWords {
  const known = ownWords.get(names);
  if (known) return known;
  const words = (keys: readonly string[], after: string): RegExp | undefined => {
    const own = keys.flatMap((k) => names.spec(k)?.aliases ?? []).filter((a) => usualTopic(normalName(a)) === undefined);
    return own.length === 0
      ? undefined
      : new RegExp(String.raw`(?<![\p{L}\p{N}_-])(?:${own.map(inRegExp).join('|')})(?![\p{L}\p{N}_-])${after}`, 'giu');
  };
  const clause = String.raw`((?:[^.;\n]|\.(?=\w))*)`;
  const out = {
    waits: words(['Blocked on'], clause),
    frees: words(['Blocks'], clause),
    since: words(['Since', 'Started'], String.raw`[^\d\n;.]{0,24}(${DAY_WORD})`),
  };
  ownWords.set(names, out);
  return out;
}

const none =
  /^[\s*_`([<]*(?:none|no|nothing|n\/a|nil|keine?[rs]?|nichts|aucune?|rien|ningun[oa]?|ningún|nenhum[a]?|nada|[-–—])(?![\p{L}\p{N}])|^[\s*_`([<]*(?:暂?[无無]し?|なし|没有)(?:依赖|前置)?(?!\p{L})/iu;
/** A cell that is only ticked. */
const ticks = /^\s*(?:[✅☑✔✓]\uFE0F?\s*)+$/u;
const all = /^[\s*_`([<]*(?:all|everything)(?![\p{L}\p{N}])/iu;

/** A value that says that there is nothing. */
export const isNone = (value: string): boolean => none.test(value);

/** Takes in one named value: of a line `Blocker: …`, or of a table's cell. @param at of the value */
export function take(said: Said, topic: Topic, value: string, at: Span, dialect: PacketsDialect): void {
  if (topic === 'status') {
    const reading = dialect.status.value(value) ?? (ticks.test(value) ? { status: 'Done', validated: false } : undefined);
    // A later line may speak of a former state: the first counts.
    if (!said.said && !reading) said.odd = { text: detach(value.slice(0, 60)), at };
    said.said ??= { reading, at, ...(!reading && onlyOnBoards.test(value) ? { active: true as const } : {}) };
  } else if (topic === 'waits' || topic === 'frees') {
    const nothing = none.test(value);
    // `None (can start without WP-1-A)` names nobody who is waited for.
    const names = nothing ? [] : awaitedIds(value, at.start, dialect.ids);
    (topic === 'waits' ? said.blockers : said.unblocks).push(...names);
    const statement: Statement = { at, is: 'value', all: all.test(value) };
    if (names.length > 0 || statement.all || nothing) (topic === 'waits' ? said.waitsAt : said.freesAt).push(statement);
  } else if (topic === 'since' || topic === 'date') {
    const day = dayAt(value, at.start);
    if (day) {
      said.dated = true;
      said.since ??= day;
    }
  } else if (topic === 'sla') said.sla ??= daysIn(value);
  else if (topic === 'escalated') {
    if (/\d/.test(value)) said.escalated ??= { text: detach(value.trim()), at };
  } else if (said.said?.reading?.status === 'Done' && /^[\s*_`]*(?:PASS|VALIDATED|YES)\b/i.test(value))
    said.said = { ...said.said, reading: { status: 'Done', validated: true } };
}

/** A line `Name: value` below an entry. Returns whether it was one that is understood. */
export function takeLine(said: Said, line: string, base: number, dialect: PacketsDialect): boolean {
  const named = namedLine(line);
  const topic = named && topicOf(named.name, dialect.names);
  if (!named || !topic) return false;
  const value = line.slice(named.valueStart);
  take(said, topic, value, { start: base + named.valueStart, end: base + line.length }, dialect);
  return true;
}

const clauses =
  /(?<!\b(?:not|longer|was|were|previously|formerly|un|never|be) ?)\b(blocked (?:on|by)|depends on|awaiting (?:blockers?|completion of)|waiting (?:for|on)|unblocks|(?:blockers?|dependency|dependencies)(?=\s*[:=]))\b((?:[^.;\n]|\.(?=\w))*)/gi;
const dated = new RegExp(String.raw`\b(?:started|since|began|entered|signed|moved)\b[^\d\n;.]{0,24}(${DAY_WORD})`, 'i');
const alone = new RegExp(String.raw`^[\s*_\x60~)\]:–—|-]*\(?${DAY_WORD}`);

/** The sentence of an entry: `Blocked on WP-1-A and WP-1-B`, `Started 2025-12-16 (SLA: 2 days)`. @param from where the words begin */
export function takeProse(said: Said, body: string, base: number, from: number, { names, ids: forms }: PacketsDialect): void {
  const prose = body.slice(from);
  if (prose.length < 4) return;
  const at = base + from;
  const clause = (m: RegExpMatchArray, behind: string, frees: boolean): void => {
    // `Blocked on WP-1-A, not on WP-1-B`.
    const words = behind.split(/\b(?:not|but)\b/i)[0] ?? '';
    const start = at + (m.index as number);
    const ids = packetIds(words, start + m[0].length - behind.length, forms);
    (frees ? said.unblocks : said.blockers).push(...ids);
    const end = ids.at(-1)?.at.end;
    if (end !== undefined) (frees ? said.freesAt : said.waitsAt).push({ at: { start, end }, is: 'clause', all: false });
  };
  for (const m of prose.matchAll(clauses)) clause(m, m[2] ?? '', /^unblocks/i.test(m[1] ?? ''));
  const own = ownWordsOf(names);
  if (own.waits) for (const m of prose.matchAll(own.waits)) clause(m, m[1] ?? '', false);
  if (own.frees) for (const m of prose.matchAll(own.frees)) clause(m, m[1] ?? '', true);
  const free = /\bno blockers?\b/i.exec(prose);
  if (free)
    said.waitsAt.push({ at: { start: at + free.index, end: at + free.index + free[0].length }, is: 'clause', all: false });
  if (!/\d/.test(prose)) return;
  const began = dated.exec(prose) ?? (own.since && [...prose.matchAll(own.since)][0]);
  if (began) said.since ??= dayAt(prose.slice(began.index), at + (began.index as number));
  said.dated ||= dayIn(prose) !== undefined;
  // A day alone, behind whatever else is said of it: `WP-1-X (2025-12-16)`.
  const first = prose.split('\n', 1)[0] as string;
  if (alone.test(first)) said.since ??= dayAt(first, at);
  const sla = /\bSLA\b\W{0,4}(\d.*)/i.exec(prose);
  if (sla?.[1]) said.sla ??= daysIn(sla[1]);
  const up = /\bescalated\b\W{0,4}([^;)\n]*)/i.exec(prose);
  if (up?.[1] && /\d/.test(up[1])) {
    const start = at + up.index + up[0].length - up[1].length;
    said.escalated ??= { text: detach(up[1].trim()), at: { start, end: start + up[1].trimEnd().length } };
  }
}

function dayAt(text: string, base: number): Located | undefined {
  const found = dayIn(text);
  return found && { text: detach(found.day), at: { start: base + found.start, end: base + found.end } };
}

function daysIn(text: string): number | undefined {
  const m = /(\d+)\s*(?:(d|days?|business days?|working days?)|(w|weeks?))(?![\p{L}])/iu.exec(text) ?? /^\s*(\d+)\s*$/.exec(text);
  return m?.[1] === undefined ? undefined : Number(m[1]) * (m[3] ? 7 : 1);
}
