/** Sections, at random: a document edited piece by piece is the document parsed whole. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Nodes } from 'mdast';
import { joined, recut } from '#core/recut';
import { cutWhole, editSections } from '#core/sections';
import { loadParsers } from '#host/parser';
import { markdownLines } from './support/markdown-lines';
import { holds } from './support/property';
import { type Seen, said, same, seen, soFar } from './support/sections';

const { markdown } = loadParsers().parsers;

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

const pieces = [
  '',
  ...'` # x - > < [ ] : <!-- --> * = | ~~~ 😀'.split(' '),
  ' ',
  '\n',
  '\n\n',
  '\n# H\n',
  '\n\n## H\n',
  '```\n',
  '\n- ',
  '---\n',
  '\r',
  '\r\n',
];

interface Edit {
  readonly from: number;
  readonly length: number;
  readonly insert: string;
}

/** Fences of list items that a line at the margin breaks, which are read as they were meant. */
const broken = ['- R:\n  ```sh\ncmd\n  ```', '  ```bash', '  ```', '- Q:\n  ~~~\n# H'];

const breaks = fc.constantFrom('\n', '\n', '\r\n', '\r');
const documents = fc
  .tuple(
    breaks,
    fc.constantFrom('', '', '', '---', '+++', '---\na: 1\n---'),
    fc.array(fc.constantFrom(...markdownLines, ...broken), { minLength: 3, maxLength: 45 }),
  )
  .map(([br, head, body]) => [...(head === '' ? [] : [head]), ...body, ''].join('\n').replaceAll('\n', br));
const edits = fc.array(
  fc.record<Edit>({ from: fc.nat(), length: fc.oneof(fc.constant(0), fc.nat(6)), insert: fc.constantFrom(...pieces) }),
  { minLength: 1, maxLength: 12 },
);

test('edited in pieces or parsed whole, it is the same document', () => {
  let edited = 0;
  const different = knownDifferences.map(() => 0);
  holds(
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
        const told = recut(soFar(text, after), markdown);
        if (said(a) === said(b)) {
          same(after, whole);
          assert.equal(told, 'same', 'another thread sees it too');
          assert.deepEqual([...after.labels].sort(), [...whole.labels].sort());
          continue;
        }
        const known = knownDifferences.findIndex(({ is }) => is(text, a, b));
        if (known < 0) assert.equal(said(a), said(b), JSON.stringify(text));
        different[known]!++;

        // Made sure of, they are as parsed whole, and what was equal is still the same.
        sections = cutWhole(text, markdown, after);
        assert.equal(said(seen(sections)), said(b));
        if (typeof told === 'string') assert.fail('another thread sees it too');
        assert.deepEqual(joined(after, told), sections);
        assert.ok(
          sections.sections.every(
            (s) =>
              after.sections.includes(s) ||
              said(a.filter((x) => x.section === s.start)) !== said(b.filter((x) => x.section === s.start)),
          ),
        );
      }
    }),
    1_000,
  );
  assert.ok(
    different.every((n) => n < edited / 200),
    `known differences: ${different.join(', ')} of ${edited}`,
  );
});

test('made sure of, a section is kept only if it is the same tree at the same place', () => {
  holds(
    fc.property(documents, edits, (text, [edit]) => {
      const { from, length, insert } = edit as Edit;
      const start = from % (text.length + 1);
      const other = text.slice(0, start) + insert + text.slice(start + length);
      const stale = cutWhole(text, markdown);
      same(cutWhole(other, markdown, stale), cutWhole(other, markdown));
      assert.deepEqual(cutWhole(text, markdown, stale).sections, stale.sections);
      assert.ok(cutWhole(text, markdown, stale).sections.every((s, i) => s === stale.sections[i]));
    }),
    500,
  );
  const told = (text: string, stale: string): void =>
    same(cutWhole(text, markdown, cutWhole(stale, markdown)), cutWhole(text, markdown));
  told('# A\n\n-  a\n', '# A\n\n - a\n');
  told('# A\n\na\n\n# B\n', '# A\n\na\n# B\n\n');
});
