/** The package as npm makes and installs it: its command, in an empty folder. */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

const isWindows = process.platform === 'win32';

describe('the package of npm', { timeout: 150_000 }, () => {
  let dir = '';
  let files: readonly string[] = [];
  const installed = (): string => join(dir, 'node_modules/gatehouse');
  const npm = (cwd: string, ...args: readonly string[]): string =>
    execFileSync('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], { cwd, encoding: 'utf8', shell: isWindows });
  const gatehouse = (...args: readonly string[]) =>
    spawnSync(join(dir, 'node_modules/.bin/gatehouse'), args, { cwd: dir, encoding: 'utf8', shell: isWindows });

  before(() => {
    dir = mkdtempSync(join(tmpdir(), 'gatehouse-npm-'));
    const [{ filename, size, unpackedSize }] = JSON.parse(npm(process.cwd(), 'pack', '--json', '--pack-destination', dir));
    const inMb = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(2)} MB`;
    console.log(`${filename}: ${inMb(size)}, ${inMb(unpackedSize)} unpacked`);
    npm(dir, 'init', '--yes');
    npm(dir, 'install', join(dir, filename));
    files = readdirSync(installed(), { recursive: true, encoding: 'utf8' }).map((file) => file.replaceAll('\\', '/'));
  });
  after(() => {
    rmSync(dir, { recursive: true, force: true });
  });

  it('holds no source, no map, nothing of VS Code’s, and no parser of the machine that packed it', () => {
    assert.deepEqual(
      files.filter((file) =>
        /\.(?:ts|map|node|png|svg)$|^(?:client|server|test|scripts|examples)\/|webview|dist\/extension/.test(file),
      ),
      [],
    );
    for (const file of ['LICENSE', 'README.md', 'dist/THIRD-PARTY-NOTICES.txt', 'docs/rules/packets/dead-anchor.md']) {
      assert.ok(files.includes(file), file);
    }
  });

  it('sets up a folder, checks it and says what its rules mean', () => {
    const version = gatehouse('--version');
    assert.equal(version.status, 0, version.stderr);
    const init = gatehouse('init', '--yes');
    assert.equal(init.status, 0, init.stdout + init.stderr);
    assert.ok(existsSync(join(dir, 'docs/SPEC_CURRENT.md')));
    const check = gatehouse('check');
    assert.equal(check.stderr, '');
    assert.ok(check.status === 0 || check.status === 1, check.stdout);
    assert.equal(gatehouse('explain', 'packets/dead-anchor').status, 0);
  });

  it('has the native parser that npm installed for this machine, and its own where there is none', () => {
    const parser = (): string => /parser\s+(\w+)/.exec(gatehouse('doctor').stdout)?.[1] ?? '';
    const native = join(dir, 'node_modules/@bruits');
    const own = files.filter((file) => /wasi|wasm/.test(file)).map((file) => join(installed(), file));
    const away = (path: string): void => renameSync(path, `${path}.away`);
    for (const file of own) away(file);
    assert.deepEqual([own.length, parser()], [2, 'satteri']);
    away(native);
    assert.equal(parser(), 'remark');
    for (const file of own) renameSync(`${file}.away`, file);
    assert.equal(parser(), 'satteri');
  });
});
