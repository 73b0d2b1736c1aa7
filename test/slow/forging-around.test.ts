/** Ways around what is signed in the audit: the waiver or the spec is put where nobody would ask for its key. docs/security.md lists them. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { before, describe, it } from 'node:test';
import {
  audit,
  called,
  filesIn,
  makeKeys,
  path,
  run,
  signedIn,
  signers,
  source,
  strict,
  type World,
  written,
} from '../support/forged';

const spec = 'Master_Spec_v1.1.md';
const pointer = 'docs/SPEC_CURRENT.md';
const waiver = 'design debt CX-102; the store is late';
const waiverName = 'WP-1-Login waiver: design debt CX-102';
const codex = '# Codex\n\n### CX-102: One store\n**Waiver**: With a signature\n\n```gatehouse\npattern: sqlx::query\n```\n';

/** A packet that is signed, a newer version of the spec, and code that breaks an invariant which can be waived. */
async function begun(): Promise<Map<string, string>> {
  const files = filesIn(
    source()
      .replace('- Notes: agreed', `- Notes: agreed\n- Waiver: ${waiver}; 2999-12-31`)
      .replace('src/login.ts', 'src/login.rs')
      .replace('**Master_Spec_v1.0.md**', '**Master_Spec_v1.0.md** and **Dock Codex v1.0.md**'),
  );
  files.set('Dock Codex v1.0.md', codex).set('src/login.rs', 'sqlx::query(x);\n');
  files.set(spec, '# Master Spec v1.1\n## 2.3 Login\nA session MUST end after an hour.\n');
  return (await signedIn(files, 'WP-1-Login', { who: 'ada' })).files;
}

const row = (signature: string, purpose: string, version: string): string =>
  `| ${signature} | ada | 2026-01-06 10:05 UTC | ${purpose} | ${version} | typed |`;
const edited = (files: ReadonlyMap<string, string>, at: string, from: string | RegExp, to: string): Map<string, string> => {
  const text = files.get(at) ?? '';
  const now = text.replace(from, () => to);
  assert.notEqual(now, text, `${String(from)} is in ${at}`);
  return new Map(files).set(at, now);
};
const withRow = (files: ReadonlyMap<string, string>, line: string): Map<string, string> =>
  edited(files, audit, /(?<=\n\|[^\n]*\|)(?=\n(?!\|)|$)/, `\n${line}`);

