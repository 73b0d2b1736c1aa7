/** packets/invalid-status */
import { brief } from '#core/brief';
import { closest } from '#core/distance';
import { type Desk, md } from '#core/rule';
import type { Span } from '#core/text';
import { defaultWords, meant, oddWord, type Status, type StatusWords, spelt, wordKey } from '../model/dialect/status';
import { replaceIn } from '../model/packet/edit';
import { rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'error',
  since: '0.1.0',
  summary: 'STATUS is one of the states of a packet.',
  why: `Boards, gates and moves go by the status; a word that nobody knows stands still for all of them. Case, hyphens, emoji and
qualifiers do not matter. \`packets.statuses\` in gatehouse.yaml adds words. A word of your own that several packets say is told once.

On a board a word in the place of the state that is none is a warning, once a word: what it stands for is compared with no packet. In
brackets only a slip of the pen is one, since other words there are tags; \`Deferred\`, \`On hold\` and \`Active\` may stand on a board.`,

  check: {
    *packet({ facts, path, look, dialect: { order, words } }) {
      const { status } = facts;
      if (!status || status.reading) return;
      const near = closest(status.text, order) ?? order.findLast((s) => firstWord(s) === firstWord(status.text));
      const choices = near ? [near, ...order.filter((s) => s !== near)] : order;
      const own = near ? undefined : facts.defs.find((d) => d.kind === 'oddStatus');
      const all = own ? look.defs({ kind: 'oddStatus', name: own.name }) : [];
      const isTold = all[0] !== undefined && all[0].path !== path;
      const others = isTold ? [] : all.slice(1);
      const states = oneOf(order.map((s) => named(s, words)));
      const word = shown(status.text);
      const said = isTold
        ? `, as in ${all[0]?.path}, where it is told what to do.`
        : others.length > 0
          ? `, and ${all.length} packets say ${wordKey(word) === own?.name ? 'it' : `“${own?.name}”`}; write \`packets: { statuses: { STATE: [${own?.name}] } }\` into gatehouse.yaml, where STATE is ${states}.`
          : `; a packet is ${states}.${
              near || !isWord(status.text)
                ? ''
                : ' If it is a word of your own, say under packets.statuses in gatehouse.yaml what it means.'
            }`;
      yield {
        at: status.at,
        ...(isTold ? { severity: 'hint' as const } : {}),
        message: `${word} is no status${said}`,
        related: others.map((d) => ({ path: d.path, symbol: { kind: d.kind, name: d.name }, message: 'here, too' })),
        fixes: choices.map((to) => ({
          title: `Change it to ${spelling(to, words)}`,
          safety: 'ask',
          change: (desk) => replaceIn(desk, path, 'packets/packet', status.at, spelling(to, words)),
        })),
      };
    },
    *board({ facts, path, dialect: { order, words } }) {
      const rows = new Map<string, { readonly word: string; readonly at: Span[] }>();
      for (const { odd } of facts.entries) {
        const word = odd && oddWord(odd.text);
        if (!odd || word === undefined) continue;
        const key = word.toLowerCase();
        const same = rows.get(key) ?? { word, at: [] };
        same.at.push(odd.at);
        rows.set(key, same);
      }
      for (const { word, at } of rows.values()) {
        const [first, ...more] = at as [Span, ...Span[]];
        const near = meant(word, words, order);
        const where = at.length === 1 ? '' : ` in ${at.length} entries`;
        const all = order.map((s) => named(s, words));
        yield {
          at: first,
          severity: 'warning',
          message: near
            ? `${word} is no status${where}; did you mean ${spelt(near, words)}?`
            : `${word} is no status${where}, so nothing is compared with the packet; write ${oneOf(all)}, or say under packets.statuses in gatehouse.yaml what it means.`,
          related: more.map((m) => ({ at: m, message: 'here, too' })),
          ...(near
            ? {
                fixes: [
                  {
                    title: `Change it to ${spelt(near, words)}`,
                    safety: 'ask' as const,
                    change: (desk: Desk) => replaceIn(desk, path, 'packets/board', first, spelt(near, words)),
                  },
                ],
              }
            : {}),
        };
      }
    },
  },

  examples: [
    {
      title: 'A word of somebody’s own',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - STATUS: [|In-Progres|]
      `,
      says: [
        'In-Progres is no status; a packet is Stub, Backlog, Ready-for-Dev, In-Progress, Ready-for-Validation, Done, Blocked or Superseded.',
      ],
      fixed: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - STATUS: In-Progress
      `,
    },
    {
      title: 'The template’s choice, left standing',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - STATUS: [|Ready-for-Dev / In-Progress / Done|]
      `,
      fixed: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - STATUS: Stub
      `,
    },
    {
      title: 'Ready, but for something that is no state',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        ## Status: [|Ready for Merge|]
      `,
      fixed: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        ## Status: Ready-for-Validation
      `,
    },
    {
      title: 'In a header of plain lines, and above words that go on for long',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        Opened: 2026-01-05
        Status: [|DRAFTED|]
        Room: Hall

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout

        Status: [|thought about by everybody who has ever had to log out of anything
        and by others|]
      `,
      says: [
        'DRAFTED is no status; a packet is Stub, Backlog, Ready-for-Dev, In-Progress, Ready-for-Validation, Done, Blocked or Superseded. If it is a word of your own, say under packets.statuses in gatehouse.yaml what it means.',
        'thought about by everybody who has ever had to log out of… is no status; a packet is Stub, Backlog, Ready-for-Dev, In-Progress, Ready-for-Validation, Done, Blocked or Superseded.',
      ],
      fixed: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        Opened: 2026-01-05
        Status: Stub
        Room: Hall

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout

        Status: Stub
      `,
    },
    {
      title: 'In a heading, by another name of the state',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        ## Status: Ready for QA
      `,
    },
    {
      title: 'In another accent',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        **Status:** READY FOR DEV 🔴
      `,
    },
    {
      title: 'A word that the folder has added',
      config: md`
        packets:
          statuses:
            Ready-for-Dev: [groomed]
      `,
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - STATUS: Groomed
      `,
    },
    {
      title: 'A word that several say is told at the first; a slip of the pen at each',
      files: md`
        ==> docs/task_packets/WP-1-Form.md <==
        # WP-1-Form
        - STATUS: [|Parked|]

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: [|🅿️ parked (till May)|]

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: [|In-Progres|]

        ==> docs/task_packets/WP-1-Roles.md <==
        # WP-1-Roles
        - STATUS: [|In-Progres|]
      `,
      says: [
        'Parked is no status, and 2 packets say it; write `packets: { statuses: { STATE: [parked] } }` into gatehouse.yaml, where STATE is Stub, Backlog, Ready-for-Dev, In-Progress, Ready-for-Validation, Done, Blocked or Superseded.',
        '🅿️ parked (till May) is no status, as in docs/task_packets/WP-1-Form.md, where it is told what to do.',
        'In-Progres is no status; a packet is Stub, Backlog, Ready-for-Dev, In-Progress, Ready-for-Validation, Done, Blocked or Superseded.',
        'In-Progres is no status; a packet is Stub, Backlog, Ready-for-Dev, In-Progress, Ready-for-Validation, Done, Blocked or Superseded.',
      ],
      severities: ['error', 'hint', 'error', 'error'],
      fixed: md`
        ==> docs/task_packets/WP-1-Form.md <==
        # WP-1-Form
        - STATUS: Stub

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Stub

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: In-Progress

        ==> docs/task_packets/WP-1-Roles.md <==
        # WP-1-Roles
        - STATUS: In-Progress
      `,
    },
    {
      title: 'Marks are words, where the folder says so',
      config: "packets: { statuses: { Done: ['✅'], In-Progress: ['🚧', 进行中] } }",
      files: md`
        ==> docs/task_packets/WP-1-Form.md <==
        # WP-1-Form
        - STATUS: ✅

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        STATUS：进行中
        DATE：2026-01-05

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: [|🟡|]
      `,
      fixed: md`
        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: Stub
      `,
    },
    {
      title: 'The message has the words of the dialect',
      config: md`
        packets:
          order: [Ready-for-Dev, In-Progress, Done]
          statuses: { Ready-for-Dev: [bereit] }
      `,
      files: md`
        ==> docs/task_packets/WP-1-X.md <==
        # WP-1-X
        - STATUS: [|fertig|]
      `,
      says: [
        'fertig is no status; a packet is Ready-for-Dev (bereit), In-Progress or Done. If it is a word of your own, say under packets.statuses in gatehouse.yaml what it means.',
      ],
      fixed: md`
        ==> docs/task_packets/WP-1-X.md <==
        # WP-1-X
        - STATUS: bereit
      `,
    },
    {
      title: 'On a board: once a word, with what is likely meant',
      files: md`
        ==> docs/TASK_BOARD.md <==
        # Board

        | WP | Status | Notes |
        |---|---|---|
        | WP-1-A | [|SPEC-MAPPED|] | since May |
        | WP-1-B | Spec-Mapped (in part) | |
        | WP-1-C | [|IN PROGRES|] | |
        | WP-1-D | On hold | |
        | WP-1-E | - | unclear |
        | WP-1-F | Waits for what the others have to say | |
        | WP-1-G | Done | FINE |

        ## In Progress
        - **[WP-2-A]** - [[|VALIDTED|]]
        - **[WP-2-B]** - [HIGH] [P1] [INCOMPLETE]
        - **[WP-2-C]**
          - Status: [|paintd|]

        ==> docs/task_packets/WP-1-A.md <==
        # WP-1-A
      `,
      says: [
        'SPEC-MAPPED is no status in 2 entries, so nothing is compared with the packet; write Stub, Backlog, Ready-for-Dev, In-Progress, Ready-for-Validation, Done, Blocked or Superseded, or say under packets.statuses in gatehouse.yaml what it means.',
        'IN PROGRES is no status; did you mean In-Progress?',
        'VALIDTED is no status; did you mean Done (VALIDATED)?',
        'paintd is no status, so nothing is compared with the packet; write Stub, Backlog, Ready-for-Dev, In-Progress, Ready-for-Validation, Done, Blocked or Superseded, or say under packets.statuses in gatehouse.yaml what it means.',
      ],
      severities: ['warning', 'warning', 'warning', 'warning'],
      fixed: md`
        ==> docs/TASK_BOARD.md <==
        # Board

        | WP | Status | Notes |
        |---|---|---|
        | WP-1-A | SPEC-MAPPED | since May |
        | WP-1-B | Spec-Mapped (in part) | |
        | WP-1-C | In-Progress | |
        | WP-1-D | On hold | |
        | WP-1-E | - | unclear |
        | WP-1-F | Waits for what the others have to say | |
        | WP-1-G | Done | FINE |

        ## In Progress
        - **[WP-2-A]** - [Done (VALIDATED)]
        - **[WP-2-B]** - [HIGH] [P1] [INCOMPLETE]
        - **[WP-2-C]**
          - Status: paintd
      `,
    },
    {
      title: 'A slip in brackets with an emoji; tags with one',
      files: md`
        ==> docs/TASK_BOARD.md <==
        # Board

        ## Ready for Dev
        1. **[WP-1-A]** - Log in. [[|RAEDY FOR DEV|] 🔴]
        2. **[WP-1-B]** - Log out. [✅ [|VALIDTED|]]
        3. **[WP-1-C]** - Roles. [READY FOR DEV 🔴] [HIGH 🔥] [🧪 READER]
      `,
      says: ['RAEDY FOR DEV is no status; did you mean Ready-for-Dev?', 'VALIDTED is no status; did you mean Done (VALIDATED)?'],
      severities: ['warning', 'warning'],
      fixed: md`
        ==> docs/TASK_BOARD.md <==
        # Board

        ## Ready for Dev
        1. **[WP-1-A]** - Log in. [Ready-for-Dev 🔴]
        2. **[WP-1-B]** - Log out. [✅ Done (VALIDATED)]
        3. **[WP-1-C]** - Roles. [READY FOR DEV 🔴] [HIGH 🔥] [🧪 READER]
      `,
    },
  ],
});

const spelling = (status: string, words: StatusWords): string => spelt({ status: status as Status, validated: false }, words);

/** Its first line. */
const shown = (text: string): string => brief((text.split(/\r?\n/, 1)[0] as string).trim());

const oneOf = (names: readonly string[]): string => `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;

/** With what it is called here, where the configuration has a word of its own. */
function named(status: Status, words: StatusWords): string {
  const own = words[status].filter((w) => !defaultWords[status].includes(w));
  return own.length > 0 ? `${status} (${own.join(', ')})` : status;
}

/** As a state is named, not told: a choice left standing and a sentence are none. */
const isWord = (text: string): boolean => /^\p{L}[\p{L}\d]*(?:[ _-][\p{L}\d]+){0,3}$/u.test(text.trim());

/** Of words and nothing else; the choices that a template leaves standing begin with none of them. */
const firstWord = (text: string): string => /^([\p{L}]+)[\p{L} _-]*$/u.exec(text)?.[1]?.toLowerCase() ?? text;
