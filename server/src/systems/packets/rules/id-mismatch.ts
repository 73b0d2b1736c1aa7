/** packets/id-mismatch */
import { stemOf } from '#core/paths';
import { md, type Offer } from '#core/rule';
import { replaceIn } from '../model/edit';
import { type Located, rule } from '../model/types';

export default rule({
  scope: 'document',
  severity: 'error',
  since: '0.1.0',
  summary: 'TASK_ID, title and file name of a packet are one id.',
  why: 'The board, blockers and the audit name a packet by its id. Where the three differ, half of them point at nothing.',

  check: {
    *packet({ model, path }) {
      const { fileId, titleId } = model;
      // `WP-{phase}-{name}` is a template's, not another packet's.
      const taskId = model.taskId && /[{}<>]/.test(model.taskId.text) ? undefined : model.taskId;
      const offer = (place: Located, to: string): Offer => ({
        title: `Change it to ${to}`,
        safety: 'ask',
        change: (desk) => replaceIn(desk, path, 'packets/packet', place.at, to),
      });
      // With a folder more would move than this file.
      const isFile = stemOf(path) === fileId;
      const place = isFile ? `the file is ${fileId}.md` : `the folder is ${fileId}`;
      const rename = (to: string): readonly Offer[] =>
        isFile
          ? [
              {
                title: `Rename the file to ${to}.md`,
                safety: 'ask',
                change: () => [{ do: 'rename', from: path, to: path.replace(/[^/]*$/, `${to}.md`) }],
              },
            ]
          : [];
      if (taskId && taskId.text !== fileId) {
        // Two against one: the title decides whether the file or the field is wrong.
        const fixes =
          titleId?.text === taskId.text
            ? [...rename(taskId.text), offer(taskId, fileId)]
            : [offer(taskId, fileId), ...rename(taskId.text)];
        yield { at: taskId.at, message: `TASK_ID is ${taskId.text}, but ${place}.`, fixes };
        if (titleId && titleId.text !== taskId.text && titleId.text !== fileId)
          yield {
            at: titleId.at,
            message: `The title says ${titleId.text}, but TASK_ID is ${taskId.text}.`,
            fixes: [offer(titleId, taskId.text)],
          };
        return;
      }
      if (titleId && titleId.text !== fileId) {
        const fixes = taskId ? [offer(titleId, fileId)] : [offer(titleId, fileId), ...rename(titleId.text)];
        yield {
          at: titleId.at,
          message: `The title says ${titleId.text}, but ${taskId ? `TASK_ID is ${fileId}` : place}.`,
          fixes,
        };
      }
    },
  },

  examples: [
    {
      title: 'The title is another packet’s',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # Task Packet: [|WP-1-Logout|]

        - TASK_ID: WP-1-Login
      `,
      says: ['The title says WP-1-Logout, but TASK_ID is WP-1-Login.'],
      fixed: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # Task Packet: WP-1-Login

        - TASK_ID: WP-1-Login
      `,
    },
    {
      title: 'The file has another name',
      files: md`
        ==> docs/task_packets/WP-1-Logn.md <==
        # Task Packet: WP-1-Login

        - TASK_ID: [|WP-1-Login|]
      `,
      says: ['TASK_ID is WP-1-Login, but the file is WP-1-Logn.md.'],
      fixed: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # Task Packet: WP-1-Login

        - TASK_ID: WP-1-Login
      `,
    },
    {
      title: 'What a template says is no id',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # Task Packet: WP-1-Login

        - TASK_ID: WP-{phase}-{name}
      `,
    },
    {
      title: 'A folder a packet: its name is the id',
      config: md`
        packets: { paths: { packet: 'work/*/packet.md' } }
      `,
      files: md`
        ==> work/WP-1-Login/packet.md <==
        # Task Packet: WP-1-Login
        - TASK_ID: WP-1-Login

        ==> work/WP-1-Logout/packet.md <==
        # Packet
        - TASK_ID: [|WP-1-Sign-Out|]
      `,
      says: ['TASK_ID is WP-1-Sign-Out, but the folder is WP-1-Logout.'],
      fixed: md`
        ==> work/WP-1-Logout/packet.md <==
        # Packet
        - TASK_ID: WP-1-Logout
      `,
    },
    {
      title: 'One id everywhere',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # Task Packet: WP-1-Login

        | TASK_ID | WP-1-Login |
        | --- | --- |
        | STATUS | Backlog |
      `,
    },
  ],
});
