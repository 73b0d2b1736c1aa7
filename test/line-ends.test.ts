/** What is made beside files with CRLF has CRLF; what is made beside others has none. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { folder, isDone, run } from './support/actions';
import { disk } from './support/disk';
import { fixAt } from './support/edits';
import { board, folder as house, login, ready } from './support/folders';
import { gatehouse } from './support/run';

/** The same with CRLF; the lines that part the files stay. */
const crlf = (source: string): string => source.replace(/(?<!<==)\r?\n(?!==>)/g, '\r\n');
const isCrlf = (text: string): boolean => /\r\n/.test(text) && !/(?:^|[^\r])\n/.test(text);

describe('line ends of what is made', () => {
  const withoutBoard = '==> docs/task_packets/WP-1-Login.md <==\n# WP-1-Login\n- STATUS: Backlog\n- What: x\n';

  for (const [name, source] of [
    ['with a board', folder()],
    ['without one', withoutBoard],
  ] as const)
    it(`a new packet, ${name}`, async () => {
      for (const ended of [source, crlf(source)]) {
        const { result, after } = await run(ended, 'new', 'WP-2-Roles', { args: { what: 'People have roles.' } });
        isDone(result);
        assert.equal(isCrlf(after.get('docs/task_packets/WP-2-Roles.md') ?? ''), ended !== source);
      }
    });

  it('a report in a file of its own', async () => {
    const own = `${folder('Ready-for-Validation')}==> docs/validation_reports/WP-1-Old.md <==\n# VALIDATION REPORT - WP-1-Old\n`;
    for (const ended of [own, crlf(own)]) {
      const { result, after } = await run(ended, 'report', 'WP-1-Login');
      isDone(result);
      const made = [...after.keys()].find((p) => p.includes('validation_reports/WP-1-Login'));
      assert.equal(isCrlf(after.get(made ?? '') ?? ''), ended !== own, made);
    }
  });

  it('what quick fixes create: a packet of the board, a pointer, the baseline that is there', async () => {
    const lost = house.replace(/==> docs\/SPEC_CURRENT[\s\S]*?(?===>)/, '');
    const accepted = crlf(`==> .gatehouse/baseline.json <==\n{\n  "version": 1,\n  "findings": []\n}\n`);
    for (const ended of [house, crlf(house)]) {
      const client = await ready(ended + (ended === house ? '' : accepted));
      const fix = await fixAt(client, board, 'WP-1-Gone', 'Create docs/task_packets/WP-1-Gone.md');
      const texts = JSON.stringify(fix.edit?.documentChanges);
      assert.equal(texts.includes('\\r\\n'), ended !== house);
      if (ended === house) continue;
      const accept = await fixAt(client, login, '9.9', 'Add packets/dead-anchor to the baseline (.gatehouse/baseline.json)');
      assert.match(JSON.stringify(accept.edit), /\\r\\n/);
    }
    for (const ended of [lost, crlf(lost)]) {
      const client = await ready(ended);
      const fix = await fixAt(client, board, '# Board', 'Create docs/SPEC_CURRENT.md');
      assert.equal(JSON.stringify(fix.edit?.documentChanges).includes('\\r\\n'), ended !== lost);
    }
  });

  it('init: its configuration, and the first files', () => {
    for (const ended of [house, crlf(house)]) {
      const { root } = disk(ended);
      const { code, err } = gatehouse(['init', '--yes'], { cwd: root });
      assert.equal(code, 0, err);
      assert.equal(isCrlf(readFileSync(join(root, 'gatehouse.yaml'), 'utf8')), ended !== house);
      const again = gatehouse(['init', '--yes'], { cwd: root });
      assert.match(again.out + again.err, /says so already/);
    }
    const { root } = disk('==> README.md <==\n# Lamps\r\n\r\nThey shine.\r\n');
    assert.equal(gatehouse(['init', '--yes'], { cwd: root }).code, 0);
    assert.ok(existsSync(join(root, 'docs/TASK_BOARD.md')));
    for (const path of ['docs/TASK_BOARD.md', 'docs/task_packets/TEMPLATE.md', 'docs/SPEC_CURRENT.md'])
      assert.ok(isCrlf(readFileSync(join(root, path), 'utf8')), path);
    assert.equal(gatehouse(['check', '--fail-on', 'hint'], { cwd: root }).code, 0);
  });
});
