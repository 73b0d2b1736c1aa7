/** Fixes that reach both the board and the packets. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { md } from '#core/rule';
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
