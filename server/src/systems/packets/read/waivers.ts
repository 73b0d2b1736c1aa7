/**
 * Waivers, in packets and in reports: `Waiver: <check>; <reason>; <signature>; <expiry or backlog id>`, and records that say the same by name,
 * in a line between bars, in sentences, or as a list below an id. Source: SYSTEMS.md §1, *Waiver*.
 */
import { everywhere, type Field, type FieldDocument, type Item } from '#core/fields/model';
import { normalName } from '#core/fields/names';
import { detach, type Span } from '#core/text';
import type { PacketsDialect } from '../model/dialect/dialect';
import type { Waiver } from '../model/signing/approval';
import { isUnsigned, signaturesIn } from '../model/signing/signatures';
import type { Located, WrittenSignature } from '../model/types';

const SIGN = 'Signature: ';
/** As an item of a list that is not nested. */
const LISTED = `\n- ${SIGN}`;

/** Under a heading what has no parts is prose. */
export function waiversIn(fields: FieldDocument, dialect: PacketsDialect): readonly Waiver[] {
  return everywhere(fields.fields, 'Waiver').flatMap((f): Waiver[] => {
    const isLine = f.text !== '' && f.items.every((i) => i.at.start >= f.textAt.start && i.at.end <= f.textAt.end);
    if (isLine)
      return [
        recordIn({ text: f.text, at: f.textAt }, [], dialect) ?? waiverIn({ text: f.text, at: f.textAt }, dialect) ?? [],
      ].flat();
    const whole = wholeSection(f, dialect);
    if (whole) return [whole];
    const headed = f.parts.flatMap((p) =>
      isId(p.name)
        ? (recordIn({ text: p.name, at: p.nameAt }, [...p.parts.map(asPair), ...p.items.flatMap(pairOf)], dialect, LISTED) ?? [])
        : [],
    );
    const said: readonly Located[] = f.text === '' ? f.items : [{ text: f.text, at: f.textAt }, ...f.items];
    return [
      ...said.flatMap((i) => {
        const below = 'items' in i ? (i as Item).items.flatMap(pairOf) : [];
        return (
          recordIn(i, below, dialect) ??
          signedAhead(i, dialect) ??
          (i.text.includes(';') ? waiverIn(i, dialect) : undefined) ??
          []
        );
      }),
      ...headed,
    ];
  });
}

/** The names of a record, by what they say. */
const names: readonly (readonly [Part, RegExp])[] = [
  ['check', /^(?:checks?(?: waived)?|waived(?: checks?)?|kind|type|category)$/],
  ['scope', /^(?:scope|what|covers|subject)$/],
  ['reason', /^(?:reason|justification|rationale|why)$/],
  ['by', /^(?:(?:user )?(?:signature|approval|approver)|approved(?: by)?|granted by|signed(?: by)?|user signature)$/],
  ['until', /^(?:expiry|expir(?:es|ation)(?: on| date)?|until|ends?|valid until|backlog(?: id)?|follow up)$/],
  ['other', /^(?:waiver(?: id)?|id|date|granted(?: on)?|files covered|code location)$/],
];
type Part = 'check' | 'scope' | 'reason' | 'by' | 'until' | 'other';
interface Pair {
  readonly part: Part | undefined;
  readonly name: string;
  readonly value: Located;
}

const partNamed = (name: string): Part | undefined => names.find(([, is]) => is.test(name))?.[0];

const asPair = (f: Field): Pair => ({ part: partNamed(normalName(f.name)), name: f.name, value: { text: f.text, at: f.textAt } });

const pair = /^[\s*_`]*([A-Za-z][\w /-]{0,30}?)[*_`]*\s*:[*_`]*\s*/;

function pairOf({ text, at }: Located): readonly Pair[] {
  const m = pair.exec(text);
  return m?.[1]
    ? [{ part: partNamed(normalName(m[1])), name: m[1], value: trimmed({ text, at }, m[0].length, text.length) }]
    : [];
}

function trimmed({ text, at }: Located, from: number, to: number): Located {
  const said = text.slice(from, to);
  const start = from + said.length - said.trimStart().length;
  return { text: detach(said.trim()), at: { start: at.start + start, end: at.start + start + said.trim().length } };
}

/** `[WAIVER-003]`, `WAIVER_ID: …`, `WAIVER-004 [CX-1]`, in bold or not. */
const idAhead = /^[\s*_`[]*(?=[\w-]*\d)(?:[A-Z]+-)?(?:WAIVER|WVR)[-_ #]?[\w.-]*(?<![.-])[\]*_`]*:?[*_`]*(?=\s|$)/i;
/** How long the id is that a text opens with. */
const idLength = (text: string): number => idAhead.exec(text.slice(0, 120))?.[0].length ?? 0;
const isId = (text: string): boolean => idLength(text) > 0;

/** Parts between bars, or sentences that open with a name; and the words before the first of them. */
function partsIn(line: Located, from: number): { readonly pairs: readonly Pair[]; readonly words: Located } {
  const { text } = line;
  const bars = text.includes(' | ');
  const starts = [from];
  for (const m of text.slice(from).matchAll(bars ? / \| /g : sentence)) starts.push(from + m.index + m[0].length);
  const pairs: Pair[] = [];
  let words = text.length;
  for (const [i, start] of starts.entries()) {
    const [found] = pairOf(trimmed(line, start, (starts[i + 1] ?? text.length + 1) - 1));
    if (!found) continue;
    words = Math.min(words, start);
    const { text: value, at } = found.value;
    const end = endIn(value, value.length);
    pairs.push({ ...found, value: { text: detach(value.slice(0, end)), at: { start: at.start, end: at.start + end } } });
  }
  return { pairs, words: trimmed(line, from, endIn(text, words)) };
}

/** Where the words end: without the stops and bars behind them. */
function endIn(text: string, end: number): number {
  let to = end;
  while (to > 0 && ' \t.;:|'.includes(text.charAt(to - 1))) to--;
  return to;
}

const sentence = /[.;]\s+(?=[A-Z][\w ]{1,20}:\s)/g;

/** A waiver that says its parts by name. Undefined: this is none. */
function recordIn(line: Located, below: readonly Pair[], dialect: PacketsDialect, listed = `\n  - ${SIGN}`): Waiver | undefined {
  const id = idLength(line.text);
  const inline = partsIn(line, id);
  const pairs = [...inline.pairs, ...below];
  const named = pairs.find((p) => /^waiver[ _]?id$/i.test(p.name));
  const says = (part: Part): boolean => pairs.some((p) => p.part === part);
  const isRecord = id > 0 || named || (says('check') && (says('reason') || says('by') || says('until')));
  if (!isRecord || (named && isBlank(named.value.text))) return undefined;
  const words = trimmed(inline.words, /^\s*\[[^\]]*\]/.exec(inline.words.text)?.[0].length ?? 0, inline.words.text.length);
  const check = saidBy(pairs, 'check') ?? saidBy(pairs, 'scope') ?? (words.text === '' ? line : words);
  const end = below.at(-1)?.value.at.end ?? line.at.end;
  const lead =
    below.length > 0 ? listed : line.text.includes(' | ') ? ` | ${SIGN}` : `${/[.;]$/.test(line.text) ? '' : '.'} ${SIGN}`;
  const name = named?.value.text ?? line.text.slice(0, id).replace(/^[\s*_`[]+|[\s*_`\]:]+$/g, '');
  return recorded(pairs, check, { start: line.at.start, end }, lead, dialect, name);
}

