/** Evidence and reports: every form in which people cite code and write verdicts, and what only looks like one. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { packetsDialect } from '#systems/packets/model/dialect/defaults';
import { covered } from '#systems/packets/model/evidence/evidence';
import { pairs } from '#systems/packets/model/evidence/proof-pairs';
import { citedIn } from '#systems/packets/read/cited';
import { readPacket } from '#systems/packets/read/packet';
import { readReport } from '#systems/packets/read/report-document';
import { fieldsOf, sourceOf } from './support/fields';
import { holds } from './support/property';

const PACKET = 'docs/task_packets/WP-1-X.md';

/** `path from-to`, with what it is where it is no path in the text; each range slices to what it names. */
const cited = (text: string): string[] =>
  citedIn(text, 0, PACKET).map((c) => {
    if (c.lines) assert.match(text.slice(c.lines.at.start, c.lines.at.end), new RegExp(`^\\D?${c.lines.from}(?!\\d)`));
    const lines = c.lines ? ` ${c.lines.from}-${c.lines.to}` : '';
    const what = c.form === 'plain' || c.form === 'mark' ? '' : `${c.form} `;
    return `${what}${c.path}${lines}${c.absent ? ' absent' : ''}`;
  });

describe('a citation of code', () => {
  for (const [text, places] of [
    ['src/a.rs:45-60', ['src/a.rs 45-60']],
    ['`src/a b.test.ts:1-3`, `src/x (2).ts`:4, 9', ['src/a b.test.ts 1-3', 'src/x (2).ts 4-4', 'src/x (2).ts 9-9']],
    ['"src/a.ts":12', ['src/a.ts 12-12']],
    ['`src/a.ts src/b.ts:2` `cat src/a b.ts:3`', ['src/a.ts', 'src/b.ts 2-2', 'b.ts 3-3']],
    ['src/a.rs:12-35 (LoginRequest struct)', ['src/a.rs 12-35']],
    ['docs/x.md#L10-L20', ['docs/x.md 10-20']],
    ['a.ts#L10', ['a.ts 10-10']],
    ['src/x.ts#L4C2-L6C9', ['src/x.ts 4-6']],
    ['docs/x.md#3-40, docs/y.md#7.', ['docs/x.md 3-40', 'docs/y.md 7-7']],
    ['docs/x.md#3-401-for-guests docs/y.md#7-health docs/z.md#2--more', ['docs/x.md', 'docs/y.md', 'docs/z.md']],
    ['[x](../x.md#3-401-for-guests) [y](../y.md#L4C2-L6C9)', ['link docs/x.md', 'link docs/y.md 4-6']],
    ['src/a.rs:L10-L20', ['src/a.rs 10-20']],
    ['a.rs:45:12', ['a.rs 45-45']],
    ['src/a.rs (lines 45-60)', ['src/a.rs 45-60']],
    ['src/a.rs, lines 45–60', ['src/a.rs 45-60']],
    ['src/a.rs line 45', ['src/a.rs 45-45']],
    ['`src/a.rs` (L3–L9) — `npm test`', ['src/a.rs 3-9']],
    ['src/a.rs (Zeilen 3 bis 9)', ['src/a.rs 3-9']],
    ['`retention.rs:229-235, 314`', ['retention.rs 229-235', 'retention.rs 314-314']],
    ['`src/a.rs:1`, `:90` and `:91-95`; 3', ['src/a.rs 1-1', 'src/a.rs 90-90', 'src/a.rs 91-95']],
    ['src/a.rs:1, :9; port `:8080` and src/b.rs:2 / :7', ['src/a.rs 1-1', 'src/a.rs 9-9', 'src/b.rs 2-2', 'src/b.rs 7-7']],
    ['WP-1-X.md:7', ['docs/task_packets/WP-1-X.md 7-7']],
    ['src/a.rs:10, src/b.rs:20 and src/c.rs:5-6', ['src/a.rs 10-10', 'src/b.rs 20-20', 'src/c.rs 5-6']],
    ['mod.rs:859 / duckdb.rs:610', ['mod.rs 859-859', 'duckdb.rs 610-610']],
    ['[a](../../src/a.ts), line 50', ['link src/a.ts 50-50']],
    ['[a](../../src/a.ts#L3-L9)', ['link src/a.ts 3-9']],
    ['【F:src/a.rs†L1-L9】【F:b c.md†L2】', ['src/a.rs 1-9', 'b c.md 2-2']],
    ['【7ab87b†L1-L1】', ['chunk ']],
    ['**src/a.rs:10**, *src/b.rs:3*', ['src/a.rs 10-10', 'src/b.rs 3-3']],
    ['src/api/*.rs imports checked', ['glob src/api/*.rs']],
    ['src/** and **/*.test.ts', ['glob src/**', 'glob **/*.test.ts']],
    ['tests/test_x.py::test_y', ['tests/test_x.py']],
    ['app/(auth)/[id]/page.tsx:10', ['app/(auth)/[id]/page.tsx 10-10']],
    ['src\\win\\a.cs:12', ['src/win/a.cs 12-12']],
    ['`scripts/hooks/pre-commit:8-20`, justfile:82', ['scripts/hooks/pre-commit 8-20', 'justfile 82-82']],
    ['see src/a.ts.', ['src/a.ts']],
    ['src/mcp/gate.rs (file absent)', ['src/mcp/gate.rs absent']],
    ['deleted: src/old.rs', ['src/old.rs absent']],
    ['Deleted rows are gone: src/gc.rs:10', ['src/gc.rs 10-10']],
    ['src/removed.rs:3', ['src/removed.rs 3-3']],
    ['https://github.com/o/r/blob/abc/src/a.rs#L10', ['web ']],
    ['D:\\Projects\\x\\a.cs:12, ../out/a.ts:3, /etc/passwd:1', ['outside ', 'outside ', 'outside ']],
    ['localhost:3000, std::process::Command, Next.js, AUTH-001, 2.3.4, either/or, 12:30, v1.4.md:3', []],
    ['path/to/file:line', []],
    ['POST /auth/login returns 200', []],
  ] as const)
    it(text, () => assert.deepEqual(cited(text), places));

  it('of any text, in time and with ranges that slice to what they name', () => {
    const bits = fc.constantFrom(
      'src/',
      'a.ts',
      ':',
      '12',
      '-',
      '【',
      '†',
      '】',
      '[',
      '](',
      ')',
      '#L',
      ' ',
      '*',
      '(',
      '`',
      '\\',
      'lines ',
      ',',
      '…',
    );
    holds(
      fc.property(fc.array(bits, { maxLength: 60 }), (parts) => {
        const text = parts.join('');
        for (const c of citedIn(text, 7, PACKET)) {
          assert.ok(c.at.start >= 7 && c.at.end <= text.length + 7 && c.at.start < c.at.end);
          assert.ok(c.pathAt.start <= c.pathAt.end);
          if (c.lines)
            assert.match(text.slice(c.lines.at.start - 7, c.lines.at.end - 7), new RegExp(`^[LC]?${c.lines.from}(?!\\d)`));
        }
      }),
      400,
    );
    for (const hostile of ['a,'.repeat(50_000), '['.repeat(50_000), '【'.repeat(20_000), `x${' '.repeat(50_000)}y.`])
      citedIn(hostile, 0, PACKET);
  });
});

