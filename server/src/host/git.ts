/**
 * Runs git: reading only, without a shell, without anything that a repository's configuration could start.
 *
 * Invariant: what comes from documents (paths, texts) goes over standard input or into literal pathspecs, never into an option.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Why } from '#core/world';

/** Longest time, in milliseconds, for one run. A history of a million commits takes some twenty seconds. */
const LONGEST = 60_000;
/** An object or an output larger than this is no document of ours. */
const LARGEST = 256 * 1024 * 1024;

/** Why git gave no answer. */
export class GitUnknown extends Error {
  /** Why nothing is known, as a rule is told it. */
  readonly why: Exclude<Why, 'pending' | 'outside'>;

  constructor(why: Exclude<Why, 'pending' | 'outside'>, message: string) {
    super(message);
    this.why = why;
  }
}

const fixed = [
  '--no-pager',
  '--no-optional-locks',
  '--literal-pathspecs',
  '--no-replace-objects',
  ...['core.fsmonitor=false', 'core.hooksPath=/dev/null', 'log.showSignature=false', 'protocol.allow=never'].flatMap((c) => [
    '-c',
    c,
  ]),
];

/** No variable that points git elsewhere; no question to a person; no network for objects that a partial clone lacks. */
function environment(): NodeJS.ProcessEnv {
  const kept = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_')));
  return {
    ...kept,
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_ATTR_NOSYSTEM: '1',
  };
}

/** Whether a folder lies in a repository, as cheaply as can be: no process is started. */
export function hasRepository(folder: string): boolean {
  for (let at = folder; ; at = dirname(at)) {
    if (isThere(join(at, '.git'))) return true;
    if (dirname(at) === at) return false;
  }
}

/** Below a file, and under a name that cannot be one, nothing lies. */
function isThere(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}

/** Variables by which git is told where to look (`GIT_INDEX_FILE`): given by whoever runs us, never by a document. */
export type GitPlace = Readonly<Record<string, string>>;

/** The runs that are not over. */
const running = new Set<ChildProcess>();

let isStopped = false;

/** For a process that ends: every run ends at once, and none begins any more. Whoever asks is told that git could not tell. */
export function stopGit(): void {
  isStopped = true;
  for (const child of running) child.kill('SIGKILL');
}

/**
 * @param input what is written to its standard input
 * @param take called with each piece of the output
 * @param fine exit codes besides 0 with which all is well
 * @param place where git is to look, where that is not what lies in the folder
 * @throws {GitUnknown} also when git ends with another exit code
 */
export function git(
  cwd: string,
  args: readonly string[],
  input: string,
  take: (piece: Buffer) => void,
  fine: readonly number[] = [],
  place: GitPlace = {},
): Promise<void> {
  if (isStopped) return Promise.reject(new GitUnknown('failed', 'it was called off'));
  return new Promise((resolve, reject) => {
    const child = spawn('git', [...fixed, ...args], { cwd, env: { ...environment(), ...place }, windowsHide: true });
    running.add(child);
    const timer = setTimeout(() => child.kill('SIGKILL'), LONGEST);
    let said = '';
    let failed: unknown;
    child.on('error', (cause: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      running.delete(child);
      reject(new GitUnknown(cause.code === 'ENOENT' ? 'no-git' : 'failed', cause.message));
    });
    child.stderr.on('data', (piece: Buffer) => {
      if (said.length < 4096) said += piece.toString();
    });
    child.stdout.on('data', (piece: Buffer) => {
      try {
        if (failed === undefined) take(piece);
      } catch (cause) {
        failed = cause;
        child.kill();
      }
    });
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      running.delete(child);
      if (failed !== undefined) reject(failed);
      else if (code === 0 || (code !== null && fine.includes(code))) resolve();
      else reject(new GitUnknown(whyOf(said), signal ? `git ${args[0]} took too long` : said.trim()));
    });
    // git may end before it has read everything: its exit code says why.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}

const whyOf = (said: string): GitUnknown['why'] =>
  /dubious ownership/.test(said) ? 'untrusted' : /not a git repository/.test(said) ? 'no-git' : 'failed';

/** Which git there is: `2.43.0`. @throws {GitUnknown} where there is none */
export const gitVersion = async (): Promise<string> =>
  (await output(process.cwd(), ['version']))
    .toString()
    .trim()
    .replace(/^git version /, '');

/** The whole output. */
export async function output(
  cwd: string,
  args: readonly string[],
  input = '',
  fine: readonly number[] = [],
  place: GitPlace = {},
): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let size = 0;
  const take = (piece: Buffer): void => {
    size += piece.length;
    if (size > LARGEST) throw new GitUnknown('failed', `git ${args[0]} says more than ${LARGEST} bytes`);
    pieces.push(piece);
  };
  await git(cwd, args, input, take, fine, place);
  return Buffer.concat(pieces);
}

/**
 * Objects of the repository, in the order of their names.
 * @param names object ids, or `commit:path` from the repository's root; without line breaks
 * @param take undefined: there is no such file in the repository, as far as it is here
 */
export async function objects(
  cwd: string,
  names: readonly string[],
  take: (bytes: Buffer | undefined, index: number) => void,
  place: GitPlace = {},
): Promise<void> {
  if (names.length === 0) return;
  let index = 0;
  /** What has come and is not used up. */
  let pending: Buffer[] = [];
  let size = 0;
  /** Bytes that must have come before the next look. */
  let due = 1;
  const look = (): void => {
    const all = pending.length === 1 ? (pending[0] as Buffer) : Buffer.concat(pending);
    let at = 0;
    for (;;) {
      const end = all.indexOf(10, at);
      if (end < 0) {
        due = all.length - at + 1;
        break;
      }
      const header = all.toString('utf8', at, end);
      const m = /^[0-9a-f]{40,64} (\w+) (\d+)$/.exec(header);
      if (!m) {
        take(undefined, index++);
        at = end + 1;
        continue;
      }
      const length = Number(m[2]);
      if (length > LARGEST) throw new GitUnknown('failed', `${names[index]} is larger than ${LARGEST} bytes`);
      const next = end + 1 + length + 1;
      if (next > all.length) {
        due = next - at;
        break;
      }
      take(m[1] === 'blob' ? all.subarray(end + 1, end + 1 + length) : undefined, index++);
      at = next;
    }
    pending = at < all.length ? [all.subarray(at)] : [];
    size = all.length - at;
  };
  await git(
    cwd,
    ['cat-file', '--batch'],
    `${names.join('\n')}\n`,
    (piece) => {
      pending.push(piece);
      size += piece.length;
      if (size >= due) look();
    },
    [],
    place,
  );
}
