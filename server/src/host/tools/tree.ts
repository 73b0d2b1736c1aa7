/** The state of a folder's repository, committed or not, as git's id of a tree. Nothing is written into the repository. */
import { randomUUID } from 'node:crypto';
import { copyFile, mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { GitUnknown, output } from '../git';
import { unfiltered } from '../git-filters';
import { commitOf } from './changes';

/** The state of a repository at one moment. */
export interface TreeState {
  /** Undefined: there is no commit yet. */
  readonly commit: string | undefined;
  /** Of all files that git tracks or would track, besides `.gatehouse/`. */
  readonly tree: string;
  /** Whether something of that is not committed. */
  readonly dirty: boolean;
}

/** Undefined: there is no repository here, or git does not say. */
export async function treeState(root: string): Promise<TreeState | undefined> {
  try {
    const { top, index, objects } = await placesOf(root);
    const commit = await commitOf(root, 'HEAD');
    // What git knows of files by their times saves reading them again.
    const tree = await treeOf(top, objects, ['add', '--all', '--', '.'], index);
    const before = commit === undefined ? undefined : await treeOf(top, objects, ['read-tree', commit]);
    return { commit, tree, dirty: before !== tree };
  } catch (cause) {
    if (cause instanceof GitUnknown) return undefined;
    throw cause;
  }
}

/** Where the repository of a folder keeps things: absolute paths. */
export async function placesOf(
  root: string,
): Promise<{ readonly top: string; readonly index: string; readonly objects: string }> {
  const asked = ['rev-parse', '--show-toplevel', '--git-path', 'index', '--git-path', 'objects'];
  const [top = '', index = '', objects = ''] = (await output(root, asked))
    .toString()
    .split('\n')
    .map((path) => (isAbsolute(path) ? path : join(root, path)));
  return { top, index, objects };
}

/** The tree of an index that a command of git fills, apart from the repository's own. */
async function treeOf(top: string, objects: string, fill: readonly string[], index?: string): Promise<string> {
  const scratch = join(tmpdir(), `gatehouse-tree-${randomUUID()}`);
  await mkdir(join(scratch, 'objects'), { recursive: true });
  try {
    const own = join(scratch, 'index');
    if (index !== undefined)
      await copyFile(index, own).catch((cause: NodeJS.ErrnoException) => {
        if (cause.code !== 'ENOENT') throw cause;
      });
    const env = {
      GIT_INDEX_FILE: own,
      GIT_OBJECT_DIRECTORY: join(scratch, 'objects'),
      GIT_ALTERNATE_OBJECT_DIRECTORIES: objects,
      ...(await unfiltered(top, true)),
    };
    await output(top, fill, '', [], env);
    await output(top, ['rm', '-r', '--cached', '--quiet', '--ignore-unmatch', '--', '.gatehouse'], '', [], env);
    return (await output(top, ['write-tree'], '', [], env)).toString().trim();
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
