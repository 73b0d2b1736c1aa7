/** What a board says besides: numbers of its own packets (`Done: 2 (WP-1-A; WP-1-B)`), and files that lines of packets lead to. */
import { detach } from '#core/text';
import type { PacketsDialect } from '../model/dialect';
import type { BoardCount, Located } from '../model/types';
import { openingId, stateOf } from './board-words';

const counted = /[:=]\s*[*_]*(\d{1,3})[*_]*\s*\(([^()\n]*)\)/g;
/** Several in one, or a part of them: `WP-1-001/002`, `WP-1-001..008`, `WP-1-A + 3 more`. */
const shortened = /^\s*(?:\.\.|…|[/+&]|[-–]\s*\d)|\+|\.\.|\b(?:etc|more|and|others?|rest|e\.g|such as|including|incl)\b/i;

/** Only where each of what stands in the parenthesis is told by its id, one after the other. */
export function countsIn(source: string, dialect: PacketsDialect): readonly BoardCount[] {
  if (!source.includes('WP-') || !source.includes('(')) return none;
  const out: BoardCount[] = [];
  for (const m of source.matchAll(counted)) {
    const [all, said = '', names = ''] = m;
    if (!names.includes('WP-') || !isOfPackets(source.slice(source.lastIndexOf('\n', m.index) + 1, m.index), dialect)) continue;
    const ids = names.split(/[;,]/).map((part) => (shortened.test(withoutId(part)) ? undefined : openingId(part.trim())?.id));
    if (ids.some((id) => id === undefined)) continue;
    const start = m.index + all.indexOf(said);
    out.push({ at: { start, end: start + said.length }, said: Number(said), is: new Set(ids).size });
  }
  return out;
}

/** `Findings: 3 (WP-1-A)` counts something else. */
const isOfPackets = (label: string, dialect: PacketsDialect): boolean =>
  /\bWPs?\b|\b(?:work )?(?:packet|package)s?\b/i.test(label) ||
  stateOf(label.replace(/^\W+/, ''), dialect)?.reading !== undefined;

/** What stands right behind the id counts: `WP-1-001..008`. */
const withoutId = (part: string): string =>
  part
    .trim()
    .replace(/^[*_`[]*WP-[\p{L}\p{N}]+(?:[.-][\p{L}\p{N}]+)*/u, '')
    .slice(0, 24);

const none: readonly BoardCount[] = [];

export interface Told {
  readonly counts: readonly BoardCount[];
  readonly files: readonly Located[];
}

export const toldIn = (source: string, dialect: PacketsDialect): Told => ({
  counts: countsIn(source, dialect),
  files: filesIn(source),
});

/** A code span that is nothing but a document with its folder: `docs/sub/login.md`. */
const span = /`((?:\.?[\w@][\w@.()+ -]*\/)+[\w@.()+ -]+\.md)`/g;
const excused = /~~|\b(?:removed|deleted|planned|later|will|to be|tbd|not yet|former|old)\b/i;

function filesIn(source: string): readonly Located[] {
  if (!source.includes('.md`') || !source.includes('WP-')) return noFiles;
  const out: Located[] = [];
  let from = 0;
  let fence = false;
  for (const line of source.split('\n')) {
    if (/^\s*(?:```|~~~)/.test(line)) fence = !fence;
    if (!fence && line.includes('WP-') && line.includes('.md`') && !excused.test(line))
      for (const m of line.matchAll(span)) {
        const start = from + m.index + 1;
        out.push({ text: detach(m[1] as string), at: { start, end: start + (m[1] as string).length } });
      }
    from += line.length + 1;
  }
  return out;
}

const noFiles: readonly Located[] = [];
