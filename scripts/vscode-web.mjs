/** Starts a real VS Code as a web server, with Gatehouse in it, and opens its workbench in a browser. */
import { randomBytes } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { chromium } from 'playwright-core';
import { run, spawnGroup, temporaryFolder } from './processes.mjs';
import { at, root } from './root.mjs';

/** Settings that keep VS Code from talking about anything but the folder. */
export const quiet = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'telemetry.telemetryLevel': 'off',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'update.mode': 'none',
  'update.showReleaseNotes': false,
  'chat.disableAIFeatures': true,
  'chat.commandCenter.enabled': false,
};

/** Settings that make tests repeatable. */
export const steady = {
  'security.workspace.trust.enabled': false,
  'git.enabled': false,
  'git.openRepositoryInParentFolders': 'never',
  'workbench.editor.useModal': 'off',
  'workbench.reduceMotion': 'on',
  'workbench.colorTheme': 'Default Dark Modern',
  'editor.accessibilitySupport': 'off',
  'editor.cursorBlinking': 'solid',
  'files.autoSave': 'off',
  'window.restoreWindows': 'none',
};

/**
 * Starts the server. With `extension`, Gatehouse is installed in it as a link to this repository; with `vsix`, out of that file.
 * With `token`, only who knows the address can use it: without, any page of the browser could.
 * With `trust`, folders are not trusted until somebody says so.
 */
