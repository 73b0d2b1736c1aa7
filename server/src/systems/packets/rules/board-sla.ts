/** packets/board-sla */
import { daysBetween } from '#core/days';
import { md, type Report } from '#core/rule';
import { disagreements, packetSince, packetSinces } from '../model/board/board-queries';
import { mainEntries } from '../model/board/sla';
import { type Status, written } from '../model/dialect/status';
import { rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'warning',
  since: '0.2.0',
  summary: 'No packet stays in a state for longer than was agreed.',
  why: `What stays too long has a reason that somebody should hear: priorities, too few hands, a scope that was too big. The days are
in \`gatehouse.yaml\` (\`sla\`); an entry's own \`SLA: N days\` outranks them, and \`Escalated: date, to whom\` makes it a remark.

Since when: the entry's own date (\`Started 2026-01-05\`, \`Since: …\`, a day right behind the id), else a date in the packet's STATUS; for what waits in Backlog
or Ready-for-Dev the packet's DATE; else what git says of the STATUS line. Where none of them is known, nothing is said.`,

  check: {
    *board({ facts, dialect, look, world }) {
      const limits = facts.entries.filter((e) => e.status && (e.sla ?? dialect.sla[e.status.status]) !== undefined);
      if (limits.length === 0) return;
      const today = world.today();
      if (today.is === 'unknown') return;
      const main = [...mainEntries(limits, ({ id }) => id)];
      const sinces = packetSinces(
        look,
        main.flatMap((e) => (e.since ? [] : [e.id])),
      );
      const all = main.flatMap((e) => {
        const limit = e.sla ?? dialect.sla[(e.status as { status: Status }).status];
        const since = e.since?.text ?? sinces.get(e.id);
        const days = since === undefined || limit === undefined ? undefined : daysBetween(since, today.value);
        return e.status && limit !== undefined && days !== undefined && days > limit ? [{ e, state: e.status, days, limit }] : [];
      });
      // While board and packet disagree nobody knows in which state it has been so long.
      const unsure = disagreements(
        look,
        all.map(({ e }) => e.id),
      );
      for (const { e, state, days, limit } of all)
        if (!unsure.has(e.id))
          yield late({ id: e.id, status: written(state), days, limit, at: e.at, escalated: e.escalated?.text });
    },
    *packet({ facts, dialect, path, look, world }) {
      const status = facts.status?.reading?.status;
      if (!facts.status || facts.retired || status === undefined || dialect.sla[status] === undefined) return;
      if (look.ask(packetSince, facts.id) !== undefined) return;
      const entries = look.defs({ kind: 'entry', name: facts.id });
      const limit = entries.find((e) => e.data.sla !== undefined)?.data.sla ?? dialect.sla[status];
      if (limit === undefined || entries.some((e) => e.data.since !== undefined || e.data.status !== status)) return;
      // A later edit that only names the state makes it seem younger, never older.
      const touched = world.touched(path, facts.status.text);
      const day = touched.is === 'known' ? touched.value.at(-1)?.day : undefined;
      if (day === undefined) return;
      const today = world.today();
      const days = today.is === 'known' ? daysBetween(day, today.value) : undefined;
      if (days !== undefined && days > limit) yield late({ id: facts.id, status, days, limit, at: facts.status.at });
    },
  },

  examples: [
    {
      title: 'Too long by the limits, by an entry of its own, and by the date of its packet',
      today: '2026-01-15',
      files: md`
        ==> docs/TASK_BOARD.md <==
        ## In Progress
        - [[|WP-1-Login|]] Started 2025-12-10, by coder-2
        - [WP-1-Logout] Started 2025-12-10 (SLA: 60 days)

        ## Ready for Validation
        - [[|WP-1-Forms|]] awaiting review since 2026-01-10 (SLA: 2 days). Escalated: 2026-01-13, to Mara

        ## Backlog
        - [[|WP-1-Roles|]]

        ==> docs/task_packets/WP-1-Roles.md <==
        # WP-1-Roles
        - STATUS: Backlog
        - DATE: 2026-01-05
      `,
      says: [
        'WP-1-Login has been In-Progress for 36 days; 30 are allowed. Move it, or write “Escalated: date, to whom”.',
        'WP-1-Forms has been Ready-for-Validation for 5 days; 2 are allowed. It was escalated: 2026-01-13, to Mara.',
        'WP-1-Roles has been Backlog for 10 days; 5 are allowed. Move it, or write “Escalated: date, to whom”.',
      ],
      severities: ['warning', 'info', 'warning'],
    },
    {
      title: 'Git says since when the packet has its state',
      today: '2026-01-15',
      past: [
        { day: '2025-10-01', files: '==> docs/task_packets/WP-1-Login.md <==\n# WP-1-Login\n- STATUS: Backlog\n' },
        { day: '2025-11-01', files: '==> docs/task_packets/WP-1-Login.md <==\n# WP-1-Login\n- STATUS: In-Progress\n' },
      ],
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: [|In-Progress|]
      `,
      says: ['WP-1-Login has been In-Progress for 75 days; 30 are allowed. Move it, or write “Escalated: date, to whom”.'],
    },
    {
      title: 'Git says since when it waits, where packet and board do not; a limit that is off asks nobody',
      config: 'packets: { sla: { Ready-for-Dev: off } }',
      today: '2026-01-15',
      past: [
        { day: '2025-12-01', files: '==> docs/task_packets/WP-1-Login.md <==\n# WP-1-Login\n- STATUS: Backlog\n' },
        { day: '2025-12-01', files: '==> docs/task_packets/WP-1-Menus.md <==\n# WP-1-Menus\n- STATUS: Ready-for-Dev\n' },
      ],
      files: md`
        ==> docs/TASK_BOARD.md <==
        ## Backlog
        - [WP-1-Login]

        ## Ready for Dev
        - [WP-1-Menus]

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: [|Backlog|]

        ==> docs/task_packets/WP-1-Menus.md <==
        # WP-1-Menus
        - STATUS: Ready-for-Dev
      `,
      says: ['WP-1-Login has been Backlog for 45 days; 5 are allowed. Move it, or write “Escalated: date, to whom”.'],
    },
    {
      title: 'In time, done, nobody knows since when, or in which state',
      today: '2026-01-15',
      files: md`
        ==> docs/TASK_BOARD.md <==
        ## Phase 1 Closure Gates
        - [WP-1-Login] **In-Progress**

        ## In Progress
        - [WP-1-Login] Started 2026-01-02, due 2025-12-01
        - [WP-1-Forms] due 2025-11-01

        ## Ready for Validation
        - **[WP-1-Menus]** (2026-01-14; back from In Progress)

        ## Done
        - [WP-1-Base] Started 2024-01-01

        ## Backlog
        - [WP-1-Roles] since 2025-12-01

        ==> docs/task_packets/WP-1-Roles.md <==
        # WP-1-Roles
        - STATUS: In-Progress (since 2026-01-10)

        ==> docs/task_packets/WP-1-Menus.md <==
        # WP-1-Menus
        - STATUS: Ready-for-Validation (since 2026-01-02)

        ==> docs/task_packets/WP-1-Forms.md <==
        # WP-1-Forms
        - STATUS: In-Progress
        - DATE: 2025-06-01
      `,
    },
    {
      title: 'A day with dots, behind the dialect’s own word',
      config: md`
        packets:
          aliases: { Since: [seit] }
          statuses: { In-Progress: [in Arbeit] }
      `,
      today: '2026-01-15',
      files: md`
        ==> docs/TASK_BOARD.md <==
        ## In Arbeit
        - [[|WP-1-Login|]] seit 2.12.2025, Jörg
        - [WP-1-Logout] seit 02.01.2026
      `,
      says: ['WP-1-Login has been In-Progress for 44 days; 30 are allowed. Move it, or write “Escalated: date, to whom”.'],
    },
  ],
});

interface Late {
  readonly id: string;
  readonly status: string;
  readonly days: number;
  readonly limit: number;
  readonly at: Report['at'];
  /** When, and to whom. */
  readonly escalated?: string | undefined;
}

const late = ({ id, status, days, limit, at, escalated }: Late): Report => ({
  at,
  message: `${id} has been ${status} for ${days} days; ${limit} are allowed. ${escalated === undefined ? 'Move it, or write “Escalated: date, to whom”.' : `It was escalated: ${escalated}.`}`,
  ...(escalated === undefined ? {} : { severity: 'info' as const }),
  about: { kind: 'packet', name: id },
});
