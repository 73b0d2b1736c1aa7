/** gatehouse/link-dead-heading */
import { closest } from '#core/distance';
import { md, type Report } from '#core/rule';
import { meantName } from '#core/slugs';
import type { RelPath } from '#core/text';
import { type DocumentModel, type Fragment, rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'warning',
  since: '0.2.0',
  summary: 'A link to a heading leads to one that is there.',
  why: `A heading that is written anew gets another name, and links to the old one end at the top of the page. Names are made as
GitHub makes them: in lower case, without punctuation, spaces as hyphens (an em dash leaves two of them), the second of the same name
with \`-1\`. An \`id\` or \`name\` of an HTML element is one too. VS Code's own check of links says the same where it is on.`,

  check: {
    *document({ facts, path, world }) {
      for (const link of facts.fragments ?? []) {
        if (link.path === undefined) yield dead(path, path, link, link.meant);
        else {
          const names = world.headings(link.path);
          if (names.is === 'unknown' || names.value === undefined || names.value.includes(link.name)) continue;
          yield dead(path, link.path, link, meantName(link.name, names.value) ?? near(link.name, names.value));
        }
      }
    },
  },

  examples: [
    {
      title: 'A heading with an em dash, and one of another file',
      files: md`
        ==> docs/TASK_BOARD.md <==
        # Board

        [rules](#[|rules-of-play|]), [login](task_packets/WP-1-Login.md#[|whats|]), [gone](#[|nowhere-at-all|])

        ## Rules — of play

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        ## What
      `,
      says: [
        'There is no heading #rules-of-play in this file; there is #rules--of-play.',
        'There is no heading #whats in docs/task_packets/WP-1-Login.md; there is #what.',
        'There is no heading #nowhere-at-all in this file.',
      ],
      fixed: md`
        ==> docs/TASK_BOARD.md <==
        # Board

        [rules](#rules--of-play), [login](task_packets/WP-1-Login.md#what), [gone](#nowhere-at-all)

        ## Rules — of play
      `,
    },
    {
      title: 'Names that are there',
      files: md`
        ==> docs/TASK_BOARD.md <==
        # 🚨 2.3 *Board* & _rules_: \`A_b\` [link](x.md)

        <a id="Own"></a>
        [one](#-23-board--rules-a_b-link) [own](#own) [top](#top) [second](#same-1) [Große](#gro%C3%9Fe-w%C3%B6rter)
        [line](../server/main.ts#L10) [there](task_packets/WP-1-Login.md#why-now) [out](https://example.org/#x)

        ## Same
        ## Same
        ## Große Wörter

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        Why now?
        --------
      `,
    },
    {
      title: 'A heading that a code block has swallowed',
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        **Master_Spec_v1.0.md**

        ==> Master_Spec_v1.0.md <==
        # Spec

        - [2 Storage](#[|2-storage|])

        ~~~
        an example that was closed too late

        ## 2 Storage
        ~~~
      `,
      says: [
        'There is no heading #2-storage in this file: the line that looks like it stands in a code block, which perhaps ends too late.',
      ],
    },
  ],
});

const inCode = ': the line that looks like it stands in a code block, which perhaps ends too late.';

/** A few names may be compared letter by letter. */
const near = (name: string, names: readonly string[]): string | undefined =>
  names.length > 200 ? undefined : closest(name, names);

function dead(from: RelPath, file: RelPath, link: Fragment, meant: string | undefined): Report {
  const where = file === from ? 'this file' : file;
  return {
    at: link.at,
    message: `There is no heading #${link.name} in ${where}${meant === undefined ? (link.fenced ? inCode : '.') : `; there is #${meant}.`}`,
    fixes:
      meant === undefined
        ? []
        : [
            {
              title: `Link to #${meant}`,
              safety: 'ask',
              change(desk) {
                const doc = desk.document<DocumentModel>(from, 'gatehouse/document');
                return doc && [{ do: 'edit', path: from, hash: doc.hash, edits: [{ at: link.at, text: encodeURI(meant) }] }];
              },
            },
          ],
  };
}
