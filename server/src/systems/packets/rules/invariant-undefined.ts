/** packets/invariant-undefined */
import { md } from '#core/rule';
import { familyOf } from '../model/anchors/anchors';
import { codexFamilies } from '../model/anchors/governance';
import { currentSpec, wantedCodexes } from '../model/queries';
import { rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'error',
  since: '0.2.0',
  summary: 'An invariant that a packet names is stated somewhere.',
  why: `A packet that promises to keep \`CX-999\` promises nothing when there is no such rule. An invariant is stated by the codex, by a
protocol or by the spec; an id that stands in one of them in whatever form is taken for stated. What is cited as an anchor is judged
by dead-anchor; what is only mentioned, in prose, What, Why, OUT_OF_SCOPE, FILES_TO_OPEN, SEARCH_TERMS or as a tag of a name, promises
nothing; of packets that are done nothing is said.`,

  check: {
    *packet({ facts, look, world }) {
      if (facts.retired || facts.status?.reading?.status === 'Done') return;
      const tags = facts.promised;
      if (tags === undefined) return;
      const codexes = look.ask(wantedCodexes);
      if (codexes.length === 0) return;
      const spec = look.ask(currentSpec);
      if (spec.is === 'unknown') return;
      const families = look.ask(codexFamilies);
      const governing = [...codexes, ...look.files('packets/protocol'), spec.path];
      const cited = new Set(facts.citations.map((c) => c.id));
      const told = new Set<string>();
      for (const { text: name, at } of tags) {
        if (told.has(name) || cited.has(name) || look.defs({ kind: 'anchor', name }).length > 0) continue;
        told.add(name);
        if (!families.includes(familyOf(name))) continue;
        // `CX-101-106` is a range of two that are stated.
        const start = /^(.+-\d+[A-Z]?)-\d+$/.exec(name)?.[1];
        if (start !== undefined && look.defs({ kind: 'anchor', name: start }).length > 0) continue;
        const found = governing.map((file) => world.find(file, name));
        if (found.some((f) => f.is === 'unknown' || f.value.length > 0)) continue;
        yield {
          at,
          message: `No codex, protocol or spec states ${name}.`,
          about: { kind: 'anchor', name },
        };
      }
    },
  },

  examples: [
    {
      title: 'Nobody states it',
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        **Master_Spec_v1.0.md** and **Dock Codex v1.4.md**

        ==> Master_Spec_v1.0.md <==
        # Spec

        **Pillar one [CX-DBP-010]**

        ==> Dock Codex v1.4.md <==
        [CX-101] CLIENT: One client.

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Ready-for-Dev

        ## DONE_MEANS
        - Calls keep CX-101 and [[|CX-190|]], and [CX-190] again
        - The store keeps [CX-DBP-010], names are in UTF-8, as ADR-0001 says
      `,
      says: ['No codex, protocol or spec states CX-190.'],
    },
    {
      title: 'A tag of a field’s or heading’s name is the template’s, and so is a line in parentheses',
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        **Master_Spec_v1.0.md** and **Dock Codex v1.4.md**

        ==> Master_Spec_v1.0.md <==
        # Spec

        ==> Dock Codex v1.4.md <==
        [CX-101] CLIENT: One client.

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Ready-for-Dev

        ## BOOTSTRAP [CX-577, CX-622]
        - **FILES_TO_OPEN [CX-578]**: src/a.ts
        - RISK_MAP [CX-579]: "as [[|CX-579|]] asks" -> nothing does

        ## LINEAGE (all versions) [CX-581]
        - N/A

        ### [[|CX-582|]]

        ## WAIVERS
        - (Write each waiver here, as [CX-583] asks. With its reason.)
        - None (see [[|CX-584|]])

        ## DONE_MEANS [CX-580]
        - [[|CX-190|]] is kept
      `,
      says: [
        'No codex, protocol or spec states CX-579.',
        'No codex, protocol or spec states CX-582.',
        'No codex, protocol or spec states CX-584.',
        'No codex, protocol or spec states CX-190.',
      ],
    },
    {
      title: 'Only mentioned; promised besides',
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        **Master_Spec_v1.0.md** and **Dock Codex v1.4.md**

        ==> Master_Spec_v1.0.md <==
        # Spec

        ==> Dock Codex v1.4.md <==
        [CX-101] CLIENT: One client.

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Ready-for-Dev

        Begun once CX-201 had been talked about.

        ## Scope
        - What: Log in (CX-202)
        - Why: [CX-203] speaks of people, CX-204 too
        - OUT_OF_SCOPE: CX-205

        ## FILES_TO_OPEN
        - src/a.ts (CX-206)

        ## SEARCH_TERMS
        - "CX-207"

        ## Background
        See CX-208.

        ## Constraints
        - [|CX-209|] holds

        ## DONE_MEANS
        - [|CX-204|] is kept
      `,
      says: ['No codex, protocol or spec states CX-209.', 'No codex, protocol or spec states CX-204.'],
    },
    {
      title: 'Cited as an anchor, a range, and no codex to look it up in',
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        **Master_Spec_v1.0.md** and **Dock Codex v1.4.md**

        ==> Master_Spec_v1.0.md <==
        # Spec

        ==> Dock Codex v1.4.md <==
        [CX-101] CLIENT: One client.
        [CX-106] STORE: One store.

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Ready-for-Dev
        - SPEC_ANCHOR: [CX-190]

        ## DONE_MEANS
        - Keeps CX-101-106 and [CX-190]
      `,
    },
  ],
});
