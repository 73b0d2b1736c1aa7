/** A past in memory: what git would tell of an example's commits and branches. */
import type { Example } from '#core/rule';
import type { Answered, Commit, Question } from '#core/world';
import { countOf, linesWith, removedIn, type Step, touchedIn } from '#host/history';
import { linesOf, splitLines } from '#host/lines';
import { splitFiles } from '#service/rule-page';

/** What an example says of the past. */
export type Past = Pick<Example, 'past' | 'branches'>;

interface Snapshot {
  readonly commit: Omit<Commit, 'path'>;
  readonly files: ReadonlyMap<string, string>;
  /** New name by old name. */
  readonly renamed: ReadonlyMap<string, string>;
}

const filesIn = (source: string): readonly (readonly [string, string])[] =>
  splitFiles(source).map(({ path, text }) => {
    if (path === undefined) throw new Error('a file of a commit has a name');
    return [path, text.trimEnd() === '' ? '' : `${text.trimEnd()}\n`];
  });

/** The id of the n-th commit of an example, from 1. */
export const commitId = (n: number): string => `${n}`.padStart(10, '0').padEnd(40, '0');

export class MemoryHistory {
  readonly #snapshots: readonly Snapshot[];
  readonly #branches: readonly { readonly branch: string; readonly files: readonly (readonly [string, string])[] }[];

  constructor({ past = [], branches = [] }: Past) {
    const snapshots: Snapshot[] = [];
    for (const { day, files, removed = [] } of past) {
      const before = snapshots.at(-1)?.files ?? new Map<string, string>();
      const now = new Map([...before, ...filesIn(files)]);
      for (const path of removed) now.delete(path);
      snapshots.push({ commit: { id: commitId(snapshots.length + 1), day }, files: now, renamed: renames(before, now) });
    }
    this.#snapshots = snapshots;
    this.#branches = branches.map(({ branch, files }) => ({ branch, files: filesIn(files) }));
  }

  answer(q: Question, now: (path: string) => string | undefined): Answered {
    switch (q.ask) {
      case 'touched':
        return { value: touchedIn(this.#steps(q.path), (v) => countOf(v, q.text)) };
      case 'removed':
        return { value: removedIn(this.#steps(q.path), splitLines, now(q.path)) };
      case 'past':
        return { value: this.#at(q.commit, q.path) };
      case 'lines':
        return { value: linesOf(this.#at(q.commit ?? '', q.path), q.from, q.to) };
      case 'elsewhere':
        return {
          value: this.#branches.flatMap(({ branch, files }) =>
            files.flatMap(([path, text]) => linesWith(text, new Set([q.text])).map(({ line }) => ({ branch, path, text: line }))),
          ),
        };
      default:
        return { unknown: 'failed' };
    }
  }

  #at(commit: string, path: string): string | undefined {
    return this.#snapshots.find((s) => s.commit.id === commit)?.files.get(path);
  }

  /** Oldest first, renames followed back from the name it has now. */
  #steps(path: string): readonly Step<string>[] {
    const out: Step<string>[] = [];
    let name = path;
    for (let i = this.#snapshots.length - 1; i >= 0; i--) {
      const { commit, files, renamed } = this.#snapshots[i] as Snapshot;
      const after = files.get(name);
      const former = renamed.get(name) ?? name;
      const before = this.#snapshots[i - 1]?.files.get(former);
      if (after !== before || former !== name)
        out.unshift({ commit: { ...commit, path: name }, before: before === undefined ? [] : [before], after });
      name = former;
    }
    return out;
  }
}

/** A file that went and one that came with at least half of its lines: the old name by the new. */
function renames(before: ReadonlyMap<string, string>, now: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const gone = [...before].filter(([path]) => !now.has(path));
  const out = new Map<string, string>();
  for (const [path, text] of now) {
    if (before.has(path)) continue;
    const lines = new Set(splitLines(text));
    const from = gone.find(([, old]) => {
      const was = splitLines(old);
      return was.filter((l) => lines.has(l)).length * 2 >= Math.max(1, was.length);
    });
    if (from) out.set(path, from[0]);
  }
  return out;
}
