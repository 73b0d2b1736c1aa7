/**
 * Builds dist/: the extension, the language server and the command line, each one CommonJS file or two, and the native parser beside them.
 *
 *   node scripts/build.mjs [--production]
 */
import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync } from 'node:fs';
import { join, relative } from 'node:path';
import { putWasmParser } from './parsers.mjs';
import { at, isMain, root } from './root.mjs';

const bundles = [
  { from: 'client/src/extension.ts', to: 'dist/extension.js', external: ['vscode'] },
  { from: 'server/src/lsp/main.ts', to: 'dist/server.js' },
  { from: 'server/src/cli/main.ts', to: 'dist/cli.js' },
  { from: 'server/src/cli/recalled.ts', to: 'dist/recalled.js' },
  { from: 'server/src/cli/whole.ts', to: 'dist/whole.js' },
  { from: 'server/src/cli/engine.ts', to: 'dist/engine.js' },
  { from: 'server/src/reader/main.ts', to: 'dist/reader.js' },
  { from: 'server/src/reparser/main.ts', to: 'dist/reparser.js' },
];

/** Each a script and a style in client/webview. */
const pages = ['sign', 'graph', 'overview'];

/** Loaded only when there is a configuration to read, or secrets are looked for: kept out of the bundles, which Node compiles whole at every start. */
const lazy = { zod: 'zod', yaml: 'yaml', '../secret-rules': 'server/src/host/secret-rules.ts' };
const lazyFile = (name) => `lazy-${name.replace('../', '')}.js`;

const lazyModules = {
  name: 'lazy-modules',
  setup: ({ onResolve }) =>
    onResolve({ filter: new RegExp(`^(?:${Object.keys(lazy).join('|')})$`) }, ({ path }) => ({
      path: `./${lazyFile(path)}`,
      external: true,
    })),
};

/** satteri is an ES module that looks for its native file from import.meta.url, which a CommonJS bundle has to make up. */
const importMetaUrl = {
  define: { 'import.meta.url': '__bundleUrl' },
  banner: { js: "const __bundleUrl=require('node:url').pathToFileURL(__filename).href;" },
};

/**
 * @param into another folder than dist/; what is made for others has no parser of this machine in it
 * @returns the files that went into the bundles, as paths in the repository
 */
export async function build({ production = false, into } = {}) {
  const { build: bundle } = await import('esbuild');
  const dist = into ?? at('dist');
  mkdirSync(dist, { recursive: true });
  const there = bundles.filter(({ from }) => existsSync(at(from)));
  for (const { from, to } of bundles) if (!existsSync(at(from))) console.log(`${to} is not built: there is no ${from} yet.`);
  const jobs = [
    ...there.map(({ from, to, external = [] }) => ({
      entryPoints: [from],
      outfile: join(dist, relative('dist', to)),
      external,
      plugins: [lazyModules],
    })),
    ...Object.entries(lazy).map(([name, from]) => ({ entryPoints: [from], outfile: join(dist, lazyFile(name)) })),
  ];
  const [, ...results] = await Promise.all([
    into ? undefined : wasmParser(bundle, dist),
    buildPages(bundle, production, dist),
    ...jobs.map((job) =>
      bundle({
        absWorkingDir: root,
        ...job,
        bundle: true,
        platform: 'node',
        format: 'cjs',
        target: 'node20',
        mainFields: ['module', 'main'],
        minify: production,
        sourcemap: !production,
        metafile: true,
        legalComments: 'none',
        logLevel: 'warning',
        ...importMetaUrl,
      }),
    ),
  ]);
  if (!into) copyNativeParser();
  return { inputs: [...new Set(results.flatMap(({ metafile }) => Object.keys(metafile.inputs)))] };
}

/** Without it, remark is what is left where the native one does not load. */
async function wasmParser(bundle, dist) {
  try {
    await putWasmParser(bundle, dist);
  } catch (error) {
    console.warn(`The parser's WebAssembly build is left out: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** The pages of webviews: scripts and styles for a browser. */
const buildPages = (bundle, production, dist) =>
  bundle({
    absWorkingDir: root,
    entryPoints: pages.map((name) => `client/webview/${name}.ts`),
    outdir: join(dist, 'webview'),
    bundle: true,
    platform: 'browser',
    format: 'iife',
    target: 'chrome120',
    minify: production,
    sourcemap: production ? false : 'inline',
    metafile: true,
    legalComments: 'none',
    logLevel: 'warning',
  });

/** The parser's native file for this platform, where npm installed one: the bundle looks beside itself first. */
function copyNativeParser() {
  const packages = at('node_modules/@bruits');
  if (!existsSync(packages)) return;
  for (const name of readdirSync(packages)) {
    for (const file of readdirSync(join(packages, name))) {
      if (file.endsWith('.node')) put(join(packages, name, file), at('dist', file));
    }
  }
}

/** A process that runs has the file in its memory: another one takes its place, its bytes stay. */
function put(from, to) {
  const temporary = `${to}.${process.pid}.tmp`;
  copyFileSync(from, temporary);
  renameSync(temporary, to);
}

if (isMain(import.meta.url)) await build({ production: process.argv.includes('--production') });
