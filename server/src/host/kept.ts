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
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** More are not kept; the ones that were written longest ago go first. */
const MOST = 200;
const LARGEST = 256 * 1024 * 1024;
const DIGEST = 32;

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
      rmSync(temporary, { force: true });
    }
  }

  #digest(name: string, body: Uint8Array): Buffer {
    return createHash('sha256').update(`${this.#stamp}\0${name}\0`).update(body).digest();
  }
}

const fileOf = (name: string): string => `${createHash('sha256').update(name).digest('hex').slice(0, 40)}.cache`;

/** The bytes of a plain file that this user alone can have written. */
function own(path: string): Buffer | undefined {
  let file: number | undefined;
  try {
    file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0));
    const found = fstatSync(file);
    const user = process.getuid?.();
    const isOwn = user === undefined || (found.uid === user && (found.mode & 0o022) === 0);
    return found.isFile() && isOwn && found.size <= LARGEST ? readFileSync(file) : undefined;
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

function tidy(folder: string): void {
  const files = readdirSync(folder);
  if (files.length <= MOST) return;
  const aged = files.map((name) => ({ name, at: statSync(join(folder, name), { throwIfNoEntry: false })?.mtimeMs ?? 0 }));
  for (const { name } of aged.sort((a, b) => a.at - b.at).slice(0, files.length - MOST))
    rmSync(join(folder, name), { force: true });
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
