/** The `packets` part of `gatehouse.yaml`: its schema, and what it changes in the dialect. */
import type { z } from 'zod';
import type { Zod } from '#core/system';
import { compile, type PacketsDialect, type PathKind } from './dialect';
import { lifecycle, type Status, type StatusWords } from './status';

/** Kept as a function of zod, which is loaded only when there is a file to check. */
export function packetsSchema(z: Zod) {
  const globs = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]);
  const kinds = ['pointer', 'spec', 'packet', 'board', 'audit', 'codex', 'protocol'] as const satisfies readonly PathKind[];
  const words = z.array(z.string().min(1));
  return z
    .strictObject({
      paths: z
        .strictObject(
          Object.fromEntries(kinds.map((k) => [k, globs.optional()])) as Record<PathKind, z.ZodOptional<typeof globs>>,
        )
        .describe('Where each kind of document is: globs relative to this file. `!` excludes.'),
      aliases: z
        .record(z.string(), words)
        .describe('Other names of a field: `IN_SCOPE_PATHS: [Files]`. A name that is no field yet becomes one.'),
      required: z
        .strictObject(
          Object.fromEntries([...lifecycle, 'default'].map((s) => [s, words.optional()])) as Record<
            Status | 'default',
            z.ZodOptional<typeof words>
          >,
        )
        .describe('Fields that a packet needs, by its status; `default` for the rest.'),
      statuses: z
        .strictObject(
          Object.fromEntries(lifecycle.map((s) => [s, words.optional()])) as Record<Status, z.ZodOptional<typeof words>>,
        )
        .describe('Other words for a status: `Ready-for-Dev: [groomed]`.'),
      nonBinding: words.describe('Words in a spec heading that make its section non-binding.'),
    })
    .partial();
}

export type PacketsConfig = z.infer<ReturnType<typeof packetsSchema>>;

export function applyConfig(base: PacketsDialect, config: PacketsConfig): PacketsDialect {
  const paths = { ...base.paths };
  for (const [kind, globs] of Object.entries(config.paths ?? {}))
    if (globs !== undefined) paths[kind as PathKind] = typeof globs === 'string' ? [globs] : globs;
  const aliases = new Map(Object.entries(config.aliases ?? {}));
  const specs = base.specs.map((s) =>
    aliases.has(s.key) ? { ...s, aliases: [...(s.aliases ?? []), ...(aliases.get(s.key) ?? [])] } : s,
  );
  for (const [key, names] of aliases)
    if (!base.specs.some((s) => s.key === key)) specs.push({ key, aliases: names, shape: 'list' });
  const required = { ...base.required };
  for (const [status, keys] of Object.entries(config.required ?? {}))
    if (keys !== undefined) required[status as Status | 'default'] = keys;
  for (const key of Object.values(required).flatMap((k) => k ?? []))
    if (!specs.some((s) => s.key === key)) specs.push({ key, shape: 'list' });
  const words = Object.fromEntries(
    lifecycle.map((s) => [s, [...base.words[s], ...(config.statuses?.[s] ?? [])]]),
  ) as unknown as StatusWords;
  return compile({ ...base, paths, specs, required, words, nonBinding: config.nonBinding ?? base.nonBinding });
}
