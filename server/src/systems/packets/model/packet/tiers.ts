/** The risk tier of a packet. */
import { type Field, fieldOf, isEmpty } from '#core/fields/model';
import { plainWords, type Span } from '#core/text';
import type { PacketsDialect } from '../dialect/dialect';
import type { PacketModel } from '../types';
import { isBlank, isChoice } from './blanks';

/** What RISK_TIER says. */
export interface WrittenTier {
  readonly field: Field;
  /** The words that name it, without an annotation. */
  readonly text: string;
  readonly at: Span;
  /** As the dialect writes it. Undefined: none that it knows. */
  readonly tier: string | undefined;
  /** A reason beside it: `HIGH (touches auth)`, `HIGH: touches auth`. */
  readonly remark: string;
}

/** Undefined: no such field, or nothing in it but a blank of a template. */
export function tierOf(model: PacketModel, dialect: PacketsDialect): WrittenTier | undefined {
  const field = fieldOf(model.fields, 'RISK_TIER');
  if (!field || isEmpty(field) || field.text === '' || isChoice(field.text, dialect.tiers)) return undefined;
  if (isBlank(field.text) && tierNamed(field.text, dialect.tiers) === undefined) return undefined;
  // Most say the tier and nothing else.
  const tier = dialect.tiers.find((t) => t === field.text);
  if (tier !== undefined) return { field, text: tier, at: field.textAt, tier, remark: '' };
  const line = /^[^\r\n]*/.exec(field.text)?.[0] ?? '';
  const lead = /^[^\p{L}\p{N}]*/u.exec(line)?.[0].length ?? 0;
  const start = field.textAt.start + lead;
  const said = line.slice(lead);
  const end = parting.exec(said);
  const text = said.slice(0, end?.index).replace(/(?<![*_`\s])[*_`\s]+$/, '');
  const remark = `${end ? said.slice(end.index + end[0].length) : ''} ${field.text.slice(line.length)}`.trim();
  return { field, text, at: { start, end: start + text.length }, tier: tierNamed(text, dialect.tiers), remark };
}

/** What a tier asks for, in words. */
export function tierAsks(tier: string, { tierNeeds }: PacketsDialect): readonly string[] {
  const needs = (tiers: readonly string[]): boolean => tiers.some((t) => t.toLowerCase() === tier.toLowerCase());
  return [
    ...(needs(tierNeeds.aiReview) ? ['a review by an AI before validation'] : []),
    ...(needs(tierNeeds.auditScope) ? ['audits by the validator'] : []),
    ...(needs(tierNeeds.justification) ? ['a reason for the tier'] : []),
  ];
}

/** What stands between a tier and what is said of it. */
const parting = /[(;,.:：|]|\s[-–—]\s|\s(?:because|since|as)\s|\s?(?:->|→|=>)|\p{Extended_Pictographic}/u;

/** The tier that a text names, and no other: `high`, `HIGH risk`, `Tier: HIGH`; not `MEDIUM-HIGH`. */
export function tierNamed(text: string, tiers: readonly string[]): string | undefined {
  const said = plainWords(text);
  const exact = said === '' ? undefined : tiers.find((t) => plainWords(t) === said);
  if (exact !== undefined) return exact;
  // `VERY HIGH` holds `HIGH`: the longest is meant, and what is left names no other.
  let rest = ` ${said} `;
  const found = [...tiers]
    .sort((a, b) => b.length - a.length)
    .filter((t) => {
      const name = ` ${plainWords(t)} `;
      const isIn = rest.includes(name);
      if (isIn) rest = rest.replaceAll(name, ' ');
      return isIn;
    });
  const extra = rest.trim() === '' ? 0 : rest.trim().split(' ').length;
  return found.length === 1 && extra <= 2 && !taken.test(rest) ? found[0] : undefined;
}

/** Words that make another tier of the one they stand with: `VERY HIGH`, `below HIGH`, `not HIGH`. */
const taken = / (?:not|no|kein|nicht|very|extremely|extra|ultra|super|above|over|below|under|sehr|muy|très|molto) /;

/** Whether the packet's tier is one of some. */
export function isTier(model: PacketModel, dialect: PacketsDialect, tiers: readonly string[]): string | undefined {
  const tier = tierOf(model, dialect)?.tier;
  return tier !== undefined && tiers.some((t) => t.toLowerCase() === tier.toLowerCase()) ? tier : undefined;
}
