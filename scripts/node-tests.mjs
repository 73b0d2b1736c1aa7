/** Runs bundled tests under node:test and counts them exactly. */

import { relative } from 'node:path';
import { run } from 'node:test';
import { inspect } from 'node:util';
import { root } from './root.mjs';

/** A file has three minutes; where more kills or races are asked for than usual, their own limits hold. */
const patience = () => (process.env.KILLS || process.env.RACES ? Number.POSITIVE_INFINITY : 180_000);

/**
 * Each file in a process of its own. `say` gets a line for each failure, and with `verbose` for each test.
 * A file that ends before its tests are reported is one failure; so is a file without a test.
 */
export async function runNodeTests(files, { say, concurrency = 2, timeoutMs = patience(), verbose = false }) {
  const count = { passed: 0, failed: 0, skipped: 0 };
  const printed = new Map();
  const fail = (title, error) => {
    count.failed++;
    say(`  ✖ ${title}\n${indented(error)}`);
  };
  // So that stacks name the sources. The children take it from here.
  process.env.NODE_OPTIONS = [process.env.NODE_OPTIONS, '--enable-source-maps'].filter(Boolean).join(' ');
  const stream = run({ files, concurrency, timeout: timeoutMs });
  for (const channel of ['test:stdout', 'test:stderr']) {
    stream.on(channel, ({ file, message }) => printed.set(file, ((printed.get(file) ?? '') + message).slice(-20_000)));
  }
  stream.on('test:pass', ({ name, file, details, skip, todo }) => {
    if (details.type === 'suite') return;
    if (name === file) return fail(short(file), 'There is no test in this file.');
    if (skip !== undefined || todo !== undefined) count.skipped++;
    else count.passed++;
    if (verbose) say(`  ${skip === undefined ? '✔' : '-'} ${name} (${Math.round(details.duration_ms)} ms)`);
    return undefined;
  });
  stream.on('test:fail', ({ name, file, details, todo }) => {
    // What failed inside a suite or test is reported by itself.
    if (details.error?.failureType === 'subtestsFailed') return undefined;
    if (todo !== undefined) {
      count.skipped++;
      return undefined;
    }
    const cause = details.error?.cause ?? details.error;
    if (name !== file) return fail(`${short(file)}: ${name}`, message(cause));
    fail(short(file), `${message(cause)}\n${printed.get(file) ?? ''}`);
    printed.delete(file);
    return undefined;
  });
  await new Promise((done, broken) => {
    stream.on('end', done);
    stream.on('error', broken);
    stream.resume();
  });
  if (count.failed > 0) for (const [file, text] of printed) if (text.trim()) say(`  ${short(file)} printed:\n${indented(text)}`);
  return count;
}

const short = (file) => relative(root, file ?? '');
const message = (cause) =>
  cause instanceof Error ? (cause.stack ?? cause.message) : typeof cause === 'string' ? cause : inspect(cause);
const indented = (text) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => `      ${line.slice(0, 400)}`)
    .join('\n');
