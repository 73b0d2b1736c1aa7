/** packets/anchor-non-binding */

import type { Look } from '#core/look';
import { nameOf } from '#core/paths';
import { md, type Report } from '#core/rule';
import { lookUp } from '../model/anchors/anchors';
import { type CitedAnchor, citedByPacket, citedByRefinement } from '../model/anchors/cited-anchors';
import { rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'warning',
  concerns: 'content',
  since: '0.2.0',
  summary: 'A cited anchor stands in the main body of the spec.',
  why: `A roadmap tells what may come, and an appendix explains: neither says what must be built. Cite the section of the main body that
asks for it. Which headings do not bind, \`packets.nonBinding\` in gatehouse.yaml tells; with \`packets.binding\` only the sections
named there bind.`,

  check: {
    *packet({ facts, look }) {
      const own = new Set(facts.citations.map((c) => c.id));
      yield* free(
        citedByPacket(facts, look).filter((c) => own.has(c.id)),
        look,
      );
    },
    *refinement({ facts, look }) {
      yield* free(citedByRefinement(facts, look), look);
    },
  },

  examples: [
    {
      title: 'A plan, not a promise',
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        **Master_Spec_v1.0.md**

        ==> Master_Spec_v1.0.md <==
        ## 2.3 Storage
        ## 7.6 Development Roadmap
        ### 7.6.3 Phase 1
        1. First
        2. Second

        ==> docs/task_packets/WP-1-Storage.md <==
        # WP-1-Storage
        - STATUS: Ready-for-Dev
        - SPEC_ANCHOR: A2.3, §[|7.6.3 Item 2|]
      `,
      says: [
        '7.6.3.2 stands in a part of Master_Spec_v1.0.md that does not bind (a roadmap or an appendix); cite the section of the main body that asks for this.',
      ],
    },
    {
      title: 'Many of one part are told once',
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        **Master_Spec_v1.0.md**

        ==> Master_Spec_v1.0.md <==
        ## 7.6 Development Roadmap
        1. First
        2. Second
        3. Third

        ==> docs/task_packets/WP-1-Storage.md <==
        # WP-1-Storage
        - STATUS: Ready-for-Dev
        - SPEC_ANCHOR: [|7.6|], 7.6.1, 7.6.2, 7.6.3

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Ready-for-Dev
        - SPEC_ANCHOR: [|7.6.1|], 7.6.2
      `,
      says: [
        '7.6.1, 7.6.2 stand in a part of Master_Spec_v1.0.md that does not bind (a roadmap or an appendix); cite the section of the main body that asks for this.',
        '7.6 and 3 more stand in a part of Master_Spec_v1.0.md that does not bind (a roadmap or an appendix); cite the section of the main body that asks for this.',
      ],
    },
    {
      title: 'Only some sections bind here',
      config: md`
        packets:
          binding: [Requirements]
      `,
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        **Master_Spec_v1.0.md**

        ==> Master_Spec_v1.0.md <==
        ## 1 Introduction
        ## 2 Requirements
        ### 2.1 Storage

        ==> docs/task_packets/WP-1-Storage.md <==
        # WP-1-Storage
        - SPEC_ANCHOR: 2.1, §[|1|]
      `,
    },
    {
      title: 'In the main body and again in an appendix',
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        **Master_Spec_v1.0.md**

        ==> Master_Spec_v1.0.md <==
        ## 2.3 Storage
        ## Appendix B
        ### 2.3 Storage, explained

        ==> docs/task_packets/WP-1-Storage.md <==
        # WP-1-Storage
        - SPEC_ANCHOR: A2.3
      `,
    },
  ],
});

/** One finding a document: it was written against the roadmap, however many of its lines are cited. */
function* free(all: readonly CitedAnchor[], look: Look): Iterable<Report> {
  const found = all.flatMap((c) => {
    const lookup = lookUp(look, c);
    return lookup && lookup.found.length > 0 && !lookup.found.some((d) => d.data.binding) ? [{ ...c, spec: lookup.spec }] : [];
  });
  const [first, ...more] = [...new Map(found.map((c) => [c.id, c])).values()];
  if (!first) return;
  const ids = more.length > 2 ? `${first.id} and ${more.length} more` : [first, ...more].map((c) => c.id).join(', ');
  yield {
    at: first.at,
    message: `${ids} ${more.length === 0 ? 'stands' : 'stand'} in a part of ${nameOf(first.spec)} that does not bind (a roadmap or an appendix); cite the section of the main body that asks for this.`,
    related: [
      { path: first.spec, symbol: { kind: 'anchor', name: first.id }, message: `defined here` },
      ...more.map((c) => ({ at: c.at, message: `${c.id}, too` })),
    ],
    about: { kind: 'anchor', name: first.id },
  };
}
