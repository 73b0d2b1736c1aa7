/** Packet ids as they are written. Source: SYSTEMS.md §1, "The packet". */
import { detach, type Span } from '#core/text';
import type { Located } from '../model/types';

// `WP-{phase}-{Name}[-vN]`; dots allowed inside, but not the full stop of a sentence. `WP-1-*` names many, `WP-1` a phase.
const id = /(?<![A-Za-z0-9-])WP-[A-Za-z0-9]+(?:[._-][A-Za-z0-9]+)+(?![A-Za-z0-9]|[._-]+[*{])/g;

export function packetIds(text: string, base: number): readonly Located[] {
  return [...text.matchAll(id)].map((m) => ({
    text: detach(m[0]),
    at: { start: base + m.index, end: base + m.index + m[0].length },
  }));
}

export const idOf = (path: string): string => detach((path.split('/').at(-1) ?? path).replace(/\.md$/i, ''));

export const within = (text: string, at: Span): string => text.slice(at.start, at.end);
