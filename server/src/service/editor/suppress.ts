/** A comment that silences a finding where it stands. The reason is left to be written: without one the comment is itself a finding. */
import type { Nodes } from 'mdast';
import type { Change } from '#core/change';
import { commentMarks, commentsIn } from '#core/code';
import type { Finding } from '#core/rule';
import type { Section } from '#core/source';
import { eolOf, type RelPath, type Span, startOfLine, type TextEdit } from '#core/text';
import type { Session } from '../engine/session';
import { cut, languageOf } from '../engine/source';
import { textOf } from './documents';

/** Undefined: the file's language has no comments that silence, or it cannot be read. */
export async function suppress(session: Session, path: RelPath, f: Finding): Promise<Change | undefined> {
  const language = languageOf(path);
  const file = language === 'markdown' || language === 'code' ? await textOf(session, path) : undefined;
  if (!file) return undefined;
  if (language === 'code') return [{ do: 'edit', path, hash: file.hash, edits: [editInCode(path, file.text, f)] }];
  const open = session.workspace.entries.get(path)?.open;
  const sections = (open ? open.sections : cut(file.text, session.options.parsers).sections)?.sections ?? [];
  const edits = editsFor(file.text, f, blockAround(sections, f.at));
  return [{ do: 'edit', path, hash: file.hash, edits }];
}

/** A table, a fence or front matter cannot hold a comment on a line of its own. */
function blockAround(sections: readonly Section[], at: Span): { readonly is: 'closed' | 'first'; readonly at: Span } | undefined {
  for (const { nodes, shift, start, end } of sections) {
    if (at.start < start || at.start > end) continue;
    for (const node of nodes) {
      const found = within(node, shift, at);
      if (found) return found;
    }
  }
  return undefined;
}

function within(node: Nodes, shift: number, at: Span): ReturnType<typeof blockAround> {
  const span = { start: (node.position?.start.offset ?? 0) + shift, end: (node.position?.end.offset ?? 0) + shift };
  if (at.start < span.start || at.start > span.end) return undefined;
  if (node.type === 'yaml') return { is: 'first', at: span };
  if (node.type === 'code' || node.type === 'table' || node.type === 'html') return { is: 'closed', at: span };
  if (!('children' in node)) return undefined;
  for (const child of node.children) {
    const found = within(child, shift, at);
    if (found) return found;
  }
  return undefined;
}

function editsFor(text: string, { rule, at }: Finding, block: ReturnType<typeof blockAround>): readonly TextEdit[] {
  const eol = eolOf(text);
  const insert = (offset: number, s: string): TextEdit => ({ at: { start: offset, end: offset }, text: s });
  if (block?.is === 'first') return [insert(block.at.end, `${eol}${eol}<!-- gatehouse-disable-file ${rule} -- -->`)];
  const start = startOfLine(text, block?.at.start ?? at.start);
  const indent = /^[ \t]*/.exec(text.slice(start, start + 40))?.[0] ?? '';
  if (!block) return [insert(start, `${indent}<!-- gatehouse-disable-next-line ${rule} -- -->${eol}`)];
  // A comment right above a table or a fence would be part of the paragraph before, were there no blank line.
  return [
    insert(start, `${indent}<!-- gatehouse-disable ${rule} -- -->${eol}${eol}`),
    insert(block.at.end, `${eol}${eol}${indent}<!-- gatehouse-enable ${rule} -->`),
  ];
}

/** In a comment of its own; within one that began on a line before, on a line of that. */
function editInCode(path: RelPath, text: string, { rule, at }: Finding): TextEdit {
  const eol = eolOf(text);
  const start = startOfLine(text, at.start);
  const line = text.slice(start, at.start);
  const within = commentsIn(path, text).some((c) => c.start < start && at.start < c.end);
  const { open, close } = commentMarks(path);
  const lead = within ? (/^[ \t]*(?:[*#;|-]+[ \t]+)?/.exec(line)?.[0] ?? '') : `${/^[ \t]*/.exec(line)?.[0]}${open} `;
  const tail = within || close === '' ? '' : ` ${close}`;
  return { at: { start, end: start }, text: `${lead}gatehouse-disable-next-line ${rule} -- ${tail}${eol}` };
}
