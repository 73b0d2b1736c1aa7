// Runs whole processes and times them from spawn to exit.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { watchPeak } from './memory.mjs';

const timeLimit = 120_000;

/** References: what Node costs by itself, and what reading and parsing cost without any work on the trees. */
export const emptyNode = { command: process.execPath, args: ['-e', '0'] };
export const parseAll = { command: process.execPath, args: [fileURLToPath(new URL('parse-all.mjs', import.meta.url)), '.'] };

// What is measured starts from nothing, but where it is about what is kept between runs.
process.env.GATEHOUSE_CACHE = '';

/** @param folder where Gatehouse keeps what it has read, while the work is done */
export async function withCache(folder, work) {
  process.env.GATEHOUSE_CACHE = folder;
  try {
    return await work();
  } finally {
    process.env.GATEHOUSE_CACHE = '';
  }
}

/**
 * The times of several tools in milliseconds. One round after the other, so that a busy moment of the machine meets
 * all of them; the first round warms the disk up and is dropped.
 */
export async function timesOf(tools, cwd, runs) {
  const times = Object.fromEntries(Object.keys(tools).map((name) => [name, []]));
  for (let round = 0; round <= runs; round++) {
    for (const [name, tool] of Object.entries(tools)) {
      const run = await runOnce(tool, cwd);
      // 1 is what linters answer when they found something, 2 when they could not read a file: the others were read.
      if (![0, 1, 2].includes(run.code)) throw new Error(`${name} ended with ${run.code}: ${run.errors.slice(0, 300)}`);
      if (round > 0) times[name].push(run.ms);
    }
  }
  return times;
}

/** A process from spawn to exit. Output goes nowhere unless it is asked for: printing is not what is measured. */
export function runOnce(tool, cwd, { keepOutput = false, peakPipe = false, watch = false } = {}) {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const stdio = ['ignore', keepOutput ? 'pipe' : 'ignore', 'pipe', ...(peakPipe ? ['pipe'] : [])];
    const child = spawn(tool.command, tool.args, { cwd, stdio, timeout: timeLimit });
    const kept = { output: [], errors: [], peak: [] };
    child.stdout?.on('data', (chunk) => kept.output.push(chunk));
    child.stderr.on('data', (chunk) => kept.errors.push(chunk));
    child.stdio[3]?.on('data', (chunk) => kept.peak.push(chunk));
    const stop = watch ? watchPeak(child.pid) : () => undefined;
    let ms = 0;
    child.once('exit', () => {
      ms = performance.now() - started;
    });
    child.once('error', reject);
    child.once('close', (code, signal) => {
      const text = (name) => Buffer.concat(kept[name]).toString('utf8');
      resolve({ ms, code: code ?? signal, output: text('output'), errors: text('errors'), peak: text('peak'), watched: stop() });
    });
  });
}
