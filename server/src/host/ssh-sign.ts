/** Signing by `ssh-keygen -Y sign`: with the key of a file, or of an agent that knows the key whose public half the file holds. */
import { spawn } from 'node:child_process';

/** What signatures of ours are for. */
const NAMESPACE = 'gatehouse';
/** A key on a stick waits to be touched. */
const LONGEST = 120_000;

/** The armoured signature over a text. Throws, with what ssh-keygen says, where the key does not sign. */
export function sign(key: string, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn('ssh-keygen', ['-Y', 'sign', '-f', key, '-n', NAMESPACE], { windowsHide: true });
    const timer = setTimeout(() => child.kill('SIGKILL'), LONGEST);
    let out = '';
    let said = '';
    child.stdout.on('data', (piece: Buffer) => {
      out += piece.toString();
    });
    child.stderr.on('data', (piece: Buffer) => {
      if (said.length < 4096) said += piece.toString();
    });
    child.on('error', (cause) => {
      clearTimeout(timer);
      reject(new Error(`ssh-keygen could not be run: ${cause.message}`));
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      if (code === 0 && out.includes('BEGIN SSH SIGNATURE')) resolve(out.trim());
      else reject(new Error(`${key} did not sign: ${said.trim().split('\n').at(-1) ?? `exit ${code}`}`));
    });
    child.stdin.on('error', () => {});
    child.stdin.end(text);
  });
}
