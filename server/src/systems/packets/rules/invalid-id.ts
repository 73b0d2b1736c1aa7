/** packets/invalid-id */

import { fieldOf } from '#core/fields/model';
import { md } from '#core/rule';
import { isBlank } from '../model/blanks';
import { idForm } from '../model/id-form';
import { rule } from '../model/types';

export default rule({
  scope: 'document',
  severity: 'warning',
  concerns: 'content',
  since: '0.2.0',
  summary: 'A packet’s id is WP-{phase}-{Name}, with -vN for a variant.',
  why: `Boards, blockers and the audit are searched for ids of this form; what has another form is found nowhere. The name may hold
dots and further dashes. That TASK_ID, title and file name are one id is \`id-mismatch\`’s matter.`,

  check: {
    *packet({ model }) {
      const { fileId, taskId, head } = model;
      // One that differs from the file's name is told there, with what to do.
      if (taskId && taskId.text !== fileId && idForm.test(fileId)) return;
      const id = taskId?.text ?? fileId;
      if (idForm.test(id) || isBlank(fieldOf(model.fields, 'TASK_ID')?.text ?? '') || /[{}]/.test(id)) return;
      yield { at: taskId?.at ?? head, message: `${id} is no packet id; write WP-{phase}-{Name}, such as WP-1-Login.` };
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
      title: 'Only the file’s name says it, with a blank',
      files: md`
        ==> docs/task_packets/WP-1 Login.md <==
        # [|Login|]
      `,
      says: ['WP-1 Login is no packet id; write WP-{phase}-{Name}, such as WP-1-Login.'],
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
  ],
});
