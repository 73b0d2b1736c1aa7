/** The person at this machine, as git's configuration tells: by what name they sign, with which key, and whose keys they allow. */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { homedir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';

/** `gatehouse.user` of git's configuration, else the part of `user.email` before the @, else the system's name. */
export async function signerName(folder: string): Promise<string> {
  const mail = (await configured(folder, 'user.email'))?.replace(/^\d+\+/, '').replace(/@.*$/, '');
  const name = (await configured(folder, 'gatehouse.user')) ?? mail ?? userInfo().username;
  return name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}._-]/gu, '')
    .replace(/^[^\p{L}]+|[\d._-]+$/gu, '');
}

/**
 * The file of the SSH key that signs too: `gatehouse.signingKey` of git's configuration, else git's own signing key where that is one of
 * SSH. Undefined: none is configured. What is configured and is no key is not passed over: signing then fails, and says so.
 */
export async function signingKey(folder: string): Promise<string | undefined> {
  const own = await configured(folder, 'gatehouse.signingKey');
  const isSsh = own === undefined && (await configured(folder, 'gpg.format')) === 'ssh';
  const key = own ?? (isSsh ? await configured(folder, 'user.signingKey') : undefined);
  return key?.startsWith('~/') ? join(homedir(), key.slice(2)) : key && resolve(folder, key);
}

/**
 * Who may sign, where the person at this machine has said so themselves: the text of the file, in the form of ssh-keygen's, that
 * `gatehouse.allowedSigners` of git's configuration beyond the repository (`--global`, `--system`) names. What lies in the repository can
 * be written by whoever writes in it, so its own configuration is not asked. Undefined: it is not configured. Rejects where it is and cannot
 * be read.
 */
export async function ownAllowedSigners(folder: string): Promise<string | undefined> {
  const key = 'gatehouse.allowedSigners';
  const written = (await configured(folder, key, ['--global'])) ?? (await configured(folder, key, ['--system']));
  if (written === undefined) return undefined;
  return readFile(written.startsWith('~/') ? join(homedir(), written.slice(2)) : resolve(homedir(), written), 'utf8');
}

/** Undefined: there is no git, or nothing is configured. */
const configured = (folder: string, key: string, where: readonly string[] = []): Promise<string | undefined> =>
  new Promise((resolve) => {
    const options = { cwd: folder, encoding: 'utf8', timeout: 5000 } as const;
    execFile('git', ['config', ...where, '--get', key], options, (wrong, said) => resolve((!wrong && said.trim()) || undefined));
  });
