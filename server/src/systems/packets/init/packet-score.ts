/** Whether a document is a packet, by its name and its fields. For `gatehouse init` alone. */
import { fieldOf } from '#core/fields/model';
import { readFields } from '#core/fields/read';
import type { Survey } from '#core/init';
import { folderOf, nameOf, stemOf } from '#core/paths';
import type { RelPath } from '#core/text';
import type { PacketsDialect } from '../model/dialect/dialect';
import { bootstrapParts, templateOrder } from '../model/dialect/packet-fields';
import { isPart } from '../read/ids';
import { formOf, isCounted } from './called';
import { statedFolder } from './folders';
import { impliedKeys } from './habits';
import { isAbout, stateFolder } from './places';
import { areListed, isToTick, workState } from './tasks';

/** So many known fields make a packet of a document, whatever it is called; half of them, where its name says so too. */
const FIELDS = 4;
const named = /(?:^|\/)(?:(?:WP|TP|TASK|PACKET)-\w|(?:WP|TP|TASK|PACKET|PKT|TICKET|FEAT|FEATURE|ISSUE|STORY|BUG)(?:[-_]\w*)?\d)/i;
/** Letters that decisions, requirements and the like have before their number. */
const OF_RECORDS = 'ADR|DR|RFC|PRD|N?FR|REQ|SPEC|UC|US|EPIC|INC|PR';
/** A file whose name begins with other capitals and such a number. */
const capitalsAnd = (number: string): RegExp =>
  new RegExp(String.raw`(?:^|/)(?!(?:${OF_RECORDS})(?!\p{Lu}))\p{Lu}{1,10}[-_]?${number}(?=[-_. ][^/]*$)`, 'u');
/** Any capitals and a number may be a packet's name, and that of a decision or a requirement: it is one that says when it is done, and more. */
const numbered = capitalsAnd(String.raw`(?:\d{2,}|\d+(?:\.\d+)+|\d{1,3}[-_]\p{Lu}{0,3}\d+)`);
const planned = capitalsAnd(String.raw`\p{Lu}?\d+(?:\.\d+)*\p{L}?`);
/** Names of a state, in the languages of `words.ts`. */
const stated =
  /stat(?:us|[eo]\b|ut)|estado|situação|zustand|\bstand\b|état|状态|狀態|状態|ステータス|статус|состояние|(?<!\p{L})стан(?!\p{L})|\bstan\b|상태|\blane\b/iu;
const telling = new Set([...templateOrder, ...bootstrapParts, 'RISK_TIER', 'USER_SIGNATURE', 'SPEC_VERSION', 'Evidence Mapping']);

/** Whether a text may say a state, by a name of it that stands anywhere in it. */
function mayState(text: string, { specs }: PacketsDialect): boolean {
  if (stated.test(text)) return true;
  const words = text.toLowerCase();
  return specs.some((s) => s.key === 'STATUS' && s.aliases?.some((name) => words.includes(name.toLowerCase())));
}

/** Whether a file is called as packets are everywhere. */
export const isNamed = (path: RelPath): boolean => named.test(path);

/** Folders of what was, or is agreed: posts, logs, meetings, reports, decisions. A `backlog/` holds no logs. */
const AGREED =
  'adrs?|decisions?|rfcs?|prds?|proposals?|requirements|keps?|peps?|posts?|blogs?|news|articles|notes|journals?|diar(?:y|ies)|logs?|meetings?|minutes|post-?mortems?|incidents?|retro(?:spective)?s?|reviews?|reports?|releases?|changelogs?|lessons?|tutorials?|chapters?|guides?';
const foldersOf = (names: string, behind: string): RegExp =>
  new RegExp(String.raw`(?:^|/)(?:[\w.-]*[-_.\d])?(?:${names})/${behind}`, 'iu');

/** Records anywhere below. Of plans and specifications some are work. */
const records = foldersOf(`${AGREED}|sessions?|research|experiments?`, '');
/** A number or a day opens the names of these as well, all of which have a status. */
const otherwise = foldersOf(`${AGREED}|specs?|plans?|designs?|sprints?`, '[^/]*$');

