/** Completion and hover in gatehouse.yaml. `$0` is the cursor. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { z } from 'zod';
import { parseYaml } from '#host/yaml';
import { asYaml, configHover, configSuggestions } from '#service/editor/config-help';
import { rules, systems } from '#systems/registry.generated';
import { disk } from './support/disk';
import { ready } from './support/folders';
import { start } from './support/lsp';
import { holds } from './support/property';

const known = { systems, rules };
const cut = (source: string): readonly [text: string, offset: number] => [source.replace('$0', ''), source.indexOf('$0')];
const labels = (source: string): readonly string[] => configSuggestions(...cut(source), z, known).map((s) => s.label);
/** The text after the suggestion of that name was taken. */
function taken(source: string, label: string): string {
  const [text, offset] = cut(source);
  const s = configSuggestions(text, offset, z, known).find((x) => x.label === label) ?? assert.fail(`no ${label}`);
  return text.slice(0, s.at.start) + s.text + text.slice(s.at.end);
}
const hover = (source: string): string => configHover(...cut(source), z, known)?.markdown ?? '';

describe('completion in gatehouse.yaml', () => {
  it('keys that the map does not have yet, wherever it is', () => {
    assert.ok(labels('$0').includes('packets'));
    assert.ok(!labels('rules: {}\n$0\npackets: {}\n').some((l) => l === 'rules' || l === 'packets'));
    assert.deepEqual(labels('links:\n  $0\n'), ['ignore', 'root']);
    assert.deepEqual(labels('links:\n  root: x\n  i$0\nrules:\n'), ['ignore']);
    assert.deepEqual(labels('links: {root: x, $0}'), ['ignore']);
    assert.deepEqual(labels('overrides:\n- files: x\n  $0'), ['rules']);
    assert.deepEqual(labels('overrides:\n  - $0'), ['files', 'rules']);
    assert.ok(labels('packets:\n  aliases:\n    STATUS: [x]\n    $0').includes('SPEC_ANCHOR'));
    assert.ok(!labels('packets:\n  aliases:\n    STATUS: [x]\n    $0').includes('STATUS'));
    assert.ok(labels('packets:\n  paths:\n    # where\n\n    $0').includes('board'));
  });

  it('values: one of those that the key takes, and names that are known', () => {
    assert.deepEqual(labels('rules:\n  packets/dead-anchor: $0'), ['off', 'hint', 'info', 'warning', 'error']);
    assert.deepEqual(labels('rules: {packets/dead-anchor: h$0}'), ['off', 'hint', 'info', 'warning', 'error']);
    assert.deepEqual(labels('systems: [$0]'), ['packets']);
    assert.deepEqual(labels('systems:\n- $0'), ['packets']);
    assert.deepEqual(labels('packets:\n  approvals: $0'), ['typed', 'require-key']);
    assert.ok(labels('packets:\n  locked: [What, $0]').includes('DONE_MEANS'));
  });

  it('nothing in comments, and under what is not known', () => {
    for (const source of ['# $0', 'rules: # $0', 'nothing:\n  $0', 'extends: $0', 'rules:\n  x/y:\n    $0'])
      assert.deepEqual(labels(source), [], source);
  });

  it('writes what belongs there', () => {
    assert.equal(taken('ru$0', 'rules'), 'rules:\n  ');
    assert.equal(taken('packets:\n  aliases:\n    Wh$0', 'Why'), 'packets:\n  aliases:\n    Why: ');
    assert.equal(taken('ig$0', 'ignore'), 'ignore: ');
    assert.equal(taken('pack$0ets:\n', 'packets'), 'packets:\n');
    assert.equal(taken('packets:\n  pa$0', 'paths'), 'packets:\n  paths:\n    ');
    assert.equal(taken('rules: {packets/dead-anchor: h$0int}', 'off'), 'rules: {packets/dead-anchor: off}');
  });

  it('says of a rule what it holds, of a path where it is by default', () => {
    const of = (source: string, label: string) =>
      configSuggestions(...cut(source), z, known).find((s) => s.label === label)?.detail;
    assert.equal(of('rules:\n  $0', 'packets/dead-anchor'), rules['packets/dead-anchor']?.summary);
    assert.equal(of('packets:\n  paths:\n    $0', 'board'), 'by default [docs/TASK_BOARD.md]');
  });

  it('any text and any place has an answer, with edits that lie in the text', () => {
    const piece = fc.constantFrom(
      'rules',
      'packets',
      ':',
      ': ',
      '\n',
      '\r\n',
      '  ',
      '- ',
      '[',
      ']',
      '{',
      '}',
      ',',
      '#',
      '"',
      "'",
      'paths',
      'x',
      '\t',
    );
    holds(
      fc.property(fc.array(piece, { maxLength: 30 }), fc.double({ min: 0, max: 1, noNaN: true }), (pieces, at) => {
        const text = pieces.join('');
        const offset = Math.floor(at * text.length);
        for (const s of configSuggestions(text, offset, z, known))
          assert.ok(
            0 <= s.at.start && s.at.start <= offset && offset <= s.at.end && s.at.end <= text.length,
            JSON.stringify(text),
          );
        configHover(text, offset, z, known);
      }),
      500,
    );
  });
});

describe('hover in gatehouse.yaml', () => {
  it('says what a key means, what it takes, and what holds without it', () => {
    assert.match(
      hover('packets:\n  sl$0a:\n    Backlog: 3\n'),
      /^\*\*packets\.sla\*\*\n\nDays that .*Default:\n\n```yaml\nBacklog: 5\n/s,
    );
    assert.match(hover('rules:\n  packets/dead-$0anchor: off\n'), /A cited anchor is defined by the spec\.\n\nOne of `off`/);
    assert.equal(hover('rules:\n  packets/dead-anchor: o$0ff\n'), '');
    assert.equal(hover('nothi$0ng: 1'), '');
  });

  it('writes defaults as YAML that means them', () => {
    holds(
      fc.property(fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer(), fc.array(fc.string()))), (value) => {
        const { root } = parseYaml(asYaml(value));
        const read =
          root?.is === 'map'
            ? root.entries.map((e) => [
                e.key,
                e.value.is === 'list' ? e.value.items.length : e.value.is === 'scalar' ? e.value.value : '',
              ])
            : [];
        const meant = Object.entries(value).map(([k, v]) => [k, Array.isArray(v) ? v.length : v]);
        assert.deepEqual(read, meant);
      }),
      300,
    );
  });
});

describe('in the editor', () => {
  it('completes and hovers while the file cannot be parsed', async () => {
    const client = await start(disk('==> gatehouse.yaml <==\nrules:\n  packets/dead-anchor: hint\n'), {
      capabilities: { textDocument: { completion: {}, hover: {} } },
    });
    client.open('gatehouse.yaml', 'rules:\n  packets/dead-anchor: \n  packets/\n');
    const completed = await client.at<{ items: { label: string }[] }>('textDocument/completion', 'gatehouse.yaml', 'anchor: ', 8);
    assert.deepEqual(
      completed.items.map((i) => i.label),
      ['off', 'hint', 'info', 'warning', 'error'],
    );
    const said = await client.at<{ contents: { value: string } }>('textDocument/hover', 'gatehouse.yaml', 'dead-anchor', 3);
    assert.match(said.contents.value, /defined by the spec/);
  });

  it('a packet is completed as a packet', async () => {
    const client = await ready();
    client.open('docs/TASK_BOARD.md');
    assert.equal(await client.at('textDocument/hover', 'docs/TASK_BOARD.md', 'Board', 1), null);
  });
});
