/**
 * Runs a command line without a shell: under a time limit, in a folder that is inside, with all of its output digested and its last
 * lines kept. Whatever it started is ended with it.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Call, commandLine, type Pipeline } from '#core/command-line';
import type { Ran } from '#core/evidence';
import { type Doing, known, type Outcome, type RunOrder, unknown } from '#core/task';
import { isBelow } from '../inside';
import { Watchdog } from './watchdog';

/** In a command: what the gate is asked about. */
const SUBJECT = '{subject}';
/** Seconds, where nobody says otherwise. */
const TIME = 600;
/** Lines that are kept. */
const TAIL = 40;
/** Of which so many characters each. */
const WIDTH = 500;
/** Where all of it is wanted, no more than this. */
const WHOLE = 64 * 1024 * 1024;
/** And what is kept of a line that never ends. */
const PENDING = 64 * 1024;
/** A command that asked for itself would never end. */
const RUNNING = 'GATEHOUSE_RUNNING';

/** @param watchdog one that is there already; without one the command has its own */
export async function run(root: string, order: Order, doing: Doing, watchdog?: Watchdog): Promise<Outcome<Ran>> {
  const own = watchdog ?? new Watchdog();
  try {
    return await watched(root, order, doing, own);
  } finally {
    if (!watchdog) await own.stop();
  }
}

interface Order extends RunOrder {
  /** Takes all of the output, where that is wanted. */
  readonly all?: (text: string) => void;
  /** Takes each line as it comes, cut to a bounded length. */
  readonly line?: (line: string) => void;
}

async function watched(root: string, order: Order, { signal, progress }: Doing, watchdog: Watchdog): Promise<Outcome<Ran>> {
  const read = commandLine(order.command);
  if ('problem' in read) return unknown(`“${order.command}” was not run. ${read.problem} Put it into a script or a recipe.`);
  const { subject = '' } = order;
  if (/^-|[\0\r\n]/.test(subject)) return unknown(`“${order.command}” was not run: “${subject}” could be taken for an option.`);
  const named = (words: string): string => words.replaceAll(SUBJECT, subject);
  const command = named(order.command);
  const workdir = order.workdir ?? '.';
  const cwd = folderIn(root, workdir);
  if (cwd === undefined) return unknown(`“${order.command}” was not run: there is no folder ${workdir} in here.`);
  const running = (process.env[RUNNING] ?? '').split('\n');
  if (running.includes(order.command)) return unknown(`“${order.command}” was not run: it runs already, and asks for itself.`);
  const env = { ...process.env, [RUNNING]: [...running.filter(Boolean), order.command].join('\n') };
  const out = new Output(progress, order.all !== undefined, order.line);
  const started = performance.now();
  const limit = AbortSignal.timeout((order.seconds ?? TIME) * 1000);
  const stop = signal ? AbortSignal.any([signal as AbortSignal, limit]) : limit;
  let end: End = { exit: 0, signal: null };
  for (const pipeline of read.pipelines) {
    const ended = await pipe(
      pipeline.map((call) => ({ ...call, argv: call.argv.map(named) })),
      cwd,
      env,
      out,
      stop,
      watchdog,
    );
    if ('missing' in ended) return unknown(`“${order.command}” was not run: ${ended.missing}`);
    end = ended;
    if (end.exit !== 0) break;
  }
  if (signal?.aborted) return unknown('It was called off.');
  order.all?.(out.all());
  return known({
    command,
    workdir,
    exit: end.exit,
    ...(end.signal ? { signal: end.signal } : {}),
    ...(limit.aborted && end.exit !== 0 ? { timedOut: true as const } : {}),
    took: Math.round(performance.now() - started),
    output: out.kept(),
  });
}

