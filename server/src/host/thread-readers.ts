/** Reading in another thread, on Node. The thread is ended after the load, and its memory with it. */
import { existsSync } from 'node:fs';
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

/** @param script the bundle of reader/main */
export function threadReaders(script: string, root: string, along: boolean): Readers {
  return {
    along,
    start(setup) {
      if (!existsSync(script)) return undefined;
      const data: ThreadData = { root, ...setup };
      const worker = new Worker(script, { workerData: data });
      let waiting: { readonly resolve: (batch: ReadBatch) => void; readonly reject: (cause: Error) => void } | undefined;
      let failed: Error | undefined;
      const fail = (cause: Error): void => {
        failed = cause;
        waiting?.reject(cause);
      };
      worker.on('message', (batch: ReadBatch) => waiting?.resolve(batch));
      worker.on('error', fail);
      worker.on('exit', () => fail(new Error('the reading thread ended')));
      return {
        read: (paths: readonly RelPath[]) =>
          new Promise<ReadBatch>((resolve, reject) => {
            if (failed) return reject(failed);
            waiting = { resolve, reject };
            worker.postMessage(paths);
          }),
        stop: () => void worker.terminate(),
      };
    },
  };
}
