/**
 * Seals of what is signed in the audit alone: below its table, under a heading that is the signature. Source: docs/seal.md, *In the audit*.
 */
import { spanOf } from '#core/fields/items';
import type { MarkdownSource } from '#core/source';
import type { Def } from '#core/symbols';
import { detach } from '#core/text';
import type { PacketsDialect } from '../model/dialect/dialect';
import { sealIn } from '../model/signing/seal';
import { signaturesIn } from '../model/signing/signatures';
import { keyBlock } from './signing';

const said = /^[ \t>]*(?:[-*+][ \t]+)?[*_]{0,2}Seal[*_]{0,2}:[*_]{0,2}[ \t]*(\S[^\r\n]*)/im;

/** @returns a definition for each, at its heading */
export function sealsIn({ text, sections }: MarkdownSource, { signatures }: PacketsDialect): readonly Def[] {
  if (!text.includes('sha256:')) return [];
  const headings = sections.flatMap((s) => s.nodes.flatMap((n) => (n.type === 'heading' ? [spanOf(n, s.shift)] : [])));
  return headings.flatMap((at, i): readonly Def[] => {
    const found = signaturesIn(text.slice(at.start, at.end), signatures);
    const [signature] = found;
    const within = { start: at.end, end: headings[i + 1]?.start ?? text.length };
    const seal = said.exec(text.slice(within.start, within.end));
    if (!signature || found.length > 1 || !seal) return [];
    const armour = keyBlock(text, within)?.armour;
    return [{ kind: 'seal', name: signature.key, at, data: { digest: sealIn(detach(seal[1] ?? '')), armour } }];
  });
}
