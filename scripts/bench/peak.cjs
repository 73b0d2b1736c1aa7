// Preloaded into a Node process (`--require`, which costs no memory of its own): writes its highest memory in MB to descriptor 3.
const { readFileSync, writeSync } = require('node:fs');
const { isMainThread } = require('node:worker_threads');

// Worker threads preload it too; only the process as a whole is asked.
if (isMainThread) process.on('exit', () => writeSync(3, String(peak())));

function peak() {
  try {
    return Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync('/proc/self/status', 'utf8'))[1]) / 1024;
  } catch {
    // Second choice: where there is /proc, this maximum outlives exec and would be the parent's if that is larger.
    return process.resourceUsage().maxRSS / 1024;
  }
}