/** The word behind the number says what it is. */
const called =
  /(?:^|\/)[\d-]+[-_.](?:prd|adr|rfc|spec)(?![\p{L}\p{N}])[^/]*$|[-_.](?:prd|adr|rfc|spec|design|proposal|report|review|retro|minutes)\.md$/iu;

/** Whether a file lies among such records. */
export const lieAmongRecords = (path: RelPath): boolean => records.test(path) || called.test(path);

/** Whether a file lies among records of another sort, or its name says that it is one. */
export const lieApart = (path: RelPath): boolean => otherwise.test(path) || called.test(path) || /[-_.]plan\.md$/i.test(path);

const plans = foldersOf('plans?|sprints?', '[^/]*$');

/** Whether a file lies right in a folder of plans: of what was agreed, or of work. */
export const isOfPlans = (path: RelPath): boolean => plans.test(path) && !/[-_.]plan\.md$/i.test(path);

/** So many files of one folder, called and written alike, are no accident. */
const ALIKE = 3;
/** Among records of another sort a packet has so many fields: a plan or a specification may be one. */
const APART = 5;

/** In the folder of a specification these are its parts. */
const ofSpec = /(?:^|\/)(?:spec|plan|design|requirements|research|proposal|tasks|data-model|quickstart)\.md$/i;

/** Whether a file is called by a number or a day alone, or its folder is. */
const mayCount = (path: RelPath): boolean => isCounted(stemOf(path)) || isHoused(path);

const isHoused = (path: RelPath): boolean => isCounted(nameOf(folderOf(path))) && !ofSpec.test(path) && !isNamed(path);

/** Letters and words before the numbers of records, and of the parts of something else. */
const otherLetters = new RegExp(
  String.raw`^(?:${OF_RECORDS}|KEP|PEP|v|phase|sprint|week|day|chapter|ch|lesson|module|part|step|session|round|iteration|release)(?:[-_]|\d|$)`,
  'i',
);

/** What files of one sort are called by: a number or a day, or letters before a number. Undefined: by words. */
function calledBy(path: RelPath): string | undefined {
  if (isAbout(path)) return undefined;
  if (mayCount(path)) return isCounted(stemOf(path)) ? '' : nameOf(path);
  const form = formOf(stemOf(path));
  return form === undefined || otherLetters.test(stemOf(path)) ? undefined : form;
}

/** Where files of one sort lie: one folder, or those that say how far they are; of those in folders of their own, where these lie. */
const placeOf = (path: RelPath): string =>
  folderOf(isHoused(path) && !isCounted(stemOf(path)) ? folderOf(path) : path).replace(stateFolder, '');

/**
 * Of files that are called alike and lie together, those that are packets, and how many fields they have: several say how far the work is
 * and when it is done, or a page lists them by state.
 */
export function alikeIn(survey: Survey, files: readonly RelPath[], dialect: PacketsDialect): ReadonlyMap<RelPath, number> {
  const byPlace = new Map<string, RelPath[]>();
  for (const p of files) {
    const called = calledBy(p);
    if (called === undefined) continue;
    const key = `${placeOf(p)}/${called}`;
    byPlace.set(key, [...(byPlace.get(key) ?? []), p]);
  }
  return new Map(
    [...byPlace.values()].flatMap((mine) => {
      if (mine.length < ALIKE) return [];
      const isMost = (found: readonly unknown[]): boolean => found.length >= ALIKE && found.length * 2 >= mine.length;
      const isApart = (p: RelPath): boolean => lieApart(isCounted(stemOf(p)) ? p : folderOf(p));
      const scored = mine
        .filter(mayCount)
        .map((p) => [p, packetScore(survey, p, dialect, true)] as const)
        .filter(([p, n]) => n >= (isApart(p) ? APART : 1));
      // Where files move from folder to folder, these say how far they are.
      const isMoved = new Set(mine.flatMap((p) => statedFolder(p, dialect)?.folder ?? [])).size > 1;
      const tasks = mine.flatMap((p) => {
        const told = lieAmongRecords(p) ? undefined : tellsOfWork(survey, p, dialect, isMoved);
        return told ? [{ path: p, ...told }] : [];
      });
      const [first] = mine as [RelPath];
      const form = isHoused(first) && !isCounted(stemOf(first)) ? formOf(nameOf(folderOf(first))) : formOf(stemOf(first));
      const isListed = (): boolean => form !== undefined && areListed(survey, files, mine, form, dialect);
      const areTasks = isMost(tasks) && (isMost(tasks.filter((t) => t.ends)) || isListed());
      if (isMost(scored)) {
        const more = tasks.filter((t) => scored.every(([p]) => p !== t.path));
        return [...scored, ...(areTasks ? more : more.filter((t) => t.ends)).map((t) => [t.path, t.fields] as const)];
      }
      if (!areTasks) return [];
      // One that was put aside is called and written as they are.
      return mine.flatMap((p) =>
        isAbout(p) || lieAmongRecords(p) ? [] : [[p, tasks.find((t) => t.path === p)?.fields ?? 1] as const],
      );
    }),
  );
}

