/** What ships, as far as it can be known without building it; `npm run package -- --check` tries what was built. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { galleryText } from '../scripts/package/gallery.mjs';
import { filesNamed, notShipped, shippedManifest } from '../scripts/package/manifest.mjs';
import { notices, packagesOf } from '../scripts/package/notices.mjs';
import { targetsThereAre } from '../scripts/package/targets.mjs';
import { disk, inRepository } from './support/disk';

const read = (name: string): string => readFileSync(inRepository(name), 'utf8');
const manifest = JSON.parse(read('package.json'));

describe('package.json', () => {
  it('promises the VS Code whose types it is checked with', () => {
    assert.equal(manifest.engines.vscode, `^${manifest.devDependencies['@types/vscode']}`);
    assert.match(read('scripts/vscode-server-install.mjs'), new RegExp(`'${manifest.engines.vscode.slice(1, -2)}\\.\\d+': \\{`));
  });

  it('has what a gallery asks for, and says where and in what it runs', () => {
    for (const key of ['displayName', 'description', 'publisher', 'license', 'icon', 'keywords'])
      assert.ok(manifest[key]?.length > 0, key);
    assert.deepEqual(manifest.extensionKind, ['workspace']);
    assert.equal(manifest.capabilities.untrustedWorkspaces.supported, 'limited');
    assert.equal(manifest.capabilities.virtualWorkspaces.supported, false);
    const header = readFileSync(inRepository(manifest.icon));
    assert.deepEqual([header.readUInt32BE(16), header.readUInt32BE(20)], [256, 256]);
  });

  it('ships without what only the repository needs', () => {
    const shipped = shippedManifest(manifest);
    for (const key of ['private', 'scripts', 'imports', 'devDependencies', 'dependencies', 'repository'])
      assert.ok(!(key in shipped), key);
    for (const key of ['name', 'version', 'main', 'bin', 'contributes', 'capabilities'])
      assert.deepEqual(shipped[key], manifest[key]);
    const { repository } = shippedManifest(manifest, { repository: 'https://example.org/a/b' });
    assert.deepEqual(repository, { type: 'git', url: 'https://example.org/a/b' });
  });

  it('has its files found, whatever names them', () => {
    const named = filesNamed({
      main: './dist/extension.js',
      bin: { gatehouse: 'bin/gatehouse.cjs' },
      contributes: { views: [{ icon: 'media/icon.svg' }, { icon: '$(shield)' }], url: './media/a.schema.json' },
      activationEvents: ['workspaceContains:docs/SPEC_CURRENT.md'],
      description: 'media/ and dist/ are folders',
    });
    assert.deepEqual(named, ['dist/extension.js', 'bin/gatehouse.cjs', 'media/icon.svg', 'media/a.schema.json']);
    assert.ok(filesNamed(manifest).includes('syntaxes/gatehouse.tmLanguage.json'));
  });
});

describe('the page in a gallery', () => {
  const own = /(?<!`)\]\((?!https?:|#)|<picture>|src="(?!https)/;

  it('leads nowhere that is not there, in what ships', () => {
    for (const name of ['README.md', 'CHANGELOG.md']) {
      const text = galleryText(read(name));
      assert.doesNotMatch(text, own, name);
      for (const [path] of text.matchAll(/(?:docs|media)\/[\w./-]+\.(?:md|json)/g)) {
        if (!existsSync(inRepository(path))) assert.match(path, /SPEC_CURRENT|TASK_BOARD|SIGNATURE_AUDIT/);
        assert.ok(!notShipped.has(path), `${name}: ${path}`);
      }
    }
    assert.match(galleryText(read('README.md')), /In VS Code/);
    assert.doesNotMatch(galleryText(read('README.md')), /npm (?:start|test|run)|this checkout/);
  });

  it('keeps of a link its text and its path, and pictures out', () => {
    const text = galleryText(
      [
        'See [all](docs/a.md), ([gates](docs/gates.md)), ([docs/b.md](docs/b.md)), [out](https://example.org) and [here](#here).',
        '![A view](media/a.png)![B](https://example.org/b.png)',
        '```',
        '[kept](docs/a.md)',
        '```',
      ].join('\n'),
    );
    assert.equal(
      text,
      [
        'See all (`docs/a.md`), (gates: `docs/gates.md`), (docs/b.md), [out](https://example.org) and [here](#here).',
        '![B](https://example.org/b.png)',
        '```',
        '[kept](docs/a.md)',
        '```',
      ].join('\n'),
    );
  });

  it('leaves links and the light picture to vsce where the repository can be reached', () => {
    const text = galleryText(
      '[all](docs/a.md)\n<picture>\n  <source srcset="d.png">\n  <img alt="A view" src="media/l.png">\n</picture>\n<!-- checkout -->\nnpm start\n<!-- /checkout -->\nend',
      { hosted: true },
    );
    assert.equal(text, '[all](docs/a.md)\n![A view](media/l.png)\nend');
  });
});

describe('machines', () => {
  it('each build of the parser that is locked has its VSIX', () => {
    const targets = targetsThereAre();
    for (const target of [
      'linux-x64',
      'linux-arm64',
      'alpine-x64',
      'darwin-x64',
      'darwin-arm64',
      'win32-x64',
      'win32-arm64',
      'universal',
    ])
      assert.ok(targets.has(target), target);
    const lock = JSON.parse(read('package-lock.json'));
    const builds = Object.keys(lock.packages).filter((path) => path.includes('@bruits/satteri-'));
    assert.equal(targets.size, builds.length);
  });

  it('a build that nobody has thought of is told', () => {
    assert.throws(() => targetsThereAre(['linux-x64-gnu', 'sunos-sparc']), /no target of VS Code for sunos-sparc/);
  });
});

describe('licences', () => {
  it('of what is bundled are handed on', () => {
    const inputs = [
      'server/src/cli/main.ts',
      'node_modules/zod/v4/index.js',
      'node_modules/zod/index.js',
      'node_modules/format/format.js',
    ];
    assert.deepEqual(packagesOf(inputs), ['node_modules/format', 'node_modules/zod']);
    const text = notices(inputs);
    assert.match(text, /^zod \d.* \(MIT\)$/m);
    assert.match(text, /Permission is hereby granted/);
  });

  for (const license of ['GPL-3.0-only', undefined])
    it(`${license ?? 'none'} stops the packaging`, () => {
      const { root } = disk(
        `==> node_modules/@a/b/package.json <==\n${JSON.stringify({ name: '@a/b', version: '1.0.0', license })}\n`,
      );
      const wrong = new RegExp(`^Error: @a/b@1\\.0\\.0 has the licence ${license ?? 'none'}: it may not be shipped unseen\\.$`);
      assert.throws(() => notices(['node_modules/@a/b/index.js'], root), wrong);
    });
});
