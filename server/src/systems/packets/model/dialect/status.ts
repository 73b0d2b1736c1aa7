/** The states of a packet, and the words by which people write them. Source: SYSTEMS.md §1, "Status and moves". */

import { distanceUpTo } from '#core/distance';
import { recordOf } from '#core/lists';
import { plainWords } from '#core/text';

/** In the order of work; the last three stand beside it. */
export const lifecycle = [
  'Stub',
  'Backlog',
  'Ready-for-Dev',
  'In-Progress',
  'Ready-for-Validation',
  'Done',
  'Blocked',
  'Superseded',
] as const;
/** One of {@link lifecycle}. */
export type Status = (typeof lifecycle)[number];

/** A status as it was written. */
export interface StatusReading {
  readonly status: Status;
  /** `Done (VALIDATED)`, `[VALIDATED]`. */
  readonly validated: boolean;
  /** Done, by a validation that it did not pass: `Validated (FAIL)`. */
  readonly failed?: true;
}

/** By state, the words for it. */
export type StatusWords = Readonly<Record<Status, readonly string[]>>;

/** Spellings besides the canonical one. The first is how a person would write it. */
export const defaultWords: StatusWords = {
  Stub: ['stub', 'concept', 'idea'],
  Backlog: ['backlog', 'todo', 'planned', 'not started'],
  'Ready-for-Dev': ['ready for dev', 'ready for development', 'ready'],
  'In-Progress': ['in progress', 'wip', 'started', 'doing', 'ongoing', 'in development'],
  'Ready-for-Validation': [
    'ready for validation',
    'ready for review',
    'ready for qa',
    'ready for testing',
    'ready for audit',
    'in review',
    'awaiting validation',
    'needs validation',
    'in validation',
  ],
  Done: ['done', 'completed', 'complete', 'closed'],
  Blocked: ['blocked'],
  Superseded: ['superseded', 'outdated only', 'outdated', 'obsolete', 'abandoned', 'cancelled', 'canceled', 'withdrawn'],
};

/** The words for each state, and more of them. */
export const wordsWith = (words: StatusWords, more: (status: Status) => readonly string[]): StatusWords =>
  recordOf(lifecycle, (s) => [...words[s], ...more(s)]);

/** How Gatehouse writes a status. */
export const written = (s: StatusReading): string => `${s.status}${behind(s)}`;

const behind = (s: StatusReading): string =>
  s.status !== 'Done' ? '' : s.failed ? ' (FAIL)' : s.validated ? ' (VALIDATED)' : '';

/** What a packet's or an entry's definition says of its state. */
export const readingOf = (d: {
  readonly status: Status | undefined;
  readonly validated: boolean;
  readonly failed?: true;
}): StatusReading | undefined => d.status && { status: d.status, validated: d.validated, ...(d.failed ? { failed: true } : {}) };

/** The same in a list, where a packet may have none. */
export const shownState = (d: Parameters<typeof readingOf>[0], none = 'no status'): string => {
  const reading = readingOf(d);
  return reading ? written(reading) : none;
};

/** How a dialect writes a status: by the first word that it adds, where it adds any. */
export function spelt(s: StatusReading, words: StatusWords): string {
  const own = words[s.status].find((w) => !defaultWords[s.status].includes(w));
  return own === undefined ? written(s) : `${own}${behind(s)}`;
}

/** Whether work is promised or under way: from here a packet must be complete and signed. */
export const isCommitted = (s: Status | undefined): boolean => isWorkedOn(s) || s === 'Done';

/** Whether somebody may be at work on it now. */
export const isWorkedOn = (s: Status | undefined): boolean =>
  s === 'Ready-for-Dev' || s === 'In-Progress' || s === 'Ready-for-Validation';

/** Content rules are hints in these: nobody works from them. */
export const isRetired = (s: Status | undefined): boolean => s === 'Superseded' || s === 'Stub';

/** `InProgress` is `in progress`. */
const stateWords = (text: string): string => plainWords(text.replace(/(?<=\p{Ll})(?=\p{Lu}\p{Ll})/gu, ' '));

/** How a word for a state compares: by its letters and digits, else by its mark: `✅`. Empty: it has neither. */
export const wordKey = (text: string): string => stateWords(text) || (/\p{Extended_Pictographic}|[✓✗☐◐]/u.exec(text)?.[0] ?? '');

