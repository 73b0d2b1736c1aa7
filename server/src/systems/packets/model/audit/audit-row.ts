/** A new row of the signature audit. */
import { eolOf } from '#core/text';
import type { PacketsDialect } from '../dialect/dialect';
import { minuteText, readings } from '../signing/signatures';
import type { AuditModel } from '../types';

/** The columns of a table that is begun. */
export const auditColumns: readonly string[] = ['Signature', 'Used By', 'Timestamp', 'Purpose', 'Spec Version', 'Evidence'];

/** What a new row says, in no order: the table's columns have theirs. */
export interface AuditRow {
  readonly signature: string;
  readonly purpose: string;
  readonly specVersion: string;
  readonly usedBy?: string;
  readonly evidence?: string;
}

/** In the table's own columns; what is not given is left blank. As an item where the audit is a list; where it has nothing, a table. */
export function newRow(
  model: AuditModel,
  text: string,
  dialect: PacketsDialect,
  row: AuditRow,
): { readonly at: number; readonly text: string } {
  const eol = eolOf(text);
  const columns = model.table?.columns ?? auditColumns;
  const line = `| ${columns.map((c) => cellOf(c.toLowerCase(), dialect, row)).join(' | ')} |`;
  if (model.table) return { at: model.table.end, text: `${eol}${line}` };
  const last = model.rows?.at(-1);
  if (last) {
    const [signature, ...told] = columns.flatMap((name) => {
      const value = cellOf(name.toLowerCase(), dialect, row);
      return value === '' ? [] : [{ name, value }];
    });
    const isHeading = text[last.at.start] === '#';
    const marker = /^(?:#+|[-*+])/.exec(text.slice(last.at.start, last.at.start + 6))?.[0] ?? '-';
    const words = isHeading ? told.map(({ name, value }) => `- ${name}: ${value}`) : told.map(({ value }) => value);
    const item = isHeading
      ? `${eol}${eol}${marker} ${signature?.value ?? ''}${eol}${eol}${words.join(eol)}`
      : `${eol}${marker} ${[signature?.value ?? '', ...words].join(' | ')}`;
    return { at: last.at.end, text: item };
  }
  const lead = text === '' || text.endsWith(eol + eol) ? '' : text.endsWith(eol) ? eol : eol + eol;
  return {
    at: text.length,
    text: `${lead}| ${columns.join(' | ')} |${eol}|${columns.map(() => '---').join('|')}|${eol}${line}${eol}`,
  };
}

function cellOf(
  column: string,
  dialect: PacketsDialect,
  { signature, purpose, specVersion, usedBy, evidence }: AuditRow,
): string {
  const [time] = readings(signature, dialect.signatures);
  if (/^(?:timestamp|date|time)/.test(column)) return time ? `${minuteText(time.minute)} UTC` : '';
  if (column === 'signature') return signature;
  if (column === 'purpose') return purpose;
  if (/used|who|role/.test(column)) return usedBy ?? '';
  if (/evidence|notes?|document|file/.test(column)) return evidence ?? '';
  return /spec/.test(column) ? specVersion : '';
}
