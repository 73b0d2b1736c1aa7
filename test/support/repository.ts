/** A git repository on disk for one test, whose commits are made by the day. */
import { execFileSync } from 'node:child_process';
import { type Disk, disk, emptyFolder } from './disk';

const who = ['-c', 'user.name=Alice', '-c', 'user.email=alice@example.org', '-c', 'commit.gpgsign=false'];
export const git = (at: string, ...args: readonly string[]): string =>
  execFileSync('git', [...who, ...args], { cwd: at, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();

export class Repository {
  readonly disk: Disk;

  constructor(root = emptyFolder()) {
    this.disk = disk('', root);
    git(root, 'init', '-q', '-b', 'main');
  }

  get root(): string {
    return this.disk.root;
  }

  /** @param source `==> path <==` starts a file */
  commit(day: string, source: string | (() => void), message = day): string {
    if (typeof source === 'string') disk(source, this.root);
    else source();
    git(this.root, 'add', '-A');
    const date = `${day}T12:00:00Z`;
    execFileSync('git', [...who, 'commit', '-q', '--allow-empty', '-m', message], {
      cwd: this.root,
      env: { ...process.env, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date },
    });
    return git(this.root, 'rev-parse', 'HEAD');
  }
}
