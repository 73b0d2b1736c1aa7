/** packets/done-means-untested */
import { flat } from '#core/fields/items';
import { type Field, fieldOf, type Item, isEmpty } from '#core/fields/model';
import { md } from '#core/rule';
import { isBlank } from '../model/blanks';
import { type Command, commandsOf } from '../model/commands';
import { brief, hasReached, itemsIn, listed } from '../model/packet';
import { contentWords, type Test, tested } from '../model/pairing';
import { pairs } from '../model/proof-pairs';
import { type PacketModel, rule } from '../model/types';
import { isGateEntry } from '../model/validation';

export default rule({
  scope: 'document',
  severity: 'warning',
  concerns: 'content',
  since: '0.2.0',
  summary: 'Each item of DONE_MEANS has a test or a piece of evidence that can prove it.',
  why: `What nothing can prove is done when somebody says so. An item belongs to a step of TEST_PLAN, a recorded command or a row of
evidence that names its number, quotes it, or has its words; a row of evidence proves one item. An item that nothing names is a warning;
where a whole suite is run, which may hold its test, it is information, once for all of them.`,

  check: {
    *packet({ model }) {
      const field = hasReached(model, 'Ready-for-Dev') ? fieldOf(model.fields, 'DONE_MEANS') : undefined;
      if (!field) return;
      const tests = testsIn(model);
      const { rows } = model.proof;
      if (tests.length + rows.length === 0) return;
      const wanted = itemsIn(field)
        .map((item, i) => ({ item, text: whole(item), number: field.parts.length > 0 ? i + 1 : (item.number ?? i + 1) }))
        .filter(({ item }) => !isBlank(item.text) && !provesItself(item, tests));
      const byTest = tested(wanted, tests);
      if (byTest.every((t) => t === 'yes')) return;
      const byRow = pairs(wanted, rows);
      const proved = byTest.map((t, i) => ((byRow[i]?.length ?? 0) > 0 ? 'yes' : t));
      for (const [i, { item, number }] of wanted.entries())
        if (proved[i] === 'no')
          yield {
            at: item.at,
            message: `Nothing in TEST_PLAN or the evidence can prove DONE_MEANS ${number}, “${brief(item.text)}”; add a test for it.`,
          };
      const unsure = wanted.filter((_, i) => proved[i] === 'maybe').map(({ number }) => number);
      if (unsure.length > 0)
        yield {
          at: field.nameAt,
          severity: 'info',
          message: `No test or evidence names what DONE_MEANS ${listed(unsure)} say${unsure.length === 1 ? 's' : ''}; make sure that the suite tests ${unsure.length === 1 ? 'it' : 'them'}.`,
        };
    },
  },

  examples: [
    {
      title: 'A requirement that no test is about',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - STATUS: Ready-for-Dev

        ## DONE_MEANS
        1. POST /login answers 200 and a token
        2. [|The monthly report is exported as PDF|]
        3. An expired token is refused

        ## TEST_PLAN
        - \`curl -X POST localhost:3000/login\` (returns a token)
        - \`cargo test -p api expired_token\`
      `,
      says: [
        'Nothing in TEST_PLAN or the evidence can prove DONE_MEANS 2, “The monthly report is exported as PDF”; add a test for it.',
      ],
    },
    {
      title: 'A suite that may hold the test',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - STATUS: Ready-for-Dev

        ## [|DONE_MEANS|]
        1. POST /login answers 200 and a token
        2. The monthly report is exported as PDF
        3. All tests pass

        ## TEST_PLAN
        - cargo test
        - curl -X POST localhost:3000/login
      `,
      says: ['No test or evidence names what DONE_MEANS 2 says; make sure that the suite tests it.'],
    },
    {
      title: 'The suite of a package',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - STATUS: Ready-for-Dev

        ## [|DONE_MEANS|]
        1. The monthly report is exported as PDF

        ## TEST_PLAN
        - pnpm --filter @acme/office test
      `,
      says: ['No test or evidence names what DONE_MEANS 1 says; make sure that the suite tests it.'],
    },
    {
      title: 'All tests of what the packet is about, picked by its name or by that of its file',
      files: md`
        ==> docs/task_packets/WP-1-Report-Export.md <==
        # WP-1-Report-Export

        - STATUS: Ready-for-Dev

        ## [|DONE_MEANS|]
        1. A page has at most forty lines

        ## TEST_PLAN
        - cargo test -p office export

        ==> docs/task_packets/WP-1-Printing.md <==
        # WP-1-Printing

        - STATUS: Ready-for-Dev
        - IN_SCOPE_PATHS: src/pdf.rs

        ## [|DONE_MEANS|]
        1. A page has at most forty lines

        ## TEST_PLAN
        - cargo test -p office pdf
      `,
    },
    {
      title: 'By number, by quotation, by words',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - STATUS: Ready-for-Dev

        ## DONE_MEANS
        1. POST /login answers 200
        2. The monthly report is exported as PDF
        3. Nobody is locked out
        4. Passwords are hashed
        5. \`npm run lint\` passes

        ## TEST_PLAN
        - curl -X POST localhost:3000/login
        - curl localhost:3000/r.pdf (DONE_MEANS 2)

        ## Evidence Mapping
        | DONE_MEANS | Code | Test |
        | --- | --- | --- |
        | "Nobody is locked out" | src/a.ts:1-9 | npm test -- a |
        | 4 | src/b.ts:3 | npm test -- b |
      `,
    },
    {
      title: 'No plan at all: other rules say so',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - STATUS: Ready-for-Dev

        ## DONE_MEANS
        1. POST /login answers 200
      `,
    },
  ],
});

/** Steps of the plan, and recorded commands. */
function testsIn(model: PacketModel): readonly Test[] {
  const out: Test[] = [];
  const own = subject(model);
  for (const f of model.fields.fields) {
    if ((f.key !== 'TEST_PLAN' && f.key !== 'VALIDATION') || f.role !== 'value' || isEmpty(f)) continue;
    for (const item of itemsBelow(f))
      if (!isBlank(item.text))
        out.push({
          text: whole(item),
          // Asked for where its words prove nothing.
          get suite() {
            return flat([item]).some((i) => commandsOf(i).some((c) => isSuite(c, own)));
          },
        });
  }
  return out;
}

/** What the packet is about, and which files: tests that are picked by such a word are all those of the packet. */
function subject(model: PacketModel): ReadonlySet<string> {
  const paths = fieldOf(model.fields, 'IN_SCOPE_PATHS')?.items ?? [];
  const names = paths.map((i) => /([^/\\\s]+?)(?:\.\w+)*[`'"]?(?:\s|$)/.exec(i.bare)?.[1] ?? '');
  return contentWords([model.id.replace(/^WP-[^-]*-/i, ''), ...names].join(' '));
}

function* itemsBelow(f: Field): Iterable<Item> {
  // What a gate said is no test.
  if (f.key === 'BOOTSTRAP Output' || isGateEntry(f)) return;
  yield* f.items;
  for (const part of f.parts) yield* itemsBelow(part);
}

/** With a line for each cell. */
const whole = (item: Item): string =>
  item.items.length === 0 && !item.cells
    ? item.text
    : flat([item])
        .flatMap((i) => (i.cells ? i.cells.map((c) => c.text) : [i.text]))
        .join('\n');

/** What picks single tests by their names. */
const byName = /\s-(?:k|t|g|run)\s|--(?:filter|tests|grep|test-?name-?pattern|exact)\b|::/i;

/** What looks at code and runs none of it. */
const looks =
  /^(?:ai-review|pre-work|post-work|validator-.*|fmt|format.*|lint.*|clippy|check|build|typecheck|tsc|eslint|doc|audit|install|ci|dev|start)$/;

/** A command that can prove more than its words tell: tests of a file, a package or all; a recipe; a script. */
function isSuite({ program, words, text }: Command, own: ReadonlySet<string>): boolean {
  const name = program.replace(/^.*[/\\]/, '');
  const [first] = words.filter((w) => w !== 'run');
  if (first !== undefined && looks.test(first) && !(scripts.has(name) && first === 'check')) return false;
  if (!runners.has(name)) return /[/\\]/.test(program) || scripts.has(name);
  if (byName.test(packages.has(name) ? text.replace(/\s(?:--filter|-F)(?:=|\s+)\S+/g, ' ') : text)) return isAbout(text, own);
  // `cargo test -p api login`: what follows is the name of tests.
  const values = new Set([...text.matchAll(/\s--?[\w-]+\s+([^\s-]\S*)/g)].map((m) => m[1]));
  return name !== 'cargo' || words.every((w) => values.has(w) || /^(?:test|t|nextest|run|bench)$/.test(w)) || isAbout(text, own);
}

const isAbout = (text: string, own: ReadonlySet<string>): boolean => [...contentWords(text)].some((w) => own.has(w));

const runners = new Set(
  'bazel bun cargo ctest deno dotnet go gradle gradlew jest mix mocha mvn mvnw npm npx phpunit playwright pnpm poetry pytest python python3 rake rspec sbt swift tox nox uv vitest yarn'.split(
    ' ',
  ),
);
/** Their `--filter` picks packages, not tests. */
const packages = new Set(['pnpm', 'bun', 'turbo']);
const scripts = new Set('bash invoke just make node nx pwsh sh task turbo'.split(' '));

/** An item that names the command that proves it, or that is about the tests themselves. */
const provesItself = (item: Item, tests: readonly Test[]): boolean =>
  commandsOf(item).length > 0 ||
  (/\b(?:tests?|test suite|coverage|lint\w*|clippy|build|builds|compiles?|type-?check\w*|CI|Tests?)\b/i.test(item.text) &&
    tests.some((t) => /\btests?\b/i.test(t.text) || t.suite));