interface End {
  readonly exit: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** Undefined: there is none, or it lies outside, links followed. */
function folderIn(root: string, path: string): string | undefined {
  try {
    const [base, real] = [realpathSync(root), realpathSync(join(root, path))];
    return isBelow(base, real) && statSync(real).isDirectory() ? real : undefined;
  } catch {
    return undefined;
  }
}

/** As a shell has it: what the last one says counts. */
async function pipe(
  calls: Pipeline,
  cwd: string,
  env: NodeJS.ProcessEnv,
  out: Output,
  stop: AbortSignal,
  watchdog: Watchdog,
): Promise<End | { readonly missing: string }> {
  if (stop.aborted) return { exit: null, signal: 'SIGKILL' };
  const all = calls.map((call) => start(call, cwd, env));
  const pids = all.flatMap((child) => child.pid ?? []);
  for (const pid of pids) watchdog.begins(pid);
  const kill = (): void => all.forEach(killAll);
  stop.addEventListener('abort', kill, { once: true });
  for (const [i, child] of all.entries()) {
    const next = all[i + 1];
    // Whoever reads may stop reading, and whoever writes is told so by its system.
    next?.stdin?.on('error', () => child.stdout?.destroy());
    if (next?.stdin) child.stdout?.pipe(next.stdin);
    else child.stdout?.on('data', (piece: Buffer) => out.take(piece));
    const errors = calls[i]?.errors;
    if (errors === 'nowhere') child.stderr?.resume();
    else if (errors === 'output' && next?.stdin) child.stderr?.pipe(next.stdin, { end: false });
    else child.stderr?.on('data', (piece: Buffer) => out.take(piece));
  }
  const ends = await Promise.all(all.map((child, i) => ended(child, calls[i] as Call)));
  stop.removeEventListener('abort', kill);
  kill();
  for (const pid of pids) watchdog.ended(pid);
  return ends.find((e) => 'missing' in e) ?? (ends.at(-1) as End);
}

function start({ argv: [program = '', ...args], env: own }: Call, cwd: string, env: NodeJS.ProcessEnv): ChildProcess {
  return spawn(program, args, {
    cwd,
    env: { ...env, ...own },
    // A group of its own, so that what it starts can be ended with it.
    detached: process.platform !== 'win32',
    windowsHide: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  }).on('spawn', function (this: ChildProcess) {
    if (this.stdin?.listenerCount('error') === 0) this.stdin.on('error', () => {});
  });
}

function killAll(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has ended, with all that it started.
  }
}

/** The first of a pipeline has nothing to read. */
function ended(child: ChildProcess, { argv }: Call): Promise<End | { readonly missing: string }> {
  return new Promise((resolve) => {
    child.on('error', (cause: NodeJS.ErrnoException) =>
      resolve({ missing: cause.code === 'ENOENT' ? `there is no program ${argv[0]} here.` : `${argv[0]}: ${cause.message}.` }),
    );
    child.on('exit', (exit, signal) => {
      // What it started in the background may hold its output open for ever.
      const patience = setTimeout(() => {
        child.stdout?.destroy();
        child.stderr?.destroy();
      }, 2000);
      child.on('close', () => {
        clearTimeout(patience);
        resolve({ exit, signal });
      });
    });
  });
}

/** What commands put out, as far as it is kept. */
class Output {
  readonly #hash = createHash('sha256');
  #bytes = 0;
  #tail: string[] = [];
  #rest = '';
  readonly #decoder = new TextDecoder();

  readonly #whole: Buffer[] = [];

  constructor(
    private readonly progress: Doing['progress'],
    private readonly keepsAll: boolean,
    private readonly line: Order['line'],
  ) {}

  all(): string {
    return Buffer.concat(this.#whole).toString();
  }

  take(piece: Buffer): void {
    if (this.keepsAll && this.#bytes < WHOLE) this.#whole.push(piece);
    this.#hash.update(piece);
    this.#bytes += piece.length;
    const lines = (this.#rest + this.#decoder.decode(piece, { stream: true })).split('\n');
    this.#rest = (lines.pop() ?? '').slice(-PENDING);
    if (lines.length === 0) return;
    this.#add(lines.map(cut));
    this.progress?.(this.#tail.at(-1) ?? '');
  }

  /** Once it has ended. */
  kept(): Ran['output'] {
    if (this.#rest !== '') this.#add([cut(this.#rest)]);
    this.#rest = '';
    return { digest: `sha256:${this.#hash.digest('hex')}`, bytes: this.#bytes, tail: this.#tail };
  }

  #add(lines: readonly string[]): void {
    if (this.line) for (const line of lines) this.line(line);
    this.#tail = [...this.#tail, ...lines].slice(-TAIL);
  }
}

const cut = (line: string): string => {
  const text = line.replace(/\r$/, '');
  return text.length > WIDTH ? `${text.slice(0, WIDTH)}…` : text;
};
