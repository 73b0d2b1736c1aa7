/** Anchors as others cite them. Source: SYSTEMS.md §1, "Anchor". */
import { nameOf } from '#core/paths';
import type { Ref } from '#core/symbols';
import { detach, type Span } from '#core/text';
import type { Fragment } from '../model/anchors/citing';
import { type AnchorForms, NUMBER as number, numberId, partOf, SIGN as sign, TAG as tag } from '../model/dialect/anchor-forms';
import type { Citation } from '../model/types';

/** A number ends here: not within a longer one, nor in a word; a sub-letter (`2.3a`) may follow. */
const ends = String.raw`(?!\d|\.\d|[a-hA-H]\w|[i-zI-Z_])`;

/** A part of a section, right behind its number: `2.3a`, `2.3.a`. */
const part = String.raw`(?:(?=\.?[a-hA-H])(?<=\.\d+)\.?[a-hA-H](?![\p{L}\p{N}_]|\.[\p{L}\p{N}]))?`;

/** `RFC 7231 §6.5`, `WCAG 2.2`: sections of what is no spec of ours. */
const standard = String.raw`\b(?:RFC|ISO(?:\/IEC)?|IEC|IEEE|ECMA|NIST|WCAG|OWASP|PEP|ANSI)[\s-]?\d[\d.:-]*(?:,?\s*(?:§+\s*|[Ss]ect?(?:ions?|\.)\s*|[Cc]lauses?\s*)\d+(?:\.\d+)*)?`;

const tokens = (own: string | undefined): RegExp =>
  new RegExp(
    [
      String.raw`(?<note>\([^()\n]*\))`,
      String.raw`(?<skip>https?:\/\/\S+|\bv\d+(?:\.\d+)*\b|\b\d{4}-\d{2}-\d{2}\b|\b(?:lines?|L)\s*\d+(?:\s*[-–]\s*\d+)?\b|${standard})`,
      ...(own === undefined ? [] : [`(?<own>${own})`]),
      String.raw`(?<many>(?:${sign}\s*|A)?\d+(?:\.\d+)*\.\*)`,
      String.raw`\[(?<tag>${tag})\]`,
      String.raw`(?<![\w-])(?<bareTag>[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*-\d+[A-Z]?)(?![\w-])`,
      // A section sign that was read as Windows-874 is two letters, which would be a word with the number.
      String.raw`(?:${sign}{1,2}\s*|\u0e22?\u0e07(?=\d)|(?:[Ss]ections?|[Ss]ect?\.|[Cc]hapters?|[Cc]lauses?|[Aa]nchors?|Abschnitte?|Kapitel)\s+)A?(?<marked>${number}${part})${ends}`,
      String.raw`(?<![\w.])A(?<lettered>\d+(?:\.\d+)*${part})${ends}`,
      String.raw`(?<![\w.])(?<dotted>\d+(?:\.\d+)+${part})${ends}`,
      String.raw`(?<sep>[,;+&|\n\/]|\b(?:and|or|also|plus|of|in|per|see|und|sowie|auch|et|aussi|ou)\b)`,
      '(?<aside>[–—=<>])',
      String.raw`(?<word>[\p{L}\p{N}_][\p{L}\p{N}_.'’-]*)`,
      '[^]',
    ].join('|'),
    'gu',
  );
const usual = tokens(undefined);

