/** What no packet of a repository has: nobody there signs, or proves, or reports. */
import { everywhere } from '#core/fields/model';
import type { PacketsDialect } from '../model/dialect/dialect';
import { isCommitted } from '../model/dialect/status';
import { type PacketModel, statusOf } from '../model/types';

/** Fewer packets than this say nothing. */
const ENOUGH = 3;

const signing = ['USER_SIGNATURE', 'User Signature Locked', 'Signature & Enrichment Log'];

/**
 * Rules that only say that something is missing, where nothing of its sort stands in any packet, not even empty.
 * @param beside whether there are documents of their own that could hold it
 */
export function nowhereIn(
  models: readonly PacketModel[],
  beside: {
    readonly audits: boolean;
    readonly reports: boolean;
    readonly protocols: boolean;
    readonly limits: boolean;
    readonly specs: boolean;
  },
): readonly string[] {
  // Whoever writes down how packets are signed and validated means to do it.
  if (models.length < ENOUGH || beside.protocols) return [];
  const has = (...keys: readonly string[]): boolean =>
    models.some((m) => keys.some((key) => everywhere(m.fields.fields, key).length > 0));
  const reported = beside.reports || has('Verdict') || models.some((m) => m.proof.reports.length > 0);
  const proved = reported || has('Evidence Mapping') || models.some((m) => m.proof.rows.length > 0);
  // A plan by another name is no block that a coder would repeat.
  const planned = models.some((m) => everywhere(m.fields.fields, 'BOOTSTRAP').some((f) => /bootstrap/i.test(f.name)));
  const begun = planned || has('BOOTSTRAP Output', 'FILES_TO_OPEN', 'SEARCH_TERMS', 'RUN_COMMANDS', 'RISK_MAP');
  return [
    ...(beside.audits || has(...signing) || models.some((m) => m.signing.signature !== undefined)
      ? []
      : ['signature-missing', 'signature-block-incomplete', 'signature-untimed']),
    ...(reported ? [] : ['report-missing', 'report-incomplete']),
    ...(proved ? [] : ['evidence-missing']),
    ...(has('VALIDATION') ? [] : ['validation-missing']),
    ...(begun ? [] : ['bootstrap-output-missing']),
    ...(has('AI Review') ? [] : ['ai-review-missing']),
    ...(has('Validator Audit Scope') ? [] : ['audit-scope-missing']),
    ...(has('RISK_TIER') ? [] : ['risk-tier-missing']),
    ...(beside.limits ? [] : ['board-sla']),
    ...(beside.specs ? [] : ['pointer-missing']),
  ];
}

/** Whether several packets are done by a board that say of themselves they are not begun, or nothing: whoever follows it says so next. @param done ids, without words */
export function areOver(models: readonly PacketModel[], done: readonly string[], { ids }: PacketsDialect): boolean {
  const over = new Set(done);
  return models.filter((m) => over.has(ids.wordsOff(m.id)) && !isCommitted(statusOf(m))).length >= ENOUGH;
}
