/**
 * What a run saw of the machine, so that a later one can find out whether it would see the same.
 *
 * Everything that is computed is a function of what the file port answers. So answers are noted with a digest, and asked for
 * again: if each is the same, so is everything that was computed from them. History is not asked for again but seen by the
 * state of the repository, which git's answers are a function of.
 */
import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Files, Hashed, ListOptions } from '#core/ports';
import type { RelPath } from '#core/text';
import { isHistory, type Question } from '#core/world';
import { hasRepository } from './git';
import { gitState } from './git-state';
import { Listings } from './listings';
import { searched } from './search';

/** The file port of a folder, by which an observation is made again, in one moment. */
export type FilesOf = (folder: string, moment: Listings) => Files;

/** One thing that a run was told. `is`: what was answered, or a digest of it. */
export type Observation =
  | { readonly see: 'list'; readonly globs: readonly string[]; readonly options?: ListOptions; readonly is: string }
  | { readonly see: 'entries' | 'shared' | 'names'; readonly path: RelPath; readonly is: string }
  /** @see Files.stamp */
  | { readonly see: 'bytes'; readonly path: RelPath; readonly is: string; readonly stamp?: string | undefined }
  | { readonly see: 'answers'; readonly questions: readonly Question[]; readonly is: string }
  /** Which files hold a text is a function of which there are, and of what is in them: `files` is of their names and stamps. */
  | { readonly see: 'holding'; readonly question: Holding; readonly files?: string | undefined; readonly is: string }
  | { readonly see: 'history' | 'kind'; readonly is: string };

type Holding = Extract<Question, { ask: 'holding' }>;

/** Everything seen, by folder. */
export type Trail = readonly { readonly folder: string; readonly seen: readonly Observation[] }[];

/** Notes what is seen. */
export class Observer {
  readonly #byFolder = new Map<string, Map<string, Observation>>();
  /** Something was seen that cannot be seen again: nothing may be concluded from this run. */
  isLost = false;

  /** The port of a folder, watched. */
  files(folder: string, files: Files): Files {
    const note = (o: Observation): void => this.#note(folder, o);
    return {
      list: async (globs, options) => {
        const listed = await files.list(globs, options);
        note({ see: 'list', globs, ...(options ? { options } : {}), is: digest(listed) });
        return listed;
      },
      entries: async (path) => {
        const entries = await files.entries(path);
        note({ see: 'entries', path, is: digest(entries) });
        return entries;
      },
      read: async (path) => {
        const file = await files.read(path).catch((cause: unknown) => {
          this.isLost = true;
          throw cause;
        });
        note({ see: 'bytes', path, is: file?.hash ?? '', stamp: file?.stamp });
        return file;
      },
      // Who asks for it has read the file before, or tells of it: see bytes.
      hash: (path) => hashOf(files, path),
      stamp: async (path) => files.stamp?.(path),
      readShared: async (path) => {
        const file = await files.readShared(path);
        note({ see: 'shared', path, is: typeof file === 'string' ? file : file.hash });
        return file;
      },
      answer: async (questions) => {
        // What is in a file is a function of the file; what is said of history, of the repository and the file.
        const asked = questions.map((q) => ('path' in q && q.ask !== 'exists' && q.ask !== 'nearest' ? q.path : undefined));
        const held = new Map<Holding, string | undefined>();
        // Files are looked at before they are asked about: what is written meanwhile is another one the next time.
        for (const q of questions) if (q.ask === 'holding') held.set(q, await searchedOf(folder, files, q));
        await this.#bytesOf(folder, new Set(asked.filter((p) => p !== undefined)), files, note);
        const answers = await files.answer(questions);
        const isOther = (q: Question, i: number): boolean =>
          asked[i] === undefined && q.ask !== 'nearest' && q.ask !== 'holding' && !isHistory(q);
        const others = questions.filter(isOther);
        if (others.length > 0)
          note({ see: 'answers', questions: others, is: digest(answers.filter((_, i) => isOther(questions[i] as Question, i))) });
        for (const [i, q] of questions.entries())
          if (q.ask === 'holding') note({ see: 'holding', question: q, files: held.get(q), is: digest(answers[i]) });
        await this.#near(folder, questions, files, note);
        if (questions.some(isHistory)) this.#history(folder, note);
        return answers;
      },
    };
  }

  /** What lies at a path of the command line. */
  async kind(path: string): Promise<'folder' | 'file' | undefined> {
    const is = await kindOf(path);
    this.#note(path, { see: 'kind', is: is ?? '' });
    return is;
  }

  /** A file that was read in another thread. */
  bytes(folder: string, path: RelPath, hash: string, stamp: string | undefined): void {
    this.#note(folder, { see: 'bytes', path, is: hash, stamp });
  }

