/** What gates have looked up in files: which files, and what is hostile in them. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { symlinkSync, truncateSync } from 'node:fs';
import { describe, it } from 'node:test';
import type { Probe } from '#core/probe';
import type { Scanned, Tasks } from '#core/task';
import { nodeTools } from '#host/tools';
import { type Disk, disk } from './support/disk';
import { git, Repository } from './support/repository';

const probe: Probe = { id: 'x', patterns: ['.unwrap()'], files: ['src/**'], in: ['code'] };
const list: Probe = { id: 'y', patterns: [], files: ['src/**'], in: [] };

async function scan(root: string, ...probes: readonly Probe[]): Promise<Scanned> {
  const outcome = await nodeTools(root).scan({ probes }, {});
  return outcome.is === 'known' ? outcome.value : assert.fail(outcome.says);
}
const paths = ({ probes }: Scanned): readonly string[] => (probes[0]?.hits ?? []).map((h) => h.path);

describe('a search', () => {
  it('goes through what git tracks or would track, in order', async () => {
    const { disk: d, root } = new Repository();
    const unwraps = 'fn a() { b.unwrap(); }\n';
    for (const path of ['src/b.rs', 'src/a.rs', 'src/out/c.rs', 'lib/d.rs', 'src/new\nline.rs', 'src/gone.rs'])
      d.write(path, unwraps);
    d.write('.gitignore', 'out/\n');
    git(root, 'add', 'src/a.rs', 'src/gone.rs');
    d.remove('src/gone.rs');
    assert.deepEqual(paths(await scan(root, probe)), ['src/a.rs', 'src/b.rs', 'src/new\nline.rs']);
    assert.deepEqual((await scan(root, list)).probes[0]?.paths, ['src/a.rs', 'src/b.rs', 'src/new\nline.rs']);
    const within = await nodeTools(root).scan({ probes: [probe], within: ['src/b.rs'] }, {});
    assert.deepEqual(within.is === 'known' && paths(within.value), ['src/b.rs']);
  });

  it('needs no git', async () => {
    const d = disk('==> src/a.rs <==\nfn a() { b.unwrap(); }\n==> src/out/c.rs <==\nc.unwrap()\n==> .gitignore <==\nout/\n');
    assert.deepEqual(paths(await scan(d.root, probe)), ['src/a.rs']);
  });

  it('leaves out links, pipes and folders, reads what is UTF-16 or holds a zero byte, and passes over other binaries', async () => {
    const { disk: d, root } = new Repository();
    d.write('elsewhere.rs', 'a.unwrap()');
    d.write('src/zero.rs', '\0 a.unwrap()');
    d.write('src/zero.bin', '\0 a.unwrap()');
    d.write('src/wide.rs', Buffer.from('\uFEFFa.unwrap()', 'utf16le'));
    d.write('src/latin.rs', Buffer.from('// \xe9\na.unwrap()', 'latin1'));
    symlinkSync(d.full('elsewhere.rs'), d.full('src/link.rs'));
    execFileSync('mkfifo', [d.full('src/pipe.rs')]);
    const found = await scan(root, probe);
    assert.deepEqual(paths(found), ['src/latin.rs', 'src/wide.rs', 'src/zero.rs']);
    assert.deepEqual(found.skipped, []);
  });

  it('says of a file of a gigabyte that it was not looked into', async () => {
    const { disk: d, root } = new Repository();
    for (const path of ['src/text.txt', 'src/code.rs', 'src/data.bin'])
      d.write(path, path === 'src/data.bin' ? '\0' : 'a '.repeat(300_000));
    for (const path of ['src/text.txt', 'src/code.rs', 'src/data.bin']) truncateSync(d.full(path), 2 ** 30);
    const { skipped } = await scan(root, list, { ...probe, files: ['**'] });
    assert.deepEqual(skipped, [
      { path: 'src/code.rs', why: 'large', probes: [1] },
      { path: 'src/text.txt', why: 'large', probes: [1] },
    ]);
  });

  it('tells some of what it finds, and how much there is', async () => {
    const { disk: d, root } = new Repository();
    d.write('src/a.rs', 'a.unwrap();\n'.repeat(300));
    d.write('src/b.rs', 'b.unwrap();'.repeat(20_000));
    const { probes } = await scan(root, { ...probe, files: ['src/a.rs'], most: 3 }, probe);
    assert.deepEqual([probes[0]?.hits.length, probes[0]?.total], [3, 300]);
    assert.deepEqual([probes[1]?.hits.length, probes[1]?.total], [200, undefined]);
  });

  it('ends when it is called off, and says what it left', async () => {
    const { disk: d, root } = new Repository();
    d.write('src/a.rs', 'a.unwrap();');
    const how = { signal: AbortSignal.abort() };
    const outcome = await nodeTools(root).scan({ probes: [probe] }, how);
    assert.deepEqual(outcome.is === 'known' && outcome.value.skipped, [{ path: 'src/a.rs', why: 'late', probes: [0] }]);
  });
});

// In pieces, so that this file holds none.
const token = `gh${'p_'}a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8`;

describe('secrets', () => {
  const secrets = async (d: Disk, except: readonly string[] = []): Promise<Tasks['secrets']['gives']> => {
    const outcome = await nodeTools(d.root).secrets({ except }, {});
    return outcome.is === 'known' ? outcome.value : assert.fail(outcome.says);
  };

  it('are named by sort and place, and told to nobody', async () => {
    const d = disk(
      `==> docs/a.md <==\n# A\n\n  ${token}\n==> src/b.ts <==\nconst a = 'https://ada:${'s3cretS3cret'}@db.dock.io/x';\n`,
    );
    const { found, files } = await secrets(d);
    assert.equal(files, 2);
    assert.deepEqual(
      found.map((f) => `${f.path}:${f.from.line + 1}:${f.from.character + 1} ${f.kind}`),
      ['docs/a.md:3:3 GitHub Token', 'src/b.ts:1:12 basic auth credential'],
    );
    assert.ok(!JSON.stringify(found).includes(token.slice(4)) && !JSON.stringify(found).includes('s3cret'));
    assert.deepEqual((await secrets(d, ['docs/**', 'src/**'])).found, []);
  });

  it('are none in an example', async () => {
    const urls = [
      'user:password@dock.io',
      'ada:s3cretS3cret@localhost:80',
      'ada:s3cretS3cret@example.com',
      `ada:${'$'}{PASSWORD}@dock.io`,
    ];
    const { found } = await secrets(disk(`==> a.txt <==\n${urls.map((u) => `https://${u}/x`).join('\n')}\n`));
    assert.deepEqual(found, []);
  });

  it('are found wherever a piece of a long text ends', async () => {
    for (const lead of [256 * 1024 - 20, 256 * 1024, 512 * 1024 - 5]) {
      const { found } = await secrets(disk(`==> a.txt <==\n${'x '.repeat(lead / 2)}\n${token}\n`));
      assert.deepEqual(
        found.map((f) => `${f.from.line} ${f.from.character} ${f.kind}`),
        ['1 0 GitHub Token'],
      );
    }
  });
});
