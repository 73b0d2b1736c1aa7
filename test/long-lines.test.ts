/** A line of what nobody writes by hand, such as a command's output that was padded, holds nobody up. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { managers } from '../server/src/cli/hook/managers';
import { fixture } from './support/fixture';

/** So long that what takes time by its square is not done before the runner gives the whole file up. */
const LENGTH = 50_000;

const pieces = [
  '\t',
  ' ',
  '` ',
  '.',
  '[',
  '{',
  '{,',
  '|',
  '§',
  ':\t',
  '"',
  '<!--',
  '- ',
  '.0',
  'A-',
  'specv',
  ' MUST|',
  'a/',
  'v1.',
  '-1',
  'a ',
];

const folder = (x: string): string => `==> docs/SPEC_CURRENT.md <==
**Master_Spec_v1.0.md**

Once it was **${x} x**, \`${x}\`, [${x}x](docs/${x}x).
==> Master_Spec_v1.0.md <==
# Spec

## 2.3 Store ${x} x

- [ABC-1] ${x}x

The system MUST ${x} end
==> docs/TASK_BOARD.md <==
# Board

## In Progress ${x}x

- **[WP-1-A]** - In-Progress ${x} x
  - Blocker: ${x} WP-1-B
==> docs/SIGNATURE_AUDIT.md <==
| Signature | Used By | Timestamp | Purpose | Spec Version | Notes |
|---|---|---|---|---|---|
| ann301220251200 | WP-1-A ${x} | 2025-12-30 ${x}12:00 ${x} | ${x} x | v1.0 ${x} | ${x}y |
==> docs/task_packets/WP-1-A.md <==
# Task Packet: WP-1-A ${x}x

- STATUS: In-Progress ${x} x
- USER_SIGNATURE: ann301220251200 ${x} x
- RISK_TIER: HIGH ${x} x
- SPEC_ANCHOR: 2.3 ${x} x, v1 ${x}

## IN_SCOPE_PATHS
- src/a.ts ${x} x
- ${x}.ts

## TEST_PLAN
- cargo test ${x} x

## VALIDATION
- Command: npm test ${x}x
- Result: PASS ${x} x

### Evidence Mapping
| Requirement | Evidence |
|---|---|
| It ${x} | src/a.ts:1 ${x} x |
`;

for (const piece of pieces)
  test(`a line of ${JSON.stringify(piece)}`, async () => {
    const text = folder(piece.repeat(LENGTH / piece.length));
    const { session } = await fixture(text);
    assert.ok(session.workspace.entries.size > 0);
  });

test('words of a heading that can be parted in many ways', async () => {
  const { session } = await fixture(`==> docs/SPEC_CURRENT.md <==
**Master_Spec_v1.0.md**
==> docs/TASK_BOARD.md <==
# Board

## Widgets${' work packet'.repeat(22)} x

- [WP-1-B] In Progress
`);
  assert.ok(session.workspace.entries.size > 0);
});

test('comments below the repositories of pre-commit', () => {
  const preCommit = managers.find((m) => m.name === 'pre-commit');
  const text = `repos:\n${'#\r\n'.repeat(26)}x\n`;
  assert.ok(preCommit?.plan(() => text, '.pre-commit-config.yaml', ''));
});
