/** A folder in memory: the file port for tests. */
import { createHash } from 'node:crypto';
import { distanceUpTo, isOfOneSeries } from '#core/distance';
import { globMatcher } from '#core/glob';
import type { Files, FileText } from '#core/ports';
import { linkNamesIn } from '#core/slugs';
import type { Undecoded } from '#core/source';
import { type Existence, isHistory } from '#core/world';
import { digestOf, findIn, linesOf } from '#host/lines';
import { MemoryHistory, type Past } from './past';

export interface MemoryFile {
  readonly text: string;
  readonly undecoded?: readonly Undecoded[];
}

export class MemoryFiles implements Files {
  readonly files: Map<string, MemoryFile>;
  /** Questions asked so far, as JSON. */
  readonly asked: string[] = [];
  /** Paths that are there and cannot be read. */
  readonly locked = new Set<string>();
  /** Undefined: the folder is not in git. */
  readonly #history: MemoryHistory | undefined;

  constructor(
    files: ReadonlyMap<string, MemoryFile>,
    readonly today = '2026-01-15',
    readonly past: Past = {},
  ) {
    this.files = new Map(files);
    this.#history = past.past || past.branches ? new MemoryHistory(past) : undefined;
  }

  list: Files['list'] = async (globs, options) => {
    const isIgnored = globMatcher(options?.ignore ?? []);
    return [...this.files.keys()].filter((path) => globMatcher(globs)(path) && !isIgnored(path)).sort();
  };

  readShared: Files['readShared'] = async (path) => (path.startsWith('..') ? 'outside' : ((await this.read(path)) ?? 'missing'));

  entries: Files['entries'] = async (folder) => {
    const below = folder === '' ? '' : `${folder.replace(/\/+$/, '')}/`;
    const names = [...this.files.keys()].filter((p) => p.startsWith(below)).map((p) => p.slice(below.length));
    const all = new Map(names.map((n) => [n.split('/')[0] ?? n, n.includes('/')]));
    return [...all].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, isFolder]) => ({ name, folder: isFolder }));
  };

  read: Files['read'] = async (path): Promise<FileText | undefined> => {
    if (this.locked.has(path)) throw new Error('permission denied');
    const file = this.files.get(path);
    return (
      file && { text: file.text, undecoded: file.undecoded ?? [], hash: createHash('sha256').update(file.text).digest('hex') }
    );
  };

  answer: Files['answer'] = async (questions) =>
    questions.map((q) => {
      this.asked.push(JSON.stringify(q));
      if (isHistory(q)) return this.#history?.answer(q, (path) => this.files.get(path)?.text) ?? { unknown: 'no-git' };
      switch (q.ask) {
        case 'today':
          return { value: this.today };
        case 'repository':
          return { value: this.#history !== undefined };
        case 'exists':
          return { value: this.#exists(q.path) };
        case 'nearest':
          return { value: this.#nearest(q.path) };
        case 'matching':
          return {
            value: [...this.files.keys()]
              .filter(globMatcher([q.glob]))
              .sort()
              .slice(0, 50),
          };
        case 'holding': {
          const matches = globMatcher(q.globs);
          const all = [...this.files].filter(([path, { text }]) => matches(path) && q.texts.some((t) => text.includes(t)));
          return { value: all.map(([path]) => path).sort() };
        }
        case 'lines':
          return { value: linesOf(this.files.get(q.path)?.text, q.from, q.to) };
        case 'find':
          return { value: findIn(this.files.get(q.path)?.text ?? '', q.text) };
        case 'digest':
          return { value: digestOf(this.files.get(q.path)?.text) };
        case 'headings':
          return { value: linkNamesIn(this.files.get(q.path)?.text) };
        default:
          return { unknown: 'failed' };
      }
    });

  #exists(path: string): Existence {
    const clean = path.replace(/\/$/, '');
    const all = [...this.files.keys()];
    if (this.files.has(clean)) return { as: 'file' };
    if (all.some((p) => p.startsWith(`${clean}/`))) return { as: 'folder' };
    const other = all.find((p) => p.toLowerCase() === clean.toLowerCase());
    return other === undefined ? { as: 'no' } : { as: 'other-case', path: other };
  }

  #nearest(path: string): string | undefined {
    const name = path.split('/').at(-1);
    const far = (p: string): number => distanceUpTo(p, path, Infinity);
    const all = [...this.files.keys()].sort((a, b) => far(a) - far(b));
    const folder = path.slice(0, path.lastIndexOf('/') + 1);
    return (
      all.find((p) => p.split('/').at(-1) === name) ??
      all.find((p) => far(p) <= 2 && !isOfOneSeries(p, path) && p.slice(0, p.lastIndexOf('/') + 1) === folder)
    );
  }
}
