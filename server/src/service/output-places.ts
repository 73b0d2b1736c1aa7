/** Problems in what a command put out: those with a place in a file, as the tools of the field write them. */
import type { Severity } from '#core/rule';
import type { RelPath } from '#core/text';

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

/** In the order in which they stand, each once. @param lines without colours */
export function placesIn(lines: readonly string[]): readonly Placed[] {
  const out = new Map<string, Placed>();
  let above: string | undefined;
  let under: string | undefined;
  const add = (path: string, line: string, column: string | undefined, message: string): void => {
    const said = message.replace(/\s+/g, ' ').trim();
    const n = Number(line);
    if (n < 1 || said === '') return;
    const one: Placed = {
      path: path.replaceAll('\\', '/').replace(/^\.\//, ''),
      line: n,
      column: column === undefined || Number(column) < 1 ? undefined : Number(column),
      severity: severityOf(said),
      message: said,
    };
    out.set(JSON.stringify(one), one);
  };
  for (const raw of lines) {
    const line = plain(raw).trimEnd();
    const at = arrow.exec(line);
    if (at?.[1] && at[2] && above !== undefined) add(at[1], at[2], at[3], above);
    above = headline.exec(line)?.[1] ?? (at ? undefined : above);
    const placed = parentheses.exec(line) ?? colons.exec(line);
    const below = indented.exec(line);
    if (placed?.[1] && placed[2] && placed[4]) add(placed[1], placed[2], placed[3], placed[4]);
    else if (below?.[1] && below[3] && under !== undefined) add(under, below[1], below[2], below[3]);
    under = alone.exec(line)?.[1] ?? (below ? under : undefined);
  }
  return [...out.values()];
}

/** Without what colours it. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what a terminal is told by
const plain = (line: string): string => line.replace(/\u001b\[[0-9;]{0,20}m/g, '');
