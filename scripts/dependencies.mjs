/** Installs the packages of package-lock.json where some are missing or of another version. Imports nothing that npm installs. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { at, isMain, root } from './root.mjs';

const packagesOf = (file) => {
  try {
    return JSON.parse(readFileSync(at(file), 'utf8')).packages ?? {};
  } catch {
    return undefined;
  }
};

/** The first package that is not there as locked. Packages for other platforms are not missed. */
function missing() {
  const locked = packagesOf('package-lock.json');
  const installed = packagesOf('node_modules/.package-lock.json');
  if (!installed) return 'node_modules';
  const wrong = Object.entries(locked ?? {}).find(
    ([path, p]) => path !== '' && !p.optional && installed[path]?.version !== p.version,
  );
  return wrong?.[0];
}

export function ensureDependencies() {
  const what = missing();
  if (!what) return;
  console.log(`Installing packages (${what} is missing or of another version)…`);
  if (npm('ci')) return;
  // A lock file that lacks another platform's optional package is refused by 'ci'; what it locks is still installed exactly.
  console.log('npm ci failed: see above. Trying npm install.');
  if (!npm('install', '--no-save')) throw new Error('The packages could not be installed: see above.');
}

function npm(...args) {
  const { status } = spawnSync('npm', [...args, '--no-audit', '--no-fund', '--no-progress', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  return status === 0;
}

if (isMain(import.meta.url)) ensureDependencies();
