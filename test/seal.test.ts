/** Seals and keys, held against the tools with which anybody can make them again. */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { md } from '#core/rule';
import { lazyZod } from '#host/lazy-zod';
import { nodeFiles } from '#host/node-files';
import { nodePace } from '#host/node-pace';
import { Session } from '#service/engine/session';
import { digestOf } from '#systems/packets/model/signing/seal';
import type { PacketFacts } from '#systems/packets/model/types';
import { gates, rules, systems } from '#systems/registry.generated';
import { disk, emptyFolder, inRepository } from './support/disk';
import { findingsOf, fixture, parsers } from './support/fixture';
import { holds } from './support/property';

const path = 'docs/task_packets/WP-1-Login.md';
const approvalOf = (session: Session): PacketFacts['approval'] =>
  (session.workspace.entries.get(path)?.facts[0] as PacketFacts | undefined)?.approval;

const sha256sum = (text: string): string => {
  const file = join(emptyFolder(), 'sealed.txt');
  writeFileSync(file, text);
  return execFileSync('sha256sum', [file], { encoding: 'utf8' }).slice(0, 64);
};

/** Fenced blocks of the page, by their language. */
const page = readFileSync(inRepository('docs/seal.md'), 'utf8');
const blocks = (language: string): string[] =>
  Array.from(page.matchAll(/^````(\w+)\n([\s\S]*?)^````$/gm), (m) => (m[1] === language ? (m[2] as string) : '')).filter(
    (b) => b !== '',
  );

describe('seal', () => {
  it('is a SHA-256, as others count it', () => {
    assert.equal(digestOf('Grüße, 世界\n'), sha256sum('Grüße, 世界\n'));
    assert.equal(digestOf(''), sha256sum(''));
  });

  it('of the example on the page fits, and sha256sum says the same of its text', async () => {
    const [, packet = ''] = blocks('markdown');
    const [sealed = ''] = blocks('text');
    const f = await fixture(`==> ${path} <==\n${packet}`);
    const seal = approvalOf(f.session)?.seal;
    assert.equal(seal?.written, sha256sum(sealed));
    assert.equal(seal.now, seal.written);
    const [section] = seal.sections;
    assert.equal(section?.digest, sha256sum('## A3 Login\n\nPeople log in by name and password.'));
  });

  it('does not depend on how a packet is laid out, and does on what it says', async () => {
    const [, packet = ''] = blocks('markdown');
    const now = async (text: string): Promise<string | undefined> =>
      approvalOf((await fixture(`==> ${path} <==\n${text}`)).session)?.seal?.now;
    const first = await now(packet);
    const laidOut = packet
      .replace('- TASK_ID: WP-1-Login', '- **TASK_ID**: WP-1-Login')
      .replace('STATUS: Ready-for-Dev', 'STATUS: Done')
      .replace('1. [x] A', '* [ ] A')
      .replace('2. [ ] Three', '* [x] Three')
      .replace('log in\nby', 'log in by')
      .replaceAll('\n', '\r\n');
    assert.equal(await now(laidOut), first);
    const marked = packet
      .replace('A wrong password', 'A **wrong** `password`')
      .replace('lock the account', '*lock* the _account_.')
      .replace('1. [x] A', '1) **A**')
      .replace('2. [ ] Three', '2) Three')
      .replace('`src/login.ts`', 'src/login.ts')
      .replace('passwords', '**passwords.**');
    assert.equal(await now(marked), first);
    const other = fc.constantFrom('lock', 'A3', 'HIGH', 'passwords', 'alice', '10:00', 'v1.0', 'an hour', 'db.ts', '0007');
    await holds(
      fc.asyncProperty(other, async (word) => {
        assert.notEqual(await now(packet.replaceAll(word, `${word}x`)), first);
      }),
      12,
    );
  });
});

