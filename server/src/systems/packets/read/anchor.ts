/**
 * Anchors: how a spec defines them and how others cite them. Source: SYSTEMS.md §1, "Anchor".
 * `A2.3`, `§2.3` and `2.3` name one anchor; a tag (`HSK-JOB-100`) is its own name.
 */
import { detach, type Span } from '#core/text';
import type { Citation } from '../model/types';

const tag = '[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)+';
const number = String.raw`\d+(?:\.\d+)*`;

const headingNumber = new RegExp(String.raw`^[\s*_]*((?:§\s*|A)?(${number}))\.?(?=[\s*_:)–—]|$)`);
const bracketed = new RegExp(String.raw`\[(${tag})\]`, 'g');
const bareInvariant = /^[\s*_]*(CX-[A-Z0-9]+(?:-[A-Z0-9]+)*)(?=\s*[:*_–—-]|\s|$)/;
const opensWithTag = new RegExp(String.raw`^[\s*_]*(?:\[(${tag})\]|(CX-[A-Z0-9]+(?:-[A-Z0-9]+)*)(?=[*_]*\s*:))[*_]*[\s:–—-]*`);

/** The number or tags that a heading opens with or holds. Offsets are relative to the text. */
export function headingAnchors(text: string): readonly {
  readonly id: string;
  readonly start: number;
  readonly end: number;
  readonly title: string;
  readonly by: 'heading' | 'tag';
}[] {
  const out: { id: string; start: number; end: number; title: string; by: 'heading' | 'tag' }[] = [];
  const plain = (s: string): string => s.replace(/[*_`]/g, '').replace(/^[\s:.–—-]+|[\s:]+$/g, '');
  const n = headingNumber.exec(text);
  const numbered = n?.[1] && n[2] ? { id: n[2], start: n[0].indexOf(n[1]), length: n[1].length, after: n[0].length } : undefined;
  if (n && numbered)
    out.push({
      id: detach(numbered.id),
      start: numbered.start,
      end: numbered.start + numbered.length,
      title: detach(plain(text.slice(numbered.after))),
      by: 'heading',
    });
  for (const m of text.matchAll(bracketed)) {
    const start = m.index + 1;
    out.push({
      id: detach(m[1] ?? ''),
      start,
      end: start + (m[1]?.length ?? 0),
      title: detach(plain(text.replace(m[0], ' '))),
      by: 'tag',
    });
  }
  const bare = bareInvariant.exec(text);
  if (bare?.[1] && !numbered) {
    const start = bare[0].indexOf(bare[1]);
    out.push({
      id: detach(bare[1]),
      start,
      end: start + bare[1].length,
      title: detach(plain(text.slice(bare[0].length))),
      by: 'tag',
    });
  }
  return out;
}

/** The tag at the start of a list item or of a paragraph's line: `**[HSK-JOB-100]** Jobs …`, and without brackets `CX-DBP-VAL-010: …`. */
export function leadingTag(
  line: string,
): { readonly id: string; readonly start: number; readonly end: number; readonly title: string } | undefined {
  const m = opensWithTag.exec(line);
  const id = m?.[1] ?? m?.[2];
  if (!m || !id) return undefined;
  const start = m[0].indexOf(id);
  const title = line.slice(m[0].length).split('\n')[0] ?? '';
  return { id: detach(id), start, end: start + id.length, title: detach(title.replace(/[*_`]/g, '').slice(0, 120)) };
}

const token = new RegExp(
  [
    String.raw`(?<note>\([^()\n]*\))`,
    String.raw`(?<file>(?:[\w.-]+\/)*[\w.-]*(?: Codex v[\d.]*\d)?\.(?:md|txt|json|ya?ml|rs|tsx?|py)(?:[:#]L?\d+(?:-L?\d+)?)?)`,
    String.raw`(?<skip>https?:\/\/\S+|\bv\d+(?:\.\d+)*\b|\b\d{4}-\d{2}-\d{2}\b|\b(?:lines?|L)\s*\d+(?:\s*[-–]\s*\d+)?\b)`,
    String.raw`(?<many>(?:§\s*|A)?\d+(?:\.\d+)*\.\*)`,
    String.raw`\[(?<tag>${tag})\]`,
    String.raw`(?<![\w-])(?<bareTag>[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*-\d+[A-Z]?)(?![\w-])`,
    String.raw`(?:§{1,2}\s*|[Ss]ections?\s+|[Aa]nchors?\s+)A?(?<marked>${number})(?!\w)`,
    String.raw`(?<![\w.])A(?<lettered>\d+(?:\.\d+)*)(?![\w])`,
    String.raw`(?<![\w.])(?<dotted>\d+(?:\.\d+)+)(?![\w])`,
    String.raw`(?<sep>[,;+&|\n\/]|\b(?:and|of|in|per|see)\b)`,
    '(?<aside>[–—=<>])',
    String.raw`(?<word>[\p{L}\p{N}_][\p{L}\p{N}_.'’-]*)`,
    '[^]',
  ].join('|'),
  'gu',
);
const range = new RegExp(String.raw`(?:-|–|\.\.|…|\s+(?:-|–|to)\s+)(?:§\s*|A)?(${number})(?!\w)`, 'y');
/** Words that may stand before the first id. */
const introducing =
  /^(?:main|body|master|spec|specs|specification|sections?|anchors?|clauses?|chapters?|parts?|the|see|per|law|and|of|in|document|items?|primary|cites?|governed|by|authority|reference|[\p{L}\p{N}_.-]*spec[\p{L}\p{N}_.-]*)$/iu;
