/** packets/report-pass-unsupported */
import { md, type Report } from '#core/rule';
import { lastReport, type ReportFacts, stillOpen, type Unproved } from '../model/evidence/evidence';
import { listed } from '../model/packet/packet';
import { rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'error',
  concerns: 'content',
  since: '0.3.0',
  summary: 'A PASS stands on evidence, tests and audits that all pass.',
  why: `A verdict is binary, and one failure is a FAIL. Beside PASS there may be no row, line or command of VALIDATION that says FAIL, no DONE_MEANS that the
evidence leaves out, and no audit of \`Validator Audit Scope\` that the report does not answer. A failure with its reason (waived,
known before, out of scope, passed when run again) is an answer.`,

  check: {
    *packet({ facts, world }) {
      yield* unsupported(facts.reports, stillOpen(facts.done?.unproved ?? [], world));
    },
    *report({ facts }) {
      yield* unsupported(facts.reports, []);
    },
  },

  examples: [
    {
      title: 'A row that failed, a requirement without proof, an audit without an answer',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Done

        ## DONE_MEANS
        1. Users log in with email and password
        2. Sessions end after a day
        3. Wrong passwords are counted

        ## Validator Audit Scope
        - hygiene
        - security (tokens)

        ## VALIDATION REPORT - WP-1-Login
        Verdict: [|PASS|]

        ### Findings
        | DONE_MEANS | Code Evidence | Test | Status |
        |---|---|---|---|
        | Users log in with email and password | src/login.ts:3 | \`npm test login\` | PASS |
        | Sessions end after a day | src/session.ts:9 | \`npm test session\` | FAIL |

        - Hygiene: clean
      `,
      says: [
        'PASS, but “Sessions end after a day” failed, “Wrong passwords are counted” has no evidence and the audit “security” is not answered.',
      ],
    },
    {
      title: 'A test that failed, in a report of its own',
      files: md`
        ==> docs/validation_reports/WP-1-Login.md <==
        # Validation report WP-1-Login
        **Verdict:** [|PASS|]

        ## Tests
        - \`npm test\`: PASS
        - \`npm run lint\`: FAIL
        - Security audit: {results}

        ## Security audit
        - Security audit: {results}
      `,
      says: ['PASS, but “npm run lint” failed and the audit “security audit” is not answered.'],
    },
    {
      title: 'Failures with a reason, words that only look like one, a FAIL',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Done
        - Validator Audit Scope: hygiene, error codes (AUTH-1), none of the rest

        ## VALIDATION REPORT - WP-1-Login
        Verdict: PASS
        Findings:
        - Hygiene: clean; error codes are documented, the rest is not touched
        - Login FAILs closed when the clock is wrong: src/login.ts:3
        Tests:
        - \`npm test\`: FAIL -> PASS after the flag was set
        - \`just scan\`: FAIL due to pre-existing hits elsewhere
        - 9 passed, 0 FAILED
        - \`just tidy\`: FAIL (no shell here); equivalent checks by hand:
          - nothing built is tracked: PASS

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: In-Progress

        ## VALIDATION REPORT - WP-1-Logout
        Verdict: FAIL
        Tests:
        - \`npm test\`: FAIL
      `,
    },
    {
      title: 'A row that failed in the packet’s own mapping; one whose failure is explained',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Done

        ## DONE_MEANS
        1. Users log in
        2. Sessions end

        ## Evidence Mapping
        | DONE_MEANS | Code | Test | Status |
        |---|---|---|---|
        | 1. Users log in | src/login.ts:3 | npm test login | PASS |
        | 2. Sessions end | src/login.ts:9 | npm test session | FAIL |

        ## VALIDATION REPORT
        Verdict: [|PASS|]

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: Done

        ## DONE_MEANS
        1. Users log out

        ## Evidence Mapping
        | DONE_MEANS | Code | Test | Status |
        |---|---|---|---|
        | 1. Users log out | src/login.ts:3 | npm test logout | FAIL (waived) |

        ## VALIDATION REPORT
        Verdict: PASS
      `,
      says: ['PASS, but “Sessions end” failed.'],
    },
    {
      title: 'A command of VALIDATION that failed, in a row and in a list',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Done

        ## VALIDATION
        | Command | Result | Notes |
        |---|---|---|
        | \`npm test\` | FAIL | two of nine |
        | \`npm run lint\` | PASS | |

        ## VALIDATION REPORT
        Verdict: [|PASS|]

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: Done

        ## VALIDATION
        - Command: \`npm test\`
          - Result: FAIL

        ## VALIDATION REPORT
        Verdict: [|PASS|]
      `,
      says: ['PASS, but “npm test” failed.', 'PASS, but “npm test” failed.'],
    },
    {
      title: 'One that has passed since, and one whose failure is explained',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Done

        ## VALIDATION
        - \`npm test\` -> FAIL
        - \`npm run pack\` -> FAIL (known: there is no network here)
        - Command: \`npm run lint\`
          - Result: FAIL

        When it was mended:
        - \`npm test\` -> PASS
        - Command: \`npm run lint\`
          - Result: PASS

        ## VALIDATION REPORT
        Verdict: PASS
      `,
    },
    {
      title: 'Of a row the cell that promises something',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Done

        ## DONE_MEANS

        | # | Criterion | Anchor |
        |---|---|---|
        | 1 | Names log in | 2.1 |
        | 2 | Tokens end | 2.1 |

        ## Evidence Mapping

        | DONE_MEANS | Code | Test |
        |---|---|---|
        | 1 | src/login.ts:4 | \`npm test\` |

        ## Validation Report

        Verdict: [|PASS|]
      `,
      says: ['PASS, but “Tokens end” has no evidence.'],
    },
    {
      title: 'What there is of it is not said to be missing',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Done

        ## DONE_MEANS

        1. Names log in
        2. Tokens end

        ## Evidence Mapping

        | DONE_MEANS | Code | Test |
        |---|---|---|
        | 1 | src/login.ts:4 | \`npm test\` |
        | 2 | src/token.ts:4 | – |

        ## Validation Report

        Verdict: [|PASS|]
      `,
      says: ['PASS, but “Tokens end” has no test.'],
    },
  ],
});

