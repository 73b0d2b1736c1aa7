/** `gatehouse.yaml`: what it may say, as a schema, and what it comes to. How a file and those that it extends are read: config-layers.ts. */
import type { z } from 'zod';
import { globProblem } from '#core/glob';
import type { Severity } from '#core/rule';
import type { System, Zod } from '#core/system';
import type { RelPath, Span } from '#core/text';

/** What a configuration sets a rule to. */
export type Level = Severity | 'off';

/** Plain data: it crosses into the reading thread. */
export interface Config {
  /** Systems that are on whatever the landmarks say. Undefined: the landmarks decide. */
  readonly on: readonly string[] | undefined;
  readonly severities: Readonly<Record<string, Level>>;
  /** Severities in groups of files; the last that fits a file counts. */
  readonly overrides: readonly { readonly files: readonly string[]; readonly rules: Readonly<Record<string, Level>> }[];
  /** Files that are not read, though a kind of document claims them. */
  readonly ignore: readonly string[];
  /** Files that are read although git ignores them. */
  readonly include: readonly string[];
  /** Folders below that may have a configuration of their own. Undefined: any, as long as no signature needs a key. */
  readonly projects: readonly string[] | undefined;
  readonly links: {
    /** Where links may lead though nothing is there: what a build makes. */
    readonly ignore: readonly string[];
    /** The folder that a leading slash stands for; '' is the project's own. */
    readonly root: RelPath;
  };
  /** What gates judge. */
  readonly adoption: Adoption;
  /** By system id: what the file says for it, checked. */
  readonly systems: Readonly<Record<string, unknown>>;
}

/**
 * What gates judge. `newSince`: only what is new since that commit. Source: SYSTEMS.md §0, *Living with an existing
 * repository*.
 */
export type Adoption = 'advisory' | 'all' | { readonly newSince: string };

/** The file's name, at the top of a project. */
export const CONFIG = 'gatehouse.yaml';
/** What the files of a configuration are, as documents. */
export const CONFIG_KIND = 'gatehouse/config';

/** What holds where there is no configuration. */
export const noConfig: Config = {
  on: undefined,
  severities: {},
  overrides: [],
  ignore: [],
  include: [],
  projects: undefined,
  links: { ignore: [], root: '' },
  adoption: 'all',
  systems: {},
};

/** What is wrong in a configuration. The place is in the file that it is told of. */
export interface ConfigProblem {
  readonly at: Span;
  readonly message: string;
}

/** What a configuration may speak of. */
export interface Known {
  readonly systems: readonly System<unknown>[];
  readonly rules: Readonly<Record<string, { readonly summary: string }>>;
}

/** The schema of the whole file. */
export function configSchema(z: Zod, { systems, rules }: Known): z.ZodType {
  const ids = systems.filter((s) => s.landmarks).map((s) => s.id);
  const level = z.enum(['off', 'hint', 'info', 'warning', 'error']);
  const levels = z.strictObject(
    Object.fromEntries(Object.entries(rules).map(([id, r]) => [id, level.describe(r.summary).optional()])),
  );
  const globs = globList(z);
  return z
    .strictObject({
      extends: z
        .string()
        .min(1)
        .describe('Another file of this repository to build on, relative to this one. What is said here outranks it.'),
      systems: z
        .array(z.enum(ids as [string, ...string[]]))
        .describe('Which systems this folder follows. Without it, Gatehouse looks for their landmarks.'),
      rules: levels.describe('Severity of a rule, by its id.'),
      overrides: z
        .array(
          z.strictObject({
            files: globs.describe('Which files, relative to this project.'),
            rules: levels.describe('Severity of a rule in these files.'),
          }),
        )
        .describe('Severities in groups of files. The last one that fits a file counts.'),
      ignore: globs.describe('Files that are not read, besides those that git ignores.'),
      include: globs.describe('Files that are read although git ignores them.'),
      projects: globs.describe(
        'Folders below that may have a gatehouse.yaml of their own. Without it any may; where packets.approvals is require-key, none.',
      ),
      links: z
        .strictObject({
          ignore: globs.describe('Where links may lead though nothing is there, such as what a build makes.'),
          root: z.string().describe('The folder that a leading slash in a link stands for. By default this project.'),
        })
        .partial()
        .describe('How links between documents are checked.'),
      adoption: z
        .union([
          z.enum(['advisory', 'all']),
          z.strictObject({ 'new-since': z.string().min(4).describe('A commit: what was there before it is not judged.') }),
        ])
        .meta({
          description: 'What gates judge: everything, only what is new since a commit, or nothing (they only tell).',
          default: 'all',
        }),
      ...Object.fromEntries(
        systems.flatMap((s) =>
          s.config ? [[s.id, s.config.schema(z).describe(`How this project writes ${lower(s.title)}.`)]] : [],
        ),
      ),
    })
    .partial();
}

const lower = (s: string): string => s.charAt(0).toLowerCase() + s.slice(1);

/** One glob, or a list of them. */
function globList(z: Zod) {
  const glob = z.string().check((c) => {
    const problem = globProblem(c.value);
    if (problem !== undefined) c.issues.push({ code: 'custom', message: problem, input: c.value });
  });
  return z.union([glob, z.array(glob)]);
}

/** What the checked contents of all layers, put together, come to. */
export function configOf(said: Record<string, unknown>, systems: readonly System<unknown>[]): Config {
  const parts = Object.fromEntries(systems.flatMap((s) => (said[s.id] === undefined ? [] : [[s.id, said[s.id]]])));
  const all = said as {
    systems?: string[];
    rules?: Record<string, Level>;
    overrides?: { files: string | string[]; rules: Record<string, Level> }[];
    ignore?: string | string[];
    include?: string | string[];
    projects?: string | string[];
    links?: { ignore?: string | string[]; root?: string };
    adoption?: 'advisory' | 'all' | { 'new-since': string };
  };
  const { adoption } = all;
  return {
    on: all.systems,
    severities: all.rules ?? {},
    overrides: (all.overrides ?? []).map((o) => ({ files: listOf(o.files), rules: o.rules })),
    ignore: listOf(all.ignore),
    include: listOf(all.include),
    projects: all.projects === undefined ? undefined : listOf(all.projects),
    links: { ignore: listOf(all.links?.ignore), root: (all.links?.root ?? '').replace(/^(?:\.?\/)+|\/+$/g, '') },
    adoption: typeof adoption === 'object' ? { newSince: adoption['new-since'] } : (adoption ?? 'all'),
    systems: parts,
  };
}

const listOf = (one: string | readonly string[] | undefined): readonly string[] =>
  one === undefined ? [] : typeof one === 'string' ? [one] : one;

/**
 * One layer over another: maps are joined key by key, lists and single values replaced.
 * `overrides` are joined, those of the layer below first, so that the nearer ones outrank them.
 */
export function merged(below: unknown, above: unknown, key = ''): unknown {
  if (above === undefined) return below;
  if (key === 'overrides' && Array.isArray(below) && Array.isArray(above)) return [...below, ...above];
  if (!isMap(below) || !isMap(above)) return above;
  const out: Record<string, unknown> = { ...below };
  for (const [k, v] of Object.entries(above)) out[k] = merged(Object.hasOwn(below, k) ? below[k] : undefined, v, k);
  return out;
}

const isMap = (x: unknown): x is Record<string, unknown> => typeof x === 'object' && x !== null && !Array.isArray(x);
