/** The fields of a packet: their names, how they are written, and which of them a packet may have to have. */
import type { FieldSpec } from '#core/fields/names';

/** The required groups, and the keys of each, in the order of a template. Source: SYSTEMS.md §1, "The packet". */
const groups: readonly { readonly group: string; readonly keys: readonly string[] }[] = [
  { group: 'TASK_ID', keys: ['TASK_ID'] },
  { group: 'STATUS', keys: ['STATUS'] },
  { group: 'SPEC_ANCHOR', keys: ['SPEC_ANCHOR'] },
  { group: 'scope', keys: ['What', 'Why', 'IN_SCOPE_PATHS', 'OUT_OF_SCOPE'] },
  { group: 'DONE_MEANS', keys: ['DONE_MEANS'] },
  { group: 'TEST_PLAN', keys: ['TEST_PLAN'] },
  { group: 'BOOTSTRAP', keys: ['BOOTSTRAP'] },
  { group: 'ROLLBACK_HINT', keys: ['ROLLBACK_HINT'] },
  { group: 'VALIDATION', keys: ['VALIDATION'] },
  { group: 'Signature & Enrichment Log', keys: ['Signature & Enrichment Log'] },
];

/** The keys of all fields that a packet may have to have, as a template has them. */
export const templateOrder: readonly string[] = groups.flatMap((g) => g.keys);

/** What BOOTSTRAP consists of. */
export const bootstrapParts = ['FILES_TO_OPEN', 'SEARCH_TERMS', 'RUN_COMMANDS', 'RISK_MAP'];

/** Where two have a name in common (`Executive Summary`), it means both. */
export const defaultFields: readonly FieldSpec[] = [
  { key: 'TASK_ID', aliases: ['WP_ID', 'Work Packet ID', 'Packet ID'], shape: 'scalar' },
  { key: 'STATUS', aliases: ['WP_STATUS', 'Current WP_STATUS', 'STUB_STATUS'], shape: 'scalar' },
  {
    key: 'SPEC_ANCHOR',
    aliases: ['SPEC_ANCHORS', 'Spec Anchor', 'Spec Reference'],
    standIns: ['SPEC_ANCHOR_PRIMARY', 'Primary Spec Anchor'],
    shape: 'list',
  },
  { key: 'What', aliases: ['Executive Summary'], standIns: ['Goal', 'Objective', 'Scope Summary'], shape: 'text' },
  { key: 'Why', aliases: ['Executive Summary'], shape: 'text' },
  { key: 'IN_SCOPE_PATHS', aliases: ['In Scope', 'In-scope paths', 'IN_SCOPE'], shape: 'list' },
  { key: 'OUT_OF_SCOPE', aliases: ['Out of Scope', 'OUT_OF_SCOPE_PATHS'], shape: 'list' },
  {
    key: 'DONE_MEANS',
    aliases: ['Definition of Done'],
    standIns: ['Acceptance Criteria', 'Global Acceptance Criteria', 'Overall Acceptance Criteria', 'Final Acceptance Criteria'],
    shape: 'list',
  },
  { key: 'TEST_PLAN', standIns: ['Verification Plan', 'Test / Verification Plan', 'Validation Plan'], shape: 'list' },
  { key: 'BOOTSTRAP', shape: 'block' },
  { key: 'FILES_TO_OPEN', shape: 'list' },
  { key: 'SEARCH_TERMS', shape: 'list' },
  { key: 'RUN_COMMANDS', shape: 'list' },
  { key: 'RISK_MAP', shape: 'list' },
  { key: 'ROLLBACK_HINT', aliases: ['Rollback', 'Rollback Plan'], shape: 'list' },
  { key: 'VALIDATION', shape: 'block' },
  {
    key: 'Signature & Enrichment Log',
    aliases: ['Signature Log', 'Enrichment Log', 'Signature and Enrichment Log'],
    shape: 'block',
  },
  {
    key: 'RISK_TIER',
    aliases: ['Risk Level'],
    shape: 'scalar',
    parts: ['Level', 'Why', 'Triggers', 'Rollback', 'Justification', 'Reason', 'Rationale'],
  },
  { key: 'USER_SIGNATURE', aliases: ['User Signature', 'Signature'], shape: 'scalar' },
  { key: 'User Signature Locked', shape: 'scalar', closing: true },
  { key: 'SPEC_VERSION', aliases: ['SPEC_BASELINE', 'SPEC_TARGET', 'SPEC_CURRENT'], shape: 'scalar' },
  { key: 'DATE', aliases: ['Created'], shape: 'scalar' },
  { key: 'REQUESTOR', shape: 'scalar' },
  { key: 'Tooling', shape: 'block' },
  {
    key: 'Evidence Mapping',
    aliases: ['EVIDENCE_MAPPING', 'Evidence Map', 'Evidence Table', 'DONE_MEANS Verification', 'Requirement Mapping'],
    shape: 'list',
  },
  {
    key: 'Validator Audit Scope',
    aliases: ['Validator Scope', 'Audit Scope', 'Validator Audits', 'Validator Checks', 'Required Audits'],
    shape: 'list',
  },
  { key: 'BOOTSTRAP Output', aliases: ['Bootstrap Block', 'Coder Bootstrap', 'Coder Bootstrap Output'], shape: 'block' },
  { key: 'AI Review', aliases: ['AI_REVIEW', 'AI Review Result', 'AI Code Review'], shape: 'block' },
  { key: 'TASK_TYPE', shape: 'scalar' },
  { key: 'Forced move', shape: 'scalar' },
  { key: 'AGENT_ID', aliases: ['Agent'], shape: 'scalar' },
  { key: 'Blocks', aliases: ['Unblocks'], shape: 'scalar', anywhere: true },
  {
    key: 'Blocked on',
    aliases: ['Blocker', 'Blockers', 'Blocked by', 'Depends on', 'Dependencies'],
    shape: 'scalar',
    anywhere: true,
  },
  { key: 'Variant Triggers', aliases: ['Variant Trigger'], shape: 'list' },
  { key: 'Waiver', aliases: ['Waivers', 'Waivers Granted'], shape: 'text' },
  {
    key: 'Verdict',
    aliases: ['Final Verdict', 'Overall Verdict', 'Validation Verdict', 'Validator Verdict', 'Audit Verdict'],
    shape: 'scalar',
    anywhere: true,
  },
];

/** The group a key is counted in; the key itself where it stands alone. */
export const groupOf = (key: string): string => groups.find((g) => g.keys.includes(key))?.group ?? key;
