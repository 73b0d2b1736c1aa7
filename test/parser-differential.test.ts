/**
 * satteri against remark, the reference: the same tree at the same offsets, on generated documents and on real ones.
 *
 * The reference is not always right. Where the two differ, the smallest document that shows it must be one of the known differences.
 * Generated are blocks of every kind in any order, and inline marks as people write them. Not generated, for there they differ without
 * end: emphasis that touches punctuation or emoji from within a word, and addresses that are not quite addresses.
 */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Nodes, Root } from 'mdast';
import { markdownToMdast } from 'satteri';
import { loadParsers } from '#host/parser';
import { markdownLines } from './support/markdown-lines';
import { holds } from './support/property';

const satteri = loadParsers().parsers.markdown;
const remark = loadParsers({ parser: 'remark' }).parsers.markdown;

interface Known {
  readonly right: 'satteri' | 'remark' | 'neither';
  readonly why: string;
  /** Matches the smallest document. */
  readonly pattern: RegExp;
}

const known: readonly Known[] = [
  {
    right: 'satteri',
    why: 'remark-frontmatter, where front matter is opened and not closed, keeps the next line from being a block of its own; and `...` ends YAML',
    pattern: /^(?:---|\+\+\+)[ \t]*\n/,
  },
  {
    right: 'remark',
    why: 'below a list and what ends it, satteri makes two of indented code',
    pattern: /^[ \t>]*(?:[-*+]|\d+[.)])(?:[ \t].*)?\n[\s\S]*^(?: {4}|\t).*\n(?: {4}|\t)/m,
  },
  {
    right: 'remark',
    why: 'satteri still takes a definition, code or list for a paragraph going on, when a heading or HTML has ended it: then a list may not begin with an empty item, or with another number than one',
    pattern: /^[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]*$|(?!0*1[.)])\d+[.)][ \t])/m,
  },
  {
    right: 'remark',
    why: 'satteri ends a paragraph before a line that looks like the head of a table, though the row of dashes below it is a list',
    pattern: /^- \| -$/m,
  },
  {
    right: 'remark',
    why: 'a definition whose label begins with `^`, after a space, is no footnote and may be referred to',
    pattern: /\[ \^/,
  },
  {
    right: 'neither',
    why: '`</script>` begins no HTML block. Both say it does; in a footnote or a table they differ on what it ends',
    pattern: /^<\/script>$/m,
  },
];

/** Each node as one line: type, place, and all that the parsers say of it. */
function told(root: Root): readonly { readonly said: string; readonly place: string }[] {
  const lines: { said: string; place: string }[] = [];
  const visit = (node: Nodes, depth: number, parent: Nodes): void => {
    const { position, data: _, ...rest } = node;
    const own = Object.entries(rest).filter(([key, value]) => key !== 'children' && value !== null && value !== undefined);
    const start = startOfTask(node, parent) ?? position?.start.offset;
    const place = position === undefined ? '' : `${start}-${position.end.offset}`;
    lines.push({ said: `${depth} ${JSON.stringify(own.sort(([a], [b]) => (a < b ? -1 : 1)))}`, place });
    if ('children' in node) for (const child of node.children) visit(child, depth + 1, node);
  };
  for (const child of root.children) visit(child, 0, root);
  return lines;
}

/**
 * Where the paragraph of a task begins: after the box. remark says so too, but only of a paragraph that begins with text.
 * satteri is right; it is not among the known differences because real documents are full of it.
 */
function startOfTask(node: Nodes, parent: Nodes): number | undefined {
  const isTask =
    node.type === 'paragraph' && parent.type === 'listItem' && typeof parent.checked === 'boolean' && parent.children[0] === node;
  return isTask ? node.children[0]?.position?.start.offset : undefined;
}

/** The first line in which they differ. remark gives no places around an address that it makes a link. */
function difference(text: string): string | undefined {
  const [a, b] = [told(satteri(text)), told(remark(text))];
  const line = a.findIndex(({ said, place }, i) => said !== b[i]?.said || (b[i]?.place !== '' && b[i]?.place !== place));
  if (line < 0 && a.length === b.length) return undefined;
  const at = line < 0 ? Math.min(a.length, b.length) : line;
  const show = (list: typeof a): string =>
    list
      .slice(at, at + 2)
      .map(({ said, place }) => `${place} ${said}`)
      .join('; ');
  return `satteri: ${show(a)}\nremark:  ${show(b)}`;
}

