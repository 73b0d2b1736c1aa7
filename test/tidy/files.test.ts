/** The house style that a formatter cannot hold, and generated files that are current. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { it } from 'node:test';

const files = ['client', 'server', 'test']
  .flatMap((d) => readdirSync(d, { recursive: true, encoding: 'utf8' }).map((f) => `${d}/${f.replaceAll('\\', '/')}`))
  .filter((f) => f.endsWith('.ts'));

const all = (what: string, ok: (path: string, text: string) => boolean): void =>
  void it(what, () =>
    assert.deepEqual(
      files.filter((f) => !ok(f, readFileSync(f, 'utf8'))),
      [],
    ),
  );

all(
  'a property is held by `holds`, whose cases are the same on every run',
  (p, t) => p.endsWith('/property.ts') || !/\bfc\.assert/.test(t),
);
all('a file opens by saying what it is', (_, t) => t.startsWith('/**') || t.startsWith('// Generated'));
all('a file is read in one sitting: 400 lines', (p, t) => p.startsWith('test/') || t.split('\n').length <= 400);
all(
  'no index.ts in what ships: a thing is imported from where it lives',
  (p) => p.startsWith('test/') || !p.endsWith('/index.ts'),
);
all(
  'default exports only where a folder is a list',
  (p, t) => p.startsWith('test/') || !/^export default/m.test(t) || /\/(?:rules|gates|actions|features)\/|\/system\.ts$/.test(p),
);
all(
  'a rule is called by its file name',
  (p, t) => !/\/rules\//.test(p) || t.startsWith(`/** ${p.replace(/.*systems\/(.*)\/rules\/(.*)\.ts/, '$1/$2')} */`),
);
all(
  'a gate is called by its file name',
  (p, t) => !/systems\/.*\/gates\//.test(p) || t.startsWith(`/** ${p.replace(/.*systems\/(.*)\/gates\/(.*)\.ts/, '$1/$2')}.`),
);

all(
  'an action is called by its file name',
  (p, t) => !/systems\/.*\/actions\//.test(p) || t.includes(` ${p.replace(/.*systems\/(.*)\/actions\/(.*)\.ts/, '$1/$2')}: `),
);

it('generated files are current', () => {
  execFileSync(process.execPath, ['scripts/gen.mjs', '--check'], { stdio: 'pipe' });
});

it('the lock file names no registry', () => assert.doesNotMatch(readFileSync('package-lock.json', 'utf8'), /"resolved":/));
