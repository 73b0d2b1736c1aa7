/** What git ignores, by the `.gitignore` files of a walk, those above the folder, and the repository's own list. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import type { RelPath } from '#core/text';

/** The patterns of one file, or of one list. */
export interface IgnoreRules {
  /** The folder that the patterns are relative to, as a path relative to the walk's; it may lie above. */
  readonly lead: (path: RelPath) => string;
  readonly ignore: Ignore;
}

/** The rules that a folder's own `.gitignore` makes. @param below the folder, relative to the walk's */
export const rulesOf = (text: string, below: RelPath): IgnoreRules => ({
  lead: (path) => (below === '' ? path : path.slice(below.length + 1)),
  ignore: ignore().add(text),
});

/**
 * Whether git ignores something in a folder that it does not ignore.
 * @param rules from the outermost to the innermost, which has the last word: it may take back what one further out says
 */
export function isIgnored(rules: readonly IgnoreRules[], path: RelPath, folder: boolean): boolean {
  let is = false;
  for (const { ignore: list, lead } of rules) {
    const way = lead(path);
    const { ignored, unignored } = list.test(way + (folder ? '/' : ''));
    // What a list says of the folder that this is in another one has taken back. What the list says besides is not told apart.
    const above = ignored ? way.slice(0, way.lastIndexOf('/') + 1) : '';
    if (above !== '' && list.test(above).ignored) continue;
    is = ignored || (is && !unignored);
  }
  return is;
}

/**
 * Whether git would ignore a path, whether anything is there or not. For one batch of questions: lists are read once.
 * @param text what a file says
 */
export function ignorer(
  text: (path: RelPath) => Promise<string | undefined>,
  above: readonly IgnoreRules[],
): (path: RelPath) => Promise<boolean> {
  const lists = new Map<RelPath, Promise<IgnoreRules | undefined>>();
  const listOf = (dir: RelPath): Promise<IgnoreRules | undefined> => {
    const read = async (): Promise<IgnoreRules | undefined> => {
      const own = (await text(dir === '' ? '.gitignore' : `${dir}/.gitignore`).catch(() => undefined)) ?? '';
      return own === '' ? undefined : rulesOf(own, dir);
    };
    const known = lists.get(dir) ?? read();
    lists.set(dir, known);
    return known;
  };
  return async (path) => {
    const parts = path.split('/').filter((p) => p !== '' && p !== '.');
    if (parts.includes('..')) return false;
    const rules = [...above];
    for (let i = 0; i < parts.length; i++) {
      const own = await listOf(parts.slice(0, i).join('/'));
      if (own) rules.push(own);
      const at = parts.slice(0, i + 1).join('/');
      if (isIgnored(rules, at, true) || (i === parts.length - 1 && isIgnored(rules, at, false))) return true;
    }
    return false;
  };
}

/** The folder that holds `.git`, at or above a folder. */
export function repositoryOf(root: string): string | undefined {
  for (let at = root; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at;
    if (dirname(at) === at) return undefined;
  }
}

/**
 * Rules from above a folder, from the outermost on. None where they ignore the folder itself: it was opened all the same.
 * @param whose `all`: only what everybody has who has the repository
 */
export function rulesAbove(root: string, whose: 'mine' | 'all' = 'mine'): readonly IgnoreRules[] {
  const top = repositoryOf(root);
  if (top === undefined) return [];
  const out: IgnoreRules[] = [];
  /** From the innermost to the outermost. */
  const add = (file: string, from: string): void => {
    const text = readable(file);
    const way = relative(from, root).split(sep).join('/');
    if (text === '') return;
    const rules = ignore().add(text);
    if (way !== '' && rules.ignores(`${way}/`)) return;
    out.push({ lead: (path) => (way === '' ? path : `${way}/${path}`), ignore: rules });
  };
  for (let at = root; at !== top; ) {
    at = dirname(at);
    add(join(at, '.gitignore'), at);
  }
  if (whose === 'mine') add(join(top, '.git', 'info', 'exclude'), top);
  return out.reverse();
}

function readable(file: string): string {
  try {
    return statSync(file).isFile() ? readFileSync(file, 'utf8') : '';
  } catch {
    // There is mostly none.
    return '';
  }
}
