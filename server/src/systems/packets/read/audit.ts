/** The signature audit: a table of consumed signatures, its columns known by their headers. Source: SYSTEMS.md §1. */
import type { Table } from 'mdast';
import { contentOf, endOf, spanOf, startOf } from '#core/fields/items';
import { normalName } from '#core/fields/names';
import { recordOf } from '#core/lists';
import type { MarkdownSource } from '#core/source';
import type { Def, Ref } from '#core/symbols';
import type { Reading } from '#core/system';
import { detach, lineAround, type RelPath, type Span } from '#core/text';
import { behindMarks, listedRow, packetsOf, partsOf } from '../model/audit/audit';
import { anchorForms } from '../model/dialect/anchor-forms';
import type { PacketsDialect } from '../model/dialect/dialect';
import type { Cited } from '../model/evidence/evidence';
import { signaturesIn } from '../model/signing/signatures';
import type { AuditCitation, AuditFacts, AuditModel, AuditRow, Located } from '../model/types';
import { mentions } from './anchor';
import { sealsIn } from './audit-seals';
import { citedIn } from './cited';
import { packetIds } from './ids';

const columns = {
  signature: /^(?:user |consumed )?(?:signatures?|sig)(?: id)?$/,
  usedBy: /^(?:used|consumed|signed|recorded) by$|^by$|^(?:role|agent|actor)$/,
  when: /^timestamp|^date|^time(?: utc)?$|^when$|^(?:signed|consumed|used) (?:at|on)$/,
  purpose: /^(?:purpose|for|used for|subject|reason|scope|packets?|work packets?|wp(?: id)?|task(?: id)?|artifact|artefact)$/,
  specVersion: /spec version$|^(?:master )?spec$/,
  notes: /^evidence|^notes?$|^remarks?$|^comments?$/,
} as const;
type Column = keyof typeof columns;

/** Whether a heading is that column's: by its name, or by the name of the field for which the dialect has it. */
const isColumn = (heading: string, column: Column, { names }: PacketsDialect): boolean =>
  columns[column].test(normalName(heading)) || names.resolve(heading).some((s) => columns[column].test(normalName(s.key)));

/** All tables that have a column of signatures are one audit. Without a table, its items and headings are rows. */
export function readAudit(source: MarkdownSource, dialect: PacketsDialect): Reading<AuditModel, AuditFacts> {
  const { text } = source;
  const rows: AuditRow[] = [];
  const unread: { text: string; at: Span }[] = [];
  let table: AuditModel['table'];
  let head: Span | undefined;
  // Where no table has a column of that name, one is known by what stands in it.
  const isAlone = !source.sections.some((s) =>
    s.nodes.some((n) => n.type === 'table' && cellsOf(text, n, 0, s.shift).some((c) => isColumn(c.text, 'signature', dialect))),
  );
  for (const s of source.sections) {
    for (const node of s.nodes) {
      if (node.type !== 'table') continue;
      const header = cellsOf(text, node, 0, s.shift).map((c) => c.text);
      const place = (c: Column): number => {
        const called = header.findIndex((h) => columns[c].test(normalName(h)));
        return called >= 0 ? called : header.findIndex((h) => isColumn(h, c, dialect));
      };
      const called = place('signature');
      const at = called < 0 && isAlone ? signedColumn(text, node, s.shift, dialect) : called;
      if (at < 0) continue;
      const order = { ...recordOf(Object.keys(columns) as Column[], place), signature: at };
      const own: RowTable = { source, table: node, shift: s.shift, header, order };
      for (let i = 1; i < node.children.length; i++) {
        const row = readRow(own, i, dialect);
        if (row) rows.push(row);
        else unread.push(...unreadIn(own, i));
      }
      head ??= cellsOf(text, node, 0, s.shift)[at]?.at;
      table ??= { end: endOf(node, s.shift), columns: header };
    }
  }
  if (!table) rows.push(...listedRows(source, dialect));
  const defs: Def[] = rows.map((r) => ({
    kind: 'signature',
    name: r.signature.key,
    at: r.signature.at,
    data: {
      written: r.signature.text,
      usedBy: r.usedBy,
      when: r.when,
      purpose: r.purpose,
      specVersion: r.specVersion,
      notes: r.notes,
      more: r.more,
      packets: packetsOf(r, dialect.ids),
      valid: r.valid,
    },
  }));
  defs.push(...sealsIn(source, dialect));
  const citations: AuditCitation[] = [];
  const forms = anchorForms(dialect.anchors);
  const anchorsOf = (r: AuditRow): readonly Ref[] =>
    mentions(text, r.at, forms).map(({ id, at }) => {
      if (r.valid) citations.push({ id, at, title: '', spec: r.specVersion });
      return { kind: 'anchor', name: id, at };
    });
  const refs: Ref[] = rows.flatMap((r) => [
    ...packetIds(text.slice(r.at.start, r.at.end), r.at.start, dialect.ids).map(
      (p): Ref => ({ kind: 'packet', name: p.text, at: p.at, weak: true }),
    ),
    ...anchorsOf(r),
  ]);
  const signatures = rows.map((r) => r.signature);
  return {
    model: { rows, ...(unread.length > 0 ? { unread } : {}), table, length: text.length },
    facts: {
      defs,
      refs,
      ...(table ? {} : { listed: true as const }),
      head: head ?? lineAround(text, 0),
      signatures,
      citations,
      cited: rows.flatMap((r) => (r.valid ? r.cited : [])),
    },
  };
}

