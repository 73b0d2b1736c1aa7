/** packets/validation-incomplete */
import { md } from '#core/rule';
import { brief, hasReached } from '../model/packet';
import { rule } from '../model/types';
import { validationOf } from '../model/validation';

export default rule({
  scope: 'document',
  severity: 'error',
  concerns: 'content',
  since: '0.2.0',
  summary: 'Each command that VALIDATION records has its result.',
  why: `A command without a result was perhaps never run. The result stands after the command and before the next one, on its line, in its row
or below it; from Ready-for-Validation on.`,

  check: {
    *packet({ model }) {
      if (!hasReached(model, 'Ready-for-Validation')) return;
      for (const { command, at, answered } of validationOf(model)?.commands ?? [])
        if (!answered) yield { at, message: `${brief(command)} has no result; record what came of it.` };
    },
  },

  examples: [
    {
      title: 'One of two commands has a result',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - STATUS: Ready-for-Validation

        ## VALIDATION

        ### Test Results
        ~~~
        Command: [|cargo test -p api|]

        Command: npm test
        Result: PASSED (8/8)
        ~~~
      `,
      says: ['cargo test -p api has no result; record what came of it.'],
    },
    {
      title: 'A template’s result, an empty cell',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - STATUS: Done

        ## VALIDATION
        - Command: [|npm test|]
        - Result: <pending>

        ## Validation
        | Command | Result |
        | --- | --- |
        | npm test | 12 passed |
        | [|\`npm run e2e\`|] | |
      `,
    },
    {
      title: 'Every way to say it',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - STATUS: Ready-for-Validation

        ## VALIDATION
        - Command: npm test
          - Result: PASS
        - Command: cargo test → 8 passed
        - **Commands:**
          - npm run lint
          - npm run build
        - **Results:** both pass
        - pnpm test -> PASS
      `,
    },
    {
      title: 'Planned, and not due yet',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - STATUS: In-Progress

        ## VALIDATION
        - Command: npm test
        - Result:
      `,
    },
    {
      title: 'A record below what BOOTSTRAP put out, which no heading closes',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Ready-for-Validation

        ## VALIDATION
        ### BOOTSTRAP Output
        ~~~
        WP_ID: WP-1-Login
        RUN_COMMANDS:
        - npm test
        ~~~

        Command: [|npm test -- login|]
      `,
    },
    {
      title: 'The commands of the coder’s own plan have no results',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - STATUS: Ready-for-Validation

        ## VALIDATION

        ### BOOTSTRAP

        ~~~
        WP_ID: WP-1-Login
        TASK_TYPE: FEATURE
        FILES: src/login.ts
        COMMANDS: npm test
        ~~~

        Command: \`npm test\`
        Result: PASS
      `,
    },
  ],
});
