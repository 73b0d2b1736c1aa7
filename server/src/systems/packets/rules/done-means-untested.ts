/** packets/done-means-untested */
import { fieldOf, type Item } from '#core/fields/model';
import { md } from '#core/rule';
import { type Test, tested } from '../model/evidence/pairing';
import { testsIn, whole } from '../model/evidence/plan';
import { pairs } from '../model/evidence/proof-pairs';
import { sumsUp } from '../model/evidence/proof-words';
import { isBlank, isNothing } from '../model/packet/blanks';
import { commandsOf } from '../model/packet/commands';
import { brief, hasReached, itemsIn, listed } from '../model/packet/packet';
import { rule } from '../model/types';

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
      // Where there is no plan at all, that is what is missing, told once.
      if (rows.length === 0 && !fieldOf(model.fields, 'TEST_PLAN')) return;
      const wanted = itemsIn(field)
        .map((item, i) => ({ item, text: whole(item), number: field.parts.length > 0 ? i + 1 : (item.number ?? i + 1) }))
        .filter(({ item }) => !isBlank(item.text) && !isNothing(item.text) && !provesItself(item, tests));
      const byTest = tested(wanted, tests);
      if (byTest.every((t) => t === 'yes')) return;
      const byRow = pairs(wanted, rows);
      const proved = byTest.map((t, i) => ((byRow[i]?.length ?? 0) > 0 ? 'yes' : t));
      const [first, ...more] = wanted.filter((_, i) => proved[i] === 'no');
      if (first)
        yield {
          at: first.item.at,
          message:
            more.length === 0
              ? `Nothing in TEST_PLAN or the evidence can prove DONE_MEANS ${first.number}, “${brief(first.item.text)}”; add a test for it.`
              : `Nothing in TEST_PLAN or the evidence can prove DONE_MEANS ${listed([first, ...more].map((w) => w.number))}; add a test for each.`,
          related: more.map((w) => ({ at: w.item.at, message: 'nor this' })),
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
      severities: ['info'],
    },
    {
      title: 'A runner as Windows calls it',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - STATUS: Ready-for-Dev

        ## [|DONE_MEANS|]
        1. The monthly report is exported as PDF

        ## TEST_PLAN
        - pnpm.cmd run test
      `,
      says: ['No test or evidence names what DONE_MEANS 1 says; make sure that the suite tests it.'],
      severities: ['info'],
    },
    {
      title: 'The suite stands in a chain of commands',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - STATUS: Ready-for-Dev

        ## [|DONE_MEANS|]
        1. The monthly report is exported as PDF

        ## TEST_PLAN
        - npm run typecheck && npm run lint && npm test && npm run build

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout

        - STATUS: Ready-for-Dev

        ## DONE_MEANS
        1. [|The monthly report is exported as PDF|]

        ## TEST_PLAN
        - npm run typecheck && npm run build
      `,
      says: [
        'No test or evidence names what DONE_MEANS 1 says; make sure that the suite tests it.',
        'Nothing in TEST_PLAN or the evidence can prove DONE_MEANS 1, “The monthly report is exported as PDF”; add a test for it.',
      ],
      severities: ['info', 'warning'],
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
      severities: ['info'],
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
      severities: ['info', 'info'],
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
      title: 'An item that sums up others',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - STATUS: Ready-for-Dev

        ## DONE_MEANS
        - All acceptance criteria above pass
        - [|All requirements are met|]

        ## TEST_PLAN
        - curl -X POST localhost:3000/login
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
    {
      title: 'No plan at all: another rule says so',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - STATUS: Ready-for-Dev

        ## DONE_MEANS
        1. \`npm test -- login\` passes
        2. The monthly report is exported as PDF
      `,
    },
    {
      title: 'N/A promises nothing, which another rule tells',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - STATUS: Ready-for-Dev

        ## DONE_MEANS
        - N/A

        ## TEST_PLAN
        - npm test -- login
      `,
    },
  ],
});

/** An item that names the command that proves it, or that is about the tests themselves. */
const provesItself = (item: Item, tests: readonly Test[]): boolean =>
  commandsOf(item).length > 0 ||
  sumsUp(item.text) ||
  (/\b(?:tests?|test suite|coverage|lint\w*|clippy|build|builds|compiles?|type-?check\w*|CI|Tests?)\b/i.test(item.text) &&
    tests.some((t) => /\btests?\b/i.test(t.text) || t.suite));
