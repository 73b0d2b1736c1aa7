/** packets/evidence-missing */
import type { Look } from '#core/look';
import { md } from '#core/rule';
import type { Span } from '#core/text';
import { openPromises } from '../model/boxes';
import { type ProofOfDone, stillOpen, type Unproved } from '../model/evidence';
import { pairs } from '../model/proof-pairs';
import { rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'error',
  concerns: 'content',
  since: '0.3.0',
  summary: 'From Ready-for-Validation every DONE_MEANS has its place in the code and its test.',
  why: `What is not mapped to a file and its lines has not been shown to exist, and what no test holds may be gone tomorrow.

Rows of \`Evidence Mapping\`, of reports in the packet and of a report of its own count, unless the report is a FAIL. A later PASS
takes nothing away from an earlier one, a FAIL does.
They are paired with DONE_MEANS by number, else by quoted text, else by the best match of words; a place in the item itself
counts too. A test is asked for where the evidence has a place for it: a column, or \`test:\` in most rows. Where code is cited,
but not for which of the items, that is information. An item whose box is open is told as that alone.`,

  check: {
    *packet({ facts, look, world }) {
      if (!facts.done) return;
      const told = withoutOpen(facts.done, openPromises(facts.boxes, look));
      const open = stillOpen(told.items, world);
      const done = {
        ...told,
        items: open.filter((i) => i.file === undefined),
        unproved: stillOpen(told.unproved, world),
      };
      if (told.none)
        for (const u of open)
          if (u.file !== undefined) yield { at: u.at, message: `“${u.text}” ${lack({ ...u, lacks: 'both' })}.` };
      if (told.none && done.items.length === 0) return;
      const { unproved, none, unpaired } = withReports(done, facts.id, look);
      // All of them are without proof, those that are told as open, too.
      const lacking = stillOpen(facts.done.items, world).filter((i) => i.file === undefined).length;
      const some = lacking < done.total ? `${lacking} of` : 'any of';
      const all = done.total === 1 ? 'its DONE_MEANS' : `${some} its ${done.total} DONE_MEANS`;
      if (none && done.items.length > 0)
        yield {
          at: done.at,
          message: `Nothing proves ${all}: ${facts.id} cites no file and line.`,
          about: { kind: 'packet', name: facts.id },
        };
      else if (unpaired)
        yield {
          at: done.at,
          severity: 'info',
          message: `${facts.id} cites code, but not for which of its ${done.total} DONE_MEANS; quote or number them.`,
          about: { kind: 'packet', name: facts.id },
        };
      for (const u of unproved) yield { at: u.at, message: `“${u.text}” ${lack(u)}.` };
    },
  },

  examples: [
    {
      title: 'One without a row, one without a place, one without a test',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Ready-for-Validation

        ## DONE_MEANS
        1. Users log in with email and password
        2. [|Sessions end after a day|]
        3. [|Wrong passwords are counted|]
        4. [|The audit log names the user|]

        ## Evidence Mapping
        | DONE_MEANS | Code Evidence (path:line) | Test Command |
        |---|---|---|
        | "Users log in with email and password" | src/login.ts:3-9 | \`npm test login\` |
        | "Sessions end after a day" | N/A (see docs/sessions.md) | \`npm test session\` |
        | "Wrong passwords are counted" | src/login.ts:20 | - |
      `,
      says: [
        '“Sessions end after a day” has no code evidence; cite the file and lines that do it.',
        '“Wrong passwords are counted” has no test that proves it; name one beside its evidence.',
        '“The audit log names the user” has no evidence; cite the file and lines that do it, and the test that proves it.',
      ],
    },
    {
      title: 'What is a command and has passed proves itself; one that failed, or of which nothing is written, does not',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Done

        ## DONE_MEANS
        - \`just check WP-1-Login\` passes.
        - \`npm test\` is green
        - [|\`npm run lint\` passes.|]
        - [|\`npm run types\` passes.|]
        - Users log in

        ## Evidence Mapping
        - Users log in -> src/login.ts:3; test: \`npm test\`

        ## VALIDATION
        - \`just check WP-1-Login\`: PASS
        - \`npm run lint -- src\`: PASS
        - \`npm run types\`: PASS
        - \`npm run types\`: FAIL
        - \`npm run lint\`: FAIL
        - Command: \`npm test\`
        - Result: PASS
      `,
      says: [
        '“`npm run lint` passes.” has not passed by what is written; record its result under VALIDATION.',
        '“`npm run types` passes.” has not passed by what is written; record its result under VALIDATION.',
      ],
    },
    {
      title: 'A file that has to be there, and is; one that is not; what is said of the board',
      files: md`
        ==> docs/GUIDE.md <==
        # Guide

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Done

        ## DONE_MEANS
        - \`docs/GUIDE.md\` exists and explains how to begin
        - [|\`docs/RULES.md\` exists|]
        - Task Board and packet statuses are consistent
        - Users log in

        ## Evidence Mapping
        - Users log in -> src/login.ts:3

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: Done

        ## DONE_MEANS
        - GUIDE.md is there
        - [|docs/NOTES.md is there|]
      `,
      says: [
        '“`docs/RULES.md` exists” is not so: there is no docs/RULES.md.',
        '“docs/NOTES.md is there” is not so: there is no docs/NOTES.md.',
      ],
    },
    {
      title: 'TEST_PLAN as a promise; a row that cites the file which only this item names',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Done

        ## DONE_MEANS
        - TEST_PLAN passes and \`just post-work WP-1-Login\` returns PASS (lists filled).
        - \`docs/users.md\` has a field for the kind of every user
        - Users log in

        ## TEST_PLAN
        ~~~
        npm test # all of it
        npm run lint
        ~~~

        ## VALIDATION REPORT
        Verdict: PASS

        Findings:
        - Kinds are listed: docs/users.md:11
        - Users log in: src/login.ts:3

        Tests:
        - npm test: PASS
        - just post-work WP-1-Login: PASS

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: Done

        ## DONE_MEANS
        - [|All commands in TEST_PLAN pass.|]
        - Users leave

        ## TEST_PLAN
        - \`npm test\`
        - \`npm run lint\`

        ## Evidence Mapping
        - Users leave -> src/logout.ts:3

        ## VALIDATION
        - npm test: PASS
        - npm run lint: FAIL
      `,
      says: ['“All commands in TEST_PLAN pass.” has not passed by what is written; record its result under VALIDATION.'],
    },
    {
      title: 'That a command has to pass, as a promise or as a plan, is no result of it',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Done

        ## [|DONE_MEANS|]
        - \`npm test\`: PASS
        - \`npm run lint\` is clean
        - \`npm run types\` passes

        ## TEST_PLAN
        - \`npm run types\`: PASS

        ## VALIDATION
        - \`npm run lint\`: PASS
      `,
      says: ['Nothing proves 2 of its 3 DONE_MEANS: WP-1-Login cites no file and line.'],
    },
    {
      title: 'No evidence at all',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Done
        - [|DONE_MEANS|]:
          - Users log in
          - Users log out

        ## EVIDENCE_MAPPING
        - [Requirement] -> [File:Line]
      `,
      says: ['Nothing proves any of its 2 DONE_MEANS: WP-1-Login cites no file and line.'],
    },
    {
      title: 'A second look that passes takes nothing away; what a FAIL stands behind is no proof',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Done

        ## DONE_MEANS
        - 2.1.x Sessions: they end after a day
        - Users log in with their name
        - [|Wrong passwords are counted|]

        ## VALIDATION REPORT
        Verdict: PASS

        Findings:
        - Wrong passwords are counted: src/login.ts:20

        ## VALIDATION REPORT
        Verdict: FAIL

        Findings:
        - Wrong passwords are counted: not at src/login.ts:20

        ## VALIDATION REPORT
        Verdict: PASS

        Findings:
        - 2.1 Sessions: a clock is started (src/session.ts:9)
        - Users log in with their name: src/login.ts:3

        ## REVALIDATION REPORT
        Verdict: PASS

        Findings:
        - Users log in with their name: src/login.ts:4
      `,
      says: ['“Wrong passwords are counted” has no evidence; cite the file and lines that do it, and the test that proves it.'],
    },
    {
      title: 'Below a name that only says that rows follow; a single promise is what all of it is about',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Done

        ## DONE_MEANS
        - Users log in with their name
        - [|Sessions end after a day|]

        ## VALIDATION REPORT
        Verdict: PASS

        Findings:
        - SPEC_CLAUSE_MAP:
          - Users log in with their name: src/login.ts:3
          - Tokens are signed: src/token.ts:9

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: Done

        ## DONE_MEANS
        - Users leave

        ## VALIDATION REPORT
        Verdict: PASS

        Findings:
        - The handler clears the cookie (src/logout.ts:14)
      `,
      says: ['“Sessions end after a day” has no evidence; cite the file and lines that do it, and the test that proves it.'],
    },
    {
      title: 'Places, but for what?',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Done

        ## [|DONE_MEANS|]
        - Users log in
        - Sessions end after a day

        ## Validation Report
        Verdict: PASS

        Findings:
        - The handler is wired up (src/routes.ts:14)
      `,
      says: ['WP-1-Login cites code, but not for which of its 2 DONE_MEANS; quote or number them.'],
    },
    {
      title: 'By number, by quote, in pairs of lines, in the item itself; not due before validation',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Ready-for-Validation

        ## DONE_MEANS
        1. Users log in
        2. Sessions end after a day (src/session.ts:9)
        3. Wrong passwords are counted

        ## Evidence Mapping
        - 1. -> src/login.ts:3
        - REQUIREMENT: "DONE_MEANS: Wrong passwords are counted"
        - EVIDENCE: \`src/login.ts:20\`
        - EVIDENCE: \`tests/login.test.ts:4\`

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: In-Progress

        ## DONE_MEANS
        - Users log out
      `,
    },
    {
      title: 'The report lies apart, and was a PASS',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Done

        ## DONE_MEANS
        - Users log in
        - Sessions end after a day

        ==> docs/validation_reports/WP-1-Login.md <==
        # VALIDATION REPORT - WP-1-Login

        **Verdict**: PASS

        ### Requirement Mapping
        | Requirement | Code | Test | Status |
        |---|---|---|---|
        | Users log in | src/login.ts:3 | \`npm test login\` | PASS |
        | Sessions end after a day | src/session.ts:9 | \`npm test session\` | PASS |
      `,
    },
    {
      title: 'Rows that name the requirement by its tag or its anchor alone',
      config: md`
        packets:
          anchors: ['REQ-{number}']
      `,
      files: md`
        ==> docs/task_packets/WP-1-Limits.md <==
        # WP-1-Limits
        - STATUS: Done

        ## DONE_MEANS
        - REQ-20 a message above 256 kB is refused
        - [|REQ-21 a million and one is refused|]

        ## Evidence Mapping
        | Requirement | Code | Test |
        |---|---|---|
        | REQ-20 | src/queue.ts:3 | npm test size |
        | REQ-21 | src/queue.ts:9 | – |

        ==> docs/task_packets/WP-1-Queues.md <==
        # WP-1-Queues
        - STATUS: Done

        ## DONE_MEANS
        - §4.1 kept until acknowledged
        - [|§4.2 sent again|]

        ## Evidence Mapping
        | Anchor | Code | Test |
        |---|---|---|
        | 4.1 | src/queue.ts:3 | npm test keep |

        ==> src/queue.ts <==
        1
        2
        3
        4
        5
        6
        7
        8
        9
      `,
    },
    {
      title: 'Numbers in bold, and in the middle of a sentence; the last row of five has no test',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Done

        ## DONE_MEANS
        1. Names log in (A1.1)
        2. Errors have codes

        ## Evidence Mapping
        - **1.** [A1.1] -> \`src/a.ts#L4-L8\`; test: \`src/a.test.ts:3\`
        - **2.** [A1.1] -> \`src/b.ts#L4-L8\`; test: \`src/a.test.ts:8\`

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: Done

        ## DONE_MEANS
        1. Sessions end
        2. Tokens end

        ## Evidence Mapping

        I went through all of it. For **DONE_MEANS 1** the table is emptied in [out.ts:4](../../src/out.ts#L4), proven by [out.test.ts:3](../../src/out.test.ts#L3).

        **DONE_MEANS 2**: [token.ts:4](../../src/token.ts#L4), proven by [out.test.ts:9](../../src/out.test.ts#L9).

        ==> docs/task_packets/WP-1-Roles.md <==
        # WP-1-Roles
        - STATUS: Done

        ## DONE_MEANS
        1. Admins see all
        2. Guests see nothing
        3. Owners see theirs
        4. [|Auditors may read|]

        ## Evidence Mapping
        - "Admins see all"
          - code: src/roles.ts:4
          - test: src/roles.test.ts:4
        - "Guests see nothing"
          - code: src/roles.ts:14
          - test: src/roles.test.ts:14
        - "Owners see theirs"
          - code: src/roles.ts:24
          - test: src/roles.test.ts:24
        - "Auditors may read"
          - code: src/roles.ts:34
      `,
    },
  ],
});

