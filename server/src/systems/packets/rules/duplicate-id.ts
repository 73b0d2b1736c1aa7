/** packets/duplicate-id */
import { md } from '#core/rule';
import type { Vocabulary } from '#core/symbols';
import type { RelPath } from '#core/text';
import type { PacketsDialect } from '../model/dialect/dialect';
import { idOf } from '../model/dialect/id-form';
import { rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'error',
  since: '0.2.0',
  summary: 'An id is one packet’s.',
  why: `Board, blockers, reports and the audit name a packet by its id. Where two files have one id nobody can tell which of them is
meant, and each is compared with what was said of the other. Stubs, superseded packets and archived copies may stay beside the packet
in force; a file with the name of another packet is \`id-mismatch\`’s matter.`,

  check: {
    *packet({ facts, path, look, dialect }) {
      if (facts.retired || !claims(path, facts.id, dialect)) return;
      const own = facts.defs.find((d) => d.kind === 'packet' && d.name === facts.id);
      const others = look
        .defs({ kind: 'packet', name: facts.id })
        .filter((d) => d.path !== path && isLive(d.data) && !dialect.isRetired(d.path) && claims(d.path, facts.id, dialect));
      const [other] = others;
      if (!own || !other) return;
      yield {
        at: own.at,
        message: `${facts.id} is the id of ${other.path} too; give one of the two another id, or set it to Superseded.`,
        related: others.map((d) => ({ path: d.path, symbol: { kind: 'packet', name: d.name } as const, message: 'the same id' })),
        about: { kind: 'packet', name: facts.id },
      };
    },
  },

  examples: [
    {
      title: 'Two files of one id; a copy in the archive, a stub, and one that was superseded',
      config: md`
        packets: { paths: { packet: 'docs/task_packets/**/WP-*.md' } }
      `,
      files: md`
        ==> docs/task_packets/web/WP-1-Login.md <==
        # [|WP-1-Login|]
        - STATUS: Backlog

        ==> docs/task_packets/app/WP-1-Login.md <==
        # [|WP-1-Login|]
        - STATUS: Done

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: Done

        ==> docs/task_packets/archive/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: Done

        ==> docs/task_packets/stubs/WP-1-Logout.md <==
        # WP-1-Logout

        ==> docs/task_packets/old/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: Superseded
      `,
      says: [
        'WP-1-Login is the id of docs/task_packets/web/WP-1-Login.md too; give one of the two another id, or set it to Superseded.',
        'WP-1-Login is the id of docs/task_packets/app/WP-1-Login.md too; give one of the two another id, or set it to Superseded.',
      ],
    },
    {
      title: 'A file of another name that took the id: id-mismatch says so; parts of a packet are no second one',
      config: md`
        packets: { paths: { packet: ['docs/task_packets/*.md', 'docs/task_packets/*/*.md'] } }
      `,
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - TASK_ID: WP-1-Login

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Login
        - TASK_ID: WP-1-Login

        ==> docs/task_packets/WP-1-Login-Form.md <==
        # WP-1-Login
        - TASK_ID: WP-1-Login

        ==> docs/task_packets/WP-1-Roles/packet.md <==
        # WP-1-Roles
        - TASK_ID: WP-1-Roles
        - STATUS: Backlog

        ==> docs/task_packets/WP-1-Roles/MT-001.md <==
        # MT-001: The form
        - WP_ID: WP-1-Roles
        - MT_ID: MT-001
        - STATUS: COMPLETE
      `,
    },
  ],
});

const isLive = ({ stub, status, alias }: Vocabulary['packet']): boolean =>
  !alias && !stub && status !== 'Stub' && status !== 'Superseded';

/** Not where the file has the name of another packet, or of a variant: that the two differ is told there. */
function claims(path: RelPath, id: string, { ids }: PacketsDialect): boolean {
  const stem = idOf(path, ids);
  return stem === id || ids.isWithWords(stem, id) || !ids.is(stem);
}
