/** Sections: a document edited piece by piece is the document parsed whole, and what an edit did not touch is the same object. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Nodes, Root } from 'mdast';
import { cutWhole, editSections, MAX_TREE_DEPTH, type Sections } from '#core/sections';
import { loadParsers } from '#host/parser';
import { times } from './support/property';

const { markdown } = loadParsers().parsers;

interface Seen {
  readonly section: number;
  readonly node: Nodes;
  /** All that the tree says of the node, with its place in the text. */
  readonly said: string;
}

function seen({ sections }: Sections): readonly Seen[] {
  const all: Seen[] = [];
  for (const { start, shift, nodes } of sections) {
    const visit = (node: Nodes): void => {
      const { position, ...rest } = node;
      const own = Object.entries(rest).filter(([key]) => key !== 'children');
      const place = `${(position?.start.offset ?? 0) + shift}-${(position?.end.offset ?? 0) + shift}`;
      all.push({ section: start, node, said: `${place} ${JSON.stringify(Object.fromEntries(own))}` });
      if ('children' in node) for (const child of node.children) visit(child);
    };
    for (const node of nodes) visit(node);
  }
  return all;
}

const outline = ({ sections }: Sections): string => sections.map(({ start, end }) => `${start}-${end}`).join(' ');

const same = (a: Sections, b: Sections): void => {
  assert.equal(said(seen(a)), said(seen(b)));
  assert.equal(outline(a), outline(b));
};

const said = (list: readonly Seen[]): string => list.map((s) => `[${s.section}] ${s.said}`).join('\n');

/**
 * Where satteri 0.10.5 makes of a section something else when it stands alone than in its document: its whole parse remembers what
 * went before a heading. In the first, remark sides with the section alone; in the second, now with the one, now with the other.
 */
const knownDifferences: readonly {
  readonly why: string;
  readonly is: (text: string, a: readonly Seen[], b: readonly Seen[]) => boolean;
}[] = [
  {
    why: 'below a heading that ends a list, indented code comes in pieces: `- a\\n# b\\n    c\\n    d` has two',
    is: (_, a, b) => {
      const isIndented = ({ node }: Seen): boolean => node.type === 'code' && node.lang === null && !isFenced(node);
      const rest = (list: readonly Seen[]): string => said(list.filter((s) => !isIndented(s)));
      return rest(a) === rest(b);
    },
  },
  {
    why: 'whether a list may begin with an empty item, or a number other than one (`[a]: x\\n# b\\n-`), depends on what the heading ended',
    is: (text, a, b) => {
      const other = a.find((s, i) => s.said !== b[i]?.said)?.section ?? -1;
      const starts = [...new Set([...a, ...b].map((s) => s.section))].sort((x, y) => x - y);
      const end = starts.find((start) => start > other) ?? text.length;
      return /^[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]*$|(?!0*1[.)])\d+[.)][ \t])/m.test(text.slice(other, end));
    },
  },
];

const isFenced = (node: Nodes): boolean =>
  node.type === 'code' && (node.position?.end.line ?? 0) - (node.position?.start.line ?? 0) > lineCount(node.value);
const lineCount = (value: string): number => value.split(/\r\n|\n|\r/).length;

const lines = [
  ...['# A', '## B', '   ### C', '# ', '#notheading', '    # indented', 'Setext', '===', '---', '***', '+++', '...'],
  ...['para text', 'text\\', '  cont', '    code', '\t# tabbed', '', '', '', '漢字 😀 é', 'b**old** <b>x</b> `c`'],
  ...[
    '- item',
    '1. one',
    '10. ten',
    '   - nested',
    '* a',
    '- # item heading',
    '- [ ] task',
    '-',
    '> quote',
    '> # q heading',
    '> - x',
  ],
  ...['```', '~~~', '````', '```md', '<!-- c', '-->', '<div>', '</div>', '<script>', '</script>', '<!-- one line -->'],
  ...['| a | b |', '|---|---|', '| 1 | 2 |'],
  ...[
    '[foo]: http://x',
    'see [foo] and [bar][]',
    '[bar]: /y',
    '[^1]: note',
    'ref[^1]',
    '[multi',
    'line]: /z "t',
    'ttt"',
    '[a\\]b]: x',
    '[ ^c]: x',
    '[A\\]B] [^c]',
  ],
];
const pieces = [
  '`',
  '#',
  '\n',
  'x',
  ' ',
  '-',
  '>',
  '<',
  '[',
  ']',
  ':',
  '\n\n',
  '\n# H\n',
  '```\n',
  '<!--',
  '-->',
  '*',
  '=',
  '|',
  '~~~',
  '\n- ',
  '---\n',
  '😀',
  '\r',
  '\r\n',
  '',
];

