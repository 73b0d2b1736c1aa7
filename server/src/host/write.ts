/**
 * Writing, on Node: a file whole or not at all, and a change of several files likewise.
 *
 * Invariant: a reader sees a file as it was or as it shall be, never between; a file that is not what a change was
 * computed from is refused; nothing outside the folder is written, wherever a link leads.
 * Invariant: whatever happens to the process, a change is there whole or not at all once the next writer has come (`journal.ts`).
 */
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fchmodSync,
  fsyncSync,
  mkdirSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import type { Change, Step } from '#core/change';
import { applyEdits, type RelPath } from '#core/text';
import { decode, encode } from './decode';
import { inside, realOf } from './inside';
import {
  besideOf,
  bytesAt,
  carryOut,
  clear,
  commit,
  type Entry,
  hashOf,
  identityOf,
  type Journal,
  plan,
  recoverLocked,
  type Step as Tick,
  turn,
} from './journal';
import { Halt, locked } from './lock';
import { splice } from './splice';
import { syncFolder } from './working';

/** Writes a text, whole or not at all. Folders on the way are made. */
export function writeWhole(path: string, text: string): void {
  if (path === '') throw new Error('a file has a name');
  mkdirSync(dirname(path), { recursive: true });
  const there = statSync(path, { throwIfNoEntry: false });
  // A terminal or a pipe is written to, not replaced.
  if (there && !there.isFile()) writeFileSync(path, text);
  else {
    const real = realOf(path);
    const temporary = join(dirname(real), besideOf(basename(real), randomBytes(6).toString('hex')).staged);
    try {
      stage(temporary, Buffer.from(text, 'utf8'), there?.mode);
      renameSync(temporary, real);
    } catch (cause) {
      rmSync(temporary, { force: true });
      throw cause;
    }
  }
}

/** A file is not what the change was computed from. */
export class Moved extends Error {
  /** @param now its text as it is; undefined: there is no such file any more */
  constructor(
    readonly path: RelPath,
    readonly now: string | undefined,
  ) {
    super(`${path} has changed since it was read`);
  }
}

/** How a change is written. */
export interface Writing {
  /** Milliseconds to wait for another writer. */
  readonly patience?: number;
  /** For tests. */
  readonly step?: Tick;
}

/**
 * Makes a change in a folder. Throws, and has written nothing, where one of its steps cannot be made.
 * @throws {Moved} a file is another by now
 */
export function applyChange(root: string, change: Change, { patience, step = () => {} }: Writing = {}): void {
  const real = realpathSync(root);
  locked(
    real,
    () => {
      recoverLocked(real, 'finish', step);
      const made = new Plan(real);
      for (const one of change) made.take(one);
      made.carryOut(step);
    },
    patience,
  );
}

interface Planned {
  readonly full: string;
  /** Undefined: there was no such file. */
  readonly before: Uint8Array | undefined;
  readonly mode: number | undefined;
  /** Undefined: there shall be no such file. */
  after: Uint8Array | undefined;
}

class Plan {
  readonly #files = new Map<RelPath, Planned>();

  /** @param root its real path */
  constructor(private readonly root: string) {}

  take(step: Step): void {
    if (step.do === 'edit') this.#edit(step);
    else if (step.do === 'create') this.#absent(step.path).after = Buffer.from(step.text, 'utf8');
    else if (step.do === 'rename') {
      const after = this.#bytes(step.from);
      this.#absent(step.to).after = after;
      this.#file(step.from).after = undefined;
    } else {
      this.#bytes(step.path);
      this.#file(step.path).after = undefined;
    }
  }

