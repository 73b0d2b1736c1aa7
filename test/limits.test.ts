/** The guard before the parser: it stops what would hang or end the process, at its place, and never what people write. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { documentProblem, MAX_DEPTH, MAX_LENGTH } from '#core/limits';
import type { SourceProblem } from '#core/source';
import { loadParsers } from '#host/parser';

const { markdown } = loadParsers().parsers;

const filled = (piece: string, length: number): string => piece.repeat(Math.ceil(length / piece.length)).slice(0, length);

/** At 400,000 characters each of these takes satteri 0.10.5 from half a second to minutes; some end the process. */
const hard: Readonly<Record<string, (n: number) => string>> = {
  'quotes in quotes': (n) => filled('>', n),
  'quotes in quotes, spaced': (n) => filled('> ', n),
  'lists in lists on a line': (n) => `${filled('- ', n)}x`,
  'numbered lists in lists': (n) => `${filled('1. ', n)}x`,
  'quotes and lists by turns': (n) => `${filled('> - ', n)}x`,
  'footnotes in lists': (n) => filled('- [^a]: ', n),
  'lists in lists by indentation': (n) =>
    Array.from({ length: Math.sqrt(n) | 0 }, (_, i) => `${'  '.repeat(i)}- x`).join('\n') + '\n'.repeat(n),
  'the same by tabs': (n) => Array.from({ length: 200 }, (_, i) => `${'\t'.repeat(i)}- x`).join('\n') + '\n'.repeat(n),
  'character references': (n) => filled('&amp;', n),
  'character references, a line each': (n) => filled('&lt;a&gt;\n', n),
  'underscores in a word': (n) => filled('a_', n),
  'underscores in many words': (n) => filled(`${filled('a_', 1_990)}\n\n`, 9 * n),
  'addresses in a word': (n) => filled('www.a_', n / 7),
  'character references in many blocks': (n) => filled(`${filled('&amp;', 1_990)}\n\n`, 9 * n),
  'delimiters without a partner': (n) => filled('_ * ', n),
  'delimiters without a partner, over many lines': (n) => filled('_ * _ * _ *\n', 3 * n),
  'code and addresses, spaced': (n) => filled('`www.a.b ', n),
  'brackets and addresses': (n) => filled('[www.a.b', n),
  'images and addresses': (n) => filled('![www.a.b', n),
  'code and addresses': (n) => filled('`x`www.a.b', n),
  'references in an address': (n) => filled('www.a.b/&a;', n),
  'a long line that is not all ASCII': (n) => `é${filled('*a* ', n)}`,
  'the same with code': (n) => `é${filled('`a` ', n)}`,
  'emphasis in emphasis': (n) => filled('*a ', n) + filled('b* ', n),
  'emphasis in emphasis, ideographs': (n) => filled('**あ ', n) + filled('い** ', n),
  'images in images': (n) => filled('![', n) + filled('](b)', 2 * n),
  footnotes: (n) => filled('[^a]: x\n', 3 * n),
  'millions of code spans': (n) => filled(`${'`a` '.repeat(100)}\n\n`, 40 * n),
  'millions of lines': (n) => filled('- a\n', 20 * n),
};

for (const [name, of] of Object.entries(hard)) {
  test(`stopped: ${name}`, () => {
    const text = of(400_000);
    const problem = documentProblem(text);
    assert.ok(problem, 'there is a problem');
    const { start, end } = problem.at;
    assert.ok(0 <= start && start <= end && end <= text.length);
    assert.match(problem.message, /^[A-Z\d].*\d.*; at most [\d,]+ (?:second )?(?:are|is) (?:read|spent)\.$/);
  });
}

test('what is let pass is parsed, however close to the limit', () => {
  const close = [
    `${'> '.repeat(MAX_DEPTH)}x\n`.repeat(2_000),
    `${'- '.repeat(MAX_DEPTH)}x\n${'\n'.repeat(500_000)}x`,
    ...Object.values(hard).flatMap((of) => [of(1_900), filled(`${of(590).slice(0, 1_900)}\n\n`, 400_000)]),
  ];
  // What takes the parser minutes would not be done before the runner gives the whole file up; what ends the process ends it here.
  const passed = close.filter((text) => documentProblem(text) === undefined);
  assert.ok(passed.length > close.length / 2);
  for (const text of passed) assert.ok(markdown(text).children.length > 0, JSON.stringify(text.slice(0, 40)));
});

const where = (text: string, problem: SourceProblem | undefined): string | undefined =>
  problem && `${problem.is} ${JSON.stringify(text.slice(problem.at.start, problem.at.end))}`;

