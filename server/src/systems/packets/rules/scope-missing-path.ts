/** packets/scope-missing-path */
import { md } from '#core/rule';
import { missingOf, missingReport } from '../model/paths/missing-paths';
import { rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'info',
  concerns: 'content',
  since: '0.2.0',
  summary: 'A path in scope is there, or its folder is, or it is marked as new.',
  why: 'A file that is to be made lies in a folder that is there, most of the time. Where the folder is missing too, the path is often one from another time or written from another place.',

  check: {
    *packet({ facts, path, look, world }) {
      // What is to be opened is told there, and with it a folder that is missing.
      const opened = new Set(facts.opens.map((p) => p.path));
      const told = new Set(missingOf(path, facts.opens, world, look).map((m) => m.folder));
      for (const missing of missingOf(
        path,
        facts.scope.filter((p) => !opened.has(p.path)),
        world,
        look,
      )) {
        // A file that is to be made lies in a folder that is there.
        if (missing.folder === undefined || told.has(missing.folder)) continue;
        yield missingReport(path, missing, 'changed', `Neither ${missing.paths[0].path} nor its folder is there`);
      }
    },
  },

  examples: [
    {
      title: 'Written from another place',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: In-Progress
        - IN_SCOPE_PATHS:
          - [|src/login/form.ts|]

        ==> app/src/login/form.ts <==
        form
      `,
      says: ['Neither src/login/form.ts nor its folder is there; there is app/src/login/form.ts.'],
      fixed: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: In-Progress
        - IN_SCOPE_PATHS:
          - app/src/login/form.ts

      `,
    },
    {
      title: 'To be made: say so',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - IN_SCOPE_PATHS:
          - \`[|src/login/form.ts|]\`
      `,
      says: ['Neither src/login/form.ts nor its folder is there; mark it as new if it is to be made.'],
      fixed: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - IN_SCOPE_PATHS:
          - \`src/login/form.ts\` (new)
      `,
    },
    {
      title: 'The whole folder is missing: one remark',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - IN_SCOPE_PATHS:
          - [|src/login/form.ts|]
          - src/session.ts
          - docs/guides.md
      `,
      says: ['There is no src/, where src/login/form.ts and 1 more are to be changed.'],
      fixed: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - IN_SCOPE_PATHS:
          - src/login/form.ts (new)
          - src/session.ts (new)
          - docs/guides.md
      `,
    },
    {
      title: 'New in a folder that is there, marked, at the top, other capitals, a pattern, done, two words',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: In-Progress
        - IN_SCOPE_PATHS:
          - src/login.ts
          - src/login/form.ts (new)
          - NEW: src/login/style.css
          - Login.toml
          - SRC/main.ts
          - lib/**
          - client/server
          - ../other/src/a.ts

        ==> docs/task_packets/WP-1-Start.md <==
        # WP-1-Start
        - STATUS: Done
        - IN_SCOPE_PATHS:
          - old/start.ts

        ==> src/main.ts <==
        main
      `,
    },
  ],
});
