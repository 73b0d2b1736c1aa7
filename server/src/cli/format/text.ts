/** Findings for people: a line each that terminals can click, then a summary. */
import { relative } from 'node:path';
import { styleText } from 'node:util';
import type { Severity } from '#core/rule';
import { visible } from '#core/visible';
import type { Checked } from '../check';
import type { Format, FormatOptions } from './format';

const colours = { error: 'red', warning: 'yellow', info: 'blue', hint: 'gray' } as const satisfies Record<Severity, string>;

/** Lines and columns count from 1, in UTF-16 units. Paths are those of where the command runs. */
export const text: Format = { says: 'a line for each finding', print };

/** Paints text for a terminal; leaves it alone where there are to be no colours. */
export const painter =
  (color: boolean) =>
  (style: Parameters<typeof styleText>[0], s: string): string =>
    color ? styleText(style, s, { validateStream: false } as never) : s;

function print(checked: Checked, options: FormatOptions): string {
  const paint = painter(options.color);
  const lines = checked.findings.map((f) => {
    const file = relative(options.cwd, `${checked.folder}/${f.path}`).replaceAll('\\', '/');
    const { line, character } = f.range.start;
    return `${visible(file)}:${line + 1}:${character + 1}: ${paint(colours[f.severity], f.severity)} ${visible(f.message)} ${paint('dim', `[${f.rule}]`)}`;
  });
  const unknown = checked.unknown.map((u) => u.says);
  return `${[...lines, ...(lines.length > 0 ? [''] : []), summary(checked), ...unknown].join('\n')}\n`;
}

/** Counts and seconds, in a line. */
export function summary({ counts, baseline, paths, ms }: Checked): string {
  const count = (n: number, one: string): string => `${n} ${one}${n === 1 || one === 'info' ? '' : 's'}`;
  const found = [
    count(counts.error, 'error'),
    count(counts.warning, 'warning'),
    count(counts.info, 'info'),
    count(counts.hint, 'hint'),
  ].join(', ');
  const known = baseline && baseline.findings.length > 0 ? `; ${baseline.findings.length} more in the baseline` : '';
  return `${found} in ${count(paths.length, 'file')}${known} (${(ms / 1000).toFixed(2)} s)`;
}
