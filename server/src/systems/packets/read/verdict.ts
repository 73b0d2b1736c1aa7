/** The last verdict of a validator in a packet. Source: SYSTEMS.md §1, "The packet": the last verdict counts. */
import type { MarkdownSource } from '#core/source';

// `**Verdict**: PASS`, `Verdict: FAIL`, `VALIDATION REPORT … PASS`; never in a fence, which starts a line with other words.
const verdict = /^[\s>*_-]*\**_*(?:validation\s+)?verdict\**_*\s*[:：]\s*[*_`]*\s*(PASS|FAIL)\b/gim;

export function lastVerdict(source: MarkdownSource): 'PASS' | 'FAIL' | undefined {
  let last: 'PASS' | 'FAIL' | undefined;
  for (const m of source.text.matchAll(verdict)) last = m[1]?.toUpperCase() as 'PASS' | 'FAIL';
  return last;
}
