/** Templates of what the work itself is written in: spec and pointer, board, audit, packet. */
import { md } from '#core/rule';

/** @param spec the spec's file name @param codex the codex's file name */
export const pointer = (spec: string, codex: string): string => md`
  # Current spec

  The spec in force is **${spec}**.
  The governance codex is **${codex}**.

  A new version of the spec is a new file. This page is changed to name it only together with a row in
  docs/SIGNATURE_AUDIT.md: then, and not before, it binds.
`;

/** @param name of the project */
export const spec = (name: string): string => md`
  # ${name}: master spec v0.1

  Every requirement stands under a numbered heading. Packets cite the number (\`A2.1\`) in SPEC_ANCHOR, so a number is never
  given to something else. Sections under a heading that says Roadmap or Appendix bind nobody.

  ## A1 Purpose

  <!-- what this is for, and for whom, in a few sentences -->

  ## A2 Behaviour

  ### A2.1 First requirement

  <!-- one thing that MUST hold, and how anyone can see that it does -->

  ## A3 Quality

  ### A3.1 Tests

  Code MUST come with a test that fails when the code is taken out.

  ## Roadmap

  <!-- what may come later -->
`;

/** With a heading for each state and a closure list of phase 1, all empty. */
export const board = (): string => md`
  # Task board

  One line for each packet: \`- [WP-1-Name] Ready-for-Dev (no blockers)\`. Packet and board say the same state and are changed
  together. Below an entry: \`Blocker:\` and \`Unblocks:\` with ids, where there are any.

  ## Phase 1 Closure Gates (BLOCKING)

  Phase 1 closes when all of these are Done (VALIDATED).

  ## In Progress

  ## Ready for Validation

  ## Ready for Dev

  ## Backlog

  ## Done
`;

/** With a table that is still empty. */
export const audit = (): string => md`
  # Signature audit

  A row for each signature, once and for good. A mistake is corrected by a new row, never by changing one.

  | Signature | Used By | Timestamp | Purpose | Spec Version | Evidence |
  |---|---|---|---|---|---|
`;

/** The page beside the packets: what a packet is, and what each state asks for. */
export const readme = (): string => md`
  # Task packets

  A packet is one requirement, with what it takes to build and prove it. Its file is called by its id: \`WP-{phase}-{Name}.md\`.
  Begin with TEMPLATE.md.

  1. Backlog: \`TASK_ID\`, \`STATUS\` and \`What\` are enough.
  2. Ready-for-Dev: every field is filled, a person has signed, the signature has its row in the audit. From here on scope,
     DONE_MEANS and TEST_PLAN are frozen; another scope is another packet (\`-v2\`).
  3. In-Progress: the coder has written the BOOTSTRAP block and answered the four questions about scope.
  4. Ready-for-Validation: VALIDATION has a result for each command of TEST_PLAN.
  5. Done (VALIDATED): a validator has written a report whose verdict is PASS.
`;

/** A packet with a blank for everything that it has to say. */
export const packet = (): string => md`
  # Task Packet: WP-{phase}-{Name}

  ## Metadata
  - TASK_ID: WP-{phase}-{Name}
  - STATUS: Backlog
  - DATE: {YYYY-MM-DD}
  - REQUESTOR: {who asked for it}
  - SPEC_VERSION: {file name of the current spec}
  - SPEC_ANCHOR: {A2.1}
  - RISK_TIER: {LOW, MEDIUM or HIGH}
  - USER_SIGNATURE: <pending>

  ## What

  {one or two sentences}

  ## Why

  {the reason, and what it is worth}

  ## Scope
  - IN_SCOPE_PATHS:
    - {5 to 20 exact files, one a line}
  - OUT_OF_SCOPE:
    - {what is left out, and why}

  ## DONE_MEANS
  1. {5 to 10 checks that can be answered yes or no, each with its anchor}

  ## TEST_PLAN
  1. \`{a command for each of DONE_MEANS}\`

  ## BOOTSTRAP
  - FILES_TO_OPEN:
    - {5 to 15 files}
  - SEARCH_TERMS:
    - "{10 to 20 strings to search for}"
  - RUN_COMMANDS:
    - \`{3 to 6 commands that set up and test}\`
  - RISK_MAP:
    - "{what may go wrong}" -> "{where}"

  ## ROLLBACK_HINT

  {how to undo this}

  ## Evidence Mapping

  | DONE_MEANS | SPEC_ANCHOR | Code Evidence | Test Command |
  |---|---|---|---|

  ## VALIDATION

  <!-- the coder: Command, Result, Notes for each line of TEST_PLAN -->

  ## Signature & Enrichment Log

  <!-- who signed what, when, and what was made clear before -->
`;
