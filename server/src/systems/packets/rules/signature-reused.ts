/** packets/signature-reused */
import { md } from '#core/rule';
import { usedElsewhere } from '../model/elsewhere';
import { rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'error',
  since: '0.1.0',
  summary: 'A signature is consumed by one packet.',
  why: 'A signature is one decision about one thing. The same one on a second packet was copied, not given, be it here, on another branch or in another worktree. Naming it in a report, a changelog or the spec consumes nothing.',

  check: {
    *packet({ facts, path, look, world, dialect }) {
      for (const s of facts.consumed) {
        const others = look.defs({ kind: 'consumption', name: s.key }).filter((d) => d.path !== path && d.data.by !== facts.id);
        if (others.length === 0) {
          const other = usedElsewhere(s, facts.id, path, dialect, look, world);
          if (other)
            yield {
              at: s.at,
              message: `${s.text} is consumed by ${other.id} on ${other.branch} too; each packet needs a signature of its own.`,
              about: { kind: 'signature', name: s.key },
            };
          continue;
        }
        yield {
          at: s.at,
          about: { kind: 'signature', name: s.key },
          message: `${s.text} is consumed by ${[...new Set(others.map((o) => o.data.by))].join(' and ')} too; each packet needs a signature of its own.`,
          related: others.map((o) => ({
            path: o.path,
            symbol: { kind: 'consumption', name: s.key },
            message: `consumed by ${o.data.by}`,
          })),
        };
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
