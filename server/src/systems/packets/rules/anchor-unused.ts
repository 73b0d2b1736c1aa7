/** packets/anchor-unused */
import { md } from '#core/rule';
import { lookUp } from '../model/anchors/anchors';
import { deadInFiles } from '../model/anchors/cited-files';
import { rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'info',
  concerns: 'content',
  since: '0.2.0',
  summary: 'What DONE_MEANS and evidence are mapped to is every cited anchor.',
  why: 'A cited section that no DONE_MEANS belongs to is a promise nobody will check. Looked at only in packets whose DONE_MEANS, tests or evidence name half of their anchors or more; a section counts as named with one above or below it. Numbers and tags are looked at apart, for a section may hold the tags that are named.',

  check: {
    *packet({ facts, path, look, world }) {
      // One that the spec, or the file it is cited with, does not define is told as that.
      const dead = new Set([...deadInFiles(facts.unused ?? [], [], { path, look, world })].map(({ about }) => about?.name));
      for (const c of facts.unused ?? [])
        if (!dead.has(c.id) && !(c.path !== undefined && dead.has(c.path)) && lookUp(look, c)?.found.length !== 0)
          yield {
            at: c.at,
            message: `${c.id} is cited, but no DONE_MEANS, test or evidence names it, though others are named.`,
            about: { kind: 'anchor', name: c.id },
          };
    },
  },

  examples: [
    {
      title: 'Two sections, one of them forgotten',
      files: md`
        ==> docs/task_packets/WP-1-Storage.md <==
        # WP-1-Storage
        - SPEC_ANCHOR: A2.3.12, A[|4.1|]

        ## DONE_MEANS
        - Handlers use the trait (A2.3.12)
        - Migrations run twice
      `,
      says: ['4.1 is cited, but no DONE_MEANS, test or evidence names it, though others are named.'],
    },
    {
      title: 'Ranges name all that is between',
      files: md`
        ==> docs/task_packets/WP-1-Terminal.md <==
        # WP-1-Terminal
        - SPEC_ANCHOR: TERM-API-001, TERM-API-003, [|TERM-API-009|], 2.3.1, 2.3.3

        ## DONE_MEANS
        - All of TERM-API-001..005 hold
        - Commands end as 2.3.1 - 2.3.4 say
      `,
    },
    {
      title: 'Nothing is mapped, one section for all, a section above or below, a row of evidence',
      files: md`
        ==> docs/task_packets/WP-1-Storage.md <==
        # WP-1-Storage
        - SPEC_ANCHOR: A2.3.12, A4.1

        ## DONE_MEANS
        - Handlers use the trait

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - SPEC_ANCHOR: A3.2.1

        ## DONE_MEANS
        - Users log in

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - SPEC_ANCHOR: A2.3.1, A2.3.2, A4, [SEC-1]

        ## DONE_MEANS
        - As §2.3 says
        - Sessions end (4.1.2)

        ## Evidence Mapping
        - SEC-1 -> src/session.ts:10

        ==> docs/task_packets/WP-1-Start.md <==
        # WP-1-Start
        - SPEC_ANCHOR: A1.1, A1.2, A1.3

        ## DONE_MEANS
        - It starts, see A1.1
      `,
    },
    {
      title: 'A section whose tags are named, a tag that is left out, an anchor that the spec does not define',
      config: md`
        packets:
          anchors: ['REQ{number}']
      `,
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        **Master_Spec_v1.0.md**

        ==> Master_Spec_v1.0.md <==
        ## 4.2 Retries
        - REQ12: A retry MUST wait.
        - REQ13: A retry MUST end.

        ==> docs/task_packets/WP-1-Retries.md <==
        # WP-1-Retries
        - SPEC_ANCHOR: §4.2, REQ12, [|REQ13|]

        ## DONE_MEANS
        - REQ12 a retry waits

        ==> docs/task_packets/WP-1-Waits.md <==
        # WP-1-Waits
        - SPEC_ANCHOR: REQ12, REQ77

        ## DONE_MEANS
        - REQ12 a retry waits
      `,
    },
    {
      title: 'Cited with a file: one that is not there, one without that section, one with it',
      files: md`
        ==> docs/access.md <==
        ## 2.1 Sign up
        ## 2.2 Log in
        ## 2.3 Rights
        ## 2.4 Log out

        ==> docs/task_packets/WP-1-Access.md <==
        # WP-1-Access
        - SPEC_ANCHOR: docs/access.md §2.1, docs/access.md §2.2, docs/access.md §2.3, docs/access.md §[|2.4|], docs/access.md §7.1, docs/rights.md §3.1

        ## DONE_MEANS
        - Users sign up (2.1) and log in (2.2)
        - Rights hold (2.3)
      `,
    },
  ],
});
