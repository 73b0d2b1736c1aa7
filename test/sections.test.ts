/** Sections, by example: what an edit parses again, what it finds, and what stays the same object. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Nodes, Root } from 'mdast';
import { cutWhole, editSections, MAX_TREE_DEPTH, type Sections } from '#core/sections';
import { loadParsers } from '#host/parser';
import { said, seen } from './support/sections';

const { markdown } = loadParsers().parsers;

/** Fifty sections, with a note of what is parsed. */
function spied(text: string): {
  readonly before: Sections;
  readonly type: (at: number, insert: string, remove?: number) => Typed;
} {
  const before = cutWhole(text, markdown);
  const type = (at: number, insert: string, remove = 0): Typed => {
    const after = text.slice(0, at) + insert + text.slice(at + remove);
    const parsed: string[] = [];
    const parse = (piece: string): Root => {
      parsed.push(piece);
      return markdown(piece);
    };
    const sections = editSections(before, after, { start: at, end: at + remove }, insert.length, parse);
    assert.equal(said(seen(sections)), said(seen(cutWhole(after, markdown))));
    return { sections, after, parsed };
  };
  return { before, type };
}

interface Typed {
  readonly sections: Sections;
  readonly after: string;
  readonly parsed: readonly string[];
}

const fifty = Array.from({ length: 50 }, (_, i) => `## Section ${i}\n\nSome *words* here.\n\n- one\n- two\n\n`).join('');

test('a letter touches one section; those before it are the same objects, those after it have the same nodes', () => {
  const { before, type } = spied(fifty);
  const { sections, parsed } = type(fifty.indexOf('Some', before.sections[20]?.start), 'x');
  assert.equal(parsed.length, 1);
  assert.ok((parsed[0]?.length ?? 0) < 100);
  for (const [i, s] of sections.sections.entries()) {
    const old = before.sections[i]!;
    assert.equal(s.nodes === old.nodes, i !== 20, `section ${i}`);
    assert.equal(s === old, i < 20, `section ${i}`);
    if (i > 20) assert.deepEqual([s.start, s.end, s.shift], [old.start + 1, old.end + 1, old.shift + 1]);
  }
});

test('in a heading line, before it, in its break: what is not changed keeps its nodes', () => {
  const { before, type } = spied(fifty);
  const changed = (typed: Typed): readonly string[] => {
    const old = new Set(before.sections.map(({ nodes }) => nodes));
    return typed.sections.sections
      .filter(({ nodes }) => !old.has(nodes))
      .map(({ start }) => typed.after.slice(start, typed.after.indexOf('\n', start)));
  };
  const { start } = before.sections[20]!;
  assert.deepEqual(changed(type(start + 5, 'x')), ['## Sexction 20']);
  assert.deepEqual(changed(type(start, '\n')), ['## Section 19']);
  assert.deepEqual(changed(type(start, '# New\n')), ['# New']);
  assert.deepEqual(changed(type(start, 'x')), ['## Section 19']);
  assert.deepEqual(changed(type(start - 1, '', 1)), ['## Section 19']);
  assert.deepEqual(changed(type(start, '', 3)), ['## Section 19']);
});

test('an unclosed fence or comment takes what it reaches, and gives it back', () => {
  // Below headings of the second level a fence would be taken for one that went astray.
  const plain = fifty.replaceAll('## ', '# ');
  for (const [open, close] of [
    ['```\n', '```js\nx\n```\n'],
    ['<!--\n', '-->\n'],
    ['<script>\n', '</script>\n'],
  ] as const) {
    const text = plain.replace('# Section 30\n', `# Section 30\n${close}`);
    const { before, type } = spied(text);
    const { sections } = type(before.sections[10]!.start + 13, open);
    assert.equal(sections.sections.length, before.sections.length - 20);
    assert.equal(sections.sections[5], before.sections[5]);
    assert.equal(sections.sections.at(-1)?.nodes, before.sections.at(-1)?.nodes);
  }
});

test('a definition that comes or goes is seen by references everywhere', () => {
  const text = `# A\n\n[x] and [y], [^n]\n\n${fifty}\n# Z\n\n[^n]: note\n\n[y]: /y\n`;
  const { before, type } = spied(text);
  const types = (s: Sections): readonly string[] =>
    s.sections[0]!.nodes.flatMap((n) => ('children' in n ? n.children.map((c) => c.type) : []));
  assert.deepEqual(types(before), ['text', 'text', 'linkReference', 'text', 'footnoteReference']);
  assert.deepEqual(types(type(text.length, '\n[x]: /x\n').sections), [
    'text',
    'linkReference',
    'text',
    'linkReference',
    'text',
    'footnoteReference',
  ]);
  assert.deepEqual(types(type(text.indexOf('[y]: /y'), '', 7).sections), ['text', 'text', 'footnoteReference']);
  // Typed beside them, they are found though their definitions are elsewhere.
  const { sections, parsed } = type(text.indexOf('Some', 500), '[y] [^n] ');
  assert.ok((parsed[0]?.length ?? 0) < 200);
  assert.equal(sections.labels.size, 2);
});

