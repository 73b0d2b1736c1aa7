/** packets/command-not-allowed */
import { flat } from '#core/fields/items';
import { type Field, fieldOf } from '#core/fields/model';
import { md, type Severity } from '#core/rule';
import type { Span } from '#core/text';
import { type Command, commandsOf, readCommand } from '../model/commands';
import { brief, fieldIn } from '../model/packet';
import { type PacketModel, rule } from '../model/types';
import { validationOf } from '../model/validation';

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
      for (const { command, at, severity } of wanted(model)) {
        if (!command.program || allowed.some((a) => covers(a, command))) continue;
        yield {
          at,
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

/** The first commands of the entries; an entry that is a sentence about commands allows nobody knows what, and so everything. */
function allowedIn(tooling: Field | undefined): readonly Command[] {
  const part = tooling?.parts.find((p) => /allow|command/.test(p.key));
  const items = part ? flat(part.items) : [];
  const commands = items.map((i) => commandsOf(i)[0] ?? readCommand(i.bare, true));
  return commands.some((c) => c === undefined) ? [] : (commands as Command[]);
}

function* wanted(model: PacketModel): Iterable<{ command: Command; at: Span; severity: Severity }> {
  for (const key of ['TEST_PLAN', 'RUN_COMMANDS'])
    for (const item of flat(fieldIn(model.fields, key)?.items ?? []))
      for (const command of commandsOf(item))
        yield { command, at: placed(item.text, item.at, command), severity: key === 'TEST_PLAN' ? 'warning' : 'info' };
  for (const { command: text, at } of validationOf(model)?.commands ?? []) {
    const command = readCommand(text, true);
    if (command) yield { command, at, severity: 'warning' };
  }
}

/** Where a command stands in the text of its item. */
function placed(text: string, at: Span, { text: command }: Command): Span {
  const i = text.indexOf(command);
  return i < 0 ? at : { start: at.start + i, end: at.start + i + command.length };
}

/** Whether an entry's program is the command's, and its words are the command's first ones, blanks and paths aside. */
function covers(entry: Command, command: Command): boolean {
  if (bare(entry.program) !== bare(command.program)) return false;
  const words = entry.words.filter((w) => !/[{}<>*]|\.{3}|…|[/\\]/.test(w));
  let i = 0;
  for (const w of command.words) if (w === words[i]) i++;
  return i === words.length;
}

const bare = (program: string): string => program.replace(/^.*[/\\]/, '').replace(/\.(?:exe|cmd|bat)$/, '');