  #edit(step: Step & { readonly do: 'edit' }): void {
    const bytes = this.#bytes(step.path);
    const file = this.#file(step.path);
    // What an earlier step of the same change made of it is its own; what somebody else made of it is not.
    if (bytes === file.before && hashOf(bytes) !== step.hash) throw moved(step.path, bytes);
    const { text } = decode(bytes);
    file.after = step.as ? encode(applyEdits(text, step.edits), false) : splice(bytes, text, step.edits);
  }

  #bytes(path: RelPath): Uint8Array {
    const { after } = this.#file(path);
    if (!after) throw new Error(`there is no file ${path}`);
    return after;
  }

  #absent(path: RelPath): Planned {
    const file = this.#file(path);
    if (file.after) throw new Error(`there is a file ${path} already`);
    return file;
  }

  #file(path: RelPath): Planned {
    const known = this.#files.get(path);
    if (known) return known;
    const full = inside(this.root, path);
    // Two names of one file: it is written once.
    const twin = [...this.#files.values()].find((f) => f.full === full);
    const before = bytesAt(full);
    const file = twin ?? { full, before, mode: before && statSync(full).mode, after: before };
    this.#files.set(path, file);
    return file;
  }

  carryOut(step: Tick): void {
    const changed = [...new Set(this.#files.values())].filter((f) => f.after !== f.before);
    if (changed.length === 0) return;
    const journal = this.#journal(changed);
    plan(this.root, journal, step);
    try {
      for (const path of journal.made) {
        step(`make ${path}`);
        mkdirSync(join(this.root, path));
        syncFolder(dirname(join(this.root, path)));
      }
      for (const [i, file] of changed.entries()) {
        const { staged } = journal.files[i] as Entry;
        if (!file.after) continue;
        step(`stage ${basename(file.full)}`);
        stage(join(dirname(file.full), staged), file.after, file.mode, step);
      }
      for (const folder of new Set(changed.map((f) => dirname(f.full)))) syncFolder(folder);
      for (const file of changed)
        if (!same(bytesAt(file.full), file.before)) throw moved(this.#relative(file.full), bytesAt(file.full));
      commit(this.root, step);
    } catch (cause) {
      if (!(cause instanceof Halt)) recoverLocked(this.root, 'finish', step);
      throw cause;
    }
    try {
      carryOut(this.root, journal, step);
    } catch (cause) {
      if (!(cause instanceof Halt)) this.#takeBack(journal, changed, step);
      throw cause;
    }
    clear(this.root, journal, step);
  }

  #journal(changed: readonly Planned[]): Journal {
    const random = randomBytes(6).toString('hex');
    const files = changed.map((f): Entry => {
      const path = this.#relative(f.full);
      const hash = (bytes: Uint8Array | undefined): string | null => (bytes ? hashOf(bytes) : null);
      return { path, before: hash(f.before), after: hash(f.after), ...besideOf(path, random) };
    });
    return { version: 1, folder: identityOf(this.root), files, made: this.#toMake(changed) };
  }

  /** Folders that are not there yet, outer ones first. */
  #toMake(changed: readonly Planned[]): readonly RelPath[] {
    const out = new Set<RelPath>();
    for (const { full, after } of changed) {
      if (!after) continue;
      const missing: RelPath[] = [];
      for (let at = dirname(full); !existsSync(at); at = dirname(at)) missing.unshift(this.#relative(at));
      for (const path of missing) out.add(path);
    }
    return [...out];
  }

  /** Some files could not be put in their places: those that were go back. The journal says so first, should this be interrupted too. */
  #takeBack(journal: Journal, changed: readonly Planned[], step: Tick): void {
    const back = journal.files.map((file, i): Entry => {
      const { full, before, after, mode } = changed[i] as Planned;
      const isDone = same(bytesAt(full), after);
      if (isDone && before) stage(join(dirname(full), file.former), before, mode, step);
      // One that was not moved, or that somebody else has changed by now, is left as it is.
      const now = isDone ? file.before : hashNow(full);
      return { ...file, before: isDone ? file.after : now, after: now, staged: file.former, former: file.staged };
    });
    turn(this.root, { ...journal, files: back, back: true }, step);
    recoverLocked(this.root, 'finish', step);
  }

  #relative(full: string): RelPath {
    return relative(this.root, full).split(sep).join('/');
  }
}

const moved = (path: RelPath, now: Uint8Array | undefined): Moved => new Moved(path, now && decode(now).text);

const hashNow = (full: string): string | null => {
  const bytes = bytesAt(full);
  return bytes ? hashOf(bytes) : null;
};

/** A temporary file beside the one that it shall become, on the disk for good. */
function stage(temporary: string, bytes: Uint8Array, mode: number | undefined, step: Tick = () => {}): void {
  const file = openSync(temporary, 'wx');
  try {
    writeFileSync(file, bytes);
    if (mode !== undefined) fchmodSync(file, mode);
    step('staged, not on the disk');
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

const same = (a: Uint8Array | undefined, b: Uint8Array | undefined): boolean =>
  a === undefined || b === undefined ? a === b : Buffer.compare(a, b) === 0;