const proofOf = (text: string) => readPacket(sourceOf(text), packetsDialect);
const verdicts = (text: string): string[] => proofOf(text).facts.reports.map((r) => r.verdict?.is ?? 'none');

describe('a verdict', () => {
  for (const [title, text, found] of [
    ['after a title', '## VALIDATION REPORT — WP-1-X\nVerdict: PASS', ['PASS']],
    ['in bold, with its name', '# Validation Report\n**Verdict: PASS ✅**', ['PASS']],
    ['with a remark', '## Validation report\n**Verdict**: PASS (With Documented Waivers)', ['PASS']],
    ['in bold alone', '## Validation report\nVerdict: **FAIL**', ['FAIL']],
    ['as a heading', '## Validation report\n### Verdict: FAIL', ['FAIL']],
    ['below a heading', '## Validation report\n### Verdict\n\n**PASS**', ['PASS']],
    ['in a table', '## Validation report\n| Verdict | FAIL |\n|---|---|\n| Packet | WP-1-X |', ['FAIL']],
    ['in a list', '## VALIDATION_REPORTS\n- VALIDATION REPORT - WP-1-X\n  - Verdict: PASS', ['PASS']],
    ['under a title that is a line', '## VALIDATION_REPORTS\n\nVALIDATION REPORT - WP-1-X\nVerdict: FAIL', ['FAIL']],
    [
      'without a title',
      '## VALIDATION_REPORTS\n- 2026-03-01 | Validator: A\n  - VERDICT: **FAIL**\n- 2026-03-02\n  - VERDICT: **PASS**',
      ['FAIL', 'PASS'],
    ],
    ['in the title', '## Validation report: WP-1-X (PASS)', ['PASS']],
    ['in a fence below its own title', '## VALIDATION REPORT\n```\nVALIDATION REPORT - WP-1-X\nVerdict: PASS\n```', ['PASS']],
    ['what it has become', '## Validation report\nVerdict: ~~FAIL~~ PASS', ['PASS']],
    ['open', '## Validation report\nVerdict: PASS | FAIL', ['open']],
    ['pending', '## Validation report\nVerdict: <pending>', ['open']],
    ['odd', '## Validation report\nVerdict: PARTIAL', ['odd']],
    ['among the metadata', '- Verdict: PASS', ['PASS']],
    ['of other things', '## Validation report\nTEST_VERDICT: FAIL\nLEGAL_VERDICT=PASS', ['none']],
    [
      'in parts, where none is plain: the final one, else all',
      '### FINAL REVIEW\n- TEST_VERDICT: FAIL\n- LEGAL_VERDICT: PASS\n### REVIEW 2\n- TEST_VERDICT: PASS\n- CODE_VERDICT: FAIL\n' +
        '## VALIDATION REPORT\nTEST_VERDICT: PASS\nCODE_VERDICT: PASS\n## Report 3\n- TEST_VERDICT: PASS\n- CODE_VERDICT: PENDING',
      ['PASS', 'FAIL', 'PASS'],
    ],
    ['beside a plain one', '### REVIEW\n- TEST_VERDICT: FAIL\n- CODE_VERDICT: FAIL\n- Verdict: PASS', ['PASS']],
    ['in parts, among the metadata', '## METADATA\n- LEGAL_VERDICT: PASS\n- TEST_VERDICT: PASS', []],
    ['in an example', '## Notes\n```\nVerdict: FAIL\n```', []],
    ['in a quote', '## Notes\n> Verdict: FAIL', []],
    ['in prose', 'The verdict: it depends on the validation report.', []],
    ['two titles of one report', '## REVALIDATION REPORT - WP-1-X\n\nVALIDATION REPORT - WP-1-X\nVerdict: FAIL', ['FAIL']],
    ['several reports', '## Validation report (1)\nVerdict: FAIL\n## Validation report (2)\nVerdict: PASS', ['FAIL', 'PASS']],
  ] as const)
    it(title, () => assert.deepEqual(verdicts(`# WP-1-X\n${text}\n`), found));
});

