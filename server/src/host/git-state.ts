/** The state of a git repository as a digest: what git answers about history is a function of it, as objects never change. */
import { createHash, type Hash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';

/** Undefined: it cannot be told so cheaply; other worktrees have files that move without a trace in the repository. */
export function gitState(folder: string): string | undefined {
  const at = gitFolder(folder);
  if (at === undefined) return 'none';
  const common = join(at, contentOf(join(at, 'commondir'))?.trim() ?? '.');
  if (common !== at || namesIn(join(common, 'worktrees')).length > 0) return undefined;
  const hash = createHash('sha256').update(at);
  for (const name of ['HEAD', 'packed-refs', 'shallow', 'config', 'info/grafts', 'info/attributes', 'objects/info/alternates'])
    add(hash, at, name);
  addBelow(hash, at, 'refs');
  return hash.digest('base64url');
}

function gitFolder(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const git = join(at, '.git');
    const found = statSync(git, { throwIfNoEntry: false });
    if (found?.isDirectory()) return git;
    if (found) {
      const to = /^gitdir: (.+)/.exec(contentOf(git) ?? '')?.[1]?.trim();
      return to === undefined ? git : isAbsolute(to) ? to : join(at, to);
    }
    if (dirname(at) === at) return undefined;
  }
}

function addBelow(hash: Hash, git: string, path: string): void {
  for (const entry of namesIn(join(git, path))) {
    const below = `${path}/${entry.name}`;
    if (entry.isDirectory()) addBelow(hash, git, below);
    else add(hash, git, below);
  }
}

const add = (hash: Hash, git: string, name: string): void => void hash.update(`\0${name}\0${contentOf(join(git, name)) ?? '\0'}`);

function contentOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function namesIn(path: string) {
  try {
    return readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return [];
  }
}
