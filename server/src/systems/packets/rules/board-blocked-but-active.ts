/** packets/board-blocked-but-active */
import { type Look, ofMany, query } from '#core/look';
import { md, type Report } from '#core/rule';
import { cycles, standing } from '../model/board/board-queries';
import { isCommitted, type Status } from '../model/dialect/status';
import { type Located, rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'error',
  since: '0.2.0',
  summary: 'What is ready or under way waits for nothing.',
  why: `Work that begins before what it waits for is done is built on what may still change. Either the state is wrong (Backlog or
Blocked), or the blocker no longer counts and should be taken off. A blocker counts until it is Done or superseded; packets that
wait for each other in a ring are told as such. Of a packet that is Done it is a warning.`,

  check: {
    *board({ facts, look }) {
      const told = new Set<string>();
      const waits = facts.entries.filter((e) => e.blockers.length > 0);
      const states = activeStates(
        look,
        waits.map((e) => e.id),
      );
      for (const { id, blockers } of waits) yield* waiting(look, id, states.get(id), blockers, told);
    },
    *packet({ facts, look }) {
      if (facts.blockers.length === 0) return;
      const boards = look.files('packets/board');
      const onBoard = look
        .defs({ kind: 'blocking', name: facts.id })
        .flatMap((d) => (boards.includes(d.path) ? d.data.blockers : []));
      yield* waiting(
        look,
        facts.id,
        look.ask(activeState, facts.id),
        facts.blockers,
        new Set(onBoard.map((b) => `${facts.id} ${b}`)),
      );
    },
  },

  examples: [
    {
      title: 'What took the place of a blocker is waited for: a name without a number means its newest variant',
      files: md`
        ==> docs/task_packets/WP-1-Roles.md <==
        # WP-1-Roles
        - STATUS: In-Progress
        - BUILD_ORDER_DEPENDS_ON: [|WP-1-Login|], WP-1-Teams, WP-1-Forms

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Superseded

        ==> docs/task_packets/WP-1-Login-v3.md <==
        # WP-1-Login-v3
        - STATUS: Ready-for-Dev

        ==> docs/task_packets/WP-1-Teams-v1.md <==
        # WP-1-Teams-v1
        - STATUS: Backlog

        ==> docs/task_packets/WP-1-Forms.md <==
        # WP-1-Forms
        - STATUS: Superseded

        ==> docs/task_packets/WP-1-Forms-v2.md <==
        # WP-1-Forms-v2
        - STATUS: Done
      `,
      says: [
        'WP-1-Roles is In-Progress, but waits for WP-1-Login, which is superseded by WP-1-Login-v3, and that is Ready-for-Dev, and for WP-1-Teams, which is now WP-1-Teams-v1, and that is Backlog.',
      ],
    },
    {
      title: 'Ready, under way and in review, though what they wait for is not done',
      files: md`
        ==> docs/TASK_BOARD.md <==
        ## Phase 1 Closure Gates (BLOCKING)
        1. **[WP-1-Roles]** - Roles. [READY FOR DEV 🔴]
           - Blocker: [|WP-1-Login|] (must complete first)

        ## In Progress
        - **[WP-1-Login]** Started 2026-01-10

        ## Ready for Dev
        - **[WP-1-Roles]**

        ==> docs/task_packets/WP-1-Audit.md <==
        # WP-1-Audit
        - STATUS: Ready-for-Validation
        - Blocked on: [|WP-1-Login|]

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: In-Progress
      `,
      says: [
        'WP-1-Roles is Ready-for-Dev, but waits for WP-1-Login, which is In-Progress.',
        'WP-1-Audit is Ready-for-Validation, but waits for WP-1-Login, which is In-Progress.',
      ],
    },
    {
      title: 'Done, and still said to wait',
      files: md`
        ==> docs/TASK_BOARD.md <==
        ## Ready for Dev
        - [WP-1-Base]

        ## Done
        - [WP-1-Login]
          - Blocker: [|WP-1-Base|]
      `,
      says: ['WP-1-Login is Done, but waits for WP-1-Base, which is Ready-for-Dev.'],
      severities: ['warning'],
    },
    {
      title: 'Blocked, in the backlog, waiting for what is done, or no longer waiting',
      files: md`
        ==> docs/TASK_BOARD.md <==
        ## Done
        - **[WP-1-Base]** - [VALIDATED]

        ## In Progress
        - [WP-1-Login] Started 2026-01-10
          - Blocker: WP-1-Base
        - [WP-1-Roles] no longer blocked on WP-1-Login
        - [WP-1-Forms]
          - Blocker: None (can start independently of WP-1-Login)

        ## Blocked
        - [WP-1-Logout]
          - Blocked by: WP-1-Login

        ## Backlog
        - [WP-1-Audit] Blocked on WP-1-Login
      `,
    },
    {
      title: 'What it waits for is done, and failed',
      files: md`
        ==> docs/TASK_BOARD.md <==
        ## In Progress
        - [WP-1-Roles] Started 2026-01-10
          - Blocker: [|WP-1-Login|]

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Done

        ## VALIDATION REPORT
        Verdict: FAIL
      `,
      says: ['WP-1-Roles is In-Progress, but waits for WP-1-Login, which is Done, but with FAIL as its last verdict.'],
    },
    {
      title: 'In words of the dialect, on a line and in a column',
      config: md`
        packets:
          aliases: { Blocked on: [Wartet auf], STATUS: [Zustand] }
          statuses: { Ready-for-Dev: [bereit], In-Progress: [in Arbeit] }
      `,
      files: md`
        ==> docs/TASK_BOARD.md <==
        ## Phase 1
        - [WP-1-Roles] bereit; wartet auf [|WP-1-Login|]

        | Paket | Zustand | Wartet auf |
        |---|---|---|
        | WP-1-Forms | in Arbeit | [|WP-1-Login|] |
        | WP-1-Menus | in Arbeit | keine (auch ohne WP-1-Login) |

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - Zustand: in Arbeit
      `,
    },
  ],
});

