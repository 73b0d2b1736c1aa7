/**
 * The file port on Node.
 *
 * Invariant: nothing outside the folder is read, whatever a document says and wherever a link leads.
 */
import { createHash } from 'node:crypto';
import {
  closeSync,
  constants,
  type Dirent,
  existsSync,
  fstatSync,
  lstatSync,
  openSync,
  readFileSync,
  readSync,
  type Stats,
  statSync,
} from 'node:fs';
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { globMatcher, type Reach, reachOf } from '#core/glob';
import { folderOf, nameOf } from '#core/paths';
import type { Files, FileText, Hashed, ListOptions } from '#core/ports';
import type { RelPath } from '#core/text';
import { isHistory } from '#core/world';
import { answerAll } from './answers';
import { decode } from './decode';
import { GitHistory } from './git-history';
import { type IgnoreRules, ignorer, isIgnored, repositoryOf, rulesAbove, rulesOf } from './git-ignore';
import { watchGit } from './git-watch';
import { isBelow, under } from './inside';
import type { Listings } from './listings';
import { codeOf } from './working';

/** Never looked into, whether git ignores them or not. */
export const skipped: ReadonlySet<string> = new Set(['.git', 'node_modules', '.gatehouse']);
const LARGEST = 64 * 1024 * 1024;
/** A file that was written in the last so many milliseconds may be written again, and its times, which some systems round, stay. */
const SETTLED = 3000;
/** What was seen of a folder holds so long, in milliseconds: many files are read at a time. */
const FRESH = 20;

/** The files of a folder on the disk, and word of its history. */
export interface NodeFiles extends Files {
  readonly root: string;
  /** Calls back when another commit is checked out or a branch moves, until what it returns is called. */
  watchHistory(moved: () => void): () => void;
}

/**
 * @param today the day that questions about today get, `YYYY-MM-DD`
 * @param moment everything is asked at once: folders are as they were seen first
 */
export function nodeFiles(root: string, today: () => string, moment?: Listings): NodeFiles {
  const folder = new Folder(root, moment);
  const text = async (path: RelPath): Promise<string | undefined> => (await folder.read(path))?.text;
  const git = new GitHistory(root, {
    text,
    list: (other) => new Folder(other).list(['**/*.md']),
  });
  return {
    root,
    list: (globs, options) => folder.list(globs, options),
    entries: (path) => folder.entries(path),
    read: (path) => folder.read(path),
    hash: (path) => folder.hash(path),
    stamp: (path) => folder.stamp(path),
    readShared: (path) => folder.readShared(path),
    answer: async (questions) => {
      const history = questions.filter(isHistory);
      const told = (history.length > 0 ? await git.answer(history) : []).values();
      const ground = {
        root,
        text,
        list: folder.list.bind(folder),
        inside: folder.inside.bind(folder),
        today,
        ignores: folder.ignorer(text),
        ...(moment ? { names: (path: RelPath) => moment.of(join(root, path)) } : {}),
      };
      const now = (
        await answerAll(
          questions.filter((q) => !isHistory(q)),
          ground,
        )
      ).values();
      return questions.map((q) => (isHistory(q) ? told : now).next().value ?? { unknown: 'failed' });
    },
    watchHistory: (moved) => watchGit(git, moved),
  };
}

class Folder {
  readonly #root: string;
  readonly #real: Promise<string>;
  /** Files met while walking, which follows no links: they lie in the folder. */
  readonly #plain = new Set<RelPath>();
  /** When folders were last seen to lie in this one. */
  readonly #here = new Map<RelPath, number>();
  #rulesAbove: readonly IgnoreRules[] | undefined;
  /** Where shared files may lie. */
  #shared: string | undefined;
  #sharedFolder: Folder | undefined;
  readonly #moment: Listings | undefined;

  constructor(root: string, moment?: Listings) {
    this.#root = root;
    this.#moment = moment;
    this.#real = realpath(root).catch(() => root);
  }

  async list(
    globs: readonly string[],
    { ignore: left = [], include = [] }: Partial<ListOptions> = {},
  ): Promise<readonly RelPath[]> {
    const yes = globs.filter((g) => !g.startsWith('!'));
    if (yes.length === 0) return [];
    const walk: Walk = {
      matches: globMatcher(globs),
      reach: yes.flatMap(reachOf),
      isLeft: globMatcher(left),
      // What is left out but for some of it has to be looked into.
      cuts: !left.some((g) => g.startsWith('!')),
      isIncluded: globMatcher(include),
      included: include.filter((g) => !g.startsWith('!')).flatMap(reachOf),
      out: [],
    };
    await this.#walk('', this.#above(), walk);
    return walk.out.sort();
  }

