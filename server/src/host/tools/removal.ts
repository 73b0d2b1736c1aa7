/**
 * Whether a test notices that code is gone: in a scratch repository with the working tree's content, uncommitted changes included, the
 * test runs once as things are, and once without the lines.
 *
 * Invariant: the folder itself is only read; the scratch repository is gone afterwards, also after a kill.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Ran } from '#core/evidence';
import { type Doing, known, type Outcome, type Removal, type RemovalOrder, unknown } from '#core/task';
import { output } from '../git';
import { orUnknown } from '../git-outcome';
import { run } from './run';
import { copyTo, inScratch } from './scratch';
import { treeState } from './tree';
import type { Watchdog } from './watchdog';

/** Where results are kept between runs. */
export interface Keeping {
  get(name: string): Uint8Array | undefined;
  put(name: string, body: Uint8Array): void;
}

/** Seconds for each of the two runs. */
const SECONDS = 600;
/** Runs the test as things are and, where it passes, without the lines. Kept by the state of the tree and the order. */
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
  return orUnknown(async () => {
    return await inScratch('removal', async (scratch, watchdog) => {
      await copyTo(root, scratch);
      const done = await tried(root, scratch, order, doing, watchdog);
      // A command that could not run today may run tomorrow.
      if (done.is === 'known') kept?.put(key, Buffer.from(JSON.stringify(done.value)));
      return done;
    });
  });
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
  let isUnbuilt = false;
  const line = (said: string): void => {
    isUnbuilt ||= unbuilt.test(said);
  };
  const after = await run(folder, { ...order, line }, doing, watchdog);
  if (after.is === 'unknown') return after;
  return known({ is: judged(after.value, isUnbuilt), before: before.value, after: after.value });
}

const judged = ({ exit }: Ran, isUnbuilt: boolean): Removal['is'] => (exit === 0 ? 'survived' : isUnbuilt ? 'built' : 'proven');

/** What compilers and loaders say of code that does not hang together. */
const unbuilt =
  /\berror\[E\d{4}\]|\bcould not compile\b|\bSyntaxError\b|\berror TS\d+|\bCannot find (?:module|name)\b|\bModuleNotFoundError\b|\bImportError\b|\[build failed\]|\bundefined reference to\b|\bundefined: \w|\bdoes not provide an export named\b|\bTransform failed\b|\bParse error\b|\bcompilation (?:failed|error)/i;
