/** What a board says besides: numbers of its own packets (`Done: 2 (WP-1-A; WP-1-B)`), and files that lines of packets lead to. */
import type { RootContent } from 'mdast';
import { fenceAfter } from '#core/fences';
import { spanOf } from '#core/fields/items';
import type { Section } from '#core/source';
import { detach, type Span, startOfLine } from '#core/text';
import type { BoardCount, BoardTally } from '../model/board/types';
import type { PacketsDialect } from '../model/dialect/dialect';
import { type IdForms, ofForms } from '../model/dialect/id-form';
import type { Located } from '../model/types';
import { talliesIn } from './board-tallies';
import { stateOf } from './board-words';
import { openingId } from './opening';

const counted = /[:=]\s*[*_]*(\d{1,3})[*_]*\s*\(([^()\n]*)\)/g;
/** Several in one, or a part of them: `WP-1-001/002`, `WP-1-001..008`, `WP-1-A + 3 more`. */
const shortened = /^\s*(?:\.\.|…|[/+&]|[-–]\s*\d)|\+|\.\.|\b(?:etc|more|and|others?|rest|e\.g|such as|including|incl)\b/i;

/** Only where each of what stands in the parenthesis is told by its id, one after the other. @param source the section's text */
function countsIn(source: string, section: Section, dialect: PacketsDialect): readonly BoardCount[] {
  if (!dialect.ids.mayName(source) || !source.includes('(')) return none;
  const out: BoardCount[] = [];
  let shown: readonly Span[] | undefined;
  for (const m of source.matchAll(counted)) {
    const [all, said = '', names = ''] = m;
    shown ??= shownIn(section.nodes, section.shift - section.start);
    if (shown.some((s) => s.start <= m.index && m.index < s.end)) continue;
    if (!dialect.ids.mayName(names) || !isOfPackets(source.slice(startOfLine(source, m.index), m.index), dialect)) continue;
    const ids = names
      .split(/[;,]/)
      .map((part) => (shortened.test(withoutId(part, dialect.ids)) ? undefined : openingId(part.trim(), dialect.ids)?.id));
    if (ids.some((id) => id === undefined)) continue;
    const start = m.index + all.indexOf(said);
    out.push({ at: { start, end: start + said.length }, said: Number(said), is: new Set(ids).size });
  }
  return out;
}

const shows: ReadonlySet<string> = new Set(['code', 'inlineCode', 'html', 'blockquote']);

/** What only shows how something is written: code, comments, quotes. */
function shownIn(nodes: readonly RootContent[], shift: number): readonly Span[] {
  return nodes.flatMap((node) =>
    shows.has(node.type)
      ? [spanOf(node, shift)]
      : 'children' in node
        ? shownIn(node.children as readonly RootContent[], shift)
        : [],
  );
}

/** `Findings: 3 (WP-1-A)` counts something else. */
const isOfPackets = (label: string, dialect: PacketsDialect): boolean =>
  /\bWPs?\b|\b(?:work )?(?:packet|package)s?\b/i.test(label) ||
  stateOf(label.replace(/^\W+/, ''), dialect)?.reading !== undefined;

/** What stands right behind the id counts: `WP-1-001..008`. */
const withoutId = (part: string, ids: IdForms): string => part.trim().replace(ownId(ids), '').slice(0, 24);

const ownId = ofForms(
  ({ markSource }) => new RegExp(String.raw`^[*_\x60[]*${markSource}[\p{L}\p{N}]*(?:[.-][\p{L}\p{N}]+)*`, 'u'),
);

const none: readonly BoardCount[] = [];

/** What a section tells. Offsets are relative to the section. */
export interface Told {
  readonly counts: readonly BoardCount[];
  readonly tallies: readonly BoardTally[];
  readonly files: readonly Located[];
}

/** @param source the section's text */
export const toldIn = (source: string, section: Section, dialect: PacketsDialect): Told => ({
  counts: countsIn(source, section, dialect),
  tallies: talliesIn(source, dialect),
  files: filesIn(source, dialect.ids),
});

/** A code span that is nothing but a document with its folder: `docs/sub/login.md`. */
const span = /`((?:\.?[\w@][\w@.()+ -]*\/)+[\w@.()+ -]+\.md)`/g;
const excused = /~~|\b(?:removed|deleted|planned|later|will|to be|tbd|not yet|former|old)\b/i;

function filesIn(source: string, ids: IdForms): readonly Located[] {
  if (!source.includes('.md`') || !ids.mayName(source)) return noFiles;
  const out: Located[] = [];
  let from = 0;
  let fence: string | undefined;
  for (const line of source.split('\n')) {
    fence = fenceAfter(line, fence);
    if (fence === undefined && line.includes('.md`') && ids.mayName(line) && !excused.test(line))
      for (const m of line.matchAll(span)) {
        const start = from + m.index + 1;
        out.push({ text: detach(m[1] as string), at: { start, end: start + (m[1] as string).length } });
      }
    from += line.length + 1;
  }
  return out;
}

const noFiles: readonly Located[] = [];
