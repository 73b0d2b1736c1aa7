/** The problem matchers of the manifest take what the command line prints. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { it } from 'node:test';
import { inRepository } from './support/disk';

const { contributes } = JSON.parse(readFileSync(inRepository('package.json'), 'utf8')) as {
  contributes: {
    problemPatterns: readonly {
      name: string;
      regexp: string;
      file: number;
      line: number;
      column: number;
      message: number;
      code: number;
      severity?: number;
    }[];
    problemMatchers: readonly { name: string; pattern: string }[];
  };
};

function matched(name: string, text: string) {
  const matcher = contributes.problemMatchers.find((m) => m.name === name);
  const pattern = contributes.problemPatterns.find((p) => `$${p.name}` === matcher?.pattern);
  assert.ok(pattern);
  const re = new RegExp(pattern.regexp);
  return text.split('\n').flatMap((line) => {
    const m = re.exec(line);
    return m
      ? [
          {
            file: m[pattern.file],
            line: m[pattern.line],
            message: m[pattern.message],
            code: m[pattern.code],
            severity: pattern.severity === undefined ? '' : m[pattern.severity],
          },
        ]
      : [];
  });
}
const golden = (name: string): string => readFileSync(inRepository(`test/golden/${name}.txt`), 'utf8');

it('of a check: every finding, and nothing else', () => {
  const text = golden('packets');
  const found = matched('gatehouse', text);
  assert.equal(found.length, text.split('\n').filter((l) => /\[\w+\/[\w-]+\]$/.test(l)).length);
  assert.ok(found.length > 0);
  for (const f of found) {
    assert.match(f.file ?? '', /\.(?:md|yaml)$/);
    assert.match(f.severity ?? '', /^(?:error|warning|info|hint)$/);
  }
});

it('of a gate: every place, and no check', () => {
  const found = matched('gatehouse-gate', golden('gate-pre-work'));
  assert.deepEqual(
    found.map((f) => [f.file, f.code]),
    [
      ['docs/task_packets/WP-1-Login-Endpoint.md', 'packets/placeholder'],
      ['docs/task_packets/WP-1-Login-Endpoint.md', 'packets/board-status-mismatch'],
    ],
  );
});
