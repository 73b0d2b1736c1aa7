/** Bundles tests into out/, so that plain Node and VS Code can run them. */
import { existsSync, readdirSync } from 'node:fs';
import { at, root } from './root.mjs';

/** The test files in a folder of test/, as paths in the repository. */
export const testFiles = (folder) =>
  existsSync(at(folder))
    ? readdirSync(at(folder))
        .filter((name) => name.endsWith('.test.ts'))
        .sort()
        .map((name) => `${folder}/${name}`)
    : [];

/** For Node: ES modules. Packages that come with programs or files of their own stay outside. Answers with the bundles' paths. */
export async function bundleForNode(files) {
  await bundle({
    entryPoints: files,
    format: 'esm',
    outExtension: { '.js': '.mjs' },
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
    external: ['esbuild', 'typescript', 'playwright-core', 'dependency-cruiser', 'rumdl'],
  });
  return files.map((file) => at(outOf(file, '.mjs')));
}

/** For VS Code's extension host: CommonJS, with `index.js` beside the tests. */
export async function bundleForVscode() {
  const files = ['test/vscode/index.ts', ...testFiles('test/vscode')];
  await bundle({ entryPoints: files, format: 'cjs', external: ['vscode', 'mocha'] });
  return at('out/vscode/index.js');
}

const outOf = (file, ending) => file.replace(/^test\//, 'out/').replace(/\.ts$/, ending);

async function bundle(options) {
  const { build } = await import('esbuild');
  await build({
    absWorkingDir: root,
    outbase: 'test',
    outdir: 'out',
    bundle: true,
    platform: 'node',
    target: 'node20',
    mainFields: ['module', 'main'],
    sourcemap: 'linked',
    sourcesContent: false,
    logLevel: 'warning',
    ...options,
  });
}
