/** Audits: what must not stand in code, as data. The defaults, and what a configuration makes of them. Source: SYSTEMS.md §1, *Gates*. */
import type { Where } from '#core/probe';
import { audits } from './audit-defaults';
import type { Audit, AuditChange, AuditChanges, AuditGate } from './audit-types';

/** Checks that are more than patterns. They can be switched off, and files can be excepted. */
const otherChecks: Readonly<Record<AuditGate, readonly string[]>> = {
  scan: ['todos'],
  'dal-audit': ['migrations'],
  'llm-boundary': [],
  'error-codes': ['documented'],
  traceability: [],
  'git-hygiene': ['ignored', 'artifacts', 'binaries', 'secret-files'],
  security: ['secrets'],
};

/** Ids of what a gate looks for by patterns. None: it takes no other patterns either. */
export const patternedAudits = (gate: AuditGate): readonly string[] => audits[gate].map((a) => a.id);

/** Ids of what a gate looks at by itself. */
export const knownAudits = (gate: AuditGate): readonly string[] => [...patternedAudits(gate), ...otherChecks[gate]];

/** The audits of a gate that are in force, and the ids of those that are switched off. */
export function auditsOf(
  gate: AuditGate,
  changes: AuditChanges,
): { readonly on: readonly Audit[]; readonly off: readonly string[] } {
  const own = changes[gate] ?? {};
  const known = audits[gate].map((a) => a.id);
  const defaults = audits[gate].flatMap((a): readonly Audit[] => {
    const change = own[a.id];
    return change === 'off' ? [] : [change === undefined ? a : changed(a, change)];
  });
  const more = Object.entries(own).flatMap(([id, change]): readonly Audit[] =>
    change === 'off' || known.includes(id) || otherChecks[gate].includes(id) ? [] : [ownAudit(id, change)],
  );
  return { on: [...defaults, ...more], off: known.filter((id) => own[id] === 'off') };
}

/** Other patterns or another reason: what the default says of its own ones is gone with them. */
function changed({ reasons, unless, ...audit }: Audit, change: AuditChange): Audit {
  const kept = change.patterns ? {} : { ...(unless ? { unless } : {}), ...(reasons && !change.reason ? { reasons } : {}) };
  return { ...audit, ...kept, ...change };
}

/** A comment only speaks of it. */
export const inCode: readonly Where[] = ['code', 'string'];

const ownAudit = (id: string, change: AuditChange): Audit => ({
  id,
  title: `What ${id} forbids stands nowhere.`,
  patterns: [],
  reason: '',
  in: inCode,
  ...change,
});

/** Globs that a configuration excepts from a check. */
export function exceptOf(gate: AuditGate, id: string, changes: AuditChanges): readonly string[] {
  const change = changes[gate]?.[id];
  return change === undefined || change === 'off' ? [] : (change.except ?? []);
}
