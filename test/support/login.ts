/** A folder with one packet, signed and ready, in a small spec, on a board. Each part can be another. */
export const spec = `
==> docs/SPEC_CURRENT.md <==
**Master_Spec_v1.0.md**
==> Master_Spec_v1.0.md <==
# Master Spec v1.0
## 2.3 Login
A session MUST end after an hour.
`;
export const audit = (signature: string): string => `
==> docs/SIGNATURE_AUDIT.md <==
| Signature | Used By | Timestamp | Purpose | Spec Version | Notes |
|---|---|---|---|---|---|
| ${signature} | WP-1-Login | 2026-01-05 09:30 UTC | Task packet: WP-1-Login | v1.0 | first |
`;
export const board = (line: string): string => `
==> docs/TASK_BOARD.md <==
## Ready for Dev
${line}
## Backlog
## Done
- [WP-1-Base] [VALIDATED]
`;
export const packet = (over: Readonly<Record<string, string>> = {}): string => {
  const fields = {
    TASK_ID: 'WP-1-Login',
    STATUS: 'Ready-for-Dev',
    USER_SIGNATURE: 'ada050120260930',
    SPEC_VERSION: 'Master_Spec_v1.0.md',
    SPEC_ANCHOR: 'A2.3',
    What: 'People log in.',
    Why: 'Nobody else may see their data.',
    IN_SCOPE_PATHS: '\n  - src/login.ts',
    OUT_OF_SCOPE: '\n  - Passwords (another packet)',
    DONE_MEANS: '\n  1. A session ends after an hour (A2.3)',
    TEST_PLAN: '\n  - `npm test -- login`',
    BOOTSTRAP:
      '\n  - FILES_TO_OPEN: src/login.ts\n  - SEARCH_TERMS: "session"\n  - RUN_COMMANDS: `npm test`\n  - RISK_MAP: "slow" -> login',
    ROLLBACK_HINT: 'git revert the merge',
    ...over,
  };
  const lines = Object.entries(fields).flatMap(([k, v]) => (v === '' ? [] : [`- ${k}: ${v}`]));
  return `
==> docs/task_packets/WP-1-Login.md <==
# WP-1-Login
${lines.join('\n')}

## VALIDATION

Nothing was run yet.

## Signature & Enrichment Log
- **Signature**: ${fields.USER_SIGNATURE}
- **Timestamp**: 2026-01-05 09:30 UTC
- Notes: agreed
`;
};

export const folder = (
  over?: Readonly<Record<string, string>>,
  entry = '- [WP-1-Login]',
  signature = 'ada050120260930',
): string => [spec, audit(signature), board(entry), packet(over)].join('');
