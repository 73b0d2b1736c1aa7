/**
 * Ways to forge a signature by writing files, each tried. Where keys are required every one of them is an error; without that none of them
 * is ever called signed. docs/security.md lists these, and those that other tests hold.
 */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { emptyFolder } from '../support/disk';
import {
  audit,
  type By,
  called,
  change,
  filesIn,
  keyed,
  makeKeys,
  other,
  path,
  pub,
  run,
  signedIn,
  signers,
  source,
  strict,
  type World,
  written,
} from '../support/forged';

/** The packet, signed. */
const signedFiles = async (by?: By): Promise<Map<string, string>> => (await signedIn(filesIn(source()), 'WP-1-Login', by)).files;

describe('a signature that nobody gave', { concurrency: 2 }, () => {
  let good: Map<string, string>;
  let sealed: Map<string, string>;
  before(async () => {
    makeKeys();
    good = await signedFiles({ who: 'ada' });
    sealed = await signedFiles();
  });

  it('(the one that was given is good, and called signed)', () => {
    const world = { files: good, allowed: signers(['ada']) };
    const { code, out } = strict(world);
    assert.equal(code, 0, out);
    assert.deepEqual(
      called(world).map((s) => [s.is, s.by]),
      [['signed', 'ada@example.org']],
    );
  });

  for (const [what, allowed] of [
    ['in one line', () => signers(['ada']).replace('ada@', 'bob@example.org,carol@example.org,ada@')],
    ['in a line each', () => `# ${pub('ada')}\n${signers(['ada']).replace('ada@', 'bob@')}${signers(['ada', 'bob'])}`],
  ] as const)
    it(`(a key that several people have, ${what}, is each one’s)`, () => {
      const world = { files: good, allowed: allowed() };
      const { code, out } = strict(world);
      assert.equal(code, 0, out);
      assert.deepEqual(
        called(world).map((s) => [s.is, s.by]),
        [['signed', 'ada@example.org']],
      );
    });

  it('a section of the spec that was changed afterwards is said behind the signature', () => {
    const world = {
      files: good,
      allowed: signers(['ada']),
      later: change('A session MUST end after an hour.', 'A session MAY end.', 'Master_Spec_v1.0.md'),
    };
    const { out } = run(['verify'], written(world, 'require-key'), world);
    assert.match(out, /2\.3 reads differently now than when WP-1-Login was signed/);
    assert.doesNotMatch(
      run(['verify'], written({ ...world, later: () => {} }, 'require-key'), world).out,
      /reads differently|not known/,
    );
  });

  const row = '| ada060120261000 | ada | 2026-01-06 10:00 UTC | Task packet: WP-1-Login | v1.0 | typed |';
  const typed = (): Map<string, string> => {
    const files = filesIn(source());
    files.set(path, (files.get(path) ?? '').replace('<pending>', 'ada060120261000'));
    return files;
  };
  const copied = (files: ReadonlyMap<string, string>): Map<string, string> =>
    new Map(files).set(other, (files.get(path) ?? '').replaceAll('WP-1-Login', 'WP-1-Other'));

  const stillIts = ['WP-1-Login'];
  const ways: readonly (readonly [what: string, world: () => World | Promise<World>, isStill?: readonly string[]])[] = [
    ['typed into the packet', () => ({ files: typed(), allowed: signers(['ada']) })],
    [
      'typed into the packet, the log and the audit',
      () => {
        const files = typed();
        files.set(
          path,
          (files.get(path) ?? '').replace(
            '- **Signature**: <pending>',
            '- **Signature**: ada060120261000\n- **Timestamp**: 2026-01-06 10:00 UTC',
          ),
        );
        files.set(audit, `${(files.get(audit) ?? '').trimEnd()}\n${row}\n`);
        return { files, allowed: signers(['ada']) };
      },
    ],
    ['with a seal that was computed by the recipe', () => ({ files: sealed, allowed: signers(['ada']) })],
    [
      'replayed: copied to another packet with its seal and key',
      () => ({ files: copied(good), allowed: signers(['ada']) }),
      // The one that it was given for still has it, and gates say that it is used twice.
      stillIts,
    ],
    [
      'kept while a requirement is changed',
      () => ({ files: good, allowed: signers(['ada']), later: change('A session ends after an hour', 'A session never ends') }),
    ],
    [
      'kept while a requirement is changed and the seal made anew',
      () => ({
        files: good,
        allowed: signers(['ada']),
        later: (repo) => {
          change('A session ends after an hour', 'A session never ends')(repo);
          change(/sha256:[0-9a-f]{64}/, `sha256:${'ab'.repeat(32)}`)(repo);
        },
      }),
    ],
    [
      'kept while a file is added to the scope',
      () => ({
        files: good,
        allowed: signers(['ada']),
        later: change('  - src/login.ts', '  - src/login.ts\n  - src/everything.ts'),
      }),
    ],
    [
      'kept while a field of scope is said again',
      () => ({
        files: good,
        allowed: signers(['ada']),
        later: change('- ROLLBACK_HINT', '- IN_SCOPE_PATHS:\n  - src/everything.ts\n- ROLLBACK_HINT'),
      }),
    ],
    [
      'kept while what is to be done is said again, under a heading',
      () => ({
        files: good,
        allowed: signers(['ada']),
        later: change('## VALIDATION', '## DONE_MEANS\n\n1. A session never ends (A2.3)\n\n## VALIDATION'),
      }),
    ],
    [
      'kept while a character that nobody sees is put into a path',
      () => ({ files: good, allowed: signers(['ada']), later: change('  - src/login.ts', '  - src/log\u200bin.ts') }),
    ],
    [
      'kept while the digest of a cited section is changed',
      () => ({ files: good, allowed: signers(['ada']), later: change(/(?<=Section: 2\.3 )[0-9a-f]{64}/, 'cd'.repeat(32)) }),
    ],
    [
      'kept while its time is changed',
      () => ({ files: good, allowed: signers(['ada']), later: change('2026-01-06 10:00 UTC', '2026-01-06 10:01 UTC') }),
    ],
    ['by a key that nobody allowed', async () => ({ files: await signedFiles({ who: 'mallory' }), allowed: signers(['ada']) })],
    ['by the key of somebody else', async () => ({ files: await signedFiles({ who: 'bob' }), allowed: signers(['ada', 'bob']) })],
    [
      'by a key that was given for something else',
      async () => ({
        files: await signedFiles({ who: 'ada', namespace: 'git' }),
        allowed: signers(['ada'], 'namespaces="git,gatehouse"'),
      }),
    ],
    [
      'by a key that was no longer valid',
      () => ({ files: good, allowed: signers(['ada'], 'namespaces="gatehouse",valid-before="20251231"') }),
    ],
    [
      'by a name that only looks the same',
      async () => ({ files: await signedFiles({ who: 'mallory', user: 'аda' }), allowed: signers(['ada']) }),
    ],
    [
      'whose key block is empty',
      () => ({
        files: good,
        allowed: signers(['ada']),
        later: change(
          /-----BEGIN SSH SIGNATURE-----[\s\S]*?-----END SSH SIGNATURE-----/,
          '-----BEGIN SSH SIGNATURE-----\nAAAA\n-----END SSH SIGNATURE-----',
        ),
      }),
    ],
    [
      'whose key block is gone',
      () => ({
        files: good,
        allowed: signers(['ada']),
        later: change(/-----BEGIN SSH SIGNATURE-----[\s\S]*?-----END SSH SIGNATURE-----/, ''),
      }),
    ],
    [
      'whose row in the audit is in a file that a link leads to',
      () => ({
        files: good,
        allowed: signers(['ada']),
        later: ({ root, disk }) => {
          const elsewhere = join(emptyFolder(), 'audit.md');
          writeFileSync(elsewhere, disk.read(audit));
          rmSync(join(root, audit));
          symlinkSync(elsewhere, join(root, audit));
        },
      }),
    ],
    [
      'whose row in the audit is another packet’s',
      () => ({
        files: good,
        allowed: signers(['ada']),
        later: change('Task packet: WP-1-Login', 'Task packet: WP-1-Other', audit),
      }),
    ],
    [
      'for a change, as an amendment that somebody typed',
      () => ({
        files: good,
        allowed: signers(['ada']),
        later: (repo) => {
          change('People log in.', 'People log in, or not.')(repo);
          repo.disk.write(
            path,
            `${repo.disk.read(path)}\n### Amendment: What\n- Signature: ada070120261000\n- New text: People log in, or not\n`,
          );
          repo.disk.write(
            audit,
            `${repo.disk.read(audit)}| ada070120261000 | ada | 2026-01-07 10:00 UTC | Amendment of WP-1-Login: What | v1.0 | typed |\n`,
          );
        },
      }),
    ],
    [
      'for a change, as an amendment whose digits are no time, with the right seal and a key of nobody',
      async () => {
        const { files, sealed: agreed } = await signedIn(filesIn(source()), 'WP-1-Login', { who: 'ada' });
        const text = agreed
          .replace('Signature: ada060120261000', 'Signature: ada990020261000')
          .replace('Timestamp: 2026-01-06 10:00 UTC', 'Timestamp: 2026-01-07 10:00 UTC')
          .replace('- People log in\n', '- People log in, or not\n');
        return {
          files,
          allowed: signers(['ada']),
          later: (repo) => {
            change('People log in.', 'People log in, or not.')(repo);
            const entry = [
              '### Amendment: What',
              '- Signature: ada990020261000',
              '- Timestamp: 2026-01-07 10:00 UTC',
              '- New text: People log in, or not',
              `- Seal: sha256:${createHash('sha256').update(text).digest('hex')}`,
              '',
              '```',
              keyed(text, 'mallory').trim(),
              '```',
            ];
            repo.disk.write(path, `${repo.disk.read(path)}\n${entry.join('\n')}\n`);
          },
        };
      },
    ],
    [
      'by a key that was added to the repository’s list, where the person keeps a list of their own',
      async () => {
        const own = join(emptyFolder(), 'allowed');
        writeFileSync(own, signers(['ada']));
        const config = join(emptyFolder(), 'gitconfig');
        writeFileSync(config, `[gatehouse]\n\tallowedSigners = ${own}\n`);
        const files = await signedFiles({ who: 'mallory', user: 'mallory' });
        return { files, allowed: signers(['ada', 'mallory']), environment: { GIT_CONFIG_GLOBAL: config } };
      },
    ],
    [
      'typed, in a folder that a configuration of its own takes out of the one above',
      () => ({
        files: typed().set('docs/gatehouse.yaml', "packets: {approvals: typed, paths: {packet: 'task_packets/WP-*.md'}}\n"),
        allowed: signers(['ada']),
      }),
    ],
  ];

  for (const [what, world, isStill] of ways)
    it(`${what}: an error where keys are required, never called signed elsewhere`, async () => {
      const made = await world();
      const { code, out } = strict(made);
      assert.equal(code, 1, out);
      assert.deepEqual(
        called(made)
          .filter((s) => s.is === 'signed')
          .map((s) => s.subject),
        isStill ?? [],
      );
    });
});
