/**
 * Runs the VS Code suite in the extension host of a VS Code server, one window for each test file.
 *
 *   node scripts/run-suite-web.mjs [test file's name, without its ending...]
 */
import { randomUUID } from 'node:crypto';
import { createWriteStream, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build } from './build.mjs';
import { ensureChromium } from './chromium.mjs';
import { artifacts, at, isMain } from './root.mjs';
import { bundleForVscode, testFiles } from './tests-bundle.mjs';
import { ensureVscodeServer } from './vscode-server-install.mjs';
import { copyWorkspace, launchBrowser, openSuite, quiet, startServer, steady } from './vscode-web.mjs';

/**
 * The windows of the suite: each test file has its own, on its own copy of a fixture. The copy has the test file's name, the
 * fixture that name's first word: `packets-writing.test.ts` works on a copy of `packets`.
 */
export const windows = testFiles('test/vscode').map((file) => {
  const name = basename(file, '.test.ts');
  return { name, fixture: `test/fixtures/${name.split('-')[0]}` };
});

export async function runSuiteWeb({ say, suite, chromium, installation, wanted = windows, timeoutMs = 120_000 }) {
  const results = newResults('suite');
  const log = createWriteStream(join(results.dir, 'server.log'));
  const env = { GATEHOUSE_SUITE_RESULTS: results.dir, GATEHOUSE_SUITE_NONCE: results.nonce };
  const server = await startServer(installation, { env, settings: { ...quiet, ...steady }, log });
  let browser;
  try {
    browser = await launchBrowser(chromium);
    const counts = [];
    for (const window of wanted) counts.push(await runWindow({ say, suite, browser, server, ...window, results, timeoutMs }));
    return sum(counts);
  } finally {
    await browser?.close().catch(() => {});
    await server.stop();
  }
}

/** Where the suite writes; empty, and with a word that only this run knows, so that an old result is not taken for a new one. */
export function newResults(name) {
  const dir = join(artifacts, name);
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir, { recursive: true });
  return { dir, nonce: randomUUID() };
}

export const sum = (counts) =>
  counts.reduce(
    (all, one) => ({ passed: all.passed + one.passed, failed: all.failed + one.failed, skipped: all.skipped + one.skipped }),
    {
      passed: 0,
      failed: 0,
      skipped: 0,
    },
  );

/** How often a window is opened in which no test has begun, as VS Code did not come so far on a busy machine. */
const TRIES = 3;

async function runWindow({ say, suite, browser, server, name, fixture, results, timeoutMs }) {
  const workspace = copyWorkspace(at(fixture), name);
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const log = createWriteStream(join(results.dir, `${name}.browser.log`));
  page.on('console', (message) => log.write(`[${message.type()}] ${message.text()}\n`));
  page.on('pageerror', (error) => log.write(`[error] ${error.stack}\n`));
  const tail = tailOf(join(results.dir, `${name}.log`), say);
  const said = [];
  let end = () => {};
  try {
    // VS Code calls these when the run of a suite is over, also when it could not be loaded.
    await page.exposeFunction('codeAutomationExit', () => end('ended'));
    await page.exposeFunction('codeAutomationLog', (type, words) => {
      said.push(words.join(' '));
      log.write(`[suite ${type}] ${words.join(' ')}\n`);
    });
    page.once('crash', () => end('crashed'));
    void server.exited.then(() => end('stopped'));
    for (let tries = 1; ; tries++) {
      let limit;
      const how = new Promise((done) => {
        end = done;
        limit = setTimeout(() => done('late'), timeoutMs);
      });
      // The same page again: VS Code keeps in it which folders a workspace has, and knows them at once.
      await openSuite(page, server, { path: workspace.file ?? workspace.dir, suite });
      const why = await how;
      clearTimeout(limit);
      tail.look();
      const count = resultOf(results, name, say);
      if (count) return count;
      const again = tries < TRIES && why === 'ended' && !existsSync(join(results.dir, `${name}.log`));
      if (again) say(`  VS Code ended ${name} before a test had begun; once more:`);
      else {
        await page.screenshot({ path: join(results.dir, `${name}.png`), timeout: 5000 }).catch(() => {});
        say(`  ✖ the suite ${name} did not finish: ${whys[why]}. See ${results.dir}`);
      }
      for (const line of said.splice(0).slice(-5)) say(`      ${line.slice(0, 1000)}`);
      if (!again) return { passed: 0, failed: 1, skipped: 0 };
    }
  } finally {
    tail.stop();
    await page.close().catch(() => {});
    log.end();
    workspace.remove();
  }
}

const whys = {
  ended: 'it was over before it had written its result',
  crashed: "the browser's page crashed",
  late: 'it took too long',
  stopped: "VS Code's server ended",
};

/** The suite's count, if it was written in this run. */
export function resultOf({ dir, nonce }, name, say) {
  const file = join(dir, `${name}.json`);
  if (!existsSync(file)) return undefined;
  const result = JSON.parse(readFileSync(file, 'utf8'));
  if (result.nonce !== nonce) return undefined;
  say(
    `  ${name}: VS Code ${result.vscode}, Node ${result.node}, ${result.passed} passed, ${result.failed} failed in ${result.ms} ms`,
  );
  if (result.passed + result.failed > 0) return result;
  say(`  ✖ no test ran in ${name}`);
  return { passed: 0, failed: 1, skipped: 0 };
}

/** Says the lines of a growing file as they come. */
export function tailOf(file, say) {
  let said = 0;
  const look = () => {
    if (!existsSync(file)) return;
    const text = readFileSync(file, 'utf8');
    const end = text.lastIndexOf('\n');
    if (end < said) return;
    say(text.slice(said, end));
    said = end + 1;
  };
  const timer = setInterval(look, 200);
  return {
    look,
    stop() {
      clearInterval(timer);
      look();
    },
  };
}

if (isMain(import.meta.url)) {
  const named = process.argv.slice(2);
  const wanted = windows.filter(({ name }) => named.length === 0 || named.includes(name));
  const [suite, chromium, installation] = await Promise.all([bundleForVscode(), ensureChromium(), ensureVscodeServer(), build()]);
  const { passed, failed } = await runSuiteWeb({
    say: console.log,
    suite,
    chromium,
    installation,
    wanted,
  });
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed > 0 ? 1 : 0);
}
