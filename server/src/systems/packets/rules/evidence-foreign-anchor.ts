/** packets/evidence-foreign-anchor */
import type { Look } from '#core/look';
import { md, type Report } from '#core/rule';
import { lookUp } from '../model/anchors/anchors';
import { covered, type ProofFacts } from '../model/evidence/evidence';
import { rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'warning',
  concerns: 'content',
  since: '0.3.0',
  summary: 'Evidence is about the sections that the packet cites.',
  why: `A row for a section that SPEC_ANCHOR does not name proves something that was never promised, or has the wrong number. A section
above or below a cited one, and what lies in a cited range, belongs to it. Tags are compared with tags, numbers with numbers.`,

  check: {
    *packet({ facts, look }) {
      yield* each(facts.foreign ?? [], facts.id, look);
    },
    *report({ facts, look }) {
      if (!facts.packet) return;
      const [promise] = look.defs({ kind: 'promise', name: facts.packet.text });
      if (promise)
        yield* each(
          facts.anchors.filter((a) => !covered(a.id, promise.data.anchors)),
          facts.packet.text,
          look,
        );
    },
  },

  examples: [
    {
      title: 'A row for another section',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - SPEC_ANCHOR: A3.2.1

        ## Evidence Mapping
        | DONE_MEANS | Spec Anchor | Code |
        |---|---|---|
        | Users log in | A3.2.1 | src/login.ts:1 |
        | Sessions end | A[|3.4|] | src/session.ts:1 |
        | Tokens end | A3.4 | src/token.ts:1 |

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: Done
        - SPEC_ANCHOR: [AUTH-100]

        ==> docs/validation_reports/WP-1-Logout.md <==
        # VALIDATION REPORT - WP-1-Logout
        Verdict: PASS

        | Requirement | Section | Evidence |
        |---|---|---|
        | Sessions end | [[|AUTH-200|]] | src/session.ts:1 |
      `,
      says: [
        'This evidence is for 3.4, which SPEC_ANCHOR of WP-1-Login does not cite.',
        'This evidence is for AUTH-200, which SPEC_ANCHOR of WP-1-Logout does not cite.',
      ],
    },
    {
      title: 'Below, above, in a range, a tag beside numbers, no anchors at all, one that the spec does not define',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - SPEC_ANCHOR: §2.3.12, §4.1.2, 10.5.5.1-10.5.5.4

        ## Evidence Mapping
        | Requirement | Anchor | Code |
        |---|---|---|
        | a | §2.3.12.3 | src/a.ts:1 |
        | b | §4.1 | src/a.ts:2 |
        | c | 10.5.5.3 | src/a.ts:3 |
        | d | [AUTH-100] | src/a.ts:4 |

        ==> docs/SPEC_CURRENT.md <==
        **Master_Spec_v1.md**

        ==> Master_Spec_v1.md <==
        # Spec
        ## 3.1 Sessions

        ==> docs/task_packets/WP-1-Dead.md <==
        # WP-1-Dead
        - SPEC_ANCHOR: §3.1

        ## Evidence Mapping
        | Requirement | Anchor | Code |
        |---|---|---|
        | a | §9.9 | src/a.ts:1 |

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout

        ## Evidence Mapping
        | Requirement | Anchor | Code |
        |---|---|---|
        | a | §2.3.12.3 | src/a.ts:1 |
      `,
    },
  ],
});

function* each(anchors: ProofFacts['anchors'], packet: string, look: Look): Iterable<Report> {
  const told = new Set<string>();
  for (const a of anchors) {
    // The same one in five rows is one mistake.
    if (told.has(a.id)) continue;
    told.add(a.id);
    // What no spec defines is a dead anchor, and told as that.
    if (lookUp(look, { ...a, title: '' })?.found.length === 0) continue;
    yield {
      at: a.at,
      message: `This evidence is for ${a.id}, which SPEC_ANCHOR of ${packet} does not cite.`,
      about: { kind: 'anchor', name: a.id },
    };
  }
}
