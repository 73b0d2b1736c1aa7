/** What git calls things: branches, tags, people. The only thing that it is made to write is a tag. */
import { userInfo } from 'node:os';
import { known, type Outcome } from '#core/task';
import { GitUnknown, hasRepository, output } from '../git';
import { orUnknown } from '../git-outcome';
import { commitOf } from './changes';

/** Looks further into at most so many branches. */
const MOST = 200;

/** @param root the folder, absolute */
export async function who(root: string): Promise<Outcome<string>> {
  const named = hasRepository(root) ? await trying(() => output(root, ['config', '--get', 'user.name'], '', [1])) : undefined;
  const name = named?.is === 'known' ? named.value.toString() : '';
  return known(oneLine(name) || oneLine(userInfo().username) || 'somebody');
}

/** Names come from a configuration, and go into documents. */
const oneLine = (name: string): string =>
  name
    .replace(/[\p{Cc}\p{Cf}|`*_[\]<>]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 60);

/** Other branches that are called like the name, or hold a Markdown file of that name, without regard to case. */
export async function branches(root: string, { name }: { readonly name: string }): Promise<Outcome<readonly string[]>> {
  // Without a repository there are none.
  if (!hasRepository(root)) return known([]);
  return trying(async () => {
    const here = (await output(root, ['symbolic-ref', '-q', 'HEAD'], '', [1, 128])).toString().trim();
    const all = await output(root, ['for-each-ref', '--format=%(refname)', 'refs/heads', 'refs/remotes']);
    const refs = all
      .toString()
      .split('\n')
      .filter((r) => r !== '' && r !== here && !r.endsWith('/HEAD'));
    const wanted = name.toLowerCase();
    const own = (ref: string): string => ref.replace(/^refs\/(?:heads|remotes)\//, '');
    const called = refs.filter((r) => isNamed(own(r).toLowerCase(), wanted));
    const others = refs.filter((r) => !called.includes(r)).slice(0, MOST);
    const holding: string[] = [];
    for (const ref of others) if (await holds(root, ref, `${wanted}.md`)) holding.push(ref);
    return [...called, ...holding].map(own);
  });
}

/** `feat/WP-1-Login`, `WP-1-Login_2`; not `WP-1-Login-v2`, which is another packet. */
function isNamed(branch: string, wanted: string): boolean {
  for (let at = branch.indexOf(wanted); at >= 0; at = branch.indexOf(wanted, at + 1)) {
    const [before, after] = [branch[at - 1], branch.slice(at + wanted.length)];
    if ((before === undefined || !/[\p{L}\p{N}-]/u.test(before)) && !/^(?:[\p{L}\p{N}]|[-.][\p{L}\p{N}])/u.test(after))
      return true;
  }
  return false;
}

async function holds(root: string, ref: string, file: string): Promise<boolean> {
  const listed = await output(root, ['ls-tree', '-r', '-z', '--name-only', '--end-of-options', ref]);
  return listed
    .toString()
    .toLowerCase()
    .split('\0')
    .some((path) => path === file || path.endsWith(`/${file}`));
}

/** Whether there is such a tag. */
export const tagged = (root: string, { name }: { readonly name: string }): Promise<Outcome<boolean>> =>
  trying(
    async () =>
      (await output(root, ['rev-parse', '-q', '--verify', '--end-of-options', `refs/tags/${name}`], '', [1, 128])).length > 0,
  );

/** Makes an annotated tag of the last commit, unsigned. Gives the commit's full hash. */
export const tag = (
  root: string,
  { name, message }: { readonly name: string; readonly message: string },
): Promise<Outcome<string>> =>
  trying(async () => {
    const head = await commitOf(root, 'HEAD');
    if (head === undefined) throw new GitUnknown('failed', 'there is no commit yet');
    // Signing would start what a configuration names.
    await output(root, ['tag', '--annotate', '--no-sign', '--file=-', '--end-of-options', name, head], `${message}\n`);
    return head;
  });

const trying = <T>(work: () => Promise<T>): Promise<Outcome<T>> => orUnknown(async () => known(await work()));
