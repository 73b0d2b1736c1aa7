/** packets/signature-conflict */
import { brief } from '#core/brief';
import { md } from '#core/rule';
import { isCommitted } from '../model/dialect/status';
import { conflictIn, openBeside } from '../model/signing/approval';
import { rule, statusOf } from '../model/types';

export default rule({
  scope: 'document',
  severity: 'error',
  since: '0.2.0',
  summary: 'Metadata and log name the same signature.',
  why: 'A packet is signed once. Two signatures in it leave open which of them was given for what it says now; a change after signing is a variant or an amendment, which has a signature of its own. Nor does `<pending>` go with a log that names a signature: who reads only one of them is misled.',

  check: {
    *packet({ model }) {
      const half = openBeside(model.approval, isCommitted(statusOf(model)) && !model.stub);
      if (half) {
        const { open, signed, inLog } = half;
        const other = inLog ? 'the log' : signed.name;
        yield {
          at: open.at,
          message: `${open.name} is ${open.text === '' ? 'empty' : brief(open.text)}, but ${other} names ${signed.signature.text}; a packet is signed or it is not.`,
          related: [{ at: signed.signature.at, message: other }],
        };
      }
      const conflict = conflictIn(model.approval);
      if (!conflict) return;
      const { first, odd } = conflict;
      yield {
        at: odd.signature.at,
        message: `${first.name} is ${first.signature.text}, but ${model.approval.metadata.includes(odd) ? odd.name : 'the log'} names ${odd.signature.text}; a packet has one signature.`,
        related: [{ at: first.signature.at, message: first.name }],
      };
    },
  },

  examples: [
    {
      title: 'Another one in the log, another one that locks',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - USER_SIGNATURE: alice151220251000

        ## Signature & Enrichment Log
        **Signature**: [|alice161220251000|]

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        **USER_SIGNATURE:** bob151220251000

        Text.

        **User Signature Locked:** [|bob151220251001|]
      `,
      says: [
        'USER_SIGNATURE is alice151220251000, but the log names alice161220251000; a packet has one signature.',
        'USER_SIGNATURE is bob151220251000, but User Signature Locked names bob151220251001; a packet has one signature.',
      ],
    },
    {
      title: 'Another one at the end, below a report and in the section that comes last',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - USER_SIGNATURE: alice151220251000

        ## VALIDATION REPORT
        Verdict: PASS

        ---

        **USER_SIGNATURE:** [|alice161220251000|]

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - USER_SIGNATURE: bob151220251000

        ## VALIDATION
        - Result: PASS

        ***

        **Last Updated:** 2025-12-15
        **User Signature Locked:** [|bob151220251001|]
      `,
      says: [
        'USER_SIGNATURE is alice151220251000, but USER_SIGNATURE names alice161220251000; a packet has one signature.',
        'USER_SIGNATURE is bob151220251000, but User Signature Locked names bob151220251001; a packet has one signature.',
      ],
    },
    {
      title: "A validator's own, one that a report names above its findings, one that is about the spec, one in a quote",
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - USER_SIGNATURE: alice151220251000

        ## VALIDATION REPORT
        ---
        - USER_SIGNATURE: alice_151220251000
        - User Signature Locked: alice141220251000

        ### Findings
        - All of it is there.

        ---
        **Validator:** bob
        **Signature:** bob161220251000
        USER_SIGNATURE (of the spec): alice101220251000

        > ---
        > USER_SIGNATURE: alice111220251000

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - USER_SIGNATURE: alice151220251100

        ## Signature & Enrichment Log
        - Signature: alice_151220251100

        ---
        - USER_SIGNATURE: alice101220251100

        ==> docs/task_packets/WP-1-Roles.md <==
        # WP-1-Roles
        - USER_SIGNATURE: alice151220251200

        # VALIDATION REPORT
        Verdict: PASS

        Scope inputs
        ---
        User Signature Locked: alice141220251200
      `,
    },
    {
      title: 'Still open, though the log has a signature; though it has only that of the spec, or asks for one',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: In-Progress
        - USER_SIGNATURE: [|<pending>|]

        ## Signature & Enrichment Log
        **Signature**: alice161220251000 (immutable)

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout

        | STATUS | Backlog |
        |---|---|
        | USER_SIGNATURE | [|none|] |

        ## Signature & Enrichment Log

        | Date | Signature | Notes |
        |---|---|---|
        | 2025-12-15 | alice151220251100 | WP-1-Logout |

        ==> docs/task_packets/WP-1-Roles.md <==
        # WP-1-Roles
        - STATUS: Backlog
        - USER_SIGNATURE: TBD

        ## Signature & Enrichment Log
        - Signature: alice141220250900 (spec enrichment)

        ==> docs/task_packets/WP-1-Texts.md <==
        # WP-1-Texts
        - STATUS: Backlog
        - USER_SIGNATURE:

        ## Signature & Enrichment Log
        - Signature: alice141220251000

        ==> docs/task_packets/WP-1-Menus.md <==
        # WP-1-Menus
        - STATUS: Backlog
        - USER_SIGNATURE: <pending>

        ## Signature & Enrichment Log
        - Signature: <pending>
        - Signature requested: it comes next (2025-12-05, agent-3)
      `,
      says: [
        'USER_SIGNATURE is <pending>, but the log names alice161220251000; a packet is signed or it is not.',
        'USER_SIGNATURE is none, but the log names alice151220251100; a packet is signed or it is not.',
      ],
    },
    {
      title: 'Open, empty or without a time in the metadata, once work may begin; the other field that signs has it',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: In-Progress
        - [|USER_SIGNATURE|]:

        ## Signature & Enrichment Log
        **Signature**: alice161220251000 (immutable)

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: In-Progress
        - USER_SIGNATURE: [|alice, 15.12.2025|]

        ## Signature & Enrichment Log
        **Signature**: alice151220251100

        ==> docs/task_packets/WP-1-Roles.md <==
        # WP-1-Roles
        **USER_SIGNATURE:** [|<pending>|]

        Text.

        **User Signature Locked:** bob151220251000

        ==> docs/task_packets/WP-1-Texts.md <==
        # WP-1-Texts
        - STATUS: In-Progress
        - USER_SIGNATURE: alice151220251200
        - User Signature Locked: yes

        ==> docs/task_packets/WP-1-Menus.md <==
        # WP-1-Menus
        - STATUS: In-Progress
        - USER_SIGNATURE: alice151220251300
        - User Signature Locked: [|<pending>|]

        ==> docs/task_packets/WP-1-Views.md <==
        # WP-1-Views
        - STATUS: In-Progress
        - [|USER_SIGNATURE|]:

        Text.

        **User Signature Locked:** alice151220251400

        ==> docs/task_packets/WP-1-Words.md <==
        # WP-1-Words
        - STATUS: In-Progress
        - USER_SIGNATURE: alice151220251500
        - User Signature Locked:
      `,
      says: [
        'USER_SIGNATURE is empty, but the log names alice161220251000; a packet is signed or it is not.',
        'USER_SIGNATURE is alice, 15.12.2025, but the log names alice151220251100; a packet is signed or it is not.',
        'User Signature Locked is <pending>, but USER_SIGNATURE names alice151220251300; a packet is signed or it is not.',
        'USER_SIGNATURE is <pending>, but User Signature Locked names bob151220251000; a packet is signed or it is not.',
        'USER_SIGNATURE is empty, but User Signature Locked names alice151220251400; a packet is signed or it is not.',
      ],
    },
    {
      title: 'The same in two spellings, an earlier one in the log, an amendment',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - USER_SIGNATURE: alice151220251000

        ## Signature & Enrichment Log
        - Signature: alice141220250900 (spec enrichment)
        - Signature: alice_151220251000 (immutable)

        ### Amendment: DONE_MEANS
        - Signature: alice160120261000
        - New text: People log out.
      `,
    },
    {
      title: 'The only row of the log, and a line of it, name another one',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - USER_SIGNATURE: alice151220251000

        ## Signature & Enrichment Log

        | Timestamp | Signature | Purpose |
        |---|---|---|
        | 2025-12-15 10:30 | [|alice151220251030|] | WP-1-Login |

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - USER_SIGNATURE: alice151220251100

        ## Signature & Enrichment Log

        - 2025-12-15 11:30 [|alice151220251130|]: WP-1-Logout

        ==> docs/task_packets/WP-1-Roles.md <==
        # WP-1-Roles
        - USER_SIGNATURE: alice151220251200

        ## Signature & Enrichment Log

        - 2025-12-14 12:00 alice141220251200: spec enriched

        ==> docs/task_packets/WP-1-Texts.md <==
        # WP-1-Texts
        - USER_SIGNATURE: alice151220251400

        ## Signature & Enrichment Log

        - Under the approval alice101220251200 that holds for all of the phase

        ==> docs/task_packets/WP-1-Menus.md <==
        # WP-1-Menus
        - USER_SIGNATURE: alice151220251300

        ## Signature & Enrichment Log

        - 2025-12-15 13:30 [|alice151220251330|], approved WP-1-Menus, spec already enriched
      `,
    },
  ],
});
