/** gatehouse/path-case */
import { md, type Offer } from '#core/rule';
import type { RelPath, Span } from '#core/text';
import type { World } from '#core/world';
import { fromRoot, relativeLink } from '../model/links';
import { type DocumentModel, rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'warning',
  since: '0.2.0',
  summary: 'A path is written with the capitals that the file has.',
  why: 'What opens on Windows or a Mac is not there on Linux, nor on the server that runs the checks.',

  check: {
    *document({ facts, path, world, paths }) {
      for (const named of paths()) {
        const actual = otherCase(world, named.path);
        if (actual !== undefined)
          yield { at: named.at, message: message(named.path, actual), fixes: [write(path, named.at, actual)] };
      }
      for (const link of facts.links) {
        const actual = otherCase(world, link.path);
        if (actual === undefined) continue;
        const text = relativeLink(path, actual) + (/[?#].*$/s.exec(link.written)?.[0] ?? '');
        yield { at: link.at, message: message(link.path, actual), fixes: [write(path, link.at, text)] };
      }
    },
  },

  examples: [
    {
      title: 'In a field and in a link',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Backlog
        - IN_SCOPE_PATHS:
          - [|docs/Task_Board.md|]
        - See [the board]([|../task_board.md#done|]).

        ==> docs/TASK_BOARD.md <==
        # Board
        ## Done
      `,
      says: [
        'docs/Task_Board.md is written docs/TASK_BOARD.md on disk; other systems do not find it.',
        'docs/task_board.md is written docs/TASK_BOARD.md on disk; other systems do not find it.',
      ],
      fixed: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Backlog
        - IN_SCOPE_PATHS:
          - docs/TASK_BOARD.md
        - See [the board](../TASK_BOARD.md#done).

      `,
    },
    {
      title: 'As it is on disk, and a file that is not there at all',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Backlog
        - IN_SCOPE_PATHS:
          - docs/TASK_BOARD.md
          - src/login.ts

        ==> docs/TASK_BOARD.md <==
        # Board
      `,
    },
  ],
});

function otherCase(world: World, path: RelPath): RelPath | undefined {
  const clean = fromRoot(path);
  if (clean === undefined || clean === '') return undefined;
  const there = world.exists(clean);
  return there.is === 'known' && there.value.as === 'other-case' ? there.value.path : undefined;
}

const message = (path: RelPath, actual: RelPath): string => `${path} is written ${actual} on disk; other systems do not find it.`;

const write = (path: RelPath, at: Span, text: string): Offer => ({
  title: `Write ${text}`,
  safety: 'safe',
  change(desk) {
    const doc = desk.document<DocumentModel>(path, 'gatehouse/document');
    return doc && [{ do: 'edit', path, hash: doc.hash, edits: [{ at, text }] }];
  },
});
