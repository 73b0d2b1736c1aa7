/** Where the parts of a Markdown node stand, and what a person reads there. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Nodes } from 'mdast';
import { contentSpan, lines, plainText, spanOf } from '#core/markdown';
import { loadParsers } from '#host/parser';

const { markdown } = loadParsers().parsers;

/** The nodes of a type, in order. */
const all = (text: string, type: string): readonly Nodes[] => {
  const found: Nodes[] = [];
  const visit = (node: Nodes): void => {
    if (node.type === type) found.push(node);
    if ('children' in node) for (const child of node.children) visit(child);
  };
  visit(markdown(text));
  return found;
};

const content = (text: string, type: string): readonly string[] =>
  all(text, type).map((node) => {
    const { start, end } = contentSpan(node, 0, text);
    return text.slice(start, end);
  });

test('the content of a node is what stands between its markers', () => {
  assert.deepEqual(content('# A *b* #\n\nSet\next\n===\n\n#\n', 'heading'), ['A *b*', 'Set\next', '']);
  assert.deepEqual(content('- [ ] one **two**\n  three\n- \n1. x\n', 'listItem'), ['one **two**\n  three', '', 'x']);
  assert.deepEqual(content('a `` b`c `` `d` ` ` `  e` ` f `', 'inlineCode'), ['b`c', 'd', ' ', '  e', 'f']);
  assert.deepEqual(content('x **a *b*** [c](d)', 'strong'), ['a *b*']);
  assert.deepEqual(content('x **a** [c *d*](e "f")', 'link'), ['c *d*']);
  assert.deepEqual(content('---\na: 1\nb: 2\n---\n# A\n', 'yaml'), ['a: 1\nb: 2']);
  assert.deepEqual(content('---\n---\n', 'yaml'), ['']);
  assert.deepEqual(content('+++\r\na = 1\r\n+++\r\n', 'toml'), ['a = 1']);
});

test('the content of a fence is the lines within it, closed or not', () => {
  for (const br of ['\n', '\r\n', '\r']) {
    const of = (...list: readonly string[]): readonly string[] =>
      content(list.join(br), 'code').map((s) => s.replaceAll(br, '/'));
    assert.deepEqual(of('```js', 'a', '', 'b', '```', ''), ['a//b']);
    assert.deepEqual(of('~~~~', '~~~', '~~~~', ''), ['~~~']);
    assert.deepEqual(of('```', '```', ''), ['']);
    assert.deepEqual(of('```', 'a'), ['a']);
    assert.deepEqual(of('```'), ['']);
    assert.deepEqual(of('```', '```x'), ['```x']);
    assert.deepEqual(of('````', '```'), ['```']);
    assert.deepEqual(of('> ```', '> a', '> ```', ''), ['> a']);
    assert.deepEqual(of('    a', '    b', ''), ['    a/    b']);
  }
});

test('a section that moved is told by its shift', () => {
  const [heading] = all('# A b\n', 'heading') as [Nodes];
  assert.deepEqual(spanOf(heading, 100), { start: 100, end: 105 });
  assert.deepEqual(contentSpan(heading, 100, `${' '.repeat(100)}# A b\n`), { start: 102, end: 105 });
});

test('what a person reads', () => {
  assert.equal(plainText(markdown('A *b* `c` ![d](e) [f](g) <b>h</b> &amp; i\\\nj\n')), 'A b c d f h & i\nj');
});

test('lines: each without the space around it, none blank', () => {
  const text = 'x  one \r\n\r\n\ttwo\r three\n   \n';
  const of = (start: number, end: number): readonly string[] =>
    lines({ start, end }, text).map((s) => text.slice(s.start, s.end));
  assert.deepEqual(of(1, text.length), ['one', 'two', 'three']);
  assert.deepEqual(of(4, 14), ['ne', 'tw']);
  assert.deepEqual(of(3, 3), []);
});
