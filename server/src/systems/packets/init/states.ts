/** The words that a repository has for the state of a packet: from its packets, and from lists that declare them. */
import type { Setting, Survey } from '#core/init';
import { folderOf, nameOf } from '#core/paths';
import type { RelPath } from '#core/text';
import type { PacketsDialect } from '../model/dialect/dialect';
import { ownWord, type Status, wordKey } from '../model/dialect/status';
import type { PacketModel } from '../model/types';
import { assigned, confirmed, hedged, marks, meanings, notBegun, statusLabel } from './state-words';

/** From this share of the packets on, a spelling is a habit. */
export const HABIT = 1 / 4;
/** Fewer packets than this say nothing about habits. */
export const ENOUGH = 3;

/** What a word that is no status yet most likely means. */
export function meaningOf(written: string): Status | undefined {
  const word = stateKey(written);
  if (word === '' || word.length > 40) return undefined;
  if (marks.has(word)) return marks.get(word);
  if (notBegun.test(word)) return 'Backlog';
  const meaning = meanings.find(([pattern]) => pattern.test(word))?.[1];
  if (hedged.test(word) || assigned.test(word)) return undefined;
  return /^ready for /.test(word) && meaning === 'Ready-for-Dev' ? undefined : meaning;
}

/** Whether a word is one that means a state, and nothing besides: `review`, no slip of something else. */
const isWhole = (word: string): boolean =>
  marks.has(word) || meanings.some(([pattern]) => pattern.exec(word)?.[0].trim().length === word.length);

/** A word for a state that a document declares. */
interface Declared {
  readonly path: RelPath;
  /** Undefined: neither the word nor its place says it. */
  readonly status: Status | undefined;
  /** The word beside it that its meaning is concluded from. */
  readonly beside?: string;
}

/**
 * The steps of a line that names several states: “`planned` → `ready` → `review` → `done`”, “Status: TODO | DOING | DONE”. Without an arrow
 * or the word it is a choice of something else.
 */
