/** Signatures as they are written. Source: SYSTEMS.md §1, "Signature". */
import { detach } from '#core/text';

export interface SignatureReading {
  /** As it compares: without the underscore between name and time. */
  readonly key: string;
  readonly written: string;
  readonly start: number;
  readonly end: number;
}

// A name, an optional underscore, and 10 to 14 digits of time.
const signature = /(?<![\w-])([A-Za-z][A-Za-z0-9.-]*?)_?(\d{10,14})(?![\w-])/g;

/** All signatures in a text, with offsets relative to it. */
export function signaturesIn(text: string): readonly SignatureReading[] {
  return [...text.matchAll(signature)].map((m) => ({
    key: detach(`${m[1]}${m[2]}`),
    written: detach(m[0]),
    start: m.index,
    end: m.index + m[0].length,
  }));
}

/** What stands for "not signed yet". */
export const isUnsigned = (text: string): boolean =>
  /^[<[({]?\s*(?:pending|none|tbd|n\/a|unsigned|not signed|to be signed)?\s*[>\])}]?$/i.test(text.replace(/[*_`]/g, '').trim());
