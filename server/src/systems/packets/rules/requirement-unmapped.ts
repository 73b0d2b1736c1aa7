/** packets/requirement-unmapped */
import { md } from '#core/rule';
import { definedId, lookUp } from '../model/anchors/anchors';
import { demandsUnder, isPromised } from '../model/anchors/demands';
import { brief } from '../model/packet/packet';
import { rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'hint',
  concerns: 'content',
  since: '0.2.0',
  summary: 'Every MUST of a cited section is in DONE_MEANS or in the evidence.',
  why: `A section is cited because its requirements are to be met: sentences with MUST, SHALL or SHOULD in it or below it. One that no
DONE_MEANS and no row of evidence speaks of will not be checked. A requirement counts as spoken of when half of its words are, or when the
subsection that it stands in is named, or a section that asks for no more than two things; so this is a hint, and one for each citation.`,

  check: {
    *packet({ facts, look }) {
      const { promises } = facts;
      if (!promises) return;
      const told = new Set<string>();
      // What a narrower citation covers is told there.
      const cited = [...facts.citations].sort((a, b) => b.id.length - a.id.length);
      for (const written of cited) {
        const c = { ...written, id: definedId(look, written.id) };
        const lookup = lookUp(look, c);
        if (!lookup || lookup.found.length === 0) continue;
        const asked = look.ask(demandsUnder, JSON.stringify([lookup.spec, c.id]));
        const all = asked.filter((d) => !told.has(`${d.anchor} ${d.text}`));
        for (const d of all) told.add(`${d.anchor} ${d.text}`);
        const beside = (anchor: string): number => asked.filter((d) => d.anchor === anchor).length;
        const open = all.filter((d) => !isPromised(d, c.id, promises, beside(d.anchor)));
        const [first] = open;
        if (!first) continue;
        yield {
          at: c.at,
          message:
            open.length === 1
              ? `No DONE_MEANS or evidence speaks of this requirement of ${first.anchor}: “${brief(first.text)}”.`
              : `No DONE_MEANS or evidence speaks of ${open.length} of the ${all.length} requirements of ${c.id}, such as “${brief(first.text)}”.`,
          about: { kind: 'anchor', name: c.id },
        };
      }
    },
  },

  examples: [
    {
      title: 'One of two, and several below a section',
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        **Master_Spec_v1.0.md**

        ==> Master_Spec_v1.0.md <==
        ## 3.2 Sessions
        A session MUST end after thirty minutes. Sessions may be named. Tokens SHOULD be rotated nightly.
        ## 4 Storage
        ### 4.1 Backups
        Backups **MUST** be encrypted at rest.
        ### 4.2 Retention
        The janitor SHALL:
        - prune expired artifacts
        - write a summary

        ==> docs/task_packets/WP-1-Sessions.md <==
        # WP-1-Sessions
        - STATUS: Ready-for-Dev
        - SPEC_ANCHOR: §[|3.2|], A[|4|]

        ## DONE_MEANS
        - Sessions end after thirty minutes without a request
        - Expired artifacts are pruned
      `,
      says: [
        'No DONE_MEANS or evidence speaks of this requirement of 3.2: “Tokens SHOULD be rotated nightly.”.',
        'No DONE_MEANS or evidence speaks of 2 of the 3 requirements of 4, such as “Backups MUST be encrypted at rest.”.',
      ],
    },
    {
      title: 'To name a section of two requirements says them, of three it does not',
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        **Master_Spec_v1.0.md**

        ==> Master_Spec_v1.0.md <==
        ## 3.2 Sessions
        A cookie MUST expire. Tokens SHOULD be rotated nightly.
        ## 3.3 Locks
        A lock MUST be released within a minute.
        ## 3.4 Names
        Spelling MUST be checked. Umlauts MUST survive. Accents MUST stay.

        ==> docs/task_packets/WP-1-Sessions.md <==
        # WP-1-Sessions
        - STATUS: Ready-for-Dev
        - SPEC_ANCHOR: §3.2, §3.3, §[|3.4|]

        ## DONE_MEANS
        - It is as §3.2 has it
        - What people write comes out again (3.4)

        ## Evidence Mapping
        | DONE_MEANS | SPEC_ANCHOR | Code |
        | --- | --- | --- |
        | Nobody waits | A3.3 | src/a.ts:1 |
      `,
      says: ['No DONE_MEANS or evidence speaks of 3 of the 3 requirements of 3.4, such as “Spelling MUST be checked.”.'],
    },
    {
      title: 'All are spoken of, what does not bind, small letters, not in work',
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        **Master_Spec_v1.0.md**

        ==> Master_Spec_v1.0.md <==
        ## 3.2 Sessions
        A session MUST end after thirty minutes. You must not worry.
        ### 3.2.1 Tokens
        - Tokens SHOULD be rotated nightly by the scheduler.
        ## 9 Roadmap
        Everything MUST be better.

        ==> docs/task_packets/WP-1-Sessions.md <==
        # WP-1-Sessions
        - STATUS: Ready-for-Dev
        - SPEC_ANCHOR: §3.2, §9

        ## DONE_MEANS
        - Sessions end after thirty minutes
        - As §3.2.1 says

        ==> docs/task_packets/WP-1-Later.md <==
        # WP-1-Later
        - STATUS: Backlog
        - SPEC_ANCHOR: §3.2

        ## DONE_MEANS
        - To be told
      `,
    },
  ],
});
