/** Whatever is typed into a spec, others see of it what they would see of a spec that had always read so. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import type { Known } from '#core/symbols';
import { findingsOf, fixture } from './support/fixture';
import { holds } from './support/property';

const path = 'Master_Spec_v1.0.md';
const pointer = `==> docs/SPEC_CURRENT.md <==\n**${path}**\n`;
const spec = (text: string): string => `${pointer}==> ${path} <==\n${text}`;

const piece = fc.constantFrom(
  '## 1 Purpose\n',
  '## 2 Storage\n\n1. one\n2. two\n\nReads MUST be logged.\n',
  '### 2.1 Reads\n\nThe store MUST answer.\n',
  '### 2.2 Writes\n- [QUAY-IO-001] Writes MUST be atomic.\n',
  '## Roadmap\n\n### 3.1 Later\n',
  '## 2 Storage again\n',
  '# Annex\n## 1 Overview\n',
  'A line that SHOULD be here.\n\n',
  '```\n## 4 No\n```\n\n',
);

const seen = (all: readonly Known[]): unknown => all.map(({ name, path: p, data }) => ({ name, path: p, data }));

async function tellsTheSame(
  text: string,
  edits: readonly { readonly from: number; readonly length: number; readonly put: string }[],
): Promise<void> {
  const { session } = await fixture(spec(text));
  session.open(path, text, 1);
  let now = text;
  for (const [i, { from, length, put }] of edits.entries()) {
    const start = from % (now.length + 1);
    const at = { start, end: Math.min(now.length, start + length) };
    session.edit(path, [{ at, text: put }], i + 2);
    now = now.slice(0, at.start) + put + now.slice(at.end);
  }
  await session.settle();
  await session.reconcile(path);
  await session.settle();
  const fresh = (await fixture(spec(now))).session;
  for (const kind of ['anchor', 'demands', 'shown'] as const) {
    const [mine, theirs] = [session.workspace.store.look(), fresh.workspace.store.look()];
    assert.deepEqual([...mine.names(kind)].sort(), [...theirs.names(kind)].sort());
    for (const name of theirs.names(kind))
      assert.deepEqual(seen(mine.defs({ kind, name })), seen(theirs.defs({ kind, name })), name);
  }
  assert.deepEqual(findingsOf(session), findingsOf(fresh));
}

it('typed, or there from the beginning', async () => {
  const text = fc.array(piece, { minLength: 2, maxLength: 12 }).map((p) => p.join(''));
  const edit = fc.record({
    from: fc.nat(2000),
    length: fc.nat(30),
    put: fc.oneof(piece, fc.constantFrom('', 'x', '#', '\n', '## ', '2', '`', 'MUST')),
  });
  // Two of one name, of which one binds: in the order in which they stand.
  const twice = '## 2 Storage\n\nReads MUST be logged.\n';
  const before = `${twice}## 1 Purpose\n`;
  await tellsTheSame(before, [
    { from: before.length, length: 0, put: twice },
    { from: before.length, length: 0, put: '## Roadmap\n\n### 3.1 Later\n' },
  ]);
  await holds(fc.asyncProperty(text, fc.array(edit, { minLength: 1, maxLength: 5 }), tellsTheSame), 200);
});
