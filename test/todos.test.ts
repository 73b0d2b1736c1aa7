/** TODOs in source code: where they are looked for, and how they are followed. */
import assert from 'node:assert/strict';
import { mkdirSync, renameSync, symlinkSync } from 'node:fs';
import { describe, it } from 'node:test';
import { codeGlobs } from '#core/code';
import type { Answered, Question } from '#core/world';
import { nodeFiles } from '#host/node-files';
import { Overlay } from '#host/overlay';
import { disk } from './support/disk';
import { apply, fixesAt } from './support/edits';
import { findingsOf, fixture } from './support/fixture';
import { clean, noWarnings, ready } from './support/folders';
import { git, Repository } from './support/repository';
import { linesOf, reportOf } from './support/run';

const asked: Question = { ask: 'holding', texts: ['TODO(', 'gatehouse-disable'], globs: codeGlobs, below: ['src/**'] };
const holding = async (root: string): Promise<Answered | undefined> =>
  (await nodeFiles(root, () => '2026-01-01').answer([asked]))[0];
const rule = 'packets/todo-untracked';

describe('files that hold a text, by git', () => {
  it('tracked and untracked, of known languages, and none that git ignores', async () => {
    const r = new Repository();
    r.commit(
      '2026-01-01',
      '==> src/a.rs <==\n// TODO(TBD)\n==> tools/b.py <==\n# TODO()\n==> c.md <==\nTODO()\n==> src/none.rs <==\nx\n',
    );
    r.disk.write('.gitignore', 'target/\n');
    r.disk.write('target/d.rs', '// TODO()');
    r.disk.write('src/new.ts', '// gatehouse-disable-next-line x');
    r.disk.write('src/größe.ts', '// TODO(1)');
    r.disk.write('src/binary.ts', Buffer.from('\0\0TODO('));
    r.disk.write('src/large.ts', `// TODO()${' '.repeat(8 * 1024 * 1024)}`);
    assert.deepEqual(await holding(r.root), { value: ['src/a.rs', 'src/größe.ts', 'src/new.ts', 'tools/b.py'] });
  });

  it('from a folder within the repository, by paths from there', async () => {
    const r = new Repository();
    r.commit('2026-01-01', '==> app/src/a.rs <==\n// TODO(TBD)\n==> other/b.rs <==\n// TODO(TBD)\n');
    assert.deepEqual(await holding(r.disk.full('app')), { value: ['src/a.rs'] });
  });

  it('nothing found is nothing, not a failure', async () => {
    const r = new Repository();
    r.commit('2026-01-01', '==> lib/a.rs <==\nx\n');
    assert.deepEqual(await holding(r.root), { value: [] });
  });

  it('whatever the repository is set to', async () => {
    const r = new Repository();
    r.commit('2026-01-01', '==> lib/a.rs <==\n// TODO(\n==> .gitattributes <==\n*.rs diff=evil\n');
    for (const [name, value] of [
      ['grep.fullName', 'true'],
      ['grep.patternType', 'extended'],
      ['submodule.recurse', 'true'],
      ['color.grep', 'always'],
      ['diff.evil.textconv', `touch ${r.disk.full('started')} #`],
    ] as const)
      git(r.root, 'config', name, value);
    assert.deepEqual(await holding(r.root), { value: ['lib/a.rs'] });
    assert.throws(() => r.disk.read('started'));
  });
});

describe('files that hold a text, without git', () => {
  it('production code is read, and no link is followed', async () => {
    const outside = disk('==> a.rs <==\n// TODO(TBD)\n');
    const d = disk(
      '==> src/a.rs <==\n// TODO(TBD)\n==> tools/b.py <==\n# TODO()\n==> src/c.txt <==\nTODO(\n==> src/d.rs <==\nx\n',
    );
    symlinkSync(outside.full('a.rs'), d.full('src/link.rs'));
    assert.deepEqual(await holding(d.root), { value: ['src/a.rs'] });
  });

  it('too many are unknown, and said once', async () => {
    const d = disk('==> docs/SPEC_CURRENT.md <==\nThe spec is **Master_Spec_v1.0.md**.\n==> Master_Spec_v1.0.md <==\n# Spec\n');
    for (let i = 0; i <= 4000; i++) d.write(`src/${i}.rs`, '// TODO(TBD)');
    assert.deepEqual(await holding(d.root), { unknown: 'too-many' });
    const report = reportOf([d.root, '--no-cache']);
    assert.deepEqual([report.unknown?.map((u) => u.why), linesOf(report)], [['too-many'], []]);
  });
});

it('a text in place of the disk counts', async () => {
  const d = disk('==> src/a.rs <==\n// TODO(TBD)\n==> src/b.rs <==\n// TODO(TBD)\n');
  const files = new Overlay(nodeFiles(d.root, () => '2026-01-01'));
  files.put('src/a.rs', Buffer.from('fixed'));
  files.put('src/c.rs', Buffer.from('// TODO()'));
  assert.deepEqual(await files.answer([asked]), [{ value: ['src/b.rs', 'src/c.rs'] }]);
});

