/** packets/board-unknown-packet */
import { ofMany, query } from '#core/look';
import { md, type Offer } from '#core/rule';
import { endingAs, type RelPath } from '#core/text';
import type { BoardEntry } from '../model/board/types';
import { nearestId } from '../model/dialect/id-form';
import { isCommitted, type StatusReading, written } from '../model/dialect/status';
import { replaceIn } from '../model/packet/edit';
import { newPlace } from '../model/packet/new-place';
import { newPacket } from '../model/packet/template';
import { rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'error',
  since: '0.1.0',
  summary: 'A packet on the board has a file.',
  why: `An entry without a packet is work that nobody has described, or a name that was mistyped or renamed on one side. Where packets
are written once their work begins, so that most of several in the Backlog have none yet, those are information. Where packets are
called by the names of their files alone (\`{name}\`), an entry is a link: \`gatehouse/link-dead-file\` tells of one that leads nowhere.`,

  check: {
    *board({ facts, path, look, dialect }) {
      if (dialect.ids.byName) return;
      const known = new Set(look.names('packet'));
      // A packet with an entry of its own is not the one that was meant.
      let free: ReadonlySet<string> | undefined;
      const told = new Set<string>();
      const listed = new Set(facts.entries.map((e) => e.id));
      const isKept = keepsSuperseded(facts.entries, known);
      const isLate = writesLate(facts.entries, known);
      const stubs = onlyStubs(
        look,
        facts.entries.flatMap((e) => (isBegun(e) && known.has(e.id) ? [e.id] : [])),
      );
      for (const entry of facts.entries) {
        if (told.has(entry.id) || (mayBeAlone(entry) && !(isKept && isSuperseded(entry)))) continue;
        if (known.has(entry.id)) {
          const stub = isBegun(entry) ? stubs.get(entry.id) : undefined;
          if (stub === undefined) continue;
          told.add(entry.id);
          yield {
            at: entry.at,
            message: `${entry.id} is ${written(entry.status as StatusReading)} here, but all there is of it is a stub (${stub}).`,
            about: { kind: 'packet', name: entry.id },
          };
          continue;
        }
        told.add(entry.id);
        if (mayBeAlone(entry)) {
          yield {
            at: entry.at,
            severity: 'info',
            message: `${entry.id} is Superseded, and has no packet any more; most others here that are have theirs.`,
            about: { kind: 'packet', name: entry.id },
          };
          continue;
        }
        free ??= new Set([...known].filter((name) => !listed.has(name)));
        const near = told.size > COMPARED ? undefined : nearestId(entry.id, free);
        const file = newPlace(entry.id, look.files('packets/packet'), dialect);
        const fixes: Offer[] = [];
        if (near)
          fixes.push({
            title: `Change it to ${near}`,
            safety: 'ask',
            change: (desk) => replaceIn(desk, path, 'packets/board', entry.at, near),
          });
        fixes.push({
          title: `Create ${file}`,
          safety: 'ask',
          change: (desk) => {
            const like = desk.document(path, 'packets/board')?.text;
            return [{ do: 'create', path: file, text: endingAs(like, newPacket(entry.id, dialect, { status: entry.status })) }];
          },
        });
        const isYet = isLate && isPlanned(entry) && !near;
        yield {
          at: entry.at,
          ...(isYet ? { severity: 'info' as const } : {}),
          message: `${entry.id} has no packet${isYet ? ' yet' : ''}${near ? `; did you mean ${near}?` : ` (${file}).`}`,
          about: { kind: 'packet', name: entry.id },
          fixes,
        };
      }
    },
  },

  examples: [
    {
      title: 'A name that is a little off',
      files: md`
        ==> docs/TASK_BOARD.md <==
        ## Backlog
        - [[|WP-1-Logn|]]

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
      `,
      says: ['WP-1-Logn has no packet; did you mean WP-1-Login?'],
      fixed: md`
        ==> docs/TASK_BOARD.md <==
        ## Backlog
        - [WP-1-Login]
      `,
    },
    {
      title: 'The one packet among those that were superseded that is gone',
      files: md`
        ==> docs/TASK_BOARD.md <==
        ## Superseded
        - [WP-1-Login]
        - [WP-1-Logout]
        - [WP-1-Roles]
        - [[|WP-1-Menu|]]

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout

        ==> docs/task_packets/WP-1-Roles.md <==
        # WP-1-Roles
      `,
      says: ['WP-1-Menu is Superseded, and has no packet any more; most others here that are have theirs.'],
      severities: ['info'],
    },
    {
      title: 'Nobody has made a packet of the stub; a stub is enough for what is not begun',
      files: md`
        ==> docs/TASK_BOARD.md <==
        ## Done
        - **[[|WP-1-Login|]]** - [VALIDATED]

        ## Backlog
        - **[WP-1-Logout]** - [STUB]

        ==> docs/task_packets/stubs/WP-1-Login.md <==
        # Work Packet Stub: WP-1-Login

        ==> docs/task_packets/stubs/WP-1-Logout.md <==
        # Work Packet Stub: WP-1-Logout
      `,
      says: ['WP-1-Login is Done (VALIDATED) here, but all there is of it is a stub (docs/task_packets/stubs/WP-1-Login.md).'],
    },
    {
      title: 'A packet whose title is another’s is still there',
      files: md`
        ==> docs/TASK_BOARD.md <==
        ## Backlog
        - WP-0115
        - WP-0111

        ==> docs/work/WP-0115_Many_rigs.md <==
        # WP-0111 - Many rigs

        ==> docs/work/WP-0111_Profiles.md <==
        # WP-0111 - Profiles
      `,
      config: 'packets: { paths: { packet: "docs/work/*.md" } }',
    },
    {
      title: 'Packets have folders of their own',
      config: 'packets: { paths: { packet: "work/*/packet.md", stub: "work/stubs/WP-*.md" } }',
      files: md`
        ==> docs/TASK_BOARD.md <==
        ## Backlog
        - [WP-1-Login]
        - [[|WP-2-Roles|]]

        ==> work/WP-1-Login/packet.md <==
        # WP-1-Login

        ==> work/stubs/WP-1-Audit.md <==
        # WP-1-Audit
        ==> work/stubs/WP-1-Export.md <==
        # WP-1-Export
      `,
      says: ['WP-2-Roles has no packet (work/WP-2-Roles/packet.md).'],
      fixed: md`
        ==> work/WP-2-Roles/packet.md <==
        # Task Packet: WP-2-Roles

        ## Metadata
        - TASK_ID: WP-2-Roles
        - STATUS: Backlog
        - USER_SIGNATURE: <pending>

        ## What

        <!-- one or two sentences -->
      `,
    },
    {
      title: 'The next of a series is none that was meant',
      files: md`
        ==> docs/TASK_BOARD.md <==
        ## Backlog
        - [[|WP-2-03|]]

        ==> docs/task_packets/WP-2-01-mill.md <==
        # WP-2-01

        ==> docs/task_packets/WP-2-05a.md <==
        # WP-2-05a
      `,
      says: ['WP-2-03 has no packet (docs/task_packets/WP-2-03.md).'],
      fixed: md`
        ==> docs/task_packets/WP-2-03.md <==
        # Task Packet: WP-2-03

        ## Metadata
        - TASK_ID: WP-2-03
        - STATUS: Backlog
        - USER_SIGNATURE: <pending>

        ## What

        <!-- one or two sentences -->
      `,
    },
    {
      title: 'The nearest name has an entry of its own',
      files: md`
        ==> docs/TASK_BOARD.md <==
        ## Backlog
        - [WP-1-Flight-UI-v3]
        - [[|WP-1-Flight-v3|]]

        ==> docs/task_packets/WP-1-Flight-UI-v3.md <==
        # WP-1-Flight-UI-v3
      `,
      says: ['WP-1-Flight-v3 has no packet (docs/task_packets/WP-1-Flight-v3.md).'],
      fixed: md`
        ==> docs/task_packets/WP-1-Flight-v3.md <==
        # Task Packet: WP-1-Flight-v3

        ## Metadata
        - TASK_ID: WP-1-Flight-v3
        - STATUS: Backlog
        - USER_SIGNATURE: <pending>

        ## What

        <!-- one or two sentences -->
      `,
    },
    {
      title: 'An entry nobody has described',
      files: md`
        ==> docs/TASK_BOARD.md <==
        ## Backlog
        - [[|WP-2-Roles|]] Spec'd
      `,
      says: ['WP-2-Roles has no packet (docs/task_packets/WP-2-Roles.md).'],
      fixed: md`
        ==> docs/task_packets/WP-2-Roles.md <==
        # Task Packet: WP-2-Roles

        ## Metadata
        - TASK_ID: WP-2-Roles
        - STATUS: Backlog
        - USER_SIGNATURE: <pending>

        ## What

        <!-- one or two sentences -->
      `,
    },
    {
      title: 'Packets that are written when their work begins',
      files: md`
        ==> docs/TASK_BOARD.md <==
        ## In Progress
        - [WP-1-Login]

        ## Backlog
        - [[|WP-2-Roles|]]
        - [[|WP-2-Menu|]]

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
      `,
      says: [
        'WP-2-Roles has no packet yet (docs/task_packets/WP-2-Roles.md).',
        'WP-2-Menu has no packet yet (docs/task_packets/WP-2-Menu.md).',
      ],
      severities: ['info', 'info'],
      fixed: md`
        ==> docs/task_packets/WP-2-Menu.md <==
        # Task Packet: WP-2-Menu

        ## Metadata
        - TASK_ID: WP-2-Menu
        - STATUS: Backlog
        - USER_SIGNATURE: <pending>

        ## What

        <!-- one or two sentences -->

        ==> docs/task_packets/WP-2-Roles.md <==
        # Task Packet: WP-2-Roles

        ## Metadata
        - TASK_ID: WP-2-Roles
        - STATUS: Backlog
        - USER_SIGNATURE: <pending>

        ## What

        <!-- one or two sentences -->
      `,
    },
    {
      title: 'Every entry has one; a line in code or in a legend is an explanation',
      files: md`
        ==> docs/TASK_BOARD.md <==
        ## Backlog
        - [WP-1-Login](task_packets/WP-1-Login.md)

        ~~~
        - [WP-9-Example] Ready-for-Dev
        ~~~

        ## Légende
        - [WP-9-Exemple] In-Progress

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
      `,
    },
    {
      title: 'Stubs, and what was superseded, may stand on the board alone',
      files: md`
        ==> docs/TASK_BOARD.md <==
        ## Stub Backlog (not activated)
        - **[WP-2-Roles]** - [STUB]

        ## Superseded (archive)
        - **[WP-1-Login]**

        ## Done
        - ~~WP-0-Spike~~ dropped

        ==> docs/task_packets/WP-1-Login-v2.md <==
        # WP-1-Login-v2
      `,
    },
  ],
});

