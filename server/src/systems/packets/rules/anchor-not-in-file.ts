/** packets/anchor-not-in-file */
import { md } from '#core/rule';
import { isOver, isToCome, ownOfRefinement } from '../model/anchors/cited-anchors';
import { deadInFiles } from '../model/anchors/cited-files';
import type { Citation, Fragment } from '../model/anchors/citing';
import { rule } from '../model/types';

/** Nobody was done by a version that is still to come; the rest of what is over is history. */
const missedIn = (
  { fragments = [] }: { readonly fragments?: readonly Fragment[] },
  cited: readonly Citation[],
  over: boolean,
  where: Parameters<typeof deadInFiles>[2],
): ReturnType<typeof deadInFiles> =>
  over
    ? deadInFiles(
        cited.filter((c) => c.path !== undefined && isToCome(where.look, c.path)),
        [],
        where,
      )
    : deadInFiles(cited, fragments, where);

export default rule({
  scope: 'folder',
  severity: 'error',
  since: '0.2.0',
  concerns: 'content',
  summary: 'What is cited with its file is in that file.',
  why: `A citation with a file (\`spec/access.md §2.3\`, \`spec/access.md#2.3\`, \`spec/access.md#log-in\`) says where to read, whichever spec is in force: that
file is searched for the number, the tag, or the heading by its name in links. Missed are the file itself and what it does not hold. The
path counts from the top or from the document’s folder; the end of a path does, where only one file has it.
Citations of the spec in force are judged by dead-anchor. Its other versions say nothing about it, and may be gone, but for one above it; links have rules of their own, and nobody works from a packet that is closed.`,

  check: {
    *packet({ facts, path, look, world }) {
      const status = facts.status?.reading?.status;
      if (status === 'Superseded') return;
      yield* missedIn(facts, facts.citations, status === 'Done', { path, look, world });
    },
    *refinement({ facts, path, look, world }) {
      const over = isOver(facts, look);
      yield* missedIn(facts, over ? facts.citations : ownOfRefinement(facts, look), over, { path, look, world });
    },
  },

  examples: [
    {
      title: 'A version that is still to come; one that is over',
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        **Master_Spec_v1.1.md**

        ==> Master_Spec_v1.1.md <==
        ## 3.2 Start

        ==> docs/task_packets/WP-1-Start.md <==
        # WP-1-Start
        - STATUS: In-Progress
        - SPEC_ANCHOR: Master_Spec_v1.2.md [|3.2|] (Start)

        ==> docs/task_packets/WP-1-Wait.md <==
        # WP-1-Wait
        - STATUS: Done
        - SPEC_ANCHOR: Master_Spec_v1.0.md 3.2, Master_Spec_v1.3.md [|3.2|]

        ==> docs/refinements/WP-1-Stop.md <==
        # WP-1-Stop
        - SPEC_ANCHOR: Master_Spec_v1.0.md 3.2

        ==> docs/refinements/WP-1-Wait.md <==
        # WP-1-Wait
        - SPEC_ANCHOR: Master_Spec_v1.0.md 3.2
        - SPEC_ANCHOR: Master_Spec_v1.4.md [|3.2|]
      `,
      says: [
        'There is no Master_Spec_v1.4.md to look up 3.2 in; correct the path.',
        'There is no Master_Spec_v1.2.md to look up 3.2 in; correct the path.',
        'There is no Master_Spec_v1.3.md to look up 3.2 in; correct the path.',
      ],
    },
    {
      title: 'A file besides the spec in force',
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        **Master_Spec_v1.1.md**

        ==> Master_Spec_v1.1.md <==
        ## 3.2 Start

        ==> docs/ARCHITECTURE.md <==
        ## 3.1 Layers
        **[LAY-001]** Layers MUST NOT know those above.

        ==> docs/refinements/WP-1-Start.md <==
        # WP-1-Start
        - SPEC_ANCHOR: docs/ARCHITECTURE.md [|3.2|]; [[|LAY-002|]] in docs/ARCHITECTURE.md
      `,
    },
    {
      title:
        'Cited with their files, though no spec is in force: a section, an item of a list, a heading by its name, a file that is not there',
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        **Master_Spec_v2.0.md**

        ==> docs/spec/access.md <==
        ## 2 Access
        ### 2.1 Log in
        1. By name
        2. By key
        ### 2.12 Log out
        ## Lock-out
        | feature | owner |
        | --- | --- |
        | FEAT-Lock | mia |

        ==> docs/task_packets/WP-1-Access.md <==
        # WP-1-Access

        ## SPEC_ANCHOR
        - docs/spec/access.md#2.1, access.md §2.1.2
        - docs/spec/access.md#[|2.2|]
        - ../spec/access.md [|2.3|] (Sessions)
        - docs/spec/access.md#lock-out, docs/spec/access.md#[|lockout|], docs/spec/access.md#[|nowhere|]
        - docs/spec/access.md#FEAT-Lock, docs/spec/access.md#[|FEAT-Key|]
        - docs/specs/access.md §[|2.1|], docs/specs/access.md §2.9
        - [2.9](../spec/gone.md#29), Master_Spec_v1.0.md §9.9, My notes.md §4.4

        ==> docs/task_packets/WP-1-Past.md <==
        # WP-1-Past
        - STATUS: Done
        - SPEC_ANCHOR: docs/spec/gone.md §1.1
      `,
      says: [
        'docs/spec/access.md defines no anchor 2.2; correct it, or name the file that does.',
        '../spec/access.md defines no anchor 2.3; correct it, or name the file that does.',
        'docs/spec/access.md has no heading #lockout; there is #lock-out.',
        'docs/spec/access.md has no heading #nowhere; correct it, or name the file that has one.',
        'docs/spec/access.md has no heading #FEAT-Key; correct it, or name the file that has one.',
        'There is no docs/specs/access.md to look up 2.1 in; there is docs/spec/access.md.',
      ],
    },
    {
      title:
        'A file besides the spec in force; an older version, the pointer itself, tags that are no anchors, a name that two files have',
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        **Master_Spec_v1.1.md**

        ==> Master_Spec_v1.0.md <==
        ## 1.1 Start

        ==> Master_Spec_v1.1.md <==
        ## 1.1 Start

        ==> docs/ARCHITECTURE.md <==
        3.1 Layers
        ----------
        **[LAY-001]** Layers MUST NOT know those above.

        ==> docs/a/notes.md <==
        # Notes

        ==> docs/b/notes.md <==
        # Notes

        ==> docs/task_packets/WP-1-Start.md <==
        # WP-1-Start

        ## SPEC_ANCHOR
        - docs/ARCHITECTURE.md §3.1
        - [LAY-001] in docs/ARCHITECTURE.md
        - Master_Spec_v1.0.md §1.2; docs/SPEC_CURRENT.md §1.1
        - notes.md §7.7, written as UTF-8 in docs/ARCHITECTURE.md
      `,
    },
  ],
});
