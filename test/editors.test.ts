/** Gatehouse in an editor that is not VS Code: Neovim, headless, with the set-up that docs/other-editors.md gives. Where it is not installed, the test is skipped. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { inRepository } from './support/disk';
import { bin, environment } from './support/run';

interface Seen {
  readonly failed?: string;
  readonly before: readonly {
    readonly line: number;
    readonly column: number;
    readonly code: string;
    readonly severity: number;
  }[];
  readonly after: Seen['before'];
  readonly action: string;
  readonly line: string;
  readonly definition: string;
  readonly hover: string;
}

const neovim = spawnSync('nvim', ['--version'], { encoding: 'utf8' });

describe('Neovim', { skip: neovim.status === 0 ? false : 'nvim is not installed' }, () => {
  it('shows findings, mends one, goes to a definition and hovers', () => {
    const dir = mkdtempSync(join(tmpdir(), 'gatehouse-neovim-'));
    try {
      const root = join(dir, 'packets');
      cpSync(inRepository('examples/packets'), root, { recursive: true });
      const out = join(dir, 'seen.json');
      const ran = spawnSync(
        'nvim',
        ['--headless', '--clean', '-u', 'NONE', '-S', inRepository('test/fixtures/editors/neovim.lua')],
        {
          encoding: 'utf8',
          timeout: 90_000,
          env: environment({
            GATEHOUSE_LUA: inRepository('examples/editors'),
            GATEHOUSE_NODE: process.execPath,
            GATEHOUSE_BIN: bin,
            GATEHOUSE_ROOT: root,
            GATEHOUSE_OUT: out,
            XDG_STATE_HOME: join(dir, 'state'),
            XDG_CACHE_HOME: join(dir, 'cache'),
            XDG_DATA_HOME: join(dir, 'data'),
          }),
        },
      );
      assert.equal(ran.error, undefined, ran.stderr);
      const seen = JSON.parse(readFileSync(out, 'utf8')) as Seen;
      assert.equal(seen.failed, undefined, `${seen.failed}\n${ran.stderr}`);
      const codes = (found: Seen['before']): readonly string[] => found.map((f) => f.code);
      assert.ok(codes(seen.before).includes('packets/signature-unlogged'));
      const dead = seen.before.find((f) => f.code === 'packets/dead-anchor');
      assert.deepEqual(dead, { line: 9, column: 16, code: 'packets/dead-anchor', severity: 1 });
      assert.match(seen.action, /2\.2/);
      assert.match(seen.line, /SPEC_ANCHOR: A2\.2/);
      assert.ok(!codes(seen.after).includes('packets/dead-anchor'));
      assert.ok(codes(seen.after).includes('packets/signature-unlogged'));
      assert.equal(seen.definition, 'Lantern_Master_Spec_v1.1.md');
      assert.match(seen.hover, /Sessions/);
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  });
});
