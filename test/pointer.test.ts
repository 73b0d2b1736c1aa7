/** Which file a spec pointer names. `[|…|]` marks it. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readPointer } from '../server/src/systems/packets/read/pointer';
import { fixture } from './support/fixture';

const marked = async (text: string): Promise<string> => {
  const plain = text.replace(/\[\||\|\]/g, '');
  const { session } = await fixture(`==> docs/SPEC_CURRENT.md <==\n${plain}`);
  const pointed = session.workspace.entries.get('docs/SPEC_CURRENT.md')?.facts.flatMap((f) => f.defs);
  const at = pointed?.find((d) => d.kind === 'pointed' && d.name === 'spec')?.at;
  return at ? `${plain.slice(0, at.start)}[|${plain.slice(at.start, at.end)}|]${plain.slice(at.end)}` : plain;
};

describe(readPointer.name, () => {
  const cases: readonly string[] = [
    'The spec in force is **[|Lantern_Master_Spec_v1.1.md|]**.',
    '**The current spec is [|Lantern_Master_Spec_v1.1.md|]**',
    'It is `[|Überblick_Spec_v2.md|]` now.',
    'It is **[|My Master Spec v1.0.md|]**.',
    'See [the spec: [|Spec_v3.0.md|]](../Spec_v3.0.md).',
    'The one name here is [|Spec_v1.md|], not marked at all.',
    'Spec_v1.md came before Spec_v2.md, and neither is marked.',
    '[the spec](../[|Spec_v3.0.md|])',
    '[`[|Lantern Spec v12.md|]`](<../spec/Lantern Spec v12.md>)',
    '[the spec](<../spec/[|Lantern Spec v12.md|]>)',
    '[the spec](../spec/[|Lantern%20Spec%20v12.md|])',
    'Previous: **Spec_v1.md**\n\nCurrent: **[|Spec_v2.md|]**',
    'Current baseline: **[|Spec_v2.md|]**, before it **Spec_v1.md**',
    'Baseline: `[|Spec_v1.md|]`',
    'Read `spec/manifest.json`. Baseline: `Spec_v1.md`',
    'The chapters are in `spec/v2/`; archived: Spec_v1.md',
    '`archive/Spec_v1.md`, then `spec/[|Spec_v2.md|]`',
    '{ "current": { "file": "spec/[|Spec_v2.md|]", "was": { "previous": "Spec_v1.md" } } }',
    '{ "entry": "spec/manifest.json", "source_baseline_path": "spec/Spec_v1.md" }',
    '{ "$schema": "pointer.json", "current": "[|Spec_v1.md|]" }',
    '{ "entry": "spec/manifest.json", "notes": "spec/Spec_v1.md" }',
    '{ "a": "Spec_v1.md", "b": "Spec_v2.md" }',
  ];
  for (const text of cases) it(text, async () => assert.equal(await marked(text), text));
});
