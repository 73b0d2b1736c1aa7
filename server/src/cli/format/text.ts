/** Findings for people: a line each that terminals can click, then a summary. */
import { relative } from 'node:path';
import { styleText } from 'node:util';
import type { Severity } from '#core/rule';
import type { Checked } from '../check';
import { visible } from './visible';

const colours = { error: 'red', warning: 'yellow', info: 'blue', hint: 'gray' } as const satisfies Record<Severity, string>;

export function text(checked: Checked, options: { readonly color: boolean; readonly cwd: string }): string {
  const paint = (style: Parameters<typeof styleText>[0], s: string): string =>
    options.color ? styleText(style, s, { validateStream: false } as never) : s;
  const lines = checked.findings.map((f) => {
    const file = relative(options.cwd, `${checked.folder}/${f.path}`).replaceAll('\\', '/');
    const { line, character } = f.range.start;
    return `${visible(file)}:${line + 1}:${character + 1}: ${paint(colours[f.severity], f.severity)} ${visible(f.message)} ${paint('dim', `[${f.rule}]`)}`;
  });
  return `${[...lines, ...(lines.length > 0 ? [''] : []), summary(checked)].join('\n')}\n`;
}

export function summary({ counts, files, ms }: Checked): string {
  const count = (n: number, one: string): string => `${n} ${one}${n === 1 || one === 'info' ? '' : 's'}`;
  const found = [
    count(counts.error, 'error'),
    count(counts.warning, 'warning'),
    count(counts.info, 'info'),
    count(counts.hint, 'hint'),
  ].join(', ');
  return `${found} in ${count(files, 'file')} (${(ms / 1000).toFixed(2)} s)`;
}
