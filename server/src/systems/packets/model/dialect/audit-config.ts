/** `packets.audits` of `gatehouse.yaml`: its schema, and what it says of the audits. */
import type { z } from 'zod';
import { recordOf } from '#core/lists';
import type { Zod } from '#core/system';
import { type AuditChange, type AuditChanges, type AuditGate, auditGates } from './audit-types';
import { knownAudits, patternedAudits } from './audits';

const OFF = 'off';
const wheres = ['code', 'string', 'comment'] as const;

/** @param form a pattern @param globs one or several */
export function auditsSchema<F extends z.ZodType<string>, G extends z.ZodType<string | string[]>>(z: Zod, form: F, globs: G) {
  const forms = z.union([form, z.array(form).min(1)]);
  const audit = z
    .strictObject({
      pattern: forms.describe('What must not stand there: one pattern, or several, in place of the default ones.'),
      reason: z.string().min(1).describe('Why, and what to do.'),
      unless: forms.describe('Where one of these stands over it, a pattern means something else.'),
      without: forms.describe('It counts only where none of these stands nearby: 25 lines before and after.'),
      files: globs.describe('Globs of the files that it is about. By default the production code.'),
      except: globs.describe('Globs of files where it may stand, in place of the default ones.'),
      in: z
        .union([z.enum(wheres), z.array(z.enum(wheres)).min(1)])
        .describe('Where it counts: in code, strings, comments. By default in code and strings.'),
    })
    .partial();
  const gate = (name: AuditGate) =>
    z
      .record(z.string().min(1), z.union([z.literal(OFF), audit]))
      .meta({ examples: [Object.fromEntries(knownAudits(name).map((id) => [id, OFF]))] })
      .optional();
  return z.strictObject(recordOf(auditGates, gate));
}

/** What a person wrote there, once it is checked. */
export type AuditsConfig = z.infer<ReturnType<typeof auditsSchema>>;
type Written = Exclude<NonNullable<AuditsConfig[AuditGate]>[string], typeof OFF>;

/** What that changes in the audits that there are by default. */
export const changesOf = (config: AuditsConfig | undefined): AuditChanges =>
  Object.fromEntries(
    Object.entries(config ?? {}).flatMap(([gate, own]) =>
      own === undefined
        ? []
        : [[gate, Object.fromEntries(Object.entries(own).map(([id, w]) => [id, w === OFF ? OFF : changeOf(w)]))]],
    ),
  );

function changeOf({ pattern, reason, unless, without, files, except, in: where }: Written): AuditChange {
  return {
    ...(pattern === undefined ? {} : { patterns: listOf(pattern) }),
    ...(reason === undefined ? {} : { reason }),
    ...(unless === undefined ? {} : { unless: listOf(unless) }),
    ...(without === undefined ? {} : { without: listOf(without) }),
    ...(files === undefined ? {} : { files: listOf(files) }),
    ...(except === undefined ? {} : { except: listOf(except) }),
    ...(where === undefined ? {} : { in: listOf(where) }),
  };
}

const listOf = <T extends string>(one: T | readonly T[]): readonly T[] => (typeof one === 'string' ? [one] : one);

/** What a check that is more than patterns does not take. */
const besides = (path: readonly string[], id: string, written: Written) =>
  Object.keys(written).flatMap((key) =>
    key === 'except' ? [] : [{ path: [...path, key], message: `${id} looks for no patterns: it can be off, or say \`except\`.` }],
  );

/** A check of one's own says what it looks for, and why. */
export function auditProblems(config: AuditsConfig | undefined) {
  return Object.entries(config ?? {}).flatMap(([gate, own]) =>
    Object.entries(own ?? {}).flatMap(([id, written]) => {
      const path = ['audits', gate, id];
      const known = knownAudits(gate as AuditGate);
      if (patternedAudits(gate as AuditGate).includes(id)) return [];
      if (known.includes(id)) return written === OFF ? [] : besides(path, id, written);
      const says = `${id} is no check of ${gate} yet; there are ${known.join(', ')}.`;
      if (patternedAudits(gate as AuditGate).length === 0)
        return [{ path, message: `${says} Patterns of your own have their place under scan.` }];
      if (written === OFF) return [{ path, message: says }];
      return written.pattern === undefined || written.reason === undefined
        ? [{ path, message: `${says} One of your own has a pattern and a reason.` }]
        : [];
    }),
  );
}
