/**
 * Whether a test notices that code is gone: in a scratch repository with the working tree's content, uncommitted changes included, the
 * test runs once as things are, and once without the lines.
 *
 * Invariant: the folder itself is only read; the scratch repository is gone afterwards, also after a kill.
 */
import { createHash, randomUUID } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import type { Ran } from '#core/evidence';
import { type Doing, known, type Outcome, type Removal, type RemovalOrder, unknown } from '#core/task';
import { GitUnknown, output } from '../git';
import { commitOf, whyNot } from './changes';
import { run } from './run';
import { treeState } from './tree';
import { Watchdog } from './watchdog';

/** Where results are kept between runs. */
export interface Keeping {
  get(name: string): Uint8Array | undefined;
  put(name: string, body: Uint8Array): void;
}

/** Seconds for each of the two runs. */
const SECONDS = 600;
/** Folders that git ignores and a test cannot do without. */
const needed = /(?:^|\/)(?:node_modules|\.venv|venv|vendor|bower_components|Pods)\/$/;

export async function removal(
  root: string,
  order: RemovalOrder,
  doing: Doing,
  kept: Keeping | undefined,
): Promise<Outcome<Removal>> {
  const state = await treeState(root);
  if (!state) return unknown('There is no git repository here to take a scratch copy of.');
  const key = createHash('sha256')
    .update(JSON.stringify(['removal', root, state.tree, order.path, order.from, order.to, order.command]))
    .digest('hex');
  const before = kept?.get(key);
  if (before) return known(JSON.parse(Buffer.from(before).toString()) as Removal);
  const scratch = join(tmpdir(), `gatehouse-removal-${randomUUID()}`);
  const watchdog = new Watchdog(scratch);
  try {
    await copyTo(root, scratch, state.commit);
    const done = await tried(root, scratch, order, doing, watchdog);
    // A command that could not run today may run tomorrow.
    if (done.is === 'known') kept?.put(key, Buffer.from(JSON.stringify(done.value)));
    return done;
  } catch (cause) {
    if (cause instanceof GitUnknown) return unknown(whyNot(cause));
    throw cause;
  } finally {
    await watchdog.stop();
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function tried(
  root: string,
  scratch: string,
  { path, from, to, command, seconds = SECONDS }: RemovalOrder,
  doing: Doing,
  watchdog: Watchdog,
): Promise<Outcome<Removal>> {
  const prefix = (await output(root, ['rev-parse', '--show-prefix'])).toString().trim();
  const folder = join(scratch, prefix);
  const file = join(folder, path);
  const text = existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  if (text === undefined) return unknown(`There is no ${path}.`);
  const lines = text.split('\n');
  if (from < 1 || to < from || to > lines.length) return unknown(`${path} has no lines ${from}-${to}.`);
  const order = { command, seconds };
  doing.progress?.(`${command}, as things are`);
  const before = await run(folder, order, doing, watchdog);
  if (before.is === 'unknown') return before;
  if (before.value.exit !== 0) return known({ is: 'red', before: before.value });
  writeFileSync(file, lines.filter((_, i) => i + 1 < from || i + 1 > to).join('\n'));
  doing.progress?.(`${command}, without ${path}:${from}-${to}`);
  const after = await run(folder, order, doing, watchdog);
  if (after.is === 'unknown') return after;
  return known({ is: judged(after.value), before: before.value, after: after.value });
}

function judged(after: Ran): Removal['is'] {
  if (after.exit === 0) return 'survived';
  return after.output.tail.some((line) => unbuilt.test(line)) ? 'built' : 'proven';
}

/** What compilers and loaders say of code that does not hang together. */
const unbuilt =
  /\berror\[E\d{4}\]|\bcould not compile\b|\bSyntaxError\b|\berror TS\d+|\bCannot find (?:module|name)\b|\bModuleNotFoundError\b|\bImportError\b|\[build failed\]|\bundefined reference to\b|\bundefined: \w|\bdoes not provide an export named\b|\bTransform failed\b|\bParse error\b|\bcompilation (?:failed|error)/i;

/** A repository of its own, with the working tree's content as its last commit; its history is that of the folder's. */
async function copyTo(root: string, scratch: string, commit: string | undefined): Promise<void> {
  const [top = '', index = '', objects = ''] = (
    await output(root, ['rev-parse', '--show-toplevel', '--git-path', 'index', '--git-path', 'objects'])
  )
    .toString()
    .split('\n')
    .map((path) => (isAbsolute(path) ? path : join(root, path)));
  mkdirSync(scratch, { recursive: true, mode: 0o700 });
  await output(scratch, ['init', '--quiet', '--template=']);
  mkdirSync(join(scratch, '.git/objects/info'), { recursive: true });
  writeFileSync(join(scratch, '.git/objects/info/alternates'), `${objects}\n`);
  if (existsSync(index)) cpSync(index, join(scratch, '.git/index'));
  const env = {
    GIT_INDEX_FILE: join(scratch, '.git/index'),
    GIT_OBJECT_DIRECTORY: join(scratch, '.git/objects'),
    GIT_ALTERNATE_OBJECT_DIRECTORIES: objects,
  };
  await output(top, ['add', '--all', '--', '.'], '', [], env);
  const tree = (await output(scratch, ['write-tree'])).toString().trim();
  const nobody = {
    GIT_AUTHOR_NAME: 'Gatehouse',
    GIT_AUTHOR_EMAIL: 'gatehouse@localhost',
    GIT_COMMITTER_NAME: 'Gatehouse',
    GIT_COMMITTER_EMAIL: 'gatehouse@localhost',
  };
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
