/** Command lines as words: what a shell would make of them, or why it takes one. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { it } from 'node:test';
import fc from 'fast-check';
import { commandLine } from '#core/command-line';
import { holds } from './support/property';

const argvs = (text: string): readonly (readonly string[])[][] | string => {
  const read = commandLine(text);
  return 'problem' in read ? read.problem : read.pipelines.map((p) => p.map((c) => c.argv));
};

it('words, quotes, escapes', () => {
  assert.deepEqual(argvs(`rg -n "a b" 'c"d' e\\ f g"h"i ''`), [[['rg', '-n', 'a b', 'c"d', 'e f', 'ghi', '']]]);
  assert.deepEqual(argvs('grep "a\\"b\\n" x # a comment'), [[['grep', 'a"b\\n', 'x']]]);
  assert.deepEqual(argvs('git log HEAD~2 a#b x=1 [a] {id}'), [[['git', 'log', 'HEAD~2', 'a#b', 'x=1', '[a]', '{id}']]]);
});

it('pipelines, one after another, with variables and errors', () => {
  const read = commandLine('CI=1 npm test 2>&1 | tail -n 5 && cargo test 2>/dev/null');
  assert.deepEqual(read, {
    pipelines: [
      [
        { argv: ['npm', 'test'], env: { CI: '1' }, errors: 'output' },
        { argv: ['tail', '-n', '5'], env: {} },
      ],
      [{ argv: ['cargo', 'test'], env: {}, errors: 'nowhere' }],
    ],
  });
});

for (const [text, problem] of [
  ['echo $HOME', 'It takes a shell: a variable or a substitution ($).'],
  ['echo "$(date)"', 'It takes a shell: a variable or a substitution ($).'],
  ['echo `date`', 'It takes a shell: a substitution (`).'],
  ['a || b', 'It takes a shell: ||.'],
  ['a; rm -r b', 'It takes a shell: ;.'],
  ['a & b', 'It takes a shell: a job in the background (&).'],
  ['a > b', 'It takes a shell: a redirection (< or >).'],
  ['a 2> b', 'It takes a shell: a redirection (< or >).'],
  ['(a)', 'It takes a shell: a subshell.'],
  ['rg x src/*.ts', 'It takes a shell: a pattern of file names (* or ?).'],
  ['cat {a,b}.ts', 'It takes a shell: alternatives in braces.'],
  ['a\nb', 'It takes a shell: several lines.'],
  ['ls ~/x', 'It takes a shell: a home folder (~).'],
  ['echo "a', 'A quotation mark is not closed.'],
  ["echo 'a", 'A quotation mark is not closed.'],
  ['a \\', 'It ends with a backslash.'],
  ['a && ', 'A command is missing beside “&&”.'],
  ['| a', 'A command is missing beside “|”.'],
  ['  ', 'There is no command.'],
] as const)
  it(`takes a shell, or is none: ${JSON.stringify(text)}`, () => assert.equal(argvs(text), problem));

it('what is read is what a shell makes of it', () => {
  const piece = fc.constantFrom(
    'a',
    'b c',
    ' ',
    "'",
    '"',
    '\\',
    '$x',
    '`',
    '*',
    '|',
    '&',
    ';',
    '>',
    '#',
    '{',
    ',',
    '}',
    '~',
    '=',
    '2',
    '\t',
    'é',
  );
  holds(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const text = `printf %s\\\\0 ${pieces.join('')}`;
      const read = commandLine(text);
      if ('problem' in read) return;
      const [first, ...more] = read.pipelines;
      if (!first || more.length > 0 || first.length > 1 || first[0]?.errors) return;
      const said = execFileSync('sh', ['-c', text], { encoding: 'utf8', env: { PATH: process.env.PATH } });
      assert.equal(
        said,
        first[0]?.argv
          .slice(2)
          .map((a) => `${a}\0`)
          .join('') || '\0',
      );
    }),
    300,
  );
});