function stepsIn(line: string): Steps {
  const none = { words: [], isLabelled: false };
  if (line.length > 200 || !/→|->|=>|\|/.test(line) || /^\s*\|/.test(line)) return none;
  const label = /^[\s>*+-]*[^:→|>]{0,40}:/.exec(line)?.[0] ?? '';
  // `state: done # draft | approved | done`: a comment names them.
  const said = line.slice(label.length).replace(/^[^#|]*\s#\s+/, '');
  const arrow = /→|->|=>/;
  const isLabelled = statusLabel.test(label);
  if (!arrow.test(said) && !isLabelled) return none;
  return { words: said.split(arrow.test(said) ? arrow : '|').map(stateKey), isLabelled };
}

/** Words that are declared together. */
interface Steps {
  readonly words: readonly string[];
  /** Whether what stands before them says that they are states. */
  readonly isLabelled: boolean;
}

/** An item of a list, a line of a fence or a row that opens with a word: `` - `READY`: approved to start ``. */
const entry =
  /^\s*(?:[-*+]\s+|\d+[.)]\s+|\|\s*)?(?:[`*_]+([^`*\n]{1,40})[`*_]+(?=\s|[:.,;|–—-]|$)|(\p{L}[\p{L}\p{N}_-]*(?: [\p{L}\p{N}_-]+){0,2}?)(?=\s*$|\s{2,}|\s*[:|–—]|\s+-\s))/u;

/** The line below the head of a table. */
const ruler = /^\s*\|?[\s:]*-[\s|:-]*$/;

/** Whether a word is what states are called, and none of them: the head of their column. */
const isLabel = (word: string): boolean => statusLabel.exec(word)?.[0].length === word.length;

const cellsIn = (line: string): readonly string[] =>
  line
    .trim()
    .replace(/^\||\|$/g, '')
    .split('|');

/** Below a heading about states, the words that a list, a fence or a table of them opens with. */
function listsIn(lines: readonly string[]): readonly (readonly string[])[] {
  const out: (readonly string[])[] = [];
  for (let i = 0; i < lines.length; i++) {
    if (!/^#{1,6}\s/.test(lines[i] as string) || !statusLabel.test(lines[i] as string)) continue;
    let words: string[] = [];
    // Of a table that has a column of states, the words in it.
    let column = 0;
    for (i++; i < lines.length && !/^#{1,6}\s/.test(lines[i] as string); i++) {
      const line = lines[i] as string;
      const isRow = /^\s*\|/.test(line);
      if (!isRow) column = 0;
      if (/^\s*(?:```|~~~)/.test(line) || !/[^\s|:-]/.test(line) || (words.length > 0 && /^\s{4,}/.test(line))) continue;
      // `Allowed statuses:` introduces the list.
      if (/^\p{L}[^|`]*:\s*$/u.test(line)) continue;
      if (isRow && ruler.test(lines[i + 1] ?? '')) {
        column = Math.max(0, cellsIn(line).map(stateKey).findIndex(isLabel));
        continue;
      }
      const m = entry.exec((column > 0 ? `|${cellsIn(line)[column] ?? ''}|` : line).slice(0, 200));
      const word = stateKey(m?.[1] ?? m?.[2] ?? '');
      if (isLabel(word) || words.includes(word)) continue;
      if (word !== '') words.push(word);
      // A sentence before the list says nothing; one behind it ends it.
      else if (words.length > 2) break;
      else words = [];
    }
    i--;
    out.push(words);
  }
  return out;
}

/** How far the work is. The others are beside it. */
const order: readonly Status[] = ['Stub', 'Backlog', 'Ready-for-Dev', 'In-Progress', 'Ready-for-Validation', 'Done'];

/** What each of some words that are declared together means: by the dialect, by itself, else by its place among those in order of work. */
function placed({ words: steps, isLabelled }: Steps, path: RelPath, dialect: PacketsDialect): ReadonlyMap<string, Declared> {
  const known = steps.map((s) => dialect.status.value(s)?.status);
  const out = new Map<string, Declared>();
  // In another language none of them may be known; what they mean is.
  const sure = isLabelled ? steps.map((s, i) => known[i] ?? meaningOf(s)) : known;
  if (steps.length < 3 || new Set(sure.filter((s) => s !== undefined)).size < 2) return out;
  if (!steps.every((s) => s !== '' && s.split(' ').length <= 3)) return out;
  // What is finished before somebody has looked at it waits for that.
  const last = steps.findLastIndex((s) => confirmed.test(s));
  const meant = steps.map((s, i) => {
    const own = known[i] ?? meaningOf(s);
    return known[i] === undefined && own === 'Done' && i < last && !confirmed.test(s) ? 'Ready-for-Validation' : own;
  });
  const ranks = meant.map((m) => (m === undefined ? -1 : order.indexOf(m)));
  const along = ranks.filter((r) => r >= 0);
  const isOrdered = along.every((r, i) => i === 0 || r >= (along[i - 1] as number));
  for (const [i, word] of steps.entries()) {
    if (known[i] !== undefined) continue;
    if (meant[i] !== undefined || !isOrdered) {
      out.set(word, { path, status: meant[i] });
      continue;
    }
    const next = ranks.findIndex((r, j) => j > i && r >= 0);
    const before = ranks.findLastIndex((r, j) => j < i && r >= 0);
    const status = between(ranks[before] ?? -1, ranks[next] ?? -1);
    const beside = steps[next] as string;
    out.set(word, status === undefined ? { path, status } : { path, status, beside });
  }
  return out;
}

/** The state between two others: none behind the last, where it may be beside the order. @param before its rank, or -1 */
function between(before: number, next: number): Status | undefined {
  const at = (s: Status): number => order.indexOf(s);
  if (next < 0) return undefined;
  if (next > at('In-Progress')) return before >= at('In-Progress') ? 'Ready-for-Validation' : undefined;
  if (before < 0) return 'Backlog';
  return before < at('In-Progress') && next === at('In-Progress') ? 'Ready-for-Dev' : order[before];
}

/** The words for states that a document about the packets declares: one beside them or above, a template, or a board. */
export function declaredWords(
  survey: Survey,
  packets: readonly RelPath[],
  dialect: PacketsDialect,
): ReadonlyMap<string, Declared> {
  const mine = new Set(packets);
  const folders = new Set(packets.map(folderOf));
  // The folders above: a README of the whole repository is about more than packets.
  for (const folder of [...folders]) for (let up = folderOf(folder); up !== ''; up = folderOf(up)) folders.add(up);
  const out = new Map<string, Declared>();
  for (const path of survey.files) {
    const isNear = folders.has(folderOf(path)) && /^(?:README|INDEX)[^/]*\.md$/i.test(nameOf(path));
    const top = `${path.split('/')[0]}/`;
    const isForm =
      /(?:TEMPLATE|PLANTILLA|VORLAGE|MODELO|MODÈLE|模板|テンプレート)[^/]*\.md$/i.test(nameOf(path)) &&
      packets.some((p) => p.startsWith(top));
    const isAbout = isNear || isForm || /^[^/]*BOARD[^/]*\.md$/i.test(nameOf(path));
    // Any other page beside packets, or above: there a list counts of which each word is plain.
    if (!isAbout && (!folders.has(folderOf(path)) || mine.has(path) || !/\.md$/i.test(path))) continue;
    const lines = (survey.text(path) ?? '').split(/\r?\n/);
    const lists = listsIn(lines).map((words) => ({ words, isLabelled: false }));
    const isPlain = ({ words }: Steps): boolean => words.every((w) => dialect.status.value(w) ?? meaningOf(w));
    for (const steps of isAbout ? [...lines.map(stepsIn), ...lists] : lists.filter(isPlain))
      for (const [word, declared] of placed(steps, path, dialect)) if (!out.get(word)?.status) out.set(word, declared);
  }
  return out;
}

/** `Backlog | Done` or `Backlog / Done` is a choice that nobody has made. */
const isChoice = (text: string, dialect: PacketsDialect): boolean =>
  text.includes('|') ||
  new Set(text.split(/[/,]|\bor\b/).flatMap((part) => dialect.status.value(part.trim())?.status ?? [])).size > 1;

/** @param declared words that need not be counted, and where they stand */
export function statusWords(
  models: readonly PacketModel[],
  declared: ReadonlyMap<string, Declared>,
  dialect: PacketsDialect,
): readonly Setting[] {
  const words = new Map<Status, Map<string, number>>();
  // With the capitals that they have: in that form they are written into packets.
  const shown = new Map<string, string>();
  const as = (word: string): string => shown.get(word) ?? word;
  const note = (status: Status, word: string, n: number): void => {
    const mine = words.get(status) ?? new Map<string, number>();
    words.set(status, mine.set(word, (mine.get(word) ?? 0) + n));
  };
  for (const [word, { status }] of declared) if (status !== undefined) note(status, word, 0);
  for (const m of models) {
    const status = m.statuses[0];
    if (!status || status.reading || isChoice(status.text, dialect)) continue;
    const word = wordOf(status.text);
    const meaning = declared.get(word)?.status ?? meaningOf(word);
    if (meaning !== undefined) note(meaning, word, 1);
    const own = status.text.replace(/\([^)]*\)|\[[^\]]*\]/g, ' ').trim();
    if (/^[\p{L}\p{M}\p{N} _-]+$/u.test(own) && stateKey(own) === word && !shown.has(word)) shown.set(word, own);
  }
  // What one packet among many says alone is more likely a slip of its writer than a word of all.
  const odd = models.filter(({ statuses: [s] }) => s && !s.reading && !declared.has(stateKey(s.text))).length;
  const isHabit = odd >= models.length * HABIT;
  // But where no other packet is in that state, by whatever word.
  const isFree = (status: Status): boolean => !models.some(({ statuses: [s] }) => s?.reading?.status === status);
  for (const [status, seen] of words) {
    for (const [word, n] of seen)
      if (n < 2 && !isHabit && !declared.has(word) && !(isWhole(word) && isFree(status))) seen.delete(word);
    if (seen.size === 0) words.delete(status);
  }
  const because = (word: string, n: number): string => {
    const { path, beside } = declared.get(word) ?? {};
    if (beside !== undefined) return `“${word}” stands before “${beside}” in ${path}: a guess`;
    return `“${as(word)}” ${n === 0 ? `is declared in ${path}` : `in ${n} ${n === 1 ? 'packet' : 'packets'}`}`;
  };
  return [...words].map(([status, seen]) => ({
    key: ['statuses', status],
    value: [...seen.keys()].map(as),
    because: [...seen].map(([word, n]) => because(word, n)).join(', '),
  }));
}

/** So many words are named. */
const MOST_NAMED = 6;

/** Words that packets stand in, or that are declared, and that mean nothing here: somebody has to say what. What one says alone is as likely a slip. */
export function strangeWords(
  models: readonly PacketModel[],
  dialect: PacketsDialect,
  declared: ReadonlyMap<string, Declared>,
): readonly string[] {
  const counts = new Map<string, number>();
  for (const { statuses } of models) {
    const text = statuses[0]?.text ?? '';
    const word = ownWord(text) === undefined || isChoice(text, dialect) ? '' : wordOf(text);
    if (word !== '' && word.length <= 40 && !dialect.status.value(word)) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const say = 'write under packets.statuses which state that is';
  return [
    ...[...counts]
      .filter(([, n]) => n >= 2)
      .sort((a, b) => b[1] - a[1])
      .slice(0, MOST_NAMED)
      .map(([word, n]) => `${n} of ${models.length} packets are “${word}”: ${say}`),
    ...[...declared].flatMap(([word, { path, status }]) =>
      status === undefined && !dialect.status.value(word) ? [`${path} declares “${word}”: ${say}`] : [],
    ),
  ];
}

/** What of it is written down: the whole where that means something and is short, else its word, `bloqueada` of `Bloqueada por WP-1-Login`. */
const wordOf = (text: string): string => {
  const whole = stateKey(text);
  return whole.split(' ').length <= 3 && meaningOf(whole) !== undefined ? whole : (ownWord(text) ?? whole);
};

/** A status without what is said about it in brackets, as people would write it into the configuration. */
const stateKey = (text: string): string => wordKey(text.replace(/\([^)]*\)|\[[^\]]*\]/g, ' '));
