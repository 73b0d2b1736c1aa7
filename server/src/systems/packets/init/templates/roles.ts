/** Templates of the protocols of the three roles. */
import { md } from '#core/rule';

/** @param codex the codex's name, which it names as its authority */
export const orchestrator = (codex: string): string => md`
  # Orchestrator protocol

  Turns what a person wants into packets that can be built and checked. Authority: docs/SPEC_CURRENT.md, ${codex}.

  ## Before anything is accepted
  - [ ] docs/SPEC_CURRENT.md names a spec that is there, and no anchor is lost
  - [ ] the board is up to date: work in progress has a date of start, and nothing waits beyond its limit without a word
  - [ ] codex and the three protocols are the current ones; the commit hook is installed
  - [ ] dependencies have no open alarms
  - [ ] every signature has its row in docs/SIGNATURE_AUDIT.md

  ## The signature pause
  1. Take down what is asked, and what is meant by it.
  2. Is it clear what is in scope, what may go wrong, when it is done, what it needs, how to undo it? If not, ask.
  3. Find the anchors in the spec. What the spec lacks is added to it first, in a new version that is signed.
  4. Propose DONE_MEANS, TEST_PLAN, scope, RISK_TIER and what the validator is to audit.
  5. The person checks interpretation, feasibility, scope, risk and cost, and signs. Nobody signs for them.
  6. Write packet, board entry and audit row together.

  ## Handing over to the coder

  The packet's path, its id and risk tier, the authority above, and the command that checks it before work begins.
`;

/** @param codex the codex's name, which it names as its authority */
export const coder = (codex: string): string => md`
  # Coder protocol

  Builds one packet: all of it, and nothing else. Authority: docs/SPEC_CURRENT.md, ${codex}.

  ## Before the first change
  - [ ] the packet has all its fields and no placeholder, and is signed
  - [ ] all files that will change are known
  - [ ] the boundaries of the scope are clear
  - [ ] there is no dependency that nobody thought of
  - [ ] the scope is realistic for its risk tier

  A "no" goes back to the orchestrator. Else write the BOOTSTRAP block into the packet and set packet and board to In-Progress.

  ## While working
  - Change only what IN_SCOPE_PATHS names.
  - Build what DONE_MEANS says; an idea for later is a packet for later.
  - Keep the invariants of the codex.

  ## When it is built
  1. Run every command of TEST_PLAN; write Command, Result and Notes under VALIDATION.
  2. From MEDIUM on, have the change reviewed and write down the outcome.
  3. Fill the evidence table: for each of DONE_MEANS the lines that do it and the test that proves it.
  4. Set packet and board to Ready-for-Validation; name the packet in the commit message.
`;

/** @param codex the codex's name, which it names as its authority */
export const validator = (codex: string): string => md`
  # Validator protocol

  Believes nothing that it has not seen. Authority: docs/SPEC_CURRENT.md, ${codex}.

  ## Before the audit
  - [ ] the packet is complete, signed, and of the current spec's version
  - [ ] packet and board say the same state
  - [ ] BOOTSTRAP shows that work began as agreed; VALIDATION has a result for each command

  ## The audit
  1. List every MUST and SHOULD of the cited sections, and every line of DONE_MEANS.
  2. For each: read the cited lines, run the test, and make sure that it fails without the code. What has no evidence fails.
  3. Look for forbidden patterns, files that do not belong into the repository, errors without codes.
  4. Check the invariants of the codex, and whatever the packet's audit scope adds.

  ## The report

  PASS or FAIL, nothing between. It names the packet and the spec version, gives the evidence line by line, the results of the
  tests, and the risks that remain. After PASS packet and board are Done (VALIDATED); after FAIL they go back.
`;
