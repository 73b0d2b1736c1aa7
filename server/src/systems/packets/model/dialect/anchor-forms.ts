/**
 * How anchors are written where they are defined. Source: SYSTEMS.md §1, "Anchor".
 * `A2.3`, `§2.3` and `2.3` name one anchor; a tag (`HSK-JOB-100`) is its own name.
 */
import { type Pattern, wordsOf } from '#core/pattern';
import { detach } from '#core/text';

/** A tag, as the source of a regular expression. */
export const TAG = '[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)+';
/** A section's number without a letter before it, as the source of a regular expression. */
export const NUMBER = String.raw`\d+(?:\.\d+)*`;
/** A section sign where anchors are cited; in a file that is kept to ASCII it is written as an escape. */
export const SIGN = String.raw`(?:§|\\{1,2}u00[aA]7)`;
/** A part of a numbered section: `2.3a`, `2.3.a`. */
const LETTERED = String.raw`\d+(?:\.\d+)+\.?[a-hA-H]`;

/** What may stand before the number or the tag: emphasis, an HTML anchor, an emoji, the bracket of a link. */
const lead = String.raw`^(?:[\s*_[]|<[^>\n]*>|\p{Extended_Pictographic}|\uFE0F)*(?:(?:[Ss]ection|SECTION|[Cc]hapter|CHAPTER|[Cc]lause|Abschnitt|Kapitel)\s+)?`;
const headingNumber = new RegExp(String.raw`${lead}((?:§\s*|A)?(${LETTERED}|${NUMBER}))\\?\.?(?=[\s*_:)\]–—]|$)`, 'u');
const bracketed = new RegExp(String.raw`\[(${TAG})\]`, 'g');
const bareInvariant = /^[\s*_]*(CX-[A-Z0-9]+(?:-[A-Z0-9]+)*)(?=\s*[:*_–—-]|\s|$)/;
// A tag that is a link leads to its definition: it is none.
const opensWithTag = new RegExp(
  String.raw`^[\s*_]*(?:\[(${TAG})\](?![([])|(CX-[A-Z0-9]+(?:-[A-Z0-9]+)*)(?=[*_]*\s*:))[*_]*[\s:–—-]*`,
);

/** The forms of a dialect besides numbers and tags, compiled. */
export interface AnchorForms {
  /** Anywhere in a text, as a word of its own. */
  readonly words: RegExp | undefined;
  /** At the start of a heading or list item, with or without brackets. */
  readonly opening: RegExp | undefined;
  readonly source: string | undefined;
}

const compiled = new WeakMap<readonly Pattern[], AnchorForms>();

/** Made once for each list of patterns, by identity. */
export function anchorForms(patterns: readonly Pattern[]): AnchorForms {
  let forms = compiled.get(patterns);
  if (!forms) {
    const words = wordsOf(patterns);
    forms = {
      words,
      opening:
        words && new RegExp(String.raw`^[\s*_]*(?:\[(${words.source})\](?![([])|(${words.source})(?!\]))[*_]*[\s:–—-]*`, 'u'),
      source: words?.source,
    };
    compiled.set(patterns, forms);
  }
  return forms;
}

/** An anchor where a text defines it. */
export interface DefinedAnchor {
  readonly id: string;
  /** Relative to the text. */
  readonly start: number;
  readonly end: number;
  readonly title: string;
  readonly by: 'heading' | 'tag';
}

