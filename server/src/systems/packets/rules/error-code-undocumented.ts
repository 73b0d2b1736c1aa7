/** packets/error-code-undocumented */
import { md } from '#core/rule';
import { rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'warning',
  since: '0.2.0',
  summary: 'A code of an error that a finished packet brings is in the runbook.',
  why: `Who meets the code in a log looks it up there. Only codes of families that the runbook explains (\`AUTH\` of \`AUTH-001\`) are looked
for, in DONE_MEANS, from Ready-for-Validation on: before, nothing need be written yet.`,

  check: {
    *packet({ facts, look }) {
      if (!facts.errorCodes || facts.retired) return;
      const known = look.names('errorCode');
      const families = new Set(known.map(familyOf));
      const told = new Set(known);
      for (const { text, at } of facts.errorCodes) {
        if (told.has(text) || !families.has(familyOf(text))) continue;
        told.add(text);
        yield { at, message: `${text} is not explained in the runbook (${look.files('packets/runbook')[0]}).` };
      }
    },
  },

  examples: [
    {
      title: 'One of three',
      files: md`
        ==> docs/RUNBOOK_DEBUG.md <==
        | Code | Meaning |
        |---|---|
        | AUTH-001 | Wrong password |
        | AUTH-002 | Too late |

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Done

        ## DONE_MEANS
        1. A wrong password gives 401 and AUTH-001
        2. A late one AUTH-002, one that nobody can read [|AUTH-003|]
      `,
      says: ['AUTH-003 is not explained in the runbook (docs/RUNBOOK_DEBUG.md).'],
    },
    {
      title: 'Not due yet, and names of something else',
      files: md`
        ==> docs/RUNBOOK_DEBUG.md <==
        AUTH-001: wrong password

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: In-Progress

        ## DONE_MEANS
        - AUTH-003 for what nobody can read

        ==> docs/task_packets/WP-1-Hash.md <==
        # WP-1-Hash
        - STATUS: Done

        ## DONE_MEANS
        - Digests are SHA-256, dates ISO-8601, JIRA-1234 is closed
      `,
    },
  ],
});

const familyOf = (code: string): string => code.replace(/-\d+$/, '');
