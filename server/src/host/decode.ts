/**
 * Bytes to text and back.
 *
 * Invariant: decoding never fails and loses nothing that a person could read. UTF-8 is taken at its word; of a file that is not quite
 * UTF-8 only the bytes that are wrong are read as Windows-1252, one character each, and named.
 */
import type { Undecoded } from '#core/source';

/** The text of a file's bytes. */
export interface Decoded {
  /** Without a byte order mark. */
  readonly text: string;
  /** Whether there was one: it is put back when the file is written. */
  readonly bom: boolean;
  readonly undecoded: readonly Undecoded[];
}

/** UTF-16 is told by its byte order mark, and named as what no file of a repository should be in. */
export function decode(bytes: Uint8Array): Decoded {
  if (bytes[0] === 0xff && bytes[1] === 0xfe)
    return { text: new TextDecoder('utf-16le').decode(bytes), bom: true, undecoded: [wide] };
  if (bytes[0] === 0xfe && bytes[1] === 0xff)
    return { text: new TextDecoder('utf-16be').decode(bytes), bom: true, undecoded: [wide] };
  const bom = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const body = bom ? bytes.subarray(3) : bytes;
  try {
    return { text: utf8.decode(body), bom, undecoded: [] };
  } catch {
    return { ...mend(body), bom };
  }
}

/** UTF-8, whatever the file was in before. */
export const encode = (text: string, bom: boolean): Uint8Array => new TextEncoder().encode(bom ? `\uFEFF${text}` : text);

const wide: Undecoded = { offset: 0, char: '', whole: 'UTF-16' };

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
/** Bytes 80 to 9F; the five without a character stand for their control codes. Node's own decoder has had them wrong. */
const windows1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ';
/** Beyond so many a file is no text, and a list of them no help: the rest is read, but not named. */
const MAX_UNDECODED = 10_000;

function mend(bytes: Uint8Array): { readonly text: string; readonly undecoded: readonly Undecoded[] } {
  const undecoded: Undecoded[] = [];
  let text = '';
  let from = 0;
  for (let i = 0; i < bytes.length; ) {
    const length = sequenceAt(bytes, i);
    if (length === 0) {
      if (from < i) text += utf8.decode(bytes.subarray(from, i));
      const byte = bytes[i] ?? 0;
      const char = windows1252[byte - 0x80] ?? String.fromCharCode(byte);
      if (undecoded.length < MAX_UNDECODED) undecoded.push({ offset: text.length, char });
      text += char;
      from = i + 1;
    }
    i += length || 1;
  }
  return { text: text + utf8.decode(bytes.subarray(from)), undecoded };
}

/** Length of the well-formed UTF-8 sequence that starts here; 0: none does. Table 3-7 of the Unicode Standard. */
export function sequenceAt(bytes: Uint8Array, at: number): number {
  const [first = 0, second = 0] = [bytes[at], bytes[at + 1]];
  if (first < 0x80) return 1;
  if (first < 0xc2 || first > 0xf4) return 0;
  const low = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
  const high = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
  if (second < low || second > high) return 0;
  const length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  for (let i = 2; i < length; i++) if (((bytes[at + i] ?? 0) & 0xc0) !== 0x80) return 0;
  return length;
}
