/**
 * Installs a real VS Code (the web server inside the npm package code-server) from the npm registry alone:
 * nothing is compiled. Into .vscode-test/vscode-server-<version>-<platform>, once; safe to run twice at a time.
 *
 *   node scripts/vscode-server-install.mjs     installs it if it is missing, prints the folder
 *   VSCODE_SERVER_CACHE=/some/folder           another cache, shared between clones
 *   VSCODE_VERSION=1.93.1                      another version of those below
 */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { npm, unpack } from './npm-pack.mjs';
import { finallyDo } from './processes.mjs';
import { cache, isMain } from './root.mjs';

/** By VS Code version: what to fetch, with its sha512. The newest is the default, the oldest is what engines.vscode promises. */
const pins = {
  '1.139.1': {
    codeServer: '4.139.1',
    sha512: 'fUYvJVdz4ZoVJfakGiGWXFMpF8K1ObsrpGvX17ZxNpKOzdNHs7lANT670JTr4ZhA8DnWqyvvmFG/d3HV9Yy6ew==',
    node: '24.21.0',
  },
  '1.100.3': {
    codeServer: '4.100.3',
    sha512: 'q/Fh2DOxCRNhC/WiG/6sAhSKnj7ZACTVBaeeZ+rWjol//0FCbl/qg1ln5ecZ99jYcfqMxZZAyWcN+YBIo0DgpA==',
    node: '20.20.0',
  },
  '1.93.1': {
    codeServer: '4.93.1',
    sha512: 'OxEBxxt5ra+ayKdp9yBvRB72gZmZzrtaDvU9uRqNbfQSIrGkCOn+IxEw0AgzYrbtMpa1QhMv6L3od5wBCsJKFg==',
    node: '20.20.0',
    exportsOnly: true,
    // its shrinkwrap is incomplete
    npm: 'install',
  },
};

const nodeSha512 = {
  'linux-x64@20.20.0': 'JJIo+ga3vt4ZdKPRV0SeeFu3qXM7lUuuBYAlr1gW6PdH60e57bpmr4NbP5AgJ4JPmi/3ijrwkiF4csNEoBt8KA==',
  'linux-x64@24.21.0': '3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
};

