/** The auditors that a packet's Validator Audit Scope asks for. */
import { flat } from '#core/fields/items';
import { fieldOf } from '#core/fields/model';
import type { PacketModel } from '../types';

/** By the words that people use for them. The gate `security` is due whatever is said. */
const words: readonly (readonly [gate: string, RegExp])[] = [
  ['dal-audit', /\b(?:dal|storage|database|sql|migrations?|persistence|repositor(?:y|ies))\b/i],
  ['llm-boundary', /\b(?:llm|model boundary|prompt|ai boundary)\b/i],
  ['error-codes', /\b(?:error[ -]?codes?|typed errors?|error handling|errors)\b/i],
  ['traceability', /\b(?:traceability|trace[ -_]?ids?|determinism|observability)\b/i],
  ['git-hygiene', /\b(?:git(?:[ /-]build)?[ -]?hygiene|git|artifacts?|build hygiene)\b/i],
  ['coverage-gaps', /\bcoverage\b/i],
  ['supply-chain', /\b(?:supply[ -]?chain|dependenc(?:y|ies))\b/i],
];

/** Their names, in a fixed order; `all` asks for each. */
export function auditsAskedFor(model: PacketModel): readonly string[] {
  const field = fieldOf(model.fields, 'Validator Audit Scope');
  if (!field) return [];
  const said = [field.text, ...flat(field.items).map((i) => i.text), ...field.parts.map((p) => `${p.name} ${p.text}`)].join('\n');
  const all = /^\W*(?:all|full|everything|standard)\b/im.test(said);
  return words.flatMap(([gate, re]) => (all || re.test(said) || said.includes(gate) ? [gate] : []));
}
