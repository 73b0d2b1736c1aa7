/** The doors between the rooms: each still guards a room that exists, and each rings when somebody breaks in. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';

interface Door {
  readonly name: string;
}

const config = createRequire(`${process.cwd()}/`)('./.dependency-cruiser.cjs') as { readonly forbidden: readonly Door[] };

/** For each door a file that breaks it, in a house of its own. */
const breakIns: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'no-circular': { 'server/src/core/a.ts': "import './b';\nexport {};", 'server/src/core/b.ts': "import './a';\nexport {};" },
  'core-is-pure': { 'server/src/core/a.ts': "import '../service/x';", 'server/src/service/x.ts': 'export {};' },
  'core-knows-no-library': { 'server/src/core/a.ts': "import { z } from 'zod';\nexport const a = z;" },
  'systems-apart': { 'server/src/systems/packets/a.ts': "import '../tasks/b';", 'server/src/systems/tasks/b.ts': 'export {};' },
  'rules-know-core-and-their-model': {
    'server/src/systems/packets/rules/a.ts': "import '../read/b';",
    'server/src/systems/packets/read/b.ts': 'export {};',
  },
  'service-knows-core': {
    'server/src/service/a.ts': "import '../systems/packets/b';",
    'server/src/systems/packets/b.ts': 'export {};',
  },
  'config-below-engine': {
    'server/src/service/config/a.ts': "import '../engine/b';",
    'server/src/service/engine/b.ts': 'export {};',
  },
  'engine-below-answers': {
    'server/src/service/engine/a.ts': "import '../editor/b';",
    'server/src/service/editor/b.ts': 'export {};',
  },
  'protocol-is-data': { 'server/src/protocol/a.ts': "import '../service/b';", 'server/src/service/b.ts': 'export {};' },
  'host-knows-core': { 'server/src/host/a.ts': "import '../service/b';", 'server/src/service/b.ts': 'export {};' },
  'client-knows-protocol': { 'client/src/a.ts': "import '../../server/src/core/b';", 'server/src/core/b.ts': 'export {};' },
  'node-in-host-and-mains': {
    'server/src/service/a.ts': "import { readFileSync } from 'node:fs';\nexport const a = readFileSync;",
  },
  'registry-in-mains': { 'server/src/service/a.ts': "import '../host/b';", 'server/src/host/b.ts': 'export {};' },
  'edges-apart': { 'server/src/lsp/a.ts': "import '../cli/b';", 'server/src/cli/b.ts': 'export {};' },
  'nothing-from-tests': { 'server/src/core/a.ts': "import '../../../test/b';", 'test/b.ts': 'export {};' },
  resolvable: { 'server/src/core/a.ts': "import './not-there';" },
};

describe('doors', () => {
  let house: string;
  before(() => {
    house = mkdtempSync(join(tmpdir(), 'gatehouse-doors-'));
    for (const f of ['.dependency-cruiser.cjs', 'tsconfig.json', 'package.json']) cpSync(f, join(house, f));
    symlinkSync(resolve('node_modules'), join(house, 'node_modules'), 'junction');
  });
  after(() => rmSync(house, { recursive: true, force: true }));

  it('every door has a break-in', () =>
    assert.deepEqual(Object.keys(breakIns).sort(), config.forbidden.map((d) => d.name).sort()));

  // One run for all break-ins, each in a wing of its own would need other patterns: so one run each, but small.
  for (const { name } of config.forbidden) {
    it(`${name} rings`, () => {
      for (const wing of ['server', 'client', 'test']) rmSync(join(house, wing), { recursive: true, force: true });
      const files = breakIns[name] ?? {};
      for (const [path, text] of Object.entries(files)) {
        mkdirSync(dirname(join(house, path)), { recursive: true });
        writeFileSync(join(house, path), text);
      }
      const wings = [...new Set(Object.keys(files).map((p) => p.split('/')[0] as string))];
      let out = '';
      try {
        out = execFileSync(
          process.execPath,
          ['node_modules/dependency-cruiser/bin/dependency-cruise.mjs', '--config', '.dependency-cruiser.cjs', ...wings],
          { cwd: house, encoding: 'utf8', stdio: 'pipe' },
        );
      } catch (cause) {
        out = String((cause as { stdout?: string }).stdout);
      }
      assert.match(out, new RegExp(`error ${name}: `), out);
    });
  }
});
