/** Projects: a folder with a gatehouse.yaml of its own is judged by that alone, on the command line and in the editor. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { FolderUri, plainUri } from '../server/src/lsp/uris';
import { type Disk, disk } from './support/disk';
import { type Client, start } from './support/lsp';
import { gatehouse, reportOf } from './support/run';

const packet = (name: string, what = 'TBD'): string => `# ${name}\n- TASK_ID: ${name}\n- STATUS: Backlog\n- What: ${what}\n`;
const at = (folder: string, name: string): string => `${folder}docs/task_packets/${name}.md`;
const outer = at('', 'WP-1-Outer');
const inner = at('packages/a/', 'WP-1-Inner');
const rule = (severity: string): string => `rules: {packets/placeholder: ${severity}}\n`;

/** Two projects, the outer one reaching for everything below it. */
const source = `==> gatehouse.yaml <==
packets: {paths: {packet: '**/WP-*.md'}}
==> ${outer} <==
${packet('WP-1-Outer')}
==> packages/a/gatehouse.yaml <==
${rule('hint')}
==> ${inner} <==
${packet('WP-1-Inner')}
`;

const found = (args: readonly string[], d: Disk): readonly string[] =>
  reportOf(['--no-cache', ...args], { cwd: d.root }).findings.flatMap((f) =>
    f.rule === 'packets/placeholder' ? [`${f.file} ${f.severity}`] : [],
  );

