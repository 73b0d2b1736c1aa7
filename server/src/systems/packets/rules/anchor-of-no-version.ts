/** packets/anchor-of-no-version */
import { nameOf } from '#core/paths';
import { md } from '#core/rule';
import { nearWords } from '../model/anchors/anchors';
import { unnamedAsides } from '../model/anchors/aside-anchors';
import { citedOfOthers } from '../model/anchors/cited-anchors';
import { deadInPinned, lostIn } from '../model/anchors/lost-anchors';
import { neverDefined, pinnedSpec } from '../model/anchors/pinned-spec';
import { anchorForms } from '../model/dialect/anchor-forms';
import { rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'info',
  concerns: 'content',
  since: '0.2.0',
  summary: 'An anchor of another version of the spec is known to one of the versions.',
  why: `A packet that is done was judged by the version that it names, and what is cited with the file of another version is that one’s; dead-anchor says
nothing of either. But where neither the version in force has the anchor, nor an earlier one that lies here or in git, it was
probably mistyped: of a version that nobody has any more no more can be said. Where the version that is named lies here or in git, it is known to lack the anchor:
that is a warning. So it is with the refinement of a packet that is done.`,

  check: {
    *packet({ facts, path, look, world, dialect }) {
      const cited = [...citedOfOthers(facts, look), ...unnamedAsides(facts, look, world, true)];
      const lost = lostIn(cited, { look, world, dialect, path, kind: 'packet', listed: facts.citations });
      const forms = anchorForms(dialect.anchors);
      // What a code block shows was not mistyped.
      for (const { citation, spec, near, former, shown } of lost) {
        if (former || shown !== undefined) continue;
        const about = { kind: 'anchor', name: citation.id } as const;
        const pinned = citation.pinned === undefined ? undefined : pinnedSpec(look, citation.pinned);
        if (pinned !== undefined && neverDefined(look, world, pinned, citation.id, forms))
          yield {
            at: citation.at,
            severity: 'warning',
            message: `${nameOf(pinned)}, which this packet names, defines no anchor ${citation.id}, and neither does ${spec}${nearWords(near)}.`,
            about,
          };
        else
          yield {
            at: citation.at,
            message: `Neither ${spec} nor an earlier version that is known defines ${citation.id}${nearWords(near)}.`,
            about,
          };
      }
    },
    *refinement({ facts, path, look, world, dialect }) {
      // While work goes on, a dead anchor is one.
      if (look.defs({ kind: 'packet', name: facts.packet }).some((p) => p.data.status === 'Done'))
        yield* deadInPinned(facts, { look, world, dialect, path, kind: 'refinement' });
    },
  },

  examples: [
    {
      title: 'Done under a version that is gone, and cited with one; what an earlier or the present one has',
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        **Master_Spec_v1.2.md**

        ==> Master_Spec_v1.1.md <==
        ## 2.4 Records

        ==> Master_Spec_v1.2.md <==
        ## 2.3 Storage

        ==> docs/task_packets/WP-1-Storage.md <==
        # WP-1-Storage
        - STATUS: Done
        - SPEC_VERSION: v1.0
        - SPEC_ANCHOR: 2.3, 2.4, [|2.9|]

        ==> docs/task_packets/WP-1-Records.md <==
        # WP-1-Records
        - STATUS: Ready-for-Dev
        - SPEC_ANCHOR: Master_Spec_v1.0.md 2.3, [|2.8|]
      `,
      says: [
        'Neither Master_Spec_v1.2.md nor an earlier version that is known defines 2.8; the nearest is 2.3 “Storage”.',
        'Neither Master_Spec_v1.2.md nor an earlier version that is known defines 2.9; the nearest is 2.3 “Storage”.',
      ],
    },
    {
      title: 'Done under a version that lies here and never had it',
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        **Master_Spec_v1.2.md**

        ==> Master_Spec_v1.1.md <==
        ## 2.4 Records

        ==> Master_Spec_v1.2.md <==
        ## 2.3 Storage

        ==> docs/task_packets/WP-1-Storage.md <==
        # WP-1-Storage
        - STATUS: Done
        - SPEC_VERSION: v1.1
        - SPEC_ANCHOR: 2.3, 2.4, [|2.9|], Master_Spec_v1.0.md [|2.8|]
      `,
      severities: ['warning', 'info'],
      says: [
        'Master_Spec_v1.1.md, which this packet names, defines no anchor 2.9, and neither does Master_Spec_v1.2.md; the nearest is 2.3 “Storage”.',
        'Neither Master_Spec_v1.2.md nor an earlier version that is known defines 2.8; the nearest is 2.3 “Storage”.',
      ],
    },
    {
      title: 'The refinement of a packet that is done, by the version that it names',
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        **Master_Spec_v1.2.md**

        ==> Master_Spec_v1.1.md <==
        ## 2.4 Records

        ==> Master_Spec_v1.2.md <==
        ## 2.3 Storage

        ==> docs/task_packets/WP-1-Records.md <==
        # WP-1-Records
        - STATUS: Done

        ==> docs/refinements/WP-1-Records.md <==
        # WP-1-Records
        - SPEC_BASELINE: v1.1
        - SPEC_ANCHOR: 2.3, 2.4, [|2.8|]

        ==> docs/refinements/WP-1-Storage.md <==
        # WP-1-Storage
        - SPEC_BASELINE: v1.1
        - SPEC_ANCHOR: 2.8
      `,
      says: [
        'Master_Spec_v1.1.md, which this refinement names, defines no anchor 2.8, and neither does Master_Spec_v1.2.md; the nearest is 2.3 “Storage”.',
      ],
    },
    {
      title: 'Of the version in force, superseded, and of a version that is still to come: anchor-not-in-file says so',
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        **Master_Spec_v1.2.md**

        ==> Master_Spec_v1.2.md <==
        ## 2.3 Storage

        ==> docs/task_packets/WP-1-Storage.md <==
        # WP-1-Storage
        - STATUS: Done
        - SPEC_ANCHOR: Master_Spec_v1.2.md 2.9

        ==> docs/task_packets/WP-1-Records.md <==
        # WP-1-Records
        - STATUS: Superseded
        - SPEC_VERSION: v1.0
        - SPEC_ANCHOR: 2.8

        ==> docs/task_packets/WP-1-Ahead.md <==
        # WP-1-Ahead
        - STATUS: Ready-for-Dev
        - SPEC_ANCHOR: Master_Spec_v1.3.md 2.8
      `,
    },
    {
      title: 'What a code block of the spec shows was not mistyped',
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        **Master_Spec_v1.2.md**

        ==> Master_Spec_v1.2.md <==
        ## 2.3 Storage

        \`\`\`
        ## 2.9 Records
        \`\`\`

        ==> docs/task_packets/WP-1-Storage.md <==
        # WP-1-Storage
        - STATUS: Done
        - SPEC_VERSION: v1.0
        - SPEC_ANCHOR: 2.9
      `,
    },
  ],
});
