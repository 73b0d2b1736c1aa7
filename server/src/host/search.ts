/**
 * Which files hold a text, of however many: git searches what it tracks or would track, in one run. Where it cannot, a bounded
 * number of files is read.
 */
import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { globMatcher } from '#core/glob';
import type { RelPath } from '#core/text';
import type { Answered, Question } from '#core/world';
import { contentOf } from './content';
import { hasRepository, output } from './git';

type Asked = Extract<Question, { ask: 'holding' }>;

interface Ground {
  readonly root: string;
  list(globs: readonly string[]): Promise<readonly RelPath[]>;
}

/** So many files are read where git does not search. */
const MOST = 4000;
/** And as many bytes. */
const BYTES = 32 * 1024 * 1024;
/** Nobody writes a file larger than this; a tool does. */
const LARGEST = 8 * 1024 * 1024;
/** After so many files the event loop turns. */
const TURN = 200;

/** Answers a `holding` question. Its `below` counts only where files are read one by one. */
export async function holding(asked: Asked, ground: Ground): Promise<Answered> {
  const found = await byGit(asked, ground.root);
  return found ? { value: found } : byReading(asked, ground);
}

/** Undefined: there is no git, or it does not want to. */
async function byGit({ texts, globs }: Asked, root: string): Promise<readonly RelPath[] | undefined> {
  if (!hasRepository(root)) return undefined;
  // The repository may have settings for each of these.
  const settings = ['grep.fallbackToNoIndex=false', 'grep.fullName=false', 'submodule.recurse=false'].flatMap((c) => ['-c', c]);
  const how = ['--untracked', '--exclude-standard', '--no-textconv', '--no-color', '-I', '-F', '-z', '-l'];
  const what = texts.flatMap((t) => ['-e', t]);
  // Nothing found is exit code 1.
  const out = await output(root, [...settings, 'grep', ...how, ...what, '--', '.'], '', [1]).catch(() => undefined);
  const matches = globMatcher(globs);
  return out
    ?.toString()
    .split('\0')
    .filter((path) => path !== '' && matches(path) && isReadable(join(root, path)))
    .sort();
}

/** A link is not followed: it may lead out of the folder, and to what is searched anyway. */
function isReadable(full: string): boolean {
  const found = lstatSync(full, { throwIfNoEntry: false });
  return found?.isFile() === true && found.size <= LARGEST;
}

/** The files that are read where git does not search. Undefined: they are too many, and none is. */
export async function searched({ globs, below }: Asked, { list }: Pick<Ground, 'list'>): Promise<readonly RelPath[] | undefined> {
  const all = (await list(below)).filter(globMatcher(globs));
  return all.length > MOST ? undefined : all;
}

async function byReading(asked: Asked, { root, list }: Ground): Promise<Answered> {
  const { texts } = asked;
  const all = await searched(asked, { list });
  if (!all) return { unknown: 'too-many' };
  const wanted = texts.map((t) => Buffer.from(t));
  const found: RelPath[] = [];
  let size = 0;
  for (const [i, path] of all.entries()) {
    if (i % TURN === TURN - 1) await new Promise((resolve) => setImmediate(resolve));
    const content = contentOf(root, path, LARGEST);
    if (content.is !== 'bytes') continue;
    size += content.bytes.length;
    if (size > BYTES) return { unknown: 'too-many' };
    if (wanted.some((t) => content.bytes.includes(t))) found.push(path);
  }
  return { value: found };
}
