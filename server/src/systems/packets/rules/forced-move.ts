/** packets/forced-move */
import { everywhere } from '#core/fields/model';
import { md } from '#core/rule';
import { rule, statusOf } from '../model/types';

export default rule({
  scope: 'document',
  severity: 'warning',
  since: '0.2.0',
  summary: 'A packet came into its state by the moves that lead there.',
  why: `A move can be forced when what it needs is not there. Forcing leaves a line, \`Forced move: In-Progress -> Done, date, who:
why\`, so that whoever comes next knows that the state has not been earned. The line may stay; it is told as long as the packet is
in the state that it was forced into.`,

  check: {
    *packet({ model, dialect }) {
      for (const field of everywhere(model.fields.fields, 'Forced move')) {
        const to = dialect.status.value(field.text)?.status;
        const now = statusOf(model);
        if (field.text === '' || (to !== undefined && now !== undefined && to !== now)) continue;
        yield {
          at: field.nameAt,
          message: `${model.id} was forced into ${to ?? 'its state'}: what that needs is still to be done.`,
        };
      }
    },
  },

  examples: [
    {
      title: 'Done by force',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Done
        - [|Forced move|]: Ready-for-Validation -> Done, 2026-01-12, mara: the demo is tomorrow
      `,
      says: ['WP-1-Login was forced into Done: what that needs is still to be done.'],
    },
    {
      title: 'It has moved on since, and has earned it',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Ready-for-Validation
        - Forced move: Ready-for-Dev -> In-Progress, 2026-01-12, mara: the coder is free this week only
      `,
    },
    {
      title: 'Nobody wrote where from and where to',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Done
        - [|Forced move|]: mara, 2026-01-12, for the demo
      `,
      says: ['WP-1-Login was forced into its state: what that needs is still to be done.'],
    },
  ],
});
