/** packets/invariant-incomplete */
import { md } from '#core/rule';
import { listed } from '../model/packet/packet';
import { type Invariant, invariantParts, rule } from '../model/types';

export default rule({
  scope: 'document',
  severity: 'warning',
  since: '0.2.0',
  summary: 'An invariant says its rule, scope, rationale, what violates it, and who may waive it.',
  why: `Without \`Scope\` nobody knows where it holds, without \`Violation\` nobody can look for one, without \`Waiver\` everybody asks.
Codexes that state each invariant in one line are another form, in which nothing is missing.`,

  check: {
    *codex({ model }) {
      const { invariants } = model;
      if (invariants.length === 0) return;
      // The form is the codex's: where most invariants have such parts, one without any lacks them all.
      const formed = invariants.filter((i) => i.has.length >= 2).length;
      const usual = formed >= 2 && formed * 2 >= invariants.length;
      for (const i of invariants) {
        if (i.has.length < 2 && !usual) continue;
        const lacks = invariantParts.filter((p) => !i.has.includes(p));
        if (lacks.length > 0) yield { at: i.at, message: message(i, lacks), about: { kind: 'anchor', name: i.id } };
      }
    },
  },

  examples: [
    {
      title: 'Parts are missing, all of one',
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        **Master_Spec_v1.0.md** and **Dock Codex v1.4.md**

        ==> Dock Codex v1.4.md <==
        # Codex

        ### [|CX-101|]: One client
        **Rule**: All calls go through one client.
        **Scope**: Production code
        **Rationale**: Cost

        ### CX-102: One store
        - **Rule:** Queries only in the store.
        - **Scope:** Production code
        - **Rationale:** Two backends
        - **Violation:** A query elsewhere
        - **Waiver:** None

        ### [|CX-103|]: Typed errors
        Errors have types.
      `,
      says: ['CX-101 has no Violation and no Waiver.', 'CX-103 has no Rule, no Scope, no Rationale, no Violation and no Waiver.'],
    },
    {
      title: 'One line each; parts as headings',
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        **Master_Spec_v1.0.md** and **Dock Codex v1.4.md**

        ==> Dock Codex v1.4.md <==
        # Codex

        [CX-100] CLIENT: One client.
        [CX-101] STORE: One store.

        ## CX-102 Errors

        #### Rule
        Errors have types.
        #### Scope
        Production code
        #### Rationale
        Support
        #### Violations
        A string
        #### Waiver
        None

        ## [CX-103] Reviews
        Every change is reviewed.
      `,
    },
  ],
});

const message = ({ id }: Invariant, lacks: readonly string[]): string => {
  const all = lacks.map((p) => `no ${p}`);
  return `${id} has ${listed(all)}.`;
};
