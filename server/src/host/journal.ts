/**
 * The journal of a change: what makes several files one. Source: DESIGN.md §7, docs/state.md.
 *
 * `.gatehouse/journal/plan` is there while new texts are put beside the files that they shall become: whoever finds it takes them
 * away. Renamed to `commit` it says that all of them are whole and on the disk: whoever finds it puts them in their places. So a
 * change that was interrupted is undone or finished, by whoever comes next, and by that one wherever it is interrupted itself.
 *
 * Invariant: a file that somebody has changed since is neither overwritten nor removed.
 * Invariant: a journal that was not written in this very folder moves nothing. One may come with a repository.
 */
import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { parsedJson } from '#core/json';
import type { RelPath } from '#core/text';
import { inside } from './inside';
import { locked } from './lock';
import { codeOf, namesIn, readText, syncFolder, tidy, WORKING, working } from './working';

/** Of a file's bytes, as the file port says it. */
export const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('base64url');

/** One file of a change: what it was, and what it becomes. */
export interface Entry {
  /** From the folder, links followed. */
  readonly path: RelPath;
  /** Hashes; null: there is no such file. */
  readonly before: string | null;
  readonly after: string | null;
  /** Names beside the file: what it shall be, and what it was, should the change be taken back. */
  readonly staged: string;
  readonly former: string;
}

/** What `plan` and `commit` hold, as JSON. */
export interface Journal {
  readonly version: 1;
  /** The folder itself, as the disk knows it. */
  readonly folder: string;
  readonly files: readonly Entry[];
  /** Folders that the change makes, outer ones first. */
  readonly made: readonly RelPath[];
  /** It is the way back of a change that could not be made. */
  readonly back?: true;
}

/** Called before each step that leaves something on the disk. Throws `Halt` where a test lets the process end. */
export type Step = (name: string) => void;

/** A change that was interrupted cannot be finished by itself. */
export class Stuck extends Error {
  /** @param paths what somebody else has changed since */
  constructor(
    message: string,
    readonly paths: readonly RelPath[],
  ) {
    super(message);
  }
}

const folderOf = (root: string): string => join(root, WORKING, 'journal');

/** The folder as the disk knows it: it stays the same when the folder is renamed, and is another for each copy. */
export function identityOf(root: string): string {
  const { dev, ino } = statSync(root, { bigint: true });
  return `${dev}:${ino}`;
}

/** Whether a change was interrupted here, as cheaply as can be. */
export const isInterrupted = (root: string): boolean =>
  existsSync(join(folderOf(root), 'plan')) || existsSync(join(folderOf(root), 'commit'));

/** Writes down what is about to be done. */
export function plan(root: string, journal: Journal, step: Step): void {
  step('plan');
  put(join(working(root, 'journal'), 'plan'), journal, step);
}

/** From here on the change counts as made. */
export function commit(root: string, step: Step): void {
  const folder = folderOf(root);
  step('commit');
  renameSync(join(folder, 'plan'), join(folder, 'commit'));
  syncFolder(folder);
}

/** In place of what was agreed on before: the way back. */
export function turn(root: string, journal: Journal, step: Step): void {
  step('turn');
  put(join(folderOf(root), 'commit'), journal, step);
}

