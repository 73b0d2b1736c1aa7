// Writes what is generated: the registry, docs/rules, the JSON schemas, the commands in package.json. `--check` fails instead of writing.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { at, root } from './root.mjs';

const check = process.argv.includes('--check');
process.chdir(root);
execFileSync(process.execPath, ['server/dev/registry.mjs', ...(check ? ['--check'] : [])], { stdio: 'inherit' });

await build({
  entryPoints: ['server/dev/generate.ts'],
  outfile: 'out/generate.mjs',
  bundle: true,
  platform: 'node',
  format: 'esm',
  external: ['satteri'],
  mainFields: ['module', 'main'],
  logLevel: 'warning',
  banner: { js: "import{createRequire as __r}from'node:module';const require=__r(import.meta.url);" },
});
const { generated } = await import(pathToFileURL(at('out/generate.mjs')).href);

const files = generated();
const stale = files.filter(({ path, text }) => !existsSync(path) || readFileSync(path, 'utf8').replaceAll('\r\n', '\n') !== text);
const wanted = new Set(files.map((f) => f.path));
const orphans = pagesBelow('docs/rules').filter((path) => !wanted.has(path));
if (check && stale.length + orphans.length > 0) {
  console.error(`Stale: ${[...stale.map((f) => f.path), ...orphans].join(', ')}. Run \`npm run gen\` and commit it.`);
  process.exit(1);
}
for (const { path, text } of stale) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
for (const path of orphans) rmSync(path);
if (!check)
  console.log(
    stale.length + orphans.length === 0
      ? 'Everything generated is current.'
      : `Wrote ${stale.length} files, removed ${orphans.length}.`,
  );

function pagesBelow(dir) {
  return existsSync(dir)
    ? readdirSync(dir, { recursive: true, encoding: 'utf8' })
        .filter((f) => f.endsWith('.md'))
        .map((f) => join(dir, f).replaceAll('\\', '/'))
    : [];
}
