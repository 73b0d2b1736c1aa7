/**
 * npm test                 sources, unit tests, the suite in a real VS Code, the browser
 * npm test -- --all        and the slow unit tests of test/slow, as .ci/run does
 * npm test -- --slow       only those
 * npm test -- <name>       only the unit tests in files whose name contains <name>
 * npm run check            only the sources: format, lint, types, doors
 *
 * VSCODE_TEST=desktop|server|both says where the suite runs; by default on the desktop where that is possible, else in a VS Code server.
 * The last line is exactly `N passed, N failed`.
 */
import { availableParallelism } from 'node:os';
import { basename } from 'node:path';
import { ensureDependencies } from './dependencies.mjs';

const nothing = { passed: 0, failed: 0, skipped: 0 };
const total = { ...nothing };
/** What failed, by its first line: told once more at the end, where it is seen. */
const failures = [];
const say = (line) => console.log(line);
const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

/**
 * Runs one part and adds up what it counted. A part that throws, or counts nothing, is one failure.
 * A quiet part keeps its lines to itself until it is over, so that two parts at a time do not mix.
 */
async function part(title, work, { quiet = false } = {}) {
  const began = Date.now();
  const kept = [];
  if (!quiet) say(`\n${title}`);
  const tell = (line) => {
    if (/^\s*✖/.test(line)) failures.push(`${title}: ${line.trim().split('\n', 3).join('\n')}`);
    if (quiet) kept.push(line);
    else say(line);
  };
  let count;
  try {
    count = await work(tell);
    if (count.passed + count.failed === 0) throw new Error('Nothing was tested.');
  } catch (error) {
    count = { ...nothing, failed: 1 };
    failures.push(`${title}: ${wordsOf(error)}`);
    kept.push(indented(wordsOf(error)));
  }
  for (const key of Object.keys(total)) total[key] += count[key];
  const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : '';
  const lines = [
    `${count.failed > 0 ? '✖' : '✔'} ${title}: ${count.passed} passed, ${count.failed} failed${skipped} (${seconds(Date.now() - began)})`,
  ];
  say([...kept, ...lines].join('\n'));
}

/** esbuild's own stack says nothing; its message holds the places. */
const wordsOf = (error) => (error?.errors ? error.message : (error?.stack ?? String(error)));

const indented = (text) =>
  text
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n');

async function sources() {
  const { check, isDue, staticChecks } = await import('./static-checks.mjs');
  for (const one of staticChecks.filter(isDue)) {
    await part(
      one.title,
      async (tell) => {
        const wrong = await check(one);
        if (wrong === undefined) return { ...nothing, passed: 1 };
        tell(indented(wrong));
        failures.push(one.title);
        return { ...nothing, failed: 1 };
      },
      { quiet: true },
    );
  }
}

const usual = ['test', 'test/tidy'];
const slow = ['test/slow'];

function unit(title, folders, name = '') {
  return part(
    title,
    async (tell) => {
      const { bundleForNode, testFiles } = await import('./tests-bundle.mjs');
      const { runNodeTests } = await import('./node-tests.mjs');
      const files = folders.flatMap(testFiles).filter((file) => basename(file).includes(name));
      if (files.length === 0)
        throw new Error(name ? `No test file is called anything like ${name}.` : 'There are no such tests.');
      return runNodeTests(await bundleForNode(files), { say: tell, concurrency: availableParallelism() });
    },
    { quiet: name === '' },
  );
}

async function vscode(installing, chromium) {
  await part('VS Code suite', async (tell) => {
    const { bundleForVscode } = await import('./tests-bundle.mjs');
    const { findDesktop, runSuiteDesktop } = await import('./run-suite-desktop.mjs');
    const { runSuiteWeb, sum } = await import('./run-suite-web.mjs');
    const suite = await bundleForVscode();
    const where = process.env.VSCODE_TEST ?? 'auto';
    const counts = [];
    if (where !== 'server') {
      const { program, why } = await findDesktop();
      if (program) counts.push(await runSuiteDesktop({ say: tell, program, suite }));
      else if (where !== 'auto') throw new Error(`No desktop VS Code: ${why}.`);
      else tell(`  no desktop VS Code (${why}): in a VS Code server instead`);
    }
    if (where === 'server' || where === 'both' || counts.length === 0) {
      counts.push(await runSuiteWeb({ say: tell, suite, installation: await installing, chromium: await chromium }));
    }
    return sum(counts);
  });
  await part('browser', async (tell) => {
    const { bundleForNode, testFiles } = await import('./tests-bundle.mjs');
    const { runBrowser } = await import('./run-browser.mjs');
    const tests = await bundleForNode(testFiles('test/browser'));
    return runBrowser({ say: tell, tests, installation: await installing, chromium: await chromium });
  });
}

async function build() {
  const { build } = await import('./build.mjs');
  await build();
}

/** A promise that is awaited later, and must not end the process before. */
function begun(promise) {
  promise.catch(() => {});
  return promise;
}

/** @param folders of unit tests */
async function all(folders) {
  const { ensureVscodeServer } = await import('./vscode-server-install.mjs');
  const { ensureChromium } = await import('./chromium.mjs');
  // Two lanes for two cores, and what waits for the network beside them.
  const installing = begun(ensureVscodeServer({ say }));
  const chromium = begun(ensureChromium({ say }));
  await part('build', async () => {
    await build();
    return { ...nothing, passed: 1 };
  });
  await Promise.all([sources(), unit('unit tests', folders)]);
  await vscode(installing, chromium);
}

const [argument] = process.argv.slice(2);
try {
  ensureDependencies();
  if (argument === '--sources') await sources();
  else if (argument === '--all') await all([...slow, ...usual]);
  else if (argument === '--slow') await build().then(() => unit('slow unit tests', slow));
  else if (argument?.startsWith('-')) throw new Error(`${argument}? See the top of scripts/test.mjs.`);
  else if (argument !== undefined) await build().then(() => unit(`unit tests of ${argument}`, [...usual, ...slow], argument));
  else await all(usual);
} catch (error) {
  total.failed++;
  say(wordsOf(error));
}
if (failures.length > 0) say(`\nFailed:\n${failures.map(indented).join('\n')}`);
if (total.skipped > 0) say(`\n${total.skipped} skipped`);
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed\n`, () => process.exit(total.failed > 0 ? 1 : 0));
