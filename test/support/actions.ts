/** A small folder of packets, and actions asked of it in memory. */
import assert from 'node:assert/strict';
import type { ActionResult } from '#core/action';
import { answer, type Verdict } from '#core/gate';
import { known, type Tools } from '#core/task';
import { act, actionNamed } from '#service/actions';
import { gates } from '#systems/registry.generated';
import { apply, type FixtureOptions, findingsOf, fixture } from './fixture';

const board = `
==> docs/TASK_BOARD.md <==
# Board

## Phase 1 Closure Gates (BLOCKING)
1. **[WP-1-Login]** - Log in. [READY FOR DEV]

## In Progress

(None)

## Ready for Dev
- **[WP-1-Login]**

## Ready for Validation

## Backlog
- **[WP-1-Logout]** Blocked on WP-1-Login

## Blocked

## Done

## Superseded
`;
export const packet = (status = 'Ready-for-Dev', more = ''): string => `
==> docs/task_packets/WP-1-Login.md <==
# Task Packet: WP-1-Login

- TASK_ID: WP-1-Login
- STATUS: ${status}
- USER_SIGNATURE: ada050120260930
- SPEC_ANCHOR: A2.3
- RISK_TIER: LOW

## What
People log in.

## IN_SCOPE_PATHS
- src/login.ts

## DONE_MEANS
1. A session ends after an hour
2. A wrong password is counted

## TEST_PLAN
- \`npm test -- login\`

## VALIDATION
- Command: npm test -- login
- Result: PASSED (8 of 8)

## Evidence Mapping
1. A session ends after an hour -> src/login.ts:3-9; test: npm test -- login
${more}
## Signature & Enrichment Log
- **Signature**: ada050120260930
- **Timestamp**: 2026-01-05 09:30 UTC
- Notes: agreed with everybody who was asked
`;
export const rest = `
==> docs/SPEC_CURRENT.md <==
**Master_Spec_v1.09.md**
==> Master_Spec_v1.09.md <==
# Master Spec v1.09

## 2 Access

### 2.3 Login
A session MUST end after an hour.

### 2.4 Logout
It ends at once.

## 3 Storage
Everything is kept.
==> docs/task_packets/WP-1-Logout.md <==
# WP-1-Logout
- TASK_ID: WP-1-Logout
- STATUS: Backlog
- What: People log out.
`;
export const folder = (status?: string, more?: string): string => board + packet(status, more) + rest;

export const tools: Partial<Tools> = {
  who: async () => known('mara'),
  branches: async () => known([]),
  tagged: async () => known(false),
  evidence: async () => known({ records: [], broken: [] }),
  changes: async () => known({ base: 'x', from: 'head', commits: 0, files: [] }),
};

/** Gates that have the given verdict, in place of the real ones. */
export const ruled = (verdict: Verdict): typeof gates =>
  Object.fromEntries(
    Object.entries(gates).map(([id, gate]) => [id, { ...gate, judge: () => [answer('one', 'It is so.', verdict, 'Because.')] }]),
  );

export interface Given extends FixtureOptions {
  readonly args?: Readonly<Record<string, string | readonly string[]>>;
}

export async function run(source: string, name: string, subject: string, { args = {}, ...options }: Given = {}) {
  const { session, files } = await fixture(source, { today: '2026-01-12', tools, ...options });
  const named = actionNamed(session, name) ?? assert.fail(`no action ${name}`);
  const given = Object.fromEntries(Object.entries(args).map(([k, v]) => [k, typeof v === 'string' ? [v] : v]));
  const { result } = await act(session, named, { subject, args: given });
  const after = new Map(
    [...(result.is === 'done' ? await apply(files, result.change) : files.files)].map(([p, f]) => [p, f.text]),
  );
  return { session, result, after, text: (path: string): string => after.get(path) ?? assert.fail(`no ${path}`) };
}

export const source = (after: ReadonlyMap<string, string>): string => [...after].map(([p, t]) => `==> ${p} <==\n${t}`).join('');
export const says = (result: ActionResult): string => (result.is === 'asks' ? '' : result.says.join('\n'));

export function refused(result: ActionResult, why: 'rule' | 'usage' | 'unknown', what: RegExp): void {
  assert.equal(result.is, 'refused', JSON.stringify(result));
  if (result.is !== 'refused') return;
  assert.match(says(result), what);
  assert.equal(result.why, why);
}
export function isDone(result: ActionResult): asserts result is ActionResult & { is: 'done' } {
  assert.equal(result.is, 'done', JSON.stringify(result));
}

export const login = 'docs/task_packets/WP-1-Login.md';
export const atBoard = 'docs/TASK_BOARD.md';
export const found = async (after: ReadonlyMap<string, string>, rule: string): Promise<readonly string[]> =>
  findingsOf((await fixture(source(after), { today: '2026-01-12' })).session)
    .filter((f) => f.rule === `packets/${rule}`)
    .map((f) => f.message);