interface Edit {
  readonly from: number;
  readonly length: number;
  readonly insert: string;
}

const breaks = fc.constantFrom('\n', '\n', '\r\n', '\r');
const documents = fc
  .tuple(
    breaks,
    fc.constantFrom('', '', '', '---', '+++', '---\na: 1\n---'),
    fc.array(fc.constantFrom(...lines), { minLength: 3, maxLength: 45 }),
  )
  .map(([br, head, body]) => [...(head === '' ? [] : [head]), ...body, ''].join('\n').replaceAll('\n', br));
const edits = fc.array(
  fc.record<Edit>({ from: fc.nat(), length: fc.oneof(fc.constant(0), fc.nat(6)), insert: fc.constantFrom(...pieces) }),
  { minLength: 1, maxLength: 12 },
);

test('edited in pieces or parsed whole, it is the same document', () => {
  let edited = 0;
  const different = knownDifferences.map(() => 0);
  fc.assert(
    fc.property(documents, edits, (document, list) => {
      let text = document;
      let sections = cutWhole(text, markdown);
      for (const { from, length, insert } of list) {
        const start = from % (text.length + 1);
        const at = { start, end: Math.min(text.length, start + length) };
        text = text.slice(0, at.start) + insert + text.slice(at.end);
        const before = sections;
        let parsed = '';
        const after = editSections(before, text, at, insert.length, (piece) => {
          parsed = piece;
          return markdown(piece);
        });
        edited++;

        // They cover the text, and none but those parsed again is new.
        assert.equal(after.sections[0]?.start, 0);
        assert.equal(after.sections.at(-1)?.end, text.length);
        for (const [i, s] of after.sections.entries()) assert.equal(s.end, after.sections[i + 1]?.start ?? text.length);
        const kept = new Set(before.sections.map(({ nodes }) => nodes));
        const fresh = after.sections.filter(({ nodes }) => !kept.has(nodes));
        assert.ok(fresh.reduce((sum, { start, end }) => sum + end - start, 0) <= parsed.length);

        const whole = cutWhole(text, markdown);
        sections = after;
        const [a, b] = [seen(after), seen(whole)];
        if (said(a) === said(b)) {
          same(after, whole);
          assert.deepEqual([...after.labels].sort(), [...whole.labels].sort());
          continue;
        }
        const known = knownDifferences.findIndex(({ is }) => is(text, a, b));
        if (known < 0) assert.equal(said(a), said(b), JSON.stringify(text));
        different[known]!++;

        // Made sure of, they are as parsed whole, and what was equal is still the same.
        sections = cutWhole(text, markdown, after);
        assert.equal(said(seen(sections)), said(b));
        assert.ok(
          sections.sections.every(
            (s) =>
              after.sections.includes(s) ||
              said(a.filter((x) => x.section === s.start)) !== said(b.filter((x) => x.section === s.start)),
          ),
        );
      }
    }),
    times(1_000),
  );
  assert.ok(
    different.every((n) => n < edited / 200),
    `known differences: ${different.join(', ')} of ${edited}`,
  );
});

test('made sure of, a section is kept only if it is the same tree at the same place', () => {
  fc.assert(
    fc.property(documents, edits, (text, [edit]) => {
      const { from, length, insert } = edit as Edit;
      const start = from % (text.length + 1);
      const other = text.slice(0, start) + insert + text.slice(start + length);
      const stale = cutWhole(text, markdown);
      same(cutWhole(other, markdown, stale), cutWhole(other, markdown));
      assert.deepEqual(cutWhole(text, markdown, stale).sections, stale.sections);
      assert.ok(cutWhole(text, markdown, stale).sections.every((s, i) => s === stale.sections[i]));
    }),
    times(500),
  );
  const told = (text: string, stale: string): void =>
    same(cutWhole(text, markdown, cutWhole(stale, markdown)), cutWhole(text, markdown));
  told('# A\n\n-  a\n', '# A\n\n - a\n');
  told('# A\n\na\n\n# B\n', '# A\n\na\n# B\n\n');
});

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
  for (const [open, close] of [
    ['```\n', '```js\nx\n```\n'],
    ['<!--\n', '-->\n'],
    ['<script>\n', '</script>\n'],
  ] as const) {
    const text = fifty.replace('## Section 30\n', `## Section 30\n${close}`);
    const { before, type } = spied(text);
    const { sections } = type(before.sections[10]!.start + 14, open);
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
