/** What packets/command-without-target tells, and what it does not. */
import { type Example, md } from '#core/rule';

export const examples: readonly [Example, ...Example[]] = [
  {
    title: 'A script, a recipe and a manifest that are not there',
    files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: In-Progress

        ## TEST_PLAN
        - pnpm -C app run [|tset|]
        - npm run lint
        - \`just [|pre-wrok|] WP-1-Login\`
        - \`just check\`
        - cargo test --manifest-path [|src/api/Cargo.toml|]
        - cargo check --manifest-path src/core/Cargo.toml
        - node --test [|tools/chekc.mjs|]
        - node tools/check.mjs --all
        - bash [|tools/run.sh|]

        ==> tools/check.mjs <==
        check

        ==> app/package.json <==
        { "scripts": { "test": "vitest" } }

        ==> package.json <==
        { "scripts": { "lint": "biome check" } }

        ==> justfile <==
        check: lint
            npm test
        pre-work id:
            node scripts/pre-work.mjs {{id}}

        ==> src/core/Cargo.toml <==
        [package]
      `,
    says: [
      'app/package.json has no script tset; correct the command, or say that it is to be made.',
      'justfile has no recipe pre-wrok; correct the command, or say that it is to be made.',
      'There is no src/api/Cargo.toml, but src/core/Cargo.toml; correct the command, or say that it is to be made.',
      'There is no tools/chekc.mjs; correct the command, or say that it is to be made.',
      'There is no tools/run.sh; correct the command, or say that it is to be made.',
    ],
  },
  {
    title: 'A script of a kind that is nowhere, while code of the packet is here',
    files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Ready-for-Dev
        - IN_SCOPE_PATHS: src/login.ts

        ## TEST_PLAN
        - python3 [|checks/all.py|]

        ==> src/login.ts <==
        a
      `,
    says: ['There is no checks/all.py; correct the command, or say that it is to be made.'],
  },
  {
    title:
      'Run from elsewhere, blanks, still to be made, not to be run, no such file at all, recipes of other files, nothing begun',
    files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: In-Progress

        ## TEST_PLAN
        - cd app
        - npm run nothing

        ## IN_SCOPE_PATHS
        - tools/new.mjs

        ## RUN_COMMANDS
        - node tools/new.mjs
        - python scripts/all.py
        - node -e "import('./tools/x.mjs')"
        - npm run {script}
        - npm run e2e -w app
        - npm run smoke (to be created)
        - Never \`npm run drop-all\`
        - cargo test --manifest-path ../core/Cargo.toml
        - cargo test --manifest-path src/core/Cargo.toml
        - just nowhere

        ==> app/package.json <==
        { "scripts": {} }

        ==> tools/check.mjs <==
        check

        ==> package.json <==
        { "scripts": {} }

        ==> justfile <==
        import 'more.just'

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: Backlog

        ## TEST_PLAN
        - npm run later
      `,
  },

  {
    title: 'What should have been run: tests, scripts, folders, manifests, in the plan, in VALIDATION, in the evidence',
    files: md`
      ==> docs/task_packets/WP-1-Login.md <==
      # WP-1-Login
      - STATUS: Ready-for-Validation
      - IN_SCOPE_PATHS: web/login.ts, web/logout.test.ts

      ## TEST_PLAN
      - \`npx vitest run [|web/logn.test.ts|]\`
      - npx vitest run [|web/logout.test.ts|]:12 (new)
      - cd [|wbe|] && npx vitest run login.test.ts
      - pnpm -C [|aap|] test

      ## VALIDATION
      | Command | Result |
      |---|---|
      | npx jest web/login.test.ts [|web/tokens.spec.ts|] | PASS |

      Command: npx playwright test [|e2e/login.spec.ts|]
      Result: PASS

      ==> docs/task_packets/WP-1-Store.md <==
      # WP-1-Store
      - STATUS: Done

      ## TEST_PLAN
      - pytest -q [|tests/gone.py|]::test_put -k "put or tests/get"
      - python -m pytest [|tests/stores|]
      - go test ./[|gone|]/... -run Put
      - bash [|scripts/gone.sh|]
      - cargo test --manifest-path [|gone/Cargo.toml|]
      - npm run removed-since

      ## Evidence Mapping
      | DONE_MEANS | Code | Test |
      |---|---|---|
      | It stores | src/store.py:1 | \`pytest [|tests/test_put.py|]\` |

      ==> web/login.test.ts <==
      a
      ==> src/store.py <==
      a
      ==> src/store.go <==
      a
      ==> scripts/all.sh <==
      a
      ==> package.json <==
      { "scripts": {} }
      ==> src/core/Cargo.toml <==
      [package]
    `,
    says: [
      'There is no web/logn.test.ts, which WP-1-Login says was run.',
      'There is no web/logout.test.ts, which WP-1-Login says was run.',
      'There is no folder wbe, which WP-1-Login says was run.',
      'There is no folder aap, which WP-1-Login says was run.',
      'There is no web/tokens.spec.ts, which WP-1-Login says was run.',
      'There is no e2e/login.spec.ts, which WP-1-Login says was run.',
      'There is no tests/gone.py, which WP-1-Store says was run.',
      'There is no folder tests/stores, which WP-1-Store says was run.',
      'There is no folder gone, which WP-1-Store says was run.',
      'There is no scripts/gone.sh, which WP-1-Store says was run.',
      'There is no gone/Cargo.toml, but src/core/Cargo.toml, which WP-1-Store says was run.',
      'There is no tests/test_put.py, which WP-1-Store says was run.',
    ],
    severities: [...Array<'error'>(6).fill('error'), ...Array<'warning'>(6).fill('warning')],
  },
  {
    title:
      'Run from another folder, filters, globs, values of options, what is built, what must not be there, what nobody has begun',
    files: md`
      ==> docs/task_packets/WP-1-Login.md <==
      # WP-1-Login
      - STATUS: Done

      ## TEST_PLAN
      - cd web && npx vitest run login.test.ts
      - pnpm -C web exec vitest run src/deep.test.ts
      - npx vitest run login "web/**/*.test.ts"
      - pytest -k tests/gone.py --junitxml=out/report.xml
      - node dist/login.js && node node_modules/.bin/login
      - git rm web/old.test.ts; test ! -e web/older.test.ts
      - rg "gone.test.ts" web/gone.test.ts
      - Never \`npx vitest run web/slow.test.ts\`
      - curl -s localhost:3000/tests/login.test.ts

      ## VALIDATION
      \`\`\`
      Command: npx vitest run login
      Result: PASS
      FAIL web/removed.test.ts (before)
      \`\`\`
      web/old.test.ts was dropped.

      ==> docs/task_packets/WP-1-Later.md <==
      # WP-1-Later
      - STATUS: In-Progress
      - IN_SCOPE_PATHS: web/later.ts (new)

      ## TEST_PLAN
      - npx vitest run web/later.test.ts
      - pytest tests/later

      ==> web/login.test.ts <==
      a
      ==> web/src/deep.test.ts <==
      a
      ==> web/package.json <==
      { "scripts": {} }
      ==> src/a.py <==
      a
    `,
  },
  {
    title: 'The only manifest is gone from where its sources are',
    files: md`
      ==> docs/task_packets/WP-1-Drive.md <==
      # WP-1-Drive
      - STATUS: Ready-for-Validation

      ## TEST_PLAN
      - cargo test --manifest-path [|drive/Cargo.toml|]
      - cargo test --manifest-path elsewhere/Cargo.toml

      ==> drive/src/lib.rs <==
      a
    `,
    says: ['There is no drive/Cargo.toml, which WP-1-Drive says was run.'],
    severities: ['error'],
  },
  {
    title: 'Only the documents are here',
    files: md`
      ==> docs/task_packets/WP-1-Login.md <==
      # WP-1-Login
      - STATUS: Done

      ## TEST_PLAN
      - npx vitest run web/login.test.ts
      - pytest tests/login
      - cd web && npm test
    `,
  },
];
