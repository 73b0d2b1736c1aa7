/** packets/command-not-allowed */
import { flat } from '#core/fields/items';
import { fieldOf } from '#core/fields/model';
import { md, type Severity } from '#core/rule';
import type { Span } from '#core/text';
import { validationOf } from '../model/evidence/validation';
import { type Command, commandsOf, readCommand } from '../model/packet/commands';
import { brief, fieldIn } from '../model/packet/packet';
import { allowedIn, isAllowed } from '../model/packet/tooling';
import { type PacketModel, rule } from '../model/types';

export default rule({
  scope: 'document',
  severity: 'warning',
  concerns: 'content',
  since: '0.2.0',
  summary: 'What is to be run is on Tooling’s list.',
  why: `Whoever runs commands for the packet runs those on the list and no others: a test that is not on it is not run. An entry covers
every command with its program and its subcommands (\`cargo test …\`, \`just pre-work {WP_ID}\`), whatever the flags. In RUN_COMMANDS, which
a coder runs, it is information.`,

  check: {
    *packet({ model }) {
      const allowed = allowedIn(fieldOf(model.fields, 'Tooling'));
      if (allowed.length === 0) return;
      for (const { command, within, at, severity } of wanted(model)) {
        if (!command.program || isAllowed(command, allowed)) continue;
        yield {
          at: placed(within, at, command),
          severity,
          message: `${brief(command.text)} is not among Tooling’s allowed commands; list it there, or leave it out.`,
        };
      }
    },
  },

  examples: [
    {
      title: 'A command that the list does not have',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        ## TEST_PLAN
        - cargo test -p api
        - [|cargo publish|]
        - \`[|npm run e2e|]\` (in Firefox)

        ## Tooling (Allowed for Tool Agent)
        - Workdir: .
        - Allowed commands:
          - cargo test --manifest-path ...
          - \`rg "pattern" src/\`
      `,
      says: [
        'cargo publish is not among Tooling’s allowed commands; list it there, or leave it out.',
        'npm run e2e is not among Tooling’s allowed commands; list it there, or leave it out.',
      ],
    },
    {
      title: 'Patterns, flags and sentences',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        ## TEST_PLAN
        - cargo test -p api login
        - just pre-work WP-1-Login
        - rg "println" src/ | wc -l
        - Code review

        ## Tooling
        - Allowed commands: cargo test; just pre-work {WP_ID}; rg
      `,
    },
    {
      title: 'Several in one entry; a comma in what is quoted is none',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        ## TEST_PLAN
        - cargo test login
        - git diff --stat
        - [|npm test|]

        ## Tooling
        - Allowed commands: cargo, git

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout

        ## TEST_PLAN
        - cargo test logout
        - npm run lint
        - [|npm run e2e|]

        ## Tooling
        - Allowed commands: \`cargo test\`, \`npm run lint\`

        ==> docs/task_packets/WP-1-Search.md <==
        # WP-1-Search

        ## TEST_PLAN
        - rg "a, npm" src
        - [|npm test|]

        ## Tooling
        - Allowed commands: rg "a, npm"
      `,
    },
    {
      title: 'No list',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        ## TEST_PLAN
        - cargo publish

        ## Tooling
        - Workdir: .
      `,
    },
  ],
});

interface Wanted {
  readonly command: Command;
  /** The text at that place. */
  readonly within: string;
  readonly at: Span;
  readonly severity: Severity;
}

function* wanted(model: PacketModel): Iterable<Wanted> {
  for (const key of ['TEST_PLAN', 'RUN_COMMANDS'])
    for (const item of flat(fieldIn(model.fields, key)?.items ?? []))
      for (const command of commandsOf(item))
        yield { command, within: item.text, at: item.at, severity: key === 'TEST_PLAN' ? 'warning' : 'info' };
  for (const { command: text, at, gate } of validationOf(model)?.commands ?? []) {
    if (gate) continue;
    const command = readCommand(text, true);
    if (command) yield { command, within: '', at, severity: 'warning' };
  }
}

/** Where a command stands in the text of its item. */
function placed(text: string, at: Span, { text: command }: Command): Span {
  const i = text.indexOf(command);
  return i < 0 ? at : { start: at.start + i, end: at.start + i + command.length };
}
