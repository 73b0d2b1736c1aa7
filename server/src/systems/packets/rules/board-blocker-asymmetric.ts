/** packets/board-blocker-asymmetric */
import { type Look, ofMany, query } from '#core/look';
import { md, type Offer, type Report } from '#core/rule';
import type { RelPath, Span } from '#core/text';
import { nameIntoEntry, nameIntoPacket } from '../model/board/board';
import { standing, telling } from '../model/board/board-queries';
import type { PacketsDialect } from '../model/dialect/dialect';
import { isKnown } from '../model/queries';
import { rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'warning',
  since: '0.2.0',
  summary: 'Two packets agree on which of them waits for the other.',
  why: `Who finishes a packet reads its \`Unblocks\`; who plans one reads its \`Blocker\`. They are one relation told twice. Only a
packet that tells such a list at all (\`None\` is one, \`All\` is not) can lack a name in it, and only while both are to be done.`,

  check: {
    *board({ facts, look, dialect }) {
      const all = facts.entries.flatMap(({ id, blockers, unblocks }) => [
        ...blockers.map((b): Told => ({ side: 'frees', id, other: b.text, at: b.at })),
        ...unblocks.map((u): Told => ({ side: 'waits', id, other: u.text, at: u.at })),
      ]);
      yield* lacking(look, dialect, all);
    },
    *packet({ facts, look, dialect }) {
      const { id, blockers, unblocks } = facts;
      if (blockers.length + unblocks.length === 0) return;
      const boards = look.files('packets/board');
      const onBoard = look.defs({ kind: 'blocking', name: id }).flatMap((d) => (boards.includes(d.path) ? [d.data] : []));
      yield* lacking(look, dialect, [
        ...blockers.flatMap((b): readonly Told[] =>
          onBoard.some((d) => d.blockers.includes(b.text)) ? [] : [{ side: 'frees', id, other: b.text, at: b.at }],
        ),
        ...unblocks.flatMap((u): readonly Told[] =>
          onBoard.some((d) => d.unblocks.includes(u.text)) ? [] : [{ side: 'waits', id, other: u.text, at: u.at }],
        ),
      ]);
    },
  },

  examples: [
    {
      title: 'Each side says something else',
      files: md`
        ==> docs/TASK_BOARD.md <==
        ## In Progress
        - [WP-1-Logging] Started 2026-01-10
          - Blocker: None
          - Unblocks: [|WP-1-Tracing|]

        ## Backlog
        - [WP-1-Metrics] Spec'd, awaiting blockers [|WP-1-Logging|] to clear
        - [WP-1-Tracing]
          - Blocker: None
      `,
      says: [
        'WP-1-Logging unblocks WP-1-Tracing, which does not say that it waits for it.',
        'WP-1-Metrics waits for WP-1-Logging, which does not say that it unblocks it.',
      ],
      fixed: md`
        ==> docs/TASK_BOARD.md <==
        ## In Progress
        - [WP-1-Logging] Started 2026-01-10
          - Blocker: None
          - Unblocks: WP-1-Tracing, WP-1-Metrics

        ## Backlog
        - [WP-1-Metrics] Spec'd, awaiting blockers WP-1-Logging to clear
        - [WP-1-Tracing]
          - Blocker: WP-1-Logging
      `,
    },
    {
      title: 'Between a packet and the board',
      files: md`
        ==> docs/TASK_BOARD.md <==
        ## Backlog
        - [WP-1-Metrics] Blocked on [|WP-1-Logging|]
        - [WP-1-Logging]
        - [WP-1-Tracing]

        ==> docs/task_packets/WP-1-Logging.md <==
        # WP-1-Logging
        - STATUS: Backlog
        - Blocks: WP-1-Tracing
      `,
      fixed: md`
        ==> docs/task_packets/WP-1-Logging.md <==
        # WP-1-Logging
        - STATUS: Backlog
        - Blocks: WP-1-Tracing, WP-1-Metrics
      `,
    },
    {
      title: 'No list of the other side, all, both agree, a name is mistyped, or the blocker is done and has been taken off',
      files: md`
        ==> docs/TASK_BOARD.md <==
        ## Done
        - [WP-1-Base] [VALIDATED]
          - Unblocks: WP-1-Codes

        ## Backlog
        - [WP-1-Codes]
          - Blocker: None
          - Unblocks: All (codes are the foundation)
        - [WP-1-Login] Blocked on WP-1-Codes
        - [WP-1-Logout] Blocked on WP-1-Login
        - [WP-1-Roles]
          - Blocker: WP-1-Forms
        - [WP-1-Forms]
          - Unblocks: WP-1-Roles
        - [WP-1-Audit] Blocked on WP-1-Trail
        - [WP-1-Trail]
          - Unblocks: WP-1-Audti
      `,
    },
    {
      title: 'What is named already is a link',
      files: md`
        ==> docs/TASK_BOARD.md <==
        ## In Progress
        - [WP-1-Logging] Started 2026-01-10
          - Unblocks: [WP-1-Tracing](task_packets/WP-1-Tracing.md)

        ## Backlog
        - [WP-1-Metrics]
          - Blocker: [|WP-1-Logging|]
        - [WP-1-Tracing]
          - Blocker: WP-1-Logging
      `,
      fixed: md`
        ==> docs/TASK_BOARD.md <==
        ## In Progress
        - [WP-1-Logging] Started 2026-01-10
          - Unblocks: [WP-1-Tracing](task_packets/WP-1-Tracing.md), WP-1-Metrics

        ## Backlog
        - [WP-1-Metrics]
          - Blocker: WP-1-Logging
        - [WP-1-Tracing]
          - Blocker: WP-1-Logging
      `,
    },
  ],
});

