/** packets/validation-incomplete */
import { md, type Report } from '#core/rule';
import type { Manifest } from '../model/evidence/manifest';
import { validationOf } from '../model/evidence/validation';
import { brief, hasReached } from '../model/packet/packet';
import { rule } from '../model/types';

export default rule({
  scope: 'document',
  severity: 'error',
  concerns: 'content',
  since: '0.2.0',
  summary: 'Each command that VALIDATION records has its result.',
  why: `A command without a result was perhaps never run. The result stands after the command and before the next one, on its line, in its row
or below it; from Ready-for-Validation on. What failed by what is written, and is not seen to pass below that, is a warning while the
packet waits for its validator. Where VALIDATION lists the gates that a changed file (\`Target File\`) has passed, one that
is not ticked is a warning, and so is a file whose hash is the same before and after.`,

  check: {
    *packet({ model }) {
      if (!hasReached(model, 'Ready-for-Validation')) return;
      for (const { command, at, answered } of validationOf(model)?.commands ?? [])
        if (!answered) yield { at, message: `${brief(command)} has no result; record what came of it.` };
      for (const { at, text } of model.proof.failed ?? [])
        yield {
          at,
          severity: 'warning',
          message: `${brief(text)} failed, but ${model.id} is Ready-for-Validation; record that it passes, or move the packet back.`,
        };
      yield* listed((model.proof.manifests ?? []).filter((m) => m.name !== ''));
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
      title: 'A cell and an arrow without a result, one that was not run; a remark is none, a reason is an answer',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - STATUS: Done

        ## VALIDATION

        | Command | Result | Notes |
        |---|---|---|
        | [|\`npm test\`|] |  | all green |
        | [|\`npm run build\`|] | NOT RUN | |
        | \`npm run lint\` | PASS | |
        | \`npm run pack\` | not run: there is no network here | |

        - [|\`npm run docs\`|] ->
        - \`npm run tidy\` -> PASS
        - [|\`npm run e2e\`|] -> NOT RUN
        - \`npm run wide\` -> not run: there is no screen here
      `,
      says: [
        'npm test has no result; record what came of it.',
        'npm run build has no result; record what came of it.',
        'npm run docs has no result; record what came of it.',
        'npm run e2e has no result; record what came of it.',
      ],
    },
    {
      title: 'A result that is FAIL, of a packet that is said to be ready; one that passed the next time, and one that is known',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - STATUS: Ready-for-Validation

        ## VALIDATION
        - \`npm test\`: [|FAIL|]
        - \`npm run lint\`: FAIL
        - \`npm run e2e\`: FAIL (pre-existing, not caused by this)
        - \`npm run lint\`: PASS

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout

        - STATUS: In-Progress

        ## VALIDATION
        - \`npm test\`: FAIL
      `,
      says: ['npm test failed, but WP-1-Login is Ready-for-Validation; record that it passes, or move the packet back.'],
      severities: ['warning'],
    },
    {
      title: 'Gates of a changed file that are not ticked; a template’s are nobody’s',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - STATUS: Ready-for-Validation

        ## VALIDATION
        - [|Target File|]: \`src/login.ts\`
        - Gates Passed:
          - [x] compiles
          - [ ] tests_passed
          - [ ] lint_passed
        - Notes: none

        - [|Target File|]: \`src/logout.ts\`
        - Pre-SHA1: \`56844d12956c6fe917459a9c6c603e8b28dbab59\`
        - Post-SHA1: \`56844d12956c6fe917459a9c6c603e8b28dbab59\`
        - Gates Passed:
          - [x] compiles

        - **Target File**: \`path/to/file\`
        - **Gates Passed**:
          - [ ] compiles
      `,
      says: [
        '2 of the 3 gates of src/login.ts are not ticked: tests_passed, lint_passed.',
        'VALIDATION lists src/logout.ts as changed, but its hash is the same before and after; record what it was, or take it out.',
      ],
      severities: ['warning', 'warning'],
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

/** What is said of the files that were changed: told once for all gates, for who leaves them open does so everywhere. */
function* listed(files: readonly Manifest[]): Iterable<Report> {
  for (const { name, at, unchanged } of files)
    if (unchanged)
      yield {
        at,
        severity: 'warning',
        message: `VALIDATION lists ${name} as changed, but its hash is the same before and after; record what it was, or take it out.`,
      };
  const [first, ...more] = files.filter((m) => m.gates.some((g) => g.open));
  if (!first) return;
  const open = first.gates.filter((g) => g.open);
  const names = open.slice(0, 3).map((g) => brief(g.text));
  const rest = open.length > 3 ? ` and ${open.length - 3} more` : '';
  const others =
    more.length === 0 ? '' : more.length === 1 ? '; 1 more file has open ones' : `; ${more.length} more files have open ones`;
  yield {
    at: first.at,
    severity: 'warning',
    message: `${open.length} of the ${first.gates.length} gates of ${first.name} ${open.length === 1 ? 'is' : 'are'} not ticked: ${names.join(', ')}${rest}${others}.`,
    related: [...open, ...more].map(({ at }) => ({ at, message: 'open' })),
  };
}
