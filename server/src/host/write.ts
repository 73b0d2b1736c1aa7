/**
 * Writing, on Node: a file whole or not at all, and a change of several files likewise.
 *
 * Invariant: a reader sees a file as it was or as it shall be, never between; a file that is not what a change was
 * computed from is refused; nothing outside the folder is written, wherever a link leads.
 */
import { createHash, randomBytes } from 'node:crypto';
import {
  closeSync,
  fchmodSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import type { Change, Step } from '#core/change';
import { applyEdits, type RelPath } from '#core/text';
import { decode, encode } from './decode';
import { splice } from './splice';

/** Of a file's bytes, as the file port says it. */
export const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('base64url');

/** Writes a text, whole or not at all. Folders on the way are made. */
export function writeWhole(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const there = statSync(path, { throwIfNoEntry: false });
  // A terminal or a pipe is written to, not replaced.
  if (there && !there.isFile()) writeFileSync(path, text);
  else {
    const real = realOf(path);
    put(stage(real, Buffer.from(text, 'utf8'), there?.mode), real);
  }
}

/** Makes a change in a folder. Throws, and has written nothing, where one of its steps cannot be made. */
export function applyChange(root: string, change: Change): void {
  const plan = new Plan(root);
  for (const step of change) plan.take(step);
  plan.carryOut();
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
  readonly #root: string;
  readonly #files = new Map<RelPath, Planned>();

  constructor(root: string) {
    this.#root = realpathSync(root);
  }

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
    if (bytes === file.before && hashOf(bytes) !== step.hash) throw new Error(`${step.path} has changed since it was read`);
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
    const full = this.#inside(path);
    const before = bytesOf(full);
    const file = { full, before, mode: before && statSync(full).mode, after: before };
    this.#files.set(path, file);
    return file;
  }

  /** Where the file lies, links followed. */
  #inside(path: RelPath): string {
    const full = join(this.#root, path);
    const real = realOf(full);
    const from = relative(this.#root, real);
    if (from === '..' || from.startsWith(`..${sep}`) || isAbsolute(from)) throw new Error(`${path} leads out of the folder`);
    return real;
  }

  /** First everything that can fail; then renames, which mostly cannot; what one of them leaves half done is undone. */
  carryOut(): void {
    const changed = [...this.#files.values()].filter((f) => f.after !== f.before);
    const staged = new Map<Planned, string>();
    const done: Planned[] = [];
    try {
      for (const file of changed) {
        if (!file.after) continue;
        mkdirSync(dirname(file.full), { recursive: true });
        staged.set(file, stage(file.full, file.after, file.mode));
      }
      for (const file of changed) {
        if (!same(bytesOf(file.full), file.before)) throw new Error(`${basename(file.full)} has changed since it was read`);
        const made = staged.get(file);
        if (made === undefined) rmSync(file.full);
        else put(made, file.full);
        staged.delete(file);
        done.push(file);
      }
    } catch (cause) {
      for (const temporary of staged.values()) rmSync(temporary, { force: true });
      for (const file of done.reverse()) undo(file);
      throw cause;
    }
  }
}

function undo({ full, before, mode }: Planned): void {
  if (before) put(stage(full, before, mode), full);
  else rmSync(full, { force: true });
}

/** A temporary file beside the one that it shall become, on the disk for good. */
function stage(full: string, bytes: Uint8Array, mode: number | undefined): string {
  const temporary = join(dirname(full), `.${basename(full).slice(0, 100)}.${randomBytes(6).toString('hex')}.tmp`);
  const file = openSync(temporary, 'wx');
  try {
    writeFileSync(file, bytes);
    if (mode !== undefined) fchmodSync(file, mode);
    fsyncSync(file);
  } catch (cause) {
    rmSync(temporary, { force: true });
    throw cause;
  } finally {
    closeSync(file);
  }
  return temporary;
}

function put(temporary: string, full: string): void {
  try {
    renameSync(temporary, full);
  } catch (cause) {
    rmSync(temporary, { force: true });
    throw cause;
  }
}

/** The real path of a file that may not be there yet. */
function realOf(full: string): string {
  try {
    return realpathSync(full);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT' || dirname(full) === full) throw cause;
    return join(realOf(dirname(full)), basename(full));
  }
}

function bytesOf(full: string): Uint8Array | undefined {
  try {
    return readFileSync(full);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw cause;
  }
}

const same = (a: Uint8Array | undefined, b: Uint8Array | undefined): boolean =>
  a === undefined || b === undefined ? a === b : Buffer.compare(a, b) === 0;
