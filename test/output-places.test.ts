/** Problems with places in what commands put out, as tools write them. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { OutputReader, toldBy } from '#core/output-places';

const said = (...lines: readonly string[]): readonly string[] =>
  toldBy(lines).placed.map((p) => `${p.path}:${p.line}:${p.column ?? '-'} ${p.severity} ${p.message}`);

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
    assert.ok(toldBy([text]).placed.length <= 1);
});

it('keeps a bounded part of an output without end; errors are not crowded out by warnings', () => {
  const reader = new OutputReader();
  for (let i = 1; i <= 5000; i++) reader.take(`src/a.ts:${i}:1: warning: odd`);
  for (let i = 1; i <= 5000; i++) reader.take(`src/a.ts:${i}:1: error: no`);
  const { placed, more } = reader.told();
  const of = (severity: string): readonly number[] => placed.filter((p) => p.severity === severity).map((p) => p.line);
  assert.deepEqual([placed.length, more], [2000, true]);
  assert.deepEqual([of('warning').at(-1), of('error').at(0), of('error').at(-1)], [1000, 1, 1000]);
  assert.equal(toldBy(['src/a.ts:1:1: error: no', 'src/a.ts:1:1: error: no']).more, false);
});

it('finds a problem below many lines that only look like one', () => {
  const times = Array.from({ length: 5000 }, (_, i) => `12:00:${i % 60} a.go: step (${i})`);
  assert.equal(toldBy([...times, 'src/a.ts:3:5: error: no', ...times]).placed.at(-1)?.path, 'src/a.ts');
});

it('hears BLOCKED wherever it stands, coloured or not', () => {
  assert.ok(toldBy(['Verdict: BLOCKED', ...Array.from({ length: 500 }, () => 'and so on')]).blocked);
  assert.ok(toldBy(['\u001b[31mBLOCKED\u001b[0m: no test']).blocked);
  assert.ok(!toldBy(['nothing is BLOCKED here']).blocked);
  const talk = Array.from({ length: 500 }, () => 'the other one was unblocked');
  assert.ok(toldBy([...talk, 'BLOCKED', ...talk]).blocked);
});
