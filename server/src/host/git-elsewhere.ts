/** What stands in other branches and worktrees, as far as it differs from what is checked out here. */
import { createHash } from 'node:crypto';
import { lstat, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RelPath } from '#core/text';
import type { Answers } from '#core/world';
import { decode } from './decode';
import { objects, output } from './git';
import { type Blob, records, type Where } from './git-log';
import { linesWith } from './history';

/** The branches that moved last; older ones are nobody's work. */
const BRANCHES = 300;
const WORKTREES = 50;
/** No document of ours is larger. */
const LARGEST = 16 * 1024 * 1024;
const isDocument = (path: string): boolean => /\.md$/i.test(path);

/** Lists the Markdown files of a folder, without what git ignores. */
export type Lister = (folder: string) => Promise<readonly RelPath[]>;

type Lines = { -readonly [K in keyof Answers['elsewhere'][number]]: string }[];

/** Lines with each of the words. One look for all of them. */
export async function elsewhere(
  where: Where,
  words: ReadonlySet<string>,
  list: Lister,
): Promise<ReadonlyMap<string, Answers['elsewhere']>> {
  const found = new Map<string, Lines>();
  const look = (branch: string, path: RelPath, text: string): void => {
    for (const { word, line } of linesWith(text, words)) {
      const lines = found.get(word) ?? [];
      found.set(word, lines);
      lines.push({ branch, path, text: line });
    }
  };
  const trees = await worktrees(where);
  const seen = await inBranches(where, trees, look);
  if (trees.length === 0) return found;
  for (const blob of await blobsHere(where)) seen.add(blob);
  for (const tree of trees) await inWorktree(where, tree, list, seen, look);
  return found;
}

interface Worktree {
  readonly folder: string;
  readonly head: string;
  readonly name: string;
}

/** The other worktrees, not this one. */
async function worktrees({ root }: Where): Promise<readonly Worktree[]> {
  const here = (await output(root, ['rev-parse', '--show-toplevel'])).toString().replace(/\n$/, '');
  const out = (await output(root, ['worktree', 'list', '--porcelain'])).toString();
  return out
    .split('\n\n')
    .map((block) => new Map(block.split('\n').map((l): [string, string] => [l.split(' ')[0] ?? '', l.slice(l.indexOf(' ') + 1)])))
    .filter((w) => w.has('worktree') && w.has('HEAD') && !w.has('bare') && !w.has('prunable'))
    .map((w) => {
      const folder = w.get('worktree') ?? '';
      const branch = w.get('branch')?.replace(/^refs\/heads\//, '');
      return { folder, head: w.get('HEAD') ?? '', name: branch ?? `worktree ${folder.split('/').at(-1)}` };
    })
    .filter((w) => w.folder !== here)
    .slice(0, WORKTREES);
}

/** Documents of other branches that are not as they are here: each content once, in the branch that moved last. @returns what was looked at */
async function inBranches(
  { root, prefix, head }: Where,
  others: readonly Worktree[],
  look: (branch: string, path: RelPath, text: string) => void,
): Promise<Set<Blob>> {
  const listed = await output(root, [
    'for-each-ref',
    `--count=${BRANCHES}`,
    '--sort=-committerdate',
    '--format=%(objectname) %(refname)',
    'refs/heads',
    'refs/remotes',
  ]);
  const tips = new Map<string, string>();
  for (const line of listed.toString().split('\n')) {
    const [id = '', ref = ''] = line.split(' ');
    if (id !== '' && id !== head && !tips.has(id)) tips.set(id, ref.replace(/^refs\/(?:heads|remotes)\//, ''));
  }
  for (const t of others) if (t.head !== head && !/^0+$/.test(t.head) && !tips.has(t.head)) tips.set(t.head, t.name);
  if (tips.size === 0) return new Set();
  const [here, ...trees] = await treesOf(root, [head, ...tips.keys()]);
  const byTree = new Map<string, string>();
  [...tips.values()].forEach((branch, i) => {
    const tree = trees[i];
    if (tree !== undefined && tree !== here && !byTree.has(tree)) byTree.set(tree, branch);
  });
  if (byTree.size === 0) return new Set();
  const args = [
    'diff-tree',
    '--stdin',
    '-r',
    '-z',
    '--raw',
    '--no-renames',
    '--no-ext-diff',
    '--no-textconv',
    '--diff-filter=AM',
  ];
  const out = await output(root, [...args, '--', '.'], [...byTree.keys()].map((tree) => `${here} ${tree}\n`).join(''));
  const wanted = new Map<Blob, { readonly branch: string; readonly path: RelPath }>();
  let branch = '';
  for (const record of records(out)) {
    if ('header' in record) branch = byTree.get(record.header.split(' ')[1] ?? '') ?? '';
    else if (record.after !== undefined && record.name.startsWith(prefix) && isDocument(record.name) && !wanted.has(record.after))
      wanted.set(record.after, { branch, path: record.name.slice(prefix.length) });
  }
  const places = [...wanted.values()];
  await objects(root, [...wanted.keys()], (bytes, i) => {
    const place = places[i];
    if (place && bytes && bytes.length <= LARGEST) look(place.branch, place.path, decode(bytes).text);
  });
  return new Set(wanted.keys());
}

/** The trees of commits. */
async function treesOf(root: string, commits: readonly string[]): Promise<readonly (string | undefined)[]> {
  const input = commits.map((c) => `${c}^{tree}\n`).join('');
  const out = await output(root, ['cat-file', '--batch-check=%(objectname)'], input);
  return out
    .toString()
    .trim()
    .split('\n')
    .map((l) => (/^[0-9a-f]{40,64}$/.test(l) ? l : undefined));
}

/** The contents of the files that are committed here. */
async function blobsHere({ root, head }: Where): Promise<readonly Blob[]> {
  const out = (await output(root, ['ls-tree', '-r', '-z', head, '--', '.'])).toString('latin1');
  return Array.from(out.matchAll(/(?:^|\0)100\d{3} blob ([0-9a-f]+)\t/g), ([, blob = '']) => blob);
}

/** What git calls a content. */
const blobOf = (bytes: Buffer, like: Blob): Blob =>
  createHash(like.length > 40 ? 'sha256' : 'sha1')
    .update(`blob ${bytes.length}\0`)
    .update(bytes)
    .digest('hex');

/** Documents of a worktree as they lie there, committed or not. Links are not followed. @param seen contents that need no look */
async function inWorktree(
  { prefix, head }: Where,
  tree: Worktree,
  list: Lister,
  seen: ReadonlySet<Blob>,
  look: (branch: string, path: RelPath, text: string) => void,
): Promise<void> {
  const folder = join(tree.folder, prefix);
  for (const path of await list(folder)) {
    const full = join(folder, path);
    const found = await lstat(full).catch(() => undefined);
    if (!found?.isFile() || found.size > LARGEST) continue;
    const bytes = await readFile(full).catch(() => undefined);
    if (bytes && !seen.has(blobOf(bytes, head))) look(tree.name, path, decode(bytes).text);
  }
}
