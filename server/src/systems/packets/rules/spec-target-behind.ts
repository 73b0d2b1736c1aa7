/** packets/spec-target-behind */
import { md, type Report } from '#core/rule';
import type { CitingFacts } from '../model/anchors/citing';
import { rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'error',
  concerns: 'content',
  since: '0.3.0',
  summary: 'SPEC_TARGET does not lie before SPEC_BASELINE.',
  why: `The baseline is the version of the spec that the work began with, the target the one that it is judged by. A target above its baseline
is work that a new version asked for; one below it asks for what has been replaced already, so that one of the two is wrong. In a packet
that is done it is information.`,

  check: {
    *packet({ facts }) {
      const isDone = facts.status?.reading?.status === 'Done';
      for (const report of behind(facts)) yield isDone ? { ...report, severity: 'info' } : report;
    },
    *refinement({ facts }) {
      yield* behind(facts);
    },
  },

  examples: [
    {
      title: 'Before it, in a packet, in one that is done, in a refinement',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: In-Progress
        - SPEC_BASELINE: Master_Spec_v1.10.md
        - SPEC_TARGET: [|Master_Spec_v1.9.md|]

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: Done
        - SPEC_TARGET: [|v1.0|]
        - SPEC_BASELINE: v1.1

        ==> docs/refinements/WP-1-Login.md <==
        # WP-1-Login
        - SPEC_BASELINE: Master_Spec_v1.10.md
        - SPEC_TARGET: [|v1.9|]
      `,
      says: [
        'SPEC_TARGET v1.9 lies before SPEC_BASELINE Master_Spec_v1.10.md; correct the one that is wrong.',
        'SPEC_TARGET Master_Spec_v1.9.md lies before SPEC_BASELINE Master_Spec_v1.10.md; correct the one that is wrong.',
        'SPEC_TARGET v1.0 lies before SPEC_BASELINE v1.1; correct the one that is wrong.',
      ],
      severities: ['error', 'error', 'info'],
    },
    {
      title: 'Above it, the same, the pointer, another document, one of them alone',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - SPEC_BASELINE: Master_Spec_v1.9.md
        - SPEC_TARGET: Master_Spec_v1.10.md

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - SPEC_BASELINE: Master_Spec_v1.9.md
        - SPEC_TARGET: v1.9

        ==> docs/task_packets/WP-1-Menu.md <==
        # WP-1-Menu
        - SPEC_BASELINE: Master_Spec_v1.9.md
        - SPEC_TARGET: docs/SPEC_CURRENT.md

        ==> docs/task_packets/WP-1-Roles.md <==
        # WP-1-Roles
        - SPEC_BASELINE: Master_Spec_v1.9.md
        - SPEC_TARGET: Roles_Spec_v0.2.md

        ==> docs/task_packets/WP-1-Store.md <==
        # WP-1-Store
        - SPEC_BASELINE: v1.9
      `,
    },
  ],
});

function* behind({ behind: found }: Pick<CitingFacts, 'behind'>): Iterable<Report> {
  if (found)
    yield {
      at: found.target.at,
      message: `SPEC_TARGET ${found.target.text} lies before SPEC_BASELINE ${found.baseline.text}; correct the one that is wrong.`,
      about: { kind: 'field', name: 'SPEC_TARGET' },
    };
}
