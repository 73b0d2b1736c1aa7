/** The folder that becomes an extension: the production build and the files that run with it, nothing of this machine. */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from '../build.mjs';
import { at } from '../root.mjs';
import { galleryText } from './gallery.mjs';
import { filesNamed, notShipped, shippedManifest } from './manifest.mjs';
import { notices } from './notices.mjs';

/** What is copied as it is. Documents: commands and rules name them; the example: a command opens it. */
const copied = ['LICENSE', 'bin', 'docs', 'examples/packets', 'media', 'syntaxes'];

/** Fills an empty folder. The parser comes later: it is another one for each machine. */
export async function stage(dir, { repository, hosted = false } = {}) {
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir, { recursive: true });
  const { inputs } = await build({ production: true, into: join(dir, 'dist') });
  for (const name of copied) {
    cpSync(at(name), join(dir, name), {
      recursive: true,
      filter: (from) => !notShipped.has(from.slice(at().length + 1).replaceAll('\\', '/')),
    });
  }
  for (const name of ['README.md', 'CHANGELOG.md']) {
    writeFileSync(join(dir, name), galleryText(readFileSync(at(name), 'utf8'), { hosted }));
  }
  writeFileSync(join(dir, 'THIRD-PARTY-NOTICES.txt'), notices(inputs));
  writeFileSync(join(dir, '.vscodeignore'), '# What is in this folder ships.\n');
  const manifest = shippedManifest(JSON.parse(readFileSync(at('package.json'), 'utf8')), { repository });
  writeFileSync(join(dir, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  const missing = filesNamed(manifest).filter((path) => !existsSync(join(dir, path)));
  if (missing.length > 0) throw new Error(`package.json names what is not shipped: ${missing.join(', ')}.`);
}

/** The files that ship, of such a folder, with their sizes in bytes, largest first. */
export function filesIn(dir) {
  return readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .map((path) => ({ path: path.replaceAll('\\', '/'), size: statSync(join(dir, path)) }))
    .filter(({ path, size }) => size.isFile() && path !== '.vscodeignore')
    .map(({ path, size }) => ({ path, size: size.size }))
    .sort((a, b) => b.size - a.size || (a.path < b.path ? -1 : 1));
}
