/** Microsoft's packager of extensions, installed on demand: it is too large for everyone who only wants to run the tests. */
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { npm } from '../npm-pack.mjs';
import { at, cache } from '../root.mjs';

const files = ['package.json', 'package-lock.json'];
const lockedIn = at('scripts/package/vsce');

/** What vsce exports: `createVSIX`, `listFiles`. */
export async function ensureVsce({ say = console.error } = {}) {
  const { version } = JSON.parse(readFileSync(join(lockedIn, 'package-lock.json'), 'utf8')).packages['node_modules/@vscode/vsce'];
  const dir = join(cache, `vsce-${version}`);
  const there = () => existsSync(join(dir, 'node_modules/@vscode/vsce/package.json'));
  if (!there()) {
    say(`Installing vsce ${version} into ${dir} (about 125 MB, once)…`);
    const temporary = `${dir}.${process.pid}.tmp`;
    mkdirSync(temporary, { recursive: true });
    try {
      for (const name of files) copyFileSync(join(lockedIn, name), join(temporary, name));
      // Without scripts: its optional store of passwords would be compiled, and is for publishing only.
      await npm(['ci', '--ignore-scripts'], temporary);
      renameSync(temporary, dir);
    } catch (error) {
      // Another process may have been faster.
      if (!there()) throw error;
    } finally {
      rmSync(temporary, { recursive: true, force: true });
    }
  }
  return createRequire(join(dir, 'package.json'))('@vscode/vsce');
}
