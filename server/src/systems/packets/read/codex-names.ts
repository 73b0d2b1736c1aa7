/** Where a protocol, or the page beside the packets, names a codex with its version. */
import { detach, lineAround } from '#core/text';
import type { Located } from '../model/types';

const named = /[\p{L}\p{N}_][\p{L}\p{N}_.-]*(?: [\p{L}\p{N}_.-]+){0,3}? v\d+(?:\.\d+)*/gu;
/** What was in force once is history. */
const former =
  /\b(?:previous|prior|former|earlier|old|supersedes?|superseded|replace[sd]?|was|were|until|deprecated|history|changelog)\b|→|->/i;

/** Lines that tell of a former codex are left out. */
export function codexNames(text: string): { readonly codexes?: readonly Located[] } {
  const out: Located[] = [];
  for (let i = text.indexOf('Codex v'); i >= 0; i = text.indexOf('Codex v', i + 1)) {
    // Of a line that goes on for long what stands near it.
    const { start, end } = lineAround(text, i);
    const from = Math.max(start, i - 200);
    const line = text.slice(from, Math.min(end, i + 200));
    if (former.test(line)) continue;
    for (const m of line.matchAll(named))
      if (from + m.index <= i && i < from + m.index + m[0].length)
        out.push({ text: detach(m[0]), at: { start: from + m.index, end: from + m.index + m[0].length } });
  }
  return out.length > 0 ? { codexes: out } : {};
}
