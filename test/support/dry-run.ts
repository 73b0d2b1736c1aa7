/** The packet of the dry runs, from the command line and in VS Code: what is written into it before it is signed, and once it is worked on. */
export const sections = `## SPEC_ANCHOR
- A2.1

## RISK_TIER
LOW

## Why

The first requirement is the first.

## IN_SCOPE_PATHS
- src/lib.rs
- tests/sum.js

## OUT_OF_SCOPE
- Products (another packet)

## DONE_MEANS
1. Two numbers are added

## TEST_PLAN
- \`node tests/sum.js\`

## BOOTSTRAP
- FILES_TO_OPEN: src/lib.rs
- SEARCH_TERMS: "sum"
- RUN_COMMANDS: \`node tests/sum.js\`
- RISK_MAP: "overflow" -> sum

## ROLLBACK_HINT
git revert the commit

## VALIDATION

Nothing was run yet.

## Signature & Enrichment Log

- Notes: agreed at the desk
`;

export const validation = `- Command: \`node tests/sum.js\`
- Result: PASS

### BOOTSTRAP Output
\`\`\`
WP_ID: WP-0-Test
TASK_TYPE: FEATURE
\`\`\`

## Evidence Mapping
| DONE_MEANS | Code Evidence | Test |
|---|---|---|
| 1 | src/lib.rs:1-3 | \`node tests/sum.js\` |`;
