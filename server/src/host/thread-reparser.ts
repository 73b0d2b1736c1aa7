/** Parsing long texts whole in another thread, on Node. */
import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { CutSoFar, Recut, Reparser } from '#core/ports';

/** What the thread answers, in the order in which it was asked. */
export type Reparsed = { readonly recut: Recut } | { readonly failed: string };

interface Waiting {
  resolve(recut: Recut): void;
  reject(cause: Error): void;
}

/** So long, in milliseconds, a thread waits for another text: it has a heap of its own, and takes a moment to start. */
const STAYS = 10_000;

/** @param script the bundle of reparser/main @param stays for tests: milliseconds that a thread waits */
export function threadReparser(script: string, stays = STAYS): Reparser {
  let worker: Worker | undefined;
  let waiting: Waiting[] = [];
  let leaving: ReturnType<typeof setTimeout> | undefined;

  const end = (cause: Error): void => {
    const left = waiting;
    waiting = [];
    worker = undefined;
    for (const { reject } of left) reject(cause);
  };
  const start = (): Worker => {
    const made = new Worker(script);
    made.on('message', (said: Reparsed) => {
      const next = waiting.shift();
      if (waiting.length === 0) rest(made);
      if ('failed' in said) next?.reject(new Error(said.failed));
      else next?.resolve(said.recut);
    });
    made.on('error', (cause) => made === worker && end(cause));
    made.on('exit', () => made === worker && end(new Error('the parsing thread ended')));
    return made;
  };
  const rest = (made: Worker): void => {
    // Nobody has to wait for a thread that waits.
    made.unref();
    leaving = setTimeout(() => {
      if (made === worker) worker = undefined;
      void made.terminate();
    }, stays).unref();
  };
  return {
    recut(text: CutSoFar) {
      if (!worker && !existsSync(script)) return undefined;
      clearTimeout(leaving);
      worker ??= start();
      const to = worker;
      return new Promise<Recut>((resolve, reject) => {
        waiting.push({ resolve, reject });
        to.ref();
        to.postMessage(text);
      });
    },
  };
}
