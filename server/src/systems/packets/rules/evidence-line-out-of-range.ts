/** packets/evidence-line-out-of-range */
import type { Look } from '#core/look';
import { md, type Report } from '#core/rule';
import type { World } from '#core/world';
import { extentOf, fileOf } from '../model/anchors/places';
import type { Cited } from '../model/evidence/evidence';
import { rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'error',
  concerns: 'content',
  since: '0.3.0',
  summary: 'Lines that evidence or SPEC_ANCHOR cites are lines of the file.',
  why: 'Who looks the evidence up finds nothing there: the code was cut, or the numbers were never looked at. A range that ends before it begins is none either. What VALIDATION lists as changed is a hint in a packet that is Done: it is a record of then.',

  check: {
    *packet({ facts, look, world }) {
      yield* beyond(facts.cited, world);
      yield* beyond(facts.specLines ?? [], world, look);
      // The lines of a file as it was then: whoever wrote to it since has moved them.
      const isRecord = facts.status?.reading?.status === 'Done';
      for (const report of beyond(facts.changed ?? [], world)) yield isRecord ? { ...report, severity: 'hint' } : report;
    },
    *report({ facts, look, world }) {
      yield* beyond(facts.cited, world);
      yield* beyond(facts.specLines ?? [], world, look);
    },
    *refinement({ facts, look, world }) {
      yield* beyond(facts.specLines ?? [], world, look);
    },
    *audit({ facts, world }) {
      yield* beyond(facts.cited, world);
    },
  },

  examples: [
    {
      title: 'What VALIDATION lists as changed; a file that is gone has no lines',
      files: md`
        ==> docs/task_packets/WP-1-A.md <==
        # WP-1-A
        - STATUS: Ready-for-Validation

        ## VALIDATION
        - **Target File**: \`src/a.ts\`
        - **Start**: 1
        - **End**: [|9|]
        - **Post-SHA1**: \`56844d12956c6fe917459a9c6c603e8b28dbab59\`

        - Target File: src/a.ts
        - Start: 1
        - End: 1

        ### Second entry
        | Target File | Start | End |
        | --- | --- | --- |
        | \`src/a.ts\` | 1 | [|3|] |

        ==> src/a.ts <==
        one
      `,
      says: ['src/a.ts has 1 line; 1-9 goes past its end.', 'src/a.ts has 1 line; 1-3 goes past its end.'],
    },
    {
      title: 'A line of the spec, beside an anchor: in SPEC_ANCHOR, in evidence, in a refinement; of a version that is gone',
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        **Master_Spec_v1.1.md**

        ==> Master_Spec_v1.1.md <==
        # Spec
        ## 2.3 Storage
        It MUST store.

        ==> docs/task_packets/WP-1-Storage.md <==
        # WP-1-Storage
        - STATUS: In-Progress
        - What: As Master_Spec_v1.1.md:77 says.

        ## SPEC_ANCHOR
        - Master_Spec_v1.1.md:[|99|] 2.3 (Storage)
        - Master_Spec_v1.1.md:2 2.3; Master_Spec_v1.0.md:99 2.3

        ## Evidence Mapping
        - It stores (Master_Spec_v1.1.md:[|88|]) -> src/a.ts:1
        - It stores (Master_Spec_v1.1.md:3) -> src/a.ts:1

        ==> docs/refinements/WP-1-Storage.md <==
        # WP-1-Storage
        - SPEC_ANCHOR: Master_Spec_v1.1.md#[|L4-5|] 2.3

        ==> src/a.ts <==
        one
      `,
    },
    {
      title: 'In the audit',
      files: md`
        ==> docs/SIGNATURE_AUDIT.md <==
        | Signature | Purpose | Evidence |
        | --- | --- | --- |
        | alice151220251000 | WP-1-A | src/a.ts:[|9|], src/a.ts:1 |

        ==> src/a.ts <==
        one
      `,
    },
    {
      title: 'Past the end, and the wrong way round; a heading that begins with numbers',
      files: md`
        ==> docs/task_packets/WP-1-A.md <==
        # WP-1-A
        - STATUS: In-Progress

        ## Evidence Mapping
        1. First -> src/a.ts:[|2-40|]
        2. Second -> src/a.ts#[|L9|]
        3. Third -> src/a.ts:[|3-1|]
        4. Fourth -> src/a.ts:1-3
        5. Fifth -> src/a.ts:1, see docs/guide.md#3-401-for-guests

        ==> docs/guide.md <==
        ### 3. 401 for guests

        ==> src/a.ts <==
        one
        two
        three
      `,
      says: [
        'src/a.ts has 3 lines; 2-40 goes past its end.',
        'src/a.ts has 3 lines; 9 goes past its end.',
        '3-1 ends before it begins; cite src/a.ts from its first line to its last.',
      ],
    },
    {
      title: 'In what a report says of its coverage; a log of its tests proves nothing',
      files: md`
        ==> docs/task_packets/WP-1-A.md <==
        # WP-1-A
        - STATUS: Done

        ## VALIDATION REPORT - WP-1-A
        Verdict: PASS

        Tests:
        - \`npm test\`: PASS, warns of src/a.ts:77

        Coverage note:
        - These tests fail without the first line:
          - \`src/a.ts:1\`
          - \`src/a.ts:[|44|]\`

        ==> src/a.ts <==
        one
      `,
      says: ['src/a.ts has 1 line; 44 goes past its end.'],
    },
    {
      title: 'All of a file, a column, a file that is not there',
      files: md`
        ==> src/a.ts <==
        one
        two

        ==> docs/task_packets/WP-1-A.md <==
        # WP-1-A
        - STATUS: In-Progress

        ## Evidence Mapping
        - First -> src/a.ts:1-2
        - Second -> src/a.ts:2:14
        - Third -> src/b.ts:99
      `,
    },
    {
      title: 'Behind the number of a requirement, and in a table whose columns are called in another language',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Ready-for-Validation

        ## DONE_MEANS
        1. Users log in

        ## VALIDATION
        ### Evidence
        - DONE_MEANS 1: src/login.ts:[|45-60|]; test: npm test login

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: Ready-for-Validation

        ## DONE_MEANS
        1. Users log out

        ## Evidence Mapping
        | Kriterium | Stelle | Prüfung |
        |---|---|---|
        | 1 | src\login.ts:[|7|] | npm test logout |

        ==> src/login.ts <==
        export const login = 1;
      `,
    },
  ],
});

/** @param specs where only versions of the spec are looked at */
function* beyond(cited: readonly Cited[], world: World, specs?: Look): Iterable<Report> {
  for (const c of cited) {
    if (!c.lines || c.absent) continue;
    const { from, to, at } = c.lines;
    const file = fileOf(c, world);
    if (file === undefined || (specs && !specs.files('packets/spec').includes(file))) continue;
    if (to < from) {
      yield { at, message: `${extentOf(c.lines)} ends before it begins; cite ${c.path} from its first line to its last.` };
      continue;
    }
    // How many lines a file has is one question, however many of them are cited.
    const found = world.lines(file, 1, 1);
    if (found.is === 'unknown' || found.value === undefined || (from > 0 && to <= found.value.total)) continue;
    const { total } = found.value;
    const has = total === 0 ? 'is empty' : total === 1 ? 'has 1 line' : `has ${total} lines`;
    yield {
      at,
      message:
        from === 0
          ? `Lines are counted from 1; ${c.path} has no line 0.`
          : `${c.path} ${has}; ${extentOf(c.lines)} goes past its end.`,
    };
  }
}
