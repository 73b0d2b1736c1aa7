/** packets/bootstrap-missing-file */
import { md } from '#core/rule';
import type { RelPath } from '#core/text';
import type { World } from '#core/world';
import { lostPointer } from '../model/anchors/lost-pointer';
import { isElsewhere, missingOf, missingReport } from '../model/paths/missing-paths';
import { rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'warning',
  concerns: 'content',
  since: '0.2.0',
  summary: 'FILES_TO_OPEN are there, or marked as new.',
  why: 'They are what a coder reads before the first change. A file that is not there cannot be read; what is still to be made says so beside it. Where all files of one folder are missing with it, that is told once; where not even the first folder of the path is there, nor any code that the packet names, the code may be kept elsewhere, and it is no more than a remark.',

  check: {
    *packet({ facts, path, look, world, dialect }) {
      const toBeMade = new Set(facts.scope.filter((p) => p.fresh).map((p) => p.path));
      // That the pointer is gone is told once, by pointer-missing.
      const isPointer = (p: string): boolean => dialect.paths.pointer[0] === p && lostPointer(look, world, dialect) !== undefined;
      const opens = facts.opens.filter((p) => !toBeMade.has(p.path) && !isPointer(p.path));
      // Where other code that the packet names is there, it is kept here.
      const hasCode = (): boolean => [...facts.scope, ...opens].some((p) => isCode(p.path) && isThere(p.path, world));
      for (const missing of missingOf(path, opens, world, look)) {
        const report = missingReport(path, missing, 'opened', `There is no ${missing.paths[0].path} to open`);
        yield isElsewhere(missing) && !hasCode() ? { ...report, severity: 'info' } : report;
      }
    },
  },

  examples: [
    {
      title: 'One that was moved, one of a former version, and one to be made',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Ready-for-Dev
        - IN_SCOPE_PATHS:
          - src/session.ts (new)
        - **FILES_TO_OPEN:** docs/TASK_BOARD.md; [|src/login.ts|]; src/session.ts; [|Notes_v0.9.md|] (§7); assets/icons.json (create if missing); CI config
        - SEARCH_TERMS: "login"

        ==> docs/TASK_BOARD.md <==
        # Board

        ==> app/src/login.ts <==
        login
      `,
      says: [
        'There is no src/login.ts to open; there is app/src/login.ts.',
        'There is no Notes_v0.9.md to open; mark it as new if it is to be made.',
      ],
      fixed: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Ready-for-Dev
        - IN_SCOPE_PATHS:
          - src/session.ts (new)
        - **FILES_TO_OPEN:** docs/TASK_BOARD.md; app/src/login.ts; src/session.ts; Notes_v0.9.md (new) (§7); assets/icons.json (create if missing); CI config
        - SEARCH_TERMS: "login"
      `,
    },
    {
      title: 'The pointer is gone: that is told once, on the board',
      files: md`
        ==> docs/TASK_BOARD.md <==
        # Board

        ==> Master_Spec_v1.0.md <==
        # Master Spec

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Ready-for-Dev
        - FILES_TO_OPEN: docs/SPEC_CURRENT.md
      `,
    },
    {
      title: 'A file that became a folder',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Ready-for-Dev
        - FILES_TO_OPEN: [|src/store.rs|]; [|app/form.tsx|]

        ==> src/store/mod.rs <==
        store

        ==> src/stone.rs <==
        stone

        ==> app/form/index.tsx <==
        form
      `,
      says: [
        'There is no src/store.rs to open; there is src/store/mod.rs.',
        'There is no app/form.tsx to open; there is app/form/index.tsx.',
      ],
      fixed: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Ready-for-Dev
        - FILES_TO_OPEN: src/store/mod.rs; app/form/index.tsx
      `,
    },
    {
      title: 'Neither the packet that asks, nor another packet, is what it asks for',
      files: md`
        ==> docs/task_packets/WP-1-Login-v2.md <==
        # WP-1-Login-v2
        - FILES_TO_OPEN:
          - [|docs/refinements/WP-1-Login-v2.md|]
          - [|docs/task_packets/WP-1-Login.md|]
          - [|docs/refinements/WP-1-Menu.md|]
          - [|task_packets/WP-1-Menu.md|]

        ==> docs/task_packets/WP-1-Menu.md <==
        # WP-1-Menu
        - STATUS: Done

        ==> docs/refinements/WP-1-Store.md <==
        # WP-1-Store
      `,
      says: [
        'There is no docs/refinements/WP-1-Login-v2.md to open; mark it as new if it is to be made.',
        'There is no docs/task_packets/WP-1-Login.md to open; mark it as new if it is to be made.',
        'There is no docs/refinements/WP-1-Menu.md to open; mark it as new if it is to be made.',
        'There is no task_packets/WP-1-Menu.md to open; there is docs/task_packets/WP-1-Menu.md.',
      ],
      fixed: md`
        ==> docs/task_packets/WP-1-Login-v2.md <==
        # WP-1-Login-v2
        - FILES_TO_OPEN:
          - docs/refinements/WP-1-Login-v2.md (new)
          - docs/task_packets/WP-1-Login.md (new)
          - docs/refinements/WP-1-Menu.md (new)
          - docs/task_packets/WP-1-Menu.md
      `,
    },
    {
      title: 'A version of the spec that is gone; code that is kept elsewhere',
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        **Master_Spec_v1.2.md**

        ==> Master_Spec_v1.2.md <==
        # Master Spec

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - FILES_TO_OPEN:
          - [|Master_Spec_v0.9.md|]
          - [|src/login/form.ts|] (the form)
          - \`src/session.ts:10-20\`
          - src/db/
      `,
      says: [
        'There is no Master_Spec_v0.9.md to open; there is Master_Spec_v1.2.md.',
        'There is no src/, where src/login/form.ts and 2 more are to be opened.',
      ],
      severities: ['warning', 'info'],
      fixed: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - FILES_TO_OPEN:
          - Master_Spec_v1.2.md
          - src/login/form.ts (new) (the form)
          - \`src/session.ts:10-20\` (new)
          - src/db/ (new)
      `,
    },
    {
      title: 'Written from another place, while other code of the packet is here',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Ready-for-Dev
        - IN_SCOPE_PATHS: src/login.ts
        - FILES_TO_OPEN: src/login.ts; [|source/token.ts|]

        ==> src/login.ts <==
        login
      `,
      says: ['There is no source/token.ts to open; mark it as new if it is to be made.'],
      fixed: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Ready-for-Dev
        - IN_SCOPE_PATHS: src/login.ts
        - FILES_TO_OPEN: src/login.ts; source/token.ts (new)
      `,
    },
    {
      title: 'Files, a folder, other capitals, what is out of the folder, and a packet that is done',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        ## BOOTSTRAP
        - FILES_TO_OPEN:
          - docs/task_board.md (the board)
          - \`docs/task_packets/\`
          - src/session.ts (will create)
          - ~/.config/app.toml
          - src/*.ts
          - read/write paths of the login

        ==> docs/TASK_BOARD.md <==
        # Board

        ==> docs/task_packets/WP-1-Start.md <==
        # WP-1-Start
        - STATUS: Done
        - FILES_TO_OPEN:
          - src/start.ts
      `,
    },
  ],
});

const isCode = (path: RelPath): boolean => /\.[a-z]{1,5}$/i.test(path) && !/\.(?:md|txt|json|ya?ml|toml)$/i.test(path);
const isThere = (path: RelPath, world: World): boolean => {
  const there = world.exists(path);
  return there.is === 'known' && there.value.as !== 'no';
};
