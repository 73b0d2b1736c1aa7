/** Ways to forge what is signed in the audit alone: waivers, and the approval of a version of the spec. docs/security.md lists them. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { before, describe, it } from 'node:test';
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
  run,
  signedIn,
  signers,
  source,
  strict,
  type World,
  written,
} from '../support/forged';

const waiverName = 'WP-1-Login waiver: coverage';
const spec = 'Master_Spec_v1.1.md';
const row = (signature: string, purpose: string, version = 'v1.0'): string =>
  `| ${signature} | ada | 2026-01-06 10:05 UTC | ${purpose} | ${version} | typed |`;
const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A packet that is signed, with a waiver that waits, and a newer version of the spec. */
async function begun(): Promise<Map<string, string>> {
  const files = filesIn(source().replace('- Notes: agreed', '- Notes: agreed\n- Waiver: coverage; generated code; 2026-06-01'));
  files.set(spec, '# Master Spec v1.1\n## 2.3 Login\nA session MUST end after an hour.\n## 2.4 Logout\nAt once.\n');
  return (await signedIn(files, 'WP-1-Login', { who: 'ada' })).files;
}

describe('a waiver or a version of the spec that nobody signed', { concurrency: 2 }, () => {
  let start: Map<string, string>;
  let waived: Map<string, string>;
  let approved: Map<string, string>;
  let sealedWaiver = '';
  before(async () => {
    makeKeys();
    start = await begun();
    const signed = await signedIn(start, waiverName, { who: 'ada', later: 5 });
    [waived, sealedWaiver] = [signed.files, signed.sealed];
    approved = (await signedIn(start, spec, { who: 'ada', later: 6 })).files;
  });
  const by = (more: By['who'] | undefined): By | undefined => (more === undefined ? undefined : { who: more, later: 5 });
  const allowed = (): string => signers(['ada']);

  it('(those that were given are good, and called signed; ssh-keygen says so too)', () => {
    for (const [files, subject] of [
      [waived, waiverName],
      [approved, spec],
    ] as const) {
      const world = { files, allowed: allowed() };
      const { code, out } = strict(world);
      assert.equal(code, 0, out);
      const proofs = called(world);
      assert.deepEqual(
        proofs.map((p) => [p.subject, p.is, p.by]),
        [
          ['WP-1-Login', 'signed', 'ada@example.org'],
          [subject, 'signed', 'ada@example.org'],
        ],
      );
      const one = run(['verify', subject === spec ? spec : 'WP-1-Login'], written(world, 'require-key'), world);
      assert.match(one.out, /signed: Signed by the key of ada@example\.org/);
    }
    assert.equal(
      sealedWaiver,
      'Waiver of: WP-1-Login\nSignature: ada060120261005\nCheck: coverage\nReason: generated code\nUntil: 2026-06-01\n',
    );
  });

  const inPacket = (files: ReadonlyMap<string, string>, from: string, to: string): Map<string, string> => {
    const text = files.get(path) ?? '';
    assert.ok(text.includes(from));
    return new Map(files).set(path, text.replace(from, to));
  };
  const withRow = (files: ReadonlyMap<string, string>, line: string): Map<string, string> =>
    new Map(files).set(audit, (files.get(audit) ?? '').replace(/(\n\|[^\n]*\|)(?=\n(?!\|)|$)/, `$1\n${line}`));
  const waiverLine = 'Waiver: coverage; generated code; 2026-06-01';
  const typedWaiver = (): Map<string, string> =>
    withRow(
      inPacket(start, waiverLine, 'Waiver: coverage; generated code; ada060120261005; 2026-06-01'),
      row('ada060120261005', 'Waiver of WP-1-Login: coverage'),
    );
  const sealBelow = (files: ReadonlyMap<string, string>, signature: string, text: string, armour: string): Map<string, string> =>
    new Map(files).set(
      audit,
      `${files.get(audit)}\n## Seals\n\n### ${signature}\n\n- Seal: sha256:${digest(text)}\n\n\`\`\`\n${armour.trim()}\n\`\`\`\n`,
    );

  const packetIsStill = ['WP-1-Login'];
  const ways: readonly (readonly [what: string, world: () => World | Promise<World>, isStill?: readonly string[]])[] = [
    ['a waiver that was typed into packet and audit', () => ({ files: typedWaiver(), allowed: allowed() })],
    [
      'a waiver with a seal alone',
      async () => ({ files: (await signedIn(start, waiverName, by(undefined))).files, allowed: allowed() }),
    ],
    [
      'a waiver by a key that nobody allowed',
      async () => ({ files: (await signedIn(start, waiverName, by('mallory'))).files, allowed: allowed() }),
    ],
    [
      'a waiver whose reason was changed',
      () => ({ files: waived, allowed: allowed(), later: change('generated code', 'no time') }),
    ],
    ['a waiver that was made to last', () => ({ files: waived, allowed: allowed(), later: change('2026-06-01', '2036-06-01') })],
    [
      'a waiver that was copied to another packet',
      () => {
        const copy = (waived.get(path) ?? '')
          .replaceAll('WP-1-Login', 'WP-1-Other')
          .replace('STATUS: Ready-for-Dev', 'STATUS: Backlog');
        return { files: new Map(waived).set(other, copy), allowed: allowed() };
      },
      ['WP-1-Login', waiverName],
    ],
    [
      'a waiver with the key’s signature of the packet',
      () => {
        const armour = /-----BEGIN[\s\S]*?-----END SSH SIGNATURE-----/.exec(start.get(path) ?? '')?.[0] ?? '';
        return { files: sealBelow(typedWaiver(), 'ada060120261005', sealedWaiver, armour), allowed: allowed() };
      },
    ],
    [
      'a version of the spec by a row that was typed, with the pointer',
      () => ({
        files: withRow(start, row('ada060120261006', `Spec enrichment: ${spec}`, 'v1.1')).set(
          'docs/SPEC_CURRENT.md',
          `**${spec}**\n`,
        ),
        allowed: allowed(),
      }),
    ],
    [
      'a version of the spec that was changed once it was approved',
      () => ({ files: approved, allowed: allowed(), later: change('At once.', 'Never.', spec) }),
    ],
    [
      'a version of the spec with the key’s signature of a waiver',
      () => {
        const files = withRow(start, row('ada060120261006', `Spec enrichment: ${spec}`, 'v1.1')).set(
          'docs/SPEC_CURRENT.md',
          `**${spec}**\n`,
        );
        const text = `Spec: ${spec}\nSignature: ada060120261006\nSHA-256: ${digest(start.get(spec) ?? '')}\n`;
        return { files: sealBelow(files, 'ada060120261006', text, keyed(sealedWaiver, 'ada')), allowed: allowed() };
      },
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
        isStill ?? packetIsStill,
      );
    });

  it('a waiver without a key waives nothing where keys are required', () => {
    const gate = (files: Map<string, string>) => {
      const world = { files, allowed: allowed() };
      return run(['check', '--format', 'json'], written(world, 'require-key'), world).out;
    };
    assert.match(gate(typedWaiver()), /ada060120261005 under the waiver of \\"coverage\\" is typed only/);
    assert.doesNotMatch(gate(waived), /waiver-unproven/);
  });
});
