/** packets/out-of-scope-unreasoned */
import { fieldOf, type Item } from '#core/fields/model';
import { md } from '#core/rule';
import { isBlank } from '../model/packet/blanks';
import { brief, groupedIn } from '../model/packet/packet';
import { rule } from '../model/types';

export default rule({
  scope: 'document',
  severity: 'info',
  concerns: 'content',
  since: '0.2.0',
  summary: 'What is left out of scope says why.',
  why: `Without a reason the next one does not know whether it was forgotten, refused or put off. In parentheses, after a dash, an arrow or a
colon, as a clause or a sentence: *Password reset (Phase 2)*, *Schema changes → WP-2-Schema*, *OAuth; nobody uses it yet*.`,

  check: {
    *packet({ model }) {
      const field = fieldOf(model.fields, 'OUT_OF_SCOPE');
      for (const { item, groups } of field ? groupedIn(field) : []) {
        if (isBlank(item.text) || nothing.test(item.text) || hasReason(item) || groups.some(givesReason)) continue;
        yield { at: item.at, message: `${brief(item.text)} is out of scope without a reason; add why, or where it is done.` };
      }
    },
  },

  examples: [
    {
      title: 'Left out, nobody knows why',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        ## Out of Scope
        - [|Password reset|]
        - [|Changes to the backend (\`src/backend/\`)|]
        - Rate limiting (Phase 2)
      `,
      says: [
        'Password reset is out of scope without a reason; add why, or where it is done.',
        'Changes to the backend (`src/backend/`) is out of scope without a reason; add why, or where it is done.',
      ],
    },
    {
      title: 'Every way to say it',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        ## OUT_OF_SCOPE
        - Password reset: nobody asked for it
        - Schema changes → WP-2-Schema
        - OAuth – later
        - Rate limiting, because the gateway does it
        - Sessions until Phase 2
        - SMS login. Too expensive.
        - Audit log
          - done by the platform
        - Anything in src/db/ is frozen; see A2.3

        ==> docs/task_packets/WP-1-Docs.md <==
        # WP-1-Docs

        - OUT_OF_SCOPE: None
      `,
    },
    {
      title: 'A group that says why, and one that only has a name; what to do when the scope is too small',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        ## OUT_OF_SCOPE
        - Tests of the store (reserved for WP-1-Store), including:
          - src/store.ts
          - tests/store.test.ts
        - Do not touch the files of the other WP:
          - src/other.ts
        - Backend:
          - [|src/api.ts|]
        - All of these files:
          - [|src/menu.ts|]
        - If more files must be changed, stop and ask
      `,
    },
    {
      title: 'A table with reasons',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        ## OUT_OF_SCOPE
        | What | Why |
        | --- | --- |
        | Password reset | Phase 2 |
      `,
    },
  ],
});

const isPath = /^[\s`]*[\w@.*-]*[\w*/.@-]+[/.][\w*/.@-]*[\s`]*$/;

const reason =
  /->|→|=>|[^\s:]:\s|\s[-–—]\s|;\s|\.\s+\S|\b(?:because|since|as it|due to|deferred|defer|later|until|unless|phase|sprint|milestone|release|v\d|handled|covered|done|tracked|separate(?:ly)?|reserved|other (?:WP|packet|team)|follow[- ]?up|future|already|owned|belongs|post-|WP-|frozen|not (?:needed|required|used)|only|see|per|so that|anyway|which|who|nobody|weil|da |später|bis|folgt|eigenes?)\b|WP-\w/i;

/** Nothing is left out; or it is no thing, but what to do when the scope is too small. */
const nothing = /^[*_]*(?:(?:none|n\/a|nothing|keine?s?|nichts)\b|(?:if|should|falls|wenn)\s)/i;

/** The words over a group count for all in it, where they are more than its name. */
function givesReason(group: Item): boolean {
  const said = group.text.replace(/[:：][*_]*$/, '');
  const note = /\(([^()]+)\)/.exec(said)?.[1];
  return (note !== undefined && !isPath.test(note)) || reason.test(said.replace(/`[^`]*`/g, 'x'));
}

function hasReason(item: Item): boolean {
  if (item.items.length > 0 || (item.cells?.filter((c) => c.text.trim() !== '').length ?? 0) > 1) return true;
  // A note that is nothing but a path or code says what, not why.
  const note = item.note ?? /\(([^()]+)\)/.exec(item.text)?.[1];
  if (note !== undefined && !isPath.test(note)) return true;
  return reason.test(item.bare.replace(/`[^`]*`/g, 'x'));
}