/** What a packet says in the place of its state, as it compares, where that may be a word that all here know. Undefined: a sentence or a choice. */
export function ownWord(text: string): string | undefined {
  if (/\||\s\/\s/.test(text)) return undefined;
  const bare = text.replace(/\([^)]*\)|\[[^\]]*\]/g, ' ');
  // `Assigned to Ann`, `Bloqueada por WP-1-Login`.
  const owned = /^[^\p{L}]*(\p{L}{4,}) (?:to|for|by|on|until|an|für|durch|von|bis|al?|por|para|pela?|par|à)(?![\p{L}])/u.exec(
    bare,
  )?.[1];
  const word = wordKey((owned ?? bare).split(/\s[-–—]+\s|[,;:.\n，；：。]/, 1)[0] as string);
  return word === '' || word.length > 40 || word.split(' ').length > 3 ? undefined : word;
}

/** Reads states in the words of one dialect. */
export interface StatusReader {
  /** The whole value of a STATUS field. A qualifier after it (`(re-opened)`, `- waiting`, an emoji) does not matter. */
  value(text: string): StatusReading | undefined;
  /** A text that begins with a status which ends there, as on a board: `Ready-for-Dev (no blockers)`, but not `Blocked on WP-1`. */
  leading(text: string): StatusReading | undefined;
}

