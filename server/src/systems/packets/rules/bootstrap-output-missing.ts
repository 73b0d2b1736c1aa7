/** packets/bootstrap-output-missing */
import { fieldOf } from '#core/fields/model';
import { md } from '#core/rule';
import { requiredFor } from '../model/dialect/dialect';
import { hasReached } from '../model/packet/packet';
import { rule, statusOf } from '../model/types';

export default rule({
  scope: 'document',
  severity: 'warning',
  concerns: 'content',
  since: '0.2.0',
  summary: 'From In-Progress on, a packet holds what its coder put out before the first change.',
  why: `The block shows that whoever works on the packet has read it: WP_ID, RISK_TIER, TASK_TYPE and the files, terms, commands and risks to
start from. The work plan of the packet is somebody else’s. It counts as a section \`BOOTSTRAP Output\`, or as a block that begins with
BOOTSTRAP and names WP_ID or TASK_TYPE, anywhere in the packet. Where \`packets.required\` does not have BOOTSTRAP, nothing is asked for.`,

  check: {
    *packet({ model, dialect }) {
      if (!hasReached(model, 'In-Progress') || model.bootstrapped) return;
      // A house that asks for no work plan has no coder who could have shown that it was read.
      if (!requiredFor(dialect, statusOf(model)).includes('BOOTSTRAP')) return;
      yield {
        at: fieldOf(model.fields, 'BOOTSTRAP')?.nameAt ?? model.head,
        about: { kind: 'field', name: 'BOOTSTRAP Output' },
        message: `${model.id} is ${statusOf(model)} without a BOOTSTRAP output; put the coder’s block (WP_ID, TASK_TYPE, files, commands) under VALIDATION.`,
      };
    },
  },

  examples: [
    {
      title: 'No work plan is asked for in this house',
      config: 'packets: { required: { default: [TASK_ID, STATUS, What] } }',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - STATUS: In-Progress
      `,
    },
    {
      title: 'Below the plan, under a heading or in its list',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - STATUS: In-Progress

        ## BOOTSTRAP
        - FILES_TO_OPEN: src/login.ts

        ### Output
        FILES_TO_OPEN: src/login.ts

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout

        - STATUS: In-Progress
        - BOOTSTRAP:
          - FILES_TO_OPEN: src/logout.ts
          - Output: src/logout.ts, read
      `,
    },
    {
      title: 'Only the plan',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - STATUS: In-Progress

        ## [|BOOTSTRAP|] (Coder Work Plan)
        - FILES_TO_OPEN: src/login.ts
      `,
      says: [
        'WP-1-Login is In-Progress without a BOOTSTRAP output; put the coder’s block (WP_ID, TASK_TYPE, files, commands) under VALIDATION.',
      ],
    },
    {
      title: 'A section under VALIDATION',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - STATUS: Done

        ## VALIDATION

        ### BOOTSTRAP Output
        ~~~
        FILES_TO_OPEN:
        - src/login.ts
        ~~~
      `,
    },
    {
      title: 'A fence in the coder’s notes',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - STATUS: In-Progress

        ## Notes
        ~~~
        BOOTSTRAP
        WP_ID: WP-1-Login
        TASK_TYPE: FEATURE
        ~~~
      `,
    },
    {
      title: 'Not begun',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - STATUS: Ready-for-Dev
      `,
    },
    {
      title: 'Under VALIDATION without a name of its own; told in words, where the plan is the front matter',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - STATUS: In-Progress

        ## BOOTSTRAP
        - FILES_TO_OPEN: src/login.ts

        ## VALIDATION

        ~~~
        WP_ID: WP-1-Login
        TASK_TYPE: FEATURE
        FILES: src/login.ts
        COMMANDS: npm test
        ~~~

        ==> docs/task_packets/WP-1-Logout.md <==
        ---
        status: In-Progress
        files_to_open:
          - src/logout.ts
        ---

        # WP-1-Logout

        ## Bootstrap

        Opened it, ran the tests: green.
      `,
    },
  ],
});
