/**
 * Damage of a text: what shells and wrong decodings leave of it, and what stood there before.
 * A shell that reads Markdown in double quotes takes each backtick for an escape: of ```` ```bash ```` it leaves `` ` ``, U+0008 and `ash`.
 */
import type { Nodes } from 'mdast';
import { spanOf } from '#core/fields/items';
import { outdentedFences } from '#core/meant/outdented-fences';
import type { Section } from '#core/source';
import { detach, type Span } from '#core/text';
import type { Damage } from '../model/types';

/** A line that is a backtick, and perhaps a word behind it: half of a fence, if there is another half. */
export interface Tick {
  readonly at: Span;
  readonly lang: string | undefined;
}

/** Offsets from the section's start. */
export interface DamagePart {
  readonly damage: readonly Damage[];
  readonly ticks: readonly Tick[];
}

/** The one object for sections without damage. */
export const unhurt: DamagePart = Object.freeze({ damage: [], ticks: [] });

/** Characters that control a terminal, not a text: all but tab and line ends. */
const control = String.raw`\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f`;
// Those, and the letters that UTF-8 turns into when it is read as Windows-1252.
const suspicious = new RegExp(`[${control}\uFFFDÂÃÎÏÐÑâãäåæçèéïð]`);

/** What one section has of it. Most have nothing: then it costs one look at each letter. */
export function damageIn(section: Section, source: string): DamagePart {
  const odd = suspicious.test(source);
  const escaped = source.includes('\\n\\n#');
  const asked = source.includes('??') || source.includes('\u0e07');
  const ticked = source.includes('\n`') || source.startsWith('`');
  const merged = source.includes('<<<<<<< ');
  const stray = outdentsIn(source);
  if (!(odd || escaped || asked || ticked || merged)) return stray.length === 0 ? unhurt : { damage: stray, ticks: [] };
  const damage: Damage[] = [...stray];
  const controls = odd ? controlsIn(source) : [];
  const ticks = ticked ? ticksIn(source) : [];
  if (odd || escaped || asked || merged || ticks.length > 0) {
    const code = codeIn(section);
    const outside = (d: { readonly at: Span }): boolean => !code.some((c) => c.start <= d.at.start && d.at.end <= c.end);
    const misread = odd ? mojibakeIn(source).filter(outside) : [];
    // One half of a letter is no character of its own.
    const whole = controls.filter((c) => !misread.some((m) => m.at.start <= c.at.start && c.at.end <= m.at.end));
    damage.push(...whole, ...misread);
    if (escaped) damage.push(...newlinesIn(source).filter(outside));
    if (asked) damage.push(...questionsIn(source).filter(outside));
    if (merged) damage.push(...mergesIn(source).filter(outside));
    // A tick is code by itself when it is half of a fence; in a fence it is an example.
    const fences = fencesIn(section);
    const free = ticks.filter((t) => !fences.some((f) => f.start <= t.at.start && t.at.end <= f.end));
    return { damage: damage.sort((a, b) => a.at.start - b.at.start), ticks: free };
  }
  return damage.length === 0 ? unhurt : { damage, ticks: [] };
}

/** Lines of a list item's fence that stand left of the item's text, and end it so. */
const outdentsIn = (source: string): readonly Damage[] =>
  outdentedFences(source).flatMap(({ lines, indent }) =>
    lines.map(({ at: start, by }) => ({
      is: 'outdent',
      at: at(start + by, 1),
      to: ' '.repeat(indent - by) + source.charAt(start + by),
      was: detach((/^.*/.exec(source.slice(start + by, start + by + 200))?.[0] ?? '').trimEnd()),
    })),
  );

const letters: Readonly<Record<string, string>> = { '\0': '0', '\x07': 'a', '\b': 'b', '\t': 't', '\v': 'v', '\f': 'f' };
// An escape sequence of a terminal goes whole.
const controlled = new RegExp(String.raw`\x1b\[[0-9;]*[A-Za-z]|[${control}]`, 'g');

