/** packets/report-edited */
import { md, type Report, type Reread } from '#core/rule';
import type { RelPath } from '#core/text';
import type { World } from '#core/world';
import type { ProofFacts, ReportFacts } from '../model/evidence/evidence';
import { rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'warning',
  concerns: 'content',
  since: '0.3.0',
  summary: 'A report stays as it was committed.',
  why: `A report is a record of what a validator saw on a day. What is found later goes into a new report below it. Compared is the
report with what it was at the commit that brought its title, white space and marks of lists, headings, tables and emphasis aside;
a draft without a verdict may be finished, and where lines were only added, they matter if they turn the verdict or say what was
validated or what failed. Without history nothing is said.`,

  check: {
    *packet({ facts, path, world, reread }) {
      yield* edited(facts, path, world, reread);
    },
    *report({ facts, path, world, reread }) {
      yield* edited(facts, path, world, reread);
    },
  },

  examples: [
    {
      title: 'The verdict was turned round',
      past: [
        {
          day: '2026-01-02',
          files: md`
            ==> docs/task_packets/WP-1-Login.md <==
            # WP-1-Login

            ## VALIDATION REPORT - WP-1-Login
            Verdict: FAIL
            Findings:
            - Sessions never end
          `,
        },
      ],
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        ## [|VALIDATION REPORT - WP-1-Login|]
        Verdict: PASS
        Findings:
        - Sessions end
      `,
      says: [
        'This report has been changed since it was committed on 2026-01-02, where it said FAIL; restore it and append a new one.',
      ],
    },
    {
      title: 'A report appended, white space, the rest of the packet, a draft that was finished',
      past: [
        {
          day: '2026-01-02',
          files: md`
            ==> docs/task_packets/WP-1-Login.md <==
            # WP-1-Login
            - STATUS: In-Progress

            ## VALIDATION REPORT - WP-1-Login (1)
            Verdict: FAIL
            Findings:
            -   Sessions never end

            ==> docs/task_packets/WP-1-Logout.md <==
            # WP-1-Logout

            ## VALIDATION REPORT - WP-1-Logout
            Verdict: PASS | FAIL
          `,
        },
      ],
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Done

        ## VALIDATION REPORT - WP-1-Login (1)
        Verdict: FAIL
        Findings:
        - Sessions never end

        ## VALIDATION REPORT - WP-1-Login (2)
        Verdict: PASS

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout

        ## VALIDATION REPORT - WP-1-Logout
        Verdict: PASS
        All of it is there.
      `,
    },
    {
      title: 'Lines that turn the verdict, and one that says what was validated',
      past: [
        {
          day: '2026-01-02',
          files: md`
            ==> docs/task_packets/WP-1-Login.md <==
            # WP-1-Login

            ## VALIDATION REPORT - WP-1-Login
            Verdict: FAIL

            ==> docs/task_packets/WP-1-Logout.md <==
            # WP-1-Logout

            ## VALIDATION REPORT - WP-1-Logout
            Verdict: PASS
            Spec: Spec_v1.md
          `,
        },
      ],
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        ## [|VALIDATION REPORT - WP-1-Login|]
        Verdict: FAIL
        Verdict: PASS

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout

        ## [|VALIDATION REPORT - WP-1-Logout|]
        Verdict: PASS
        Spec: Spec_v1.md
        Spec: Spec_v2.md
      `,
      says: [
        'This report has been changed since it was committed on 2026-01-02, where it said FAIL; restore it and append a new one.',
        'This report has been changed since it was committed on 2026-01-02; restore it and append a new one.',
      ],
    },
    {
      title: 'A remark below it',
      past: [
        {
          day: '2026-01-02',
          files: md`
            ==> docs/task_packets/WP-1-Login.md <==
            # WP-1-Login

            ## VALIDATION REPORT - WP-1-Login
            Verdict: PASS
          `,
        },
      ],
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        ## VALIDATION REPORT - WP-1-Login
        Verdict: PASS
        Merged on the same day.
      `,
    },
    {
      title: 'Other marks of lists, headings, a table, emphasis',
      past: [
        {
          day: '2026-01-02',
          files: md`
            ==> docs/task_packets/WP-1-Login.md <==
            # WP-1-Login

            ## VALIDATION REPORT - WP-1-Login
            **Verdict:** PASS

            #### Findings
            * Sessions end
            * *Nothing* else

            Tests:
            1. auth.ts has some

            | Clause | Where |
            | --- | --- |
            | Ends | \`src/auth.ts:4\` |
          `,
        },
      ],
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        ## VALIDATION REPORT - WP-1-Login
        Verdict: **PASS**

        ### Findings ###
        - Sessions end
        - _Nothing_ else

        Tests:
        - auth.ts has some

        | Clause | Where          |
        |:-------|---------------:|
        | Ends   | \`src/auth.ts:4\` |
      `,
    },
    {
      title: 'A box that was ticked, a line of a diff',
      past: [
        {
          day: '2026-01-02',
          files: md`
            ==> docs/task_packets/WP-1-Login.md <==
            # WP-1-Login

            ## VALIDATION REPORT - WP-1-Login
            Verdict: PASS
            - [ ] Sessions end

            ==> docs/task_packets/WP-1-Logout.md <==
            # WP-1-Logout

            ## VALIDATION REPORT - WP-1-Logout
            Verdict: PASS
            ~~~
            - ends
            ~~~
          `,
        },
      ],
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        ## [|VALIDATION REPORT - WP-1-Login|]
        Verdict: PASS
        - [x] Sessions end

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout

        ## [|VALIDATION REPORT - WP-1-Logout|]
        Verdict: PASS
        ~~~
        + ends
        ~~~
      `,
    },
    {
      title: 'Not in git',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        ## VALIDATION REPORT - WP-1-Login
        Verdict: PASS
      `,
    },
  ],
});

function* edited(
  facts: ProofFacts,
  path: RelPath,
  world: World,
  reread: (text: string) => Reread<unknown, ProofFacts>,
): Iterable<Report> {
  const titled = facts.reports.filter((r) => r.title !== '' && r.verdict !== undefined);
  if (titled.length === 0) return;
  const removed = world.removed(path);
  if (removed.is === 'unknown') return;
  for (const report of titled) {
    const commits = world.touched(path, report.title);
    const first = commits.is === 'known' ? commits.value[0] : undefined;
    const text = first && world.past(first.path, first.id);
    if (!first || text?.is !== 'known' || text.value === undefined) continue;
    const nth = titled.filter((r) => r.title === report.title).indexOf(report);
    const then = reread(text.value).facts.reports.filter((r) => r.title === report.title)[nth];
    if (!then?.verdict || then.verdict.is === 'open' || then.digest === report.digest) continue;
    if (removed.value.length === 0 && sameClaims(then, report)) continue;
    yield {
      at: report.at,
      message: `This report has been changed since it was committed on ${first.day}${turned(then, report)}; restore it and append a new one.`,
    };
  }
}

const turned = (then: ReportFacts, now: ReportFacts): string =>
  then.verdict && then.verdict.is !== now.verdict?.is ? `, where it said ${then.verdict.text}` : '';

/** Whether both come to the same, of the same. */
const sameClaims = (a: ReportFacts, b: ReportFacts): boolean => a.verdict?.is === b.verdict?.is && claims(a) === claims(b);

const claims = ({ packets, specs, signatures, against }: ReportFacts): string =>
  JSON.stringify([packets, specs, signatures].map((said) => [...new Set(said.map((s) => s.text))].sort())) +
  JSON.stringify(against.map((a) => a.what));
