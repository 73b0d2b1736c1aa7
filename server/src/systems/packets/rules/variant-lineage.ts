/** packets/variant-lineage */

import type { Look } from '#core/look';
import { md } from '#core/rule';
import type { Known } from '#core/symbols';
import type { World } from '#core/world';
import type { Variant } from '../model/anchors/citing';
import { isCommitted, isWorkedOn } from '../model/dialect/status';
import { rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'warning',
  since: '0.2.0',
  summary: 'A variant takes the place of a packet that is there and no longer worked on.',
  why: `After its signature a packet is not changed: \`WP-1-Login-v2\` takes the place of \`WP-1-Login\`, with a signature and notes of
its own. Without the packet before it nobody can tell what changed. While that one is still in work, two people build two things, or one builds what is done. And notes
that are the same were copied: nobody agreed on the change. Set the packet before to Superseded, in the packet or on the board.`,

  check: {
    *packet({ facts, look, world }) {
      const { variant, id } = facts;
      if (!variant || facts.retired) return;
      const before = variant.before.flatMap((name) => look.defs({ kind: 'packet', name }))[0];
      if (!before) {
        yield {
          at: facts.head,
          message: `${id} is a variant, but there is no ${variant.before[0]} that it takes the place of.`,
        };
        return;
      }
      const related = [
        { path: before.path, symbol: { kind: 'packet', name: before.name } as const, message: 'the packet before' },
      ];
      const status = facts.status?.reading?.status;
      if (isCommitted(status) && isUnderWay(before, look))
        yield {
          at: facts.head,
          message: `${before.name} is still ${before.data.status}, though ${id} takes its place; set it to Superseded.`,
          related,
        };
      if (hasSameNotes(variant, before, world))
        yield {
          at: facts.head,
          message: `${id} has the same notes under its signature as ${before.name}; write down what was agreed about the change.`,
          related,
        };
    },
  },

  examples: [
    {
      title: 'Nothing before it, still in work, the same notes',
      files: md`
        ==> docs/task_packets/WP-1-Login-v2.md <==
        # [|[|WP-1-Login-v2|]|]
        - STATUS: In-Progress

        ## Signature & Enrichment Log
        **Signature**: mia201220251000

        ### User-Orchestrator Collaboration Notes
        - **Clarified**: passwords have at least twelve letters

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Ready-for-Validation

        ## Signature & Enrichment Log
        **Signature**: mia151220251000

        ### User-Orchestrator Collaboration Notes
        - **Clarified**: passwords have at least twelve letters

        ==> docs/task_packets/WP-1-Logout-v3.md <==
        # [|WP-1-Logout-v3|]
        - STATUS: Backlog
      `,
      says: [
        'WP-1-Login is still Ready-for-Validation, though WP-1-Login-v2 takes its place; set it to Superseded.',
        'WP-1-Login-v2 has the same notes under its signature as WP-1-Login; write down what was agreed about the change.',
        'WP-1-Logout-v3 is a variant, but there is no WP-1-Logout-v2 that it takes the place of.',
      ],
    },
    {
      title: 'Numbers may be left out: the nearest before it counts',
      files: md`
        ==> docs/task_packets/WP-1-Login-v4.md <==
        # [|WP-1-Login-v4|]
        - STATUS: In-Progress

        ==> docs/task_packets/WP-1-Login-v2.md <==
        # WP-1-Login-v2
        - STATUS: In-Progress

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Superseded

        ==> docs/task_packets/WP-1-Logout-v3.md <==
        # WP-1-Logout-v3
        - STATUS: In-Progress

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: Superseded
      `,
      says: ['WP-1-Login-v2 is still In-Progress, though WP-1-Login-v4 takes its place; set it to Superseded.'],
    },
    {
      title: 'What is done has been done in another packet',
      files: md`
        ==> docs/task_packets/WP-1-Login-v2.md <==
        # [|WP-1-Login-v2|]
        - STATUS: Done (VALIDATED)

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Ready-for-Dev
      `,
      says: ['WP-1-Login is still Ready-for-Dev, though WP-1-Login-v2 takes its place; set it to Superseded.'],
    },
    {
      title: 'Superseded, in the packet or on the board; done; a version that is a part of the name',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Superseded by WP-1-Login-v2

        ==> docs/task_packets/WP-1-Login-v2.md <==
        # WP-1-Login-v2
        - STATUS: In-Progress

        ## Signature & Enrichment Log
        ### User-Orchestrator Collaboration Notes
        - **Clarified**: passwords have at least sixteen letters

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: In-Progress

        ==> docs/task_packets/WP-1-Logout-v2.md <==
        # WP-1-Logout-v2
        - STATUS: In-Progress

        ==> docs/task_packets/WP-1-Start-v1.md <==
        # WP-1-Start-v1
        - STATUS: Done (VALIDATED)

        ==> docs/task_packets/WP-1-Start-v2.md <==
        # WP-1-Start-v2
        - STATUS: Ready-for-Dev

        ==> docs/task_packets/WP-1-Rules-v0.2.md <==
        # WP-1-Rules-v0.2
        - STATUS: Ready-for-Dev

        ==> docs/TASK_BOARD.md <==
        ## Superseded
        - [WP-1-Logout] SUPERSEDED
      `,
    },
  ],
});

/** Whether somebody may be at work on it, by its own word and the board's. */
function isUnderWay({ name, data }: Known<'packet'>, look: Look): boolean {
  if (!isWorkedOn(data.status) && data.status !== 'Blocked') return false;
  return !look.defs({ kind: 'entry', name }).some((e) => e.data.status === 'Superseded' || e.data.status === 'Done');
}

/** All notes of the variant stand in the packet before as well. */
function hasSameNotes({ notes }: Variant, before: Known<'packet'>, world: World): boolean {
  if (notes.length === 0) return false;
  return notes.every((note) => {
    const found = world.find(before.path, note);
    return found.is === 'known' && found.value.length > 0;
  });
}
