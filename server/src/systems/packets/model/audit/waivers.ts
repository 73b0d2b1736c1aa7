/** What a waiver can be for. Source: SYSTEMS.md §1, "Waiver". */
import { plainWords } from '#core/text';
import type { PacketsDialect } from '../dialect/dialect';
import type { Waiver } from '../signing/approval';

/** Whatever the dialect allows, these are never waived: they are what a packet is for. */
const never = /\b(?:spec(?:ification)? regressions?|evidence|security|secrets?|vulnerabilit\w+)\b/;

/** Whether the check that a waiver names is of an allowed kind, and of none that never is. */
export function isWaivable({ check }: Waiver, { waivable }: PacketsDialect): boolean {
  const said = plainWords(check.text);
  return !isNeverWaived(check.text) && waivable.some((w) => said.includes(plainWords(w)));
}

/** Whether it names what nobody can waive: spec regression, evidence, security. */
export const isNeverWaived = (text: string): boolean => never.test(plainWords(text));

/** What is found in a waiver that does not count. */
export const waiverRules: readonly string[] = [
  'packets/waiver-not-allowed',
  'packets/waiver-unsigned',
  'packets/waiver-unproven',
  'packets/waiver-expired',
];
