/**
 * Files that Gatehouse keeps for itself between runs, on Node.
 *
 * Invariant: what comes back is what was put in, by the same build and the same user, or nothing. A file that is cut off,
 * foreign, forged or unreadable is as if it were not there; a folder that cannot be written is no error.
 *
 * They lie in the user's cache folder, not in the repository: nothing that comes with a repository can forge a result, nothing
 * has to be ignored by git, and a checkout may be read-only.
 */
import { createHash } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Keeps, Piece } from '#core/ports';

/** More files, or bytes, are not kept; the ones that were written longest ago go first. */
const MOST = 200;
const MOST_BYTES = 1024 * 1024 * 1024;
const LARGEST = 256 * 1024 * 1024;
const DIGEST = 32;
const HEAD = DIGEST + 8;

/** What one folder's runs keep, by name. */
export class Kept {
  readonly #folder: string | undefined;
  readonly #stamp: string;

  /**
   * @param folder undefined: nothing is kept
   * @param stamp of the build: what another one has kept does not count
   */
  constructor(folder: string | undefined, stamp: string) {
    this.#folder = folder;
    this.#stamp = stamp;
  }

  /** What was kept under a name. Undefined: nothing, or nothing that can be trusted. */
  get(name: string): Buffer | undefined {
    if (this.#folder === undefined) return undefined;
    const bytes = own(join(this.#folder, fileOf(name)));
    if (bytes === undefined || bytes.length < DIGEST) return undefined;
    const body = bytes.subarray(DIGEST);
    return bytes.subarray(0, DIGEST).equals(this.#digest(name, body)) ? body : undefined;
  }

  /** Two processes at once do not disturb each other: the last one's file stays, whole. */
  put(name: string, body: Uint8Array): void {
    if (this.#folder === undefined || body.length > LARGEST) return;
    const file = join(this.#folder, fileOf(name));
    const temporary = `${file}.${process.pid}.tmp`;
    try {
      mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
      writeFileSync(temporary, Buffer.concat([this.#digest(name, body), body]), { mode: 0o600, flag: 'wx' });
      renameSync(temporary, file);
      tidy(this.#folder);
    } catch {
      // Without a cache everything is as right, only slower.
      drop(temporary);
    }
  }

  /** What is kept of a folder in pieces, so that it need not be in memory whole. */
  pieces(name: string): Keeps {
    return { get: () => this.#pieces(name), put: (pieces) => this.#putPieces(name, pieces) };
  }

  *#pieces(name: string): Iterable<Piece> {
    const file = this.#folder === undefined ? undefined : openOwn(join(this.#folder, fileOf(name)));
    if (file === undefined) return;
    try {
      for (let index = 0; ; index++) {
        const head = bytesAt(file, HEAD);
        if (head === undefined) return;
        const [texts, rest] = [head.readUInt32LE(DIGEST), head.readUInt32LE(DIGEST + 4)];
        const body = texts + rest <= LARGEST ? bytesAt(file, texts + rest) : undefined;
        if (!body?.length || !head.subarray(0, DIGEST).equals(this.#digest(`${name} ${index} ${texts}`, body))) return;
        // A copy: the texts before it are let go of.
        yield { text: body.toString('utf8', 0, texts), bytes: new Uint8Array(body.subarray(texts)) };
      }
    } finally {
      closeSync(file);
    }
  }

  async #putPieces(name: string, pieces: AsyncIterable<Piece>): Promise<void> {
    if (this.#folder === undefined) return;
    const path = join(this.#folder, fileOf(name));
    const temporary = `${path}.${process.pid}.tmp`;
    let file: number | undefined;
    try {
      mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
      file = openSync(temporary, 'wx', 0o600);
      let index = 0;
      for await (const { text, bytes } of pieces) {
        const texts = Buffer.from(text, 'utf8');
        const body = Buffer.concat([texts, bytes]);
        const head = Buffer.alloc(HEAD);
        this.#digest(`${name} ${index++} ${texts.length}`, body).copy(head);
        head.writeUInt32LE(texts.length, DIGEST);
        head.writeUInt32LE(bytes.byteLength, DIGEST + 4);
        writeSync(file, head);
        writeSync(file, body);
      }
      renameSync(temporary, path);
      tidy(this.#folder);
    } catch {
      drop(temporary);
    } finally {
      if (file !== undefined) closeSync(file);
    }
  }

  #digest(name: string, body: Uint8Array): Buffer {
    return createHash('sha256').update(`${this.#stamp}\0${name}\0`).update(body).digest();
  }
}

const fileOf = (name: string): string => `${createHash('sha256').update(name).digest('hex').slice(0, 40)}.cache`;

/** A plain file that this user alone can have written, open to be read. */
function openOwn(path: string): number | undefined {
  let file: number | undefined;
  try {
    file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0));
    const found = fstatSync(file);
    const user = process.getuid?.();
    const isOwn = user === undefined || (found.uid === user && (found.mode & 0o022) === 0);
    if (found.isFile() && isOwn && found.size <= LARGEST) return file;
  } catch {
    // As if there were none.
  }
  if (file !== undefined) closeSync(file);
  return undefined;
}

function own(path: string): Buffer | undefined {
  const file = openOwn(path);
  if (file === undefined) return undefined;
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  } finally {
    closeSync(file);
  }
}

/** The next bytes of an open file; undefined: there are not so many. */
function bytesAt(file: number, length: number): Buffer | undefined {
  const bytes = Buffer.alloc(length);
  let read = 0;
  while (read < length) {
    const n = readSync(file, bytes, read, length - read, null);
    if (n === 0) return undefined;
    read += n;
  }
  return bytes;
}

/** What cannot be removed stays: it is in nobody's way. */
function drop(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // As said.
  }
}

function tidy(folder: string): void {
  let bytes = 0;
  const aged = readdirSync(folder)
    .flatMap((name) => ({ name, found: statSync(join(folder, name), { throwIfNoEntry: false }) }))
    .sort((a, b) => (b.found?.mtimeMs ?? 0) - (a.found?.mtimeMs ?? 0));
  aged.forEach(({ name, found }, i) => {
    bytes += found?.size ?? 0;
    if (i >= MOST || bytes > MOST_BYTES) drop(join(folder, name));
  });
}

/** Which build this is, and on what it runs: what is kept holds for the same one. @param dist its folder */
export function stampOf(dist: string, version: string): string {
  const { size, mtimeMs } = statSync(join(dist, 'engine.js'), { throwIfNoEntry: false }) ?? { size: 0, mtimeMs: 0 };
  return JSON.stringify([version, size, mtimeMs, process.version, process.platform, process.arch]);
}

/** Where this user's caches are by the custom of the system; undefined: nowhere. `GATEHOUSE_CACHE` says otherwise. */
export function cacheFolder(env: NodeJS.ProcessEnv): string | undefined {
  if (env.GATEHOUSE_CACHE !== undefined) return env.GATEHOUSE_CACHE === '' ? undefined : env.GATEHOUSE_CACHE;
  const home = homeOf();
  if (process.platform === 'win32') return env.LOCALAPPDATA ? join(env.LOCALAPPDATA, 'gatehouse', 'cache') : undefined;
  if (env.XDG_CACHE_HOME?.startsWith('/')) return join(env.XDG_CACHE_HOME, 'gatehouse');
  if (home === undefined) return undefined;
  return process.platform === 'darwin' ? join(home, 'Library', 'Caches', 'gatehouse') : join(home, '.cache', 'gatehouse');
}

function homeOf(): string | undefined {
  try {
    return homedir();
  } catch {
    return undefined;
  }
}