describe('on the command line', () => {
  it('a folder is checked with all projects below it: one list, paths from the folder', () => {
    const d = disk(source);
    assert.deepEqual(found([], d), [`${outer} error`, `${inner} hint`]);
    assert.deepEqual(found(['packages'], d), [`${inner} hint`]);
    assert.deepEqual(found([inner], d), [`docs/task_packets/WP-1-Inner.md hint`]);
    assert.deepEqual(found(['.', 'packages/a'], d), [`${outer} error`, `${inner} hint`]);
    d.remove('packages/a/gatehouse.yaml');
    assert.deepEqual(found([], d), [`${outer} error`, `${inner} error`]);
  });

  it('a project in a project in a project, and beside one', () => {
    const d = disk(`${source}==> packages/a/b/c/gatehouse.yaml <==
${rule('info')}
==> ${at('packages/a/b/c/', 'WP-1-C')} <==
${packet('WP-1-C')}
==> packages/ab/gatehouse.yaml <==
${rule('warning')}
==> ${at('packages/ab/', 'WP-1-AB')} <==
${packet('WP-1-AB')}
`);
    assert.deepEqual(found([], d), [
      `${outer} error`,
      `${at('packages/a/b/c/', 'WP-1-C')} info`,
      `${inner} hint`,
      `${at('packages/ab/', 'WP-1-AB')} warning`,
    ]);
  });

  it('what git or the outer project ignores is no project, unless it is included', () => {
    const d = disk(`${source}==> .gitignore <==\npackages/\n`);
    assert.deepEqual(found([], d), [`${outer} error`]);
    const yaml = (more: string): void => d.write('gatehouse.yaml', `packets: {paths: {packet: '**/WP-*.md'}}\n${more}`);
    yaml('include: packages/**\n');
    assert.deepEqual(found([], d), [`${outer} error`, `${inner} hint`]);
    d.remove('.gitignore');
    yaml('ignore: packages/**\n');
    assert.deepEqual(found([], d), [`${outer} error`]);
  });

  it('the git-ignored is seen from a folder below, too', () => {
    const d = disk(source);
    execFileSync('git', ['init', '-q'], { cwd: d.root });
    d.write('.gitignore', 'WP-1-Old.md\n');
    d.write(at('packages/a/', 'WP-1-Old'), packet('WP-1-Old'));
    assert.deepEqual(found(['packages/a'], d), ['docs/task_packets/WP-1-Inner.md hint']);
    d.write('.gitignore', 'packages\n');
    assert.deepEqual(found(['packages/a'], d).length, 2, 'a folder that is ignored itself was asked for all the same');
  });

  it('a project extends a file of the repository above it, and nothing further up', () => {
    const d = disk(source);
    execFileSync('git', ['init', '-q'], { cwd: d.root });
    d.write('team.yaml', rule('info'));
    d.write('packages/a/gatehouse.yaml', 'extends: ../../team.yaml\n');
    assert.deepEqual(found(['packages/a'], d), ['docs/task_packets/WP-1-Inner.md info']);
    assert.deepEqual(found([], d), [`${outer} error`, `${inner} info`]);
    d.write('team.yaml', 'rules: {x: off}\n');
    assert.deepEqual(
      gatehouse(['check', '--no-cache'], { cwd: d.full('packages/a') })
        .out.split('\n')
        .filter((l) => l.includes('config-invalid')),
      ['gatehouse.yaml:1:10: error In ../../team.yaml, line 1, column 9: Unknown key x in rules. [gatehouse/config-invalid]'],
    );
    d.write('packages/a/gatehouse.yaml', 'extends: ../../../team.yaml\n');
    const { code, out } = gatehouse(['check', '--no-cache'], { cwd: d.root });
    assert.equal(code, 2);
    assert.match(out, /packages\/a\/gatehouse\.yaml:1:10: error .* lies outside this repository/);
  });

  it('a folder that `projects` above does not name stays a part of what is above, and its configuration is an error', () => {
    const d = disk(source);
    execFileSync('git', ['init', '-q'], { cwd: d.root });
    const outermost = (more: string): void => d.write('gatehouse.yaml', `packets: {paths: {packet: '**/WP-*.md'}}\n${more}`);
    const wrong = (args: readonly string[]): readonly string[] =>
      gatehouse(['check', '--no-cache', ...args], { cwd: d.root })
        .out.split('\n')
        .filter((l) => l.includes('config-invalid'));
    outermost('projects: packages/b\n');
    assert.deepEqual(found([], d), [`${outer} error`, `${inner} error`]);
    const told =
      'packages/a/gatehouse.yaml:1:1: error `projects` does not name packages/a as a project with a configuration of its own in';
    assert.deepEqual(wrong([]), [`${told} gatehouse.yaml, so this file is not in force. [gatehouse/config-invalid]`]);
    assert.deepEqual(wrong(['packages/a']), [
      `${told} ../../gatehouse.yaml, so this file is not in force. [gatehouse/config-invalid]`,
    ]);
    outermost('projects: packages/*\n');
    assert.deepEqual([found([], d), wrong([])], [[`${outer} error`, `${inner} hint`], []]);
    d.write('packages/a/b/gatehouse.yaml', rule('info'));
    assert.equal(wrong([]).length, 1, 'nor is a project further down one that nobody above names');
  });

  it('where signatures need a key, no folder below has a configuration of its own unless it is named', () => {
    const d = disk(source);
    const outermost = (more: string): void =>
      d.write('gatehouse.yaml', `packets: {paths: {packet: '**/WP-*.md'}, approvals: require-key}\n${more}`);
    outermost('');
    assert.deepEqual(found([], d), [`${outer} error`, `${inner} error`]);
    assert.equal(gatehouse(['check', '--no-cache'], { cwd: d.root }).code, 2);
    outermost('projects: [packages/a]\n');
    assert.deepEqual(found([], d), [`${outer} error`, `${inner} hint`]);
    assert.equal(gatehouse(['check', '--no-cache'], { cwd: d.root }).code, 1);
  });

  it('a configuration given counts in place of the folder’s own, whatever is wrong in that', () => {
    const d = disk(`${source}==> ok.yaml <==\n${rule('info')}==> bad.yaml <==\nx: 1\n`);
    d.write('gatehouse.yaml', 'x: 1\n');
    const ran = gatehouse(['check', '--no-cache', '--config', 'ok.yaml', outer], { cwd: d.root });
    assert.deepEqual([ran.code === 2, ran.out.includes('config-invalid')], [false, false]);
    const wrong = gatehouse(['check', '--no-cache', '--config', 'bad.yaml'], { cwd: d.root });
    assert.deepEqual([wrong.code, wrong.err], [2, 'gatehouse: bad.yaml: Unknown key x.\n']);
  });
});

