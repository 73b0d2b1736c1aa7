/** Problems in what a command put out: those with a place in a file, as the tools of the field write them. */
import type { Severity } from './rule';
import { oneLine, type RelPath } from './text';

/** A problem that a command told of, with its place. */
export interface Placed {
  /** As it was written, with slashes. It may be nothing of ours. */
  readonly path: RelPath;
  /** From 1. */
  readonly line: number;
  /** From 1; without one it is about the line. */
  readonly column: number | undefined;
  readonly severity: Severity;
  readonly message: string;
}

// Each is tried on one line of at most a few hundred characters, and goes back over bounded pieces only.
const file = String.raw`((?:[A-Za-z]:)?[^\s:()"'<>|*?]{1,300}\.[A-Za-z]\w{0,9})`;
/** `src/a.c:3:5: error: no`, `tests/a.py:12: AssertionError`: compilers, linters, test runners. */
const colons = new RegExp(String.raw`^\s{0,8}${file}:(\d{1,7})(?::(\d{1,7}))?(?::|\s-)?\s+(\S.*)$`);
/** `src/a.ts(3,5): error TS2322: no`: TypeScript, MSBuild. */
const parentheses = new RegExp(String.raw`^\s{0,8}${file}\((\d{1,7}),(\d{1,7})\):\s*(\S.*)$`);
/** `  --> src/a.rs:3:5` below `error[E0308]: no`: Rust. */
const arrow = new RegExp(String.raw`^\s{0,12}-->\s${file}:(\d{1,7}):(\d{1,7})$`);
const headline = /^\s{0,4}((?:error|warning|note)\b(?:\[\w{1,12}\])?:.*)$/;
/** `/src/a.ts` alone, and below it `  3:5  error  no  rule`: ESLint. */
const alone = new RegExp(`^${file}$`);
const indented = /^\s{1,8}(\d{1,7}):(\d{1,7})\s+((?:error|warning)\s.*)$/;

const weak = /^\W*(?:fatal\s+)?(error|warning|warn|note|info|hint)\b/i;
const severities: Readonly<Record<string, Severity>> = {
  error: 'error',
  warning: 'warning',
  warn: 'warning',
  note: 'info',
  info: 'info',
  hint: 'info',
};

/** Where nothing says how bad it is, it is an error: the command has failed. */
const severityOf = (message: string): Severity => severities[weak.exec(message)?.[1]?.toLowerCase() ?? ''] ?? 'error';

/** So many errors are kept, and so many of all else: the first. */
const MOST = 1000;

/** What all of a command's output says. */
export interface Told {
  /** In the order in which they stand, each once. */
  readonly placed: readonly Placed[];
  /** There were more of them, which are not kept. */
  readonly more: boolean;
  /** A line of it says BLOCKED. */
  readonly blocked: boolean;
}

/** Reads what a command puts out, line by line: of a long output too it keeps a bounded part. */
export class OutputReader {
  readonly #errors = new Map<string, Placed & { readonly n: number }>();
  readonly #others = new Map<string, Placed & { readonly n: number }>();
  #count = 0;
  #more = false;
  #blocked = false;
  #above: string | undefined;
  #under: string | undefined;

  /** @param raw one line, of bounded length; it may be coloured */
  take(raw: string): void {
    const line = uncoloured(raw).trimEnd();
    this.#blocked ||= /^\W*(?:verdict|result|status)?\W*BLOCKED\b/i.test(line);
    const at = arrow.exec(line);
    if (at?.[1] && at[2] && this.#above !== undefined) this.#add(at[1], at[2], at[3], this.#above);
    this.#above = headline.exec(line)?.[1] ?? (at ? undefined : this.#above);
    const placed = parentheses.exec(line) ?? colons.exec(line);
    const below = indented.exec(line);
    if (placed?.[1] && placed[2] && placed[4]) this.#add(placed[1], placed[2], placed[3], placed[4]);
    else if (below?.[1] && below[3] && this.#under !== undefined) this.#add(this.#under, below[1], below[2], below[3]);
    this.#under = alone.exec(line)?.[1] ?? (below ? this.#under : undefined);
  }

  /** What came of all lines so far: errors before the rest as far as there is room, in the order in which they were told. */
  told(): Told {
    const all = [...this.#errors.values(), ...this.#others.values()].sort((a, b) => a.n - b.n);
    return { placed: all.map(({ n: _n, ...one }) => one), more: this.#more, blocked: this.#blocked };
  }

  #add(path: string, line: string, column: string | undefined, message: string): void {
    const said = oneLine(message);
    const n = Number(line);
    if (n < 1 || said === '') return;
    const one: Placed = {
      path: path.replaceAll('\\', '/').replace(/^\.\//, ''),
      line: n,
      column: column === undefined || Number(column) < 1 ? undefined : Number(column),
      severity: severityOf(said),
      message: said,
    };
    const key = JSON.stringify(one);
    const kept = one.severity === 'error' ? this.#errors : this.#others;
    if (kept.has(key)) return;
    if (kept.size >= MOST) this.#more = true;
    else kept.set(key, { ...one, n: this.#count++ });
  }
}

/** What lines say that are all there. */
export function toldBy(lines: readonly string[]): Told {
  const reader = new OutputReader();
  for (const line of lines) reader.take(line);
  return reader.told();
}

/** Without what colours it. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what a terminal is told by
const uncoloured = (line: string): string => line.replace(/\u001b\[[0-9;]{0,20}m/g, '');