  /** Asks for one folder, so it walks down to it: what a folder above ignores counts. */
  async entries(folder: RelPath): Promise<readonly { readonly name: string; readonly folder: boolean }[]> {
    const clean = folder.replace(/\/+$/, '');
    if (clean.split('/').some((part) => part === '..' || skipped.has(part))) return [];
    if (clean !== '' && (await this.inside(clean).catch(() => undefined)) === undefined) return [];
    let rules: readonly IgnoreRules[] = this.#above();
    let all: readonly Dirent[] = [];
    let at = '';
    for (const part of ['', ...(clean === '' ? [] : clean.split('/'))]) {
      at = at === '' ? part : `${at}/${part}`;
      if (at !== '' && isIgnored(rules, at, true)) return [];
      all = await this.#entriesOf(at);
      rules = await this.#ignoring(at, all, rules);
    }
    return all
      .map((e) => ({ name: e.name, folder: e.isDirectory() }))
      .filter((e) => !skipped.has(e.name) && !isIgnored(rules, at === '' ? e.name : `${at}/${e.name}`, e.folder))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** None where it cannot be read. */
  async #entriesOf(dir: RelPath): Promise<readonly Dirent[]> {
    const full = under(this.#root, dir);
    return this.#moment ? (this.#moment.of(full) ?? []) : readdir(full, { withFileTypes: true }).catch(() => []);
  }

  /** @see ignorer */
  ignorer(text: (path: RelPath) => Promise<string | undefined>): (path: RelPath) => Promise<boolean> {
    // Most folders have no such file, and to see that takes less than to find out where it would lie.
    const isThere = (path: RelPath): boolean =>
      this.#moment ? this.#moment.has(under(this.#root, folderOf(path)), nameOf(path)) : existsSync(under(this.#root, path));
    return ignorer(async (path) => (isThere(path) ? text(path) : undefined), this.#above());
  }

  /** Ignored from above the folder: looked up once. */
  #above(): readonly IgnoreRules[] {
    this.#rulesAbove ??= rulesAbove(this.#root);
    return this.#rulesAbove;
  }

  async #ignoring(dir: RelPath, all: readonly Dirent[], above: readonly IgnoreRules[]): Promise<readonly IgnoreRules[]> {
    if (!all.some((e) => e.name === '.gitignore' && e.isFile())) return above;
    const own = await readFile(join(this.#root, dir, '.gitignore'), 'utf8').catch(() => '');
    return own === '' ? above : [...above, rulesOf(own, dir)];
  }

  /** Only into folders where a glob could match, several at a time. @param ignored git ignores the folder itself */
  async #walk(dir: RelPath, rules: readonly IgnoreRules[], walk: Walk, ignored = false): Promise<void> {
    const all = await this.#entriesOf(dir);
    const ignores = await this.#ignoring(dir, all, rules);
    const below: Promise<void>[] = [];
    for (const entry of all) {
      const path = dir === '' ? entry.name : `${dir}/${entry.name}`;
      if (entry.isDirectory()) {
        if (skipped.has(entry.name) || !mayHold(walk.reach, path) || (walk.cuts && walk.isLeft(path))) continue;
        const gone = ignored || isIgnored(ignores, path, true);
        if (!gone || mayHold(walk.included, path)) below.push(this.#walk(path, ignores, walk, gone));
      } else if ((entry.isFile() || entry.isSymbolicLink()) && walk.matches(path) && !walk.isLeft(path)) {
        if ((ignored || isIgnored(ignores, path, false)) && !walk.isIncluded(path)) continue;
        walk.out.push(path);
        if (entry.isFile()) this.#plain.add(path);
        else this.#plain.delete(path);
      }
    }
    if (below.length > 0) await Promise.all(below);
  }

  /** A file that a configuration builds on; the boundary is the repository, not the folder. */
  async readShared(path: RelPath): Promise<FileText | 'missing' | 'outside'> {
    this.#shared ??= sharedRoot(this.#root);
    const way = relative(this.#shared, resolve(this.#root, path)).split(sep).join('/');
    if (way === '..' || way.startsWith('../') || isAbsolute(way)) return 'outside';
    this.#sharedFolder ??= this.#shared === this.#root ? this : new Folder(this.#shared);
    const full = await this.#sharedFolder.inside(way);
    if (full === undefined) return (await stat(join(this.#shared, way)).catch(() => undefined)) ? 'outside' : 'missing';
    return (await this.#sharedFolder.read(way)) ?? 'missing';
  }

  read(path: RelPath): Promise<FileText | undefined> {
    return this.#open(path, textOf);
  }

  hash(path: RelPath): Promise<Hashed | undefined> {
    return this.#open(path, hashOfFile);
  }

  async stamp(path: RelPath): Promise<string | undefined> {
    if (
      this.#moment ? this.#moment.isPlainFile(this.#root, path) : this.#plain.has(path) && (await this.#isHere(dirname(path)))
    ) {
      const found = lstatSync(under(this.#root, path), { throwIfNoEntry: false });
      if (found?.isSymbolicLink() !== true) return stampOf(found);
    }
    const full = await this.inside(path);
    return full === undefined ? undefined : stampOf(statSync(full, { throwIfNoEntry: false }));
  }

  /** Since it was met, a link may have taken the place of a file, or of the folder that it lies in. */
  async #open<T>(path: RelPath, use: (file: number, found: Stats) => T): Promise<T | undefined> {
    if (this.#plain.has(path) && (await this.#isHere(dirname(path))))
      try {
        return withFile(join(this.#root, path), use);
      } catch (cause) {
        if (!isLink(cause)) throw cause;
      }
    const full = await this.inside(path);
    return full === undefined ? undefined : withFile(full, use);
  }

  async #isHere(folder: string): Promise<boolean> {
    if (folder === '.' || performance.now() - (this.#here.get(folder) ?? Number.NEGATIVE_INFINITY) < FRESH) return true;
    const isHere = (await this.inside(folder).catch(() => undefined)) !== undefined;
    if (isHere) this.#here.set(folder, performance.now());
    return isHere;
  }

  /** The full path of something that exists and, links followed, lies in the folder. */
  async inside(path: RelPath): Promise<string | undefined> {
    const real = await realpath(join(this.#root, path)).catch((cause: NodeJS.ErrnoException) => {
      if (cause.code === 'ENOENT' || cause.code === 'ENOTDIR') return undefined;
      throw cause;
    });
    if (real === undefined) return undefined;
    return isBelow(await this.#real, real) ? real : undefined;
  }
}

/** The stamp is that of before the bytes are read: of what is written meanwhile it is an older one's. */
function textOf(file: number, found: Stats): FileText {
  const bytes = readFileSync(file);
  return { ...decode(bytes), hash: hashOf(bytes), stamp: stampOf(found) };
}

/** The time of a file's last change of any kind is the system's own: nobody sets it. */
function stampOf(found: Stats | undefined): string | undefined {
  if (found?.isFile() !== true) return undefined;
  const { dev, ino, size, mtimeMs, ctimeMs } = found;
  const isSettled = Date.now() - Math.max(mtimeMs, ctimeMs) > SETTLED;
  return isSettled ? [dev, ino, size, mtimeMs, ctimeMs].join(' ') : undefined;
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('base64url');

/** Synchronous: for thousands of small files several times faster than a thread for each. */
function withFile<T>(full: string, use: (file: number, found: Stats) => T): T | undefined {
  let file: number;
  try {
    // A pipe in a file's place must not hold us up.
    file = openSync(full, constants.O_RDONLY | constants.O_NONBLOCK | (constants.O_NOFOLLOW ?? 0));
  } catch (cause) {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(cause) ?? '')) return undefined;
    throw cause;
  }
  try {
    const found = fstatSync(file);
    if (!found.isFile()) throw new Error('not a file');
    if (found.size > LARGEST) throw new Error(`${found.size} bytes; at most ${LARGEST} are read`);
    return use(file, found);
  } finally {
    closeSync(file);
  }
}

const isLink = (cause: unknown): boolean => ['ELOOP', 'EMLINK'].includes(codeOf(cause) ?? '');

/** Piece by piece, through one buffer: thousands of files would be as many to throw away. */
function hashOfFile(file: number, found: Stats): Hashed {
  const hash = createHash('sha256');
  for (let n = readSync(file, piece); n > 0; n = readSync(file, piece)) hash.update(piece.subarray(0, n));
  return { hash: hash.digest('base64url'), stamp: stampOf(found) };
}

const piece = Buffer.allocUnsafeSlow(256 * 1024);

interface Walk {
  readonly matches: (path: string) => boolean;
  readonly reach: readonly Reach[];
  readonly isLeft: (path: string) => boolean;
  readonly cuts: boolean;
  readonly isIncluded: (path: string) => boolean;
  readonly included: readonly Reach[];
  readonly out: RelPath[];
}

const mayHold = (reach: readonly Reach[], folder: RelPath): boolean =>
  reach.some(
    ({ base, deep }) =>
      base === folder || base.startsWith(`${folder}/`) || (deep && (base === '' || folder.startsWith(`${base}/`))),
  );

/** The repository that a folder lies in; where there is no git, the outermost folder above that has a configuration. */
function sharedRoot(root: string): string {
  const repository = repositoryOf(root);
  if (repository !== undefined) return repository;
  let top = root;
  for (let at = root; ; at = dirname(at)) {
    if (existsSync(join(at, 'gatehouse.yaml'))) top = at;
    if (dirname(at) === at) return top;
  }
}
