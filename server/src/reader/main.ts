/** Entry of the reading thread: paths in, facts and findings out. */
import { parentPort, workerData } from 'node:worker_threads';
import { type ReadBatch, type ReadElsewhere, taken } from '#core/ports';
import { LineIndex, type RelPath } from '#core/text';
import { nodeFiles } from '#host/node-files';
import { nodePace } from '#host/node-pace';
import { loadParsers } from '#host/parser';
import type { ThreadData, ThreadOrder } from '#host/thread-readers';
import type { Config } from '#service/config';
import { DocumentReader } from '#service/reader';
import { makeSetup } from '#service/setup';
import { rules, systems } from '#systems/registry.generated';

const { root, active, config, nested } = workerData as ThreadData;
const files = nodeFiles(root, () => '');
// The configuration file itself is read by the main thread, which alone knows its schema.
const setup = makeSetup({ systems, rules, gates: {} }, new Set(active), config as Config, {
  configs: [],
  problems: () => [],
  nested,
});
let crashes: { rule: string; path: RelPath; cause: string }[] = [];
const reader = new DocumentReader(loadParsers().parsers, (rule, path, cause) =>
  crashes.push({ rule, path, cause: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause) }),
);

async function readOne(path: RelPath): Promise<ReadElsewhere> {
  try {
    const file = await files.read(path);
    if (!file) return { is: 'missing', path };
    const read = reader.read(path, setup.kindsOf(path), reader.cut(path, file.text, file.undecoded));
    return {
      is: 'read',
      path,
      hash: file.hash,
      stamp: file.stamp,
      length: file.text.length,
      lineStarts: LineIndex.of(file.text).starts,
      undecoded: file.undecoded,
      facts: read.readings.map((r) => r.facts),
      own: read.own,
    };
  } catch (cause) {
    return { is: 'unreadable', path, why: cause instanceof Error ? cause.message : String(cause) };
  }
}

// What a walk meets without following links lies in the folder: that need not be found out file by file.
const walked = files.list(setup.globs, setup.listing);

parentPort?.on('message', async ({ paths, next }: ThreadOrder) => {
  await walked;
  for (let batch = taken(paths, next); batch.length > 0; batch = taken(paths, next)) {
    crashes = [];
    const read: ReadElsewhere[] = [];
    for (const path of batch) read.push(await readOne(path));
    parentPort?.postMessage({ files: read, crashes } satisfies ReadBatch);
    await nodePace.pause();
  }
  parentPort?.postMessage('done');
});
