/** By what name the person at this machine signs. */
import { execFileSync } from 'node:child_process';
import { userInfo } from 'node:os';

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
