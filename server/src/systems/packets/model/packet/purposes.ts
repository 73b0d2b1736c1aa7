/** What each field of a packet is for, in a few words: in a new section, and in a hover. Source: SYSTEMS.md §1, "The packet". */

/** What a new section says about itself until it is filled: a comment, which is no value. */
export const hints: Readonly<Record<string, string>> = {
  SPEC_ANCHOR: 'the section of the current spec that asks for this, such as A2.3.12',
  What: 'one or two sentences',
  Why: 'the reason, and what it is worth',
  IN_SCOPE_PATHS: 'exact files, one a line',
  OUT_OF_SCOPE: 'what is left out, and why',
  DONE_MEANS: 'checks that can be answered yes or no',
  TEST_PLAN: 'commands that prove each of DONE_MEANS',
  BOOTSTRAP: 'FILES_TO_OPEN, SEARCH_TERMS, RUN_COMMANDS, RISK_MAP',
  ROLLBACK_HINT: 'how to undo this',
  VALIDATION: 'filled by the coder: Command, Result, Notes',
  'Signature & Enrichment Log': 'signature, timestamp, what was clarified',
};

/** The same, with the fields that have no section of their own. */
export const purposes: Readonly<Record<string, string>> = {
  ...hints,
  TASK_ID: 'the name by which board, audit and other packets know it',
  STATUS: 'where the work stands; the board says the same',
  BOOTSTRAP: 'what is to be read, looked for and run before the work begins',
  VALIDATION: 'what was run and what came of it, filled by the coder',
  'Signature & Enrichment Log': 'who signed, when, and what was clarified',
  FILES_TO_OPEN: 'files to read before the work begins',
  SEARCH_TERMS: 'words to look for in the code',
  RUN_COMMANDS: 'commands that show whether all is well before the work begins',
  RISK_MAP: 'what may go wrong, and where: one `failure -> subsystem` a line',
  RISK_TIER: 'how much harm a mistake would do; it says what is asked for',
  USER_SIGNATURE: 'a person has read it and lets the work begin; no program writes it',
  SPEC_VERSION: 'the version of the spec by which the work is judged',
  DATE: 'the day on which it was written',
  REQUESTOR: 'who asked for it',
  Tooling: 'commands that may be run, and where',
  'Evidence Mapping': 'for each of DONE_MEANS the place in the code or the test that proves it',
  'Validator Audit Scope': 'the audits that are due before it passes',
  'BOOTSTRAP Output': 'what the coder found before beginning',
  'AI Review': 'what a review by an AI came to',
  AGENT_ID: 'who works on it',
  Blocks: 'packets that wait for this one',
  'Blocked on': 'packets that this one waits for',
  'Variant Triggers': 'what would make a new variant of it necessary',
  Waiver: 'what a person has let go, with the reason',
  Verdict: 'what the validator says of it',
};
