/** Problems with places in what commands put out, as tools write them. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { placesIn } from '#service/output-places';

const said = (...lines: readonly string[]): readonly string[] =>
  placesIn(lines).map((p) => `${p.path}:${p.line}:${p.column ?? '-'} ${p.severity} ${p.message}`);

for (const [tool, lines, expected] of [
  [
    'gcc',
    ['src/a.c:3:5: warning: unused variable ‘x’ [-Wunused]'],
    ['src/a.c:3:5 warning warning: unused variable ‘x’ [-Wunused]'],
  ],
  ['tsc', ["src/a.ts(3,5): error TS2322: Type 'x' is no number."], ["src/a.ts:3:5 error error TS2322: Type 'x' is no number."]],
  [
    'tsc --pretty',
    ['\u001b[96msrc/a.ts\u001b[0m:\u001b[93m3\u001b[0m:\u001b[93m5\u001b[0m - \u001b[91merror\u001b[0m TS2322: No.'],
    ['src/a.ts:3:5 error error TS2322: No.'],
  ],
  ['pytest', ['tests/test_a.py:12: AssertionError'], ['tests/test_a.py:12:- error AssertionError']],
  ['go vet', ['./cmd/a.go:7:2: unreachable code'], ['cmd/a.go:7:2 error unreachable code']],
  [
    'rustc',
    ['error[E0308]: mismatched types', '  --> src/a.rs:3:5', '   |'],
    ['src/a.rs:3:5 error error[E0308]: mismatched types'],
  ],
  [
    'eslint',
    ['/home/me/a/src/a.ts', '  3:5   error  Unexpected x  no-x', '  4:1  warning  Odd  odd', '', '2 problems'],
    ['/home/me/a/src/a.ts:3:5 error error Unexpected x no-x', '/home/me/a/src/a.ts:4:1 warning warning Odd odd'],
  ],
  [
    'Windows',
    ['src\\a.ts(3,5): error: no', 'C:\\a\\b.c:3:5: error: no'],
    ['src/a.ts:3:5 error error: no', 'C:/a/b.c:3:5 error error: no'],
  ],
  [
    'what is none',
    [
      'at 12:30:45 all was well',
      'http://localhost:3000 is up',
      'a.b.c: 3',
      'version 1.2:3',
      '  --> src/a.rs:3:5',
      '  3:5  error  nowhere',
    ],
    [],
  ],
] as const)
  it(tool, () => assert.deepEqual(said(...lines), expected));

it('takes no longer for a hostile line than for another', () => {
  // It ends; what it takes is no matter of a test.
  for (const text of ['a.b:'.repeat(20_000), ' '.repeat(100_000), `${'a/'.repeat(50_000)}a.ts:1: x`, '\u001b[1'.repeat(20_000)])
    assert.ok(placesIn([text]).length <= 1);
});
