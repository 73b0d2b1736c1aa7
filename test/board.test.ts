/** What is read of task boards: each form that people write them in, and lines that only look like entries. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cut, markdownSource } from '#service/engine/source';
import type { BoardEntry } from '#systems/packets/model/board/types';
import { packetsDialect } from '#systems/packets/model/dialect/defaults';
import { written } from '#systems/packets/model/dialect/status';
import { readBoard } from '#systems/packets/read/board';
import { parsers } from './support/fixture';

function boardOf(text: string) {
  const { sections, problems } = cut(text, parsers);
  return readBoard(markdownSource('docs/TASK_BOARD.md', { text, undecoded: [] }, sections, problems, parsers), packetsDialect);
}
const entriesOf = (text: string): readonly BoardEntry[] => boardOf(text).model.entries;
/** `WP-1-A: In-Progress`; `-`: no state. */
const short = (e: BoardEntry): string => `${e.id.replace('WP-1-', '')}: ${e.status ? written(e.status) : '-'}`;

const forms: Readonly<Record<string, readonly [board: string, ...entries: string[]]>> = {
  'brackets, words, bold, under the heading that says it': [
    `## In Progress
- [WP-1-A] Started 2025-12-16
- **[WP-1-B]** - [VALIDATED]
- [WP-1-C] **Done (VALIDATED)** ✅
1. **[WP-1-D]** - Text. [READY FOR DEV 🔴]
- 🔴 \`WP-1-E\` text
- [WP-1-F: a title](task_packets/WP-1-F.md) – Blocked
- WP-1-G (Done)
- WP-1-H: Status: in review, since yesterday
- [WP-1-I] — ~~In Progress~~ Ready for Dev since 2025-12-17
- **[WP-1-J]** - [READY_FOR_DEV]
- [WP-1-K] READY_FOR_VALIDATION since 2025-12-17
- \`WP-1-L\` (\`P0\`, \`done\`): a title
- \`[WP-1-M] Ready-for-Dev\` shows how`,
    'A: In-Progress',
    'B: Done (VALIDATED)',
    'C: Done (VALIDATED)',
    'D: Ready-for-Dev',
    'E: In-Progress',
    'F: Blocked',
    'G: Done',
    'H: Ready-for-Validation',
    'I: Ready-for-Dev',
    'J: Ready-for-Dev',
    'K: Ready-for-Validation',
    'L: Done',
  ],
  'a title of the document that is a word for a state': [
    `# Backlog
### First
- WP-1-A [Done]
- WP-1-B [In Progress]
- WP-1-C`,
    'A: Done',
    'B: In-Progress',
  ],
  'a title that says the state of all': [
    `# Backlog
## First
- WP-1-A
- WP-1-B [In Progress]`,
    'A: Backlog',
    'B: In-Progress',
  ],
  'ids behind a name, that are listed or only spoken of': [
    `## Focus
Next: WP-1-A, WP-1-B and WP-1-C
- Up next: WP-1-D the migrator, once it settles
- Backlog: WP-1-E, when there is time`,
    'A: -',
    'B: -',
    'C: -',
    'E: Backlog',
  ],
  'rows that a blank line parts from their table': [
    `| WP | Status | Notes |
|---|---|---|
| WP-1-A | ✅ done | none |

| WP-1-B | blocked | a \\| b |

| WP-1-C | in progress | two |
| WP-1-D | ready for dev | three |

| WP-1-E | done | other | cells |

Text

| WP-1-F | done | no row of a table |`,
    'A: Done',
    'B: Blocked',
    'C: In-Progress',
    'D: Ready-for-Dev',
  ],
  'rows and items that only link to their packet': [
    `| ID | Package | Status |
|---|---|---|
| K01 | [The mill](../p/WP-1-K01-mill.md) | done |
| K02 | [The oven](../p/WP-K02-oven.md) | planned |
| K03 | [The shop](../p/WP-1-shop.md#scope) | ready |
| K04 | The yard, [see the shop](../p/WP-1-shop.md) | ready |
## In Progress
- [Log in](../p/WP-1-Login.md), since May
- [Menu](../p/menu.md)`,
    'K01: Done',
    'WP-K02: Backlog',
    'shop: Ready-for-Dev',
    'Login: In-Progress',
  ],
  'headings with more than a state in them': [
    `## ✅ Done / Validated
- WP-1-A
## Completed Work (2)
- WP-1-B
## 🚧 Currently In Progress: 1
- WP-1-C
## Ready for Dev & In Progress
- WP-1-D
## Stub Backlog (Not Activated)
- WP-1-E
## Active (cross-branch)
- WP-1-F
## Phase 1 Backlog
- WP-1-G
## To Do
- WP-1-H
## Doing
- WP-1-I`,
    'A: Done',
    'B: Done',
    'C: In-Progress',
    'D: -',
    'E: Stub',
    'F: -',
    'G: Backlog',
    'H: Backlog',
    'I: In-Progress',
  ],
  'lines in bold, and plain items, in place of headings': [
    `# Board
**In Progress**
- WP-1-A

**Done:**
- WP-1-B

Backlog:

- WP-1-C

## Other
- **Ready for Dev**
  - WP-1-D
- Blocked: WP-1-E, WP-1-F`,
    'A: In-Progress',
    'B: Done',
    'C: Backlog',
    'D: Ready-for-Dev',
    'E: Blocked',
    'F: Blocked',
  ],
  'a table with a column of states': [
    `| # | WP | Status | Blocker | Verdict |
|---|----|--------|---------|---------|
| 1 | [WP-1-A](x.md) | 🚧 In Progress | WP-1-B | |
| 2 | **WP-1-B** | Done | none | PASS |
| 3 | WP-1-C | ? | - | |`,
    'A: In-Progress',
    'B: Done (VALIDATED)',
    'C: -',
  ],
  'a table under a heading, and one whose columns are states': [
    `## Ready for Dev
| Packet | Owner |
|---|---|
| WP-1-A | Ann |

## Overview
| Backlog | In Progress | Done |
|---|---|---|
| WP-1-B<br>WP-1-C | WP-1-D | |`,
    'A: Ready-for-Dev',
    'B: Backlog',
    'C: Backlog',
    'D: In-Progress',
  ],
  'headings that are entries': [
    `## In Progress
### WP-1-A: Log in
- Started: 2026-01-02
- Depends on:
  - WP-1-X
#### Notes
- WP-1-Y is next
### 2. [WP-1-B] – [BLOCKED]
## Elsewhere
### WP-1-C
**Status**: Ready for Validation`,
    'A: In-Progress',
    'B: Blocked',
    'C: Ready-for-Validation',
  ],
  'check boxes and ticks': [
    `## Phase 1 Closure Gates (BLOCKING)
- [x] **[WP-1-A]** text
- [ ] WP-1-B
- WP-1-C ✅
## In Progress
- [x] WP-1-D`,
    'A: Done',
    'B: -',
    'C: Done',
    'D: In-Progress',
  ],
  'entries below entries say their own state, or are no entries': [
    `## In Progress
- WP-1-A
  - [WP-1-B] Done
  - WP-1-C comes after it
  - Blocker: WP-1-D
- ~~WP-1-E~~ gone
- WP-1-F, [WP-1-G] and WP-1-H
## Done
- ~~WP-1-I~~`,
    'A: In-Progress',
    'B: Done',
    'E: -',
    'F: In-Progress',
    'G: In-Progress',
    'H: In-Progress',
    'I: Done',
  ],
  'headings that are none: a state alone, words after an emoji': [
    `# Board
🟢 done
- WP-1-A

🧊 some day
- WP-1-B: text

In Progress
- WP-1-C

It is done
by whom it is done
- WP-1-D
## Ready for Dev
🔥 urgent
- WP-1-E`,
    'A: Done',
    'C: In-Progress',
    'D: In-Progress',
    'E: Ready-for-Dev',
  ],
  'the state ahead, and titles with their ids at the end': [
    `## Ready for Dev
- Log in (WP-1-A)
- Log out — **WP-1-B**
## In Progress
- Log in (WP-1-C)
- a second line
## Done
- Sign (WP-1-D and WP-1-E)
## All
- [Done] WP-1-F
- [In Progress] **WP-1-G** text
- WP-1-H = Blocked
- WP-1-I -> Backlog
- WP-1-J = **Done** (merged)`,
    'A: Ready-for-Dev',
    'B: Ready-for-Dev',
    'F: Done',
    'G: In-Progress',
    'H: Blocked',
    'I: Backlog',
    'J: Done',
  ],
  'a table with several packets in a cell': [
    `| Status | Packets |
|---|---|
| In Progress | WP-1-A, WP-1-B and **[WP-1-C]** |
| Done | WP-1-D (before WP-1-E) |`,
    'A: In-Progress',
    'B: In-Progress',
    'C: In-Progress',
    'D: Done',
  ],
  'explanations, logs and prose are none': [
    `# Board
Entries look like \`- [WP-1-A] Ready-for-Dev\`.
## Legend
- [WP-1-B] **Done**: as an example
## Change log
### December
- [WP-1-C] In Progress
## In Progress
\`\`\`
- [WP-1-D]
\`\`\`
> - [WP-1-E]
- \`- [WP-1-F] Done\`
- Work on WP-1-G goes on
## Notes
- [WP-1-H] needs thought`,
  ],
};