/** To compare a name with ten thousand takes a while: a board with so many unknown ones has another problem. */
const COMPARED = 20;

/** The stub of a packet, where nothing else is of it. One that says its status is board-status-mismatch’s matter. */
const onlyStubs = ofMany(
  query<RelPath | undefined, string>('packets/only-stub', (look, id) => {
    const all = look.defs({ kind: 'packet', name: id });
    return all.every((d) => d.data.stub && d.data.status === undefined) ? all[0]?.path : undefined;
  }),
);

/** Whether it is in work or done. */
const isBegun = ({ status, struck }: BoardEntry): boolean => !struck && isCommitted(status?.status);

const isSuperseded = ({ status, struck }: BoardEntry): boolean => !struck && status?.status === 'Superseded';

/** Whether packets that are superseded are kept: most of several. */
function keepsSuperseded(entries: readonly BoardEntry[], known: ReadonlySet<string>): boolean {
  const all = entries.filter(isSuperseded);
  return all.length > 3 && all.filter((e) => known.has(e.id)).length * 4 >= all.length * 3;
}

const isPlanned = ({ status, struck }: BoardEntry): boolean => !struck && status?.status === 'Backlog';

/** Whether packets are written when their work begins: most of several that are planned have none. */
function writesLate(entries: readonly BoardEntry[], known: ReadonlySet<string>): boolean {
  const all = entries.filter(isPlanned);
  const missing = all.filter((e) => !known.has(e.id)).length;
  return missing > 1 && missing * 2 > all.length;
}

/** A stub need not have a file yet, nor what was superseded any longer. */
const mayBeAlone = ({ status, struck }: BoardEntry): boolean =>
  struck || status?.status === 'Stub' || status?.status === 'Superseded';
