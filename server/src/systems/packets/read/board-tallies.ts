/** Numbers that a board says of itself as a whole: `Done: 3 · Open: 4`, `**Summary:** 1 done, 1 ready`, a table of states with how many. */
import { fenceAfter } from '#core/fences';
import { detach, plainWords } from '#core/text';
import type { BoardTally } from '../model/board/types';
import type { PacketsDialect } from '../model/dialect/dialect';

const none: readonly BoardTally[] = [];

const ofAll = /\b(?:summary|overview|statistics|stats|metrics|totals?|counts?|progress|status|at a glance|dashboard)\b/i;
const lead = /^(?:[-*+]\s+)?[\s*_>]*(?:(?:summary|status|progress|totals?|counts?|stats|overview)\s*[*_]*[:=–—-]+[\s*_]*)?/iu;
/** `Done: 4 of 7`, `✅ Done (4)`, `4 done`, `4 of 7 packets are done`. */
const labelFirst =
  /^(?<label>[\p{L}][\p{L} _-]{1,30}?)\s*(?:[:=]\s*|\()(?<n>\d{1,4})\s*(?:(?:\/|of|von)\s*(?<all>\d{1,4}))?\)?$/u;
const numberFirst =
  /^(?<n>\d{1,4})\s*(?:(?:\/|of|von)\s*(?<all>\d{1,4}))?\s+(?:(?:work )?(?:packets?|wps?|tasks?|items?)\s+)?(?:are\s+|is\s+)?(?<label>[\p{L}][\p{L} _-]{1,30})$/u;
const row = /^\s*\|\s*(?<label>[^|]{2,40}?)\s*\|\s*[*_`]*(?<n>\d{1,4})[*_`]*\s*\|/u;

/**
 * In a section without a heading, below the title or under one that speaks of all (`Summary`).
 * @param source the section's text; offsets are in it
 */
export function talliesIn(source: string, dialect: PacketsDialect): readonly BoardTally[] {
  const heading = /^(#{1,6})\s+(.*)/.exec(source);
  const everywhere = heading !== null && ofAll.test(heading[2] as string);
  if (heading && (heading[1] as string).length > 1 && !everywhere) return none;
  const out: BoardTally[] = [];
  let from = 0;
  let fence: string | undefined;
  for (const line of source.split('\n')) {
    fence = fenceAfter(line, fence);
    if (
      fence === undefined &&
      line.length < 300 &&
      /\d/.test(line) &&
      !/^\s*(?:#|>|<!--)/.test(line) &&
      !dialect.ids.mayName(line)
    )
      for (const t of talliesOf(line, from, dialect)) out.push({ ...t, ...(everywhere ? { apart: true as const } : {}) });
    from += line.length + 1;
  }
  return out;
}

function talliesOf(line: string, base: number, dialect: PacketsDialect): readonly BoardTally[] {
  const cells = row.exec(line);
  if (cells?.groups) {
    const of = whatOf(bare(cells.groups.label ?? ''), dialect);
    return of === undefined ? none : [tally(of, cells.groups.n as string, base + cells[0].lastIndexOf(cells.groups.n as string))];
  }
  if (line.includes('`')) return none;
  const out: BoardTally[] = [];
  let at = lead.exec(line)?.[0].length ?? 0;
  const parts = line.slice(at).split(/([·•|,;]|\s[–—-]\s|\.\s)/);
  for (const [i, part] of parts.entries()) {
    const m = i % 2 === 0 ? (labelFirst.exec(bare(part)) ?? numberFirst.exec(bare(part))) : null;
    const of = m?.groups && whatOf(m.groups.label as string, dialect);
    // What opens with something else is a sentence.
    if (i === 0 && of === undefined) return none;
    if (m?.groups && of !== undefined) {
      const n = m.groups.n as string;
      const start = base + at + part.search(/\d/);
      out.push(tally(of, n, start));
      if (m.groups.all !== undefined)
        out.push(tally('all', m.groups.all, start + part.slice(part.search(/\d/)).lastIndexOf(m.groups.all)));
    }
    at += part.length;
  }
  return out;
}

const tally = (of: BoardTally['of'], n: string, start: number): BoardTally => ({
  of: detach(of) as BoardTally['of'],
  said: Number(n),
  at: { start, end: start + n.length },
});

/** Without emphasis, and pictures before it. */
const bare = (part: string): string => part.replace(/[*_`]/g, '').replace(/^[^\p{L}\p{N}]+|[\s.]+$/gu, '');

function whatOf(label: string, dialect: PacketsDialect): BoardTally['of'] | undefined {
  const words = label.toLowerCase().replace(/\s+(?:work )?(?:packets?|wps?|tasks?|items?)$/, '');
  if (/^(?:total|all|overall|(?:work )?packets|wps|tasks)(?: total)?$/.test(words)) return 'all';
  if (/^(?:open|remaining|left|outstanding|still open|to go)$/.test(words)) return 'open';
  const stated = dialect.status.value(words) ? words : words.replace(/^in (?:the )?/, '');
  const status = dialect.status.value(stated)?.status;
  // `Done this week` counts something else.
  return status && [status, 'validated', ...dialect.words[status]].some((w) => plainWords(w) === plainWords(stated))
    ? status
    : undefined;
}
