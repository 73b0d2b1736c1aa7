/** By what name the person at this machine signs. */
import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { homedir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';

/** `gatehouse.user` of git's configuration, else the part of `user.email` before the @, else the system's name. */
export function signerName(folder: string): string {
  const mail = configured(folder, 'user.email')
    ?.replace(/^\d+\+/, '')
    .replace(/@.*$/, '');
  const name = configured(folder, 'gatehouse.user') ?? mail ?? userInfo().username;
  return name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}._-]/gu, '')
    .replace(/^[^\p{L}]+|[\d._-]+$/gu, '');
}

/**
 * The file of the SSH key that signs too: `gatehouse.signingKey` of git's configuration, else git's own signing key where that is one of
 * SSH. Undefined: none is configured. What is configured and is no key is not passed over: signing then fails, and says so.
 */
export function signingKey(folder: string): string | undefined {
  const own = configured(folder, 'gatehouse.signingKey');
  const key = own ?? (configured(folder, 'gpg.format') === 'ssh' ? configured(folder, 'user.signingKey') : undefined);
  return key?.startsWith('~/') ? join(homedir(), key.slice(2)) : key && resolve(folder, key);
}

/**
 * Who may sign, where the person at this machine has said so themselves: `gatehouse.allowedSigners` of git's configuration beyond the
 * repository (`--global`, `--system`, the command line's), a file in the form of ssh-keygen's. What lies in the repository can be written
 * by whoever writes in it, so its own configuration is not asked. Undefined: it is not configured.
 */
function ownAllowedSigners(folder: string): string | undefined {
  const written =
    configured(folder, 'gatehouse.allowedSigners', ['--global']) ?? configured(folder, 'gatehouse.allowedSigners', ['--system']);
  return written?.startsWith('~/') ? join(homedir(), written.slice(2)) : written && resolve(homedir(), written);
}

/** The text of the file of allowed signers: the person's own, else the repository's. Throws where their own cannot be read. */
export async function allowedSigners(root: string, inRepository: () => Promise<string | undefined>): Promise<string | undefined> {
  const own = ownAllowedSigners(root);
  return own === undefined ? inRepository() : readFile(own, 'utf8');
}

function configured(folder: string, key: string, where: readonly string[] = []): string | undefined {
  try {
    const said = execFileSync('git', ['config', ...where, '--get', key], {
      cwd: folder,
      encoding: 'utf8',
      timeout: 5000,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return said.trim() || undefined;
  } catch {
    // There is no git, or nothing is configured.
    return undefined;
  }
}
