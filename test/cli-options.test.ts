/** The options of `check`, and `baseline`: each by what it does to a folder. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { type Disk, disk, emptyFolder } from './support/disk';
import { bin, environment, gatehouse, linesOf, reportOf } from './support/run';

const board = 'docs/TASK_BOARD.md';
const packet = (id: string): string => `docs/task_packets/${id}.md`;

/** One link that leads nowhere in each packet, and a byte that is no text in the first. Other rules have tests of their own. */
function folder(root?: string): Disk {
  const d = disk('==> docs/SPEC_CURRENT.md <==\n**Master_Spec_v1.md**\n==> Master_Spec_v1.md <==\n# Spec\n', root);
  d.write('gatehouse.yaml', 'rules:\n  gatehouse/link-dead-file: error\n  packets/task-id-implied: off\n');
  d.write(packet('WP-1-A'), Buffer.from('# WP-1-A\r\n\r\n[x](gone.md) caf\xe9, na\xefve\r\n', 'latin1'));
  d.write(packet('WP-1-B'), '# WP-1-B\n\n[x](gone.md)\n');
  return d;
}

const link = (id: string): string => `${packet(id)}:3:5 gatehouse/link-dead-file`;
const bytes = [`${packet('WP-1-A')}:3:17 gatehouse/text-encoding`];
const mine = (lines: readonly string[]): readonly string[] => lines.filter((l) => / gatehouse\//.test(l));
const found = (args: readonly string[], d: Disk): readonly string[] => mine(linesOf(reportOf(args, { cwd: d.root })));

describe('check', () => {
  it('--fail-on and --max-warnings say what makes the exit code 1', () => {
    const d = folder();
    const only = (file: string, ...args: string[]): number | null => gatehouse(['check', file, ...args], { cwd: d.root }).code;
    const board = 'Master_Spec_v1.md';
    d.write(board, Buffer.from('# Spec \xe9 \xe8\n', 'latin1'));
    assert.equal(only(board), 0);
    assert.equal(only(board, '--fail-on', 'warning'), 1);
    assert.equal(only(board, '--fail-on', 'info'), 1);
    assert.equal(only(board, '--max-warnings', '99'), 0);
    assert.equal(only(board, '--max-warnings', '0'), 1);
    d.write('gatehouse.yaml', 'rules: {gatehouse/text-encoding: hint}\n');
    assert.deepEqual([only(board, '--fail-on', 'info'), only(board, '--fail-on', 'hint')], [0, 1]);
  });

  it('--quiet prints what --fail-on counts, and counts all', () => {
    const d = folder();
    const report = reportOf(['--quiet'], { cwd: d.root });
    assert.deepEqual(new Set(report.findings.map((f) => f.severity)), new Set(['error']));
    assert.ok(report.summary.warnings > 0);
    assert.ok(found(['--quiet', '--fail-on', 'warning'], d).includes(bytes[0] as string));
  });

  it('--as-of is the day of all that depends on one, and a day', () => {
    const d = folder();
    for (const day of ['2026-02-30', '2026-1-1', 'tomorrow', '2026-01-01T00:00']) {
      const { code, out, err } = gatehouse(['check', '--as-of', day], { cwd: d.root });
      assert.deepEqual([code, out], [2, '']);
      assert.match(err, /It is no day/);
    }
    assert.deepEqual(found(['--as-of', '2026-02-28'], d), found([], d));
  });

  it('--stdin judges a text in place of a file, also of one that is not there yet', () => {
    const d = folder();
    const stdin = (input: string | Buffer, ...args: string[]) => {
      const ran = spawnSync(process.execPath, [bin, 'check', '--stdin', '--format', 'json', ...args], {
        cwd: d.root,
        env: environment(),
        encoding: 'utf8',
        input,
      });
      return {
        code: ran.status,
        err: ran.stderr,
        lines: ran.stdout.startsWith('{') ? mine(linesOf(JSON.parse(ran.stdout))) : [],
      };
    };
    const text = '# WP-1-B\n\nfine\n\n[y](nowhere.md)\n';
    assert.deepEqual(stdin(text, '--stdin-path', packet('WP-1-B')).lines, [`${packet('WP-1-B')}:5:5 gatehouse/link-dead-file`]);
    assert.deepEqual(stdin(text, '--stdin-path', packet('WP-9-New')).lines, [
      `${packet('WP-9-New')}:5:5 gatehouse/link-dead-file`,
    ]);
    // Others see it too: what links to it is alive.
    assert.deepEqual(stdin('[b](WP-1-B.md) [self](WP-9-New.md)', '--stdin-path', packet('WP-9-New')).lines, []);
    const wide = stdin(Buffer.from('\uFEFF[y](nowhere.md)', 'utf16le'), '--stdin-path', packet('WP-1-B')).lines;
    assert.deepEqual(
      wide.map((l) => /gatehouse\/[\w-]+/.exec(l)?.[0]),
      ['gatehouse/text-encoding', 'gatehouse/link-dead-file'],
    );
    assert.deepEqual(found([], d), [link('WP-1-A'), ...bytes, link('WP-1-B')], 'nothing is written');
    for (const [args, says] of [
      [[], /--stdin needs --stdin-path/],
      [['--stdin-path', 'docs'], /is a folder/],
      [['--stdin-path', packet('WP-1-B'), packet('WP-1-A')], /leave the paths out/],
      [['--stdin-path', packet('WP-1-B'), '--fix'], /cannot be used with --stdin/],
    ] as const) {
      const { code, err } = stdin('', ...args);
      assert.equal(code, 2);
      assert.match(err, says);
    }
  });

  it('--output writes into a file, whole, and nothing on stdout', () => {
    const d = folder();
    const { code, out } = gatehouse(['check', '--format', 'sarif', '--output', 'build/out.sarif'], { cwd: d.root });
    assert.deepEqual([code, out], [1, '']);
    assert.equal(JSON.parse(d.read('build/out.sarif')).version, '2.1.0');
    assert.deepEqual(readdirSync(d.full('build')), ['out.sarif']);
    mkdirSync(d.full('there'));
    const refused = gatehouse(['check', '--output', 'there'], { cwd: d.root });
    assert.equal(refused.code, 2);
    assert.match(refused.err, /cannot write there/);
    const nowhere = gatehouse(['check', '--output', ''], { cwd: d.root });
    assert.deepEqual([nowhere.code, nowhere.err], [2, 'gatehouse: cannot write : a file has a name\n']);
  });

  it('--config that does not end is refused', { skip: process.platform === 'win32' }, () => {
    const { code, err } = gatehouse(['check', '--config', '/dev/zero'], { cwd: folder().root });
    assert.deepEqual([code, err], [2, 'gatehouse: cannot read the configuration /dev/zero: it has more than 16777216 bytes\n']);
  });

  it('takes several folders at once, each by its own lights', () => {
    const top = emptyFolder();
    const [one, two] = [folder(join(top, 'one')), folder(join(top, 'two'))];
    two.write('gatehouse.yaml', 'rules: {gatehouse/link-dead-file: off}\n');
    const report = reportOf(['one', 'two'], { cwd: top });
    assert.equal(report.folder, top);
    const links = mine(linesOf(report)).filter((l) => l.includes('link-dead'));
    assert.deepEqual(links, [`one/${link('WP-1-A')}`, `one/${link('WP-1-B')}`]);
    assert.ok(gatehouse(['check', 'two', 'one'], { cwd: top }).out.includes(`one/${packet('WP-1-A')}:3:5: error`));
    assert.equal(report.summary.files, reportOf([], { cwd: one.root }).summary.files * 2);
  });

  it('--fix makes what is safe, keeps everything else, and says so', () => {
    const d = folder();
    const before = statSync(d.full(packet('WP-1-B'))).mtimeMs;
    const tried = gatehouse(['check', '--fix', '--dry-run'], { cwd: d.root });
    assert.match(tried.err, /WP-1-A\.md: .*text-encoding\]\n1 fix in 1 file would be made\.$/m);
    assert.equal(readFileSync(d.full(packet('WP-1-A')), 'latin1'), '# WP-1-A\r\n\r\n[x](gone.md) caf\xe9, na\xefve\r\n');
    const { code, out, err } = gatehouse(['check', '--fix'], { cwd: d.root });
    assert.equal(code, 1);
    assert.match(err, /1 fix in 1 file made\.$/m);
    assert.match(out, /WP-1-A\.md:3:5: error/);
    assert.doesNotMatch(out, /text-encoding/);
    assert.equal(d.read(packet('WP-1-A')), '# WP-1-A\r\n\r\n[x](gone.md) café, naïve\r\n');
    assert.equal(statSync(d.full(packet('WP-1-B'))).mtimeMs, before);
    assert.match(gatehouse(['check', '--fix'], { cwd: d.root }).err, /^0 fixes in 0 files made\.$/m);
    assert.match(gatehouse(['check', '--dry-run'], { cwd: d.root }).err, /--dry-run needs --fix/);
  });

  it('--fix writes a file that is UTF-16 as UTF-8, of either order', () => {
    const d = folder();
    const text = '# WP-1-A – é 🏰\r\n\r\n- What: a bell\r\n';
    const little = Buffer.from(`\uFEFF${text}`, 'utf16le');
    for (const bytes of [little, Buffer.from(little).swap16()]) {
      d.write(packet('WP-1-A'), bytes);
      assert.match(gatehouse(['check'], { cwd: d.root }).out, /WP-1-A\.md:1:1: warning This file is UTF-16, not UTF-8/);
      assert.match(gatehouse(['check', '--fix', '--dry-run'], { cwd: d.root }).err, /WP-1-A\.md: .*\[gatehouse\/text-encoding\]/);
      assert.deepEqual(readFileSync(d.full(packet('WP-1-A'))), bytes);
      const { out } = gatehouse(['check', '--fix'], { cwd: d.root });
      assert.doesNotMatch(out, /text-encoding/);
      assert.equal(readFileSync(d.full(packet('WP-1-A')), 'utf8'), text);
    }
  });

  it('--fix leaves what a signature locks, and says so', () => {
    const d = folder();
    const text = '# WP-1-B\n\n- USER_SIGNATURE: alice151220251000\n- What: [a](wp-1-a.md)\n\n## Notes\n\n[a](wp-1-a.md)\n';
    d.write(packet('WP-1-B'), text);
    const { err } = gatehouse(['check', '--fix', packet('WP-1-B')], { cwd: d.root });
    assert.match(err, /WP-1-B\.md: left as it is, for WP-1-B is signed \(alice151220251000\), which locks its What/);
    assert.match(err, /^1 fix in 1 file made\.$/m);
    assert.equal(d.read(packet('WP-1-B')), text.replace(/\(wp-1-a\.md\)\n$/, '(WP-1-A.md)\n'));
  });

  it('--fix goes no further than the paths', () => {
    const d = folder();
    assert.match(gatehouse(['check', '--fix', packet('WP-1-B')], { cwd: d.root }).err, /^0 fixes/m);
    assert.match(gatehouse(['check', '--fix', 'docs'], { cwd: d.root }).err, /^1 fix in 1 file made/m);
  });
});

