/** YAML and JSON: what each node is, and that its span is its source. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parse } from 'yaml';
import type { DataNode, ParsedData } from '#core/source';
import { MAX_DEPTH, MAX_LENGTH, parseYaml } from '#host/yaml';
import { holds } from './support/property';

/** The data without its places. */
function dataOf(node: DataNode | undefined): unknown {
  if (node === undefined) return undefined;
  if (node.is === 'scalar') return node.value;
  if (node.is === 'list') return node.items.map(dataOf);
  return Object.fromEntries(node.entries.map(({ key, value }) => [key, dataOf(value)]));
}

/** Each node and key as `path: source`. */
function* sources(text: string, node: DataNode, path = '$'): Iterable<string> {
  yield `${path}: ${text.slice(node.at.start, node.at.end)}`;
  if (node.is === 'list') for (const [i, item] of node.items.entries()) yield* sources(text, item, `${path}[${i}]`);
  if (node.is !== 'map') return;
  for (const { key, keyAt, value } of node.entries) {
    yield `${path}.${key} key: ${text.slice(keyAt.start, keyAt.end)}`;
    yield* sources(text, value, `${path}.${key}`);
  }
}

const sourcesOf = (text: string): readonly string[] => {
  const { root, errors } = parseYaml(text);
  assert.deepEqual(errors, []);
  return root === undefined ? [] : [...sources(text, root)];
};

const errorsOf = (text: string): readonly string[] =>
  parseYaml(text).errors.map(({ at, message }) => {
    assert.ok(0 <= at.start && at.start <= at.end && at.end <= text.length, `${at.start}-${at.end} of ${text.length}`);
    return `${JSON.stringify(text.slice(at.start, at.end))} ${message}`;
  });

test('block and flow: spans end where the value ends, not where its line or its comment does', () => {
  const text = 'a: 1  # one\nb:\n  - x # c\n  - "y z"\n\n# end\nc: {d: [1, 2], e}\nf:\n';
  assert.deepEqual(sourcesOf(text), [
    '$: a: 1  # one\nb:\n  - x # c\n  - "y z"\n\n# end\nc: {d: [1, 2], e}\nf:',
    '$.a key: a',
    '$.a: 1',
    '$.b key: b',
    '$.b: - x # c\n  - "y z"',
    '$.b[0]: x',
    '$.b[1]: "y z"',
    '$.c key: c',
    '$.c: {d: [1, 2], e}',
    '$.c.d key: d',
    '$.c.d: [1, 2]',
    '$.c.d[0]: 1',
    '$.c.d[1]: 2',
    '$.c.e key: e',
    '$.c.e: ',
    '$.f key: f',
    '$.f: ',
  ]);
});

test('a block within a block ends with its last value', () => {
  const text = 'a:\n  b: 1 # c\n\n  # d\ne:\n  - f: 2\n\n  -\n';
  const found = sourcesOf(text).filter((s) => !s.includes(' key: '));
  assert.deepEqual(found.slice(1), ['$.a: b: 1', '$.a.b: 1', '$.e: - f: 2\n\n  -', '$.e[0]: f: 2', '$.e[0].f: 2', '$.e[1]: ']);
});

test('offsets are UTF-16, in any line ending', () => {
  for (const br of ['\n', '\r\n']) {
    const text = `"😀 é": '漢''字'${br}b: |${br}  x${br}  y${br}${br}c: plain${br}  goes on${br}`;
    assert.deepEqual(sourcesOf(text).slice(1), [
      '$.😀 é key: "😀 é"',
      "$.😀 é: '漢''字'",
      '$.b key: b',
      `$.b: |${br}  x${br}  y`,
      '$.c key: c',
      `$.c: plain${br}  goes on`,
    ]);
    assert.deepEqual(dataOf(parseYaml(text).root), { '😀 é': "漢'字", b: 'x\ny\n', c: 'plain goes on' });
  }
});

test('values are those of the core schema of YAML 1.2, keys are as written', () => {
  const text =
    'a: yes\nb: ~\nc: 0x1F\nd: 1.50\ne: "1"\nf: 2024-01-01\n1.0: x\nnull: y\n!!str g: !!str 12\nh: !own {i: 1}\n? j\n: k\n';
  const expected = {
    a: 'yes',
    b: null,
    c: 31,
    d: 1.5,
    e: '1',
    f: '2024-01-01',
    '1.0': 'x',
    null: 'y',
    g: '12',
    h: { i: 1 },
    j: 'k',
  };
  assert.deepEqual(dataOf(parseYaml(text).root), expected);
  assert.deepEqual(parseYaml(text).errors, []);
  assert.deepEqual(dataOf(parseYaml('%YAML 1.1\n---\na: yes\nb: 2001-01-01\n').root), { a: 'yes', b: '2001-01-01' });
});

test('nothing is nothing', () => {
  for (const text of ['', '\n', '# only words\n', '---\n', '---\n...\n'])
    assert.deepEqual(parseYaml(text), { root: undefined, errors: [] }, text);
  assert.equal(parseYaml('null').root?.is, 'scalar');
});

test('an alias is the value it stands for, at its own place', () => {
  const text = 'a: &x {k: [1, 2]}\nb: *x\nc: [*x]\n';
  assert.deepEqual(dataOf(parseYaml(text).root), { a: { k: [1, 2] }, b: { k: [1, 2] }, c: [{ k: [1, 2] }] });
  assert.ok(sourcesOf(text).includes('$.b: *x'));
  assert.ok(sourcesOf(text).includes('$.c[0].k: [1, 2]'));
});

