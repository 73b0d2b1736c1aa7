/** Fixes that reach both the board and the packets. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { md } from '#core/rule';
import { applyEdits } from '#core/text';
import { fixesFor } from '#service/editor/fixes';
import { findingsOf, fixture } from './support/fixture';

it('what need not wait any longer says so on the board and in the packet at once, unless the packet waits for more', async () => {
  const f = await fixture(md`
    ==> docs/TASK_BOARD.md <==
    ## Done
    - [WP-1-Base] - [VALIDATED]

    ## Blocked
    - [WP-1-Login]
      - Blocker: WP-1-Base
    - [WP-1-Roles]
      - Blocker: WP-1-Base

    ==> docs/task_packets/WP-1-Login.md <==
    # WP-1-Login
    - STATUS: Blocked
    - Blocked by: WP-1-Base

    ==> docs/task_packets/WP-1-Roles.md <==
    # WP-1-Roles
    - STATUS: Blocked
    - Blocked by: WP-1-Base and WP-1-Menus
  `);
  const board = 'docs/TASK_BOARD.md';
  const free = findingsOf(f.session).filter((x) => x.rule === 'packets/board-ready-to-unblock' && x.path === board);
  const fixes = await fixesFor(f.session, board, free);
  assert.deepEqual(
    fixes.map((x) => x.change.map((step) => step.do === 'edit' && step.path)),
    [[board, 'docs/task_packets/WP-1-Login.md']],
  );
});

const kanban = (...ready: readonly string[]): string =>
  [
    '==> docs/TASK_BOARD.md <==',
    '## Backlog',
    '',
    '| Packet | Title | Blocked on |',
    '|---|:-:|---|',
    '| WP-1-Base | a \\| b | – |',
    '| WP-1-Login | in | WP-1-Base |',
    '',
    '## Ready for Dev',
    ...ready,
    '',
    '## Done',
    '',
    '==> docs/task_packets/WP-1-Base.md <==',
    '# WP-1-Base',
    '- STATUS: Ready-for-Dev',
    '',
    '==> docs/task_packets/WP-1-Login.md <==',
    '# WP-1-Login',
    '- STATUS: Backlog',
    '',
  ].join('\n');

/** The board after it has followed the packet; undefined: nobody offers that. */
async function followed(source: string): Promise<string | undefined> {
  const f = await fixture(source);
  const board = 'docs/TASK_BOARD.md';
  const differing = findingsOf(f.session).filter((x) => x.rule === 'packets/board-status-mismatch' && x.path === board);
  const fixes = await fixesFor(f.session, board, differing);
  const step = fixes.flatMap((x) => x.change).find((s) => s.do === 'edit' && s.path === board);
  const text = (await f.session.text(board))?.text ?? '';
  return step?.do === 'edit' ? applyEdits(text, step.edits) : undefined;
}

it('a row goes to the table of its state, as it stands', async () => {
  const moved = await followed(kanban('', '| packet | *Title* | Blocked on |', '|---|---|---|', '| WP-1-Old | | |'));
  assert.match(moved ?? '', /\| WP-1-Old \| \| \|\n\| WP-1-Base \| a \\\| b \| – \|\n\n## Done/);
  assert.match(moved ?? '', /\|---\|:-:\|---\|\n\| WP-1-Login \|/);
});

it('where its state has none yet, in a new one like its own', async () => {
  const moved = await followed(kanban());
  assert.match(
    moved ?? '',
    /## Ready for Dev\n\n\| Packet \| Title \| Blocked on \|\n\|---\|:-:\|---\|\n\| WP-1-Base \| a \\\| b \| – \|\n+## Done/,
  );
});

it('not among other columns', async () => {
  assert.equal(await followed(kanban('', '| Packet | Since |', '|---|---|', '| WP-1-Old | 2026-01-02 |')), undefined);
});
