/** packets/prose-command */
import type { Field, Item } from '#core/fields/model';
import { normalName } from '#core/fields/names';
import { md, type Report } from '#core/rule';
import { isBlank } from '../model/packet/blanks';
import { commandsOf, isProse } from '../model/packet/commands';
import { brief, fewOf, fieldIn, itemsIn, pointsAt } from '../model/packet/packet';
import { rule } from '../model/types';

export default rule({
  scope: 'document',
  severity: 'warning',
  concerns: 'content',
  since: '0.2.0',
  summary: 'What TEST_PLAN and RUN_COMMANDS list can be run.',
  why: `A step that is a command is proved by running it; a sentence is proved by nobody. An item counts as a command if a shell would find a
program in it: a known one, a path, a word with flags; in code or plain, with a prompt, a label or a remark. \`None\` with a reason is
an answer; a step that says it is manual, to be inspected or optional is information. A list without any command under another name (\`Tests\`) is one of cases: it is
information, and nothing where a section about validation has a block of commands; so TEST_PLAN is information beside such a block.`,

  check: {
    *packet({ model, dialect }) {
      for (const key of ['TEST_PLAN', 'RUN_COMMANDS']) {
        const field = fieldIn(model.fields, key);
        if (field && pointsAt(field, model.fields, dialect.names)) continue;
        if (!field) continue;
        const manually = field.parts.filter((p) => manual.test(p.name));
        const isByHand = (item: Item): boolean =>
          manual.test(item.text) || manually.some((p) => p.at.start < item.at.start && item.at.end <= p.at.end);
        const prose = [...steps(field)];
        const all = itemsIn(field);
        const words = prose.filter((i) => !isByHand(i));
        const isOwn = normalName(field.name) === normalName(key);
        // What is run stands elsewhere, or nobody said that this is to be run: a list of cases.
        if (key === 'TEST_PLAN' && words.length > 0 && (model.checks || !isOwn) && !all.some(runs)) {
          if (isOwn || !model.checks)
            yield* told(
              all.filter((i) => isCase(i) && !isByHand(i)),
              all.length,
              field.name,
              'info',
            );
        } else yield* told(words, all.length, field.name);
        yield* byHand(prose.filter(isByHand), field.name);
      }
    },
  },

  examples: [
    {
      title: 'Sentences among commands',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        ## TEST_PLAN
        Before the hand-over run:

        1. \`cargo test -p api\` (all pass)
        2. [|Make sure that nothing is logged|]
        3. Code review: no passwords in the logs
        4. [|Manual: open the page and log in|]

        ### Manual
        - Log in with a second browser

        ## BOOTSTRAP
        - RUN_COMMANDS:
          ~~~bash
          npm ci
          [|then open the page that logs in|]
          ~~~

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout

        ## TEST_PLAN
        - [ ] [|The light is on|]
        - [ ] The light is off
      `,
      says: [
        '2 of the 5 steps of TEST_PLAN are no commands: “Make sure that nothing is logged” and “Code review: no passwords in the logs”; write what to run.',
        '2 steps of TEST_PLAN are no commands: “Manual: open the page and log in” and “Log in with a second browser”; write what to run, or where the result is recorded.',
        'then open the page that logs in is no command; write what to run.',
        'None of the 2 steps of TEST_PLAN is a command: “The light is on” and “The light is off”; write what to run.',
      ],
      severities: ['warning', 'info', 'warning', 'warning'],
    },
    {
      title: 'Everything that a shell understands',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        ## TEST_PLAN
        - $ npm test
        - CI=1 pnpm -C app test → PASS
        - cd server && go test ./...
        - sudo systemctl restart api
        - ./scripts/check.sh
        - make lint
        - Backend: cargo test
        - Frontend:
          - npm test
        - Unit tests
          - \`npm run unit\`
        - Run pytest for all of it
        - **Smoke:** \`mytool smoke\`
        - curl -s localhost:3000/health | jq .ok
        - gradlew.bat check
        - Invoke-Pester ./tests
        - nodectl verify --all
        - \`LoginTest.\`an empty name is refused\`\`
        - test_logout ends the session

        ## RUN_COMMANDS
        ~~~
        docker run \\
          --rm api the-image
        psql <<EOF
        Select what is there
        EOF
        ~~~
      `,
    },
    {
      title: 'The commands are those of another field, which has some; one that is empty has none',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - TEST_PLAN: npm test
        - RUN_COMMANDS: See TEST_PLAN.

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout

        - RUN_COMMANDS: [|See TEST_PLAN.|]
      `,
    },
    {
      title: 'A list of cases: under another name, beside a block of commands; a label above cases',
      config: md`
        packets: { aliases: { TEST_PLAN: [Tests] } }
      `,
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        ## Tests
        - [|guests see the form;|]
        - a wrong name is turned away;
        - full suite.

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout

        ## Tests
        - guests see the form;
        - a wrong name is turned away;
        - \`tests/login.test.ts\`;
        - full suite.

        ## Verification
        Run the tests named above, then:

        ~~~bash
        npm test
        ~~~

        ==> docs/task_packets/WP-1-Roles.md <==
        # WP-1-Roles

        ## TEST_PLAN
        - [|Guests see nothing|]
        - Admins see all

        ## Checks
        ~~~
        npm test
        ~~~

        ==> docs/task_packets/WP-1-Menu.md <==
        # WP-1-Menu

        ## Tests
        - The form: smoke test with \`curl localhost\`
        - Scenarios
          - It opens for guests
        - [|It opens within a second|]
        - [|Inspect the report of coverage|]
      `,
      says: [
        'None of the 3 steps of Tests is a command: “guests see the form;”, “a wrong name is turned away;” and “full suite”; write what to run.',
        'It opens within a second is no command; write what to run.',
        'Inspect the report of coverage is no command; write what to run, or where the result is recorded.',
        'None of the 2 steps of TEST_PLAN is a command: “Guests see nothing” and “Admins see all”; write what to run.',
      ],
      severities: ['info', 'warning', 'info', 'info'],
    },
    {
      title: 'Nothing to run, and why; a table',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - TEST_PLAN: None (documentation only)

        ## RUN_COMMANDS
        | Step | Command |
        | --- | --- |
        | Everything builds | npm run build |
      `,
    },
  ],
});

const quoted = ({ text }: Item): string => `“${brief(text.replace(/\.$/, ''))}”`;

/** Once for a field: who writes one step in words writes the next like it. */
function* told(prose: readonly Item[], of: number, name: string, severity?: 'info'): Iterable<Report> {
  const [first, ...more] = prose;
  if (!first) return;
  const count =
    prose.length === of
      ? `None of the ${of} steps of ${name} is a command`
      : `${prose.length} of the ${of} steps of ${name} are no commands`;
  yield {
    at: first.at,
    ...(severity ? { severity } : {}),
    message:
      more.length === 0
        ? `${brief(first.text)} is no command; write what to run.`
        : `${count}: ${fewOf(prose.map(quoted))}; write what to run.`,
    related: more.map((i) => ({ at: i.at, message: 'no command' })),
  };
}

function* byHand(prose: readonly Item[], name: string): Iterable<Report> {
  const [first, ...more] = prose;
  if (!first) return;
  yield {
    at: first.at,
    severity: 'info',
    message:
      more.length === 0
        ? `${brief(first.text)} is no command; write what to run, or where the result is recorded.`
        : `${prose.length} steps of ${name} are no commands: ${fewOf(prose.map(quoted))}; write what to run, or where the result is recorded.`,
    related: more.map((i) => ({ at: i.at, message: 'no command' })),
  };
}

/** By their own words: by hand, by eye, or not due. */
const manual = /^[^\p{L}]*(?:manual|manuell|by hand|inspect|visual|optional)/iu;
/** `LoginTest.refuses an empty name`, `test_login`, `login.test.ts`: a test by its name is something to run. */
const namesTest = /^[\s*_`]*(?:[\w.$]*[a-z\d]Tests?|test_\w+|[\w/.-]+[._](?:test|spec)s?\.\w+)(?!\w)/;
const nothing = /^[*_(]*(?:none|n\/a|not applicable|keine?|entfällt)\b/i;

/** `Scenarios`, above others. */
const label = /^[*_]*\p{Lu}[\p{L}\d]*(?:[ /&-]+[\p{L}\d]+){0,3}[*_]*$/u;

/** Something to run that is not only named, as the file of a test is. */
const runs = (item: Item): boolean => commandsOf(item).some((c) => !namesTest.test(c.text)) || item.items.some(runs);

const isCase = (item: Item): boolean =>
  !item.cells && !namesTest.test(item.text) && !isBlank(item.text) && !nothing.test(item.text) && !/[:：][*_]*$/.test(item.text);

/** The items that are no commands. */
function* steps(field: Field): Iterable<Item> {
  let open: string | undefined;
  for (const item of itemsIn(field)) {
    if (item.is === 'fence') {
      const continues = open !== undefined;
      open = continuation(item.text, open);
      if (continues) continue;
    } else open = undefined;
    yield* wrong(item);
  }
}

/** What ends what a line of shell begins: a line that goes on, or a text up to its mark. */
function continuation(line: string, open: string | undefined): string | undefined {
  if (open !== undefined && open !== '\\') return line.trim() === open ? undefined : open;
  if (/\\$|\|$|&&$/.test(line)) return '\\';
  return /<<-?\s*["']?(\w+)["']?/.exec(line)?.[1];
}

function* wrong(item: Item): Iterable<Item> {
  if (commandsOf(item).length > 0 || item.items.some((i) => commandsOf(i).length > 0) || /[:：][*_]*$/.test(item.text)) return;
  if (namesTest.test(item.text) || (item.items.length > 0 && label.test(item.text))) return;
  if (item.cells ? item.cells.some((c) => isBlank(c.text)) : isBlank(item.text) || nothing.test(item.text) || !isProse(item))
    return;
  yield item;
}
