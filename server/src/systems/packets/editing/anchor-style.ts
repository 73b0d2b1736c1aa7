/** How the numbers of anchors are written: `A2.3`, `§2.3`, `2.3`. */

import { lineAround, type Span } from '#core/text';
import { isTag } from '../model/anchors/anchors';
import type { PacketDocument } from './documents';

/** A packet says what it cites further up than this. */
const LINES = 80;
/** So many packets are asked how they write. */
const ASKED = 4;

const named = /^[\s>|*+-]*([\p{L}][\p{L}\d_ -]*?)[\s*_`]*[:|：]/u;
const number = /(?<![\w.-])(§\s*|A)?\d+(?:\.\d+)+(?![\w.-]*\w)/;

/** What stands before a number in this packet; in a packet that cites none, as others have it; `A` where nobody cites any. */
export function numberStyle(doc: PacketDocument): string {
  const first = doc.kind === 'packet' ? doc.facts.citations.find((c) => !isTag(c.id)) : undefined;
  if (!first) return styleOfOthers(doc) ?? 'A';
  return /(?:§\s*|A)$/.exec(doc.text.slice(Math.max(0, first.at.start - 3), first.at.start))?.[0] ?? '';
}

function styleOfOthers({ look, world, path, dialect }: PacketDocument): string | undefined {
  const others = look.files('packets/packet').filter((p) => p !== path);
  for (const other of others.slice(-ASKED)) {
    const answer = world.lines(other, 1, LINES);
    for (const line of (answer.is === 'known' && answer.value?.lines) || []) {
      const name = named.exec(line)?.[1];
      if (name === undefined || dialect.names.resolve(name)[0]?.key !== 'SPEC_ANCHOR') continue;
      const found = number.exec(line);
      if (found) return found[1] ?? '';
    }
  }
  return undefined;
}

/** The anchors that the line of an offset cites already, beside the one that is being written. */
export function citedOnLine(doc: PacketDocument, offset: number): ReadonlySet<string> {
  const line = lineAround(doc.text, offset);
  const cited = doc.kind === 'packet' ? doc.facts.citations : [];
  // `2.1-2.` goes on behind its point, though `2.1-2` is a range.
  const isWritten = ({ start, end }: Span): boolean => start <= offset && /^\.?$/.test(doc.text.slice(end, offset));
  return new Set(cited.filter(({ at }) => line.start <= at.start && at.end <= line.end && !isWritten(at)).map((c) => c.id));
}
