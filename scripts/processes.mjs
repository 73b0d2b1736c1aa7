/**
 * Child processes and temporary folders that must not outlive this process, whatever way it ends.
 *
 * Invariant: what was started here is gone when the process is; only an unstoppable kill of the process itself escapes that.
 */
import { execFile, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const windows = process.platform === 'win32';
const endings = new Set();

process.once('exit', () => {
  for (const end of [...endings].reverse()) end();
});
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
]) {
  process.once(signal, () => process.exit(code));
}

/** Runs `end` when this process ends, or when the returned function is called; once. It must be synchronous. */
export function finallyDo(end) {
  const once = () => {
    if (endings.delete(once)) end();
  };
  endings.add(once);
  return once;
}

/** A process group of its own, so that its children end with it. `end()` ends all of it. */
export function spawnGroup(command, args, options = {}) {
  const child = spawn(command, args, { ...options, detached: !windows });
  const end = finallyDo(() => {
    if (child.pid === undefined) return;
    try {
      if (windows) spawnSync('taskkill', ['/pid', String(child.pid), '/T', '/F'], { stdio: 'ignore' });
      else process.kill(-child.pid, 'SIGKILL');
    } catch {
      // already gone
    }
  });
  return { child, end };
}

/** A folder that is removed in the end. */
export function temporaryFolder(name) {
  const dir = mkdtempSync(join(tmpdir(), `${name}-`));
  const remove = finallyDo(() => rmSync(dir, { recursive: true, force: true, maxRetries: 5 }));
  return { dir, remove };
}

/** Runs a command to its end. Rejects, with the end of what it printed, when that is not success. */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const settings = { encoding: 'utf8', maxBuffer: 64 * 2 ** 20, timeout: 600_000, shell: windows, ...options };
    const child = execFile(command, args, settings, (error, stdout, stderr) => {
      forget();
      if (!error) return resolve(stdout);
      const how = error.killed ? 'took too long' : `exit ${error.code}`;
      const said = `${stdout}\n${stderr}`.trim();
      return reject(
        Object.assign(new Error(`${command} ${args.slice(0, 2).join(' ')}: ${how}\n${said.slice(-2000)}`), { how, said }),
      );
    });
    const forget = finallyDo(() => child.kill('SIGKILL'));
  });
}

/** Ends a command that was asked for in a wrong way. */
export function stop(sentence) {
  console.error(sentence);
  process.exit(2);
}
