/** For which machines there is a VSIX: VS Code's names of them, and the build of the Markdown parser that goes in. */
import { lockedBuilds } from '../parsers.mjs';

const targets = {
  'linux-x64': 'linux-x64-gnu',
  'linux-arm64': 'linux-arm64-gnu',
  'alpine-x64': 'linux-x64-musl',
  'alpine-arm64': 'linux-arm64-musl',
  'darwin-x64': 'darwin-x64',
  'darwin-arm64': 'darwin-arm64',
  'win32-x64': 'win32-x64-msvc',
  'win32-arm64': 'win32-arm64-msvc',
};

/** For every other machine, and for whoever wants one file for all: the WebAssembly build. */
export const universal = 'universal';
const wasm = 'wasm32-wasi';

/** Target → build, for each build that the lock file has. */
export function targetsThereAre(builds = lockedBuilds()) {
  const known = new Map([...Object.entries(targets), [universal, wasm]].map(([target, build]) => [build, target]));
  const foreign = builds.filter((build) => !known.has(build));
  if (foreign.length > 0) throw new Error(`scripts/package/targets.mjs names no target of VS Code for ${foreign.join(', ')}.`);
  return new Map([...known].filter(([build]) => builds.includes(build)).map(([build, target]) => [target, build]));
}

/** The target of this machine, as VS Code would choose it. */
export function ownTarget() {
  const musl = process.platform === 'linux' && !process.report.getReport().header.glibcVersionRuntime;
  return `${musl ? 'alpine' : process.platform}-${process.arch}`;
}