  /** All that was seen so far, by folder, in the order of first sight. */
  trail(): Trail {
    return [...this.#byFolder].map(([folder, seen]) => ({ folder, seen: [...seen.values()] }));
  }

  /** The file most like another is a function of what files there are, and of the names beside it. */
  async #near(folder: string, questions: readonly Question[], files: Files, note: (o: Observation) => void): Promise<void> {
    const folders = new Set(
      questions.flatMap((q) => (q.ask === 'nearest' ? [q.path.slice(0, q.path.lastIndexOf('/') + 1)] : [])),
    );
    if (folders.size === 0) return;
    note({ see: 'list', globs: ['**'], is: digest(await files.list(['**'])) });
    for (const path of folders) note({ see: 'names', path, is: namesIn(folder, path, new Listings()) });
  }

  #history(folder: string, note: (o: Observation) => void): void {
    const state = gitState(folder);
    if (state === undefined) this.isLost = true;
    else note({ see: 'history', is: state });
  }

  async #bytesOf(folder: string, paths: ReadonlySet<RelPath>, files: Files, note: (o: Observation) => void): Promise<void> {
    for (const path of paths) {
      if (this.#byFolder.get(folder)?.has(`bytes ${path}`)) continue;
      const now = await hashOf(files, path).catch(() => undefined);
      note({ see: 'bytes', path, is: now?.hash ?? '', stamp: now?.stamp });
    }
  }

  #note(folder: string, o: Observation): void {
    const seen = this.#byFolder.get(folder) ?? new Map<string, Observation>();
    this.#byFolder.set(folder, seen);
    const key = keyOf(o);
    const before = seen.get(key);
    // The same thing seen as two: it changed while we looked.
    if (before && before.is !== o.is) this.isLost = true;
    seen.set(key, o);
  }
}

/** Whether the machine still is as it was seen. */
export async function isStill(trail: Trail, filesOf: FilesOf): Promise<boolean> {
  const moment = new Listings();
  for (const { folder, seen } of trail) {
    const files = filesOf(folder, moment);
    for (const o of seen) if ((await seeAgain(folder, files, o, moment)) !== o.is) return false;
  }
  return true;
}

async function seeAgain(folder: string, files: Files, o: Observation, moment: Listings): Promise<string | undefined> {
  try {
    switch (o.see) {
      case 'list':
        return digest(await files.list(o.globs, o.options));
      case 'entries':
        return digest(await files.entries(o.path));
      case 'bytes':
        if (o.stamp !== undefined && (await files.stamp?.(o.path)) === o.stamp) return o.is;
        return (await hashOf(files, o.path))?.hash ?? '';
      case 'shared': {
        const file = await files.readShared(o.path);
        return typeof file === 'string' ? file : file.hash;
      }
      case 'answers':
        return digest(await files.answer(o.questions));
      case 'holding':
        if (o.files !== undefined && (await searchedOf(folder, files, o.question)) === o.files) return o.is;
        return digest((await files.answer([o.question]))[0]);
      case 'names':
        return namesIn(folder, o.path, moment);
      case 'history':
        return gitState(folder);
      case 'kind':
        return (await kindOf(folder)) ?? '';
    }
  } catch {
    return undefined;
  }
}

const hashOf = async (files: Files, path: RelPath): Promise<Hashed | undefined> =>
  files.hash ? files.hash(path) : files.read(path);

function namesIn(folder: string, path: RelPath, moment: Listings): string {
  const entries = moment.of(join(folder, path));
  return entries ? digest(entries.map((e) => e.name).sort()) : '';
}

/** Names and stamps of the files that a search reads. Undefined: they cannot be told, or git searches, which knows of more. */
async function searchedOf(folder: string, files: Files, question: Holding): Promise<string | undefined> {
  if (hasRepository(folder)) return undefined;
  const paths = await searched(question, files);
  if (!paths) return undefined;
  const stamped: string[] = [];
  for (const path of paths) {
    const stamp = await files.stamp?.(path);
    if (stamp === undefined) return undefined;
    stamped.push(path, stamp);
  }
  return digest(stamped);
}

async function kindOf(path: string): Promise<'folder' | 'file' | undefined> {
  const found = await stat(path).catch(() => undefined);
  return found && (found.isDirectory() ? 'folder' : 'file');
}

const keyOf = (o: Observation): string => {
  if (o.see === 'list') return `list ${JSON.stringify([o.globs, o.options])}`;
  if (o.see === 'holding') return `holding ${JSON.stringify(o.question)}`;
  if (o.see === 'answers') return `answers ${JSON.stringify(o.questions)}`;
  return 'path' in o ? `${o.see} ${o.path}` : o.see;
};

const digest = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('base64url');
