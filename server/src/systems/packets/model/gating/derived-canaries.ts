/** Canaries of checks that a configuration adds or changes: what its own patterns match, where its own globs look. */
import { codeGlobs, commentMarks } from '#core/code';
import type { Canary } from '#core/gate';
import { globMatcher, pathsFor } from '#core/glob';
import { exampleOf } from '#core/pattern';
import type { Probe } from '#core/probe';
import type { Audit, AuditGate } from '../dialect/audit-types';
import { auditsOf } from '../dialect/audits';
import type { PacketsDialect } from '../dialect/dialect';
import { inProduction } from './canaries';
import { asAudit, probeOf } from './probes';
import { fieldOf, sampleFiles, scopeOf } from './sample';

type Derived = Canary<PacketsDialect>;

/** Of `packets.forbidden`. */
export const forbiddenCanaries = (dialect: PacketsDialect): readonly Derived[] =>
  dialect.forbidden.flatMap((f, i) => canariesOf('forbidden', dialect, asAudit(f, i)));

/** Of `packets.invariants`; those of a fence in the codex are the codex's own. */
export const invariantCanaries = (dialect: PacketsDialect): readonly Derived[] =>
  Object.entries(dialect.invariants).flatMap(([id, all]) => all.flatMap((f, i) => canariesOf(id, dialect, asAudit(f, i))));

/** Of `packets.audits`: checks of one's own, and those that look for something else than by default, or elsewhere. */
export function auditCanariesOf(gate: AuditGate, dialect: PacketsDialect): readonly Derived[] {
  const own = dialect.audits[gate] ?? {};
  return auditsOf(gate, dialect.audits).on.flatMap((audit) => {
    const change = own[audit.id];
    const isOther = change !== undefined && change !== 'off' && (change.patterns ?? change.files ?? change.in ?? change.without);
    return isOther ? canariesOf(audit.id, dialect, audit) : [];
  });
}

/** One for each pattern. */
function canariesOf(check: string, dialect: PacketsDialect, audit: Audit): readonly Derived[] {
  const probe = probeOf(dialect, audit);
  const path = placeFor(dialect, probe);
  return audit.patterns.map((pattern): Derived => {
    const example = exampleOf(pattern);
    return {
      check,
      what: `“${example.trim()}” stands in ${path}.`,
      // In the packet's scope too, for gates that look no further.
      files: (_, day) => ({
        ...sampleFiles(dialect, day, { fields: { IN_SCOPE_PATHS: fieldOf([...scopeOf(dialect), path]) } }),
        [path]: `${inPlace(path, example, probe)}\n`,
      }),
    };
  });
}

/** Where it is looked for. A place that is excepted where there is no other: there nothing bites. */
function placeFor(dialect: PacketsDialect, { files, among, except }: Probe): string {
  const ends = (among ?? codeGlobs).flatMap(pathsFor);
  const anywhere = files.filter((g) => !g.startsWith('!')).flatMap(pathsFor);
  const all = [
    ...ends.map((end) => inProduction(dialect, end)),
    ...anywhere,
    ...anywhere.flatMap((p) => ends.map((e) => `${p}/${e}`)),
  ];
  const isLooked = globMatcher(files);
  const isAmong = among ? globMatcher(among) : () => true;
  const isLeft = globMatcher(except ?? []);
  const looked = all.filter((p) => isLooked(p) && isAmong(p));
  return looked.find((p) => !isLeft(p)) ?? looked[0] ?? inProduction(dialect, 'canary.ts');
}

/** As code, in a string or as a comment, where it counts. */
function inPlace(path: string, example: string, { in: where }: Probe): string {
  if (where.includes('code')) return example;
  if (where.includes('string')) return `"${example}"`;
  const { open, close } = commentMarks(path);
  return `${open} ${example} ${close}`.trimEnd();
}
