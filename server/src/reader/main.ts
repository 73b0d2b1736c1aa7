/** Entry of the reading thread: paths in, facts and findings out. */
import { parentPort, workerData } from 'node:worker_threads';
import { messageOf, traceOf } from '#core/cause';
import { type NotRead, type ReadBatch, taken } from '#core/ports';
import type { RelPath } from '#core/text';
import { nodeFiles } from '#host/node-files';
import { nodePace } from '#host/node-pace';
import { loadParsers } from '#host/parser';
import type { ThreadData, ThreadOrder } from '#host/thread-readers';
import type { Config } from '#service/config/config';
import { makeSetup } from '#service/config/setup';
import { type KeptFile, packed, readOf } from '#service/engine/kept-file';
import { DocumentReader } from '#service/engine/reader';
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
  crashes.push({ rule, path, cause: traceOf(cause) }),
);

async function readOne(path: RelPath): Promise<KeptFile | NotRead> {
  try {
    const file = await files.read(path);
    if (!file) return { is: 'missing', path };
    return readOf(path, file, reader.read(path, setup.kindsOf(path), reader.cut(path, file.text, file.undecoded)));
  } catch (cause) {
    return { is: 'unreadable', path, why: messageOf(cause) };
  }
}

// What a walk meets without following links lies in the folder: that need not be found out file by file.
const walked = files.list(setup.globs, setup.listing);

parentPort?.on('message', async ({ paths, next }: ThreadOrder) => {
  await walked;
  for (let batch = taken(paths, next); batch.length > 0; batch = taken(paths, next)) {
    crashes = [];
    const read: KeptFile[] = [];
    const others: NotRead[] = [];
    for (const path of batch) {
      const file = await readOne(path);
      if ('is' in file) others.push(file);
      else read.push(file);
    }
    const piece = packed(read);
    parentPort?.postMessage({ read: piece, others, crashes } satisfies ReadBatch, piece ? [piece.bytes.buffer] : []);
    await nodePace.pause();
  }
  parentPort?.postMessage('done');
});
