/** packets/signature-reused */
import type { Look } from '#core/look';
import { md, type Report } from '#core/rule';
import type { Known } from '#core/symbols';
import type { RelPath } from '#core/text';
import { ownersOf } from '../model/audit/audit';
import { fewOf, firstOf, listed } from '../model/packet/packet';
import { usedElsewhere } from '../model/signing/elsewhere';
import { rule, type WrittenSignature } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'error',
  since: '0.1.0',
  summary: 'A signature is consumed by one packet.',
  why: 'A signature is one decision about one thing. The same one on a second packet was copied, not given, be it here, on another branch or in another worktree. Naming it in a report, a changelog or the spec consumes nothing. Where the audit says to which packet it was given, the others are told.',

  check: {
    *packet({ facts, path, look, world, dialect }) {
      for (const s of facts.consumed) {
        const copy = copyOf(s, facts.id, path, look);
        const other = copy === undefined ? usedElsewhere(s, facts.id, path, dialect, look, world) : undefined;
        if (copy) yield copy;
        else if (other)
          yield {
            at: s.at,
            message: `${s.text} is consumed by ${other.id} on ${other.branch} too; each packet needs a signature of its own.`,
            about: { kind: 'signature', name: s.key },
          };
      }
      for (const { signature: s } of facts.waivers ?? []) {
        const copy = s && !facts.consumed.some((c) => c.key === s.key) ? copyOf(s, facts.id, path, look, 'a waiver') : undefined;
        if (copy) yield copy;
      }
    },
    *refinement({ facts, path, look }) {
      for (const s of facts.consumed) {
        const copy = copyOf(s, facts.packet, path, look);
        if (copy) yield copy;
      }
    },
  },

  examples: [
    {
      title: 'Copied with the packet',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - USER_SIGNATURE: [|alice151220251000|]

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - USER_SIGNATURE: [|alice_151220251000|]
      `,
      says: [
        'alice151220251000 is consumed by WP-1-Logout too; each packet needs a signature of its own.',
        'alice_151220251000 is consumed by WP-1-Login too; each packet needs a signature of its own.',
      ],
    },
    {
      title: 'Beside another one in the field, and in a waiver; two that sign together, and what was before',
      files: md`
        ==> docs/SIGNATURE_AUDIT.md <==
        | Signature | Used By | Timestamp | Purpose |
        |---|---|---|---|
        | alice151220251000 | alice | 2025-12-15 | WP-1-Login |

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - USER_SIGNATURE: alice151220251000, bob151220251010

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - USER_SIGNATURE: bob151220251100 & [|alice151220251000|]

        ==> docs/task_packets/WP-1-Roles.md <==
        # WP-1-Roles
        - USER_SIGNATURE: bob151220251200 (was alice151220251000)
        - Waiver: coverage; too slow; [|alice151220251000|]; 2099-01-01
      `,
      says: [
        'alice151220251000 is consumed by WP-1-Login and WP-1-Roles (waiver: coverage) too; each packet needs a signature of its own.',
        'alice151220251000 is consumed by WP-1-Login and WP-1-Logout too; a waiver needs a signature of its own.',
      ],
    },
    {
      title: 'A waiver that was copied: the packet is told that the audit does not name',
      files: md`
        ==> docs/SIGNATURE_AUDIT.md <==
        | Signature | Used By | Timestamp | Purpose |
        |---|---|---|---|
        | alice151220251000 | alice | 2025-12-15 | Waiver of WP-1-Login: coverage |

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - Waiver: coverage; generated code; alice151220251000; 2099-01-01

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - Waiver: coverage; generated code; [|alice151220251000|]; 2099-01-01
      `,
      says: ['alice151220251000 is consumed by WP-1-Login (waiver: coverage) too; a waiver needs a signature of its own.'],
    },
    {
      title: 'Given to one of them, as the audit says; a refinement of another',
      files: md`
        ==> docs/SIGNATURE_AUDIT.md <==
        | Signature | Used By | Timestamp | Purpose |
        |---|---|---|---|
        | alice151220251000 | alice | 2025-12-15 | Packet creation: WP-1-Login |

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - USER_SIGNATURE: alice151220251000

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - USER_SIGNATURE: [|alice151220251000|]

        ==> docs/refinements/WP-1-Login.md <==
        # Refinement of WP-1-Login
        - USER_SIGNATURE: alice151220251000

        ==> docs/refinements/WP-1-Search.md <==
        # Refinement of WP-1-Search
        - USER_SIGNATURE: [|alice151220251000|]
      `,
      says: [
        'alice151220251000 is consumed by WP-1-Login and WP-1-Logout too; each packet needs a signature of its own.',
        'alice151220251000 is consumed by WP-1-Login and WP-1-Search too; each packet needs a signature of its own.',
      ],
    },
    {
      title: 'The audit names several of them, or none',
      files: md`
        ==> docs/SIGNATURE_AUDIT.md <==
        | Signature | Used By | Timestamp | Purpose |
        |---|---|---|---|
        | alice151220251000 | alice | 2025-12-15 | Packets WP-1-Login, WP-1-Logout |
        | alice151220251100 | alice | 2025-12-15 | Pause |

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - USER_SIGNATURE: [|alice151220251000|]

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - USER_SIGNATURE: [|alice151220251000|]

        ==> docs/task_packets/WP-1-Search.md <==
        # WP-1-Search
        - USER_SIGNATURE: [|alice151220251100|]

        ==> docs/task_packets/WP-1-Store.md <==
        # WP-1-Store
        - USER_SIGNATURE: [|alice151220251100|]
      `,
    },
    {
      title: 'Copied so often that a few names say enough',
      files: md`
        ==> docs/task_packets/WP-1-A.md <==
        # WP-1-A
        - USER_SIGNATURE: [|alice151220251000|]

        ==> docs/task_packets/WP-1-B.md <==
        # WP-1-B
        - USER_SIGNATURE: [|alice151220251000|]

        ==> docs/task_packets/WP-1-C.md <==
        # WP-1-C
        - USER_SIGNATURE: [|alice151220251000|]

        ==> docs/task_packets/WP-1-D.md <==
        # WP-1-D
        - USER_SIGNATURE: [|alice151220251000|]

        ==> docs/task_packets/WP-1-E.md <==
        # WP-1-E
        - USER_SIGNATURE: [|alice151220251000|]

        ==> docs/task_packets/WP-1-F.md <==
        # WP-1-F
        - USER_SIGNATURE: [|alice151220251000|]
      `,
      says: [
        'alice151220251000 is consumed by WP-1-B, WP-1-C, WP-1-D and 2 more too; each packet needs a signature of its own.',
        'alice151220251000 is consumed by WP-1-A, WP-1-C, WP-1-D and 2 more too; each packet needs a signature of its own.',
        'alice151220251000 is consumed by WP-1-A, WP-1-B, WP-1-D and 2 more too; each packet needs a signature of its own.',
        'alice151220251000 is consumed by WP-1-A, WP-1-B, WP-1-C and 2 more too; each packet needs a signature of its own.',
        'alice151220251000 is consumed by WP-1-A, WP-1-B, WP-1-C and 2 more too; each packet needs a signature of its own.',
        'alice151220251000 is consumed by WP-1-A, WP-1-B, WP-1-C and 2 more too; each packet needs a signature of its own.',
      ],
    },
    {
      title: 'Twice in one packet, and cited elsewhere',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - USER_SIGNATURE: alice151220251000

        ## Signature & Enrichment Log
        **Signature**: alice151220251000 (immutable)

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout

        ## Notes
        - Agreed together with WP-1-Login [alice151220251000]
      `,
    },
    {
      title: 'On another branch, by another packet',
      past: [{ day: '2025-12-15', files: '==> README.md <==\nWP\n' }],
      branches: [
        {
          branch: 'logout',
          files: md`
            ==> docs/task_packets/WP-1-Logout.md <==
            # WP-1-Logout
            - **USER_SIGNATURE:** alice_151220251000
          `,
        },
      ],
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - USER_SIGNATURE: [|alice151220251000|]
      `,
      says: ['alice151220251000 is consumed by WP-1-Logout on logout too; each packet needs a signature of its own.'],
    },
    {
      title: 'The same packet elsewhere, before it was renamed, named in a report, corrected here',
      past: [
        {
          day: '2025-12-15',
          files: md`
            ==> docs/task_packets/WP-1-Sign-In.md <==
            # Sign in
            - USER_SIGNATURE: alice151220251000
            - What: People log in.
          `,
        },
        {
          day: '2025-12-16',
          removed: ['docs/task_packets/WP-1-Sign-In.md'],
          files: md`
            ==> docs/task_packets/WP-1-Login.md <==
            # Sign in
            - USER_SIGNATURE: alice151220251000
            - What: People log in.
          `,
        },
      ],
      branches: [
        {
          branch: 'old',
          files: md`
            ==> docs/task_packets/WP-1-Sign-In.md <==
            # Sign in
            - USER_SIGNATURE: alice151220251000

            ==> docs/task_packets/WP-1-Logout.md <==
            # WP-1-Logout
            - USER_SIGNATURE: alice151220251000

            ==> docs/task_packets/WP-1-Report.md <==
            # WP-1-Report
            - Agreed with alice151220251000

            ==> docs/reports/login.md <==
            - USER_SIGNATURE: alice151220251000 (valid)
          `,
        },
        {
          branch: 'next',
          files: md`
            ==> docs/task_packets/done/WP-1-Login.md <==
            # Sign in
            - USER_SIGNATURE: alice151220251000
          `,
        },
      ],
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # Sign in
        - USER_SIGNATURE: alice151220251000
        - What: People log in.

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - USER_SIGNATURE: alice151220251100
      `,
    },
  ],
});

