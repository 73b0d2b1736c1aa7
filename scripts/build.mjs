/**
 * Builds dist/: the extension, the language server and the command line, each one CommonJS file or two, and the native parser beside them.
 *
 *   node scripts/build.mjs [--production]
 */
import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { at, isMain, root } from './root.mjs';
import { buildWasmParser } from './wasm-parser.mjs';

const bundles = [
  { from: 'client/src/extension.ts', to: 'dist/extension.js', external: ['vscode'] },
  { from: 'server/src/lsp/main.ts', to: 'dist/server.js' },
  { from: 'server/src/cli/main.ts', to: 'dist/cli.js' },
  { from: 'server/src/cli/engine.ts', to: 'dist/engine.js' },
  { from: 'server/src/reader/main.ts', to: 'dist/reader.js' },
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

export async function build({ production = false } = {}) {
  const { build: bundle } = await import('esbuild');
  mkdirSync(at('dist'), { recursive: true });
  const there = bundles.filter(({ from }) => existsSync(at(from)));
  for (const { from, to } of bundles) if (!existsSync(at(from))) console.log(`${to} is not built: there is no ${from} yet.`);
  const jobs = [
    ...there.map(({ from, to, external = [] }) => ({ entryPoints: [from], outfile: to, external, plugins: [lazyModules] })),
    ...Object.entries(lazy).map(([name, from]) => ({ entryPoints: [from], outfile: `dist/${lazyFile(name)}` })),
  ];
  await Promise.all([
    buildWasmParser(bundle),
    buildPages(bundle, production),
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
        legalComments: 'none',
        logLevel: 'warning',
        ...importMetaUrl,
      }),
    ),
  ]);
  copyNativeParser();
}

/** The pages of webviews: scripts and styles for a browser. */
const buildPages = (bundle, production) =>
  bundle({
    absWorkingDir: root,
    entryPoints: pages.map((name) => `client/webview/${name}.ts`),
    outdir: 'dist/webview',
    bundle: true,
    platform: 'browser',
    format: 'iife',
    target: 'chrome120',
    minify: production,
    sourcemap: production ? false : 'inline',
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
