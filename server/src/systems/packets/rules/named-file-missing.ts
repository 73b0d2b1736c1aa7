/** packets/named-file-missing */
import { folderOf, joined } from '#core/paths';
import { md } from '#core/rule';
import type { RelPath } from '#core/text';
import type { World } from '#core/world';
import { replaceIn } from '../model/packet/edit';
import { rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'warning',
  concerns: 'content',
  since: '0.2.0',
  summary: 'The proof that a packet names, and what its header or its row on the board leads to, is there.',
  why: `Many packets do not cite lines, but lead to what was kept: \`Proof: runs/WP-1/summary.md\`, \`Linked Test Suite: tests/TS-1.md\`. Who doubts
opens it, and finds nothing. A proof is looked for from Ready-for-Validation on, what a header leads to while somebody works by it.
What git ignores may be kept elsewhere, and so may what is called removed, planned or moved; where not even the first folder of
the path is there, it is information.`,

  check: {
    *packet({ facts, path, world }) {
      const told = new Set<RelPath>([...facts.cited, ...facts.opens].map((c) => c.path));
      for (const named of facts.leads ?? []) {
        if (told.has(named.path) || !isGone(named.path, world)) continue;
        told.add(named.path);
        const near = world.nearest(named.path);
        if (near.is === 'unknown') continue;
        const to = near.value !== undefined && near.value !== path && isAlike(near.value, named.path) ? near.value : undefined;
        yield {
          at: named.at,
          ...(to === undefined && isElsewhere(named.path, world) ? { severity: 'info' as const } : {}),
          message: `${named.label} is ${named.path}, which does not exist${to === undefined ? '' : `; there is ${to}`}.`,
          fixes:
            to === undefined
              ? []
              : [
                  {
                    title: `Change it to ${to}`,
                    safety: 'ask',
                    change: (desk) => replaceIn(desk, path, 'packets/packet', named.at, to),
                  },
                ],
          about: { kind: 'path', name: named.path },
        };
      }
    },
    *board({ facts, path, world }) {
      const gone = (facts.files ?? []).filter(
        (f) => isGone(f.text as RelPath, world) && isGone(joined(folderOf(path), f.text), world),
      );
      const [first, ...more] = gone;
      if (!first) return;
      // Many are one cause: a folder that was moved.
      for (const f of more.length < 5 ? gone : [first])
        yield {
          at: f.at,
          ...(isElsewhere(f.text as RelPath, world) ? { severity: 'info' as const } : {}),
          message: `The board leads to ${f.text}${more.length < 5 ? '' : ` and ${more.length} other files`}, which ${more.length < 5 ? 'does' : 'do'} not exist.`,
          about: { kind: 'path', name: f.text },
          ...(more.length < 5 ? {} : { related: more.slice(0, 20).map(({ at, text }) => ({ at, message: text })) }),
        };
    },
  },

  examples: [
    {
      title: 'In a row of the board; from its own folder; one that is planned, and one in prose',
      files: md`
        ==> docs/TASK_BOARD.md <==
        | WP | Status | Sub-Spec |
        |---|---|---|
        | WP-1-Login | Ready | \`[|docs/sub/login.md|]\` |
        | WP-1-Logout | Ready | \`sub/logout.md\` |
        | WP-1-Menu | Ready | \`docs/sub/menu.md\` (to be written) |

        Each has a \`docs/sub/name.md\`.

        ==> docs/sub/logout.md <==
        # Logout
      `,
      says: ['The board leads to docs/sub/login.md, which does not exist.'],
    },
    {
      title: 'A proof and a suite that are not there',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Done
        - Linked Test Suite: [|tests/TS-1.md|]

        ## Log
        - 2026-03-06: completed. Proof: \`[|kept runs/WP-1/summary.md|]\`.
        - 2026-03-07: Evidence: tests/TS-2.md

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: In-Progress
        - **Task Board**: [|docs/BOARD.md|]

        ==> tests/TS-2.md <==
        # Suite

        ==> kept runs/WP-2/summary.md <==
        # Summary

        ==> notes/docs/BOARD.md <==
        # Board
      `,
      says: [
        'Linked Test Suite is tests/TS-1.md, which does not exist.',
        'Proof is kept runs/WP-1/summary.md, which does not exist.',
        'Task Board is docs/BOARD.md, which does not exist; there is notes/docs/BOARD.md.',
      ],
      fixed: md`
        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: In-Progress
        - **Task Board**: notes/docs/BOARD.md
      `,
    },
    {
      title: 'In no folder that is here',
      files: md`
        ==> docs/TASK_BOARD.md <==
        - WP-1-Login: done, see \`[|wiki/login/notes.md|]\`

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Done
        - Evidence: [|kept/away.md|]
      `,
      says: ['The board leads to wiki/login/notes.md, which does not exist.', 'Evidence is kept/away.md, which does not exist.'],
      severities: ['info', 'info'],
    },
    {
      title: 'There, not due, excused, in a fence, an address',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: In-Progress
        - Proof: runs/WP-1/summary.md
        - Sub-Spec: docs/sub/login.md
        - Linked notes: see runs/ and docs/no.md

        ==> docs/sub/login.md <==
        # Login

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: Done
        - Task Board: docs/BOARD.md
        - Proof: https://example.org/runs/1.md
        - Evidence: docs/gone.md (removed since)

        ~~~
        Proof: docs/none.md
        ~~~
      `,
    },
    {
      title: 'Many are one cause; one of them is there, from the top of the folder',
      files: md`
        ==> docs/TASK_BOARD.md <==
        - WP-1-A: Ready, \`[|docs/sub/a.md|]\`
        - WP-1-B: Ready, \`docs/sub/b.md\`
        - WP-1-C: Ready, \`docs/sub/c.md\`
        - WP-1-D: Ready, \`docs/sub/d.md\`
        - WP-1-E: Ready, \`docs/sub/e.md\`
        - WP-1-F: Ready, \`docs/sub/f.md\`
        - WP-1-G: Ready, \`docs/top/g.md\`

        ==> docs/top/g.md <==
        # G
      `,
      says: ['The board leads to docs/sub/a.md and 5 other files, which do not exist.'],
    },
  ],
});

/** The same name in a folder of the same name: many runs leave a `summary.md`. */
const isAlike = (found: RelPath, wanted: RelPath): boolean =>
  found.split('/').slice(-2).join('/') === wanted.split('/').slice(-2).join('/');

function isGone(path: RelPath, world: World): boolean {
  const there = world.exists(path);
  return there.is === 'known' && there.value.as === 'no';
}

/** Not even the first folder on the way is there. */
function isElsewhere(path: RelPath, world: World): boolean {
  let first = path;
  for (let at = folderOf(path); at !== ''; at = folderOf(at)) first = at;
  return isGone(first, world);
}