/** `[alice151220251000]: coverage, until the hardware is there`: who allowed it, and what. */
function signedAhead(line: Located, dialect: PacketsDialect): Waiver | undefined {
  const signature = signatureIn(line, dialect);
  if (!signature) return undefined;
  const [start, end] = [signature.at.start - line.at.start, signature.at.end - line.at.start];
  const behind = /^[*_`\])]*\s*[:–—-][*_`]*\s+(?=\S)/u.exec(line.text.slice(end));
  if (!behind || /[^\s*_`[(]/.test(line.text.slice(0, start))) return undefined;
  return {
    at: line.at,
    check: trimmed(line, end + behind[0].length, line.text.length),
    reason: '',
    signature,
    until: undefined,
    record: { id: '', by: '', signs: { at: line.at.end, lead: '' } },
  };
}

/** A section that is one waiver: a list of its parts. */
function wholeSection(f: Field, dialect: PacketsDialect): Waiver | undefined {
  const pairs = [...f.items.flatMap(pairOf), ...f.parts.filter((p) => p.spelling !== 'heading').map(asPair)];
  const check = saidBy(pairs, 'check') ?? saidBy(pairs, 'scope');
  const first = pairs.filter((p) => p.part !== undefined);
  const once = new Set(first.map((p) => p.part)).size === first.length || first.every((p) => p.part !== 'check');
  if (!check || first.length < 2 || !once || f.items.some((i) => isId(i.text) || i.items.length > 0 || i.text.includes(' | ')))
    return undefined;
  const at = { start: Math.min(...first.map((p) => p.value.at.start)), end: Math.max(...first.map((p) => p.value.at.end)) };
  return recorded(pairs, check, at, LISTED, dialect);
}

const saidBy = (pairs: readonly Pair[], part: Part): Located | undefined =>
  pairs.find((p) => p.part === part && p.value.text !== '')?.value;

/** @param lead what goes before a signature at its end */
function recorded(
  pairs: readonly Pair[],
  check: Located,
  at: Span,
  lead: string,
  dialect: PacketsDialect,
  id = '',
): Waiver | undefined {
  if (isBlank(check.text)) return undefined;
  const approvals = pairs.filter((p) => p.part === 'by');
  const signed = approvals.flatMap((p) => signatureIn(p.value, dialect) ?? []);
  return {
    at,
    check,
    reason: saidBy(pairs, 'reason')?.text ?? '',
    signature: signed[0],
    until: saidBy(pairs, 'until'),
    record: {
      id: detach(id),
      by: approvals.find((p) => !isUnsigned(p.value.text))?.value.text ?? '',
      signs: { at: at.end, lead },
    },
  };
}

function signatureIn({ text, at }: Located, dialect: PacketsDialect): WrittenSignature | undefined {
  const s = signaturesIn(text, dialect.signatures)[0];
  return s && { key: s.key, text: s.written, at: { start: at.start + s.start, end: at.start + s.end } };
}

const noWaiver = /^(?:[-–—]|none\b|no\b|n\/a\b|tbd\b|pending\b|not\b|[<{[(])/i;

const isBlank = (text: string): boolean => /^(?:[-–—]*$|none\W*$|n\/a\b|tbd\b|pending\W*$|[<{])/i.test(text);

function waiverIn({ text, at }: Located, dialect: PacketsDialect): Waiver | undefined {
  const lead = /^waiver\s*\d*\s*:\s*/i.exec(text)?.[0].length ?? 0;
  let from = lead;
  const parts = text
    .slice(lead)
    .split(';')
    .map((part): Located => {
      const said = trimmed({ text, at }, from, from + part.length);
      from += part.length + 1;
      return said;
    });
  const [check, reason, signature, until] = parts;
  if (!check || check.text === '' || noWaiver.test(check.text)) return undefined;
  return {
    at,
    check,
    reason: reason?.text ?? '',
    signature: signature && signatureIn(signature, dialect),
    until: until && until.text !== '' ? until : undefined,
  };
}
