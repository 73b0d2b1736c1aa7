/** Where the parser's native file does not load, its WebAssembly build says the same. */
import assert from 'node:assert/strict';
import { cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { emptyFolder, inRepository } from './support/disk';
import { gatehouse, masked } from './support/run';

/** Gatehouse as it is installed for a platform that has no native file. */
function withoutNative(): string {
  const dir = emptyFolder();
  for (const name of ['bin', 'package.json', 'docs']) cpSync(inRepository(name), join(dir, name), { recursive: true });
  cpSync(inRepository('dist'), join(dir, 'dist'), { recursive: true, filter: (from) => !/\.(?:node|map)$/.test(from) });
  assert.ok(!readdirSync(join(dir, 'dist')).some((name) => name.endsWith('.node')));
  return join(dir, 'bin/gatehouse.cjs');
}

describe('without the native parser', () => {
  it('check finds the same, and says nothing about it', () => {
    const args = ['check', '--no-cache', '--format', 'json', inRepository('examples/packets')];
    const native = gatehouse(args);
    const wasm = gatehouse(args, { program: withoutNative() });
    assert.equal(wasm.err, '');
    assert.equal(
      masked(wasm.out).replaceAll(/file:[^"]*docs\/rules/g, ''),
      masked(native.out).replaceAll(/file:[^"]*docs\/rules/g, ''),
    );
    assert.equal(wasm.code, 1);
    assert.match(wasm.out, /packets\/dead-anchor/);
  });
});
