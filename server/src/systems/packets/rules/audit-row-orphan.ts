/** packets/audit-row-orphan */
import type { Look } from '#core/look';
import { nameOf } from '#core/paths';
import { md } from '#core/rule';
import type { RelPath } from '#core/text';
import type { World } from '#core/world';
import { isUnread } from '../model/anchors/anchors';
import { fitting, purposeOf } from '../model/audit/audit';
import { rule, type WrittenSignature } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'info',
  since: '0.2.0',
  summary: 'A signature in the audit signs something.',
  why: 'A row says that a signature was used. Where no packet carries it, the packet was signed with another one, was renamed away, or the row was typed wrongly. A packet that says itself that nobody has signed it contradicts its row: that is a warning. Rows for versions of the spec, those marked INVALID, and those of which the packet speaks, as of the signature that it had before, need nothing more.',

  check: {
    *audit({ facts, look, world }) {
      const seen = new Set<string>();
      for (const s of facts.signatures) {
        const row = look.defs({ kind: 'signature', name: s.key }).find((r) => r.data.valid);
        if (!row || seen.has(s.key) || look.defs({ kind: 'consumption', name: s.key }).length > 0) continue;
        seen.add(s.key);
        const purpose = purposeOf(row.data);
        if (purpose.is === 'spec' || (purpose.is === 'open' && namesSpec(row.data.purpose, look))) continue;
        const [id] = purpose.is === 'packets' ? purpose.ids : [];
        const packet = id === undefined ? undefined : fitting(id, look).first;
        // What the packet carries is not known where it was not read.
        const files = packet === undefined ? [] : look.defs({ kind: 'packet', name: packet }).map((p) => p.path);
        if (isUnread(look, ...files) || files.some((path) => isNamedIn(path, s, world))) continue;
        const open = packet !== undefined && look.defs({ kind: 'packet', name: packet }).some((p) => p.data.unsigned);
        if (open) {
          yield {
            at: s.at,
            severity: 'warning',
            message: `${s.text} is in the audit for ${packet}, which says that it is not signed; a person signs it, or marks this row INVALID.`,
            about: { kind: 'signature', name: s.key },
          };
          continue;
        }
        const why =
          id === undefined ? 'no packet carries it' : packet === undefined ? `there is no ${id}` : `${packet} does not carry it`;
        yield { at: s.at, message: `${s.text} is in the audit, but ${why}.`, about: { kind: 'signature', name: s.key } };
      }
    },
  },

  examples: [
    {
      title: 'Signed with another one, gone, nobody',
      files: md`
        ==> docs/SIGNATURE_AUDIT.md <==
        | Signature | Used By | Timestamp | Purpose |
        |---|---|---|---|
        | [|alice151220251000|] | alice | 2025-12-15 | Packet creation: WP-1-Login |
        | [|alice151220251100|] | alice | 2025-12-15 | WP-1-Gone |
        | [|alice151220251200|] | alice | 2025-12-15 | Pause |

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - USER_SIGNATURE: alice151220251001
      `,
      says: [
        'alice151220251000 is in the audit, but WP-1-Login does not carry it.',
        'alice151220251100 is in the audit, but there is no WP-1-Gone.',
        'alice151220251200 is in the audit, but no packet carries it.',
      ],
    },
    {
      title: 'The packet says that nobody has signed it, in one or the other place',
      files: md`
        ==> docs/SIGNATURE_AUDIT.md <==
        | Signature | Used By | Timestamp | Purpose |
        |---|---|---|---|
        | [|alice151220251000|] | alice | 2025-12-15 | Packet creation: WP-1-Login |
        | [|alice151220251100|] | alice | 2025-12-15 | WP-1-Logout |
        | [|alice151220251200|] | alice | 2025-12-15 | WP-1-Roles |
        | alice151220251300 | alice | 2025-12-15 | INVALID: WP-1-Login |

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Backlog
        - USER_SIGNATURE: <pending>

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: Backlog

        ## Signature & Enrichment Log
        - Signature: TBD

        ==> docs/task_packets/WP-1-Roles.md <==
        # WP-1-Roles
        - STATUS: Backlog
      `,
      says: [
        'alice151220251000 is in the audit for WP-1-Login, which says that it is not signed; a person signs it, or marks this row INVALID.',
        'alice151220251100 is in the audit for WP-1-Logout, which says that it is not signed; a person signs it, or marks this row INVALID.',
        'alice151220251200 is in the audit, but WP-1-Roles does not carry it.',
      ],
      severities: ['warning', 'warning', 'info'],
    },
    {
      title: 'Carried, for the spec, invalid',
      files: md`
        ==> docs/SIGNATURE_AUDIT.md <==
        | Signature | Used By | Timestamp | Purpose |
        |---|---|---|---|
        | alice151220251000 | alice | 2025-12-15 | WP-1-Login |
        | alice151220251100 | alice | 2025-12-15 | Spec enrichment v1.1 |
        | alice151220251130 | alice | 2025-12-15 | Spec Master_Spec_v1.1.md |
        | alice151220251130 | alice | 2025-12-15 | Master spec v1.2 agreed |
        | alice151220251200 | alice | 2025-12-15 | INVALID: WP-1-Logout |

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - USER_SIGNATURE: alice_151220251000
      `,
    },
    {
      title: 'The signature that a packet had before it was signed anew',
      files: md`
        ==> docs/SIGNATURE_AUDIT.md <==
        | Signature | Purpose |
        |---|---|
        | alice151220251000 | WP-1-Login |
        | alice161220251000 | WP-1-Login, larger scope |
        | [|alice171220251000|] | WP-1-Login |

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - USER_SIGNATURE: alice161220251000
        - SIGNATURE_BEFORE: alice151220251000
      `,
    },
    {
      title: 'A row for the spec by the name of its file, in whatever language',
      config: md`
        packets:
          paths: { spec: 'Lastenheft_v*.md' }
      `,
      files: md`
        ==> docs/SIGNATURE_AUDIT.md <==
        | Signature | Purpose |
        |---|---|
        | mia151220251000 | Lastenheft v2.1 |
        | [|mia161220251000|] | Urlaub |

        ==> Lastenheft_v2.1.md <==
        # Lastenheft
      `,
    },
  ],
});

/** Whether a packet speaks of a signature: the one it had before, or one of a waiver. */
function isNamedIn(path: RelPath, { text, key }: WrittenSignature, world: World): boolean {
  return [...new Set([text, key])].some((written) => {
    const found = world.find(path, written);
    return found.is === 'unknown' || found.value.length > 0;
  });
}

/** Whether a purpose calls the spec by its file's name, in whatever language that is: `Lastenheft v2.1` of `Lastenheft_v2.1.md`. */
function namesSpec(purpose: string, look: Look): boolean {
  const said = plain(purpose);
  return look
    .files('packets/spec')
    .map((p) => plain(nameOf(p).replace(/[_ -]?v\d.*$/i, '')))
    .some((name) => name.length > 3 && said.includes(name));
}

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ')
    .trim();
