/** packets/bootstrap-count */
import { flat } from '#core/fields/items';
import { type Field, fieldOf, type Item, isEmpty } from '#core/fields/model';
import { md } from '#core/rule';
import type { Counted } from '../model/dialect/dialect';
import { bootstrapParts } from '../model/dialect/packet-fields';
import { commandsOf } from '../model/packet/commands';
import { fieldIn, filledItems, hasReached, listed, pointsAt } from '../model/packet/packet';
import { pathsOf } from '../model/paths/paths';
import { rule } from '../model/types';

export default rule({
  scope: 'document',
  severity: 'hint',
  concerns: 'content',
  since: '0.2.0',
  summary: 'The work plan has enough to start from, and no more than one reads.',
  why: `5 to 15 files to open, 10 to 20 search terms (quoted strings, however many stand in a line), 3 to 6 commands, 3 to 8 risks are
usual. \`packets.counts\` in gatehouse.yaml changes the ranges. A plan that has two or three of the four lacks the others: that is a warning.`,

  check: {
    *packet({ model, dialect }) {
      const plan = fieldOf(model.fields, 'BOOTSTRAP');
      const absent = bootstrapParts.filter((key) => !fieldIn(model.fields, key));
      if (plan && !isEmpty(plan) && absent.length > 0 && hasReached(model, 'Ready-for-Dev'))
        yield {
          at: plan.nameAt,
          // A plan of another make is asked for nothing; of one in this form what is absent is missing.
          ...(absent.length <= bootstrapParts.length / 2 ? { severity: 'warning' as const } : {}),
          message: `${plan.name} has no ${listed(absent)}.`,
        };
      for (const key of bootstrapParts) {
        const field = fieldIn(model.fields, key);
        if (!field || pointsAt(field, model.fields, dialect.names)) continue;
        const [least, most] = dialect.counts[key as Counted];
        const lines = key === 'SEARCH_TERMS' ? terms(field) : filledItems(field).length;
        const count = lines < least ? Math.max(lines, inLines(key, field)) : lines;
        if (count === 0 || (count >= least && count <= most)) continue;
        yield {
          at: field.nameAt,
          about: { kind: 'field', name: key },
          message: `${field.name} has ${count} ${count === 1 ? what[key]?.replace(/s$/, '') : what[key]}; ${least} to ${most} are usual.`,
        };
      }
    },
  },

  examples: [
    {
      title: 'Several in a line',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        ## BOOTSTRAP
        - FILES_TO_OPEN: \`src/a.ts\`, \`src/b.ts\`, \`src/c.ts\`, \`src/d.ts\` and \`src/e.ts\`
        - RUN_COMMANDS: \`npm ci\`, \`npm test\`, \`npm run lint\`
      `,
    },
    {
      title: 'Too little to start from',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        ## BOOTSTRAP
        - [|FILES_TO_OPEN|]:
          - src/login.ts
        - [|SEARCH_TERMS|]: "login", "session"; "token"
        - [|RUN_COMMANDS|]: \`npm test\`
      `,
      says: [
        'FILES_TO_OPEN has 1 file; 5 to 15 are usual.',
        'SEARCH_TERMS has 3 terms; 10 to 20 are usual.',
        'RUN_COMMANDS has 1 command; 3 to 6 are usual.',
      ],
    },
    {
      title: 'A plan without two of its parts',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - STATUS: Ready-for-Dev

        ## [|BOOTSTRAP|]
        - SEARCH_TERMS: "a", "b", "c", "d", "e", "f", "g", "h", "i", "j"
        - RISK_MAP: "a" -> b; "c" -> d; "e" -> f
      `,
      says: ['BOOTSTRAP has no FILES_TO_OPEN and RUN_COMMANDS.'],
      severities: ['warning'],
    },
    {
      title: 'A plan that is of another make',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Ready-for-Dev

        ## [|BOOTSTRAP|]
        - RISK_MAP: "a" -> b; "c" -> d; "e" -> f
        - First, ask Ada.
      `,
      says: ['BOOTSTRAP has no FILES_TO_OPEN, SEARCH_TERMS and RUN_COMMANDS.'],
    },
    {
      title: 'Ten terms in three lines',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        ## BOOTSTRAP
        - SEARCH_TERMS:
          - "login", "logout", "session"
          - "token", "expiry", "refresh", \`verify()\`
          - password hash
          - "401", "403"

        ## VALIDATION

        ### BOOTSTRAP Output
        ~~~
        SEARCH_TERMS:
        - "login"
        ~~~
      `,
    },
    {
      title: 'What another field says is not counted again',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        ## TEST_PLAN
        - npm test

        ## BOOTSTRAP
        - RUN_COMMANDS: as in TEST_PLAN
        - [|FILES_TO_OPEN|]: src/login.ts
      `,
    },
    {
      title: 'Names in bold alone on their lines, with the values below them',
      files: md`
        ==> docs/task_packets/WP-1-X.md <==
        # WP-1-X
        ## BOOTSTRAP

        **FILES_TO_OPEN**
        - a
        - b
        - c
        - d
        - e

        **[|SEARCH_TERMS|]** (of the code)

        - "f"

        **RUN_COMMANDS**
        - npm run g
        - npm run h
        - npm run i

        **RISK_MAP**
        1. j -> k
        2. l -> m
        3. n -> o
      `,
      says: ['SEARCH_TERMS has 1 term; 10 to 20 are usual.'],
    },
  ],
});

/** Files and commands, where several stand in a line. */
function inLines(key: string, field: Field): number {
  const several =
    key === 'FILES_TO_OPEN'
      ? (i: Item) => pathsOf(i).length
      : key === 'RUN_COMMANDS'
        ? (i: Item) => commandsOf(i).length
        : () => 1;
  return filledItems(field).reduce((n, i) => n + Math.max(1, several(i)), 0);
}

const what: Readonly<Record<string, string>> = {
  FILES_TO_OPEN: 'files',
  SEARCH_TERMS: 'terms',
  RUN_COMMANDS: 'commands',
  RISK_MAP: 'risks',
};

const terms = (field: Field): number => [...flat(filledItems(field))].reduce((n, item) => n + termsIn(item), 0);

/** Quoted strings and code spans; an item without any is a term itself. */
function termsIn(item: Item): number {
  if (item.is === 'code') return 1;
  const quotes = item.text.match(/"[^"]+"|'[^']+'|“[^”]+”|„[^“]+“|`[^`]+`/g)?.length ?? 0;
  return quotes > 0 ? quotes : item.text.split(/,\s+/).length;
}
