/** Installs what ships and tries it, by test/package: npm's package in an empty folder, VSIX files in a fresh VS Code each, in a real browser. */
import { createWriteStream, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ensureChromium } from '../chromium.mjs';
import { runNodeTests } from '../node-tests.mjs';
import { at } from '../root.mjs';
import { newResults, sum } from '../run-suite-web.mjs';
import { bundleForNode, testFiles } from '../tests-bundle.mjs';
import { ensureVscodeServer } from '../vscode-server-install.mjs';
import { browserArgs, copyWorkspace, quiet, startServer, steady, workbenchUrl } from '../vscode-web.mjs';

/** @param packages `{ target, file }`, of files that run on this machine. True if everything passed. */
export async function checkPackages(packages, { say = console.log } = {}) {
  const [chromium, installation, tests] = await Promise.all([
    ensureChromium({ say }),
    ensureVscodeServer({ say }),
    bundleForNode(testFiles('test/package')),
  ]);
  const [ofNpm, ofVsix] = ['npm', 'installed'].map((name) => tests.filter((test) => basename(test).startsWith(`${name}.`)));
  say('\nWhat npm packs, installed in an empty folder');
  const counts = [await runNodeTests(ofNpm, { say, concurrency: 1, verbose: true })];
  for (const one of packages) {
    say(`\n${one.file}, installed in a fresh VS Code`);
    counts.push(await checkPackage({ ...one, chromium, installation, tests: ofVsix, say }));
  }
  const { passed, failed } = sum(counts);
  say(`\n${passed} passed, ${failed} failed`);
  return failed === 0 && passed > 0;
}

async function checkPackage({ target, file, chromium, installation, tests, say }) {
  const { dir } = newResults(`package-${target}`);
  const log = createWriteStream(join(dir, 'server.log'));
  const workspace = copyWorkspace(at('examples/packets'));
  const { 'security.workspace.trust.enabled': _, ...settings } = {
    ...quiet,
    ...steady,
    'security.workspace.trust.startupPrompt': 'never',
  };
  const server = await startServer(installation, { vsix: file, trust: true, token: true, settings, log });
  try {
    const extensions = join(server.dir, 'extensions');
    const [installed] = readdirSync(extensions).filter((name) => name.startsWith('gatehouse.'));
    Object.assign(process.env, {
      GATEHOUSE_TARGET: target,
      GATEHOUSE_INSTALLED: join(extensions, installed),
      GATEHOUSE_SERVER_LOGS: join(server.dir, 'data', 'logs'),
      GATEHOUSE_URL: workbenchUrl(server, workspace.dir).href,
      GATEHOUSE_FOLDER: workspace.dir,
      GATEHOUSE_CHROMIUM: chromium,
      GATEHOUSE_CHROMIUM_ARGS: JSON.stringify(browserArgs),
      GATEHOUSE_SHOTS: dir,
    });
    const count = await runNodeTests(tests, { say, concurrency: 1, verbose: true });
    if (count.failed > 0) say(`  Screenshots and logs: ${dir}`);
    return count;
  } finally {
    await server.stop();
    workspace.remove();
  }
}
