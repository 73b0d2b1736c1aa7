/** Signatures by SSH keys, looked at by `ssh-keygen`. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Answered, Verification } from '#core/world';

/** What signatures of ours are for: one made for anything else does not hold. */
const NAMESPACE = 'gatehouse';
const LONGEST = 10_000;
/** So many lines of one key are asked one by one. */
const MOST = 20;

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
    await writeFile(signature, armour, { mode: 0o600 });
    const time = new Date(minute * 60_000).toISOString().replace(/\D/g, '').slice(0, 14);
    const common = ['-f', allowed, '-n', NAMESPACE, '-s', signature, `-Overify-time=${time}`];
    const by: string[] = [];
    let wrong = 'no allowed signer had its key then';
    for (const list of linesOf(signers, armour)) {
      await writeFile(allowed, list, { mode: 0o600 });
      const found = await run(['-Y', 'find-principals', ...common], '');
      if (found === undefined) return { unknown: 'failed' };
      const principals = found.code === 0 ? found.out.split('\n').filter(Boolean) : [];
      const [first] = principals;
      if (first === undefined) continue;
      const checked = await run(['-Y', 'verify', '-I', first, ...common], text);
      if (checked === undefined) return { unknown: 'failed' };
      if (checked.code === 0) by.push(...principals);
      else wrong = 'it is not over what the packet says';
    }
    return { value: (by.length > 0 ? { by } : { wrong }) satisfies Verification };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * `ssh-keygen` tells of the first line of a key only; whoever shares one, or has it twice, has a line further down. So each line that has the
 * key is asked by itself; where none has it, as with certificates, all of them at once.
 */
function linesOf(signers: string, armour: string): readonly string[] {
  const key = keyIn(armour);
  const own = key === undefined ? [] : signers.split(/\r?\n/).filter((line) => !line.startsWith('#') && line.includes(key));
  return own.length > 0 && own.length <= MOST ? own.map((line) => `${line}\n`) : [signers];
}

/** The public key of a signature, as a line of allowed signers has it. Source: OpenSSH's PROTOCOL.sshsig. */
function keyIn(armour: string): string | undefined {
  const blob = Buffer.from(armour.replace(/-----[^-]*-----/g, '').replace(/\s/g, ''), 'base64');
  const start = 'SSHSIG'.length + 4 + 4;
  if (blob.length < start || blob.toString('latin1', 0, 6) !== 'SSHSIG') return undefined;
  const length = blob.readUInt32BE(start - 4);
  return length > 0 && start + length <= blob.length ? blob.toString('base64', start, start + length) : undefined;
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
