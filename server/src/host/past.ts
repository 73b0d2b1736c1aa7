/** Former states of a folder, from git's objects alone: the working tree is neither touched nor looked at. */
import { posix } from 'node:path';
import { globMatcher } from '#core/glob';
import type { Past, PastCommit, PastCount } from '#core/past';
import type { Files, FileText } from '#core/ports';
import { known, unknown } from '#core/task';
import type { RelPath } from '#core/text';
import { type Answered, isHistory, type Question } from '#core/world';
import { answerAll, type Named } from './answers';
import { decode } from './decode';
import { GitUnknown, hasRepository, objects, output } from './git';
import { GitHistory } from './git-history';
import { ignorer } from './git-ignore';
import { records } from './git-log';
import { orUnknown } from './git-outcome';
import { hashOf } from './journal';
import type { Kept } from './kept';
import { skipped } from './node-files';
import { isShallow } from './tools/changes';

/** More commits than these are not gone through. */
const MOST = 5000;
/** So many files are read in one run of git, and so many bytes. */
const TOGETHER = 100;
const BYTES = 4 * 1024 * 1024;

interface Blob {
  readonly id: string;
  readonly size: number;
}

/** Former states of the folder `root`. @param kept where counts lie that were made before */
export const past = (root: string, kept: Kept): Past => ({
  commits: async (globs) => {
    if (!hasRepository(root)) return unknown('There is no git repository here.');
    return orUnknown(async () => known({ commits: await commitsIn(root, globs), cut: await isShallow(root) }));
  },
  files: (commit) => PastFiles.at(root, commit),
  kept: () => countsIn(kept.get(nameOf(root))),
  keep: (counts) => kept.put(nameOf(root), Buffer.from(JSON.stringify([...counts]))),
});

const nameOf = (root: string): string => `findings over time ${root}`;

/** What is kept is ours, or is not there: it comes with a digest. */
const countsIn = (bytes: Buffer | undefined): ReadonlyMap<string, PastCount> =>
  new Map(bytes ? (JSON.parse(bytes.toString()) as [string, PastCount][]) : []);

async function commitsIn(root: string, globs: readonly string[]): Promise<readonly PastCommit[]> {
  const head = (await output(root, ['rev-parse', '-q', '--verify', 'HEAD^{commit}'], '', [1])).toString().trim();
  if (head === '') return [];
  const what = [
    '--raw',
    '-z',
    '--no-renames',
    '--no-abbrev',
    '--relative',
    '--no-ext-diff',
    '--no-textconv',
    '--ignore-submodules',
  ];
  const which = ['--first-parent', '-m', `--max-count=${MOST}`, '--format=format:%x00%H %ct%x00'];
  const out = await output(root, ['log', ...which, ...what, head, '--', '.']);
  const matches = globMatcher(globs);
  const found: PastCommit[] = [];
  let at: PastCommit | undefined;
  for (const record of records(out)) {
    if ('header' in record) {
      const [id = '', seconds] = record.header.split(' ');
      // The last second of the year 9999: clocks of commits may say anything.
      const time = Math.min(Number(seconds), 253_402_300_799);
      at = { id, time, day: new Date(time * 1000).toISOString().slice(0, 10) };
    } else if (at && matches(record.name)) {
      found.push(at);
      at = undefined;
    }
  }
  return found;
}

/** A folder as a commit has it. Links are not followed. */
class PastFiles implements Files {
  readonly #names: ReadonlyMap<RelPath, readonly Named[]>;
  readonly #git: GitHistory;
  /** In order. */
  readonly #paths: readonly RelPath[];
  readonly #places: ReadonlyMap<RelPath, number>;
  /** Read along with the last file that was asked for. */
  #held = new Map<RelPath, FileText>();

  private constructor(
    private readonly root: string,
    private readonly commit: PastCommit,
    /** The folder in its repository, with a slash at its end; empty: it is the repository. */
    private readonly prefix: string,
    private readonly blobs: ReadonlyMap<RelPath, Blob>,
  ) {
    this.#paths = [...blobs.keys()];
    this.#names = namesIn(this.#paths);
    this.#places = new Map(this.#paths.map((path, i) => [path, i]));
    const text = async (path: RelPath): Promise<string | undefined> => (await this.read(path))?.text;
    this.#git = new GitHistory(root, { text, list: () => this.list(['**/*.md']) }, commit.id);
  }

  static async at(root: string, commit: PastCommit): Promise<PastFiles> {
    const prefix = (await output(root, ['rev-parse', '--show-prefix'])).toString().replace(/\n$/, '');
    const tree = (await output(root, ['ls-tree', '-r', '-l', '-z', commit.id])).toString();
    const blobs = tree.split('\0').flatMap((line) => {
      const [, id = '', size, path = ''] = /^100\d{3} blob ([0-9a-f]+) +(\d+)\t(.+)$/s.exec(line) ?? [];
      return path === '' || path.split('/').some((part) => skipped.has(part))
        ? []
        : [[path, { id, size: Number(size) }] as const];
    });
    return new PastFiles(root, commit, prefix, new Map(blobs.sort(([a], [b]) => (a < b ? -1 : 1))));
  }