const file = /(?:[\w.-]+\/)*[\w.-]*(?: Codex v[\d.]*\d)?\.(?:md|txt|json|ya?ml|rs|tsx?|py)(?:[:#]L?\d+(?:-L?\d+)?(?!\.?\d))?/y;
const path = /[\w.-]+(?:\/[\w.-]+)*/y;

/** Finds files' names at one place after another. Where a path ends in none, none begins further on in it either, and nobody looks. */
class FilesIn {
  #none = 0;

  constructor(private readonly text: string) {}

  /** The name that begins there. */
  at(offset: number): string | undefined {
    if (offset < this.#none) return undefined;
    const found = at(file, this.text, offset)?.[0];
    if (found === undefined) this.#none = offset + (at(path, this.text, offset)?.[0].length ?? 0);
    return found;
  }
}

const bySource = new Map<string, RegExp>();

function tokenOf(forms: AnchorForms | undefined): RegExp {
  if (forms?.source === undefined) return usual;
  const known = bySource.get(forms.source);
  const token = known ?? tokens(forms.source);
  if (!known) bySource.set(forms.source, token);
  return token;
}

/** `Storage trait (§2.3.12)`: the id stands behind its title. */
const givesAnchor = new RegExp(String.raw`^\((?:[Ss]ections?\s+)?(?:${sign}+\s*A?\d|A\d+\.\d|\[${tag}\]|\d+(?:\.\d+)+\)$)`, 'u');

const range = new RegExp(String.raw`(?:-|–|\.\.|…|\s+(?:-|–|to|bis)\s+)(?:${sign}\s*|A)?(${number}${part})${ends}`, 'yu');
/** Words that may stand before the first id. */
const introducingWord =
  /^(?:main|body|master|spec|specs|specification|sections?|anchors?|clauses?|chapters?|parts?|the|see|per|law|and|of|in|document|items?|primary|cites?|governed|by|authority|reference|requirements?|paragraphs?|articles?|abschnitte?|kapitel|ziffern?|absatz)$/iu;
const isIntroducing = (word: string): boolean =>
  introducingWord.test(word) || (/spec/iu.test(word) && /^[\p{L}\p{N}_.-]+$/u.test(word));
/** A number without dots is a citation only where the value begins with it: `4`, `4 (Storage)`. */
const chapter = /^\s*(\d{1,3})(?=\s*(?:$|[(:]|[–—-]\s))/;
/** What may stand before a file's name: behind other words it may be the last word of a name with spaces. */
const opensName = /(?:^|[,;+|&:\n([]|\b(?:in|of|see|per|from))[\s*_`"'[(]*$/i;
const tagRange = /(?:\.\.|…|–)\s*(\d+)/y;
/** `2.3.12.1-4`: only the last part of the other end. */
const shortRange = /(?:-|–|\.\.|…)(\d{1,2})(?![\w.]*\w)/y;
const listItem = /\s*(?:,\s*)?\(?[Ii]tem\s+#?(\d+)\)?/y;
/** `Master Spec 1.2 §2.3`: what follows the word is its version where an id comes after it. */
const version = new RegExp(String.raw`^\d+\.\d+[\s,;:(]+(?:${sign}|A\d|\d+\.\d|\[|[Ss]ection)`);

/**
 * The citations in one value, each id with its own place. Words before the first id are skipped, and what follows an id
 * up to a separator is its title: a number there is no citation unless it is marked (`§`, brackets).
 * A file named before ids (`Spec_v2.md:120 2.3.4`) or after one (`[CX-1] in docs/X.md`) is where they are to be found.
 * @param base offset of `text` in the document; a citation's `at` is absolute
 */
export function citations(text: string, base: number, forms?: AnchorForms): readonly Citation[] {
  const out: { id: string; start: number; end: number; title: string; file?: CitedFile }[] = [];
  let expecting = true;
  let ahead: CitedFile | undefined;
  let chunk = 0;
  let foreign = false;
  let before = '';
  const token = tokenOf(forms);
  token.lastIndex = 0;
  const fileNamed = (found: string, isWhole: boolean): void => {
    const written = /^(.+\.md)/.exec(found)?.[1];
    if (!written) return;
    const file = { written, isWhole };
    const behind = out.slice(chunk).filter((c) => c.file === undefined);
    for (const c of behind) c.file = file;
    if (behind.length === 0) ahead = file;
  };
  const files = new FilesIn(text);
  while (token.lastIndex < text.length) {
    const here = token.lastIndex;
    const named = files.at(here);
    if (named !== undefined) {
      fileNamed(named, named.includes('/') || opensName.test(text.slice(Math.max(0, here - 20), here)));
      token.lastIndex = here + named.length;
      continue;
    }
    const m = token.exec(text);
    if (m === null) break;
    const g = m.groups ?? {};
    if (g.note !== undefined) {
      const inside = fileInside(g.note);
      // Where a link leads is for those who look at links.
      if (inside !== undefined)
        fileNamed(inside.replace(/^.* (?=\S*\/)/, ''), text[here - 1] !== ']' && inside.includes('/') && !/\s/.test(inside));
      else if ((out.length === 0 && expecting) || (out.length === chunk && givesAnchor.test(g.note))) {
        token.lastIndex = m.index + 1;
        expecting = true;
      }
    } else if (g.sep !== undefined) {
      expecting = true;
      // `[CX-1] in docs/X.md` is one; a comma begins another.
      if (!/\w/.test(g.sep)) chunk = out.length;
    } else if (g.word !== undefined) {
      expecting = false;
      before = g.word;
      // `Spec_v2.md Addendum: 14.2.1`: a part of the file that is named.
      const isLabel = ahead !== undefined && text[token.lastIndex] === ':';
      if (out.length === 0 && !isLabel && !isIntroducing(g.word)) foreign = true;
    } else if (g.aside !== undefined) expecting = false;
    else {
      const id = g.own ?? g.tag ?? g.bareTag ?? g.marked ?? g.lettered ?? g.dotted;
      if (id === undefined) continue;
      const certain = (g.own ?? g.tag ?? g.marked ?? g.lettered) !== undefined;
      // `React 18.2`, `Phase 1.5`: a bare number after words that do not speak of a spec is something else's.
      if (!certain && !expecting && (out.length > 0 || foreign)) continue;
      if (g.dotted !== undefined && out.length === 0 && /spec(?:ification)?$/i.test(before) && version.test(text.slice(m.index)))
        continue;
      const start = m.index + m[0].lastIndexOf(id);
      const cited = { id, start, end: start + id.length, title: '', ...(ahead ? { file: ahead } : {}) };
      out.push(cited);
      const isTag = (g.own ?? g.tag ?? g.bareTag) !== undefined;
      const listed = isTag ? undefined : at(listItem, text, token.lastIndex);
      if (listed?.[1]) {
        cited.id = `${id}.${listed[1]}`;
        cited.end = token.lastIndex + listed[0].length;
        token.lastIndex = cited.end;
      }
      const more = at(isTag ? tagRange : range, text, token.lastIndex);
      // The ends of a range are as deep as each other; else the second number is a title's.
      if (more?.[1] && (isTag || more[1].split('.').length === id.split('.').length)) {
        const last = more[1];
        const end = token.lastIndex + more[0].length;
        out.push({ ...cited, id: isTag ? id.slice(0, -last.length) + last : last, start: end - last.length, end });
        token.lastIndex = end;
      } else if (!isTag && !listed) {
        const short = at(shortRange, text, token.lastIndex);
        const dot = id.lastIndexOf('.');
        // What counts down is no range.
        if (short?.[1] && dot > 0 && Number(short[1]) > Number(id.slice(dot + 1))) {
          const end = token.lastIndex + short[0].length;
          out.push({ ...cited, id: id.slice(0, dot + 1) + short[1], start: end - short[1].length, end });
          token.lastIndex = end;
        }
      }
      (out[out.length - 1] as { title: string }).title = titleAfter(text, token.lastIndex);
      // Two ids side by side are both cited.
      expecting = true;
    }
  }
  const alone = out.length === 0 ? chapter.exec(text) : null;
  if (alone?.[1]) {
    const start = alone[0].length - alone[1].length;
    out.push({
      id: alone[1],
      start,
      end: alone[0].length,
      title: titleAfter(text, alone[0].length),
      ...(ahead ? { file: ahead } : {}),
    });
  }
  return out.map(({ id, start, end, title, file }) => ({
    id: detach(/^\d/.test(id) ? numberId(id) : id.toUpperCase()),
    at: { start: base + start, end: base + end },
    title: detach(title),
    ...(file === undefined
      ? {}
      : { file: detach(nameOf(file.written)), ...(file.isWhole ? { path: detach(file.written) } : {}) }),
  }));
}

/** The first Markdown file that words in a parenthesis name, with words before it: `(see docs/a.md)`. */
function fileInside(note: string): string | undefined {
  for (const [words] of note.matchAll(/[\w./ -]+/g)) {
    const end = words.lastIndexOf('.md');
    if (end > 0) return words.slice(0, end + 3).trim();
  }
  return undefined;
}

/** A file as it is cited. */
interface CitedFile {
  readonly written: string;
  /** All of its name is here, and no link says where it is. */
  readonly isWhole: boolean;
}

const fragment = /(?<![\w./()<-])((?:[\w.-]+\/)*[\w.-]+\.md)#([\p{L}\p{N}_][\p{L}\p{N}_-]*)(?![\p{L}\p{N}_-]|\.[\p{L}\p{N}])/gu;

/** Headings and other places of a file that are cited by their names in links: `spec/access.md#log-in`. Numbers, tags and lines are none. */
export function fragmentsIn(text: string, base: number, forms?: AnchorForms): readonly Fragment[] {
  if (!text.includes('.md#')) return none;
  const out: Fragment[] = [];
  for (const m of text.matchAll(fragment)) {
    const [whole, path, name] = m as unknown as [string, string, string];
    if (!/\p{L}/u.test(name) || /^L?\d+(?:-L?\d+)?$/.test(name) || citations(name, 0, forms).length > 0) continue;
    const start = base + m.index + whole.length - name.length;
    out.push({ path: detach(path), name: detach(name), at: { start, end: start + name.length } });
  }
  return out;
}

const none: readonly never[] = [];

const at = (re: RegExp, s: string, i: number): RegExpExecArray | undefined => {
  re.lastIndex = i;
  return re.exec(s) ?? undefined;
};

function titleAfter(text: string, from: number): string {
  const m = /^\s*(?:[:–—-]\s*)?(?:\((?![A-Z]\))([^()]+)\)|([^,;+&|\n()]+))/.exec(text.slice(from, from + 200));
  const title = (m?.[1] ?? m?.[2] ?? '').replace(/[*_`\]]/g, '').trim();
  return /^(?:in|and)\b|^[§\\\d/]/.test(title) ? '' : title;
}

/** A part of a section is looked for first; where nothing defines it, its section is what is meant. */
export const anchorRefs = (cited: readonly { readonly id: string; readonly at: Span }[]): readonly Ref[] =>
  cited.flatMap(({ id, at }): readonly Ref[] => {
    const whole = partOf(id);
    const own: Ref = { kind: 'anchor', name: id, at };
    return whole === undefined
      ? [own]
      : [own, { kind: 'anchor', name: whole, at: { start: at.start, end: at.start + whole.length } }];
  });

const mentioned = new RegExp(
  String.raw`${sign}{1,2}\s*A?(\d+(?:\.\d+)*)|(?<![\w-])A(\d+(?:\.\d+)+)(?![\w.]\d)|\[(?=[A-Z0-9-]*\])([A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*-\d[A-Z0-9-]*)\]|(?<![\w[-])(CX-[A-Z0-9]+(?:-[A-Z0-9]+)*)`,
  'g',
);

/** Weak mentions in prose: `§2.3.12`, `[CX-101]`, `CX-598`, and the dialect's own forms. Plain numbers are none. */
export function mentions(text: string, at: Span, forms?: AnchorForms): readonly { readonly id: string; readonly at: Span }[] {
  const out: { id: string; at: Span }[] = [];
  const slice = text.slice(at.start, at.end);
  for (const m of slice.matchAll(mentioned)) {
    const id = m[1] ?? m[2] ?? m[3] ?? m[4];
    if (!id) continue;
    const start = at.start + m.index + m[0].lastIndexOf(id);
    out.push({ id: detach(id), at: { start, end: start + id.length } });
  }
  if (!forms?.words) return out;
  const taken = new Set(out.map((o) => o.at.start));
  for (const m of slice.matchAll(forms.words)) {
    const start = at.start + m.index;
    if (!taken.has(start)) out.push({ id: detach(m[0].toUpperCase()), at: { start, end: start + m[0].length } });
  }
  return out;
}
