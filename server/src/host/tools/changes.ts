/** What is different in the working tree since the work began, as git sees it. */
import type { ChangedFile, Changes, Outcome } from '#core/task';
import { known, unknown } from '#core/task';
import { GitUnknown, output } from '../git';
import { unfiltered } from '../git-filters';
import { orUnknown } from '../git-outcome';

/** Where work is merged into, the likely ones first. On one of them, what is not pushed is the work. */
const mains = [
  'remotes/origin/HEAD',
  'remotes/origin/main',
  'remotes/origin/master',
  'heads/main',
  'heads/master',
  'heads/trunk',
].map((name) => `refs/${name}`);

/** As a folder below the repository's root sees it; nothing that a repository configures has a say. */
const diffArgs = ['--no-color', '--no-ext-diff', '--no-textconv', '--submodule=short', '--relative', '-M'];

/**
 * What is different since a commit: a given one, else where this branch left the main one. Untracked files count, ignored
 * ones do not.
 */
export async function changes(root: string, { since }: { readonly since?: string }): Promise<Outcome<Changes>> {
  return orUnknown(async () => {
    const base = since === undefined ? await branchPoint(root) : await given(root, since);
    if ('says' in base) return unknown(base.says);
    const place = await unfiltered(root, true);
    const [names, hunks, fresh, count] = await Promise.all([
      output(root, ['diff', '--name-status', '-z', ...diffArgs, base.id, '--', '.'], '', [], place),
      output(root, ['diff', '-U0', ...diffArgs, base.id, '--', '.'], '', [], place),
      output(root, ['ls-files', '--others', '--exclude-standard', '-z', '--', '.']),
      output(root, ['rev-list', '--count', `${base.id}..HEAD`]),
    ]);
    const tracked = withLines(filesOf(names.toString()), linesOf(hunks.toString()));
    const others = fresh
      .toString()
      .split('\0')
      .flatMap((path): readonly ChangedFile[] => (path === '' ? [] : [{ path, how: 'added' }]));
    const files = [...tracked, ...others].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
    return known({ base: base.id, from: base.from, commits: Number(count.toString()), files });
  });
}

type Base = { readonly id: string; readonly from: Changes['from'] } | { readonly says: string };

/** What came after on the other side is no change of this one. */
async function given(root: string, since: string): Promise<Base> {
  if ((await commitOf(root, 'HEAD')) === undefined) return NONE;
  const base = await leftAt(root, since);
  return 'says' in base ? base : { ...base, from: 'given' };
}

/** The commit where HEAD left a revision. */
export async function leftAt(root: string, since: string): Promise<{ readonly id: string } | { readonly says: string }> {
  const tip = await commitOf(root, since);
  const id = tip && (await output(root, ['merge-base', 'HEAD', tip], '', [1])).toString().trim();
  if (id) return { id };
  const cut = (await isShallow(root)) ? ' History is shallow here; “git fetch --unshallow” gets the rest.' : '';
  if (tip === undefined) return { says: `git knows no commit ${since}.${cut}` };
  return { says: `HEAD and ${since} have no commit in common.${cut}` };
}

const NONE = { says: 'There is no commit yet.' };

async function branchPoint(root: string): Promise<Base> {
  const head = await commitOf(root, 'HEAD');
  if (head === undefined) return NONE;
  const here = (await output(root, ['symbolic-ref', '-q', 'HEAD'], '', [1])).toString().trim();
  for (const main of mains) {
    const tip = await commitOf(root, main);
    if (tip === undefined || main === here) continue;
    const found = (await output(root, ['merge-base', 'HEAD', tip], '', [1])).toString().trim();
    if (found !== '') return { id: found, from: found === head ? 'head' : 'branch' };
    if (await isShallow(root)) return { says: CUT };
  }
  // A clone of one branch alone, as build servers make them, has no other to have left.
  if (!mains.includes(here) && (await isShallow(root))) return { says: CUT };
  return { id: head, from: 'head' };
}

const CUT = 'History is shallow here: where the branch began is not in it. “git fetch --unshallow” gets it.';

/** The full hash. Undefined: there is no such commit. */
export async function commitOf(root: string, revision: string): Promise<string | undefined> {
  const asked = ['rev-parse', '-q', '--verify', '--end-of-options', `${revision}^{commit}`];
  const found = await output(root, asked, '', [1]).catch((cause: unknown) => {
    // What is no name of a commit at all.
    if (cause instanceof GitUnknown && cause.why === 'failed') return '';
    throw cause;
  });
  const id = found.toString().trim();
  return /^[0-9a-f]{40,64}$/.test(id) ? id : undefined;
}

/** Whether only part of the history was fetched. @throws {@link GitUnknown} without a repository */
export const isShallow = async (root: string): Promise<boolean> =>
  (await output(root, ['rev-parse', '--is-shallow-repository'])).toString().trim() === 'true';

/** A file, and in how many parts git tells how it changed. */
interface Listed {
  readonly file: ChangedFile;
  readonly parts: number;
}

/** `M\0path\0`, `R087\0from\0to\0`. */
function filesOf(listed: string): readonly Listed[] {
  const parts = listed.split('\0');
  const out: Listed[] = [];
  for (let i = 0; parts[i]; i++) {
    const how = parts[i] as string;
    const path = parts[++i] ?? '';
    if (how.startsWith('R')) out.push({ file: { path: parts[++i] ?? '', how: 'renamed', from: path }, parts: 1 });
    // A file that became a link, or a link that became a file, is one that goes and one that comes.
    else if (how === 'T') out.push({ file: { path, how: 'changed' }, parts: 2 });
    else out.push({ file: { path, how: how === 'A' ? 'added' : how === 'D' ? 'gone' : 'changed' }, parts: how === 'U' ? 0 : 1 });
  }
  return out;
}

/** Without lines, all of a file counts: so it is where the parts are not those of the files, as when one changes in between. */
function withLines(listed: readonly Listed[], parts: ReturnType<typeof linesOf>): readonly ChangedFile[] {
  const isWhole = listed.reduce((n, l) => n + l.parts, 0) !== parts.length;
  let at = 0;
  return listed.map(({ file, parts: n }) => {
    const own = n === 1 && !isWhole ? parts[at] : undefined;
    at += n;
    return own === undefined || file.how === 'gone' || file.how === 'added' ? file : { ...file, lines: own };
  });
}

/** Lines of each file that are new or others, in git's order of files. Undefined: it is no text. */
export function linesOf(diff: string): readonly (ChangedFile['lines'] | undefined)[] {
  const out: ({ readonly from: number; readonly to: number }[] | undefined)[] = [];
  for (const line of diff.split('\n')) {
    if (line.startsWith('diff --git ')) out.push([]);
    else if (line.startsWith('Binary files ')) out[out.length - 1] = undefined;
    else {
      const m = /^@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@/.exec(line);
      const from = Number(m?.[1]);
      const count = Number(m?.[2] ?? 1);
      if (m && count > 0) out[out.length - 1]?.push({ from, to: from + count - 1 });
    }
  }
  return out;
}
