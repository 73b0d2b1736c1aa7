/** Rules find in a folder whose packets are called `TASK-…` what they find where they are called `WP-…`: in each of their examples. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AnyRule, Example } from '#core/rule';
import { rules, systems } from '#systems/registry.generated';
import { findingsOf, fixture, marked, parseFixture } from './support/fixture';

const on = systems.map((s) => (s.landmarks ? { ...s, landmarks: { sure: ['**'], likely: [] } } : s));

/** Other names in all texts of something. */
function renamed<T>(of: T): T {
  const other = (part: unknown): unknown => {
    if (typeof part === 'string') return part.replaceAll('WP-', 'TASK-');
    if (Array.isArray(part)) return part.map(other);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([key, value]) => [other(key), other(value)]));
  };
  return other(of) as T;
}

const withIds = (config = ''): string => {
  if (/\bids:/.test(config)) return config;
  if (/^packets:[ \t]*$/m.test(config)) return config.replace(/^packets:[ \t]*$/m, 'packets:\n  ids: [TASK]');
  if (/^packets:[ \t]*\{/m.test(config)) return config.replace(/^packets:[ \t]*\{/m, 'packets: { ids: [TASK],');
  return `${config === '' ? '' : `${config.trimEnd()}\n`}packets: { ids: [TASK] }\n`;
};

/** What is not the same by nature. */
const otherwise: Readonly<Record<string, string>> = {
  'packets/invalid-id': 'it says the form',
  'packets/waiver-unproven': 'the id is among what is sealed',
};

async function found(id: string, rule: AnyRule, e: Example) {
  const source = `==> gatehouse.yaml <==\n${withIds(e.config)}\n${e.files}`;
  const silent = (r: AnyRule): object => Object.fromEntries(Object.keys(r.check).map((kind) => [kind, () => []]));
  const others = Object.fromEntries(Object.entries(rules).map(([name, r]) => [name, { ...r, check: silent(r) } as AnyRule]));
  const plugins = { systems: on, rules: { ...others, [id]: rule } };
  const f = await fixture(source, { plugins, ...(e.today ? { today: e.today } : {}), past: e });
  const { files, marks } = parseFixture(source);
  const said = findingsOf(f.session).filter((x) => x.rule === id);
  return { said, now: marked(files, said), due: marked(files, marks) };
}

describe('packets that are called TASK-…', () => {
  for (const [id, rule] of Object.entries(rules))
    if (id.startsWith('packets/') && !(id in otherwise))
      it(id, async () => {
        for (const example of rule.examples.map(renamed)) {
          const { said, now, due } = await found(id, rule, example);
          assert.equal(now, due, example.title);
          if (example.says)
            assert.deepEqual(
              said.map((x) => x.message),
              example.says,
              example.title,
            );
        }
      });
});