const tagRange = /\.\.\s*(\d+)/y;
const listItem = /\s*,?\s*[Ii]tem\s+(\d+)/y;

/**
 * The citations in one value, each id with its own place. Words before the first id are skipped, and what follows an id
 * up to a separator is its title: a number there is no citation unless it is marked (`§`, brackets).
 * A file named before ids (`Spec_v2.md:120 2.3.4`) or after one (`[CX-1] in docs/X.md`) is where they are to be found.
 * @param base offset of `text` in the document; a citation's `at` is absolute
 */
export function citations(text: string, base: number): readonly Citation[] {
  const out: { id: string; start: number; end: number; title: string; file?: string }[] = [];
  let expecting = true;
  let ahead: string | undefined;
  let chunk = 0;
  let foreign = false;
  token.lastIndex = 0;
  const fileNamed = (found: string): void => {
    const file = /^(.+\.md)/.exec(found)?.[1];
    if (!file) return;
    const behind = out.slice(chunk).filter((c) => c.file === undefined);
    for (const c of behind) c.file = file;
    if (behind.length === 0) ahead = file;
  };
  for (let m = token.exec(text); m !== null; m = token.exec(text)) {
    const g = m.groups ?? {};
    if (g.note !== undefined) {
      const inside = /[\w./ -]+\.md/.exec(g.note)?.[0];
      if (inside) fileNamed(inside.trim());
      else if (out.length === 0 && expecting) token.lastIndex = m.index + 1;
    } else if (g.file !== undefined) fileNamed(g.file);
    else if (g.sep !== undefined) {
      expecting = true;
      // `[CX-1] in docs/X.md` is one; a comma begins another.
      if (!/\w/.test(g.sep)) chunk = out.length;
    } else if (g.word !== undefined) {
      expecting = false;
      if (out.length === 0 && !introducing.test(g.word)) foreign = true;
    } else if (g.aside !== undefined) expecting = false;
    else {
      const id = g.tag ?? g.bareTag ?? g.marked ?? g.lettered ?? g.dotted;
      if (id === undefined) continue;
      const certain = g.tag !== undefined || g.marked !== undefined || g.lettered !== undefined;
      // `React 18.2`, `Phase 1.5`: a bare number after words that do not speak of a spec is something else's.
      if (!certain && !expecting && (out.length > 0 || foreign)) continue;
      const start = m.index + m[0].lastIndexOf(id);
      const cited = { id, start, end: start + id.length, title: '', ...(ahead ? { file: ahead } : {}) };
      out.push(cited);
      const isTag = g.tag !== undefined || g.bareTag !== undefined;
      const item = isTag ? undefined : at(listItem, text, token.lastIndex);
      if (item?.[1]) {
        cited.id = `${id}.${item[1]}`;
        cited.end = token.lastIndex + item[0].length;
        token.lastIndex = cited.end;
      }
      const more = at(isTag ? tagRange : range, text, token.lastIndex);
      // The ends of a range are as deep as each other; else the second number is a title's.
      if (more?.[1] && (isTag || more[1].split('.').length === id.split('.').length)) {
        const last = more[1];
        const end = token.lastIndex + more[0].length;
        out.push({ ...cited, id: isTag ? id.slice(0, -last.length) + last : last, start: end - last.length, end });
        token.lastIndex = end;
      }
      (out[out.length - 1] as { title: string }).title = titleAfter(text, token.lastIndex);
      // Two ids side by side are both cited.
      expecting = true;
    }
  }
  return out.map(({ id, start, end, title, file }) => ({
    id: detach(id.toUpperCase()),
    at: { start: base + start, end: base + end },
    title: detach(title),
    ...(file === undefined ? {} : { file: detach(file.split('/').at(-1) ?? file) }),
  }));
}

const at = (re: RegExp, s: string, i: number): RegExpExecArray | undefined => {
  re.lastIndex = i;
  return re.exec(s) ?? undefined;
};

function titleAfter(text: string, from: number): string {
  const m = /^\s*(?:[:–—-]\s*)?(?:\((?![A-Z]\))([^()]+)\)|([^,;+&|\n()]+))/.exec(text.slice(from, from + 200));
  const title = (m?.[1] ?? m?.[2] ?? '').replace(/[*_`\]]/g, '').trim();
  return /^(?:in|and)\b|^[§\d/]/.test(title) ? '' : title;
}

/** Weak mentions in prose: `§2.3.12`, `[CX-101]`, `CX-598`. Plain numbers are none. */
export function mentions(text: string, at: Span): readonly { readonly id: string; readonly at: Span }[] {
  const out: { id: string; at: Span }[] = [];
  const slice = text.slice(at.start, at.end);
  for (const m of slice.matchAll(
    /§{1,2}\s*A?(\d+(?:\.\d+)*)|(?<![\w-])A(\d+(?:\.\d+)+)(?![\w.]\d)|\[([A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*-\d[A-Z0-9-]*)\]|(?<![\w[-])(CX-[A-Z0-9]+(?:-[A-Z0-9]+)*)/g,
  )) {
    const id = m[1] ?? m[2] ?? m[3] ?? m[4];
    if (!id) continue;
    const start = at.start + m.index + m[0].lastIndexOf(id);
    out.push({ id: detach(id), at: { start, end: start + id.length } });
  }
  return out;
}