function controlsIn(source: string): readonly Damage[] {
  return [...source.matchAll(controlled)].map((m) => {
    const letter = letters[m[0]];
    const after = source.slice(m.index + 1, m.index + 200).split('\n', 1)[0] ?? '';
    // `a of `app/` became U+0007: the letter is back, and its backtick where the other one of the pair still stands.
    const word = letter !== undefined && letter !== '0' && /^[\p{L}\p{N}_./-]/u.test(after);
    const paired = word && /^[^`]*`(?!`)/.test(after) && source[m.index - 1] !== '`';
    return { is: 'control', at: at(m.index, m[0].length), to: word ? `${paired ? '`' : ''}${letter}` : '', was: nameOf(m[0]) };
  });
}

const nameOf = (c: string): string =>
  c.length > 1 ? 'a terminal’s colour code' : `U+${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;

const at = (start: number, length: number): Span => ({ start, end: start + length });

/** What a letter behind the third backtick may have become. */
const left = String.raw`\x07-\t\v\f`;
const halfFence = new RegExp(`^[ \\t]*\`([${left}]?)([A-Za-z]{0,12})[ \\t]*\\r?$`, 'gm');

function ticksIn(source: string): readonly Tick[] {
  return [...source.matchAll(halfFence)].map((m) => {
    const start = m.index + m[0].indexOf('`');
    const word = `${letters[m[1] ?? ''] ?? ''}${m[2]}`;
    return {
      at: at(start, m[0].trimEnd().length - (start - m.index)),
      lang: word === '' ? undefined : detach(word === 'ash' ? 'bash' : word),
    };
  });
}

/** Two of them make the fence that once was. @param ticks in order of place */
export function fencesOf(ticks: readonly Tick[]): readonly Damage[] {
  const out: Damage[] = [];
  let open: Tick | undefined;
  for (const t of ticks) {
    if (open && t.lang === undefined) {
      out.push(
        { is: 'fence', at: open.at, to: `\`\`\`${open.lang ?? ''}`, was: '' },
        { is: 'fence', at: t.at, to: '```', was: '' },
      );
      open = undefined;
    } else open = t;
  }
  return out;
}

/** `\n\n## Title` in a line: letters that should have been line breaks. */
function newlinesIn(source: string): readonly Damage[] {
  return [...source.matchAll(/(?:\\r)?\\n(?:(?:\\r)?\\n)+(?=#{1,6}\s)/g)].map((m) => ({
    is: 'newline',
    at: at(m.index, m[0].length),
    to: '\n'.repeat(m[0].split('\\n').length - 1),
    was: '',
  }));
}

/** `<<<<<<< HEAD`: what git leaves where it could not merge. */
const mergesIn = (source: string): readonly Damage[] =>
  [...source.matchAll(/^<{7} (\S.*?)\r?$/gm)].map((m) => ({
    is: 'merge',
    at: at(m.index, m[0].trimEnd().length),
    to: '',
    was: detach(m[1] as string),
  }));

/** `??2.3.1`: a section sign in an encoding that has none; and in Windows-874, whose letters for it are no word before a number. */
function questionsIn(source: string): readonly Damage[] {
  return [...source.matchAll(/(?<![?\w\u0e00-\u0e7f])(?:\?\?|\u0e22?\u0e07)(?=\d+(?:\.\d+)+)/g)].map((m) => ({
    is: 'mojibake',
    at: at(m.index, m[0].length),
    to: '§',
    was: detach(m[0] + (/^[\d.]*\d/.exec(source.slice(m.index + m[0].length, m.index + 40))?.[0] ?? '')),
  }));
}

/** The characters that Windows-1252 has for the bytes 80 to 9F, its five holes as they are in Latin-1. */
const high = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';
const following = `[${high.replace(/[\x80-\x9f]/g, '')}\\x80-\\x9f\\u00a0-\\u00bf]`;
const encoded = new RegExp(
  // One sequence is enough of the letters that no language puts before such a mark; of others it takes two.
  String.raw`ð${following}{3}|[âï]${following}{2}|[ÂÃ]${following}|(?:[ÎÏÐÑ]${following}){2,}|(?:[ã-é]${following}{2}){2,}|\uFFFD`,
  'g',
);
const upperWord = /\p{Lu}$/u;
const quoteMark = /^[‘’“”»…–—]/;

function mojibakeIn(source: string): readonly Damage[] {
  const out: Damage[] = [];
  for (const m of source.matchAll(encoded)) {
    const written = m[0];
    if (written === '\uFFFD') {
      out.push({ is: 'lost', at: at(m.index, 1), to: written, was: written });
      continue;
    }
    // `“MAÇÔ`: the last letter of a word in capitals, and a quotation mark.
    if (
      /^[ÂÃ]/.test(written) &&
      upperWord.test(source.slice(Math.max(0, m.index - 1), m.index)) &&
      quoteMark.test(written.slice(1))
    )
      continue;
    const to = decoded(written);
    if (to !== undefined) out.push({ is: 'mojibake', at: at(m.index, written.length), to, was: detach(written) });
  }
  return out;
}

/** The text whose UTF-8 bytes, read as Windows-1252, are this. */
function decoded(written: string): string | undefined {
  const bytes = [...written].map((c) => {
    const i = high.indexOf(c);
    return i >= 0 ? 0x80 + i : c.charCodeAt(0);
  });
  try {
    const text = decodeURIComponent(bytes.map((b) => `%${b.toString(16).padStart(2, '0')}`).join(''));
    return /[\p{C}]/u.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}

const codeIn = (section: Section): readonly Span[] => spansOf(section, (n) => n.type === 'code' || n.type === 'inlineCode');
const fencesIn = (section: Section): readonly Span[] => spansOf(section, (n) => n.type === 'code');

function spansOf(section: Section, wanted: (node: Nodes) => boolean): readonly Span[] {
  const out: Span[] = [];
  const visit = (node: Nodes): void => {
    if (wanted(node)) out.push(spanOf(node, section.shift - section.start));
    else if ('children' in node) for (const child of node.children) visit(child);
  };
  for (const node of section.nodes) visit(node);
  return out;
}