function put(full: string, journal: Journal, step: Step): void {
  const next = `${full}.next`;
  const file = openSync(next, 'w');
  try {
    writeFileSync(file, JSON.stringify(journal));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  step('journal written');
  renameSync(next, full);
  syncFolder(dirname(full));
}

/** What is agreed on is done, file by file. What has been done before is left. */
export function carryOut(root: string, { files }: Journal, step: Step): void {
  const touched = new Set<string>();
  for (const file of files) {
    const full = join(root, file.path);
    const staged = join(dirname(full), file.staged);
    step(`move ${file.path}`);
    const now = hashAt(full);
    if (now !== file.after) {
      if (now !== file.before) throw new Stuck(`${file.path} has changed since it was read`, [file.path]);
      if (file.after === null) rmSync(full);
      else renameSync(staged, full);
    }
    touched.add(dirname(full));
  }
  for (const folder of touched) syncFolder(folder);
}

/** Takes away what is beside the files, and then the journal itself. */
export function clear(root: string, { files }: Journal, step: Step): void {
  const folder = folderOf(root);
  step('clear');
  for (const file of files)
    for (const name of [file.staged, file.former]) rmSync(join(root, dirname(file.path), name), { force: true });
  step('close');
  for (const name of ['plan.next', 'commit.next', 'plan', 'commit']) rmSync(join(folder, name), { force: true });
}

/** What was done about an interrupted change. */
export interface Recovered {
  readonly as: 'finished' | 'undone';
  readonly paths: readonly RelPath[];
}

/**
 * Finishes or undoes what was interrupted in a folder. Undefined: nothing was.
 * @param root its real path
 * @param how `give-up`: leaves the governed files as they are, and takes away what was prepared
 * @throws {Stuck} somebody has changed a file since, or the journal is not of this folder
 */
export function recover(
  root: string,
  how: 'finish' | 'give-up' = 'finish',
  { step = () => {}, patience }: Recovering = {},
): Recovered | undefined {
  // What a writer that was killed has left in the lock goes too.
  const isClean = !existsSync(folderOf(root)) && !existsSync(join(root, WORKING, 'lock'));
  if (!isClean) return locked(root, () => recoverLocked(root, how, step), patience);
  tidy(root);
  return undefined;
}

interface Recovering {
  /** For tests. */
  readonly step?: Step;
  /** Milliseconds to wait for another writer. */
  readonly patience?: number;
}

/** The same for who is the only writer already. */
export function recoverLocked(root: string, how: 'finish' | 'give-up', step: Step): Recovered | undefined {
  const folder = folderOf(root);
  const committed = readText(join(folder, 'commit'));
  const text = committed ?? readText(join(folder, 'plan'));
  if (text === undefined) {
    // Interrupted before there was anything to undo.
    for (const name of ['plan.next', 'commit.next']) rmSync(join(folder, name), { force: true });
    return undefined;
  }
  const journal = parsed(root, text);
  if (journal === undefined) {
    if (how === 'finish')
      throw new Stuck(
        `${WORKING}/journal was not written in this folder, and moves nothing here; “gatehouse recover --give-up” removes it`,
        [],
      );
    for (const name of namesIn(folder)) rmSync(join(folder, name), { force: true });
    return { as: 'undone', paths: [] };
  }
  const paths = journal.files.map((f) => f.path);
  if (committed === undefined || how === 'give-up') {
    clearMade(root, journal);
    clear(root, journal, step);
    return { as: 'undone', paths: committed === undefined ? paths : [] };
  }
  const others = journal.files.filter((f) => isStuck(root, f)).map((f) => f.path);
  if (others.length > 0)
    throw new Stuck(
      `a change was interrupted here, and ${others.join(' and ')} ${others.length === 1 ? 'has' : 'have'} changed since: it is not finished. ` +
        '“gatehouse recover” shows what it would have been',
      others,
    );
  carryOut(root, journal, step);
  if (journal.back) clearMade(root, journal);
  clear(root, journal, step);
  return { as: journal.back ? 'undone' : 'finished', paths };
}

/** Neither done nor to be done: it is another file by now, or what it should become is gone. */
function isStuck(root: string, file: Entry): boolean {
  const full = join(root, file.path);
  const now = hashAt(full);
  if (now === file.after) return false;
  return now !== file.before || (file.after !== null && hashAt(join(dirname(full), file.staged)) !== file.after);
}

/** What a file would have become, for somebody who looks at it. Undefined: nothing was prepared, or it is gone. */
export function prepared(root: string, path: RelPath): Uint8Array | undefined {
  const text = readText(join(folderOf(root), 'commit'));
  const file = text === undefined ? undefined : parsed(root, text)?.files.find((f) => f.path === path);
  return file && bytesAt(join(root, dirname(file.path), file.staged));
}

/** Folders that were made for files which do not come. */
function clearMade(root: string, journal: Journal): void {
  for (const file of journal.files)
    for (const name of [file.staged, file.former]) rmSync(join(root, dirname(file.path), name), { force: true });
  for (const made of [...journal.made].reverse()) {
    try {
      rmdirSync(join(root, made));
    } catch (cause) {
      if (!['ENOENT', 'ENOTEMPTY', 'EEXIST', 'ENOTDIR'].includes(codeOf(cause) ?? '')) throw cause;
    }
  }
}

/** Undefined: it is none, or not of this folder, or would leave it. */
function parsed(root: string, text: string): Journal | undefined {
  const read = parsedJson(text);
  const { version, folder, files, made } = (read ?? {}) as Partial<Record<keyof Journal, unknown>>;
  if (version !== 1 || folder !== identityOf(root) || !Array.isArray(files) || !Array.isArray(made)) return undefined;
  const isFine = files.every(isEntry) && made.every((m) => typeof m === 'string' && isWithin(root, m));
  return isFine && files.every((f: Entry) => isWithin(root, f.path)) ? (read as Journal) : undefined;
}

function isEntry(value: unknown): value is Entry {
  const { path, before, after, staged, former } = (value ?? {}) as Partial<Record<keyof Entry, unknown>>;
  const isHash = (v: unknown): boolean => v === null || typeof v === 'string';
  return typeof path === 'string' && isHash(before) && isHash(after) && isStaged(staged) && isStaged(former);
}

const isStaged = (name: unknown): boolean => typeof name === 'string' && /^\.[^/\\]+\.[0-9a-f]+\.(?:tmp|old)$/.test(name);

function isWithin(root: string, path: RelPath): boolean {
  try {
    inside(root, path);
    return true;
  } catch {
    return false;
  }
}

const hashAt = (full: string): string | null => {
  const bytes = bytesAt(full);
  return bytes ? hashOf(bytes) : null;
};

/** Undefined: there is no such file. */
export function bytesAt(full: string): Uint8Array | undefined {
  try {
    return readFileSync(full);
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return undefined;
    throw cause;
  }
}

/** Names beside a file. */
export const besideOf = (path: RelPath, random: string): { readonly staged: string; readonly former: string } => {
  const name = basename(path).slice(0, 100);
  return { staged: `.${name}.${random}.tmp`, former: `.${name}.${random}.old` };
};