describe('baseline', () => {
  const show = (d: Disk): string => gatehouse(['baseline', 'show'], { cwd: d.root }).out;

  it('create, show, prune: what is there is known, what is new counts, what is gone is dropped', () => {
    const d = folder();
    assert.match(gatehouse(['baseline', 'create', '--dry-run'], { cwd: d.root }).out, /would be accepted\.$/m);
    assert.equal(existsSync(d.full('.gatehouse')), false);
    const made = gatehouse(['baseline', 'create'], { cwd: d.root });
    assert.deepEqual([made.code, made.err], [0, '']);
    const n = Number(/: (\d+) findings of \d+ files accepted\.$/m.exec(made.out)?.[1]);
    assert.equal(n, reportOf(['--no-cache', '--config', 'gatehouse.yaml'], { cwd: d.root }).summary.baselined);
    const clean = gatehouse(['check'], { cwd: d.root });
    assert.deepEqual([clean.code, clean.err], [0, '']);
    assert.match(clean.out, new RegExp(`^0 errors, 0 warnings, 0 info, 0 hints in \\d+ files; ${n} more in the baseline`));
    assert.match(show(d), new RegExp(`: ${n} findings accepted\\.$`, 'm'));
    d.write(packet('WP-1-B'), '# WP-1-B\n\n[y](other.md)\n');
    const { code, out, err } = gatehouse(['check'], { cwd: d.root });
    assert.equal(code, 1);
    assert.match(out, /WP-1-B\.md:3:5: error .*other\.md/);
    assert.match(err, /1 entry of \.gatehouse\/baseline\.json has no finding any more: "gatehouse baseline prune" drops it\./);
    assert.match(show(d), /gone\.md.* no finding any more$/m);
    assert.equal(
      gatehouse(['baseline', 'prune'], { cwd: d.root }).out,
      '.gatehouse/baseline.json: 1 entry without a finding dropped.\n',
    );
    assert.match(show(d), new RegExp(`: ${n - 1} findings accepted\\.$`, 'm'));
    assert.equal(gatehouse(['check'], { cwd: d.root }).err, '');
  });

  it('that is wrong is said, hides nothing, and is exit code 2', () => {
    const d = folder();
    d.write('.gatehouse/baseline.json', '{"version": 1, "findings": [\n<<<<<<< HEAD\n');
    const { code, out, err } = gatehouse(['check'], { cwd: d.root });
    assert.equal(code, 2);
    assert.match(err, /^\.gatehouse\/baseline\.json is not used: it is not JSON/);
    assert.match(out, /WP-1-B\.md:3:5: error/);
    for (const act of ['show', 'prune']) assert.equal(gatehouse(['baseline', act], { cwd: d.root }).code, 2);
    assert.equal(gatehouse(['baseline', 'create'], { cwd: d.root }).code, 0, 'a new one can be made');
    assert.equal(gatehouse(['check'], { cwd: d.root }).code, 0);
  });

  it('is one for all of a folder', () => {
    const d = folder();
    const { code, err } = gatehouse(['baseline', 'create', 'docs'], { cwd: d.root });
    assert.equal(code, 2);
    assert.match(err, /is not the folder of a project/);
  });
});

