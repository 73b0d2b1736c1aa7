/**
 * Edits of a file's text, made in its bytes.
 *
 * Invariant: a byte that no edit covers stays as it is: encoding, byte order mark, bytes that are no text, line ends.
 */
import type { TextEdit } from '#core/text';
import { sequenceAt } from './decode';

/** @param edits of the text as it was decoded; they do not overlap */
export function splice(bytes: Uint8Array, text: string, edits: readonly TextEdit[]): Uint8Array {
  const sorted = [...edits].sort((a, b) => a.at.start - b.at.start || a.at.end - b.at.end);
  const form = formOf(bytes);
  const places = form.places(sorted.flatMap((e) => [e.at.start, e.at.end]));
  const allCrlf = text.includes('\r\n') && !/(?<!\r)\n/.test(text);
  const parts: Uint8Array[] = [];
  let from = 0;
  sorted.forEach((edit, i) => {
    const [start = 0, end = 0] = [places[2 * i], places[2 * i + 1]];
    if (edit.at.start < (sorted[i - 1]?.at.end ?? 0)) throw new Error(`edits overlap at offset ${edit.at.start}`);
    parts.push(bytes.subarray(from, start), form.encode(allCrlf ? edit.text.replace(/\r?\n/g, '\r\n') : edit.text));
    from = end;
  });
  return Buffer.concat([...parts, bytes.subarray(from)]);
}

interface Form {
  encode(text: string): Uint8Array;
  /** Where offsets in the text, in ascending order, lie in the bytes. */
  places(offsets: readonly number[]): readonly number[];
}

function formOf(bytes: Uint8Array): Form {
  const [a, b, c] = bytes;
  const wide = (encode: Form['encode']): Form => ({
    encode,
    places: (offsets) => offsets.map((o) => Math.min(2 + 2 * o, bytes.length)),
  });
  if (a === 0xff && b === 0xfe) return wide((text) => Buffer.from(text, 'utf16le'));
  if (a === 0xfe && b === 0xff) return wide((text) => Buffer.from(text, 'utf16le').swap16());
  const begin = a === 0xef && b === 0xbb && c === 0xbf ? 3 : 0;
  return { encode: (text) => Buffer.from(text, 'utf8'), places: (offsets) => walk(bytes, begin, offsets) };
}

/** A well-formed sequence of four bytes is two units of text, any other one; so is a byte that is not UTF-8. */
function walk(bytes: Uint8Array, begin: number, offsets: readonly number[]): readonly number[] {
  const out: number[] = [];
  let at = begin;
  let units = 0;
  for (const offset of offsets) {
    while (units < offset && at < bytes.length) {
      const length = sequenceAt(bytes, at);
      units += length === 4 ? 2 : 1;
      at += length || 1;
    }
    out.push(at);
  }
  return out;
}
