/** One packet copied many times: what is looked at and said grows with the copies, not with their pairs. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Look } from '#core/look';
import type { AnyRule } from '#core/rule';
import { rules } from '#systems/registry.generated';
import { findingsOf, fixture } from './support/fixture';

interface Looked {
  /** How many entries of answers were read, by rule. */
  readonly read: ReadonlyMap<string, number>;
  /** Letters of all findings, with what they point at. */
  readonly said: number;
  readonly findings: number;
}

/** Judges so many copies of a packet that shares its signature, its files and its blocker with all the others. */
async function judged(copies: number): Promise<Looked> {
  const ids = Array.from({ length: copies }, (_, i) => `WP-1-Copy${i}`);
  const packet = (id: string): string => `==> docs/task_packets/${id}.md <==
# ${id}
- STATUS: In-Progress
- SPEC_ANCHOR: 2.1, 2.9
- USER_SIGNATURE: alice151220251000
- Blocked on: WP-1-Copy0
## IN_SCOPE_PATHS
- src/a.ts
- src/folder/b.ts
`;
  const source = `==> docs/SPEC_CURRENT.md <==
**Master_Spec_v1.0.md**
==> Master_Spec_v1.0.md <==
# Spec
## 2.1 Login
==> docs/SIGNATURE_AUDIT.md <==
| Signature | Used By | Timestamp | Purpose |
|---|---|---|---|
| alice151220251000 | alice | 2025-12-15 10:00 | WP-1, WP-1-Other |
==> docs/TASK_BOARD.md <==
# Board
## In Progress
${ids.map((id) => `- [${id}]`).join('\n')}
${ids.map(packet).join('')}`;
  const read = new Map<string, number>();
  const watched = Object.fromEntries(Object.entries(rules).map(([id, rule]) => [id, watch(id, rule, read)]));
  const { session } = await fixture(source, { plugins: { rules: watched } });
  const findings = findingsOf(session);
  return { read, said: JSON.stringify(findings).length, findings: findings.length };
}

/** The rule, with what it reads of the answers of others counted. */
function watch(id: string, rule: AnyRule, read: Map<string, number>): AnyRule {
  if (rule.scope !== 'folder') return rule;
  const counted = <T>(value: T): T =>
    Array.isArray(value)
      ? (new Proxy([...value], {
          get: (all, key, self) => {
            if (typeof key === 'string' && /^\d+$/.test(key)) read.set(id, (read.get(id) ?? 0) + 1);
            return Reflect.get(all, key, self);
          },
        }) as T)
      : value;
  const over = (look: Look): Look => ({
    mentions: (name) => look.mentions(name),
    names: (kind) => look.names(kind),
    files: (kind) => look.files(kind),
    defs: (name) => counted(look.defs(name)),
    ask: (query, arg) => counted(look.ask(query, arg)),
  });
  const check = Object.fromEntries(
    Object.entries(rule.check as Record<string, (input: { look: Look }) => unknown>).map(([kind, judge]) => [
      kind,
      (input: { look: Look }) => judge({ ...input, look: over(input.look) }),
    ]),
  );
  return { ...rule, check } as unknown as AnyRule;
}

describe('a packet copied many times', async () => {
  const [few, many] = [await judged(60), await judged(240)];

  it('is told for each copy', () => {
    assert.ok(many.findings > 3.5 * few.findings, `${many.findings} findings of 240, ${few.findings} of 60`);
  });

  it('no rule reads all the others for each', () => {
    assert.ok(few.read.size > 10, 'rules read answers');
    for (const [id, now] of many.read) {
      const before = few.read.get(id) ?? 0;
      // A search among n names may take log n of them; looking at all pairs is sixteen times as much.
      assert.ok(now <= 8 * before + 50, `${id} read ${now} entries for 240 copies, ${before} for 60`);
    }
  });

  it('no finding names all the others', () => {
    assert.ok(many.said < 5 * few.said, `${many.said} letters for 240 copies, ${few.said} for 60`);
  });
});
