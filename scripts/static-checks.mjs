/** What can be said of the sources without running them: format and lint, types, purity of the core, doors between the rooms. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from './processes.mjs';
import { at, root } from './root.mjs';

/** Each is one test. `needs`: without that file there is nothing to check yet. */
export const staticChecks = [
  {
    title: 'format and lint',
    program: ['@biomejs/biome', 'biome'],
    args: ['check', '--colors=off', '--max-diagnostics=50', '--diagnostic-level=warn', '.'],
  },
  { title: 'types', program: ['typescript', 'tsc'], args: ['-p', '.'] },
  { title: 'types of pages', program: ['typescript', 'tsc'], args: ['-p', 'client/webview'] },
  { title: 'purity of core, systems and service', program: ['typescript', 'tsc'], args: ['-p', 'server/tsconfig.pure.json'] },
  {
    title: 'doors between rooms',
    program: ['dependency-cruiser', 'depcruise'],
    args: ['--config', '.dependency-cruiser.cjs', 'client', 'server', 'test'],
    needs: '.dependency-cruiser.cjs',
  },
];

/** Undefined when all is well, else what the tool says. */
export async function check({ program, args }) {
  try {
    await run(process.execPath, [programOf(...program), ...args], { cwd: root, shell: false });
    return undefined;
  } catch (error) {
    return error.said?.slice(0, 20_000) || error.message;
  }
}

export const isDue = ({ needs }) => needs === undefined || existsSync(at(needs));

/** The script behind a package's command, so that it runs on this very Node, without a shell. */
function programOf(name, command) {
  const manifest = at('node_modules', name, 'package.json');
  const { bin } = JSON.parse(readFileSync(manifest, 'utf8'));
  return join(dirname(manifest), typeof bin === 'string' ? bin : bin[command]);
}