describe('a report of its own', () => {
  const read = (text: string, path = 'docs/validation_reports/WP-1-X_validation.md') =>
    readReport(sourceOf(text, path), packetsDialect).facts;
  for (const [title, text, path, packet] of [
    [
      'names its packet in the title',
      '# VALIDATION REPORT - WP-1-Login\nVerdict: PASS',
      'docs/validation_reports/2026.md',
      'WP-1-Login',
    ],
    [
      'names it in its scope',
      '# Report\n- Task Packet: docs/task_packets/WP-1-Login.md\n- Verdict: PASS',
      'docs/validation_reports/a.md',
      'WP-1-Login',
    ],
    [
      'is named after it',
      '# Validation\nVerdict: PASS',
      'docs/validation_reports/validation-WP-1-Login-2026-01-02.md',
      'WP-1-Login',
    ],
  ] as const)
    it(title, () => {
      const facts = read(text, path);
      assert.equal(facts.packet?.text, packet);
      assert.deepEqual(
        facts.defs.map((d) => [d.kind, d.name]),
        [['report', packet]],
      );
    });
  it('is all of the document', () => {
    const facts = read('# On WP-1-X\n## Verdict\nPASS\n## Findings\n- Users log in -> src/a.ts:3\n## Tests\n- npm test: PASS\n');
    assert.deepEqual(
      facts.cited.map((c) => c.path),
      ['src/a.ts'],
    );
    assert.deepEqual(
      facts.reports.map((r) => [r.verdict?.is, ...r.parts]),
      [['PASS', 'Findings', 'Tests']],
    );
  });
  it('may say its verdict in front matter', () =>
    assert.equal(read('---\nverdict: FAIL\n---\n# On WP-1-X\n').reports[0]?.verdict?.is, 'FAIL'));
});

