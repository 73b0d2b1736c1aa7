/**
 * npm run package [-- <target>...] [--check] [--repository <url>] [--content-url <url>]
 *
 * Builds the extension's files into out/vsix/: one for each machine that the Markdown parser has a native build for, and a
 * universal one. --check installs the one of this machine and the universal one in a fresh VS Code each and tries them.
 * A target is one of VS Code's names, such as linux-x64, or `universal`; without any, all. docs/shipping.md says more.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureDependencies } from './dependencies.mjs';
import { run, stop } from './processes.mjs';
import { at, root } from './root.mjs';

const usage = 'Usage: npm run package [-- <target>...] [--check] [--repository <url>] [--content-url <url>]';

function options() {
  try {
    const { values, positionals } = parseArgs({
      options: { check: { type: 'boolean' }, repository: { type: 'string' }, 'content-url': { type: 'string' } },
      allowPositionals: true,
    });
    for (const name of ['repository', 'content-url']) {
      if (values[name] !== undefined && !/^https:\/\/[^\s/]+\//.test(values[name]))
        stop(`--${name} ${values[name]} is no https address.`);
    }
    if (values.repository && !values['content-url'] && !/^https:\/\/git(?:hub|lab)\.com\//.test(values.repository)) {
      stop(
        `Where the files of ${values.repository} can be read is known of GitHub and GitLab alone: name the place with --content-url.`,
      );
    }
    return { ...values, named: positionals };
  } catch (error) {
    return stop(`${error.message}\n${usage}`);
  }
}

const { check = false, repository, 'content-url': contentUrl, named } = options();
ensureDependencies();
const { targetsThereAre, ownTarget, universal } = await import('./package/targets.mjs');
const builds = targetsThereAre();
const unknown = named.filter((target) => !builds.has(target));
if (unknown.length > 0) stop(`${unknown.join(', ')}: there is no such target. There are ${[...builds.keys()].join(', ')}.`);
const wanted = named.length > 0 ? [...new Set(named)] : [...builds.keys()];

const { ensureVsce } = await import('./package/vsce.mjs');
const { filesIn, stage } = await import('./package/stage.mjs');
const { putParser } = await import('./parsers.mjs');

const hosted = repository !== undefined || contentUrl !== undefined;
const dir = at('out/extension');
const vsixFolder = at('out/vsix');
await datedAsCommitted();
const [vsce] = await Promise.all([ensureVsce({ say: console.log }), stage(dir, { repository, hosted })]);
console.log(contents(filesIn(dir)));

rmSync(vsixFolder, { recursive: true, force: true });
mkdirSync(vsixFolder, { recursive: true });
const made = new Map();
const left = [];
for (const target of wanted) {
  let put;
  try {
    put = await putParser(builds.get(target), join(dir, 'dist'));
  } catch (error) {
    left.push(target);
    console.error(
      `${target} is left out, its parser could not be had: ${error instanceof Error ? error.message : String(error)}`,
    );
    continue;
  }
  made.set(target, await pack(target).catch((error) => stop(`${target} could not be packed: ${error.message}`)));
  const size = put.map((name) => `${name} ${megabytes(statSync(join(dir, 'dist', name)).size)}`);
  console.log(`${relative(root, made.get(target))}  ${megabytes(statSync(made.get(target)).size)}, with ${size.join(' and ')}`);
  for (const name of put) rmSync(join(dir, 'dist', name));
}
writeFileSync(join(vsixFolder, 'SHA256SUMS'), [...made.values()].map(sumOf).join(''));
if (left.length > 0) {
  console.error(`${left.length} of ${wanted.length} are missing: ${left.join(', ')}.`);
  process.exitCode = 1;
}

if (check) {
  const tried = [ownTarget(), universal].filter((target) => made.has(target));
  if (tried.length === 0) stop(`Nothing was built that runs on this machine: it is ${ownTarget()}.`);
  const { checkPackages } = await import('./package/check.mjs');
  if (!(await checkPackages(tried.map((target) => ({ target, file: made.get(target) }))))) process.exitCode = 1;
}
process.exit();

async function pack(target) {
  const { name, version } = JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8'));
  const file = join(vsixFolder, `${name}-${version}${target === universal ? '' : `-${target}`}.vsix`);
  // vsce prints a tree of all files for each: ours is printed once.
  const { log } = console;
  console.log = () => {};
  try {
    await vsce.createVSIX({
      cwd: dir,
      packagePath: file,
      dependencies: false,
      allowMissingRepository: !repository,
      ...(target !== universal && { target }),
      ...(contentUrl && { baseContentUrl: contentUrl, baseImagesUrl: contentUrl }),
      ...(!hosted && { rewriteRelativeLinks: false }),
    });
  } finally {
    console.log = log;
  }
  return file;
}

/** Files in it are dated as the commit is: packed twice, it is the same to the byte. vsce looks at the variable. */
async function datedAsCommitted() {
  if (process.env.SOURCE_DATE_EPOCH) return;
  const time = await run('git', ['log', '-1', '--format=%ct'], { cwd: root, shell: false }).catch(() => undefined);
  if (time?.trim()) process.env.SOURCE_DATE_EPOCH = time.trim();
  else console.log('git knows no commit here, so what is packed is dated as it is made, and is never twice the same.');
}

/** A line as `sha256sum` writes and checks it. */
function sumOf(file) {
  return `${createHash('sha256').update(readFileSync(file)).digest('hex')}  ${basename(file)}\n`;
}

/** Each file with its size; a folder of many small ones in one line. */
function contents(files) {
  const lines = new Map();
  for (const { path, size } of files) {
    const key = /^docs\/(?:[^/]+\/)*/.exec(path)?.[0] ?? path;
    const { count = 0, total = 0 } = lines.get(key) ?? {};
    lines.set(key, { count: count + 1, total: total + size });
  }
  const rows = [...lines].sort(([, a], [, b]) => b.total - a.total);
  const all = files.reduce((sum, { size }) => sum + size, 0);
  const line = (what, size) => `${kilobytes(size).padStart(10)}  ${what}`;
  return [
    `What each holds, before it is packed and without the parser (${files.length} files, ${megabytes(all)}):`,
    ...rows.map(([what, { count, total }]) => line(what.endsWith('/') ? `${what} (${count} files)` : what, total)),
  ].join('\n');
}

function kilobytes(bytes) {
  return `${(bytes / 1024).toFixed(1)} KB`;
}

function megabytes(bytes) {
  return `${(bytes / 2 ** 20).toFixed(2)} MB`;
}