describe('a way around what is signed in the audit', { concurrency: 2 }, () => {
  let start: Map<string, string>;
  let waived: Map<string, string>;
  let approved: Map<string, string>;
  before(async () => {
    makeKeys();
    start = await begun();
    waived = (await signedIn(start, waiverName, { who: 'ada', later: 5 })).files;
    approved = (await signedIn(start, spec, { who: 'ada', later: 6 })).files;
  });
  const world = (files: Map<string, string>): World => ({ files, allowed: signers(['ada']) });
  const gate = (files: Map<string, string>, args: readonly string[], level: 'require-key' | 'typed' = 'require-key') =>
    run(['gate', ...args], written(world(files), level), world(files));

  it('(the waiver and the version that were signed count)', () => {
    const open = gate(start, ['codex-check']);
    assert.match(open.out, /sqlx::query must not stand here/);
    const kept = gate(waived, ['codex-check']);
    assert.match(kept.out, /Waived by WP-1-Login/);
    assert.doesNotMatch(kept.out, /must not stand here/);
    const { code, out } = strict(world(approved));
    assert.equal(code, 0, out);
  });

  for (const [what, status] of [
    ['a stub', 'Stub'],
    ['one that is superseded', 'Superseded'],
  ] as const)
    it(`a waiver that was typed into ${what}, for code of others`, () => {
      const text = `# WP-9-Aside\n- TASK_ID: WP-9-Aside\n- STATUS: ${status}\n- IN_SCOPE_PATHS:\n  - src/login.rs\n\n## Notes\n- Waiver: ${waiver}; ada060120261005; 2999-12-31\n`;
      const files = withRow(start, row('ada060120261005', 'Waiver of WP-9-Aside: design debt CX-102', 'v1.0'));
      files.set('docs/task_packets/WP-9-Aside.md', text);
      assert.match(gate(files, ['codex-check'], 'typed').out, /Waived by WP-9-Aside/);
      const { out } = gate(files, ['codex-check']);
      assert.match(out, /sqlx::query must not stand here/);
      assert.doesNotMatch(out, /Waived by/);
    });

  it('a waiver whose row was taken back', () => {
    const files = edited(waived, audit, /\|(?=\n)(?=\n\n?## Seals)/, '(WITHDRAWN) |');
    const { out } = gate(files, ['codex-check']);
    assert.match(out, /sqlx::query must not stand here/);
  });

  it('a waiver whose packet takes more into its scope', () => {
    const wider = edited(waived, path, /src\/login\.rs/, 'src/**').set('src/other.rs', 'sqlx::query(y);\n');
    const { out } = gate(wider, ['codex-check']);
    assert.match(out, /sqlx::query must not stand here/);
    assert.match(out, /The waiver in WP-1-Login does not count: .* it is not over what the packet says/);
  });

  it('a waiver that was typed into a report', () => {
    const report = `# Validation report: WP-1-Login\n- TASK_ID: WP-1-Login\n\nVerdict: PASS\n\n- Waiver: coverage; no time; ada060120261005; 2999-12-31\n`;
    const files = withRow(start, row('ada060120261005', 'Waiver of WP-1-Login: coverage', 'v1.0'));
    files.set('docs/validation_reports/WP-1-Login.md', report);
    const w = world(files);
    const { out } = run(['check'], written(w, 'require-key'), w);
    assert.match(out, /ada060120261005 under the waiver of "coverage" is typed only/);
    assert.doesNotMatch(run(['check'], written(w, 'typed'), w).out, /typed only/);
  });

  const pointed = (files: ReadonlyMap<string, string>, name: string): Map<string, string> =>
    edited(files, pointer, /Master_Spec[^*]*/, name);
  const ways: readonly (readonly [what: string, files: () => Map<string, string>])[] = [
    [
      'a typed row for the oldest version',
      () => withRow(start, row('ada060120261006', 'Spec enrichment: Master_Spec_v1.0.md', 'v1.0')),
    ],
    [
      'an older version than the one that was approved',
      () => pointed(approved, 'Master_Spec_v0.9.md').set('Master_Spec_v0.9.md', '# Master Spec v0.9\n## 2.3 Login\nNone.\n'),
    ],
    [
      'a spec without a version, once one was approved',
      () => pointed(approved, 'Master_Spec_vNext.md').set('Master_Spec_vNext.md', '# Master Spec\n## 2.3 Login\nNone.\n'),
    ],
  ];
  for (const [what, files] of ways)
    it(`${what}: an error where keys are required, never called signed elsewhere`, () => {
      const { code, out } = strict(world(files()));
      assert.equal(code, 1, out);
      assert.match(out, /requires the signature of a key/);
      assert.deepEqual(
        called(world(files()))
          .filter((s) => s.is === 'signed')
          .map((s) => s.subject),
        ['WP-1-Login'],
      );
    });

  it('a spec that nobody approved by a key opens no other gate either', () => {
    const files = pointed(withRow(start, row('ada060120261006', `Spec enrichment: ${spec}`, 'v1.1')), spec);
    for (const args of [['pre-work', 'WP-1-Login'], ['spec-regression'], ['phase-gate', '1']])
      assert.match(gate(files, args).out, /ada060120261006 under Master_Spec_v1\.1\.md is typed only/, args.join(' '));
    assert.doesNotMatch(gate(files, ['spec-regression'], 'typed').out, /typed only/);
  });

  it('the digest of a spec is that of its text, by the recipe too, whatever its line ends and mark', async () => {
    const text = (start.get(spec) ?? '').replaceAll('\n', '\r\n');
    const { files, sealed } = await signedIn(new Map(start).set(spec, text), spec, { who: 'ada', later: 6 });
    const digest = createHash('sha256')
      .update(start.get(spec) ?? '')
      .digest('hex');
    assert.equal(sealed, `Spec: ${spec}\nSignature: ada060120261006\nSHA-256: ${digest}\n`);
    assert.equal(strict(world(new Map(files).set(spec, `\uFEFF${text}`))).code, 0);
  });
});
