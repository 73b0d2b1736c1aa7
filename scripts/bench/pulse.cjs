// Preloaded into the server (`--require`): says on descriptor 3 from when until when its event loop did not turn.
const { writeSync } = require('node:fs');
const { isMainThread } = require('node:worker_threads');

/** Shorter stops are nobody's concern, and saying them would make more. */
const worthSaying = 4;

if (isMainThread) {
  say('on');
  let last = performance.now();
  const beat = () => {
    const now = performance.now();
    if (now - last > worthSaying) say(`${performance.timeOrigin + last} ${performance.timeOrigin + now}`);
    last = now;
  };
  setInterval(beat, 1).unref();
}

function say(line) {
  try {
    writeSync(3, `${line}\n`);
  } catch {
    // Nobody listens: the server must not suffer from that.
  }
}