const platform = `${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;

export const vscodeVersion = process.env.VSCODE_VERSION ?? '1.139.1';

export async function ensureVscodeServer({ say = console.error } = {}) {
  const pin = pins[vscodeVersion];
  if (!pin) throw new Error(`There is no VS Code ${vscodeVersion} to install here, only ${Object.keys(pins).join(', ')}.`);
  const dir = join(cache, `vscode-server-${vscodeVersion}-${platform}`);
  const installation = {
    root: join(dir, 'vscode'),
    node: join(dir, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node'),
    exportsOnly: pin.exportsOnly === true,
  };
  if (existsSync(join(dir, 'ok.json'))) return installation;
  say(`Installing VS Code ${vscodeVersion} into ${dir} (about 400 MB, once)…`);
  const began = Date.now();
  const temporary = `${dir}.tmp-${process.pid}`;
  const clean = finallyDo(() => rmSync(temporary, { recursive: true, force: true, maxRetries: 5 }));
  try {
    mkdirSync(temporary, { recursive: true });
    await fill(temporary, pin);
    writeFileSync(join(temporary, 'ok.json'), JSON.stringify({ ...pin, ms: Date.now() - began }, null, 1));
    moveInto(dir, temporary);
  } finally {
    clean();
  }
  say(`VS Code is installed, in ${((Date.now() - began) / 1000).toFixed(1)} s.`);
  return installation;
}

/** Another process may have been faster: then its folder stays. */
function moveInto(dir, temporary) {
  try {
    if (!existsSync(join(dir, 'ok.json'))) rmSync(dir, { recursive: true, force: true });
    renameSync(temporary, dir);
  } catch (error) {
    if (!existsSync(join(dir, 'ok.json'))) throw error;
  }
}

async function fill(dir, pin) {
  const vscode = join(dir, 'vscode');
  await Promise.all([
    unpack(dir, `code-server@${pin.codeServer}`, pin.sha512, ['package/lib/vscode']).then((from) =>
      renameSync(join(from, 'lib', 'vscode'), vscode),
    ),
    unpack(dir, `node-${platform}@${pin.node}`, nodeSha512[`${platform}@${pin.node}`], ['package/bin', 'package/LICENSE']).then(
      (from) => renameSync(from, join(dir, 'node')),
    ),
  ]);
  // The package ships a shrinkwrap, so 'ci' gives exactly its versions and checks every hash; without --legacy-peer-deps it refuses,
  // for a peer that the shrinkwrap does not list. --ignore-scripts: nothing is compiled, or downloaded behind npm's back.
  await npm([pin.npm ?? 'ci', '--omit=dev', '--ignore-scripts', '--no-bin-links', '--legacy-peer-deps'], vscode);
  slim(vscode);
  await oldLayout(vscode);
  replaceNative(join(vscode, 'node_modules'));
}

/** Takes out what no test needs, more than half of it: Copilot and its native runtime, a sandbox, other platforms' ripgrep. */
function slim(root) {
  const modules = join(root, 'node_modules');
  const inside = (dir, keep) =>
    (existsSync(dir) ? readdirSync(dir).filter((name) => !keep(name)) : []).map((name) => join(dir, name));
  const gone = [
    join(root, 'extensions/copilot'),
    join(root, 'extensions/mermaid-markdown-features'),
    join(modules, '@microsoft/mxc-sdk/bin'),
    ...inside(join(modules, '@github'), (name) => !name.startsWith('copilot-sdk-')),
    ...inside(join(modules, '@vscode/ripgrep-universal/bin'), (name) => name === `${process.platform}-${process.arch}`),
  ];
  for (const path of gone) rmSync(path, { recursive: true, force: true });
}

/** Older versions fetched ripgrep in a post-install script, and look for packages in node_modules.asar. */
async function oldLayout(root) {
  const ripgrep = join(root, 'node_modules/@vscode/ripgrep');
  if (!existsSync(ripgrep) || existsSync(join(ripgrep, 'bin'))) return;
  const from = await unpack(root, `@vscode/ripgrep-${process.platform}-${process.arch}@1.18.0`);
  renameSync(join(from, 'bin'), join(ripgrep, 'bin'));
  if (!existsSync(join(root, 'node_modules.asar'))) symlinkSync('node_modules', join(root, 'node_modules.asar'), 'junction');
}

/** The two native modules that VS Code loads at its start have no prebuilt file: plain JavaScript stands in for a compiler. */
function replaceNative(modules) {
  const watchdog = 'exports.start = () => {}; exports.exit = (code) => process.exit(code ?? 0);\n';
  for (const name of ['@vscode/native-watchdog', 'native-watchdog']) {
    if (existsSync(join(modules, name))) writeFileSync(join(modules, name, 'index.js'), watchdog);
  }
  writeFileSync(join(modules, '@vscode/spdlog/index.js'), spdlog);
}

const spdlog = `
const fs = require('fs'), path = require('path');
const levels = ['trace', 'debug', 'info', 'warning', 'error', 'critical'];
class Logger {
  constructor(_type, _name, file) { this.file = file; this.level = 2; fs.mkdirSync(path.dirname(file), { recursive: true }); }
  write(level, text) {
    if (level < this.level) return;
    const line = this.raw ? text : new Date().toISOString() + ' [' + levels[level] + '] ' + text + '\\n';
    try { fs.appendFileSync(this.file, line); } catch {}
  }
  trace(m) { this.write(0, m); } debug(m) { this.write(1, m); } info(m) { this.write(2, m); }
  warn(m) { this.write(3, m); } error(m) { this.write(4, m); } critical(m) { this.write(5, m); }
  getLevel() { return this.level; } setLevel(l) { this.level = l; } setPattern() {} clearFormatters() { this.raw = true; } flush() {} drop() {}
}
exports.version = 1; exports.setLevel = () => {}; exports.setFlushOn = () => {}; exports.Logger = Logger;
exports.createRotatingLogger = exports.createAsyncRotatingLogger = async (name, file) => new Logger('rotating', name, file);
`;

if (isMain(import.meta.url)) {
  const { root } = await ensureVscodeServer();
  console.log(join(root, '..'));
}