function* unsupported(reports: readonly ReportFacts[], unproved: readonly Unproved[]): Iterable<Report> {
  const last = lastReport(reports);
  if (last?.verdict?.is !== 'PASS') return;
  const failed = last.against.filter((a) => a.is === 'failed');
  const unanswered = last.against.filter((a) => a.is === 'unanswered');
  const said = [
    ...some(
      failed.map((a) => a.what),
      'failed',
      'lines say that something failed',
    ),
    ...some(
      unproved.map((u) => u.text),
      unproved[0]?.lacks === 'test' ? 'has no test' : unproved[0]?.lacks === 'code' ? 'has no code' : 'has no evidence',
      'DONE_MEANS have no full evidence',
    ),
    ...some(
      unanswered.map((a) => a.what),
      'is not answered',
      'audits are not answered',
      'the audit ',
    ),
  ];
  if (said.length === 0) return;
  yield {
    at: last.verdict.at,
    message: `PASS, but ${listed(said)}.`,
    related: [
      ...failed.map((a) => ({ at: a.at, message: 'failed' })),
      ...unproved.map((u) => ({ at: u.at, message: u.lacks === 'test' ? 'no test proves it' : 'nothing proves it' })),
      ...unanswered.map((a) => ({ at: a.at, message: 'not answered' })),
    ],
  };
}

function some(names: readonly string[], one: string, many: string, before = ''): readonly string[] {
  if (names.length === 0) return [];
  return names.length === 1 ? [`${before}“${names[0]}” ${one}`] : [`${names.length} ${many}`];
}
