// Preloaded into the server (`--require`): says on descriptor 3 from when until when its event loop did not turn, and for how long of
// that its thread could have run and others had the processor, where the system tells (Linux).
const { openSync, readSync, writeSync } = require('node:fs');
const { isMainThread } = require('node:worker_threads');

/** Shorter stops are nobody's concern, and saying them would make more. */
const worthSaying = 4;

if (isMainThread) {
  say('on');
  const waited = waiting();
  let last = performance.now();
  let before = waited();
  const beat = () => {
    const now = performance.now();
    const sofar = waited();
    if (now - last > worthSaying) say(`${performance.timeOrigin + last} ${performance.timeOrigin + now} ${sofar - before}`);
    last = now;
    before = sofar;
  };
  setInterval(beat, 1).unref();
}

/** Milliseconds for which this thread has waited for a processor so far; always 0 where nobody tells. */
function waiting() {
  const buffer = Buffer.alloc(64);
  let file;
  try {
    file = openSync(`/proc/self/task/${process.pid}/schedstat`, 'r');
  } catch {
    return () => 0;
  }
  return () => Number(buffer.toString('latin1', 0, readSync(file, buffer, 0, 64, 0)).split(' ')[1]) / 1e6;
}

function say(line) {
  try {
    writeSync(3, `${line}\n`);
  } catch {
    // Nobody listens: the server must not suffer from that.
  }
}
