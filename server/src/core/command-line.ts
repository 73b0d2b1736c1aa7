/**
 * A command line as its words, for programs that are started without a shell.
 *
 * Read is what a POSIX shell and this agree on: words, quotes, variables set before a command, `|` and `&&`, `2>&1` and `2>/dev/null`.
 * Whatever only a shell can do is a problem, told by its name; nothing is expanded and nothing is guessed.
 */

/** One program with what it is given. */
export interface Call {
  /** The program first. At least one. */
  readonly argv: readonly string[];
  /** Variables that are set for it. */
  readonly env: Readonly<Record<string, string>>;
  /** What it writes to standard error: with its output, or nowhere. */
  readonly errors?: 'output' | 'nowhere';
}

/** Programs of which each gets what the one before puts out. */
export type Pipeline = readonly Call[];

/** Pipelines, each of which runs if the one before succeeded; or why it takes a shell, as a sentence. */
export function commandLine(text: string): { readonly pipelines: readonly Pipeline[] } | { readonly problem: string } {
  const tokens = tokensOf(text);
  if ('problem' in tokens) return tokens;
  const pipelines: Call[][] = [[]];
  let open: Open = fresh();
  for (const token of [...tokens.list, { op: '&&' } as const]) {
    if (!('op' in token)) {
      take(open, token);
      continue;
    }
    if (token.op === '2>&1' || token.op === '2>/dev/null') {
      open.errors = token.op === '2>&1' ? 'output' : 'nowhere';
      continue;
    }
    const { argv, env, errors } = open;
    if (argv.length === 0)
      return { problem: text.trim() === '' ? 'There is no command.' : `A command is missing beside “${token.op}”.` };
    pipelines.at(-1)?.push({ argv, env, ...(errors ? { errors } : {}) });
    open = fresh();
    if (token.op === '&&') pipelines.push([]);
  }
  pipelines.pop();
  return { pipelines };
}

interface Open {
  readonly argv: string[];
  readonly env: Record<string, string>;
  errors?: 'output' | 'nowhere';
}

const fresh = (): Open => ({ argv: [], env: {} });

function take({ argv, env }: Open, { word, plain }: Word): void {
  const set = argv.length === 0 && plain ? /^([A-Za-z_]\w*)=([\s\S]*)$/.exec(word) : null;
  if (set?.[1] === undefined) argv.push(word);
  else env[set[1]] = set[2] ?? '';
}

interface Word {
  readonly word: string;
  /** It does not begin with a quote. */
  readonly plain: boolean;
}
type Token = Word | { readonly op: '|' | '&&' | '2>&1' | '2>/dev/null' };

/** Where only a shell knows what to do, and what to call that. */
const beyond: readonly (readonly [RegExp, string])[] = [
  [/^\$/, 'a variable or a substitution ($)'],
  [/^`/, 'a substitution (`)'],
  [/^\|\|/, '||'],
  [/^;/, ';'],
  [/^&(?!&)/, 'a job in the background (&)'],
  [/^\d*[<>]/, 'a redirection (< or >)'],
  [/^[()]/, 'a subshell'],
  [/^[*?]/, 'a pattern of file names (* or ?)'],
  [/^\{[^{}\s]*,[^{}\s]*\}/, 'alternatives in braces'],
  [/^[\r\n]/, 'several lines'],
];

function tokensOf(text: string): { readonly list: readonly Token[] } | { readonly problem: string } {
  const list: Token[] = [];
  let word: string | undefined;
  let plain = true;
  const end = (): void => {
    if (word !== undefined) list.push({ word, plain });
    word = undefined;
  };
  for (let i = 0; i < text.length; ) {
    const rest = text.slice(i, i + 200);
    const c = text[i] as string;
    const op =
      /^(?:&&|\|(?!\|))/.exec(rest)?.[0] ??
      (word === undefined ? /^2>(?:&1|[ \t]*\/dev\/null)(?![\w/.])/.exec(rest)?.[0] : undefined);
    if (c === ' ' || c === '\t') {
      end();
      i++;
    } else if (op !== undefined) {
      end();
      list.push({ op: op.startsWith('2>/') || op.startsWith('2> ') ? '2>/dev/null' : (op as '|' | '&&' | '2>&1') });
      i += op.length;
    } else if (c === '#' && word === undefined) break;
    else if (c === "'" || c === '"') {
      const quoted = c === "'" ? single(text, i) : double(text, i);
      if ('problem' in quoted) return quoted;
      if (word === undefined) plain = false;
      word = (word ?? '') + quoted.text;
      i = quoted.end;
    } else if (c === '\\') {
      if (i + 1 >= text.length) return { problem: 'It ends with a backslash.' };
      if (text[i + 1] === '\n') i += 2;
      else {
        if (word === undefined) plain = true;
        word = (word ?? '') + text[i + 1];
        i += 2;
      }
    } else {
      const shell = beyond.find(
        ([re]) => re.test(rest) && !(re.source.startsWith('^\\d*') && word !== undefined && /^\d/.test(rest)),
      );
      if (shell) return { problem: `It takes a shell: ${shell[1]}.` };
      if (c === '~' && word === undefined) return { problem: 'It takes a shell: a home folder (~).' };
      if (word === undefined) plain = true;
      word = (word ?? '') + c;
      i++;
    }
  }
  end();
  return { list };
}

type Quoted = { readonly text: string; readonly end: number } | { readonly problem: string };

const unclosed = { problem: 'A quotation mark is not closed.' } as const;

function single(text: string, at: number): Quoted {
  const end = text.indexOf("'", at + 1);
  return end < 0 ? unclosed : { text: text.slice(at + 1, end), end: end + 1 };
}

function double(text: string, at: number): Quoted {
  let out = '';
  for (let i = at + 1; i < text.length; i++) {
    const c = text[i] as string;
    if (c === '"') return { text: out, end: i + 1 };
    if (c === '$' && /[\w({?#@!$*-]/.test(text[i + 1] ?? ''))
      return { problem: 'It takes a shell: a variable or a substitution ($).' };
    if (c === '`') return { problem: 'It takes a shell: a substitution (`).' };
    if (c === '\\' && /[$`"\\\n]/.test(text[i + 1] ?? '')) {
      i++;
      if (text[i] !== '\n') out += text[i];
    } else out += c;
  }
  return unclosed;
}
