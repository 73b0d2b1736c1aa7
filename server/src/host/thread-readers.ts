/** Reading in another thread, on Node. The thread is ended after the load, and its memory with it. */
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { ReadBatch, Readers } from '#core/ports';
import type { RelPath } from '#core/text';

/** What the thread is started with. */
export interface ThreadData {
  readonly root: string;
  readonly active: readonly string[];
  readonly config: unknown;
  readonly nested: readonly RelPath[];
}

/** What it is asked, once. */
export interface ThreadOrder {
  readonly paths: readonly RelPath[];
  readonly next: Int32Array;
}

/** @param script the bundle of reader/main */
export function threadReaders(script: string, root: string, along: boolean): Readers {
  return {
    along,
    // More than a few wait for the disk, and each has the whole engine in its memory.
    threads: Math.max(1, Math.min(4, availableParallelism() - (along ? 1 : 0))),
    start(setup) {
      if (!existsSync(script)) return undefined;
      const data: ThreadData = { root, ...setup };
      const worker = new Worker(script, { workerData: data });
      let failed: Error | undefined;
      let fail = (cause: Error): void => {
        failed = cause;
      };
      worker.on('error', (cause) => fail(cause));
      worker.on('exit', () => fail(new Error('the reading thread ended')));
      return {
        read: (paths, next, got) =>
          new Promise<void>((resolve, reject) => {
            if (failed) return reject(failed);
            fail = reject;
            worker.on('message', (batch: ReadBatch | 'done') => (batch === 'done' ? resolve() : got(batch)));
            worker.postMessage({ paths, next } satisfies ThreadOrder);
          }),
        stop: () => void worker.terminate(),
      };
    },
  };
}