/** The column of a table in which every filled cell is a signature; -1: there is none. */
function signedColumn(text: string, table: Table, shift: number, dialect: PacketsDialect): number {
  const rows = table.children.slice(1).map((_, i) => cellsOf(text, table, i + 1, shift));
  return (rows[0] ?? []).findIndex((_, column) => {
    const filled = rows.flatMap((r) => (isBlank(r[column]?.text ?? '') ? [] : [r[column]?.text ?? '']));
    return (
      filled.length > 0 &&
      filled.every((cell) => {
        const only = signaturesIn(cell, dialect.signatures);
        return only.length === 1 && /^[\s*_`~[]*$/.test(cell.slice(0, only[0]?.start));
      })
    );
  });
}

/** What a row must tell besides its signature, where the table asks for it. */
const due: readonly Column[] = ['usedBy', 'when', 'purpose'];

const isBlank = (cell: string): boolean =>
  /^(?:[-–—?.]*|tbd|todo|none|n\/a|pending|[<{[(][^>})\]]*[>})\]])$/i.test(cell.replace(/[*_`]/g, '').trim());

/** A table in which rows are looked for. */
interface RowTable {
  readonly source: MarkdownSource;
  readonly table: Table;
  readonly shift: number;
  readonly header: readonly string[];
  /** Where each column is; -1: the table has none. */
  readonly order: Readonly<Record<Column, number>>;
}

function readRow({ source, table, shift, header, order }: RowTable, i: number, dialect: PacketsDialect): AuditRow | undefined {
  const { text, path } = source;
  const cells = cellsOf(text, table, i, shift);
  const places = Object.values(order);
  const cell = (c: Column): string => detach(cells[order[c]]?.text ?? '');
  const first = cells[order.signature];
  const found = first && signaturesIn(first.text, dialect.signatures)[0];
  const row = table.children[i];
  const proof = cells[header.findIndex((h) => /^evidence/.test(normalName(dialect.names.resolve(h)[0]?.key ?? h)))];
  if (!found || !first || !row) return undefined;
  const at = spanOf(row, shift);
  return {
    signature: {
      key: found.key,
      text: found.written,
      at: { start: first.at.start + found.start, end: first.at.start + found.end },
    },
    usedBy: cell('usedBy'),
    when: cell('when'),
    purpose: cell('purpose'),
    specVersion: cell('specVersion'),
    notes: cell('notes'),
    more: detach(
      cells
        .filter((c, i) => c.text !== '' && !places.includes(i))
        .map((c) => c.text)
        .join('\n'),
    ),
    valid: !first.text.includes('~~') && isValid(text.slice(at.start, at.end)),
    at,
    // A dash for the version says that none was at issue; nothing says nothing.
    empty: [...due, 'specVersion' as const]
      .filter((c) => order[c] >= 0 && (c === 'specVersion' ? cell(c) === '' : isBlank(cell(c))))
      .map((c) => header[order[c]] ?? c),
    // Elsewhere a path among words may be anything; alone in its cell it is cited.
    cited: cells.flatMap((c) => (c === proof ? citedIn(c.text, c.at.start, path) : c === first ? [] : alone(c, path))),
  };
}

/** A name with digits behind it that are too few or too many. */
function unreadIn({ source: { text }, table, shift, order }: RowTable, i: number): { text: string; at: Span }[] {
  const cell = cellsOf(text, table, i, shift)[order.signature];
  const row = table.children[i];
  const m = cell && /^[*_`]*(\p{L}[\p{L}._-]*\d{6,})[*_`]*$/u.exec(cell.text.trim());
  if (!cell || !row || !m?.[1] || !isValid(text.slice(startOf(row, shift), endOf(row, shift)))) return [];
  const start = cell.at.start + cell.text.indexOf(m[1]);
  return [{ text: m[1], at: { start, end: start + m[1].length } }];
}

/** What a cell cites that holds nothing but names of files. */
function alone({ text, at }: Located, path: RelPath): readonly Cited[] {
  if (!/\.[a-z]\w{0,4}\b/i.test(text)) return [];
  const cited = citedIn(text, at.start, path);
  const rest = cited.reduce((left, { written }) => left.replace(written, ''), text);
  return /[\p{L}\p{N}]/u.test(rest) || cited.some((c) => !/\/.*\.\w+$/.test(c.path)) ? [] : cited;
}

const isValid = (row: string): boolean => !/\bINVALID\b|\bWITHDRAWN\b/i.test(row);

/** An audit without a table: items and headings that open with a signature. What else they say is what it is for. */
function listedRows({ sections, text, path }: MarkdownSource, dialect: PacketsDialect): readonly AuditRow[] {
  const out: AuditRow[] = [];
  const add = (opens: Span, whole: Span): void => {
    const words = text.slice(opens.start, opens.end).split('\n', 1)[0] as string;
    const first = listedRow(words, dialect)?.signature;
    if (!first) return;
    const told = text.slice(whole.start, whole.end);
    const purpose = behindMarks(told.slice(opens.start - whole.start + first.end));
    out.push({
      signature: {
        key: first.key,
        text: first.written,
        at: { start: opens.start + first.start, end: opens.start + first.end },
      },
      usedBy: '',
      when: '',
      purpose: detach(purpose),
      specVersion: '',
      notes: '',
      more: detach(partsOf(purpose).join('\n')),
      valid: !words.slice(0, first.start).includes('~~') && isValid(told),
      at: whole,
      empty: [],
      cited: [...told.matchAll(/(?:^|\n)[\s*+-]*[*_]*evidence[*_]*:[*_]*[ \t]+(.*)/gi)].flatMap((m) =>
        citedIn(m[1] as string, whole.start + m.index + m[0].length - (m[1] as string).length, path),
      ),
    });
  };
  for (const { nodes, shift } of sections)
    nodes.forEach((node, i) => {
      if (node.type === 'heading') {
        const next = nodes.findIndex((n, at) => at > i && n.type === 'heading');
        const last = nodes[(next < 0 ? nodes.length : next) - 1] ?? node;
        add(contentOf(node, shift), { start: spanOf(node, shift).start, end: endOf(last, shift) });
      } else if (node.type === 'list')
        for (const item of node.children) {
          const whole = spanOf(item, shift);
          if (item.children[0]) add(contentOf(item.children[0], shift), whole);
        }
    });
  return out;
}

function cellsOf(
  text: string,
  table: Table,
  i: number,
  shift: number,
): readonly { readonly text: string; readonly at: { start: number; end: number } }[] {
  return (table.children[i]?.children ?? []).map((c) => {
    const at = contentOf(c, shift);
    return { text: text.slice(at.start, at.end), at };
  });
}
