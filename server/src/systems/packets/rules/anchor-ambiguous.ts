/** packets/anchor-ambiguous */
import { nameOf } from '#core/paths';
import { md } from '#core/rule';
import type { Known } from '#core/symbols';
import { lookUp } from '../model/anchors/anchors';
import { likeness } from '../model/anchors/nearest-anchors';
import { rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'warning',
  concerns: 'content',
  since: '0.1.0',
  summary: 'A cited anchor means one place in the spec.',
  why: 'Large specs number two sections alike. A citation of such a number binds to both, or to whichever a reader finds first. Say which by adding its title: `A2.3 (Storage trait)`.',

  check: {
    *packet({ facts, look }) {
      for (const c of facts.citations) {
        const lookup = lookUp(look, c);
        const found = lookup ? meant(lookup.found) : [];
        if (!lookup || found.length < 2) continue;
        const scores = found.map((d) => likeness(c, c.id, d.data.title)).sort((a, b) => b - a);
        // A title tells them apart.
        if (c.title !== '' && (scores[0] ?? 0) > (scores[1] ?? 0)) continue;
        const titles = [...new Set(found.map((d) => d.data.title))];
        const named =
          titles.length > 1
            ? `: ${titles.map((t) => `“${t}”`).join(', ')}. Add the title of the one that is meant`
            : ' with the same title';
        yield {
          at: c.at,
          message: `${nameOf(lookup.spec)} defines ${c.id} ${found.length} times${named}.`,
          related: [{ path: lookup.spec, symbol: { kind: 'anchor', name: c.id }, message: `the first ${c.id}` }],
          about: { kind: 'anchor', name: c.id },
        };
      }
    },
  },

  examples: [
    {
      title: 'A number that two headings have',
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        **Master_Spec_v1.0.md**

        ==> Master_Spec_v1.0.md <==
        ## 2.3 Storage
        ## 2.3 Sessions

        ==> docs/task_packets/WP-1-Storage.md <==
        - SPEC_ANCHOR: §[|2.3|]
      `,
      says: ['Master_Spec_v1.0.md defines 2.3 2 times: “Storage”, “Sessions”. Add the title of the one that is meant.'],
    },
    {
      title: 'The title says which; only one of them binds',
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        **Master_Spec_v1.0.md**

        ==> Master_Spec_v1.0.md <==
        ## 2.3 Storage
        ## 2.3 Sessions
        ## 2.4 Logs
        ## 2.5 Auth Client
        ## 2.5 Strategy
        ## Appendix
        ### 2.4 Logs, by example

        ==> docs/task_packets/WP-1-Logs.md <==
        - SPEC_ANCHOR: §2.4

        ==> docs/task_packets/WP-1-Storage.md <==
        - SPEC_ANCHOR: §2.3 (Storage)

        ==> docs/task_packets/WP-1-Auth.md <==
        - SPEC_ANCHOR: 2.5 (AuthClient and its errors)
      `,
    },
    {
      title: 'A heading has the number that an item of a list would have: the heading is meant',
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        **Master_Spec_v1.0.md**

        ==> Master_Spec_v1.0.md <==
        ## 2.3 Storage
        1. A store is opened once.

        ### 2.3.1 Opening

        ==> docs/task_packets/WP-1-Storage.md <==
        - SPEC_ANCHOR: §2.3.1
      `,
    },
  ],
});

/** The main body outranks what does not bind, and a heading an item of a list. */
function meant(found: readonly Known<'anchor'>[]): readonly Known<'anchor'>[] {
  const written = found.filter((d) => d.data.by !== 'item' && d.data.by !== 'text');
  const binding = written.filter((d) => d.data.binding);
  return binding.length > 0 ? binding : written;
}
