/** Packet ids in running text. `[|…|]` marks each. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { packetIds } from '../server/src/systems/packets/read/ids';

const marked = (text: string): string =>
  packetIds(text, 0).reduceRight(
    (t, { at }) => `${t.slice(0, at.start)}[|${t.slice(at.start, at.end)}|]${t.slice(at.end)}`,
    text,
  );

describe('packet ids', () => {
  const cases: readonly string[] = [
    '**[|WP-1-Login|]** and _[|WP-1-Store|]_, `[|WP-2-Cache|]`',
    'After [|WP-1-Login-v0.1|]. Then [|WP-1.5-Store|], ([|WP-2-Cache_Layer|])',
    '[x](../docs/task_packets/[|WP-1-Login|].md), [|WP-1-Login-v1.2|].md',
    '[|WP-1-Ausfälle|], [|WP-2-Año_nuevo|], and [|WP-1-Login|]を実装',
    '[|WP-005A|] and [|WP-053a|] beside [|WP-07|], [|WP-0026|], [|WP-C05|]; WP-005AB is none',
    'WP-1-* and WP-1-Store-{Name} name many, WP-1 a phase, NOT-WP-1-Login another thing',
  ];
  for (const text of cases) it(text, () => assert.equal(marked(text.replace(/\[\||\|\]/g, '')), text));
});
