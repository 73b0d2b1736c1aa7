/**
 * Code that a source itself marks as a test: in Rust what stands below `#[cfg(test)]` or `#[test]`.
 *
 * Invariant: time is linear in the text.
 */
import type { CodePart } from './code';
import type { RelPath, Span } from './text';

/** `#[cfg(test)]`, `#[cfg(all(test, unix))]`, `#[test]`, `#[tokio::test(…)]`; not `#[cfg(not(test))]`, nor `any(test, …)`. */
const marker =
  /#(!?)\[\s*(?:cfg\s*\(\s*(?:all\s*\(\s*(?:[\w\s="]{1,80},\s*)?)?test\s*[,)]|(?:\w{1,40}::){0,3}(?:test|rstest|bench)\s*[\](])/g;

/** In order, apart. @param parts the comments and strings of the text */
export function testCodeIn(path: RelPath, text: string, parts: readonly CodePart[]): readonly Span[] {
  if (!path.endsWith('.rs') || !text.includes('test')) return [];
  const out: Span[] = [];
  let part = 0;
  let past = 0;
  for (const m of text.matchAll(marker)) {
    const start = m.index;
    if (start < past) continue;
    while ((parts[part]?.end ?? Number.POSITIVE_INFINITY) <= start) part++;
    if ((parts[part]?.start ?? Number.POSITIVE_INFINITY) <= start) continue;
    // `#![cfg(test)]` is about the whole file.
    past = m[1] === '!' ? text.length : itemEnd(text, parts, part, start);
    out.push({ start, end: past });
  }
  return out;
}

/** Where the item ends that an attribute stands before: at its `;`, or at the brace that closes its body. */
function itemEnd(text: string, parts: readonly CodePart[], from: number, start: number): number {
  const marks = /[{};[\]]/g;
  let part = from;
  let braces = 0;
  let brackets = 0;
  marks.lastIndex = start;
  for (let m = marks.exec(text); m; m = marks.exec(text)) {
    while ((parts[part]?.end ?? Number.POSITIVE_INFINITY) <= m.index) part++;
    const over = parts[part];
    if (over && over.start <= m.index) {
      marks.lastIndex = over.end;
      continue;
    }
    if (m[0] === '[') brackets++;
    else if (m[0] === ']') brackets--;
    else if (brackets > 0) continue;
    else if (m[0] === '{') braces++;
    else if (m[0] === '}') {
      // Where there is nothing to close, the item was cut off.
      if (--braces <= 0) return m.index + 1;
    } else if (braces === 0) return m.index + 1;
  }
  return text.length;
}
