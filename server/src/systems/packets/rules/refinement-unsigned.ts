/** packets/refinement-unsigned */
import { md } from '#core/rule';
import { isCommitted } from '../model/dialect/status';
import { rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'warning',
  concerns: 'content',
  since: '0.2.0',
  summary: 'A packet that is worked on has a refinement that is signed, where it has one.',
  why: 'A refinement is what was agreed before the packet, and is signed together with it. Where its signing field still says `<pending>` and the packet is Ready-for-Dev or further, work has begun on what nobody has agreed to. A refinement without such a field is signed by its packet; where the packet waits for its signature as well, signature-missing says so.',

  check: {
    *refinement({ facts, look }) {
      const { unsigned, packet } = facts;
      if (!unsigned || facts.retired) return;
      const [own] = look.defs({ kind: 'packet', name: packet });
      const status = own?.data.status;
      // Where neither is signed, the packet tells.
      if (!own || own.data.unsigned || !isCommitted(status)) return;
      yield {
        at: unsigned.at,
        message: `The refinement of ${packet} is not signed, but the packet is ${status}; have it signed, or set the packet back.`,
        related: [{ path: own.path, symbol: { kind: 'packet', name: packet }, message: `${packet} is ${status}` }],
        about: { kind: 'packet', name: packet },
      };
    },
  },

  examples: [
    {
      title: 'Work has begun, and nobody has agreed',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: In-Progress
        - USER_SIGNATURE: alice160120261000

        ==> docs/refinements/WP-1-Login.md <==
        # Refinement of WP-1-Login
        - USER_REVIEW_STATUS: PENDING
        - USER_SIGNATURE: [|<pending>|]
      `,
      says: [
        'The refinement of WP-1-Login is not signed, but the packet is In-Progress; have it signed, or set the packet back.',
      ],
    },
    {
      title: 'All is done, and nobody has agreed',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Done

        ==> docs/refinements/WP-1-Login.md <==
        # Refinement of WP-1-Login
        - USER_SIGNATURE: [|<pending>|]
      `,
      says: ['The refinement of WP-1-Login is not signed, but the packet is Done; have it signed, or set the packet back.'],
    },
    {
      title: 'Signed; signed by its packet; not yet due; of no packet; neither of them is signed',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Ready-for-Dev

        ==> docs/refinements/WP-1-Login.md <==
        # Refinement of WP-1-Login
        - USER_SIGNATURE: alice160120261000

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: Ready-for-Dev

        ==> docs/refinements/WP-1-Logout.md <==
        # Refinement of WP-1-Logout

        ==> docs/task_packets/WP-1-Menu.md <==
        # WP-1-Menu
        - STATUS: Backlog

        ==> docs/refinements/WP-1-Menu.md <==
        # Refinement of WP-1-Menu
        - USER_SIGNATURE: <pending>

        ==> docs/refinements/WP-1-Other.md <==
        # Refinement of WP-1-Other
        - USER_SIGNATURE: <pending>

        ==> docs/task_packets/WP-1-Both.md <==
        # WP-1-Both
        - STATUS: In-Progress
        - USER_SIGNATURE: <pending>

        ==> docs/refinements/WP-1-Both.md <==
        # Refinement of WP-1-Both
        - USER_SIGNATURE: <pending>
      `,
    },
  ],
});
