/** The id that a line of a board opens with. */
import { detach } from '#core/text';
import { type IdForms, ofForms } from '../model/dialect/id-form';
import { ID_LETTER } from '../model/dialect/id-letters';

// An id that opens a line: `[WP-1-X]`, `**[WP-1-X]**`, `[WP-1-X](path)`, `WP-1-X`, `docs/WP-1-X.md`, after an emoji or a number or not.
const opening = ofForms(
  ({ begunSource }) =>
    new RegExp(
      String.raw`^((?:[\s*_~[]|\p{Extended_Pictographic}|\uFE0F|\d+[.)]\s)*\x60?(?:[${ID_LETTER}._-]+\/)*)(${begunSource})(?![${ID_LETTER}]|[._-]+[*{])(?:\.md\b)?[\s*_\x60~\]]*(?:\([^()\s]*\.md[^()\s]*\))?[\s*_\x60~\]]*`,
      'u',
    ),
);

/** `[The mill](packets/WP-K01-mill.md)`: a link to a packet's file, whatever it is called. */
const link = ofForms(
  ({ markSource }) =>
    new RegExp(
      String.raw`^(?:[\s*_~]|\p{Extended_Pictographic}|\uFE0F|\d+[.)]\s)*\[[^\][\n]*\]\((?:[^()\s]*\/)?(${markSource}[${ID_LETTER}]*(?:[._-][${ID_LETTER}]+)*?)\.md(?:#[^()\s]*)?\)[\s*_~]*`,
      'u',
    ),
);

/** What a line opens with. */
export interface Opening {
  readonly id: string;
  /** Offset in the line. */
  readonly start: number;
  readonly end: number;
  readonly struck: boolean;
  /** It is only linked: the name of the file that is. */
  readonly stem?: string;
}

function openingLink(line: string, ids: IdForms): Opening | undefined {
  const m = line.includes('.md') ? link(ids).exec(line) : null;
  const stem = m?.[1];
  if (!m || !stem) return undefined;
  const id = ids.idIn(stem);
  const start = m[0].lastIndexOf(stem);
  return { id: detach(id), start, end: m[0].length, struck: m[0].slice(0, start).includes('~~'), stem: detach(stem) };
}

/** The id that a line opens with, and where the words after it begin. Undefined: it opens with something else. */
export function openingId(line: string, ids: IdForms): Opening | undefined {
  if (!ids.mayName(line)) return undefined;
  const m = opening(ids).exec(line);
  // Words of an id may have dots in them, as its file has.
  const id = m?.[2]?.replace(/\.md$/, '').replace(/[._-]+$/, '');
  if (!m || !id) return openingLink(line, ids);
  const start = (m[1] as string).length;
  // `[WP-1-X: Log in](path)`: the words begin after the link.
  const link = m[0].slice(0, start).includes('[') && !m[0].slice(start).includes(']') ? rest.exec(line.slice(m[0].length)) : null;
  return {
    id: detach(id),
    start,
    end: m[0].length + (link?.[0].length ?? 0),
    struck: m[0].slice(0, start).includes('~~'),
  };
}
const rest = /^[^[\]\n]*\](?:\([^()\s]*\))?[\s*_`~]*/;
