/** Templates of what governs the work: codex, quality gate, runbook, decisions, agents. */
import { md } from '#core/rule';

/** @param name of the project */
export const codex = (name: string): string => md`
  # ${name} Codex v0.1

  Invariants hold everywhere, whatever a packet says. Each has a number that it keeps.

  ## Invariants

  ### CX-101: Work has a packet
  **Rule**: Every change to production code belongs to a packet that is In-Progress.
  **Scope**: Production code
  **Rationale**: What nobody asked for cannot be checked against anything.
  **Violation**: A commit that names no packet
  **Waiver**: None

  ### CX-102: Errors have types
  **Rule**: Errors are values of a named type with a code, not bare strings.
  **Scope**: Production code
  **Rationale**: A code can be looked up in the runbook.
  **Violation**: An error made from a string
  **Waiver**: With a reason, in the packet

  ### CX-103: Open ends are tracked
  **Rule**: A note of something to be done names the issue that tracks it.
  **Scope**: Production code
  **Rationale**: What is not tracked is not done.
  **Violation**: A note without an id
  **Waiver**: None
`;

/** By risk tier, what a packet needs. */
export const qualityGate = (): string => md`
  # Quality gate

  What a packet needs, by its risk.

  | RISK_TIER | when | needs |
  |---|---|---|
  | LOW | documents, tests, a change in one place that is easy to undo | TEST_PLAN |
  | MEDIUM | behaviour that people see, several modules | TEST_PLAN, a review, an audit scope |
  | HIGH | data, money, security, contracts with others | TEST_PLAN, a review, an audit scope, a rehearsed rollback, a written reason for the tier |
`;

/** With a table of error codes that is still empty. */
export const runbook = (): string => md`
  # Runbook

  What to do when something fails. One row for each error code that the code can raise.

  | Code | Meaning | What to look at | What to do |
  |---|---|---|---|

  ## Where to look first

  <!-- logs, dashboards, how to start it locally -->
`;

/** The form of a decision, with blanks. */
export const adr = (): string => md`
  # ADR-0000: {title of the decision}

  - Status: proposed, accepted, superseded
  - Date: {YYYY-MM-DD}
  - Decided by: {names}

  ## Context

  {what made a decision necessary}

  ## Decision

  {what was decided}

  ## Consequences

  {what becomes easier, what becomes harder, what is to be watched}
`;

/** With a table that is still empty. */
export const registry = (): string => md`
  # Agent registry

  Who works here: people and agents, in which role, with what they may do.

  | Agent | Role | May | Since |
  |---|---|---|---|
`;