test('it is said at its place, in plain words', () => {
  const deep = `# A\n\nfine\n\n${'> '.repeat(120)}- deep\n\nfine\n`;
  const problem = documentProblem(deep);
  assert.equal(where(deep, problem), `too-deep ${JSON.stringify(`${'> '.repeat(120)}-`)}`);
  assert.equal(problem?.message, 'Quotes and lists are nested 121 deep here; at most 100 are read.');

  const line = '&amp;'.repeat(40);
  const tangled = `# A\n\n${`${line}\n`.repeat(1_000)}\n# B\n`;
  assert.equal(where(tangled, documentProblem(tangled)), `too-large ${JSON.stringify(line)}`);
  assert.match(documentProblem(tangled)?.message ?? '', /^201,000 characters without a blank line/);

  const long = `${'words and words\n'.repeat(MAX_LENGTH / 16)}more\nand more\n`;
  assert.equal(where(long, documentProblem(long)), 'too-large "more"');
  assert.equal(documentProblem(long)?.message, 'This document has 16,000,014 characters; at most 16,000,000 are read.');
});

test('emphasis and images that are begun within each other are counted', () => {
  const is = (text: string): string | undefined => documentProblem(`${text}\n`)?.is;
  for (const open of ['*a ', '_a ', '~a ', '![ ', '\u00a0*あ']) assert.equal(is(open.repeat(6_000)), 'too-deep', open);
  assert.equal(is('**a '.repeat(3_000)), 'too-deep');
  for (const usual of ['*a* ', '**a** ', '![a](b) ', '漢*字*漢 ', '(*a*) ', 'a * b ', '- [ ] '])
    assert.equal(is(usual.repeat(6_000)), undefined, usual);
  assert.equal(
    documentProblem('*a\n'.repeat(6_000))?.message,
    '6,000 pieces of emphasis, or images, are begun within each other here; at most 5,000 are read.',
  );
});

test('lines may end in any way', () => {
  for (const br of ['\n', '\r\n', '\r']) {
    const tangled = `x${br}${br}${`&amp; a line${br}`.repeat(10_000)}`;
    assert.equal(where(tangled, documentProblem(tangled)), 'too-large "&amp; a line"');
    const text = ['# A', '', `${'>'.repeat(101)} x`, '', 'x'].join(br);
    assert.equal(where(text, documentProblem(text)), `too-deep "${'>'.repeat(101)}"`);
    const items = Array.from({ length: 20_000 }, (_, i) => `- item ${i} with **bold**, \`code\` & a [link](http://a.b/c_d) [^1]`);
    assert.equal(documentProblem(items.map((item) => `${item}${br}${br}`).join('')), undefined);
  }
});

test('around an edit, its block is looked at and no other', () => {
  const bomb = '&amp;'.repeat(100_000);
  const text = `# A\n\nfine\nand well\n\n# B\n\n${bomb}\n\n# C\n`;
  const at = (piece: string): SourceProblem | undefined => {
    const start = text.indexOf(piece);
    return documentProblem(text, { start, end: start + 1 });
  };
  assert.equal(at('well'), undefined);
  assert.equal(at('# C'), undefined);
  assert.equal(at('&amp;')?.at.start, text.indexOf(bomb));
  const middle = text.indexOf(bomb) + 250_000;
  assert.equal(documentProblem(text, { start: middle, end: middle })?.at.start, text.indexOf(bomb));
  assert.equal(at('\n\n# B'), undefined);
  // A blank line deleted makes one block of two.
  const joined = text.replace('# B\n\n', '# B\n');
  assert.equal(
    documentProblem(joined, { start: joined.indexOf('# B'), end: joined.indexOf('# B') })?.at.start,
    joined.indexOf('# B'),
  );
});

test('nothing that people write is stopped', () => {
  const usual = [
    '',
    '\n'.repeat(100_000),
    `![a](data:image/png;base64,${filled('iVBORw0KGgoAAAANSUhEUg+/', 2_000_000)}=)\n`,
    `| a | b |\n|---|---|\n${'| **R-1** `x_y` | see [the spec](spec.md#r-1) &amp; more |\n'.repeat(3_000)}`,
    `${'- [x] **R-1**: done, see [the spec](spec.md#r-1) & `evidence_file.md` – 漢字\n'.repeat(5_000)}`,
    `\`\`\`log\n${'2024-01-01T00:00:00Z INFO some_module: did *something* at http://localhost:8080/a_b?c=d&e=f\n'.repeat(5_000)}\`\`\`\n`,
    `\`\`\`json\n${'{"some_key": [1, 2], "other_key": "a \\"quoted\\" – value", "x": {"y": null}},\n'.repeat(10_000)}\`\`\`\n`,
    'snake_case_name in_prose '.repeat(40_000),
    `${'- '.repeat(40)}\n\n${'* '.repeat(60)}\n\n${'_'.repeat(5_000)}\n\n${'*'.repeat(10_000)}\n\n${'~'.repeat(500)}\n`,
    `${'漢字と**太字**と`コード`、'.repeat(400)}\n\n`.repeat(20),
  ];
  for (const text of usual) assert.equal(documentProblem(text), undefined, JSON.stringify(text.slice(0, 60)));
});

const corpus = join(process.cwd(), '../shared/corpus');

test('no file of the corpus is stopped', { skip: !existsSync(corpus) && 'no corpus here' }, () => {
  const files = readdirSync(corpus, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md'));
  assert.ok(files.length > 100);
  for (const name of files) assert.equal(documentProblem(readFileSync(join(corpus, name), 'utf8')), undefined, name);
});