/** @param used the states whose words are read */
export function statusReader(words: StatusWords, used: readonly Status[] = lifecycle): StatusReader {
  const pairs = used
    .flatMap((status) => [status, ...words[status]].map((w) => [wordKey(w), status] as const))
    .filter(([w]) => w !== '')
    .sort((a, b) => b[0].length - a[0].length);
  const over = pairs.filter(([, status]) => status === 'Superseded').map(([word]) => word);
  /** What became of what is done, in brackets behind it or as its last word: it failed, or is no longer wanted. */
  const ended = (text: string, p: string): StatusReading | undefined => {
    const said = [...text.matchAll(/[([]([^()[\]]+)(?:[)\]]|$)/g)].map(([, inner = '']) => stateWords(inner));
    if (said.some((s) => over.some((w) => s === w || s.startsWith(`${w} by `))))
      return { status: 'Superseded', validated: false };
    return said.some((s) => failure.test(s)) || /^(?:done |validated )+fail(?:ed)?$/.test(p)
      ? { status: 'Done', validated: false, failed: true }
      : undefined;
  };
  /** `Ready fo Dev` is `Ready for Dev` with a slip, and no `Ready` with a remark. */
  const isSlip = (p: string, word: string): boolean =>
    pairs.some(([longer]) => longer.startsWith(`${word} `) && longer.length > 7 && distanceUpTo(p, longer, 2) <= 2);
  const finished = pairs.filter(([, status]) => status === 'Done').map(([word]) => word);
  /** `Done (partially)`, `80% done`, `mostly complete`: it is worked on. */
  const isUnfinished = (text: string, p: string): boolean => {
    if (!part.test(p)) return false;
    const word = finished.find((w) => p === w || p.startsWith(`${w} `));
    if (word !== undefined) return partly.test(/^[^([,;:–—-]*[([,;:–—-]\s*([^)\],;:]+)/u.exec(text)?.[1]?.trim() ?? '');
    const rest = /^(?:partial(?:ly)?|partly|mostly|nearly|almost|half|(\d{1,2})) (.+)$/.exec(p);
    return rest?.[2] !== undefined && finished.includes(rest[2]) && (rest[1] === undefined || text.includes('%'));
  };
  const read = (text: string): StatusReading | undefined => {
    const p = wordKey(text);
    if (used.includes('In-Progress') && isUnfinished(text, p)) return { status: 'In-Progress', validated: false };
    const validated = /\bvalidated\b/.test(p) && !/\b(?:not|un|to be|awaiting)\b/.test(p);
    // Text that begins with a mark of punctuation: brackets and emphasis are gone in `plain`.
    if (/^validated(?: |$)/.test(p)) return ended(text, p) ?? { status: 'Done', validated: true };
    for (const [word, status] of pairs) {
      if (p !== word && (!goesOn(p, word) || isSlip(p, word))) continue;
      return (status === 'Done' && ended(text, p)) || { status, validated: status === 'Done' && validated };
    }
    return undefined;
  };
  return {
    value: (text) => read(stateIn(text)),
    leading: (text) => {
      if (/^[\s*_[\]()`]*\d{1,2}\s?%/.test(text)) return read(text.slice(0, 24));
      const m =
        /^[\s*_[\]()`–—-]*([\p{L}][\p{L} _-]*?)(?<!\s)\s*(?:[\])*,;:.!(–—]|_(?![\p{L}\p{N}])|\p{Extended_Pictographic}|\s-\s|\s(?:since|as of|from|on|seit|ab|am|depuis)\s+\d|\s\d{4}-\d|$)/u.exec(
          text,
        );
      const head = m?.[1];
      if (!head) return undefined;
      const p = stateWords(head);
      const exact = p === 'validated' || pairs.some(([w]) => w === p) || /^done validated$/.test(p);
      return exact ? read(text.slice(0, (m?.[0].length ?? 0) + 24).replace(/\bnot validated\b/i, '')) : undefined;
    },
  };
}

const part = /\b(?:partial(?:ly)?|partly|in part|mostly|nearly|almost|half|incomplete|\d{1,2})\b/;
const partly = /^(?:partial(?:ly)?|partly|in part|mostly|nearly|almost|incomplete)(?: (?:done|complete[d]?|finished))?$/i;

/** A verdict that says that it did not pass, alone. */
const failure = /^(?:validation )?fail(?:ed|ure)?(?: validation)?$/;

/** A status with a qualifier after it. `Ready for Merge` is not `Ready`: it is ready for something else. */
const goesOn = (p: string, word: string): boolean =>
  p.startsWith(`${word} `) && !(word === 'ready' && p.startsWith('ready for '));

/**
 * What stands where a board says a state and may be one that nobody knows: one to three words. Undefined: nothing, a sentence, a
 * verdict or a weight, or what boards alone have.
 */
export function oddWord(value: string): string | undefined {
  const word = (value.split(/\n|<br|[([{,;:.!?/|→]|\s[-–—]+\s|-?->/, 1)[0] as string)
    .replace(/[*_~`]+/g, (m) => (m === '_' ? m : ''))
    .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
  const p = stateWords(word);
  return (p.length < 3 && !/\p{Script=Han}/u.test(p)) || p.split(' ').length > 3 || /\d/.test(p) || noState.test(p)
    ? undefined
    : word;
}
const noState =
  /^(?:active|archived?|icebox|on hold|paused?|parked|next|up next|upcoming|deferred|rejected|queued?|none|n a|nil|tba|tbd|unknown|pass(?:ed)?|fail(?:ed)?|yes|no|low|medium|high|very high|critical|urgent|see .*)$/;

/** The state that a slip of the pen is likely to mean: one letter of a short word, two of a long one. A word of its own is no slip. */
export function meant(text: string, words: StatusWords, order: readonly Status[]): StatusReading | undefined {
  const p = stateWords(text);
  if (p.length < 4 || another.test(p)) return undefined;
  const most = p.length < 8 ? 1 : 2;
  const all = comparable(words);
  // `Incomplete`, `Unblocked` and `Ideas` are words.
  if (all.some(([word]) => p.includes(word))) return undefined;
  return all.find(([word, s]) => order.includes(s.status) && distanceUpTo(p, word, most) <= most)?.[1];
}

type Comparable = readonly (readonly [word: string, StatusReading])[];
const compared = new WeakMap<StatusWords, Comparable>();

/** All words that are long enough to be written with a slip, as they compare. */
function comparable(words: StatusWords): Comparable {
  let all = compared.get(words);
  if (!all) {
    const known = lifecycle.flatMap((status) =>
      [status, ...words[status]].map((w) => [stateWords(w), { status, validated: false }] as const),
    );
    all = [...known, ['validated', { status: 'Done', validated: true }] as const].filter(([w]) => w.length > 3);
    compared.set(words, all);
  }
  return all;
}

const another = /^(?:block(?:ers?|ing|s)|clos(?:e|es|er|ing)|planner|plans?|start(?:er|s)?|validates?|validating|one|gone|none)$/;

/** What of a value says the state: after an arrow, not struck through. Choices left standing in a template say none. */
function stateIn(text: string): string {
  const now = text
    .replace(/~~[^~]*~~/g, ' ')
    .split(/→|->|=>/)
    .at(-1) as string;
  const parts = now
    .replace(/\([^)]*\)|\[[^\]]*\|[^\]]*\]/g, ' ')
    .split(/\||\s\/\s/)
    .map((p) => p.trim());
  return parts.length > 2 && parts.every((p) => p.split(/\s+/).length <= 4) ? '' : now;
}
