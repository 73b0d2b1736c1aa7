/** What SPEC_ANCHOR names in brackets behind an anchor. Source: SYSTEMS.md §1, "Anchor". */
import { detach } from '#core/text';
import { type AnchorForms, NUMBER, numberId, TAG } from '../model/dialect/anchor-forms';
import type { Citation } from '../model/types';

const note = new RegExp(String.raw`(?<![\w.])(?<number>${NUMBER})[\s*_\x60]*\((?<inside>[^()\n]+)\)`, 'gu');
const id = (own: string | undefined): RegExp =>
  new RegExp(
    String.raw`(?:^|[,;+&]|\b(?:and|und)\b)[\s*_\x60[]*(?:(?<tag>${own === undefined ? '' : `${own}|`}${TAG})|(?<part>\d+(?:\.\d+)+))(?=[\]*_\x60\s]*(?:$|[,;:+&/]|\b(?:and|und)\b))`,
    'gu',
  );

/**
 * The tags in brackets behind a section's number, `2.3.12.3 (CX-DBP-021)`, and its parts, `11.4 (11.4.2, 11.4.3)`. They explain more than
 * they cite: whether the spec names them at all is what may be asked. A note that names a file is about that.
 * @param texts those of SPEC_ANCHOR, each with its offset in the document
 */
export function asidesIn(
  texts: readonly { readonly text: string; readonly start: number }[],
  forms: AnchorForms,
): readonly Citation[] {
  const out: Citation[] = [];
  for (const { text, start } of texts)
    for (const m of text.includes('(') ? text.matchAll(note) : []) {
      const { number = '', inside = '' } = m.groups ?? {};
      if (/\.md\b/.test(inside)) continue;
      const from = start + m.index + m[0].lastIndexOf('(') + 1;
      for (const found of inside.matchAll(id(forms.source))) {
        const { tag, part } = found.groups ?? {};
        const name = tag ?? part;
        if (name === undefined || (part !== undefined && !part.startsWith(`${number}.`))) continue;
        const at = from + found.index + found[0].lastIndexOf(name);
        out.push({
          id: detach(part === undefined ? name.toUpperCase() : numberId(name)),
          at: { start: at, end: at + name.length },
          title: '',
        });
      }
    }
  return out;
}
