/** packets/validation-missing */
import { md } from '#core/rule';
import { validationOf } from '../model/evidence/validation';
import { hasReached } from '../model/packet/packet';
import { rule, statusOf } from '../model/types';

export default rule({
  scope: 'document',
  severity: 'error',
  concerns: 'content',
  since: '0.2.0',
  summary: 'From Ready-for-Validation on, VALIDATION says what was run and what came of it.',
  why: `A validator has nothing to check when nothing is recorded. \`pending\`, a template’s empty \`Command:\` and \`Result:\` and what BOOTSTRAP
put out are no record. Before Ready-for-Validation the section may be empty; that it is there at all is \`missing-field\`’s matter.`,

  check: {
    *packet({ model }) {
      if (!hasReached(model, 'Ready-for-Validation')) return;
      const validation = validationOf(model);
      // Where there is no such section, missing-field says so; and where a dialect asks for none, nobody misses it.
      if (!validation || validation.filled) return;
      yield {
        at: validation.field.nameAt,
        message: `${model.id} is ${statusOf(model)}, but VALIDATION records nothing; add each command with its result.`,
      };
    },
  },

  examples: [
    {
      title: 'Only the template',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - STATUS: Ready-for-Validation

        ## [|VALIDATION|]
        - Command:
        - Result: <pending>
        - Notes:
      `,
      says: ['WP-1-Login is Ready-for-Validation, but VALIDATION records nothing; add each command with its result.'],
    },
    {
      title: 'A box that is ticked says that it passed',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - STATUS: Done

        ## VALIDATION
        - [x] \`npm test\`

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout

        - STATUS: Done

        ## [|VALIDATION|]
        - [ ] \`npm test\`
      `,
    },
    {
      title: 'Results below what BOOTSTRAP put out',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - STATUS: Done

        ## VALIDATION

        ### BOOTSTRAP Output
        ~~~
        WP_ID: WP-1-Login
        FILES_TO_OPEN: src/login.ts
        ~~~

        | Command | Result |
        |---|---|
        | \`npm test\` | PASS |
      `,
    },
    {
      title: 'Only the template of a list of changed files',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - STATUS: Done

        ## [|VALIDATION|]
        - (Fill in what was changed; it is no verdict.)
        - **Target File**: \`path/to/file\`
        - **Start**: <line>
        - **Line Delta**: <adds - dels>
        - **Gates Passed**:
          - [ ] compiles
        - **Notes**:
      `,
      says: ['WP-1-Login is Done, but VALIDATION records nothing; add each command with its result.'],
    },
    {
      title: 'The template, with the numbers that it came with and what is to be run; whose end is below a ruler',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - STATUS: Done

        ## [|VALIDATION|]
        - **Changed**:
          - **Target File**: \`<one file>\`
          - **Start**: 1
          - **Line Delta**: 0
          - **Post-SHA1**: \`0000000000000000000000000000000000000000\`
          - **Gates Passed**:
            - [ ] compiles
          - **Lint Results**: <tool + how it ended>
        - **Commands**:
          - npm test
          - \`npm run lint\`

        ---

        **Last Updated:** 2026-01-02
        **User Signature Locked:** mia010120261000

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout

        - STATUS: Done

        ## VALIDATION
        - npm test
          - 12 passed
        - npm run lint: clean
      `,
      says: ['WP-1-Login is Done, but VALIDATION records nothing; add each command with its result.'],
    },
    {
      title: 'Only what BOOTSTRAP put out',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - STATUS: Done

        ## [|VALIDATION|] (filled by Coder)

        ### BOOTSTRAP Output
        ~~~
        WP_ID: WP-1-Login
        TASK_TYPE: FEATURE
        ~~~

        ### Test Results
      `,
    },
    {
      title: 'Recorded, and not due yet',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - STATUS: Done

        ## Validation
        - npm test -> PASS

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout

        - STATUS: In-Progress

        ## VALIDATION
      `,
    },
    {
      title: 'A record below what BOOTSTRAP put out, and a dialect that has no such section',
      config: md`
        packets:
          required:
            default: [TASK_ID, STATUS]
      `,
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Done

        ## VALIDATION
        ### BOOTSTRAP Output
        ~~~
        WP_ID: WP-1-Login
        ~~~

        Command: npm test -- login
        Result: PASS

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: Done
      `,
    },
    {
      title: 'Only what the coder put out before the first change',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - STATUS: Ready-for-Validation

        ## [|VALIDATION|]

        ~~~
        WP_ID: WP-1-Login
        TASK_TYPE: FEATURE
        FILES: src/login.ts
        COMMANDS: npm test
        ~~~
      `,
    },
  ],
});
