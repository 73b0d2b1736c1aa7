/** Control, zero-width and bidirectional characters of documents and file names must not steer a terminal, nor hide in what somebody agrees to, nor break its lines: they are shown as marks. */

const steering = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** For text: `\\u{1b}`. Line breaks of our own are added afterwards. */
export const visible = (s: string): string => s.replace(steering, (c) => `\\u{${c.codePointAt(0)?.toString(16)}}`);

/** Of several lines, each by itself. */
export const visibleLines = (s: string): string => s.split('\n').map(visible).join('\n');

/** For JSON, which says the same by its own escapes. Its line breaks stay. */
export const escaped = (json: string): string =>
  json.replace(steering, (c) =>
    c === '\n' ? c : Array.from({ length: c.length }, (_, i) => `\\u${c.charCodeAt(i).toString(16).padStart(4, '0')}`).join(''),
  );
