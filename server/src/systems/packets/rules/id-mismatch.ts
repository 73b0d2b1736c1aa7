/** packets/id-mismatch */
import { stemOf } from '#core/paths';
import { md, type Offer } from '#core/rule';
import { isSameNumber, isSameWords } from '../model/dialect/id-form';
import { replaceIn } from '../model/packet/edit';
import { type Located, rule } from '../model/types';

export default rule({
  scope: 'document',
  severity: 'error',
  since: '0.1.0',
  summary: 'TASK_ID, title and file name of a packet are one id.',
  why: `The board, blockers and the audit name a packet by its id. Where the three differ, half of them point at nothing. One id that
is written in two ways (\`WP-16\`, \`WP16-Storage\`; \`TASK-01-log-in\`, \`01_log_in_task\`) is information; where \`packets.ids\` has a form for both, that is how packets are called.`,

  check: {
    *packet({ model, path, dialect: { ids } }) {
      const { fileId, titleId } = model;
      // `WP-{phase}-{name}` is a template's, not another packet's.
      const taskId = model.taskId && /[{}<>]/.test(model.taskId.text) ? undefined : model.taskId;
      const offer = (place: Located, to: string): Offer => ({
        title: `Change it to ${to}`,
        safety: 'ask',
        change: (desk) => replaceIn(desk, path, 'packets/packet', place.at, to),
      });
      // With a folder more would move than this file.
      const stem = stemOf(path);
      const isFile = stem.toLowerCase().startsWith(fileId.toLowerCase());
      const place = isFile ? `the file is ${stem}.md` : `the folder is ${fileId}`;
      const rename = (to: string): readonly Offer[] =>
        isFile
          ? [
              {
                title: `Rename the file to ${to}${stem.slice(fileId.length)}.md`,
                safety: 'ask',
                change: () => [{ do: 'rename', from: path, to: path.replace(/[^/]*$/, `${to}${stem.slice(fileId.length)}.md`) }],
              },
            ]
          : [];
      if (taskId && taskId.text !== fileId) {
        // Two against one: the title decides whether the file or the field is wrong.
        const fixes =
          titleId?.text === taskId.text
            ? [...rename(taskId.text), offer(taskId, fileId)]
            : [offer(taskId, fileId), ...rename(taskId.text)];
        const isOne = isSameNumber(taskId.text, fileId) || isSameWords(taskId.text, fileId);
        if (!isOne) yield { at: taskId.at, message: `TASK_ID is ${taskId.text}, but ${place}.`, fixes };
        else if (!ids.is(taskId.text))
          yield {
            at: taskId.at,
            severity: 'info',
            message: `TASK_ID is ${taskId.text}, but ${place}; where packets are called both, packets.ids in gatehouse.yaml says so.`,
            fixes,
          };
        if (titleId && titleId.text !== taskId.text && titleId.text !== fileId && !isSameNumber(titleId.text, taskId.text))
          yield {
            at: titleId.at,
            message: `The title says ${titleId.text}, but TASK_ID is ${taskId.text}.`,
            fixes: [offer(titleId, taskId.text)],
          };
        return;
      }
      if (titleId && titleId.text !== fileId && !isSameNumber(titleId.text, fileId)) {
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
      title: 'A number, and in the name of the file a few words more',
      files: md`
        ==> docs/task_packets/WP-0026_Repair_images.md <==
        # Work Packet: WP-0026 - Repair images

        ==> docs/task_packets/WP-2-031-stop-button.md <==
        # WP-2-031: A stop button
        - TASK_ID: WP-2-031
      `,
    },
    {
      title: 'Another number than that of the file',
      files: md`
        ==> docs/task_packets/WP-C05-sign-out.md <==
        # WP-C05
        - TASK_ID: [|WP-C06|]
      `,
      says: ['TASK_ID is WP-C06, but the file is WP-C05-sign-out.md.'],
      fixed: md`
        ==> docs/task_packets/WP-C05-sign-out.md <==
        # WP-C05
        - TASK_ID: WP-C05
      `,
    },
    {
      title: 'One number in two ways',
      config: 'packets: { ids: [PKT] }',
      files: md`
        ==> docs/task_packets/PKT-16.md <==
        # Storage
        - TASK_ID: [|PKT16-STORAGE|]
      `,
      says: [
        'TASK_ID is PKT16-STORAGE, but the file is PKT-16.md; where packets are called both, packets.ids in gatehouse.yaml says so.',
      ],
      severities: ['info'],
      fixed: md`
        ==> docs/task_packets/PKT-16.md <==
        # Storage
        - TASK_ID: PKT-16
      `,
    },
    {
      title: 'Packets are called both, but another number is another packet',
      config: "packets: { ids: [PKT, 'PKT{number}'] }",
      files: md`
        ==> docs/task_packets/PKT-16.md <==
        # Storage
        - TASK_ID: PKT16-STORAGE

        ==> docs/task_packets/PKT-17.md <==
        # Cache
        - TASK_ID: [|PKT18|]-CACHE
      `,
      says: ['TASK_ID is PKT18, but the file is PKT-17.md.'],
      fixed: md`
        ==> docs/task_packets/PKT-17.md <==
        # Cache
        - TASK_ID: PKT-17-CACHE
      `,
    },
    {
      title: 'One id put together in two ways, and another one',
      config: md`
        packets: { ids: ['{YYYY-MM-DD}_{name}'] }
      `,
      files: md`
        ==> docs/task_packets/2026-01-02_log_in_task.md <==
        # Log in
        - TASK_ID: [|TASK-2026-01-02-log-in|]

        ==> docs/task_packets/2026-01-02_log_out_task.md <==
        # Log out
        - TASK_ID: [|TASK-2026-01-02-roles|]
      `,
      says: [
        'TASK_ID is TASK-2026-01-02-log-in, but the file is 2026-01-02_log_in_task.md; where packets are called both, packets.ids in gatehouse.yaml says so.',
        'TASK_ID is TASK-2026-01-02-roles, but the file is 2026-01-02_log_out_task.md.',
      ],
      severities: ['info', 'error'],
      fixed: md`
        ==> docs/task_packets/2026-01-02_log_in_task.md <==
        # Log in
        - TASK_ID: 2026-01-02_log_in_task

        ==> docs/task_packets/2026-01-02_log_out_task.md <==
        # Log out
        - TASK_ID: 2026-01-02_log_out_task
      `,
    },
    {
      title: 'Words behind the id in the name of its file, which may have blanks and other capitals; a number alone',
      config: md`
        packets: { ids: [TASK, '{number}'] }
      `,
      files: md`
        ==> docs/task_packets/TASK-12 - Log in.md <==
        # Log in
        - TASK_ID: TASK-12

        ==> docs/task_packets/task-13-log-out.md <==
        # Log out
        - TASK_ID: TASK-13

        ==> docs/task_packets/0042-roles.md <==
        # Task 0042: roles
        - TASK_ID: 0042

        ==> docs/task_packets/0043-export.md <==
        # Task [|0044|]: export
      `,
      says: ['The title says 0044, but the file is 0043-export.md.'],
      fixed: md`
        ==> docs/task_packets/0043-export.md <==
        # Task 0043: export
      `,
    },
    {
      title: 'A name and more is another packet',
      files: md`
        ==> docs/task_packets/WP-1-Login-Form.md <==
        # WP-1-Login-Form
        - TASK_ID: [|WP-1-Login|]
      `,
      says: ['TASK_ID is WP-1-Login, but the file is WP-1-Login-Form.md.'],
      fixed: md`
        ==> docs/task_packets/WP-1-Login-Form.md <==
        # WP-1-Login-Form
        - TASK_ID: WP-1-Login-Form
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
