/** Packet ids as they are written. Source: SYSTEMS.md §1, "The packet". */
import { stemOf } from '#core/paths';
import { detach, type RelPath, type Span } from '#core/text';
import { ID_LETTER } from '../model/id-letters';
import type { Located } from '../model/types';

// `WP-{phase}-{Name}[-vN]`; dots allowed inside, but not the full stop of a sentence. `WP-1-*` names many, `WP-1` a phase.
const id = new RegExp(`(?<![${ID_LETTER}-])WP-[${ID_LETTER}]+(?:[._-][${ID_LETTER}]+)+(?![${ID_LETTER}]|[._-]+[*{])`, 'gu');

export function packetIds(text: string, base: number): readonly Located[] {
  return [...text.matchAll(id)].map((m) => {
    // In the name of its file, and in a path, it is followed by the ending.
    const name = m[0].endsWith('.md') ? m[0].slice(0, -3) : m[0];
    return { text: detach(name), at: { start: base + m.index, end: base + m.index + name.length } };
  });
}

export const idOf = (path: string): string => detach(stemOf(path));

export const within = (text: string, at: Span): string => text.slice(at.start, at.end);

/** `WP-1-Login_validation.md`, `validation-WP-1-Login-2025-12-01.md` */
export function namedByFile(path: RelPath, at: Span): Located | undefined {
  const name = idOf(path).replace(
    /[_.-](?:re)?(?:validation|validator|report|verdict|audit)[\w.-]*$|[_.-]\d{4}-?\d\d-?\d\d[\w.-]*$/i,
    '',
  );
  const id = packetIds(name.replace(/^.*?(?=WP-)/, ''), 0)[0];
  return id && { text: id.text, at };
}