/** The document without every line that the difference does not need. */
function smallest(text: string): string {
  let lines = text.split('\n');
  for (let i = 0; i < lines.length; ) {
    const fewer = lines.filter((_, other) => other !== i);
    if (difference(fewer.join('\n')) === undefined) i++;
    else [lines, i] = [fewer, 0];
  }
  return lines.join('\n');
}

function agree(text: string): void {
  if (difference(text) === undefined) return;
  const least = smallest(text);
  assert.ok(
    known.some(({ pattern }) => pattern.test(least)),
    `${JSON.stringify(least)}\n${difference(least)}`,
  );
}

test('generated documents', () => {
  const breaks = fc.constantFrom('\n', '\n', '\r\n', '\r');
  holds(
    fc.property(fc.array(fc.constantFrom(...markdownLines), { minLength: 2, maxLength: 30 }), breaks, (list, br) => {
      const text = `${list.join('\n')}\n`;
      agree(text);
      // Where they agree, they do so whatever ends the lines.
      if (br !== '\n' && difference(text) === undefined)
        assert.equal(difference(text.replaceAll('\n', br)), undefined, JSON.stringify(text));
    }),
    600,
  );
});

test("the tree is satteri's own, node for node", () => {
  holds(
    fc.property(fc.array(fc.constantFrom(...markdownLines), { minLength: 1, maxLength: 30 }), (list) => {
      const text = `${list.join('\n')}\n`;
      assert.deepEqual(satteri(text), markdownToMdast(text));
    }),
    300,
  );
});

/** Markdown files below a folder that are small enough for remark, which takes a second for half a megabyte. */
const filesIn = (folder: string): readonly string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.md'))
        .map((name) => join(folder, name))
    : [];

const real = ['examples', 'docs', '../shared/corpus'].map((folder) => join(process.cwd(), folder)).flatMap(filesIn);

test('real documents', { skip: real.length === 0 && 'there are none' }, () => {
  for (const file of real) {
    const text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
    if (text.length < 100_000) assert.equal(difference(text), undefined, file);
  }
});

test('front matter', () => {
  for (const text of [
    '---\na: 1\n---\n# A\n',
    '+++\na = 1\n+++\n# A\n',
    '---\n---\n',
    '---\r\na: |\r\n  # b\r\n---  \r\nc\r\n',
    '----\na\n---\n',
  ])
    assert.equal(difference(text), undefined, text);
});

test('each known difference is still one', () => {
  const examples: readonly (readonly [RegExp, string])[] = [
    [/front/, '---\n- a\n'],
    [/front/, '---\na: b\n...\n'],
    [/indented/, '- a\n# b\n    c\n    d\n'],
    [/another number/, '[a]: x\n# b\n-\n'],
    [/another number/, '[a]: x\n# b\n2. c\n'],
    [/table/, 'a\n| 1 | 2 |\n- | -\n'],
    [/label/, '[ ^c]: x\n\n[^c]\n'],
    [/script/, '[^1]: note\n</script>\n'],
  ];
  for (const [why, text] of examples) {
    assert.notEqual(difference(text), undefined, text);
    assert.ok(
      known.some((k) => why.test(k.why) && k.pattern.test(smallest(text))),
      text,
    );
  }
  assert.ok(known.every((k) => examples.some(([why]) => why.test(k.why))));
});

test('where satteri does not load, remark steps in and it is said', () => {
  const { parser, parsers, warning } = loadParsers({}, () => {
    throw new Error('no such file');
  });
  assert.equal(parser, 'remark');
  assert.equal(
    warning,
    'The Markdown parser does not load here, so a slower one is used: large documents will take seconds. (no such file)',
  );
  assert.equal(parsers.markdown('---\na: 1\n---\n# A\n').children[0]?.type, 'yaml');
  assert.deepEqual([loadParsers().parser, loadParsers().warning], ['satteri', undefined]);
});