describe('seal of a list', () => {
  const parts = ['DONE_MEANS', 'TEST_PLAN', 'SPEC_ANCHOR', 'IN_SCOPE_PATHS', 'OUT_OF_SCOPE', 'Validator Audit Scope'] as const;
  const packetOf = (field: string, lines: readonly string[]): string =>
    `# WP-1-Login\n\n- USER_SIGNATURE: alice151220251000\n\n## ${field}\n\n${lines.map((l) => `${l}\n`).join('')}`;
  const read = async (text: string): Promise<PacketFacts['approval']> =>
    approvalOf(
      (
        await fixture(
          `==> ${path} <==\n${text}\n## Signature & Enrichment Log\n\n- Seal: sha256:${'0'.repeat(64)}\n- Timestamp: 2025-12-15 10:00 UTC\n`,
        )
      ).session,
    );
  const ordered = new Set<string>(['DONE_MEANS', 'TEST_PLAN']);

  it('takes notice of the order only where it says something, as does the comparison with git', async () => {
    for (const field of parts) {
      const [a, b] = [
        await read(packetOf(field, ['- src/a – b.ts', '- src/c.ts', '- src/a - d.ts'])),
        await read(packetOf(field, ['- src/c.ts', '- src/a - d.ts', '- src/a – b.ts'])),
      ];
      assert.equal(a?.seal?.now === b?.seal?.now, !ordered.has(field), field);
      assert.equal(a?.locked[0]?.digest === b?.locked[0]?.digest, !ordered.has(field), field);
      const less = await read(packetOf(field, ['- src/c.ts', '- src/a - d.ts']));
      assert.notEqual(less?.seal?.now, b?.seal?.now);
      assert.notEqual(less?.locked[0]?.digest, b?.locked[0]?.digest);
      // For git an en dash and a hyphen are one.
      const typed = await read(packetOf(field, ['- src/a - b.ts', '- src/c.ts', '- src/a - d.ts']));
      assert.equal(typed?.locked[0]?.digest, a?.locked[0]?.digest);
    }
  });

  it('takes anchors on one line for what they are in any order, as git compares them', async () => {
    const [a, b, less] = [
      await read('# WP-1-Login\n- USER_SIGNATURE: alice151220251000\n- SPEC_ANCHOR: A2.3, A2.1\n'),
      await read('# WP-1-Login\n- USER_SIGNATURE: alice151220251000\n- SPEC_ANCHOR: A2.1, A2.3\n'),
      await read('# WP-1-Login\n- USER_SIGNATURE: alice151220251000\n- SPEC_ANCHOR: A2.1\n'),
    ];
    const digest = (x: typeof a) => x?.locked.find((l) => l.key === 'SPEC_ANCHOR')?.digest;
    assert.ok(digest(a) !== undefined);
    assert.equal(digest(a), digest(b));
    assert.notEqual(digest(a), digest(less));
  });

  it('is in the order of sort, whatever the characters', async () => {
    const word = fc.string({
      unit: fc.constantFrom('a', 'B', '/', '-', 'é', 'ﬀ', '😀', '\uffee', 'z'),
      minLength: 1,
      maxLength: 4,
    });
    await holds(
      fc.asyncProperty(fc.array(word, { minLength: 1, maxLength: 6 }), async (words) => {
        const lines = words.map((w) => `- x${w.normalize('NFC')}`);
        const sorted = execFileSync('sort', ['-u'], {
          input: lines.map((l) => `${l}\n`).join(''),
          encoding: 'utf8',
          env: { ...process.env, LC_ALL: 'C' },
        });
        const text = `TASK_ID: WP-1-Login\nSignature: alice151220251000\nTimestamp: 2025-12-15 10:00 UTC\nSPEC_VERSION: \n\nOUT_OF_SCOPE\n${sorted}`;
        assert.equal((await read(packetOf('OUT_OF_SCOPE', lines)))?.seal?.now, digestOf(text));
      }),
      40,
    );
  });

  it('tells what is nested where, and leaves patterns and code alone', async () => {
    const now = async (...lines: readonly string[]): Promise<string | undefined> =>
      (await read(packetOf('IN_SCOPE_PATHS', lines)))?.seal?.now;
    const differ = async (a: readonly string[], b: readonly string[]): Promise<void> =>
      assert.notEqual(await now(...a), await now(...b), `${a.join()} and ${b.join()}`);
    await differ(['- add', '  - a.ts', '- drop', '  - b.ts'], ['- add', '  - b.ts', '- drop', '  - a.ts']);
    await differ(['- src/*'], ['- src/']);
    await differ(['- src/**/*.ts'], ['- src/*/*.ts']);
    await differ(['- a.sql and src/*, then *'], ['- a.sql and src/, then ']);
    await differ(['- __init__.py'], ['- init.py']);
    await differ(['- src/_a_/b.ts'], ['- src/a/b.ts']);
    await differ(['- a_b_c.ts'], ['- abc.ts']);
    await differ(['- `*a*`'], ['- a']);
    await differ(['- use `*a*` now'], ['- use `a` now']);
    assert.equal(await now('- **use `a` now**', '- b.ts'), await now('- b.ts', '- use a now', '- b.ts'));
  });
});

