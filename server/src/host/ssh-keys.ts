/** Signatures by SSH keys, looked at by `ssh-keygen`. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Answered, Verification } from '#core/world';

/** What signatures of ours are for: one made for anything else does not hold. */
const NAMESPACE = 'gatehouse';
const LONGEST = 10_000;

interface Ran {
  readonly code: number | null;
  readonly out: string;
}

/**
 * @param signers the file of allowed signers; undefined: there is none
 * @param minute when it was signed: keys are valid for a time
 */
export async function verify(signers: string | undefined, armour: string, text: string, minute: number): Promise<Answered> {
  if (signers === undefined) return { value: { wrong: 'there is no file of allowed signers' } satisfies Verification };
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-key-'));
  try {
    const [allowed, signature] = [join(folder, 'allowed_signers'), join(folder, 'signature')];
    await writeFile(allowed, signers, { mode: 0o600 });
    await writeFile(signature, armour, { mode: 0o600 });
    const time = new Date(minute * 60_000).toISOString().replace(/\D/g, '').slice(0, 14);
    const common = ['-f', allowed, '-n', NAMESPACE, '-s', signature, `-Overify-time=${time}`];
    const found = await run(['-Y', 'find-principals', ...common], '');
    if (found === undefined) return { unknown: 'failed' };
    const [principal] = found.out.split('\n');
    if (found.code !== 0 || !principal) return { value: { wrong: 'no allowed signer had its key then' } satisfies Verification };
    const checked = await run(['-Y', 'verify', '-I', principal, ...common], text);
    if (checked === undefined) return { unknown: 'failed' };
    const value: Verification = checked.code === 0 ? { by: principal } : { wrong: 'it is not over what the packet says' };
    return { value };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Undefined: it could not be run. */
function run(args: readonly string[], input: string): Promise<Ran | undefined> {
  return new Promise((resolve) => {
    // Times without a zone are taken for local ones.
    const child = spawn('ssh-keygen', args, { env: { PATH: process.env.PATH, TZ: 'UTC', LC_ALL: 'C' }, windowsHide: true });
    const timer = setTimeout(() => child.kill('SIGKILL'), LONGEST);
    let out = '';
    child.stdout.on('data', (piece: Buffer) => {
      out += piece.toString();
    });
    child.on('error', () => {
      clearTimeout(timer);
      resolve(undefined);
    });
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      resolve(signal ? undefined : { code, out });
    });
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}