/** What a document says of work: how many fields it has, and whether it says when it is done. Undefined: no state of work. */
function tellsOfWork(
  survey: Survey,
  path: RelPath,
  dialect: PacketsDialect,
  isMoved: boolean,
): { readonly fields: number; readonly ends: boolean } | undefined {
  const isPlaced = isMoved && statedFolder(path, dialect) !== undefined;
  if (!isPlaced && !mayState(survey.text(path) ?? '', dialect)) return undefined;
  const source = survey.markdown(path);
  if (!source) return undefined;
  const fields = readFields(source, dialect.names);
  if (!isPlaced && workState(fields, source.text, dialect) === undefined) return undefined;
  const known = new Set([
    ...fields.fields.map((f) => f.key).filter((k) => telling.has(k)),
    ...impliedKeys(fields, source.text, dialect),
  ]);
  return { fields: Math.max(1, known.size), ends: known.has('DONE_MEANS') || isToTick(source.text) };
}

/** So many known fields it has; 0: it is no packet. @param beside whether others beside it are called so, by numbers or days */
export function packetScore(survey: Survey, path: RelPath, dialect: PacketsDialect, beside = false): number {
  if (isAbout(path)) return 0;
  const text = survey.text(path);
  // Cheap before dear: a packet says at least its state and one of the words below.
  if (
    text === undefined ||
    !mayState(text, dialect) ||
    !(
      isNamed(path) ||
      numbered.test(path) ||
      beside ||
      /done|scope|test|task|spec|escopo|aceit|目标|范围|验收|任务|条件/i.test(text)
    )
  )
    return 0;
  const source = survey.markdown(path);
  if (!source) return 0;
  const fields = readFields(source, dialect.names);
  if (isPart(path, fieldOf(fields, 'TASK_ID')?.text, fields, dialect.ids)) return 0;
  const known = new Set(fields.fields.flatMap((f) => (f.role === 'value' && telling.has(f.key) ? [f.key] : [])));
  const own = known.size;
  // Where the name says that it is one, its fields may be called otherwise.
  const isNumbered = !isNamed(path) && (numbered.test(path) || beside);
  if (isNamed(path) || isNumbered) for (const key of impliedKeys(fields, source.text, dialect)) known.add(key);
  // Whoever has that many fields by their own names is one, whatever it is called.
  if (isNumbered && !(beside && own >= FIELDS))
    return known.has('STATUS') && known.has('DONE_MEANS') && known.size > 2 ? known.size : 0;
  return known.has('STATUS') && known.size >= (isNamed(path) ? FIELDS / 2 : FIELDS) ? known.size : 0;
}

/** A document with a number that says what is to be done and when it is done, and no state: a board may list it. */
export function isPlan(survey: Survey, path: RelPath, dialect: PacketsDialect): boolean {
  if (isAbout(path) || !planned.test(path)) return false;
  const source = survey.markdown(path);
  if (!source) return false;
  const fields = readFields(source, dialect.names);
  const known = new Set([...fields.fields.map((f) => f.key), ...impliedKeys(fields, source.text, dialect)]);
  return known.has('What') && known.has('DONE_MEANS') && PLAN.some((key) => known.has(key));
}
const PLAN = ['OUT_OF_SCOPE', 'IN_SCOPE_PATHS', 'TEST_PLAN', 'Blocked on'];