describe('rows of evidence', () => {
  const rows = (text: string): string[] =>
    proofOf(`# WP-1-X\n- STATUS: In-Progress\n\n## Evidence Mapping\n${text}\n`).model.proof.rows.map(
      (r) =>
        `${r.number ?? '-'} ${r.requirement} @${r.anchors.map((a) => a.id).join()} = ${r.code.map((c) => `${c.path}:${c.lines?.from ?? ''}`).join()}${r.tested ? ' tested' : ''}${r.result ? ` ${r.result}` : ''}`,
    );
  for (const [title, text, found] of [
    ['in a list', '- Users log in -> src/a.ts:3', ['- Users log in @ = src/a.ts:3']],
    [
      'with anchors in brackets, or between bars; notes are none',
      '- Users log in (A2.3) -> src/a.ts:3\n- Users log out [ACM-1] -> src/a.ts:3 (v1.2)\n- "Users stay" | 2.4 | src/a.ts:3 | npm test',
      [
        '- Users log in (A2.3) @2.3 = src/a.ts:3',
        '- Users log out [ACM-1] @ACM-1 = src/a.ts:3',
        '- Users stay @2.4 = src/a.ts:3 tested',
      ],
    ],
    ['with a test', '- Users log in → src/a.ts:3; test: `npm test login` (PASS)', ['- Users log in @ = src/a.ts:3 tested PASS']],
    ['numbered', '1. src/a.ts:3\n2. src/b.ts:4', ['1  @ = src/a.ts:3', '2  @ = src/b.ts:4']],
    [
      'in a table, in any order',
      '| Status | Code | # | Anchor | Requirement | Test Proof |\n|---|---|---|---|---|---|\n| PASS | src/a.ts:3 | 2 | §2.3 | Users log in | `npm test` |',
      ['2 Users log in @2.3 = src/a.ts:3 tested PASS'],
    ],
    [
      'in a table that says where',
      '| DONE_MEANS | Where | Test |\n|---|---|---|\n| Users log in | src/a.ts:3 | `npm test` |',
      ['- Users log in @ = src/a.ts:3 tested'],
    ],
    [
      'a test with its place before the command, and a command with a place in it',
      '- REQUIREMENT: "Users log in"\n- TEST: test/a.test.ts:9, `npm test`\n- TEST: `npx vitest test/b.test.ts:4`',
      ['- Users log in @ = test/a.test.ts:9 tested'],
    ],
    [
      'in pairs of lines',
      '- REQUIREMENT: "Users log in"\n- EVIDENCE: `src/a.ts:3`\n- EVIDENCE: `test/a.test.ts:9`',
      ['- Users log in @ = src/a.ts:3,test/a.test.ts:9 tested'],
    ],
    [
      'in a fence and a second line of an item',
      '- Users log in\n  ```\n  src/a.ts:3\n  ```\n  `npm test`\n- Users log out\n  src/b.ts:4',
      ['- Users log in @ = src/a.ts:3 tested', '- Users log out @ = src/b.ts:4'],
    ],
    ['nested', '- Users log in:\n  - src/a.ts:3 (handler)\n  - src/b.ts:4', ['- Users log in @ = src/a.ts:3,src/b.ts:4']],
    [
      'in a fence',
      '```\nCriterion 1: "Users log in"\nCode evidence: src/a.ts:3-9\nTest evidence: no test yet\n```',
      ['1 Users log in @ = src/a.ts:3'],
    ],
    ['in prose', 'Users log in at src/a.ts:3 and no more.', ['- Users log in @ = src/a.ts:3']],
    [
      'the template',
      '- [Requirement] -> [File:Line]\n- (Coder adds proof here.)\n- REQUIREMENT: "<quote>"\n- EVIDENCE: `path/to/file:line`',
      [],
    ],
    ['nothing said', '| DONE_MEANS | Code | Test |\n|---|---|---|\n| Users log in | TBD | - |', ['- Users log in @ = ']],
  ] as const)
    it(title, () => assert.deepEqual(rows(text), found));

  it('under another heading, where they are plainly rows: logs are none', () => {
    const text =
      '# WP-1-X\n- STATUS: In-Progress\n\n## Evidence\n- Users log in -> src/a.ts:3\n- COMMAND: `npm test`\n  - LOG_PATH: `.logs/x.log`\n  - PROOF_LINES: `src/b.ts:9:1 warning`\n';
    assert.deepEqual(
      proofOf(text).facts.cited.map((c) => c.path),
      ['src/a.ts'],
    );
  });

  it('in a list below the name, each for itself', () => {
    const text =
      '# WP-1-X\n- STATUS: In-Progress\n- Evidence Mapping:\n  - Users log in: src/a.ts:3\n  - Users log out: src/b.ts:4\n';
    assert.deepEqual(
      proofOf(text).model.proof.rows.map((r) => r.requirement),
      ['Users log in', 'Users log out'],
    );
  });

  it('under a label that is no heading, up to where that ends', () => {
    const done = '- DONE_MEANS:\n  - Users log in\n  - Users log out\n';
    const rows = (rest: string): readonly string[] =>
      proofOf(`# WP-1-X\n- STATUS: In-Progress\n${done}${rest}`).facts.cited.map((c) => c.path);
    assert.deepEqual(rows('- Evidence:\n  - Users log in\n    - code: src/a.ts:3\n- Notes:\n  - Users log out: src/b.ts:4\n'), [
      'src/a.ts',
    ]);
    assert.deepEqual(
      rows(
        '\n## VALIDATION\n**Evidence:**\n\n- Users log in: src/a.ts:3\n- Users log out: src/b.ts:4\n\nNotes: Users log out: src/c.ts:4\n',
      ),
      ['src/a.ts', 'src/b.ts'],
    );
    assert.deepEqual(rows('- Notes:\n  - Users log out: src/b.ts:4\n'), []);
  });

  it('are read from any text', () => {
    const bits = fc.constantFrom(
      '- ',
      '| a | Code |\n|---|---|\n',
      '| ',
      ' |',
      '\n',
      '## Evidence Mapping\n',
      '## Validation report\n',
      'Verdict: PASS\n',
      'src/a.ts:3',
      '```\n',
      '->',
      'REQUIREMENT: ',
      'EVIDENCE: ',
      '**',
      '  ',
      '1. ',
      'test: x',
      'STATUS: Done\n',
      'DONE_MEANS:\n',
    );
    holds(
      fc.property(fc.array(bits, { maxLength: 40 }), (parts) => {
        const text = `# WP-1-X\n${parts.join('')}`;
        const { facts, model } = proofOf(text);
        const places = [
          ...facts.cited.map((c) => c.at),
          ...model.proof.rows.map((r) => r.at),
          ...facts.reports.flatMap((r) => [r.at, ...r.against.map((a) => a.at)]),
        ];
        for (const at of places) assert.ok(at.start >= 0 && at.start <= at.end && at.end <= text.length);
        for (const r of facts.reports) assert.ok(r.end >= r.at.start && r.end <= text.length);
      }),
      300,
    );
  });
});

