/** The dialects of docs/dialects.md: with its configuration nothing is found in each repository, without it much. */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { disk, inRepository } from './support/disk';
import { reportOf } from './support/run';

const page = readFileSync(inRepository('docs/dialects.md'), 'utf8').replaceAll('\r\n', '\n');
const blocks = [...page.matchAll(/^```(yaml)?\n([\s\S]*?)^```$/gm)].map((m) => ({ isConfig: m[1] === 'yaml', text: m[2] ?? '' }));
const repositories = blocks.flatMap((b, i) =>
  b.isConfig ? [] : [{ files: b.text, yaml: blocks[i + 1]?.isConfig ? blocks[i + 1]?.text : undefined }],
);

describe('the dialects of docs/dialects.md', () => {
  it('are four', () => assert.equal(repositories.length, 4));

  for (const { files, yaml } of repositories) {
    it(/[\w/.-]+(?= <==)/.exec(files)?.[0] ?? '', () => {
      const d = disk(files);
      mkdirSync(d.full('.git'));
      if (yaml !== undefined) d.write('gatehouse.yaml', yaml);
      const found = reportOf(['--no-cache', '--as-of', '2025-11-05'], { cwd: d.root }).findings;
      assert.deepEqual(
        found.flatMap((f) => (f.severity === 'hint' ? [] : [`${f.file}:${f.range.start.line}: ${f.message} [${f.rule}]`])),
        [],
      );
      assert.ok(reportOf(['--no-cache'], { cwd: d.root }).summary.files > 3, 'its documents are read');
    });
  }
});
