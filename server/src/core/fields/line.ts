/** One line of source as `Name: value`, in every emphasis that people use. Offsets are relative to the line. */

/** A line that begins with a name. Offsets are relative to the line. */
export interface NamedLine {
  readonly name: string;
  readonly nameStart: number;
  readonly nameEnd: number;
  /** Where the value begins: after the colon, closing marks and spaces. */
  readonly valueStart: number;
  /** The name is in bold, italics or a code span: then any name counts as one. */
  readonly marked: boolean;
}

// **Name:** v   **Name**: v   **Name** (note): v   `Name`: v
const marked = /^(\*{1,3}|_{1,3}|`)(?=\S)([^*`\n:：]*?)(\s*[:：])?\s*\1(?:\s*\([^()\n]*\))?(\s*[:：])?\s*/u;
// Name: v   NAME (note): v   NAME [tag]: v   名：v
const plain = /^([\p{L}§][\p{L}\p{N}_\-/&.'’\\ ]{0,60}?)(?:\s*\([^()\n]*\)|\s*\[[^\]\n]*\])*\s*(?::(?=\s|$)|：)\s*/u;

/** Undefined: the line does not begin with a name and a colon. */
export function namedLine(line: string): NamedLine | undefined {
  // Most lines have no colon near their start: the patterns need not be tried.
  const colon = firstColon(line);
  if (colon < 1 || colon > 160) return undefined;
  const first = line.charAt(0);
  if (first === '*' || first === '_' || first === '`') return markedLine(line);
  const p = plain.exec(line);
  if (!p?.[1]) return undefined;
  const name = p[1].trimEnd();
  return { name, nameStart: 0, nameEnd: name.length, valueStart: p[0].length, marked: false };
}

function markedLine(line: string): NamedLine | undefined {
  const m = marked.exec(line);
  if (!m || (m[3] === undefined && m[4] === undefined)) return undefined;
  const lead = m[1]?.length ?? 0;
  const name = (m[2] ?? '').trimEnd();
  // `**Name:**` holds the whole of its note too: `**RISK_TIER (LOW/HIGH):**`.
  return name !== '' && /\p{L}/u.test(name)
    ? { name, nameStart: lead, nameEnd: lead + name.length, valueStart: m[0].length, marked: true }
    : undefined;
}

/** Of either width; less than 0: there is none. */
function firstColon(line: string): number {
  const [narrow, wide] = [line.indexOf(':'), line.indexOf('：')];
  return narrow < 0 || (wide >= 0 && wide < narrow) ? wide : narrow;
}

/** A value that is only a mark: nothing was written. */
export function isMark(text: string): boolean {
  // Nearly every value begins with a letter or a digit.
  const c = text.charCodeAt(0);
  if ((c >= 48 && c <= 57) || (c >= 65 && c <= 90) || (c >= 97 && c <= 122)) return false;
  return /^(?:[-*+#/]+|<!--[\s\S]*-->)?$/.test(text.trim());
}

/** Text without emphasis or a code span around all of it. `start` and `end` are relative to `text`. */
export function unwrapped(text: string): {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly code: boolean;
} {
  let start = 0;
  let end = text.length;
  let code = false;
  for (;;) {
    while (start < end && text.charCodeAt(start) <= 32) start++;
    while (end > start && text.charCodeAt(end - 1) <= 32) end--;
    const first = text[start];
    if (code || end - start < 3 || (first !== '`' && first !== '*' && first !== '_') || text[end - 1] !== first) break;
    const mark = markOf(text.slice(start, end), first);
    if (mark === '') break;
    code = first === '`';
    start += mark.length;
    end -= mark.length;
  }
  return { text: start === 0 && end === text.length ? text : text.slice(start, end), start, end, code };
}

/** The mark around all of a text, and nowhere inside it: `**`, `*`, `_`, one or more backticks. Empty: none. */
function markOf(s: string, first: string): string {
  const m =
    first === '`'
      ? /^(`+)(?!`)([\s\S]*[^`])\1$/.exec(s)
      : (/^(\*\*|__)(?!\s)([\s\S]*\S)\1$/.exec(s) ?? /^(\*|_)(?![\s*_])([\s\S]*[^\s*_])\1$/.exec(s));
  const mark = m?.[1] ?? '';
  return mark !== '' && m?.[2]?.includes(mark) ? '' : mark;
}

/** A trailing parenthesis, told apart from the text before it. Nested ones count as one. */
export function noted(text: string): { readonly bare: string; readonly note?: string } {
  if (!text.endsWith(')')) return { bare: text };
  let depth = 0;
  for (let i = text.length - 1; i >= 0; i--) {
    const c = text[i];
    if (c === ')') depth++;
    else if (c === '(' && --depth === 0) {
      const bare = text.slice(0, i).trimEnd();
      // `f(x)` is a call, not an annotation.
      return bare !== '' && /\s/.test(text[i - 1] ?? '') ? { bare, note: text.slice(i + 1, -1) } : { bare: text };
    }
  }
  return { bare: text };
}

/** Cuts a line at semicolons outside quotes, code spans and brackets. Offsets are relative to the text. */
export function semicolons(text: string): readonly { readonly start: number; readonly end: number }[] {
  const out: { start: number; end: number }[] = [];
  let from = 0;
  let closing: string | undefined;
  let depth = 0;
  const close = (end: number): void => {
    let a = from;
    let b = end;
    while (a < b && /\s/.test(text[a] ?? '')) a++;
    while (b > a && /\s/.test(text[b - 1] ?? '')) b--;
    if (b > a) out.push({ start: a, end: b });
  };
  // Nearly every line has none.
  for (let i = text.includes(';') ? 0 : text.length; i < text.length; i++) {
    const c = text[i] ?? '';
    if (closing !== undefined) {
      if (c === closing) closing = undefined;
    } else if ((c === '"' || c === '`') && text.includes(c, i + 1)) closing = c;
    else if (c === '(' || c === '[' || c === '{') depth++;
    else if (c === ')' || c === ']' || c === '}') depth = Math.max(0, depth - 1);
    else if (c === ';' && depth === 0) {
      close(i);
      from = i + 1;
    }
  }
  close(text.length);
  return out;
}

/** The name of a group, not a sentence: three words at most. */
export const isTitle = (text: string): boolean => /^\S*(?:\s+\S+){0,2}\s*$/.test(text);