export async function startServer(
  installation,
  { env = {}, settings = quiet, extension = false, vsix, token = false, trust = false, log, port = 0 } = {},
) {
  const { dir, remove } = temporaryFolder('gatehouse-vscode');
  // code-server keeps the user's settings on the server's disk, so they can be written before the start.
  mkdirSync(join(dir, 'data', 'User'), { recursive: true });
  writeFileSync(join(dir, 'data', 'User', 'settings.json'), JSON.stringify(settings, null, 1));
  if (extension) linkExtension(join(dir, 'extensions'));
  if (vsix) await installVsix(installation, dir, vsix);
  const secret = token ? randomBytes(16).toString('hex') : undefined;
  const guard = secret ? ['--connection-token', secret] : ['--without-connection-token'];
  const args = installation.exportsOnly
    ? [at('scripts/old-server.cjs'), installation.root, dir, ...(trust ? ['--trust'] : [])]
    : [
        join(installation.root, 'out', 'server-main.js'),
        ...['--host', '127.0.0.1', '--port', String(port), ...guard, '--accept-server-license-terms'],
        ...['--server-data-dir', dir, '--telemetry-level', 'off', ...(trust ? [] : ['--disable-workspace-trust'])],
      ];
  const { child, end } = spawnGroup(installation.node, args, {
    env: { ...cleanEnvironment(), EXTENSIONS_GALLERY: '{}', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stop = async () => {
    const gone =
      child.exitCode !== null || child.signalCode !== null ? undefined : new Promise((done) => child.once('exit', done));
    end();
    await gone;
    remove();
  };
  try {
    const listening = await portOf(child, log);
    return {
      port: listening,
      token: installation.exportsOnly ? undefined : secret,
      dir,
      stop,
      exited: new Promise((done) => child.once('exit', done)),
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The port, as soon as the server says it. */
function portOf(child, log, timeoutMs = 30_000) {
  let said = '';
  return new Promise((done, fail) => {
    const limit = setTimeout(
      () => fail(new Error(`VS Code's server did not start within ${timeoutMs / 1000} s.\n${said}`)),
      timeoutMs,
    );
    const listen = (data) => {
      log?.write(data);
      said = (said + data).slice(-10_000);
      const match = /Extension host agent listening on (\d+)/.exec(said);
      if (!match) return;
      clearTimeout(limit);
      done(Number(match[1]));
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.on('error', fail);
    child.on('exit', (code) => {
      clearTimeout(limit);
      fail(new Error(`VS Code's server ended with ${code}.\n${said}`));
    });
  });
}

/** Without what a VS Code around us, or a debugger, has put there. */
function cleanEnvironment() {
  const foreign = /^(VSCODE_|ELECTRON_RUN_AS_NODE|NODE_OPTIONS|NODE_TEST_CONTEXT)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
}

/** Installs this repository as an extension: the folder is a link, the list names it. */
function linkExtension(extensions) {
  const { name, publisher, version } = JSON.parse(readFileSync(at('package.json'), 'utf8'));
  const id = `${publisher}.${name}`;
  const folder = `${id}-${version}`;
  mkdirSync(extensions, { recursive: true });
  symlinkSync(root, join(extensions, folder), 'junction');
  const location = { $mid: 1, scheme: 'file', path: uriPath(join(extensions, folder)) };
  const entry = {
    identifier: { id },
    version,
    location,
    relativeLocation: folder,
    metadata: { installedTimestamp: Date.now(), source: 'vsix' },
  };
  writeFileSync(join(extensions, 'extensions.json'), JSON.stringify([entry]));
}

/** As VS Code itself installs a file. Rejects where it says that it did not. */
async function installVsix(installation, dir, vsix) {
  const entry = installation.exportsOnly
    ? [at('scripts/old-server.cjs'), installation.root, dir]
    : [join(installation.root, 'out', 'server-main.js')];
  const said = await run(installation.node, [...entry, '--install-extension', vsix, '--server-data-dir', dir], {
    shell: false,
    timeout: 120_000,
    env: { ...cleanEnvironment(), EXTENSIONS_GALLERY: '{}' },
  });
  if (!/was successfully installed/.test(said)) throw new Error(`VS Code did not install ${vsix}:\n${said}`);
}

const uriPath = (path) =>
  resolve(path)
    .replace(/\\/g, '/')
    .replace(/^([A-Za-z]:)/, '/$1');

/** The address of the workbench of a folder, or of a workspace file. */
export function workbenchUrl({ port, token }, path) {
  const url = new URL(`http://127.0.0.1:${port}/`);
  if (token) url.searchParams.set('tkn', token);
  url.searchParams.set(path.endsWith('.code-workspace') ? 'workspace' : 'folder', uriPath(path));
  return url;
}

/**
 * Opens the workbench in extension development mode, to run a suite in its extension host.
 *
 * The development extension and the suite are put into the page's own configuration. (Newer builds ignore them in the address
 * unless started with a flag that also switches notifications off. And a document that Playwright's `route` made counts as
 * a public page, which Chromium does not let talk to 127.0.0.1.)
 */
export async function openSuite(page, server, { path, suite }) {
  const authority = `127.0.0.1:${server.port}`;
  const uri = (file) => ({ $mid: 1, scheme: 'vscode-remote', authority, path: uriPath(file) });
  const text = ({ scheme, path }) => `${scheme}://${authority}${encodeURI(path)}`;
  const extension = uri(root);
  const tests = uri(suite);
  await page.addInitScript(develop, { extension, tests });
  const url = workbenchUrl(server, path);
  // Older builds read their configuration before our script runs, and take it from the address.
  const payload = [
    ['skipWelcome', 'true'],
    ['extensionDevelopmentPath', text(extension)],
    ['extensionTestsPath', text(tests)],
  ];
  url.searchParams.set('payload', JSON.stringify(payload));
  await page.goto(url.href, { timeout: 60_000 });
}

/** Runs in the page: 'interactive' comes before the workbench's scripts read the configuration. */
function develop({ extension, tests }) {
  const { document } = globalThis;
  document.addEventListener('readystatechange', () => {
    const meta = document.readyState === 'interactive' && document.getElementById('vscode-workbench-web-configuration');
    if (!meta) return;
    const configuration = JSON.parse(meta.getAttribute('data-settings'));
    configuration.developmentOptions = {
      ...configuration.developmentOptions,
      extensions: [extension],
      extensionTestsPath: tests,
    };
    meta.setAttribute('data-settings', JSON.stringify(configuration));
  });
}

export const browserArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

export const launchBrowser = (executablePath) => chromium.launch({ executablePath, headless: true, args: browserArgs });

/** A throw-away copy of a folder: tests may change it. `file` is the workspace file in it, where it has one: of several folders. */
export function copyWorkspace(source, name = basename(source)) {
  const { dir, remove } = temporaryFolder('gatehouse-workspace');
  const copy = join(dir, name);
  cpSync(source, copy, { recursive: true });
  const file = readdirSync(copy).find((entry) => entry.endsWith('.code-workspace'));
  return { dir: copy, ...(file && { file: join(copy, file) }), remove };
}