describe('the cache', () => {
  const cached = (d: Disk, cache: string, args: readonly string[] = []): string => {
    const { out, err } = gatehouse(['check', '--format', 'json', ...args], { cwd: d.root, env: { GATEHOUSE_CACHE: cache } });
    assert.equal(err, '');
    return out.replace(/"ms": \d+/, '"ms": 0');
  };
  const plain = (d: Disk): string => cached(d, '', ['--no-cache']);
  const kept = (cache: string): readonly string[] => readdirSync(cache).map((name) => join(cache, name));

  it('changes nothing of what is said, whatever is edited, comes or goes', () => {
    const d = folder();
    const cache = emptyFolder();
    const spec = 'Master_Spec_v1.md';
    const edits: readonly (() => void)[] = [
      () => {},
      () => d.write(packet('WP-1-B'), '# WP-1-B\n\n- STATUS: odd\n- SPEC_ANCHOR: A2\n'),
      () => d.write(spec, '# Spec\n\n## A2 There\n'),
      () => d.write(packet('gone'), 'not a packet\n'),
      () => d.write(`docs/task_packets/gone.md`, '# here now\n'),
      () => d.remove('docs/task_packets/gone.md'),
      () => d.write(board, '# Board\n\n## In Progress\n\n- **[WP-1-B]**\n- **[WP-1-Q]**\n'),
      () => d.write('gatehouse.yaml', 'rules: {gatehouse/link-dead-file: hint}\n'),
      () => d.write('.gitignore', '*-A.md\n'),
      () => d.write('docs/SPEC_CURRENT.md', '**Master_Spec_v2.md**\n'),
      () => d.write('.gatehouse/baseline.json', '{"version":1,"findings":[],"files":[]}'),
      () => d.remove('gatehouse.yaml'),
      () => {
        // The same size and the same times: only the bytes differ.
        const { atime, mtime } = statSync(d.full(packet('WP-1-B')));
        d.write(packet('WP-1-B'), d.read(packet('WP-1-B')).replace('A2', 'A3'));
        utimesSync(d.full(packet('WP-1-B')), atime, mtime);
      },
    ];
    for (const [i, edit] of edits.entries()) {
      edit();
      const right = plain(d);
      assert.equal(cached(d, cache), right, `after edit ${i}`);
      assert.equal(cached(d, cache), right, `after edit ${i}, again`);
    }
    assert.ok(kept(cache).length > 0);
  });

  it('that is cut off, forged or another’s is as if it were not there', () => {
    const d = folder();
    const cache = emptyFolder();
    const right = cached(d, cache);
    const files = kept(cache);
    assert.ok(files.length >= 2);
    const good = files.map((f) => readFileSync(f));
    const spoil: readonly ((bytes: Buffer) => Buffer)[] = [
      () => Buffer.alloc(0),
      (b) => b.subarray(0, b.length - 1),
      (b) => b.subarray(0, 40),
      (b) => Buffer.from(b.toString('latin1').replace('error', 'hinty'), 'latin1'),
      (b) => b.map((x, i) => (i === b.length - 3 ? x ^ 1 : x)) as Buffer,
      () => Buffer.from('{}'),
      (b) => Buffer.concat([b.subarray(0, 32), Buffer.alloc(300, 255)]),
    ];
    for (const [n, how] of spoil.entries()) {
      files.forEach((f, i) => {
        disk('', cache).write(f.slice(cache.length + 1), how(good[i] as Buffer));
      });
      assert.equal(cached(d, cache), right, `spoiled in way ${n}`);
    }
    // Files of one folder in another's place.
    const other = folder();
    other.write(packet('WP-1-B'), '# WP-1-B\n');
    files.forEach((f, i) => {
      disk('', cache).write(f.slice(cache.length + 1), good[(i + 1) % good.length] as Buffer);
    });
    assert.equal(cached(d, cache), right);
    assert.equal(cached(other, cache), plain(other));
  });

  it('that cannot be written is none', () => {
    const d = folder();
    const at = disk('==> file <==\nx\n');
    assert.equal(cached(d, at.full('file')), plain(d));
    assert.equal(cached(d, at.full('file/below')), plain(d));
  });
});

it('an option that is wrong is repeated without what would steer a terminal', () => {
  for (const [option, value] of [
    ['--format', 'te\u001b]0;x\u0007xt'],
    ['--as-of', '\u202e2026'],
  ] as const) {
    const { code, err } = gatehouse(['check', option, value]);
    assert.equal(code, 2);
    assert.match(err, /^error: option .* is invalid\. .*\n\(gatehouse --help shows what there is\)\n$/);
    assert.match(err, /\\u\{(?:1b|202e)\}/);
  }
});
