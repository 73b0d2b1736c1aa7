/** Text of documents in XML. */
import { visible } from '#core/visible';

/** XML 1.0 has no way to write most control characters, lone surrogates, U+FFFE and U+FFFF: they are shown as marks. */
export const xml = (s: string): string =>
  visible(s)
    .replace(/[\p{Cs}\uFFFE\uFFFF]/gu, (c) => `\\u{${c.codePointAt(0)?.toString(16)}}`)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