/** A heading's title without markup, and without what parts it from its number. */
const titleText = (s: string): string =>
  s.replace(/<[^>\n]*>|\]\([^)\n]*\)|[*_`[\]]/g, '').replace(/^[\s:.)–—-]+|(?<![\s:])[\s:]+$/g, '');

/** The number or tags that a heading opens with or holds. */
export function headingAnchors(text: string, forms?: AnchorForms): readonly DefinedAnchor[] {
  const out: DefinedAnchor[] = [];
  const add = (id: string, start: number, end: number, title: string, by: 'heading' | 'tag'): void =>
    void out.push({ id: detach(id), start, end, title: detach(title), by });
  const n = headingNumber.exec(text);
  const numbered = n?.[1] !== undefined && n[2] !== undefined;
  if (n?.[1] && n[2]) {
    const start = n[0].lastIndexOf(n[1]);
    add(numberId(n[2]), start, start + n[1].length, titleText(text.slice(n[0].length)), 'heading');
  }
  if (text.includes('['))
    for (const m of text.matchAll(bracketed)) {
      const start = m.index + 1;
      add(m[1] as string, start, start + (m[1] as string).length, titleText(text.replace(m[0], ' ')), 'tag');
    }
  const bare = numbered ? null : bareInvariant.exec(text);
  if (bare?.[1]) {
    const start = bare[0].indexOf(bare[1]);
    add(bare[1], start, start + bare[1].length, titleText(text.slice(bare[0].length)), 'tag');
  }
  const own = forms?.opening?.exec(text);
  const id = own?.[1] ?? own?.[2];
  if (own && id && !out.some((a) => a.id === id)) {
    const start = own[0].indexOf(id);
    add(id.toUpperCase(), start, start + id.length, titleText(text.slice(own[0].length)), 'tag');
  }
  return out;
}

/** The tag at the start of a list item or of a paragraph's line: `**[HSK-JOB-100]** Jobs …`, and without brackets `CX-DBP-VAL-010: …`. */
export function leadingTag(line: string, forms?: AnchorForms): Omit<DefinedAnchor, 'by'> | undefined {
  const m = opensWithTag.exec(line) ?? forms?.opening?.exec(line);
  const id = m?.[1] ?? m?.[2];
  if (!m || !id) return undefined;
  const start = m[0].indexOf(id);
  const title = line.slice(m[0].length).split('\n')[0] ?? '';
  return {
    id: detach(id.toUpperCase()),
    start,
    end: start + id.length,
    title: detach(title.replace(/[*_`]/g, '').slice(0, 120)),
  };
}

// A tag that is a link leads to its definition.
const bold = new RegExp(String.raw`^\*\*(?!\s)[^*\n]*\[(${TAG})\](?![([])[^*\n]*\*\*[ \t\r]*$`);

/** The tag in a line that is bold as a whole, a heading without its mark: `**Pillar one [CX-DBP-010]**`. */
export function boldTag(line: string): Omit<DefinedAnchor, 'by'> | undefined {
  const id = line.startsWith('**') ? bold.exec(line)?.[1] : undefined;
  if (id === undefined) return undefined;
  const start = line.indexOf(`[${id}]`) + 1;
  return { id: detach(id), start, end: start + id.length, title: detach(titleText(line.replace(`[${id}]`, ' '))) };
}

const none: readonly never[] = [];

const heading = /^ {0,3}#{1,6}[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$/;
const item = /^\s*(?:[-*+]|\d+[.)])[ \t]+(.*)$/;
const row = /^\s*\|\s*([^|]*?)\s*\|(.*\b(?:MUST|SHALL|SHOULD)\b.*)$/;

/** What one line of a spec would define, wherever it stands. */
function definitionsIn(line: string, forms?: AnchorForms): readonly Omit<DefinedAnchor, 'by'>[] {
  const h = heading.exec(line)?.[1];
  if (h !== undefined) return headingAnchors(h, forms);
  const named = boldTag(line);
  if (named) return [named];
  const cells = row.exec(line);
  const listed = leadingTag(cells?.[1] ?? item.exec(line)?.[1] ?? '', forms);
  return listed && (!cells || listed.title === '') ? [listed] : none;
}

/** What one line of a spec defines as that anchor; undefined: it only names it, or not even that. */
export const definitionIn = (line: string, id: string, forms?: AnchorForms): Omit<DefinedAnchor, 'by'> | undefined =>
  definitionsIn(line, forms).find((a) => a.id === id);

/** How a line begins that may define something. */
const mayDefine = /^(?:#{1,6}[ \t]|[-*+|[A-Z]|\d+[.)])/;

/** The ids that a line of a code block shows as if it defined them. */
export function shownIn(line: string, forms?: AnchorForms): readonly string[] {
  if (!mayDefine.test(line)) return none;
  const defined = definitionsIn(line, forms);
  if (defined.length > 0) return defined.map((a) => a.id);
  const led = leadingTag(line, forms);
  return led ? [led.id] : none;
}

/** A number's name as it compares: `2.3a` and `2.3.A` are `2.3.a`. */
export const numberId = (written: string): string =>
  written.replace(/\.?([a-h])$/i, (_, letter: string) => `.${letter.toLowerCase()}`);

/** The section that `2.3.a` is a part of. Undefined: it is none. */
export const partOf = (id: string): string | undefined => /^(\d+(?:\.\d+)+)\.[a-h]$/.exec(id)?.[1];

/** An anchor's name as it compares: `A2.3`, `§ 2.3` and `[2.3]` are `2.3`. */
export const canonicalId = (written: string): string => {
  const bare = written.replace(/[[\]*_`\s]/g, '');
  const number = /^(?:§+|A)?(\d+(?:\.\d+)*(?:(?<=\.\d+)\.?[a-h])?)\.?$/i.exec(bare)?.[1];
  return number === undefined ? bare.toUpperCase() : numberId(number);
};
