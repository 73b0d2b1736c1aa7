/** packets/anchor-regressed */
import { md, type Report } from '#core/rule';
import { nearWords } from '../model/anchors/anchors';
import { citedByPacket, citedByRefinement } from '../model/anchors/cited-anchors';
import { again, type Lost, lostIn } from '../model/anchors/lost-anchors';
import { rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'error',
  concerns: 'content',
  since: '0.2.0',
  summary: 'A new version of the spec keeps the anchors that packets in work cite.',
  why: `An earlier version defined it, somebody works from it, and the current version lacks it: what was promised has no source any
more. Either the section was renumbered, and the packet must follow, or it was lost, and the spec must have it again. Earlier versions
are those that lie beside the current one, and those that git knows. A packet that is done was judged by its own version.`,

  check: {
    *packet({ facts, path, look, world, dialect }) {
      const status = facts.status?.reading?.status;
      if (status === 'Done' || status === 'Superseded') return;
      yield* lost(lostIn(citedByPacket(facts, look), { look, world, dialect, path, kind: 'packet', listed: facts.citations }));
    },
    *refinement({ facts, path, look, world, dialect }) {
      yield* lost(
        lostIn(citedByRefinement(facts, look), { look, world, dialect, path, kind: 'refinement', listed: facts.citations }),
      );
    },
  },

  examples: [
    {
      title: 'Renumbered in the new version',
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        **Master_Spec_v1.1.md**

        ==> Master_Spec_v1.0.md <==
        ## 2.3 Storage
        ### 2.3.1 Retention of records

        ==> Master_Spec_v1.1.md <==
        ## 2.3 Storage
        ## 2.4 Records
        ### 2.4.2 Retention of records

        ==> docs/task_packets/WP-1-Retention.md <==
        # WP-1-Retention
        - STATUS: Ready-for-Dev
        - SPEC_ANCHOR: A[|2.3.1|]
      `,
      says: [
        'Master_Spec_v1.1.md has lost anchor 2.3.1 “Retention of records” of Master_Spec_v1.0.md; the nearest is 2.4.2 “Retention of records”.',
      ],
      fixed: md`
        ==> docs/task_packets/WP-1-Retention.md <==
        # WP-1-Retention
        - STATUS: Ready-for-Dev
        - SPEC_ANCHOR: A2.4.2
      `,
    },
    {
      title: 'The spec was edited in place: git knows',
      past: [
        {
          day: '2025-11-03',
          files: md`
            ==> Master_Spec_v1.0.md <==
            ## 2.3 Storage
            - **[REC-7]** Records are kept.
            - **[REC-8]** Records are found.
          `,
        },
        {
          day: '2025-11-20',
          files: md`
            ==> Master_Spec_v1.0.md <==
            ## 2.3 Storage
            - **[REC-7]** Records are kept. (REC-8 is withdrawn.)
          `,
        },
      ],
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        **Master_Spec_v1.0.md**

        ==> Master_Spec_v1.0.md <==
        ## 2.3 Storage
        - **[REC-7]** Records are kept. (REC-8 is withdrawn.)

        ==> docs/task_packets/WP-1-Retention.md <==
        # WP-1-Retention
        - STATUS: In-Progress
        - SPEC_ANCHOR: [[|REC-8|]]
      `,
      says: [
        'Master_Spec_v1.0.md has lost anchor REC-8 “Records are found.” of Master_Spec_v1.0.md of 2025-11-03; the nearest is REC-7 “Records are kept. (REC-8 is withdrawn.)”.',
      ],
      fixed: md`
        ==> docs/task_packets/WP-1-Retention.md <==
        # WP-1-Retention
        - STATUS: In-Progress
        - SPEC_ANCHOR: [REC-7]
      `,
    },
    {
      title: 'Never there, only named in the old version, or of a packet that is done',
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        **Master_Spec_v1.1.md**

        ==> Master_Spec_v1.0.md <==
        ## 2.3 Storage
        ### 2.3.4 Old ways
        As 2.3.9 says.

        ==> Master_Spec_v1.1.md <==
        ## 2.3 Storage

        ==> docs/task_packets/WP-1-Retention.md <==
        # WP-1-Retention
        - STATUS: In-Progress
        - SPEC_ANCHOR: 2.3.9, 2.3

        ==> docs/task_packets/WP-1-Old.md <==
        # WP-1-Old
        - STATUS: Done
        - SPEC_ANCHOR: 2.3.4
      `,
    },
  ],
});

function* lost(all: Iterable<Lost>): Iterable<Report> {
  for (const { citation, spec, near, former, fixes } of all)
    if (former)
      yield {
        at: citation.at,
        message: `${spec} has lost anchor ${citation.id}${former.title ? ` “${former.title}”` : ''} of ${former.where}${nearWords(near)}.`,
        fixes,
        related: again(citation),
        about: { kind: 'anchor', name: citation.id },
      };
}
