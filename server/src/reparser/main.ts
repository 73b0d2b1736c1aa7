/** Entry of the parsing thread: a text and digests of its sections in, what is other when it is parsed whole out. */
import { parentPort } from 'node:worker_threads';
import { traceOf } from '#core/cause';
import type { CutSoFar } from '#core/ports';
import { recut } from '#core/recut';
import { loadParsers } from '#host/parser';
import type { Reparsed } from '#host/thread-reparser';

const { markdown } = loadParsers().parsers;

parentPort?.on('message', (asked: CutSoFar) => {
  parentPort?.postMessage(answer(asked));
});

function answer(asked: CutSoFar): Reparsed {
  try {
    return { recut: recut(asked, markdown) };
  } catch (cause) {
    return { failed: traceOf(cause) };
  }
}