describe('in the editor', () => {
  const severity = (client: Client, path: string): unknown =>
    client.diagnostics(path).find((d) => d.code === 'packets/placeholder')?.severity;
  const shows = (client: Client, path: string, wanted: unknown): Promise<void> =>
    client.until(() => severity(client, path) === wanted, `${path} does not come to show ${wanted}`);

  it('each document by the nearest configuration', async () => {
    const client = await start(disk(source));
    await client.settled();
    assert.deepEqual([severity(client, outer), severity(client, inner)], [1, 4]);
  });

  it('a nested configuration comes, is typed, is wrong, and goes, with its packet open and closed', async () => {
    for (const isOpen of [false, true]) {
      const d = disk(source);
      d.remove('packages/a/gatehouse.yaml');
      const client = await start(d);
      if (isOpen) client.open(inner);
      await shows(client, inner, 1);
      d.write('packages/a/gatehouse.yaml', rule('hint'));
      client.watched({ 'packages/a/gatehouse.yaml': 1 });
      await shows(client, inner, 4);
      client.open('packages/a/gatehouse.yaml', rule('info'));
      await shows(client, inner, 3);
      client.edit('packages/a/gatehouse.yaml', [{ newText: rule('loud') }]);
      await client.shows('packages/a/gatehouse.yaml', 'gatehouse/config-invalid "loud"');
      assert.equal(severity(client, inner), 3);
      if (isOpen) {
        client.type(inner, 'TBD', 'FIXME');
        await client.until(() => client.latest(inner)?.version === 2);
        assert.equal(severity(client, inner), 3);
      }
      client.close('packages/a/gatehouse.yaml');
      await shows(client, inner, 4);
      d.remove('packages/a');
      client.watched({ 'packages/a': 3 });
      if (isOpen) await shows(client, inner, 1);
      else await shows(client, inner, undefined);
      await client.settled();
      assert.equal(severity(client, outer), 1);
    }
  });

  it('one that is saved by a client that watches nothing is found', async () => {
    const d = disk(source);
    d.remove('packages/a/gatehouse.yaml');
    const client = await start(d, { watching: 'no' });
    await shows(client, inner, 1);
    d.write('packages/a/gatehouse.yaml', rule('hint'));
    client.open('packages/a/gatehouse.yaml');
    await shows(client, inner, 4);
  });

  it('what the outer configuration ignores is no project while it says so', async () => {
    const client = await start(disk(source));
    await client.settled();
    client.open('gatehouse.yaml', 'ignore: packages/**\n');
    await client.settled();
    assert.deepEqual([severity(client, outer), severity(client, inner)], [1, undefined]);
    client.edit('gatehouse.yaml', [{ newText: '' }]);
    await client.settled();
    assert.deepEqual([severity(client, outer), severity(client, inner)], [1, 4]);
  });

  it('what `projects` does not name any more becomes a part of the outer one, with its open texts', async () => {
    const client = await start(disk(source));
    client.open(inner);
    await shows(client, inner, 4);
    client.open('gatehouse.yaml', "packets: {paths: {packet: '**/WP-*.md'}, approvals: require-key}\n");
    await shows(client, inner, 1);
    await client.until(
      () => client.diagnostics('packages/a/gatehouse.yaml').some((d) => String(d.message).includes('not in force')),
      'it is not said that the inner configuration is not in force',
    );
    client.type(inner, 'TBD', 'FIXME');
    await client.until(() => client.latest(inner)?.version === 2);
    client.edit('gatehouse.yaml', [{ newText: 'projects: packages/a\n' }]);
    await shows(client, inner, 4);
    await client.until(() => client.diagnostics('packages/a/gatehouse.yaml').length === 0);
  });

  it('a file above that a project builds on changes', async () => {
    const d = disk(`${source}==> team.yaml <==\n${rule('info')}`);
    d.write('packages/a/gatehouse.yaml', 'extends: ../../team.yaml\n');
    const client = await start(d);
    await shows(client, inner, 3);
    d.write('team.yaml', rule('warning'));
    client.watched({ 'team.yaml': 2 });
    await shows(client, inner, 2);
  });

  it('a clean document that was opened before its folder was read is published in its version', async () => {
    const d = disk(`==> ${outer} <==\n${packet('WP-1-Outer', 'People log in.')}`);
    const client = await start(d);
    client.open(outer, undefined, 7);
    await client.until(() => client.latest(outer)?.version === 7);
  });
});

