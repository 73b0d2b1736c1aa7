/** gatehouse/link-local */
import { md, type Offer } from '#core/rule';
import type { RelPath } from '#core/text';
import type { World } from '#core/world';
import { relativeLink } from '../model/links';
import { type DocumentFacts, type Link, rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'warning',
  concerns: 'content',
  since: '0.2.0',
  summary: 'A link opens for whoever reads the document.',
  why: `Editors and agents like to write links as their own machine knows the file: \`file:///home/mia/shop/docs/a.md\`. Nobody else has that folder, the
web shows no such file, and the link says who works where. All of a document are told once.`,

  check: {
    *document({ facts, path, world }) {
      const found = (facts.locals ?? []).map((link) => ({ link, to: hereOf(link.path, world) }));
      const [first, ...more] = found;
      if (!first || found.some((f) => f.to === 'pending')) return;
      const here =
        first.to === undefined ? 'link to a file of this folder, or take the link out' : `in this folder it is ${first.to}`;
      yield {
        at: first.link.at,
        message:
          more.length === 0
            ? `${first.link.written} opens on one machine only; ${here}.`
            : `${found.length} links open on one machine only, such as ${first.link.written}; ${here}.`,
        related: more.map(({ link }) => ({ at: link.at, message: 'this one, too' })),
        fixes: fixes(path, found as readonly Found[]),
      };
    },
  },

  examples: [
    {
      title: 'Files of this folder, as another machine has them',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        By [the decision]([|file:///home/mia/shop/docs/adr/ADR-1%20Keys.md#why|]) and [the board](<file://C:/work/shop/docs/TASK_BOARD.md>).

        ==> docs/adr/ADR-1 Keys.md <==
        # Keys

        ==> docs/TASK_BOARD.md <==
        # Board
      `,
      says: [
        '2 links open on one machine only, such as file:///home/mia/shop/docs/adr/ADR-1%20Keys.md#why; in this folder it is docs/adr/ADR-1 Keys.md.',
      ],
      fixed: md`
        ==> docs/task_packets/WP-1-Login.md <==
        By [the decision](../adr/ADR-1%20Keys.md#why) and [the board](<../TASK_BOARD.md>).

      `,
    },
    {
      title: 'Nothing like it here: the text stays',
      files: md`
        ==> docs/TASK_BOARD.md <==
        See [the *old* plan]([|file:///home/mia/plans/2024.md|]).
      `,
      says: ['file:///home/mia/plans/2024.md opens on one machine only; link to a file of this folder, or take the link out.'],
      fixed: md`
        ==> docs/TASK_BOARD.md <==
        See the *old* plan.
      `,
    },
    {
      title: 'As code, as text, and links that open elsewhere too',
      files: md`
        ==> docs/TASK_BOARD.md <==
        \`[a](file:///home/mia/a.md)\`, file:///home/mia/a.md, [b](https://example.org/file:///b.md), [c](#c), [d](file://share/d.md)

        ## c
      `,
    },
  ],
});

interface Found {
  readonly link: Link;
  /** The file that is meant, in this folder. */
  readonly to: RelPath | undefined;
}

/** The file here whose path is the longest end of the other one's. */
function hereOf(path: string, world: World): RelPath | 'pending' | undefined {
  const parts = path.split('/').filter((p) => p !== '');
  const ends = parts.map((_, i) => parts.slice(i).join('/')).slice(1);
  const there = ends.map((end) => world.exists(end));
  if (there.some((t) => t.is === 'unknown' && t.why === 'pending')) return 'pending';
  return ends.find((_, i) => {
    const t = there[i];
    return t?.is === 'known' && (t.value.as === 'file' || t.value.as === 'folder');
  });
}

function fixes(path: RelPath, found: readonly Found[]): readonly Offer[] {
  const known = found.filter((f) => f.to !== undefined);
  const edits =
    known.length > 0
      ? known.map(({ link, to = '' }) => ({
          at: link.at,
          text: relativeLink(path, to) + (/[?#].*$/s.exec(link.written)?.[0] ?? ''),
        }))
      : found.flatMap(({ link }) => (link.whole ? [{ at: link.whole, text: link.text ?? '' }] : []));
  if (edits.length === 0) return [];
  const title =
    known.length === 0
      ? 'Remove the links, keep their texts'
      : known.length === 1
        ? `Link to ${known[0]?.to}`
        : `Link to ${known.length} files of this folder`;
  return [
    {
      title,
      safety: 'ask',
      change: (desk) => {
        const doc = desk.document<DocumentFacts>(path, 'gatehouse/document');
        return doc && [{ do: 'edit', path, hash: doc.hash, edits }];
      },
    },
  ];
}
