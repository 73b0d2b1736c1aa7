/**
 * The Markdown parser's WebAssembly build, for machines that the native one does not load on. npm does not install it beside
 * a native one, so it is fetched apart, with the hash that package-lock.json has, once; into .vscode-test/.
 */
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { unpack } from './npm-pack.mjs';
import { at, cache, isMain, root } from './root.mjs';

const name = '@bruits/satteri-wasm32-wasi';
const files = { code: 'satteri_napi.wasi.cjs', wasm: 'satteri_napi.wasm32-wasi.wasm' };

/** The folder with the package. */
export async function ensureWasmParser() {
  const { version, integrity } = JSON.parse(readFileSync(at('package-lock.json'), 'utf8')).packages[`node_modules/${name}`];
  const dir = join(cache, `satteri-wasm-${version}`);
  if (existsSync(join(dir, files.wasm))) return dir;
  mkdirSync(cache, { recursive: true });
  const temporary = `${dir}.${process.pid}.tmp`;
  mkdirSync(temporary);
  try {
    const from = await unpack(temporary, `${name}@${version}`, integrity.replace(/^sha512-/, ''));
    renameSync(from, dir);
  } catch (error) {
    // Another process may have been faster.
    if (!existsSync(join(dir, files.wasm))) throw error;
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
  return dir;
}

/** Puts it into dist/, where the native one's loader looks for it when that fails. Without it, remark is what is left. */
export async function buildWasmParser(bundle) {
  let dir;
  try {
    dir = await ensureWasmParser();
  } catch (error) {
    console.warn(`The parser's WebAssembly build is left out: ${error instanceof Error ? error.message : String(error)}`);
    return;
  }
  const wasm = at('dist', files.wasm);
  if (!existsSync(wasm)) copyFileSync(join(dir, files.wasm), wasm);
  await bundle({
    absWorkingDir: root,
    entryPoints: [join(dir, files.code)],
    outfile: `dist/${files.code}`,
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    nodePaths: [at('node_modules')],
    legalComments: 'none',
    logLevel: 'warning',
  });
}

if (isMain(import.meta.url)) console.log(await ensureWasmParser());
