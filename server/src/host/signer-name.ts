/** By what name the person at this machine signs. */
import { execFileSync } from 'node:child_process';
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

function configured(folder: string, key: string): string | undefined {
  try {
    const said = execFileSync('git', ['config', '--get', key], {
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