describe('a session', () => {
  const start = '==> docs/SPEC_CURRENT.md <==\nThe spec is **Master_Spec_v1.0.md**.\n==> Master_Spec_v1.0.md <==\n# Spec\n';
  const todos = (f: Awaited<ReturnType<typeof fixture>>): readonly string[] =>
    findingsOf(f.session)
      .filter((x) => x.rule === rule)
      .map((x) => `${x.path} ${x.severity}`);
  const searches = (f: Awaited<ReturnType<typeof fixture>>): number =>
    f.files.asked.filter((q) => q.includes('"holding"')).length;

  it('reads only files that hold one, and searches once', async () => {
    const f = await fixture(`${start}==> src/a.rs <==\n// TODO(TBD)\n==> src/b.rs <==\n// fine\n==> tests/c.rs <==\n// TODO()\n`);
    assert.deepEqual(todos(f), ['src/a.rs error', 'tests/c.rs warning']);
    assert.ok(!f.session.workspace.entries.has('src/b.rs'));
    f.files.files.set('src/b.rs', { text: '// TODO()\n' });
    await f.session.changed(['src/b.rs'], false);
    assert.deepEqual(todos(f), ['src/a.rs error', 'src/b.rs error', 'tests/c.rs warning']);
    f.files.files.set('src/a.rs', { text: '// done\n' });
    f.files.files.delete('tests/c.rs');
    await f.session.changed(['src/a.rs', 'tests/c.rs'], true);
    assert.deepEqual(todos(f), ['src/b.rs error']);
    assert.ok(!f.session.workspace.entries.has('src/a.rs'));
    assert.equal(searches(f), 1);
  });

  it('a folder that goes takes its files along; one that comes is searched', async () => {
    const f = await fixture(`${start}==> src/old/a.rs <==\n// TODO(TBD)\n`);
    f.files.files.delete('src/old/a.rs');
    f.files.files.set('src/new/a.rs', { text: '// TODO(TBD)\n' });
    await f.session.changed(['src/old', 'src/new'], true);
    assert.deepEqual(todos(f), ['src/new/a.rs error']);
  });

  it('searches nothing where the rule is off', async () => {
    const f = await fixture(`==> gatehouse.yaml <==\nrules:\n  ${rule}: off\n${start}==> src/a.rs <==\n// TODO(TBD)\n`);
    assert.deepEqual([todos(f), searches(f)], [[], 0]);
  });

  it('leaves out what the configuration leaves out', async () => {
    const f = await fixture(`==> gatehouse.yaml <==\nignore: [src/vendor/**]\n${start}==> src/vendor/a.rs <==\n// TODO(TBD)\n`);
    assert.deepEqual(todos(f), []);
  });
});

describe('in the editor', () => {
  const source = `${clean}\n==> src/a.ts <==\nconst a = 1; // TODO(TBD): b\n==> src/b.ts <==\n// fine\n`;
  const capabilities = {
    textDocument: { synchronization: { dynamicRegistration: true }, codeAction: { dynamicRegistration: true } },
  };
  const todo = `${rule} "TODO(TBD)"`;

  it('a closed file has its findings, and follows the disk', async () => {
    const client = await ready(source);
    await client.shows('src/a.ts', todo);
    client.disk.write('src/b.ts', '// TODO(TBD)\n');
    client.watched({ 'src/b.ts': 2 });
    await client.shows('src/b.ts', todo);
    mkdirSync(client.disk.full('lib'));
    renameSync(client.disk.full('src/a.ts'), client.disk.full('lib/a.ts'));
    client.watched({ 'src/a.ts': 3, 'lib/a.ts': 1 });
    await client.shows('src/a.ts');
    noWarnings(client);
  });

  it('source code is asked for by the client that can, and judged while one types', async () => {
    const client = await ready(source, { capabilities });
    await client.until(() => client.registered.length > 1);
    const own = client.registered.filter((r) => r.method !== 'workspace/didChangeWatchedFiles');
    assert.deepEqual(own.map((r) => r.method).sort(), [
      'textDocument/codeAction',
      'textDocument/didChange',
      'textDocument/didClose',
      'textDocument/didOpen',
      'textDocument/didSave',
    ]);
    for (const { registerOptions } of own)
      assert.deepEqual(
        registerOptions.documentSelector,
        codeGlobs.map((pattern) => ({ scheme: 'file', pattern })),
      );
    client.open('src/b.ts');
    client.type('src/b.ts', 'fine', 'TODO(TBD)');
    await client.shows('src/b.ts', todo);
    client.type('src/b.ts', 'TBD', '#7');
    await client.shows('src/b.ts');
    client.type('src/b.ts', '#7', 'TBD');
    await client.shows('src/b.ts', todo);
    // It was never saved.
    client.close('src/b.ts');
    await client.shows('src/b.ts');
    noWarnings(client);
  });

  it('is not asked for where nothing reads it', async () => {
    const client = await ready('==> README.md <==\n# Nobody\n', { capabilities });
    await client.settled();
    assert.ok(client.registered.every((r) => r.method === 'workspace/didChangeWatchedFiles'));
  });

  it('a finding is silenced by a comment of the language', async () => {
    const block = '/*\n * TODO(TBD)\n */\n';
    const client = await ready(`${source}\n==> src/c.css <==\n  a {} /* TODO(TBD) */\n==> src/d.ts <==\n${block}`, {
      capabilities,
    });
    const silenced = async (path: string): Promise<string> => {
      await client.until(() => client.shown(path).includes(todo));
      client.open(path);
      const suppress = (await fixesAt(client, path, 'TODO(')).find((a) => a.title.startsWith('Suppress'));
      apply(client, suppress ?? assert.fail());
      await client.until(() => client.shown(path).some((s) => s.startsWith('gatehouse/suppression-without-reason')));
      assert.ok(!client.shown(path).includes(todo));
      return client.text(path);
    };
    const line = `gatehouse-disable-next-line ${rule} -- `;
    assert.ok((await silenced('src/a.ts')).startsWith(`// ${line}\nconst a`));
    assert.ok((await silenced('src/c.css')).startsWith(`  /* ${line} */\n`));
    assert.ok((await silenced('src/d.ts')).startsWith(`/*\n * ${line}\n * TODO`));
  });
});