const sealed = md`
  # WP-1-Login

  - TASK_ID: WP-1-Login
  - STATUS: Ready-for-Dev
  - What: People log in.

  ## Signature & Enrichment Log

  - Signature: alice151220251000
  - Timestamp: 2025-12-15 10:00 UTC
`;
const sealedText =
  'TASK_ID: WP-1-Login\nSignature: alice151220251000\nTimestamp: 2025-12-15 10:00 UTC\nSPEC_VERSION: \n\nWhat\n- People log in\n';
const hasKeygen = spawnSync('ssh-keygen', ['-?']).error === undefined;

describe('key', { skip: hasKeygen ? false : 'ssh-keygen is not installed' }, () => {
  const keys = emptyFolder();
  const key = (name: string): string => {
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', name, '-f', join(keys, name)]);
    return readFileSync(join(keys, `${name}.pub`), 'utf8').trim();
  };
  const signed = (name: string, text: string, namespace = 'gatehouse'): string =>
    execFileSync('ssh-keygen', ['-q', '-Y', 'sign', '-n', namespace, '-f', join(keys, name)], {
      input: text,
      encoding: 'utf8',
      stdio: ['pipe', 'pipe', 'ignore'],
    });
  const rule = 'packets/signature-key-invalid';

  const found = async (packet: string, signers: string | undefined): Promise<readonly string[]> => {
    const d = disk(`==> ${path} <==\n${packet}`);
    if (signers !== undefined) d.write('.gatehouse/allowed_signers', signers);
    const log = { info: () => {}, warn: () => {}, error: (m: string) => assert.fail(m) };
    const files = nodeFiles(d.root, () => '2026-01-15');
    const session = new Session({ files, pace: nodePace, log, plugins: { systems, rules, gates }, parsers, zod: lazyZod });
    await session.start();
    return findingsOf(session).flatMap((x) => (x.rule === rule ? [x.message] : []));
  };
  const wrong = (why: string): readonly string[] => [`The key's signature under alice151220251000 does not hold: ${why}.`];

  it('of the signer, over what is said, at a time when it was valid', async () => {
    const [alice, bob] = [key('alice'), key('bob')];
    const packet = `${sealed}\n\`\`\`\n${signed('alice', sealedText)}\`\`\`\n`;
    assert.deepEqual(await found(packet, `alice@example.org ${alice}\n`), []);
    assert.deepEqual(await found(packet, `bob ${bob}\nalice namespaces="gatehouse" ${alice}\n`), []);
    assert.deepEqual(await found(packet.replace('Ready-for-Dev', 'In-Progress'), `alice ${alice}\n`), []);
    assert.deepEqual(await found(packet, undefined), wrong('there is no file of allowed signers'));
    assert.deepEqual(await found(packet, `bob ${bob}\n`), wrong('no allowed signer had its key then'));
    assert.deepEqual(await found(packet, `bob ${alice}\n`), wrong("the key is bob's"));
    assert.deepEqual(
      await found(packet, `alice valid-before="20251214" ${alice}\n`),
      wrong('no allowed signer had its key then'),
    );
    assert.deepEqual(
      await found(packet.replace('People log in', 'People log out'), `alice ${alice}\n`),
      wrong('it is not over what the packet says'),
    );
    const other = `${sealed}\n\`\`\`\n${signed('alice', sealedText, 'file')}\`\`\`\n`;
    assert.equal((await found(other, `alice ${alice}\n`)).length, 1);
  });
});
