/**
 * The Markdown parser's builds for other machines than this one, and the WebAssembly build for those that the native one does
 * not load on. npm installs only this machine's native build, so the others are fetched apart, with the hashes that
 * package-lock.json has, once each; into .vscode-test/.
 */
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { unpack } from './npm-pack.mjs';
import { at, cache, root } from './root.mjs';

const wasm = { code: 'satteri_napi.wasi.cjs', binary: 'satteri_napi.wasm32-wasi.wasm' };

const packageOf = (build) => `@bruits/satteri-${build}`;

/** The name of a native build's one file. Its loader looks for it beside itself. */
export const nativeFile = (build) => `satteri_napi.${build}.node`;

/** The builds that package-lock.json has, such as `linux-x64-gnu` and `wasm32-wasi`. */
export function lockedBuilds() {
  const prefix = `node_modules/${packageOf('')}`;
  return Object.keys(locked())
    .filter((path) => path.startsWith(prefix))
    .map((path) => path.slice(prefix.length));
}

const locked = () => JSON.parse(readFileSync(at('package-lock.json'), 'utf8')).packages;

/** The folder with a build's package. */
export async function ensureParser(build) {
  const name = packageOf(build);
  const lock = locked()[`node_modules/${name}`];
  if (!lock) throw new Error(`package-lock.json has no ${name}.`);
  const file = build === 'wasm32-wasi' ? wasm.binary : nativeFile(build);
  const dir = join(cache, `satteri-${build}-${lock.version}`);
  if (existsSync(join(dir, file))) return dir;
  mkdirSync(cache, { recursive: true });
  const temporary = `${dir}.${process.pid}.tmp`;
  mkdirSync(temporary);
  try {
    const from = await unpack(temporary, `${name}@${lock.version}`, lock.integrity.replace(/^sha512-/, ''));
    if (!existsSync(join(from, file))) throw new Error(`${name}@${lock.version} has no ${file}.`);
    renameSync(from, dir);
  } catch (error) {
    // Another process may have been faster.
    if (!existsSync(join(dir, file))) throw error;
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
  return dir;
}

/** Puts a build into a folder of bundles; answers with the names of the files. */
export async function putParser(build, into) {
  if (build === 'wasm32-wasi') return putWasmParser((await import('esbuild')).build, into);
  copyFileSync(join(await ensureParser(build), nativeFile(build)), join(into, nativeFile(build)));
  return [nativeFile(build)];
}

/** Puts the WebAssembly build where the native one's loader looks for it when that fails. */
export async function putWasmParser(bundle, into) {
  const dir = await ensureParser('wasm32-wasi');
  const binary = join(into, wasm.binary);
  if (!existsSync(binary)) copyFileSync(join(dir, wasm.binary), binary);
  await bundle({
    absWorkingDir: root,
    entryPoints: [join(dir, wasm.code)],
    outfile: join(into, wasm.code),
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    nodePaths: [at('node_modules')],
    legalComments: 'none',
    logLevel: 'warning',
  });
  return Object.values(wasm);
}