describe('entries of a board', () => {
  for (const [title, [board, ...entries]] of Object.entries(forms))
    it(title, () => assert.deepEqual(entriesOf(board).map(short), entries));
});

describe('an entry says', () => {
  const one = (text: string): BoardEntry => entriesOf(`## In Progress\n${text}`)[0] ?? assert.fail();

  it('what it waits for, and what waits for it', () => {
    const said = (text: string) => {
      const e = one(text);
      return [e.blockers.map((b) => b.text), e.unblocks.map((u) => u.text), e.waitsAt.length, e.freesAt.length];
    };
    assert.deepEqual(said('- [WP-1-A] Blocked on WP-1-B and WP-1-C. After WP-1-D'), [['WP-1-B', 'WP-1-C'], [], 1, 0]);
    assert.deepEqual(said('- [WP-1-A] blocked by WP-1-B, not by WP-1-C'), [['WP-1-B'], [], 1, 0]);
    assert.deepEqual(said('- [WP-1-A] x\n  - Blocker: WP-1-B + WP-1-C (first)\n  - Unblocks: All'), [
      ['WP-1-B', 'WP-1-C'],
      [],
      1,
      1,
    ]);
    assert.deepEqual(said('- [WP-1-A] x\n  - **Blockers:**\n    - WP-1-B\n    - WP-1-C'), [['WP-1-B', 'WP-1-C'], [], 2, 0]);
    assert.deepEqual(said('- [WP-1-A] no longer blocked on WP-1-B, was blocked by WP-1-C'), [[], [], 0, 0]);
    assert.deepEqual(said('- [WP-1-A] x\n  - Blocker: None (needs no WP-1-B)'), [[], [], 1, 0]);
    assert.deepEqual(said('- [WP-1-A] no blockers'), [[], [], 1, 0]);
  });

  it('since when, how long, and to whom it was taken', () => {
    const said = (text: string) => {
      const e = one(text);
      return [e.since?.text, e.dated, e.sla, e.escalated?.text];
    };
    assert.deepEqual(said('- [WP-1-A] Started 2025-12-16, by coder (SLA: 2 days)'), ['2025-12-16', true, 2, undefined]);
    assert.deepEqual(said('- [WP-1-A] due 2025-12-16'), [undefined, true, undefined, undefined]);
    assert.deepEqual(said('- [WP-1-A] x\n  - Since: 2025-12-16\n  - SLA: 2 weeks\n  - Escalated: 2026-01-02, to Ann'), [
      '2025-12-16',
      true,
      14,
      '2026-01-02, to Ann',
    ]);
    assert.deepEqual(said('- [WP-1-A] Escalated: no'), [undefined, false, undefined, undefined]);
  });

  it('where all this stands', () => {
    const text = '# Board\n\n## In Progress\n\n- [WP-1-A] Started 2025-12-16\n  - Blocker: WP-1-B\n';
    const { entries } = boardOf(text).model;
    const [e] = entries;
    assert.ok(e);
    assert.deepEqual(
      [e.at, e.statusAt, e.since?.at, e.blockers[0]?.at, e.waitsAt[0]?.at].map((at) => at && text.slice(at.start, at.end)),
      ['WP-1-A', 'In Progress', '2025-12-16', 'WP-1-B', 'WP-1-B'],
    );
  });
});
