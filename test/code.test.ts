/** Comments of source code, in the languages that are known. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { codeGlobs, commentMarks, commentsIn, isCode, partsIn } from '#core/code';
import { globMatcher } from '#core/glob';

const commentsOf = (path: string, text: string): readonly string[] =>
  commentsIn(path, text).map(({ start, end }) => text.slice(start, end));

describe('comments', () => {
  const cases: readonly (readonly [path: string, text: string, comments: readonly string[]])[] = [
    ['a.ts', 'const a = "// no"; // yes\n/* and\nthis */ b', ['// yes', '/* and\nthis */']],
    ['a.ts', 'const a = `\n// no\n`; // yes', ['// yes']],
    ['a.js', 'a = /["\'`]/.test(b); // yes\nc = d / 2; // "too"\nreturn /`/; // three', ['// yes', '// "too"', '// three']],
    ['a.ts', 'const open = "never closed\n// yes', ['// yes']],
    ['a.rs', "fn a<'a>(b: &'a str, c: char) { c == '\"' } // yes", ['// yes']],
    ['a.rs', '/* one /* two */ still */ code /// doc', ['/* one /* two */ still */', '/// doc']],
    ['a.rs', 'let a = r#"// "no" "#; // yes', ['// yes']],
    ['a.c', "char q = '\"'; /* yes */", ['/* yes */']],
    ['a.cpp', "int a = 1'000'000 + 1'000; // yes", ['// yes']],
    ['a.go', 'a := `\\` // yes', ['// yes']],
    ['a.py', 'def f():\n    """doc"""\n    a = """no # no"""  # yes\n    b = \'#\'\n', ['"""doc"""', '# yes']],
    ['a.sh', `echo "$#" a#b $\{#c} # yes\r\nd`, ['# yes']],
    ['a.sql', "select '--' -- yes\n/* too */", ['-- yes', '/* too */']],
    ['a.lua', 'a = [[ -- no ]] --[[ yes\nyes ]] b -- three', ['--[[ yes\nyes ]]', '-- three']],
    ['a.hs', "f' x = '\"' -- yes\n{- a {- b -} c -}", ['-- yes', '{- a {- b -} c -}']],
    ['a.vue', "<p>don't</p> <!-- yes -->\n<script>// two\n</script>", ['<!-- yes -->', '// two']],
    ['a.css', 'a { b: url(//c) } /* yes */', ['/* yes */']],
    ['a.kt', 'val a = """\n// no\n""" // yes', ['// yes']],
    ['a.ps1', '<# yes #> a # two', ['<# yes #>', '# two']],
    ['Makefile', 'a: # yes', ['# yes']],
    ['a.ts', 'see https://example.org // yes', ['// yes']],
    ['a.ts', '/* never closed', ['/* never closed']],
    ['a.rs', 'let a = "no // no\n// no"; // yes', ['// yes']],
    ['a.rs', 'let a = r"\\"; // yes', ['// yes']],
    ['a.py', 'run(\n    """\n    no # no\n    """\n)  # yes\na = \\\n"""no"""', ['# yes']],
    ['a.md', '// no', []],
  ];
  for (const [path, text, comments] of cases)
    it(`${path}: ${JSON.stringify(text)}`, () => assert.deepEqual(commentsOf(path, text), comments));

  it('are in order, apart and within the text, whatever it is', () => {
    const pieces = [
      '/*',
      '*/',
      '//',
      '"',
      "'",
      '`',
      '\n',
      '#',
      '--',
      '[[',
      ']]',
      '{-',
      '-}',
      '\\',
      '/',
      '"""',
      'a',
      ' ',
      '(',
      '=',
    ];
    let seed = 7;
    const next = (n: number): number => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return seed % n;
    };
    for (let i = 0; i < 400; i++) {
      const text = Array.from({ length: 40 }, () => pieces[next(pieces.length)]).join('');
      for (const path of ['a.ts', 'a.rs', 'a.py', 'a.lua', 'a.hs', 'a.vue', 'a.sh']) {
        let last = 0;
        for (const { start, end } of commentsIn(path, text)) {
          assert.ok(start >= last && end > start && end <= text.length, JSON.stringify(text));
          last = end;
        }
      }
    }
  });
});

describe('languages', () => {
  it('are told by the globs as by the path', () => {
    const matches = globMatcher(codeGlobs);
    for (const path of ['a.rs', 'src/a.tsx', 'Makefile', 'x/Dockerfile', 'z.hrl'])
      assert.deepEqual([matches(path), isCode(path)], [true, true]);
    for (const path of ['a.md', 'gatehouse.yaml', 'a.json', 'rs', 'Makefile.md'])
      assert.deepEqual([matches(path), isCode(path)], [false, false]);
  });

  it('have a mark for a comment on its own line', () => {
    assert.deepEqual(commentMarks('a.py'), { open: '#', close: '' });
    assert.deepEqual(commentMarks('a.css'), { open: '/*', close: '*/' });
  });
});

it('strings are told from code: regular expressions and what templates hold too', () => {
  const stringsOf = (path: string, text: string): readonly string[] =>
    partsIn(path, text).flatMap(({ is, start, end }) => (is === 'string' ? [text.slice(start, end)] : []));
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a text to be read
  assert.deepEqual(stringsOf('a.ts', 'a("b", /c\\/d/, `e\n${f}`); g / 2 // "h"'), ['"b"', '/c\\/d/', '`e\n${f}`']);
  assert.deepEqual(stringsOf('a.rs', `let a: &'a str = "b\n c"; let d = '"'; // "e"`), ['"b\n c"', `'"'`]);
  assert.deepEqual(stringsOf('a.py', 'def f():\n    """no"""\n    g("h", """i\nj""")'), ['"h"', '"""i\nj"""']);
  assert.deepEqual(stringsOf('a.md', '"a"'), []);
});