/** The state of a packet, where it is one in which somebody works on it or has done so. */
const activeState = query<Status | undefined, string>('packets/active-state', (look, id) => {
  const { status } = look.ask(standing, id);
  return isCommitted(status) ? status : undefined;
});
const activeStates = ofMany(activeState);

/** One finding for all that an entry waits for. @param told what has been said already */
function* waiting(
  look: Look,
  id: string,
  status: Status | undefined,
  blockers: readonly Located[],
  told: Set<string>,
): Iterable<Report> {
  if (status === undefined) return;
  const open = blockers.flatMap((b) => {
    const state = told.has(`${id} ${b.text}`) ? undefined : openState(look, id, b.text);
    told.add(`${id} ${b.text}`);
    return state === undefined ? [] : [{ ...b, said: `${b.text}, which is ${state}` }];
  });
  const [first] = open;
  if (!first) return;
  yield {
    at: first.at,
    ...(status === 'Done' ? { severity: 'warning' as const } : {}),
    message: `${id} is ${status}, but waits for ${open.map((b) => b.said).join(', and for ')}.`,
    about: { kind: 'packet', name: id },
  };
}

/** The state of a blocker that still counts, in words. One whose state nobody knows is told elsewhere. */
function openState(look: Look, id: string, blocker: string): string | undefined {
  if (blocker === id) return undefined;
  const { status, over, by } = look.ask(standing, blocker);
  if (over || status === undefined) return undefined;
  if (look.ask(cycles).some((c) => c.includes(id) && c.includes(blocker))) return undefined;
  if (by) return `${status === 'Superseded' ? 'superseded by' : 'now'} ${by.name}, and that is ${by.status}`;
  // What is done and still counts has failed.
  return status === 'Done' ? 'Done, but with FAIL as its last verdict' : status;
}
