/** packets/done-means-untested */
import { flat } from '#core/fields/items';
import { type Field, fieldOf, type Item, isEmpty } from '#core/fields/model';
import { md } from '#core/rule';
import { isBlank } from '../model/blanks';
import { type Command, commandsOf } from '../model/commands';
import { brief, fieldIn, hasReached, itemsIn, listed } from '../model/packet';
import { type Proof, pair } from '../model/pairing';
import { type PacketModel, rule } from '../model/types';

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
      const field = fieldOf(model.fields, 'DONE_MEANS');
      const proofs = proofsIn(model);
      if (!field || proofs.length === 0 || !hasReached(model, 'Ready-for-Dev')) return;
      const items = itemsIn(field).map((item, i) => ({ item, number: item.number ?? i + 1 }));
      const wanted = items.filter(({ item }) => !isBlank(item.text) && !provesItself(item, proofs));
      const proved = pair(
        wanted.map(({ item, number }) => ({ text: whole(item), number })),
        proofs,
      );
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

/** Steps of the plan, recorded commands, rows of evidence. */
function proofsIn(model: PacketModel): readonly Proof[] {
  const out: Proof[] = [];
  for (const key of ['TEST_PLAN', 'VALIDATION'])
    for (const f of model.fields.fields)
      if (f.key === key && f.role === 'value' && !isEmpty(f)) for (const item of itemsBelow(f)) out.push(test(item));
  const rows = fieldIn(model.fields, 'Evidence Mapping');
  for (const row of rows ? itemsIn(rows) : [])
    if (!isBlank(row.text)) out.push({ text: whole(row), number: numberOf(row), is: 'row' });
  return out;
}

function* itemsBelow(f: Field): Iterable<Item> {
  if (f.key === 'BOOTSTRAP Output') return;
  yield* f.items;
  for (const part of f.parts) yield* itemsBelow(part);
}

const whole = (item: Item): string => [...flat([item])].map((i) => i.text).join('\n');

/** The requirement's number in a row: in a cell of its own. A list's own numbers count the rows. */
function numberOf(row: Item): number | undefined {
  const n = row.cells?.map((c) => /^[#*_ ]*(\d{1,2})[.*_ ]*$/.exec(c.text)?.[1]).find((c) => c !== undefined);
  return n === undefined ? undefined : Number(n);
}

const test = (item: Item): Proof => ({
  text: whole(item),
  number: undefined,
  is: [...flat([item])].some((i) => commandsOf(i).some(isSuite)) ? 'suite' : 'test',
});

const runners =
  /^(?:cargo|npm|pnpm|yarn|bun|deno|pytest|tox|nox|go|mvn|gradle|gradlew|dotnet|rspec|phpunit|jest|vitest|mocha|ctest|swift|mix|sbt|rake|playwright|npx|bazel|python3?|uv|poetry)$/;
/** A command that runs all tests, or whatever a recipe or script holds. One with a filter tells what it tests. */
function isSuite({ program, words, text }: Command): boolean {
  const name = program.replace(/^.*[/\\]/, '');
  if (/^(?:just|make|task|invoke|nx|turbo|bash|sh|node|pwsh|ai-review)$/.test(name) || /[/\\]/.test(program)) return true;
  if (!runners.test(name) || /(?:\s--\s|\s-k\s|--filter|--grep|-run\s|::|\.(?:test|spec)\.)/.test(text)) return false;
  const values = new Set([...text.matchAll(/\s--?[\w-]+\s+([^\s-]\S*)/g)].map((m) => m[1]));
  const filters = words.filter(
    (w) =>
      !/^(?:test|tests|run|check|build|verify|package|nextest|exec|-m|pytest|unittest|\.+(?:\/\.+)*)$/.test(w) && !values.has(w),
  );
  return filters.length === 0 || /^(?:npm|pnpm|yarn|bun)$/.test(name);
}

/** An item that names the command that proves it, or that is about the tests themselves. */
const provesItself = (item: Item, proofs: readonly Proof[]): boolean =>
  commandsOf(item).length > 0 ||
  (/\b(?:tests?|test suite|coverage|lint\w*|clippy|build|builds|compiles?|type-?check\w*|CI|Tests?)\b/i.test(item.text) &&
    proofs.some((p) => p.is === 'suite' || /\btests?\b/i.test(p.text)));