describe('workspace folders', () => {
  const capabilities = { workspace: { workspaceFolders: true } };
  const severity = (client: Client, uri: string): unknown =>
    client.published.findLast((p) => p.uri === uri)?.diagnostics.find((d) => d.code === 'packets/placeholder')?.severity;
  const change = (client: Client, added: readonly string[], removed: readonly string[]): Promise<unknown> => {
    const named = (uris: readonly string[]) => uris.map((uri) => ({ uri, name: uri }));
    client.notify('workspace/didChangeWorkspaceFolders', { event: { added: named(added), removed: named(removed) } });
    return client.settled();
  };

  it('come and go; what was open there is checked, and taken back', async () => {
    const [one, two] = [disk(source), disk(source)];
    const client = await start(one, { capabilities });
    const there = two.uri(inner);
    client.notify('textDocument/didOpen', {
      textDocument: { uri: there, languageId: 'markdown', version: 1, text: packet('WP-1-Inner', 'x') },
    });
    const end = { line: 3, character: 9 };
    client.notify('textDocument/didChange', {
      textDocument: { uri: there, version: 2 },
      contentChanges: [{ range: { start: { line: 3, character: 8 }, end }, text: 'FIXME' }],
    });
    await client.settled();
    assert.equal(severity(client, there), undefined);
    await change(client, [two.uri('')], []);
    assert.deepEqual([severity(client, there), severity(client, two.uri(outer)), severity(client, one.uri(outer))], [4, 1, 1]);
    assert.equal(client.published.findLast((p) => p.uri === there)?.version, 2);
    await change(client, [], [two.uri('')]);
    assert.deepEqual(
      [severity(client, there), severity(client, two.uri(outer)), severity(client, one.uri(outer))],
      [undefined, undefined, 1],
    );
    await change(client, [two.uri('')], [one.uri('')]);
    assert.deepEqual([severity(client, there), severity(client, one.uri(outer))], [4, undefined]);
    assert.equal(await client.stop(), 0);
  });

  it('one within another: a part of it, unless something is to be found in it alone', async () => {
    const d = disk(source);
    for (const folders of [
      ['', 'docs'],
      ['docs', ''],
    ]) {
      const client = await start(d, { folders: folders.map((f) => d.uri(f)) });
      await client.settled();
      assert.deepEqual([severity(client, d.uri(outer)), severity(client, d.uri(inner))], [1, 4]);
      await client.stop();
    }
    d.remove('packages/a/gatehouse.yaml');
    d.write('gatehouse.yaml', `${rule('info')}packets: {paths: {packet: '**/WP-*.md'}}\n`);
    const client = await start(d, { folders: [d.uri(''), d.uri('packages/a')], capabilities });
    await client.settled();
    assert.deepEqual([severity(client, d.uri(outer)), severity(client, d.uri(inner))], [3, 1]);
    await change(client, [], [d.uri('packages/a')]);
    assert.deepEqual([severity(client, d.uri(outer)), severity(client, d.uri(inner))], [3, 3]);
    await change(client, [d.uri('packages/a')], [d.uri('')]);
    assert.deepEqual([severity(client, d.uri(outer)), severity(client, d.uri(inner))], [undefined, 1]);
  });
});

describe('URIs', () => {
  it('name the same document however they are spelled', () => {
    for (const [a, b] of [
      ['file:///c%3A/Work/x%20y', 'file:///C:/Work/x y/'],
      ['file:///a/%C3%BC', 'file:///a/%c3%bc'],
      ['file:///a/%ff%20', 'file:///a/%FF '],
    ] as const)
      assert.equal(plainUri(a), plainUri(b));
    assert.notEqual(plainUri('file:///a/B'), plainUri('file:///a/b'));
  });

  it('lead to paths and back', () => {
    for (const root of ['file:///', 'file:///C:/', 'file:///a%20b', 'file:///a%20b/']) {
      const folder = new FolderUri(root);
      for (const path of ['x.md', 'docs/ü #1 100%.md', "a'(b)!*.md"]) assert.equal(folder.path(folder.uri(path)), path, root);
      assert.equal(folder.path('file:///elsewhere/x'), root === 'file:///' ? 'elsewhere/x' : undefined);
    }
    const folder = new FolderUri('file:///a/b/c');
    assert.equal(folder.uri('../../x.yaml'), 'file:///a/x.yaml');
    assert.equal(folder.path('file:///a/b/cd'), undefined);
    assert.equal(new FolderUri(pathToFileURL('/').href).uri('etc/x'), 'file:///etc/x');
  });
});