type Side = 'waits' | 'frees';

/** What is told of `id` and `other`, of which the other must tell the same. */
interface Told {
  readonly side: Side;
  readonly id: string;
  readonly other: string;
  readonly at: Span;
}

const keyOf = ({ side, id, other }: Told): string => `${side}\t${id}\t${other}`;

/** Whether the other one, which tells the like, does not tell this. By {@link keyOf}. */
const oneSided = ofMany(
  query<true | undefined, string>('packets/one-sided', (look, key) => {
    const [side, id, other] = key.split('\t') as [Side, string, string];
    if (id === other) return undefined;
    const said = look.ask(telling, other);
    const names = side === 'waits' ? said.blockers : said.unblocks;
    if (!(side === 'waits' ? said.toldBlockers : said.toldUnblocks) || names.includes(id)) return undefined;
    const [own, theirs] = [look.ask(standing, id), look.ask(standing, other)];
    // What was superseded says nothing any more; what took its place was never asked.
    if (own.over || theirs.over || own.by || theirs.by) return undefined;
    // A name in the list that nobody has may well be this one, mistyped: that is told by board-unknown-blocker.
    return names.some((n) => !isKnown(look, n)) ? undefined : true;
  }),
);

function* lacking(look: Look, dialect: PacketsDialect, all: readonly Told[]): Iterable<Report> {
  const left = new Set(oneSided(look, all.map(keyOf)).keys());
  for (const told of all) {
    // Once, wherever it is told again.
    if (!left.delete(keyOf(told))) continue;
    const { side, id, other, at } = told;
    const message =
      side === 'waits'
        ? `${id} unblocks ${other}, which does not say that it waits for it.`
        : `${id} waits for ${other}, which does not say that it unblocks it.`;
    yield { at, message, about: { kind: 'packet', name: other }, fixes: fixes(look, dialect, told) };
  }
}

/** The list is lengthened where it is: on the board, else in the packet. */
function fixes(look: Look, dialect: PacketsDialect, { side, id, other }: Told): readonly Offer[] {
  const boards = look.files('packets/board');
  const lists = look
    .defs({ kind: 'blocking', name: other })
    .filter((d) => (side === 'waits' ? d.data.toldBlockers : d.data.toldUnblocks));
  const board: RelPath | undefined = lists.find((d) => boards.includes(d.path))?.path;
  const packet: RelPath | undefined = lists.find((d) => !boards.includes(d.path))?.path;
  const title = side === 'waits' ? `Write that ${other} waits for ${id}` : `Write that ${other} unblocks ${id}`;
  if (board !== undefined) return [{ title, safety: 'ask', change: (desk) => nameIntoEntry(desk, board, other, side, id) }];
  if (packet === undefined) return [];
  return [{ title, safety: 'ask', change: (desk) => nameIntoPacket(desk, packet, side, id, dialect) }];
}
