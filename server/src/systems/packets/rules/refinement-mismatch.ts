/** packets/refinement-mismatch */
import { type Look, query } from '#core/look';
import { nameOf } from '#core/paths';
import { md } from '#core/rule';
import type { RelPath } from '#core/text';
import { ownersOf } from '../model/audit/audit';
import { idOf, workOf } from '../model/dialect/id-form';
import { isRetired } from '../model/dialect/status';
import { rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'error',
  concerns: 'content',
  since: '0.2.0',
  summary: 'A refinement is about its own packet and carries its signature.',
  why: `What was agreed before a packet is signed together with it. A refinement whose file is called after one packet and which says that it
is about another was copied; one that carries another signature than its packet was agreed to by somebody else, or at another time.
A packet that names the refinement of another one as its own has none, unless that one names it. One whose signature has a row of its own in the
audit is signed by itself; where that row is the packet's, and the packet's own signature has none, the packet carries the wrong one.`,

  check: {
    *packet({ facts, path, look, dialect }) {
      const { refinement } = facts;
      const named = refinement && idOf(refinement.path, dialect.ids);
      if (!named || isOne(workOf(named), workOf(facts.id)) || look.defs({ kind: 'packet', name: named }).length === 0) return;
      // One may be about several packets, and names them.
      if (look.mentions({ kind: 'packet', name: facts.id }).some((p) => nameOf(p) === nameOf(refinement.path) && p !== path))
        return;
      yield {
        at: refinement.at,
        message: `${facts.id} names the refinement of ${named} as its own; correct the path.`,
        about: { kind: 'packet', name: named },
      };
    },
    *refinement({ facts, path, look }) {
      const { packet, said } = facts;
      const packets = look.defs({ kind: 'packet', name: packet });
      // Nobody works from what was superseded, nor from what was agreed before it.
      if (packets.length === 0 || packets.every((p) => isRetired(p.data.status))) return;
      if (said && !isOne(said.text, packet)) {
        yield {
          at: said.at,
          message: `This refinement is about ${said.text}, but its file is called after ${packet}; correct the id, or rename the file.`,
          about: { kind: 'packet', name: said.text },
        };
        // A copy has the signature of what it was copied from.
        return;
      }
      const [first] = facts.consumed;
      const signed = packets.filter((p) => p.data.proves !== undefined).map((p) => p.path);
      if (!first || signed.length === 0) return;
      // Signed together with its packet, or with a row of its own.
      if (facts.consumed.some(({ key }) => look.mentions({ kind: 'signature', name: key }).some((p) => signed.includes(p))))
        return;
      const own = facts.consumed.filter(({ key }) => look.ask(ownersOf, key).some((o) => o.path === path));
      const isPackets =
        own.length > 0 && own.every(({ key }) => isPacketsRow(look, key)) && !signed.some((p) => look.ask(rowed).includes(p));
      if (own.length > 0 && !isPackets) return;
      yield {
        at: first.at,
        message: `This refinement${isPackets ? ' and the audit have' : ' carries'} ${first.text}${isPackets ? ` for ${packet}, but the packet` : `, but ${packet}`} is signed with another one; one signature is for both.`,
        about: { kind: 'signature', name: first.key },
      };
    },
  },

  examples: [
    {
      title: 'Another packet’s, another signature',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Done
        - USER_SIGNATURE: alice_151220251000

        ==> docs/refinements/WP-1-Login.md <==
        # Technical refinement
        - USER_SIGNATURE: [|alice_151220251013|]

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: Done
        - USER_SIGNATURE: alice_151220251100

        ==> docs/refinements/WP-1-Logout.md <==
        # Technical refinement
        - WP_ID: [|WP-1-Login|]
        - USER_SIGNATURE: alice_151220251013
      `,
      says: [
        'This refinement carries alice_151220251013, but WP-1-Login is signed with another one; one signature is for both.',
        'This refinement is about WP-1-Login, but its file is called after WP-1-Logout; correct the id, or rename the file.',
      ],
    },
    {
      title:
        'The audit has the refinement’s signature for the packet, which carries another one; a file whose name says that it is one',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - USER_SIGNATURE: alice_151220251013

        ==> docs/refinements/WP-1-Login.md <==
        # Refinement of WP-1-Login
        - USER_SIGNATURE: [|alice_151220251000|]

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - USER_SIGNATURE: alice_151220251113

        ==> docs/refinements/WP-1-Logout_refinement.md <==
        # Refinement of WP-1-Logout
        - USER_SIGNATURE: [|alice_151220251110|]

        ==> docs/SIGNATURE_AUDIT.md <==
        | Signature | Used By | Timestamp | Purpose |
        |---|---|---|---|
        | alice_151220251000 | alice | 2025-12-15 10:00 | Packet creation: WP-1-Login |
        | alice_151220251113 | alice | 2025-12-15 11:13 | Packet creation: WP-1-Logout |
      `,
      says: [
        'This refinement and the audit have alice_151220251000 for WP-1-Login, but the packet is signed with another one; one signature is for both.',
        'This refinement carries alice_151220251110, but WP-1-Logout is signed with another one; one signature is for both.',
      ],
    },
    {
      title: 'A packet with the refinement of another one, of its former variant, and with one that names it',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        ==> docs/task_packets/WP-1-Logout-v2.md <==
        # WP-1-Logout-v2
        - REFINEMENT_FILE: [|docs/refinements/WP-1-Login.md|]

        ==> docs/task_packets/WP-1-Login-v2.md <==
        # WP-1-Login-v2
        - REFINEMENT_FILE: docs/refinements/WP-1-Login.md

        ==> docs/refinements/WP-1-Login.md <==
        # Refinement of WP-1-Login
        Covers WP-1-Roles, too.

        ==> docs/task_packets/WP-1-Roles.md <==
        # WP-1-Roles
        - REFINEMENT_FILE: docs/refinements/WP-1-Login.md
      `,
      says: ['WP-1-Logout-v2 names the refinement of WP-1-Login as its own; correct the path.'],
    },
    {
      title: 'The same, a short id, a packet that is not signed yet, a row of its own, a superseded packet',
      files: md`
        ==> docs/task_packets/WP-1-Login-v2.md <==
        # WP-1-Login-v2
        - USER_SIGNATURE: alice_151220251000

        ==> docs/refinements/WP-1-Login-v2.md <==
        # Refinement of WP-1-Login
        - USER_SIGNATURE: alice151220251000

        ==> docs/task_packets/WP-1-Search.md <==
        # WP-1-Search
        - USER_SIGNATURE: <pending>

        ==> docs/refinements/WP-1-Search.md <==
        # Refinement of WP-1-Search
        - USER_SIGNATURE: alice161220251000

        ==> docs/task_packets/WP-1-Store.md <==
        # WP-1-Store
        - USER_SIGNATURE: alice171220251100

        ==> docs/refinements/WP-1-Store.md <==
        # Refinement of WP-1-Store
        - USER_SIGNATURE: alice171220251000

        ==> docs/SIGNATURE_AUDIT.md <==
        | Signature | Used By | Timestamp | Purpose |
        |---|---|---|---|
        | alice171220251000 | alice | 2025-12-17 10:00 | Refinement of WP-1-Store |
        | alice171220251100 | alice | 2025-12-17 11:00 | Packet creation: WP-1-Store |

        ==> docs/task_packets/WP-1-Past.md <==
        # WP-1-Past
        - STATUS: Superseded
        - USER_SIGNATURE: alice181220251100

        ==> docs/refinements/WP-1-Past.md <==
        # Refinement of WP-1-Past
        - USER_SIGNATURE: alice181220251000
      `,
    },
    {
      title: 'A file whose name goes on in words behind the id, and one about another packet',
      files: md`
        ==> docs/task_packets/WP-0321_Simplify.md <==
        # WP-0321 Simplify

        ==> docs/refinements/WP-0321_Simplify_v1_REFINEMENT.md <==
        # WP-0321 Simplify: technical refinement

        ==> docs/task_packets/WP-0322_Store.md <==
        # WP-0322 Store

        ==> docs/refinements/WP-0322_REFINEMENT.md <==
        # Technical refinement
        - WP_ID: [|WP-0321|]
      `,
      says: ['This refinement is about WP-0321, but its file is called after WP-0322; correct the id, or rename the file.'],
    },
  ],
});

/** Whether the rows of a signature are about the packet, and do not speak of what was agreed before it. */
const isPacketsRow = (look: Look, key: string): boolean =>
  !look
    .defs({ kind: 'signature', name: key })
    .some(({ data }) => /\brefine/i.test(`${data.purpose} ${data.notes} ${data.usedBy} ${data.more}`));

/** Documents that carry a signature which the audit gives to them. */
const rowed = query('packets/rowed', (look): readonly RelPath[] => [
  ...new Set(look.all('signature').flatMap((s) => look.ask(ownersOf, s.name).map((o) => o.path))),
]);

/** Two ids of one packet: a short one, or one without its variant. */
const isOne = (a: string, b: string): boolean => a === b || a.startsWith(`${b}-`) || b.startsWith(`${a}-`);
