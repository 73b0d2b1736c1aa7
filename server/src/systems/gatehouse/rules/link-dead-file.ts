/** gatehouse/link-dead-file */
import { md, type Offer } from '#core/rule';
import type { RelPath } from '#core/text';
import { leaves, lines, relativeLink } from '../model/links';
import { type DocumentFacts, type Link, rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'error',
  since: '0.1.0',
  summary: 'A relative link leads to a file that is there.',
  why: 'Governed documents send agents from one file to the next; a dead link ends the trail without a word. A link that leads out of the folder is not followed, and told as such; capitals are another rule’s.',

  check: {
    *document({ facts, path, world }) {
      for (const link of facts.links) {
        if (leaves(link.path)) continue;
        const there = world.exists(link.path);
        if (there.is === 'unknown' || there.value.as !== 'no') continue;
        const nearest = world.nearest(link.path);
        const to = nearest.is === 'known' ? nearest.value : undefined;
        yield {
          at: link.at,
          message: `There is no ${link.path}${to === undefined ? '.' : `; there is ${to}.`}`,
          fixes: fixes(path, link, to),
        };
      }
    },
  },

  examples: [
    {
      title: 'The file is elsewhere',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        See [the board]([|TASK_BOARD.md#done|]) and [the site](https://example.org/x.md).

        ==> docs/TASK_BOARD.md <==
        # Board
      `,
      says: ['There is no docs/task_packets/TASK_BOARD.md; there is docs/TASK_BOARD.md.'],
      fixed: md`
        ==> docs/task_packets/WP-1-Login.md <==
        See [the board](../TASK_BOARD.md#done) and [the site](https://example.org/x.md).

      `,
    },
    {
      title: 'With lines, as agents write them: from the folder’s root, and of a file that is there',
      files: md`
        ==> docs/TASK_BOARD.md <==
        See [the code]([|src/store.rs:8-12|]), [here](../src/store.rs:8) and [the host](localhost.local:8080).

        ==> src/store.rs <==
        fn main() {}
      `,
      says: ['There is no docs/src/store.rs; there is src/store.rs.'],
      fixed: md`
        ==> docs/TASK_BOARD.md <==
        See [the code](../src/store.rs#L8-L12), [here](../src/store.rs:8) and [the host](localhost.local:8080).

      `,
    },
    {
      title: 'Nothing like it anywhere: the text stays',
      files: md`
        ==> docs/TASK_BOARD.md <==
        See [the *old* plan]([|plans/2024-roadmap.md|]).
      `,
      says: ['There is no docs/plans/2024-roadmap.md.'],
      fixed: md`
        ==> docs/TASK_BOARD.md <==
        See the *old* plan.
      `,
    },
    {
      title: 'In the README beside the packets',
      files: md`
        ==> docs/task_packets/README.md <==
        # Packets
        How they are written: [the guide]([|../GUIDE.md|]). First of all: [login](WP-1-Login.md)

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
      `,
      says: ['There is no docs/GUIDE.md.'],
      fixed: md`
        ==> docs/task_packets/README.md <==
        # Packets
        How they are written: the guide. First of all: [login](WP-1-Login.md)
      `,
    },
    {
      title: 'Links that lead somewhere, and one that leads out',
      files: md`
        ==> docs/TASK_BOARD.md <==
        [packet](task_packets/WP-1-Log%20in.md), [folder](task_packets/), [top](#top), [out](../../elsewhere.md), [blank]({path})

        ==> docs/task_packets/WP-1-Log in.md <==
        # WP-1-Login
      `,
    },
  ],
});

function fixes(path: RelPath, link: Link, to: RelPath | undefined): readonly Offer[] {
  const out: Offer[] = [];
  const edit =
    (at: Link['at'], text: string): Offer['change'] =>
    (desk) => {
      const doc = desk.document<DocumentFacts>(path, 'gatehouse/document');
      return doc && [{ do: 'edit', path, hash: doc.hash, edits: [{ at, text }] }];
    };
  if (to !== undefined)
    out.push({
      title: `Link to ${to}`,
      safety: 'ask',
      change: edit(link.at, relativeLink(path, to) + (/[?#].*$/s.exec(link.written)?.[0] ?? linesIn(link.written))),
    });
  if (link.whole) out.push({ title: 'Remove the link, keep its text', safety: 'ask', change: edit(link.whole, link.text ?? '') });
  return out;
}

/** `:8-12` as a link says it. */
const linesIn = (written: string): string => {
  const m = lines.exec(written)?.[0].slice(1).split(/[-–:]/);
  return m ? `#${m.map((n) => `L${n}`).join('-')}` : '';
};
