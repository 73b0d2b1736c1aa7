/** Scratch copies of a folder's repository, gone afterwards however this process ends. */
import { randomUUID } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { GitUnknown, output } from '../git';
import { unfiltered } from '../git-filters';
import { commitOf } from './changes';
import { placesOf } from './tree';
import { Watchdog } from './watchdog';

/** Folders that git ignores and a test cannot do without. */
const needed = /(?:^|\/)(?:node_modules|\.venv|venv|vendor|bower_components|Pods)\/$/;

/** Who commits in a scratch repository, for git has to be told somebody: in the environment, where no configuration is asked. */
export const nobody = {
  GIT_AUTHOR_NAME: 'Gatehouse',
  GIT_AUTHOR_EMAIL: 'gatehouse@localhost',
  GIT_COMMITTER_NAME: 'Gatehouse',
  GIT_COMMITTER_EMAIL: 'gatehouse@localhost',
};

/** Does something in a folder of its own. @param what it is for: part of its name */
export async function inScratch<T>(what: string, use: (scratch: string, watchdog: Watchdog) => Promise<T>): Promise<T> {
  const scratch = join(tmpdir(), `gatehouse-${what}-${randomUUID()}`);
  const watchdog = new Watchdog(scratch);
  try {
    return await use(scratch, watchdog);
  } finally {
    await watchdog.stop();
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** A repository of its own, with the working tree's content as its last commit; its history is that of the folder's. */
export async function copyTo(root: string, scratch: string): Promise<void> {
  const commit = await commitOf(root, 'HEAD');
  const { top, index, objects } = await placesOf(root);
  mkdirSync(scratch, { recursive: true, mode: 0o700 });
  await output(scratch, ['init', '--quiet', '--template=']);
  mkdirSync(join(scratch, '.git/objects/info'), { recursive: true });
  writeFileSync(join(scratch, '.git/objects/info/alternates'), `${objects}\n`);
  if (existsSync(index)) cpSync(index, join(scratch, '.git/index'));
  const env = {
    GIT_INDEX_FILE: join(scratch, '.git/index'),
    GIT_OBJECT_DIRECTORY: join(scratch, '.git/objects'),
    GIT_ALTERNATE_OBJECT_DIRECTORIES: objects,
    ...(await unfiltered(top, true)),
  };
  await output(top, ['add', '--all', '--', '.'], '', [], env);
  const tree = (await output(scratch, ['write-tree'])).toString().trim();
  const parent = commit === undefined ? [] : ['-p', commit];
  const made = (
    await output(scratch, ['commit-tree', tree, ...parent, '-m', 'The working tree, for a removal check'], '', [], nobody)
  )
    .toString()
    .trim();
  if ((await commitOf(scratch, made)) === undefined) throw new GitUnknown('failed', 'the scratch copy could not be made');
  await output(scratch, ['update-ref', 'HEAD', made]);
  await output(scratch, ['checkout-index', '--all', '--force']);
  const ignored = (await output(top, ['ls-files', '--others', '--ignored', '--exclude-standard', '--directory', '-z']))
    .toString()
    .split('\0');
  for (const path of ignored.filter((p) => needed.test(p))) {
    mkdirSync(dirname(join(scratch, path)), { recursive: true });
    if (!existsSync(join(scratch, path))) symlinkSync(join(top, path), join(scratch, path.replace(/\/$/, '')), 'junction');
  }
}
