/** Files that a packet names as its proof, or leads to from its header: `Proof: \`runs/WP-1/summary.md\``, `Linked Test Suite: tests/TS-1.md`. */
import { fenceAfter } from '#core/fences';
import { detach, type RelPath } from '#core/text';
import { isWorkedOn, type Status } from '../model/dialect/status';
import type { NamedFile } from '../model/paths/scope';

const proof =
  '(?:proof|evidence)(?: (?:artifacts?|bundle|summary|path|file|folder|log))?|artifacts?|(?:linked )?test suite|(?:test|execution) (?:report|logs?)';
const linked =
  'linked [a-z][a-z -]{2,30}|sub-?spec(?:ification)?|task[ _-]?board|(?:wp[ _])?traceability(?: (?:registry|matrix))?|runbook|check script';
const path = String.raw`(?:\.?[\w@][\w@.()+-]*\/)+(?:[\w@.()+-]+\.[a-z]\w{0,5}|(?![\w.]))`;
/** In a code span names may have spaces. */
const spaced = String.raw`(?:\.?[\w@][\w@.()+ -]*\/)+(?:[\w@.()+ -]+\.[a-z]\w{0,5})?`;
const form = (labels: string): RegExp =>
  new RegExp(
    String.raw`(?:^|[\s*_(.;])(?<label>${labels})\s*[*_]*:[*_]*\s+(?:\x60(?<code>${spaced})\x60|(?<bare>${path})(?=[\s.,;)]*(?:$|\s\()))`,
    'gi',
  );
const [ofProof, ofHeader] = [form(proof), form(linked)];
/** It is not there yet, no longer, or somewhere else. */
const excused =
  /\b(?:removed|deleted|moved|pending|planned|later|will|to be|tbd|not yet|none|n\/a|new|former|old|outside|external|local(?:ly)?|ignored)\b/i;

/** A proof is due once the work is; what the header leads to while somebody works by it. */
export function namedFiles(text: string, status: Status | undefined): readonly NamedFile[] {
  const due = status === 'Done' || status === 'Ready-for-Validation';
  if ((!due && !isWorkedOn(status)) || !/\b(?:proof|evidence|artifact|linked|suite|sub-?spec|board|traceability)\b/i.test(text))
    return [];
  const out: NamedFile[] = [];
  let fence: string | undefined;
  let from = 0;
  for (const line of text.split('\n')) {
    const start = from;
    from += line.length + 1;
    fence = fenceAfter(line, fence);
    if (fence !== undefined || line.length > 1000 || !line.includes('/') || !line.includes(':') || /^\s*(?:>|<!--)/.test(line))
      continue;
    for (const pattern of [...(due ? [ofProof] : []), ...(isWorkedOn(status) ? [ofHeader] : [])])
      for (const m of line.matchAll(pattern)) {
        const { label = '', code, bare } = m.groups ?? {};
        const said = code ?? bare ?? '';
        if (excused.test(line.replace(said, ''))) continue;
        const at = start + m.index + m[0].lastIndexOf(said);
        if (out.some((o) => o.at.start === at)) continue;
        out.push({
          label: detach(label.replace(/[\s*_]+/g, ' ').trim()),
          path: detach(said.replace(/^\.\//, '').replace(/\/$/, '')) as RelPath,
          at: { start: at, end: at + said.length },
        });
      }
  }
  return out;
}