/** Of a packet that was copied a thousand times, the first few copies say enough. */
const MOST = 10;

/** Others here consume the signature too. Undefined: nobody does, or only copies of the packet to which the audit says it was given. */
function copyOf(s: WrittenSignature, own: string, path: RelPath, look: Look, what = 'each packet'): Report | undefined {
  const others = firstOf(othersOf(s, own, path, look), MOST + 1);
  if (others.length === 0) return undefined;
  const owners = look.ask(ownersOf, s.key);
  const isOwn = (o: { readonly by: string; readonly path: RelPath }): boolean => o.by === own || o.path === path;
  if (owners.length > 0 && owners.every(isOwn)) return undefined;
  const who = [...new Set(others.map((o) => o.data.by))];
  const named = others.length > MOST ? listed([...who.slice(0, 3), 'many more']) : fewOf(who);
  return {
    at: s.at,
    about: { kind: 'signature', name: s.key },
    message: `${s.text} is consumed by ${named} too; ${what} needs a signature of its own.`,
    related: others.slice(0, MOST).map((o) => ({
      path: o.path,
      symbol: { kind: 'consumption', name: s.key },
      message: `consumed by ${o.data.by}`,
    })),
  };
}

/** One after the other, as they are asked for. */
function* othersOf(s: WrittenSignature, own: string, path: RelPath, look: Look): Generator<Known<'consumption'>> {
  for (const d of look.defs({ kind: 'consumption', name: s.key })) if (d.path !== path && d.data.by !== own) yield d;
}
