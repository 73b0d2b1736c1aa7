/**
 * Cleans up after this process, however it ends: a small shell waits until this process is gone, ends what it had started and removes
 * what it had made. Only where there is a POSIX shell; elsewhere what is left is told apart by its name and removed by the next run.
 */
import { type ChildProcess, spawn } from 'node:child_process';

/** Lines: `+pid` a group of processes that runs, `-pid` it has ended. At the end: those that run are ended, then the folder goes. */
const script = `
folder=$1; pids=
while IFS= read -r line; do
  case $line in
    +*) pids="$pids \${line#+}" ;;
    -*) rest=; for p in $pids; do [ "$p" = "\${line#-}" ] || rest="$rest $p"; done; pids=$rest ;;
  esac
done
for p in $pids; do kill -9 "-$p" 2>/dev/null; done
[ -z "$folder" ] || { sleep 0.1; rm -rf -- "$folder"; }
`;

/** Watches over one piece of work: its processes, and its scratch folder. */
export class Watchdog {
  readonly #shell: ChildProcess | undefined;

  /** @param folder removed in the end; empty: none */
  constructor(folder = '') {
    if (process.platform === 'win32') return;
    this.#shell = spawn('/bin/sh', ['-c', script, 'sh', folder], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
    // Without a shell nobody watches, and all else works.
    this.#shell.on('error', () => {});
    this.#shell.stdin?.on('error', () => {});
    this.#shell.unref();
    (this.#shell.stdin as unknown as { unref?(): void } | null)?.unref?.();
  }

  /** A process was started, by its id. It and its group are ended should this process be gone first. */
  begins(pid: number): void {
    this.#shell?.stdin?.write(`+${pid}\n`);
  }

  /** It has ended by itself. */
  ended(pid: number): void {
    this.#shell?.stdin?.write(`-${pid}\n`);
  }

  /** It need not watch any more: what it would remove is removed at once. Resolves when it is. */
  stop(): Promise<void> {
    const shell = this.#shell;
    if (!shell || shell.exitCode !== null) return Promise.resolve();
    return new Promise((resolve) => {
      shell.ref();
      shell.on('close', () => resolve());
      shell.on('error', () => resolve());
      shell.stdin?.end();
    });
  }
}
