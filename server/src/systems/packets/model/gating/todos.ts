/** What makes a TODO a tracked one. Source: SYSTEMS.md §1, "Governance"; the seed's CX-106. */
import type { Todos } from '../dialect/dialect';
import type { IdForms } from '../dialect/id-form';
import type { Todo } from '../types';

const placeholders = new Set(
  [
    'tbd',
    'tba',
    'todo',
    'fixme',
    'xxx',
    'wip',
    'later',
    'soon',
    'someday',
    'none',
    'n/a',
    'na',
    'pending',
    'unknown',
    'unassigned',
  ].concat(['id', 'issue', 'ticket', 'tracking', 'task', 'name', 'owner']),
);

/** `HSK-####`, `PROJECT-XXXX`, `{id}`, `<ticket>`, `???`: a form that nobody has filled in. */
const unfilled = /^(?:[A-Za-z][\w-]*-(?:#+|[Xx]{2,}|[Nn]{2,}|0{3,})|\{[^}]*\}|<[^>]*>|\[[^\]]*\]|[^\p{L}\p{N}]*)$/u;

/** `HSK-1042`, `WP-1-Login`, `CX-101`, `#123`, `org/repo#7`, `b/12345`, `1042`, an address with a number in it; no date. */
const id = /^(?!\d{4}-\d\d-\d\d)(?:#?\d+|[\w./-]*#\d+|[A-Za-z]\w*[-_/:.][\w./:#?=&-]*\d[\w./:#?=&-]*)$/;

const wordsIn = (text: string): readonly string[] => text.split(/[\s,;]+|:(?=\s|$)/).filter((w) => w !== '');

const isPlaceholder = (word: string): boolean => placeholders.has(word.toLowerCase()) || unfilled.test(word);

/** Whether a TODO has what the configuration asks of one. */
export function isTracked({ holds }: Todo, todos: Todos, ids: IdForms): boolean {
  if (holds === undefined) return todos !== 'all';
  const words = wordsIn(holds);
  if (words.every(isPlaceholder)) return false;
  return todos === 'placeholders' || words.some((w) => (id.test(w) || ids.is(w)) && !unfilled.test(w));
}

/** What a source must hold for it to have one that is not tracked. */
export const todoMark = (todos: Todos): string => (todos === 'all' ? 'TODO' : 'TODO(');
