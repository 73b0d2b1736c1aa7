/** The structure of a document: what folds, and what a selection grows to. */
import type { Nodes } from 'mdast';
import type { Section } from '#core/source';
import type { OutlineItem } from '#core/system';
import { covers, type LineIndex, type Place, type RelPath, type Span } from '#core/text';
import type { Session } from '../engine/session';
import { cut, languageOf } from '../engine/source';
import { shown, type Text, textOf } from './documents';

/** Lines that fold into one. */
export interface Fold {
  /** Zero-based, both shown as one while it is folded. */
  readonly from: number;
  readonly to: number;
  readonly is: 'region' | 'comment';
}

/** Sections, front matter, fences, tables and comments, and what the systems' outlines hold. */
export async function foldsOf(session: Session, path: RelPath): Promise<readonly Fold[]> {
  const file = await textOf(session, path);
  if (!file) return [];
  const found = new Map<number, Fold>();
  const add = (at: Span, is: Fold['is'] = 'region'): void => {
    const from = file.lines.lineAt(at.start);
    const to = file.lines.lineAt(lastWritten(file.text, at));
    const known = found.get(from);
    if (to > from && (known === undefined || known.to < to)) found.set(from, { from, to, is });
  };
  const sections = sectionsOf(session, file);
  for (const s of headed(sections, file.text.length)) add(s);
  for (const section of sections) for (const node of section.nodes) foldsIn(node, section.shift, add);
  for (const item of outlineOf(session, file)) foldsOfItem(item, add);
  return [...found.values()].sort((a, b) => a.from - b.from);
}

function foldsOfItem(item: OutlineItem, add: (at: Span) => void): void {
  if (item.is !== 'document') add(item.at);
  for (const child of item.children) foldsOfItem(child, add);
}

function foldsIn(node: Nodes, shift: number, add: (at: Span, is?: Fold['is']) => void): void {
  const at = spanOf(node, shift);
  if (node.type === 'code' || node.type === 'table' || node.type === 'yaml') add(at);
  else if (node.type === 'html' && node.value.startsWith('<!--')) add(at, 'comment');
  else if (node.type === 'list' || node.type === 'listItem' || node.type === 'blockquote')
    for (const child of node.children) foldsIn(child, shift, add);
}

/** From each heading to where the next of its level or above begins. */
function headed(sections: readonly Section[], length: number): readonly Span[] {
  const out: { start: number; end: number; depth: number }[] = [];
  const open: { start: number; end: number; depth: number }[] = [];
  for (const { nodes, shift } of sections) {
    for (const node of nodes) {
      if (node.type !== 'heading') continue;
      const { start } = spanOf(node, shift);
      while ((open.at(-1)?.depth ?? 0) >= node.depth) (open.pop() as { end: number }).end = start;
      const section = { start, end: length, depth: node.depth };
      open.push(section);
      out.push(section);
    }
  }
  return out;
}

/** For each place the spans around it, from the smallest: item, field, section, document. */
export async function selectionsAt(
  session: Session,
  path: RelPath,
  places: readonly Place[],
): Promise<{ readonly lines: LineIndex; readonly spans: readonly (readonly Span[])[] } | undefined> {
  const file = await textOf(session, path);
  if (!file) return undefined;
  const sections = sectionsOf(session, file);
  const headings = headed(sections, file.text.length);
  const outline = outlineOf(session, file);
  const spans = places.map((place) => {
    const offset = file.lines.offset(place, file.text);
    const found: Span[] = [{ start: 0, end: file.text.length }];
    for (const s of headings) if (covers(s, offset)) found.push({ start: s.start, end: lastWritten(file.text, s) });
    for (const s of sections)
      if (covers({ start: s.start, end: s.end }, offset)) for (const node of s.nodes) around(node, s.shift, offset, found);
    for (const item of outline) aroundItem(item, offset, found);
    return nested(found.filter((s) => covers(s, offset)));
  });
  return { lines: file.lines, spans };
}

/** Blocks, not what is inside a line: words are the editor's. */
const blocks = new Set([
  'paragraph',
  'heading',
  'list',
  'listItem',
  'table',
  'tableRow',
  'tableCell',
  'code',
  'blockquote',
  'html',
  'yaml',
]);

function around(node: Nodes, shift: number, offset: number, found: Span[]): void {
  const at = spanOf(node, shift);
  if (!blocks.has(node.type) || !covers(at, offset)) return;
  found.push(at);
  if ('children' in node) for (const child of node.children) around(child, shift, offset, found);
}

function aroundItem(item: OutlineItem, offset: number, found: Span[]): void {
  if (!covers(item.at, offset)) return;
  found.push(item.at);
  if (covers(item.nameAt, offset)) found.push(item.nameAt);
  for (const child of item.children) aroundItem(child, offset, found);
}

/** From the smallest on, those that each hold the one before. */
function nested(spans: readonly Span[]): readonly Span[] {
  const sorted = [...spans].sort((a, b) => a.end - a.start - (b.end - b.start) || b.start - a.start);
  const out: Span[] = [];
  for (const s of sorted) {
    const last = out.at(-1);
    if (!last || (s.start <= last.start && s.end >= last.end && s.end - s.start > last.end - last.start)) out.push(s);
  }
  return out;
}

const outlineOf = (session: Session, file: Text): readonly OutlineItem[] =>
  shown(session, file).flatMap(({ bound, doc }) => bound.kind.outline?.(doc.model) ?? []);

function sectionsOf(session: Session, file: Text): readonly Section[] {
  const open = session.workspace.entries.get(file.path)?.open;
  if (open) return open.sections?.sections ?? [];
  return languageOf(file.path) === 'markdown' ? (cut(file.text, session.options.parsers).sections?.sections ?? []) : [];
}

const spanOf = (node: Nodes, shift: number): Span => ({
  start: (node.position?.start.offset ?? 0) + shift,
  end: (node.position?.end.offset ?? 0) + shift,
});

/** Without the blank lines at the end. */
function lastWritten(text: string, { start, end }: Span): number {
  let at = end;
  while (at > start && /\s/.test(text[at - 1] as string)) at--;
  return at;
}
