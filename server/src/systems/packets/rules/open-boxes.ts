/** packets/open-boxes */
import { md } from '#core/rule';
import { type Boxes, isMeant } from '../model/evidence/boxes';
import { rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'error',
  concerns: 'content',
  since: '0.2.0',
  summary:
    'In a packet that is Done every box of DONE_MEANS, TEST_PLAN, VALIDATION and its other sections is ticked, and in a refinement what its verdict rests on.',
  why: `Where a list is ticked off, an open box says that this is not done, and STATUS says that all of it is: one of the two is
wrong. A box of TEST_PLAN or VALIDATION that is open is a warning. Where people tick no boxes in that field, in this packet nor in others that are
Done, it is information. So it is with the list of a refinement above a verdict PASS (\`- Explicitly named: [ ] PASS\`): where others tick theirs it is a
warning. A box of any other section is a warning where boxes are ticked beside it, elsewhere in the packet, or in that section of others that are Done; not in
a section about what comes later or is no work (follow-ups, optional, out of scope, how to, a template), nor where one of several words is chosen. An item that says why it is open (deferred, waived, optional, not applicable, struck out, another packet's) is none of these. Where the last verdict is FAIL
open boxes are right, and \`verdict-conflict\` tells what is not.`,

  check: {
    *packet({ facts, look }) {
      for (const boxes of facts.boxes ?? []) {
        const { key, open } = boxes;
        const [first, ...more] = open;
        const meant = isMeant(boxes, look);
        if (key === 'other' && !meant) continue;
        yield {
          at: first.at,
          severity: !meant ? 'info' : key === 'DONE_MEANS' ? 'error' : 'warning',
          message: `${facts.id} is Done, but ${countOf(boxes, `of ${boxes.name}`)}. Tick what is so, or say why it is open.`,
          related: more.map((o) => ({ at: o.at, message: 'this one, too' })),
          about: { kind: 'packet', name: facts.id },
        };
      }
    },

    *refinement({ facts: { boxes, packet }, look }) {
      if (!boxes) return;
      const [first, ...more] = boxes.open;
      yield {
        at: first.at,
        severity: isMeant(boxes, look) ? 'warning' : 'info',
        message: `${boxes.name} is PASS, but ${countOf(boxes, 'above it')}. Tick what was looked at, or take the verdict back.`,
        related: more.map((o) => ({ at: o.at, message: 'this one, too' })),
        about: { kind: 'packet', name: packet },
      };
    },
  },

  examples: [
    {
      title: 'One promise and two steps of the plan are open; evidence for what is open is asked for by nobody else',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Done

        ## DONE_MEANS
        - [x] Users log in (src/login.ts:3)
        - [ ] [|Sessions end after a day|]

        ## TEST_PLAN
        - [x] \`npm test\`
        - [ ] \`[|npm run smoke|]\`
        - [ ] Log in by hand
      `,
      says: [
        'WP-1-Login is Done, but 1 of the 2 boxes of DONE_MEANS is open: “Sessions end after a day”. Tick what is so, or say why it is open.',
        'WP-1-Login is Done, but 2 of the 3 boxes of TEST_PLAN are open: “npm run smoke”, “Log in by hand”. Tick what is so, or say why it is open.',
      ],
      severities: ['error', 'warning'],
    },
    {
      title: 'Acceptance criteria beside a definition of done',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Done

        ## Definition of Done
        - [x] Users log in (src/login.ts:3)

        ## Acceptance Criteria
        - [x] A wrong password is turned away
        - [ ] [|A third one locks the account|]
      `,
      says: [
        'WP-1-Login is Done, but 1 of the 2 boxes of Acceptance Criteria is open: “A third one locks the account”. Tick what is so, or say why it is open.',
      ],
    },
    {
      title: 'In a refinement, beside its verdict',
      files: md`
        ==> docs/refinements/WP-1-Login.md <==
        # Refinement of WP-1-Login

        ### Coverage
        - Named in the body: [x] PASS (2.3)
        - [|Specific|]: [ ] PASS
        - Can be measured: [ ] PASS
        - Price: [ ] n/a
        - COVERAGE_VERDICT: PASS
        - COVERAGE_REASON: the spec says all of it

        ==> docs/refinements/WP-1-Logout.md <==
        # Refinement of WP-1-Logout

        ### Coverage
        - [|Specific|]: [ ] PASS
        - Can be measured: [ ] PASS
        - COVERAGE_VERDICT: PASS

        ==> docs/refinements/WP-1-Menu.md <==
        # Refinement of WP-1-Menu

        ### Coverage
        - Specific: [ ] PASS
        - COVERAGE_VERDICT: FAIL

        ==> docs/refinements/WP-1-Roles.md <==
        # Refinement of WP-1-Roles

        ### Coverage
        - Specific: [x] PASS
        - Vague: [ ] FAIL
        - COVERAGE_VERDICT: PASS
      `,
      says: [
        'COVERAGE_VERDICT is PASS, but 2 of the 4 boxes above it are open: “Specific”, “Can be measured”. Tick what was looked at, or take the verdict back.',
        'COVERAGE_VERDICT is PASS, but none of the 2 boxes above it is ticked: “Specific”, “Can be measured”. Tick what was looked at, or take the verdict back.',
      ],
      severities: ['warning', 'warning'],
    },
    {
      title: 'In VALIDATION; whether an AI has reviewed is told elsewhere',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Done

        ## VALIDATION (filled by Coder)
        - **File**: src/login.ts
        - **Gates Passed**:
          - [x] anchors_present
          - [ ] [|commit_ready|]
          - [ ] ai_review
      `,
      says: [
        'WP-1-Login is Done, but 1 of the 2 boxes of VALIDATION is open: “commit_ready”. Tick what is so, or say why it is open.',
      ],
      severities: ['warning'],
    },
    {
      title: 'The gates of a changed file are told with the file',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Done

        ## VALIDATION
        - Target File: \`src/login.ts\`
        - Gates Passed:
          - [x] compiles
          - [ ] commit_ready
      `,
    },
    {
      title: 'In any other section: beside ticked ones, and where others are ticked in the packet',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Done

        ## Tasks / Subtasks
        - [x] The form
          - [x] Fields for name and password
          - [ ] [|Remove the old form|]
        - [x] The session
        - [ ] A cookie for a year
          - Deferred: nobody has asked for it
        - Later (WP-2-Keys)
          - [ ] Keys

        **Looks:**
        - [ ] [|As in the sketch|]
        - [ ] In the dark, too

        ### Follow-ups
        - [ ] Log in with a key

        ## Kind of change
        - [x] Feature
        - [ ] Bug fix

        ## How to review
        ~~~
        - [ ] Read it
        ~~~
        - [ ] Read it twice

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: In-Progress

        ## Tasks
        - [x] The button
        - [ ] The page

        ==> docs/task_packets/WP-1-Roles.md <==
        # WP-1-Roles
        - STATUS: Done

        ## Tasks
        - [ ] Guests
      `,
      says: [
        'WP-1-Login is Done, but 1 of the 6 boxes of Tasks / Subtasks is open: “Remove the old form”. Tick what is so, or say why it is open.',
        'WP-1-Login is Done, but none of the 2 boxes of Looks is ticked: “As in the sketch”, “In the dark, too”. Tick what is so, or say why it is open.',
      ],
      severities: ['warning', 'warning'],
    },
    {
      title: 'A section that nobody ticks is how a list is written; one that others tick is forgotten',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Done

        ## DONE_MEANS
        - [x] Users log in (src/login.ts:3)

        ## Review
        - [ ] Read every line

        ## Steps
        - [x] The form

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: Done

        ## DONE_MEANS
        - [x] Users log out (src/login.ts:9)

        ## Review
        - [ ] Read every line

        ## Steps
        - [ ] [|The button|]

        ==> docs/task_packets/WP-1-Roles.md <==
        # WP-1-Roles
        - STATUS: Done

        ## DONE_MEANS
        - [ ] [|Guests see nothing|]

        ## Checks before it ships
        - [ ] [|A guest was asked|]
      `,
      says: [
        'WP-1-Logout is Done, but the box of Steps is open: “The button”. Tick what is so, or say why it is open.',
        'WP-1-Roles is Done, but the box of DONE_MEANS is open: “Guests see nothing”. Tick what is so, or say why it is open.',
        'WP-1-Roles is Done, but the box of Checks before it ships is open: “A guest was asked”. Tick what is so, or say why it is open.',
      ],
      severities: ['warning', 'error', 'warning'],
    },
    {
      title: 'One that cites another packet is open; one that is left to it is not, and is no box that nobody ticked',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Done

        ## DONE_MEANS
        - [ ] [|Users log in; the old page stays for a while as the way back that is defined by WP-1-Menu|]
        - [ ] Users log out; done in WP-1-Logout
        - [ ] Sessions end
      `,
      says: [
        'WP-1-Login is Done, but 2 of the 3 boxes of DONE_MEANS are open: “Users log in; the old page stays for a while as the way back that i…”, “Sessions end”. Tick what is so, or say why it is open.',
      ],
      severities: ['info'],
    },
    {
      title: 'None is ticked, where others tick them',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Done (VALIDATED)

        ## Acceptance Criteria
        - [ ] [|Users log in|]
        - [ ] Users log out
          - [ ] everywhere
        - [ ] Sessions end

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: Done

        ## DONE_MEANS
        - [x] Users log out
      `,
      says: [
        'WP-1-Login is Done, but none of the 4 boxes of Acceptance Criteria is ticked: “Users log in”, “Users log out”, “everywhere” and 1 more. Tick what is so, or say why it is open.',
      ],
    },
    {
      title: 'Where nobody ticks any, it is information',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Done

        ## DONE_MEANS
        - [ ] [|Users log in|]
      `,
      says: ['WP-1-Login is Done, but the box of DONE_MEANS is open: “Users log in”. Tick what is so, or say why it is open.'],
      severities: ['info'],
    },
    {
      title: 'Work under way, a reason, a list without boxes, a packet that failed',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Ready-for-Validation

        ## DONE_MEANS
        - [x] Users log in
        - [ ] Users log out

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: Done

        ## DONE_MEANS
        - [x] Users log out
        - [ ] ~~Sessions end~~
        - [ ] On all devices (deferred to WP-2-Devices)
        - [ ] A page of help — to be written at the start of WP-2-Help
        - [ ] Not needed: a cookie

        ## TEST_PLAN
        - \`npm test\`

        ==> docs/task_packets/WP-1-Roles.md <==
        # WP-1-Roles
        - STATUS: Validated (FAIL)

        ## DONE_MEANS
        - [x] Admins see all
        - [ ] Guests see nothing

        ==> docs/task_packets/WP-1-Keys.md <==
        # WP-1-Keys
        - STATUS: Done

        ## DONE_MEANS
        - [x] Keys open doors
        - [ ] Doors close

        ## VALIDATION REPORT
        - Verdict: FAIL
      `,
    },
  ],
});

function countOf({ ticked, all, open }: Boxes, where: string): string {
  const count =
    all === 1
      ? `the box ${where} is`
      : ticked === 0 && open.length === all
        ? `none of the ${all} boxes ${where} is`
        : `${open.length} of the ${all} boxes ${where} ${open.length === 1 ? 'is' : 'are'}`;
  const state = ticked === 0 && open.length === all && all > 1 ? 'ticked' : 'open';
  const texts = open.slice(0, 3).map((o) => `“${o.text}”`);
  const rest = open.length > 3 ? ` and ${open.length - 3} more` : '';
  return `${count} ${state}: ${texts.join(', ')}${rest}`;
}
