/**
 * One writer at a time in a folder, whatever process it is in.
 *
 * Whoever wants to write puts a file of its own into `.gatehouse/lock/`, whose name says who it is, and looks who else is there.
 * Somebody alive: it takes its own away and comes again. Of two that come at once, the one that looks last sees the other. A name is
 * never used twice, so what the dead have left can be removed by anybody at any time: there is no moment at which a
 * living writer's file could be taken for it.
 */
import { createHash, randomBytes } from 'node:crypto';
import { closeSync, openSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { codeOf, namesIn, tidy, tidyJournal, WORKING, working } from './working';

/** Milliseconds that a writer waits for another by default. A change takes some twenty. */
const PATIENCE = 10_000;

/** Somebody else is writing, for longer than one waits. */
export class Locked extends Error {}

/** Ends a writer where a process that is killed would end: nothing is tidied up. For tests. */
export class Halt extends Error {}

/** Those of this process. An own number that is not among them is of a process before, or of one that was halted. */
const held = new Set<string>();

/**
 * Runs something while nobody else writes in a folder.
 * @param patience milliseconds to wait for others
 * @throws {Locked} somebody else is still writing then
 */
export function locked<T>(root: string, work: () => T, patience = PATIENCE): T {
  const name = enter(root, patience);
  let halted = false;
  try {
    return work();
  } catch (cause) {
    halted = cause instanceof Halt;
    throw cause;
  } finally {
    if (!halted) tidyJournal(root);
    held.delete(name);
    if (!halted) {
      rmSync(join(root, WORKING, 'lock', name), { force: true });
      tidy(root);
    }
  }
}

function enter(root: string, patience: number): string {
  const until = performance.now() + patience;
  for (let rest = 2; ; rest = Math.min(rest * 2, 64)) {
    const name = nameOf();
    held.add(name);
    const own = put(root, name);
    // Its folder was taken away by somebody who has just left.
    const others = own ? living(root, name) : [];
    if (own && others.length === 0) return name;
    held.delete(name);
    if (own) rmSync(own, { force: true });
    if (performance.now() > until) throw new Locked(says(others));
    // Not the same for both of two that meet.
    sleep(rest / 2 + Math.random() * rest);
  }
}

function put(root: string, name: string): string | undefined {
  try {
    const full = join(working(root, 'lock'), name);
    closeSync(openSync(full, 'wx'));
    return full;
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return undefined;
    throw cause;
  }
}

/** Who else is there. What the dead have left is removed. */
function living(root: string, own: string): readonly string[] {
  const folder = join(root, WORKING, 'lock');
  return namesIn(folder).filter((name) => {
    if (name === own) return false;
    if (isAlive(name)) return true;
    rmSync(join(folder, name), { force: true });
    return false;
  });
}

function says(others: readonly string[]): string {
  const [first] = others;
  if (first === undefined) return `${WORKING}/lock cannot be entered: other processes keep coming and going`;
  const pid = first.split('_')[0];
  return (
    `process ${pid} is writing here, and has not come to an end; try again once it has. ` +
    `If there is no such process on any machine that uses this folder, remove ${WORKING}/lock/${first}`
  );
}

/** `pid_start_boot_where_random`. */
const nameOf = (): string => `${process.pid}_${startOf(process.pid) ?? 0}_${boot()}_${where()}_${randomBytes(6).toString('hex')}`;

function isAlive(name: string): boolean {
  const m = /^(\d{1,10})_(\d{1,20})_([0-9a-z]+)_([0-9a-f]+)_[0-9a-f]+$/.exec(name);
  // Not ours: who can tell whose it is? It stays until somebody removes it.
  if (!m) return true;
  const [pid, start] = [Number(m[1]), Number(m[2])];
  // On another machine, or in another container: its processes cannot be seen from here.
  if (m[4] !== where()) return true;
  if (m[3] !== boot()) return false;
  if (pid === process.pid) return held.has(name);
  try {
    process.kill(pid, 0);
  } catch (cause) {
    return codeOf(cause) !== 'ESRCH';
  }
  const now = startOf(pid);
  return now === undefined || (now !== 'ended' && (start === 0 || now === start));
}

/** When a process began, in the kernel's own count: its number may be another's by now. Undefined: the system does not say. */
function startOf(pid: number): number | 'ended' | undefined {
  const stat = tried(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  if (stat === undefined) return undefined;
  // The name, in parentheses, may hold anything.
  const parts = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  // Killed, and its parent has not asked yet how it ended.
  if (parts[0] === 'Z' || parts[0] === 'X') return 'ended';
  const start = Number(parts[19]);
  return Number.isSafeInteger(start) ? start : undefined;
}

let bootId: string | undefined;
/** Which start of the machine this is: nobody who wrote before it is alive. */
function boot(): string {
  bootId ??= digest(tried(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8')) ?? 'unknown');
  return bootId;
}

let whereId: string | undefined;
/** The machine, and where it has several the room of processes, whose numbers mean something here. */
function where(): string {
  whereId ??= digest(`${hostname()} ${tried(() => readlinkSync('/proc/self/ns/pid')) ?? ''}`);
  return whereId;
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12);

/** Undefined: this system has no such file. */
function tried(read: () => string): string | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

const nobody = new Int32Array(new SharedArrayBuffer(4));
const sleep = (ms: number): void => void Atomics.wait(nobody, 0, 0, ms);
