/** packets/evidence-outside-scope */
import { md } from '#core/rule';
import type { World } from '#core/world';
import { fileOf } from '../model/anchors/places';
import type { Cited } from '../model/evidence/evidence';
import { inScope } from '../model/paths/scope';
import { rule } from '../model/types';

/** Whether it is this file, and none that is named with the words around it. */
function isFile(c: Cited, world: World): boolean {
  const file = fileOf(c, world);
  return file !== undefined && !c.spaced?.includes(file);
}

export default rule({
  scope: 'folder',
  severity: 'warning',
  concerns: 'content',
  since: '0.3.0',
  summary: 'What proves a packet lies in its scope.',
  why: `Code that the packet may not touch cannot be what it delivered: either the scope is too narrow, or the evidence is another
packet's. Documents and tests are no code; each file is told once. A report in a file of its own is
held against the packet that it is about, from Ready-for-Validation on. Where IN_SCOPE_PATHS says anything but paths, nothing is said.`,

  check: {
    *packet({ facts, world }) {
      for (const c of facts.outside ?? [])
        if (isFile(c, world)) yield { at: c.pathAt, message: `${c.path} proves this packet, but is not in its IN_SCOPE_PATHS.` };
    },
    *report({ facts: { packet, code }, look, world }) {
      if (!packet || !code) return;
      // Of two packets of one name it is not known whose report it is.
      const [promise, ...more] = look.defs({ kind: 'promise', name: packet.text });
      if (!promise?.data.scope || more.length > 0) return;
      const isIn = inScope(promise.data.scope);
      for (const c of code)
        if (!isIn(c.path) && isFile(c, world))
          yield { at: c.pathAt, message: `${c.path} proves ${packet.text}, but is not in its IN_SCOPE_PATHS.` };
    },
  },

  examples: [
    {
      title: 'What the command of a test is given proves nothing by itself',
      files: md`
        ==> docs/task_packets/WP-1-Drive.md <==
        # WP-1-Drive
        - STATUS: Done
        - IN_SCOPE_PATHS: drive/src/lib.rs

        ## VALIDATION REPORT - WP-1-Drive
        Verdict: PASS

        Findings:
        - Requirement: It turns -> drive/src/lib.rs:7; test: \`cargo test --manifest-path drive/Cargo.toml\` (PASS)
        - Requirement: It stops -> [|drive/brake.rs|]:7; test: \`cargo test\` (PASS)

        ==> drive/Cargo.toml <==
        [package]

        ==> drive/brake.rs <==
        a
      `,
    },
    {
      title: 'A file that is not in the list',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        ## Scope
        - IN_SCOPE_PATHS:
          - src/login.ts
          - src/session/ (new)
          - migrations/*.sql

        ## Evidence Mapping
        - Users log in -> src/login.ts:3
        - Users read/write what is theirs in [|src/files.ts|]:1, and docs/field notes/log.ts:1
        - Sessions end -> src/session/end.ts:9, [|src/clock.ts|]:4, src/clock.ts:9
        - There is a table -> migrations/0007_users.sql:1
        - It is tested -> tests/login.test.ts:12
        - It is told -> docs/RUNBOOK.md:3

        ==> src/session/end.ts <==
        a

        ==> src/files.ts <==
        a

        ==> docs/field notes/log.ts <==
        a

        ==> src/clock.ts <==
        a
      `,
      says: [
        'src/files.ts proves this packet, but is not in its IN_SCOPE_PATHS.',
        'src/clock.ts proves this packet, but is not in its IN_SCOPE_PATHS.',
      ],
    },
    {
      title: 'What a command is given',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Done

        ## Scope
        - IN_SCOPE_PATHS:
          - src/login.ts

        ## VALIDATION REPORT - WP-1-Login
        Verdict: PASS

        ### Findings
        - Users log in -> src/login.ts:1
        - cargo test --manifest-path core/Cargo.toml login: PASS

        ==> src/login.ts <==
        login();

        ==> core/Cargo.toml <==
        [package]
      `,
    },
    {
      title: 'A report in a file of its own',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Done
        - IN_SCOPE_PATHS: src/login.ts; src/session/

        ==> docs/validation_reports/WP-1-Login.md <==
        # VALIDATION REPORT - WP-1-Login
        Verdict: PASS

        ## Evidence Mapping
        - Users log in -> src/login.ts:1
        - Sessions end -> src/session/end.ts:1, [|src/clock.ts|]:1
        - It is tested -> tests/login.test.ts:1

        ==> docs/validation_reports/WP-1-Gone.md <==
        # VALIDATION REPORT - WP-1-Gone
        Verdict: PASS

        ## Evidence Mapping
        - Sessions end -> src/clock.ts:1

        ==> src/login.ts <==
        a

        ==> src/session/end.ts <==
        a

        ==> src/clock.ts <==
        a
      `,
      says: ['src/clock.ts proves WP-1-Login, but is not in its IN_SCOPE_PATHS.'],
    },
    {
      title: 'A scope in words cannot be measured; half a path is the one in scope; a dead path is told as that',
      files: md`
        ==> src/session/end.ts <==
        a

        ==> src/core/mod.rs <==
        a

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        ## In Scope
        1. Everything that has to do with sessions

        ## Evidence Mapping
        - Sessions end -> src/session/end.ts:9

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - IN_SCOPE_PATHS: \`src/core/mod.rs\`; justfile

        ## Evidence Mapping
        - Sessions end -> core/mod.rs:9, src/typo.rs:3, src/Core/mod.rs:4
      `,
    },
    {
      title: 'A scope of links, and one in a cell of a table',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Done

        ## IN_SCOPE_PATHS
        - [src/login.ts](../../src/login.ts)
        - [\`src/token.ts\`](../../src/token.ts) (new)

        ## Evidence Mapping
        - Names log in -> src/login.ts:4
        - Tokens end -> src/token.ts:4
        - Sessions end -> [|src/session.ts|]:4

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout

        | Field | Value |
        |---|---|
        | STATUS | Done |
        | IN_SCOPE_PATHS | \`src/logout.ts\`<br>\`src/gone.ts\`<br/>- src/bye.ts |

        ## Evidence Mapping
        - Sessions end -> src/logout.ts:4
        - Tokens end -> src/gone.ts:4
        - Says goodbye -> src/bye.ts:4

        ==> src/login.ts <==
        ==> src/token.ts <==
        ==> src/session.ts <==
        ==> src/logout.ts <==
        ==> src/gone.ts <==
        ==> src/bye.ts <==
      `,
    },
  ],
});
