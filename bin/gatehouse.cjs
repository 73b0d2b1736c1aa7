#!/usr/bin/env node
/** The `gatehouse` command: starts the bundled command line, with Node's compile cache where there is one. */
const { existsSync } = require('node:fs');
const { join } = require('node:path');

const cli = join(__dirname, '..', 'dist', 'cli.js');
if (existsSync(cli)) {
  try {
    require('node:module').enableCompileCache?.();
  } catch {
    // it only makes the start faster
  }
  require(cli);
} else {
  process.stderr.write('gatehouse is not built yet: run `npm run build` first.\n');
  process.exitCode = 2;
}
