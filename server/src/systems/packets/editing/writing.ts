/** Names as people write them, wherever that is: ids of packets, signatures, anchors. */
import type { Writing } from '#core/editor';
import type { PacketsDialect } from '../model/dialect/dialect';
import { signaturesIn } from '../model/signing/signatures';
import { mentions } from '../read/anchor';
import { packetIds, within } from '../read/ids';

/** How they are found again in any text. */
export const writing: Writing<PacketsDialect> = {
  // A signature may be written with an underscore before its time; `7.6.3.14` also as an item of 7.6.3, which only its reader knows.
  piece: ({ kind, name }) => (kind === 'signature' || kind === 'consumption' ? (/\d+$/.exec(name)?.[0] ?? name) : name),
  lead: /(?:§{1,2}\s*A?|A|\[)$/,
  names: (text, at, { ids }) => {
    const piece = within(text, at);
    return [
      ...packetIds(piece, at.start, ids).map((p) => ({ kind: 'packet' as const, name: p.text, at: p.at })),
      ...signaturesIn(piece).map((s) => ({
        kind: 'signature' as const,
        name: s.key,
        at: { start: at.start + s.start, end: at.start + s.end },
      })),
      ...mentions(text, at).map((m) => ({ kind: 'anchor' as const, name: m.id, at: m.at })),
    ];
  },
};
