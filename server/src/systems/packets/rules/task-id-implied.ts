/** packets/task-id-implied */
import { fieldOf } from '#core/fields/model';
import { md } from '#core/rule';
import { requiredFor } from '../model/dialect/dialect';
import { insertField } from '../model/packet/edit';
import { type PacketModel, rule, statusOf } from '../model/types';

export default rule({
  scope: 'document',
  severity: 'info',
  concerns: 'content',
  since: '0.2.0',
  summary: 'A packet names its TASK_ID itself.',
  why: 'The id in the title stands in for an absent `TASK_ID`, but a title is reworded sooner than a field, and tools look for the field. Where `packets.required` does not have TASK_ID, nothing is asked for.',

  check: {
    *packet({ model, path, dialect }) {
      const { titleId } = model;
      if (!titleId || fieldOf(model.fields, 'TASK_ID')) return;
      // Where nobody is asked for the field, the title and the file’s name are enough.
      const due = requiredFor(dialect, model.stub ? 'Stub' : statusOf(model), model.profile);
      if (!due.includes('TASK_ID')) return;
      yield {
        at: titleId.at,
        message: `${titleId.text} stands only in the title; there is no TASK_ID.`,
        fixes: [
          {
            title: `Add TASK_ID: ${titleId.text}`,
            safety: 'safe',
            change(desk) {
              const doc = desk.document<PacketModel>(path, 'packets/packet');
              if (!doc) return undefined;
              const edit = insertField(doc.model.fields, doc.text, 'TASK_ID', titleId.text);
              return [{ do: 'edit', path, hash: doc.hash, edits: [edit] }];
            },
          },
        ],
      };
    },
  },

  examples: [
    {
      title: 'Only the title has it',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # Work Packet: [|WP-1-Login|]

        - **STATUS:** Backlog
      `,
      says: ['WP-1-Login stands only in the title; there is no TASK_ID.'],
      fixed: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # Work Packet: WP-1-Login

        - **TASK_ID**: WP-1-Login
        - **STATUS:** Backlog
      `,
    },
    {
      title: 'Before a fence that nobody closed: behind it, it would be code',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # Work Packet: [|WP-1-Login|]

        ~~~
        npm test
      `,
      says: ['WP-1-Login stands only in the title; there is no TASK_ID.'],
      fixed: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # Work Packet: WP-1-Login

        ## TASK_ID

        WP-1-Login

        ~~~
        npm test
      `,
    },
    {
      title: 'By another name',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # Work Packet: WP-1-Login

        - WP_ID: WP-1-Login
      `,
    },
  ],
});
