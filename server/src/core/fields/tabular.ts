/** Fields as rows of a table, and as keys of front matter: each place has one name and one value. */
import type { Table } from 'mdast';
import type { DataNode } from '../source';
import type { Span } from '../text';
import type { Draft, Drafts, Place } from './draft';
import { contentOf, endOf, makeItem, startOf } from './items';
import { isMark } from './line';
import type { FieldNames, FieldSpec } from './names';

/** The document that is read. */
interface Around {
  readonly text: string;
  readonly names: FieldNames;
  readonly drafts: Drafts;
}

/** The fields of a table: rows whose first cell is a name; where there are more than two columns, one that is known. */
export function* inTable(table: Table, shift: number, place: Place, { text, names, drafts }: Around): Iterable<Draft> {
  const key = (i: number): readonly FieldSpec[] => {
    const cell = table.children[i]?.children[0];
    const at = cell && contentOf(cell, shift);
    return at ? names.resolve(text.slice(at.start, at.end)) : [];
  };
  const wide = (table.children[0]?.children.length ?? 0) !== 2;
  const body = table.children.filter((_, i) => i > 0 && key(i).length > 0).length;
  for (const [i, row] of table.children.entries()) {
    const specs = key(i);
    const [name, value] = row.children;
    // Between names that are known the others are names, too.
    const named = specs.length > 0 || (!wide && body > 1 && i > 0);
    if (!named || !name || !value || (i === 0 && (wide || body === 0))) continue;
    const at = contentOf(value, shift);
    for (const spec of specs.length > 0 ? specs : [undefined]) {
      const written = { ...drafts.nameIn(contentOf(name, shift)), start: startOf(row, shift), slot: endOf(name, shift) };
      const draft = drafts.of(spec, { ...written, spelling: 'table' }, place);
      draft.end = endOf(row, shift);
      if (!isMark(text.slice(at.start, at.end))) draft.text = at;
      yield draft;
    }
  }
}

/** The fields of front matter: every key is one. */
export function* inFrontMatter(root: DataNode, { text, names, drafts }: Around): Iterable<Draft> {
  if (root.is !== 'map') return;
  for (const { key, keyAt, value } of root.entries) {
    // `story: 1` is a number of something, and no text of that name.
    const isNumber = value.is === 'scalar' && typeof value.value === 'number';
    const specs = names.resolve(key).filter((s) => !isNumber || s.shape === 'scalar');
    for (const spec of specs.length > 0 ? specs : [undefined]) {
      const written = { name: key, nameAt: keyAt, start: keyAt.start, slot: value.at.end, spelling: 'front-matter' } as const;
      const draft = drafts.of(spec, written, { owner: undefined, mention: false });
      draft.end = value.at.end;
      if (value.is === 'scalar' && value.value !== null) draft.text = drafts.unquoted(value.at);
      if (value.is === 'list')
        for (const n of value.items) if (n.is === 'scalar') draft.items.push(makeItem(text, drafts.unquoted(n.at), 'plain'));
      const plain = draft.text.end === draft.text.start && draft.items.length === 0 ? plainAfter(text, keyAt.end) : undefined;
      if (plain) {
        draft.text = plain;
        draft.end = plain.end;
      }
      yield draft;
    }
    // `status: doing (coder: Ben)` takes in all keys below it, as if they were Ben's.
    if (value.is === 'map' && value.entries[0] && plainAfter(text, keyAt.end)?.start === value.entries[0].keyAt.start)
      yield* inFrontMatter({ ...value, entries: value.entries.slice(1) }, { text, names, drafts });
  }
}

/** `doing (coder: Ben)` and `**ready**` are no text to YAML, but are to whoever wrote them: what stands on the name's own line. */
function plainAfter(text: string, from: number): Span | undefined {
  const m = /^['"]?[ \t]*:[ \t]+(?![{[|>&!#'"\r\n]|\*[\w-]+[ \t]*\r?$)([^\r\n]*[^\s])/m.exec(text.slice(from, from + 500));
  if (m?.index !== 0 || m[1] === undefined || /^(?:null|~)(?:\s|$)/i.test(m[1])) return undefined;
  const start = from + m[0].length - m[1].length;
  return { start, end: start + m[1].length };
}