  list: Files['list'] = async (globs, options) => {
    const matches = globMatcher(globs);
    const isLeft = globMatcher(options?.ignore ?? []);
    return [...this.blobs.keys()].filter((path) => matches(path) && !isLeft(path));
  };

  entries: Files['entries'] = async (folder) =>
    (this.#names.get(folder.replace(/\/+$/, '')) ?? []).map((n) => ({ name: n.name, folder: n.isDirectory() }));

  /** The files behind it in the list are mostly asked for next: they are read along. */
  async read(path: RelPath): Promise<FileText | undefined> {
    const place = this.#places.get(path);
    if (place === undefined) return undefined;
    const held = this.#held.get(path);
    if (held) return held;
    const wanted = this.#near(path, place);
    const read = new Map<RelPath, FileText>();
    await objects(
      this.root,
      wanted.map((p) => this.blobs.get(p)?.id ?? ''),
      (bytes, i) => {
        if (bytes) read.set(wanted[i] ?? '', textOf(bytes));
      },
    );
    this.#held = read;
    const found = read.get(path);
    if (!found) throw new GitUnknown('failed', `${path} is not in the repository as it is here`);
    return found;
  }

  /** A file, and those of the same folder behind it with the same ending, as long as they are not large. */
  #near(path: RelPath, place: number): readonly RelPath[] {
    const like = (p: RelPath): boolean => posix.dirname(p) === posix.dirname(path) && posix.extname(p) === posix.extname(path);
    let size = 0;
    const next = this.#paths.slice(place + 1, place + TOGETHER).filter((p) => {
      size += this.blobs.get(p)?.size ?? 0;
      return size <= BYTES && like(p);
    });
    return [path, ...next];
  }

  readShared: Files['readShared'] = async (path) => {
    const full = posix.normalize(posix.join(this.prefix, path));
    if (full === '..' || full.startsWith('../') || posix.isAbsolute(full) || /[\r\n]/.test(full)) return 'outside';
    const found: FileText[] = [];
    await objects(this.root, [`${this.commit.id}:${full}`], (bytes) => {
      if (bytes) found.push(textOf(bytes));
    });
    return found[0] ?? 'missing';
  };

  answer: Files['answer'] = async (questions) => {
    // A commit is judged by itself: which branches there were beside it, nobody knows.
    const history = questions.filter((q) => isHistory(q) && q.ask !== 'elsewhere');
    const told = (history.length > 0 ? await this.#git.answer(history) : []).values();
    const text = async (path: RelPath): Promise<string | undefined> => (await this.read(path))?.text;
    const ground = {
      root: this.root,
      text,
      // By the lists of the commit: what one has besides is not its own.
      ignores: ignorer(text, []),
      list: (globs: readonly string[]) => this.list(globs),
      inside: () => Promise.resolve(undefined),
      today: () => this.commit.day,
      names: (folder: RelPath) => this.#names.get(folder),
    };
    const now = questions.filter((q) => !isHistory(q) && q.ask !== 'holding');
    const seen = (await answerAll(now, ground)).values();
    const out: Answered[] = [];
    for (const q of questions) {
      if (q.ask === 'holding') out.push({ value: await this.#holding(q) });
      else if (q.ask === 'elsewhere') out.push({ value: [] });
      else out.push((isHistory(q) ? told : seen).next().value ?? { unknown: 'failed' });
    }
    return out;
  };

  async #holding({ texts, globs }: Extract<Question, { ask: 'holding' }>): Promise<readonly RelPath[]> {
    const how = ['--no-textconv', '--no-color', '-I', '-F', '-z', '-l', '--no-recurse-submodules'];
    const settings = ['grep.fallbackToNoIndex=false', 'grep.fullName=false'].flatMap((c) => ['-c', c]);
    const what = texts.flatMap((t) => ['-e', t]);
    const out = await output(this.root, [...settings, 'grep', ...how, ...what, this.commit.id, '--', '.'], '', [1]);
    const matches = globMatcher(globs);
    const lead = `${this.commit.id}:`;
    return out
      .toString()
      .split('\0')
      .map((line) => (line.startsWith(lead) ? line.slice(lead.length) : ''))
      .filter((path) => this.blobs.has(path) && matches(path))
      .sort();
  }
}

function textOf(bytes: Uint8Array): FileText {
  const { text, undecoded } = decode(bytes);
  return { text, undecoded, hash: hashOf(bytes) };
}

/** What lies in each folder, in order of name. */
function namesIn(paths: readonly RelPath[]): ReadonlyMap<RelPath, readonly Named[]> {
  const folders = new Map<RelPath, Map<string, boolean>>([['', new Map()]]);
  for (const path of paths) {
    const parts = path.split('/');
    for (let i = 0; i < parts.length; i++) {
      const folder = parts.slice(0, i).join('/');
      const names = folders.get(folder) ?? new Map<string, boolean>();
      folders.set(folder, names.set(parts[i] ?? '', i < parts.length - 1));
    }
  }
  const named = ([name, isFolder]: [string, boolean]): Named => ({ name, isDirectory: () => isFolder, isFile: () => !isFolder });
  const inOrder = (names: Map<string, boolean>): Named[] => [...names].sort(([a], [b]) => (a < b ? -1 : 1)).map(named);
  return new Map([...folders].map(([folder, names]) => [folder, inOrder(names)]));
}