function lack({ lacks, file }: Unproved): string {
  if (file !== undefined) return `is not so: there is no ${file}`;
  if (lacks === 'code') return 'has no code evidence; cite the file and lines that do it';
  if (lacks === 'test') return 'has no test that proves it; name one beside its evidence';
  if (lacks === 'result') return 'has not passed by what is written; record its result under VALIDATION';
  return 'has no evidence; cite the file and lines that do it, and the test that proves it';
}

/** What the packet itself has left open is told as that. */
function withoutOpen(done: ProofOfDone, open: readonly Span[]): ProofOfDone {
  if (open.length === 0) return done;
  const isClosed = ({ at }: { readonly at: Span }): boolean => !open.some((o) => o.start === at.start);
  return { ...done, items: done.items.filter(isClosed), unproved: done.unproved.filter(isClosed) };
}

/** What is left when reports that lie apart are read as well. */
function withReports(done: ProofOfDone, id: string, look: Look): Pick<ProofOfDone, 'none' | 'unpaired' | 'unproved'> {
  const { none, unpaired, unproved } = done;
  if (!none && !unpaired && unproved.length === 0) return done;
  const rows = look
    .defs({ kind: 'report', name: id })
    .filter((r) => !r.data.own && r.data.verdict !== 'FAIL')
    .flatMap((r) => r.data.proves.map((p) => ({ requirement: p.text, number: p.number, tested: p.tested })));
  if (rows.length === 0) return done;
  if (none || unpaired) {
    const found = pairs(done.items, rows);
    const missing = done.items.filter((_, i) => found[i]?.length === 0);
    if (missing.length * 2 > done.items.length) return { none: false, unpaired: true, unproved: [] };
    return { none: false, unpaired: false, unproved: missing.map((m) => ({ ...m, lacks: 'both' })) };
  }
  const found = pairs(
    unproved.map((u) => ({ text: u.text, number: u.number })),
    rows,
  );
  return { none, unpaired, unproved: unproved.filter((_, i) => !found[i]?.some((r) => r.tested)) };
}