describe('evidence and DONE_MEANS', () => {
  const wanted = [
    'POST /auth/login accepts {email, password} JSON',
    'Expired token returns 401',
    'Malformed token returns 401 + error code',
  ].map((text, i) => ({ text, number: i + 1 }));
  const paired = (...rows: readonly { requirement: string; number?: number }[]): (string | number)[][] =>
    pairs(
      wanted,
      rows.map((r) => ({ number: undefined, ...r })),
    ).map((found) => found.map((r) => r.requirement || (r.number ?? '')));
  it('pair by quoted text, whatever the order', () =>
    assert.deepEqual(
      paired({ requirement: 'Malformed token returns 401 + error code' }, { requirement: 'Expired token returns 401' }),
      [[], ['Expired token returns 401'], ['Malformed token returns 401 + error code']],
    ));
  it('pair by number', () => assert.deepEqual(paired({ requirement: '', number: 2 }), [[], [2], []]));
  it('pair by words, the better match first', () =>
    assert.deepEqual(
      paired(
        { requirement: 'Expired token rejected' },
        { requirement: 'Malformed token rejected' },
        { requirement: 'POST /auth/login accepts email+password' },
      ),
      [['POST /auth/login accepts email+password'], ['Expired token rejected'], ['Malformed token rejected']],
    ));
  it('do not pair where nothing is alike', () =>
    assert.deepEqual(paired({ requirement: 'The migration is numbered' }), [[], [], []]));
});

it('an anchor is covered by one above it, below it, and in a range', () => {
  const cases: readonly [string, readonly string[], boolean][] = [
    ['2.3.1', ['2.3'], true],
    ['2.3', ['2.3.1'], true],
    ['2.31', ['2.3'], false],
    ['10.5.5.3', ['10.5.5.1..10.5.5.4'], true],
    ['10.5.5.5', ['10.5.5.1..10.5.5.4'], false],
    ['TERM-API-003', ['TERM-API-001..TERM-API-005'], true],
    ['TERM-UI-003', ['TERM-API-001..TERM-API-005'], false],
    ['HSK-1', ['2.3'], true],
    ['3.1', [], true],
  ];
  for (const [id, by, is] of cases) assert.equal(covered(id, by), is, `${id} by ${by.join()}`);
});

it('a packet without evidence costs nothing', () => {
  const { facts } = proofOf('# WP-1-X\n- STATUS: In-Progress\n- DONE_MEANS:\n  - a\n');
  assert.deepEqual([facts.cited, facts.reports, facts.done], [[], [], undefined]);
  assert.ok(fieldsOf('# x').fields.length === 0);
});
