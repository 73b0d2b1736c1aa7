/** packets/invalid-id */

import { fieldOf } from '#core/fields/model';
import { md } from '#core/rule';
import { lookAlike } from '../model/dialect/id-form';
import { isBlank } from '../model/packet/blanks';
import { rule } from '../model/types';

export default rule({
  scope: 'document',
  severity: 'warning',
  concerns: 'content',
  since: '0.2.0',
  summary: 'A packet’s id is WP-{phase}-{Name}, with -vN for a variant, or what packets.ids says.',
  why: `Boards, blockers and the audit are searched for ids of this form; what has another form is found nowhere. The name may hold
dots and further dashes. An id that looks like another one and is not, say with a Cyrillic о among Latin letters, is one that nobody finds either. That TASK_ID, title and file name are one id is \`id-mismatch\`’s matter.`,

  check: {
    *packet({ model, dialect: { ids } }) {
      const { fileId, taskId, head } = model;
      // One that differs from the file's name is told there, with what to do.
      if (taskId && taskId.text !== fileId && ids.is(fileId)) return;
      const id = taskId?.text ?? fileId;
      const why = lookAlike(id);
      if (why !== undefined && ids.is(id)) yield { at: taskId?.at ?? head, message: why };
      if (ids.is(id) || isBlank(fieldOf(model.fields, 'TASK_ID')?.text ?? '') || /[{}]/.test(id)) return;
      const isOther = ids.opening(id) === undefined && /^\p{L}+(?:[-_]\p{L}+)*[-_]?\d/u.test(id);
      const isNamed = ids.opening(id) === undefined && taskId?.text === fileId;
      const message = isOther
        ? `${id} is no packet id here; where packets are called so, packets.ids in gatehouse.yaml says it.`
        : isNamed
          ? `${id} is no packet id here; where packets are called by words alone, packets.ids: ['{name}'] in gatehouse.yaml says it.`
          : `${id} is no packet id; write ${ids.advice}.`;
      yield { at: taskId?.at ?? head, message };
    },
  },

  examples: [
    {
      title: 'No phase',
      files: md`
        ==> docs/task_packets/WP-Login.md <==
        # Login

        - TASK_ID: [|WP-Login|]
      `,
      says: ['WP-Login is no packet id; write WP-{phase}-{Name}, such as WP-1-Login.'],
    },
    {
      title: 'Words alone, in the text and as its file is called',
      config: 'systems: [packets]\npackets: { paths: { packet: "plans/*.md" } }\n',
      files: md`
        ==> plans/dark-mode.md <==
        # Dark mode

        - TASK_ID: [|dark-mode|]
      `,
      says: [
        "dark-mode is no packet id here; where packets are called by words alone, packets.ids: ['{name}'] in gatehouse.yaml says it.",
      ],
    },
    {
      title: 'Only the file’s name says it, with a blank',
      files: md`
        ==> docs/task_packets/WP-1 Login.md <==
        # [|Login|]
      `,
      says: ['WP-1 Login is no packet id; write WP-{phase}-{Name}, such as WP-1-Login.'],
    },
    {
      title: 'A letter of another script, which looks the same; letters in a form of their own',
      files: md`
        ==> docs/task_packets/WP-1-Lоgout.md <==
        # WP-1-Lоgout

        - TASK_ID: [|WP-1-Lоgout|]

        ==> docs/task_packets/WP-1-ＬＯＧ.md <==
        # WP-1-ＬＯＧ

        - TASK_ID: [|WP-1-ＬＯＧ|]
      `,
      says: [
        'WP-1-Lоgout mixes Latin and Cyrillic letters in one word, and some look alike; write a word in one script.',
        'WP-1-ＬＯＧ has letters in a form of their own; write them as in WP-1-LOG.',
      ],
    },
    {
      title: 'A word of another script',
      files: md`
        ==> docs/task_packets/WP-1-Вход-OAuth.md <==
        # WP-1-Вход-OAuth

        ==> docs/task_packets/WP-1-λ.md <==
        # WP-1-λ
      `,
    },
    {
      title: 'Variants, dots, phases that are words',
      files: md`
        ==> docs/task_packets/WP-1-Login-v2.md <==
        # WP-1-Login-v2

        ==> docs/task_packets/WP-0.5-OAuth-v0.1.md <==
        # WP-0.5-OAuth-v0.1

        ==> docs/task_packets/WP-Beta-Login_Form.md <==
        # WP-Beta-Login_Form
      `,
    },
    {
      title: 'Another id than the file’s: another rule says so',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - TASK_ID: login
      `,
    },
    {
      title: 'Packets are called otherwise, and nobody has said so',
      config: 'packets: { paths: { packet: work/*.md } }',
      files: md`
        ==> work/TASK-12.md <==
        # [|Log in|]
      `,
      says: ['TASK-12 is no packet id here; where packets are called so, packets.ids in gatehouse.yaml says it.'],
    },
    {
      title: 'Packets are called otherwise',
      config: "packets: { ids: [TASK, 'T{number}'] }",
      files: md`
        ==> docs/task_packets/TASK-12.md <==
        # TASK-12

        ==> docs/task_packets/TASK_13_Login.md <==
        # TASK_13_Login

        ==> docs/task_packets/T014-logout.md <==
        # T014: log out

        ==> docs/task_packets/TASK-Roles.md <==
        # [|Roles|]
      `,
      says: ['TASK-Roles is no packet id; write TASK-{number} or TASK-{phase}-{Name}, such as TASK-12.'],
    },
  ],
});