test('a merge key brings what is not there', () => {
  const text = 'a: &a {x: 1, y: 1}\nb: &b {y: 2, z: 2}\nc:\n  <<: [*a, *b]\n  x: 3\nd: {<<: *b, "<<": 4}\n';
  const { root, errors } = parseYaml(text);
  assert.deepEqual(errors, []);
  assert.deepEqual(dataOf(root), { a: { x: 1, y: 1 }, b: { y: 2, z: 2 }, c: { x: 3, y: 1, z: 2 }, d: { '<<': 4, y: 2, z: 2 } });
  assert.deepEqual(errorsOf('<<: 1\n'), ['"1" Only a map, or a list of maps, can be merged.']);
});

test('what is wrong is said, at its place', () => {
  assert.deepEqual(errorsOf('a: 1\nb: 2\na: 3\n'), ['"a" The key "a" occurs more than once in this map.']);
  assert.deepEqual(errorsOf('{"a": 1, "a": 2}'), ['"\\"a\\"" The key "a" occurs more than once in this map.']);
  assert.deepEqual(errorsOf('a: *nowhere\n'), ['"*nowhere" Nothing above is anchored as &nowhere.']);
  assert.deepEqual(errorsOf('&a [*a]'), ['"*a" *a stands within what it stands for.']);
  assert.deepEqual(errorsOf('a: 1\n---\nb: 2\n'), ['"---" Only the first document of a file is read.']);
  assert.match(errorsOf('\ta: 1\n')[0] ?? '', /^"\\t" Tabs/);
  assert.match(errorsOf('a: [1\nb: 2\n')[0] ?? '', /Flow sequence/);
  assert.match(errorsOf('a: "x\n')[0] ?? '', /Missing closing "quote/);
  assert.match(errorsOf('a: b: c\n')[0] ?? '', /Nested mappings/);
  assert.equal(dataOf(parseYaml('a: [1\n').root) !== undefined, true);
});

test('aliases of aliases of aliases take neither time nor room', () => {
  let text = 'a0: &a0 [x,x,x,x,x,x,x,x,x]\n';
  for (let i = 1; i < 30; i++)
    text += `a${i}: &a${i} [${Array(9)
      .fill(`*a${i - 1}`)
      .join(',')}]\n`;
  const { errors } = parseYaml(text);
  assert.match(errors[0]?.message ?? '', /aliases of this file stand for more than 10000 values/);
  assert.ok(errors.length < 10);
});

test('what is nested too deep is an error at the place where it is', () => {
  const deep: readonly (readonly [string, string])[] = [
    ['[', ']'],
    ['{a: ', '}'],
    ['- ', ''],
    ['? ', ''],
  ];
  for (const [open, close] of deep) {
    const of = (n: number): ParsedData => parseYaml(`${open.repeat(n)}x${close.repeat(n)}`);
    assert.deepEqual(of(MAX_DEPTH - 1).errors, [], open);
    const { root, errors } = of(50_000);
    assert.equal(root, undefined);
    assert.deepEqual(
      errors.map(({ at, message }) => [at.start, message]),
      [[MAX_DEPTH * open.length, 'Lists and maps are nested more than 200 deep here.']],
    );
  }
  assert.match(errorsOf('a'.repeat(MAX_LENGTH + 1))[0] ?? '', /1000001 characters; at most 1000000/);
});

test('JSON is read as JSON.parse reads it', () => {
  holds(
    fc.property(fc.json({ maxDepth: 4 }), fc.constantFrom(undefined, 2, '\t'), (json, indent) => {
      const text = JSON.stringify(JSON.parse(json), undefined, indent);
      const { root, errors } = parseYaml(text);
      // In a YAML file `__proto__` is a key like others; here it would not survive.
      fc.pre(!text.includes('__proto__'));
      assert.deepEqual(errors, []);
      assert.deepEqual(dataOf(root), plain(JSON.parse(text)));
    }),
    500,
  );
});

/** YAML knows no minus zero of JSON's kind: both are numbers and equal. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

const token = fc.constantFrom(
  'a',
  'b c',
  ': ',
  ':',
  '- ',
  '? ',
  '\n',
  '\n  ',
  '\n    ',
  '[',
  ']',
  '{',
  '}',
  ', ',
  '"',
  "'",
  '#',
  ' # c',
  '&a ',
  '*a',
  '!!str ',
  '!x ',
  '|\n',
  '>-\n',
  '---\n',
  '...\n',
  '<<: ',
  '%YAML 1.1\n',
  '\t',
  '\r\n',
  '😀',
  '@',
  '\0',
  '~',
  '1',
);

test('no text at all throws; spans lie within each other, and a scalar alone parses to its value', () => {
  holds(
    fc.property(fc.array(token, { maxLength: 30 }), (tokens) => {
      const text = tokens.join('');
      const { root, errors } = parseYaml(text);
      for (const { at } of errors) assert.ok(0 <= at.start && at.start <= at.end && at.end <= text.length);
      if (root !== undefined) within(root, text, errors.length > 0 || /[*&!|>%]|---|\.\.\./.test(text));
    }),
    5_000,
  );
});

function within(node: DataNode, text: string, isOdd: boolean): void {
  const { start, end } = node.at;
  assert.ok(0 <= start && start <= end && end <= text.length, JSON.stringify([text, node.at]));
  if (node.is === 'scalar' && !isOdd)
    assert.deepEqual(parse(text.slice(start, end), { version: '1.2' }) ?? null, node.value, JSON.stringify(text));
  for (const child of node.is === 'list' ? node.items : node.is === 'map' ? node.entries.map((e) => e.value) : []) {
    if (!isOdd) assert.ok(start <= child.at.start && child.at.end <= end, JSON.stringify([text, node.at, child.at]));
    within(child, text, isOdd);
  }
}
