/** Runs the browser tests: a VS Code server with Gatehouse installed in it, a copy of the fixture, and a real browser. */
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { ensureChromium } from './chromium.mjs';
import { runNodeTests } from './node-tests.mjs';
import { at, isMain } from './root.mjs';
import { newResults } from './run-suite-web.mjs';
import { bundleForNode, testFiles } from './tests-bundle.mjs';
import { ensureVscodeServer } from './vscode-server-install.mjs';
import { browserArgs, copyWorkspace, quiet, startServer, steady, workbenchUrl } from './vscode-web.mjs';

export async function runBrowser({ say, chromium, installation, tests }) {
  const { dir } = newResults('browser');
  const workspace = copyWorkspace(at('test/fixtures/packets'));
  const toSign = copyWorkspace(at('test/fixtures/signing'));
  const log = createWriteStream(join(dir, 'server.log'));
  const server = await startServer(installation, { extension: true, token: true, settings: { ...quiet, ...steady }, log });
  try {
    process.env.GATEHOUSE_URL = workbenchUrl(server, workspace.dir).href;
    process.env.GATEHOUSE_FOLDER = workspace.dir;
    process.env.GATEHOUSE_SIGN_URL = workbenchUrl(server, toSign.dir).href;
    process.env.GATEHOUSE_SIGN_FOLDER = toSign.dir;
    process.env.GATEHOUSE_CHROMIUM = chromium;
    process.env.GATEHOUSE_CHROMIUM_ARGS = JSON.stringify(browserArgs);
    process.env.GATEHOUSE_SHOTS = dir;
    process.env.GATEHOUSE_VSCODE = installation.root;
    const count = await runNodeTests(tests, { say, concurrency: 1, verbose: true });
    if (count.failed > 0) say(`  Screenshots and logs: ${dir}`);
    return count;
  } finally {
    await server.stop();
    workspace.remove();
    toSign.remove();
  }
}

if (isMain(import.meta.url)) {
  const [tests, chromium, installation] = await Promise.all([
    bundleForNode(testFiles('test/browser')),
    ensureChromium(),
    ensureVscodeServer(),
    build(),
  ]);
  const { passed, failed } = await runBrowser({ say: console.log, chromium, installation, tests });
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed > 0 ? 1 : 0);
}