test('front matter may begin or end far from where it is typed', () => {
  const rest = '\n# A\n\ntext\n\n# B\n\n---\n\nmore\n';
  const first = (t: Typed): string => t.sections.sections[0]?.nodes[0]?.type ?? 'none';
  const open = spied(`--\na: 1\n\nb: 2\n${rest}`);
  assert.equal(first(open.type(2, '-')), 'yaml');
  const closed = spied(`---\na: 1\n---\n${rest}`);
  assert.equal(first(closed.type(9, 'x')), 'yaml');
  assert.equal(first(closed.type(0, ' ')), 'thematicBreak');
  const text = '---\na: 1\n\n# A\n\ntext\n\n# B\n\nmore\n';
  const endless = spied(text);
  assert.equal(first(endless.type(text.indexOf('more'), '---\n')), 'yaml');
  assert.equal(first(endless.type(text.indexOf('more'), 'x')), 'thematicBreak');
});

test('column, level and line ending: what may open a section and what may not', () => {
  const cuts = (text: string): readonly string[] =>
    cutWhole(text, markdown).sections.map(({ start, end }) => text.slice(start, end));
  assert.deepEqual(cuts(''), ['']);
  assert.deepEqual(cuts('# A'), ['# A']);
  assert.deepEqual(cuts('x\n# A\n####### no\n#no\n'), ['x\n', '# A\n####### no\n#no\n']);
  assert.deepEqual(cuts('# A\r# B\r\n#\n###### F'), ['# A\r', '# B\r\n', '#\n', '###### F']);
  assert.deepEqual(cuts(' # A\n- # B\n> # C\n```\n# D\n```\n#x\n===\n'), [' # A\n- # B\n> # C\n```\n# D\n```\n#x\n===\n']);
});

test('a tree is never deeper than can be walked', () => {
  const depthOf = (nodes: readonly Nodes[]): number => {
    let depth = 0;
    for (let level: readonly Nodes[] = nodes; level.length > 0; depth++)
      level = level.flatMap((n) => ('children' in n ? n.children : []));
    return depth;
  };
  const { sections } = cutWhole(`# A\n\n${'*a '.repeat(3_000)}x${' b*'.repeat(3_000)}\n`, markdown);
  assert.equal(depthOf(sections[0]!.nodes), MAX_TREE_DEPTH);
});

test('a fence that is begun takes nothing with it, in a text before and after it, with or without other blocks', () => {
  const block = '```bash\nnpm test\n```\n\n';
  for (const text of [
    fifty,
    fifty.replace('## Section 9', `${block}## Section 9`),
    `${fifty}${block}`,
    fifty.replaceAll('\n', '\r\n'),
  ]) {
    const { before, type } = spied(text);
    const at = text.indexOf('Some', before.sections[5]?.start);
    const { sections } = type(at, '```\n');
    assert.equal(sections.sections.length, before.sections.length);
    assert.deepEqual(
      sections.strays?.map((s) => s.at),
      [{ start: at, end: at + 3 }],
    );
  }
});

test('so does a comment', () => {
  const text = `${fifty}<!-- a note -->\n`;
  const { before, type } = spied(text);
  const at = text.indexOf('Some', before.sections[5]?.start);
  assert.equal(type(at, '<!-- ').sections.strays?.[0]?.at.start, at);
  assert.equal(type(at, '<!-- x -->\n').sections.strays, undefined);
  assert.equal(type(at, '<!--\n\n## Later\n\n-->\n').sections.strays, undefined);
});

test('what is typed while a fence is open, and the line that closes it', () => {
  const at = fifty.indexOf('Some');
  const { before, type } = spied(`${fifty.slice(0, at)}\`\`\`\n${fifty.slice(at)}`);
  assert.equal(before.strays?.length, 1);
  assert.equal(type(at + 4, 'npm').sections.strays?.length, 1);
  assert.equal(type(at + 4, '```\n').sections.strays, undefined);
  assert.equal(type(at, '', 4).sections.strays, undefined);
});

test('a block that ends the text, a block of Markdown and a longer one around others are taken as they stand', () => {
  for (const text of [
    `${fifty}\`\`\`\nnpm test\n\n# then\nnpm start\n`,
    `${fifty}\`\`\`markdown\n\n## An example\n`,
    `\`\`\`\`\n## An example\n\n\`\`\`bash\nnpm test\n\`\`\`\n\`\`\`\`\n\n${fifty}`,
  ])
    assert.deepEqual(cutWhole(text, markdown).strays ?? [], []);
});
