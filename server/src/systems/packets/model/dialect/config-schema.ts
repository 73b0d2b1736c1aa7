/** The `packets` part of `gatehouse.yaml`, as a schema: what a person may write there, with what each setting does. */
import type { z } from 'zod';
import { globProblem } from '#core/glob';
import { recordOf } from '#core/lists';
import { pattern } from '#core/pattern';
import type { Zod } from '#core/system';
import { auditsSchema } from './audit-config';
import { checked, problemOf, range, signatureProblem } from './config-checks';
import { gateSchemas } from './config-gates';
import { packetsDialect } from './defaults';
import { type Counted, type PacketsDialect, type PathKind, todoScopes } from './dialect';
import { formProblem } from './id-form';
import { lifecycle } from './status';

const kinds = Object.keys(packetsDialect.paths) as PathKind[];
const counted = Object.keys(packetsDialect.counts) as Counted[];
const outcomes = Object.keys(packetsDialect.verdicts) as (keyof PacketsDialect['verdicts'])[];
const needs = Object.keys(packetsDialect.tierNeeds) as (keyof PacketsDialect['tierNeeds'])[];

/** The default dialect, as a configuration would say it. */
const defaults = {
  paths: packetsDialect.paths,
  ids: packetsDialect.called,
  required: packetsDialect.required,
  statuses: packetsDialect.words,
  verdicts: packetsDialect.verdicts,
  order: packetsDialect.order,
  closure: packetsDialect.closure,
  nonBinding: packetsDialect.nonBinding,
  counts: packetsDialect.counts,
  sla: packetsDialect.sla,
  tiers: packetsDialect.tiers,
  tierNeeds: packetsDialect.tierNeeds,
  locked: packetsDialect.locked,
  approvals: packetsDialect.approvals.level,
  allowedSigners: packetsDialect.approvals.allowedSigners,
  waivers: packetsDialect.waivable,
  production: packetsDialect.production,
  tests: packetsDialect.tests,
  todos: packetsDialect.todos,
  retired: packetsDialect.retired,
  shared: packetsDialect.shared,
  sharedBy: packetsDialect.sharedBy,
  commits: packetsDialect.commits,
  coverage: packetsDialect.coverage,
};

/** What stands in a value where a default is to be taken away. */
export const OFF = 'off';

/** Kept as a function of zod, which is loaded only when there is a file to check. */
export function packetsSchema(z: Zod) {
  const glob = checked(z, globProblem);
  const globs = z.union([glob, z.array(glob)]);
  const words = z.array(z.string().min(1));
  const { gates, coverage } = gateSchemas(z, globs);
  const form = checked(z, (text) => problemOf(pattern(text)));
  const signature = checked(z, signatureProblem);
  const each = <K extends string, T extends z.ZodType>(keys: readonly K[], value: T) =>
    z.strictObject(recordOf(keys, () => value.optional()));
  const apart = {
    files: globs.describe('Globs of the files that it is about. By default the production code.').optional(),
    except: globs.describe('Globs of files where it may stand.').optional(),
  };
  const field = z
    .string()
    .min(1)
    .meta({ examples: packetsDialect.specs.map((f) => f.key) });
  const fields = z.array(field);
  const has = <T extends z.ZodType>(type: T, description: string, key?: keyof typeof defaults): T =>
    type.meta({ description, ...(key === undefined ? {} : { default: defaults[key] }) });
  return z
    .strictObject({
      paths: has(each(kinds, globs), 'Where each kind of document is: globs relative to the project. `!` excludes.', 'paths'),
      ids: has(
        z.array(checked(z, formProblem)).min(1),
        'What packets are called. A prefix: with `TASK`, `TASK-12` and `TASK_12_Login` are ids; `TASK_` leaves `-` out. Or a pattern: `T{number}`, `{YYYYMMDD}-{name}`; `{number}` for `0042-log-in.md`. These take the place of `WP-`.',
        'ids',
      ),
      aliases: has(
        z.record(field, words),
        'Other names of a field, besides those that are known: `IN_SCOPE_PATHS: [Files]`. A name that is no field yet becomes one.',
      ),
      required: has(
        each([...lifecycle, 'default'], fields),
        'Fields that a packet needs, by its status; `default` for the rest.',
        'required',
      ),
      profiles: has(
        z.record(
          z.string().min(1),
          z.strictObject({
            required: has(
              z.union([fields, each([...lifecycle, 'default'], fields)]),
              'Fields that such a packet needs: a list, or lists by status.',
            ),
            when: has(
              z.record(z.string().min(1), z.union([z.string().min(1), words])),
              'By field, the values with which it applies: `TASK_TYPE: [HYGIENE]`. All that is said must fit.',
            ).optional(),
            files: has(globs, 'Globs of the packets that it applies to.').optional(),
          }),
        ),
        'Named sets of required fields, for packets of one sort. A packet names one in its Profile field, or meets its conditions.',
      ),
      statuses: has(
        each(lifecycle, words),
        'Other words for a status, besides those that are known: `Ready-for-Dev: [groomed]`.',
        'statuses',
      ),
      order: has(
        z.array(z.enum(lifecycle)).min(1),
        'The states that are used here, in the order of work. Words of others are no status.',
        'order',
      ),
      verdicts: has(
        each(outcomes, words),
        'Other words for a verdict, besides those that are known: `pass: [accepted]`. `open`: it is still due.',
        'verdicts',
      ),
      boardSections: has(each(lifecycle, words), 'Other headings of the board that say a state: `In-Progress: [Doing now]`.'),
      stateFolders: has(each(lifecycle, words), 'Folders that say the state of the packets in them: `Done: [done]`.'),
      closure: has(words, 'Words in a heading of the board under which gates of a phase are listed, not states.', 'closure'),
      anchors: has(z.array(form), 'Forms of anchors, besides numbers and tags: `REQ-{number}`.'),
      requiredAnchors: has(words, 'Anchors that the current spec must define.'),
      binding: has(
        words,
        'Only spec sections whose heading has one of these words bind. Without it, all bind but the non-binding ones.',
      ),
      nonBinding: has(words, 'Words in a spec heading that make its section non-binding.', 'nonBinding'),
      signatures: has(z.array(signature), 'Forms of signatures, besides the canonical one: `{user} {YYYY-MM-DD HH:MM}`.'),
      counts: has(
        each(counted, z.union([range(z), z.literal(OFF)])),
        'How many items are usual, both ends included, or `off`.',
        'counts',
      ),
      sla: has(
        each(lifecycle, z.union([z.number().positive(), z.literal(OFF)])),
        'Days that a packet may stay in a state, or `off`.',
        'sla',
      ),
      tiers: has(words.min(1), 'Risk tiers, lowest first.', 'tiers'),
      tierNeeds: has(
        each(needs, words),
        'The tiers that need a review by an AI, a validator audit scope, a justification.',
        'tierNeeds',
      ),
      locked: has(fields, 'Fields that a signature locks.', 'locked'),
      approvals: has(
        z.enum(['typed', 'require-key']),
        '`require-key`: anything less than a signature by a key is an error.',
        'approvals',
      ),
      allowedSigners: has(z.string().min(1), 'The allowed_signers file of ssh-keygen.', 'allowedSigners'),
      waivers: has(words, 'What a waiver may be for.', 'waivers'),
      production: has(globs, 'Globs of production code.', 'production'),
      tests: has(globs, 'Globs of tests.', 'tests'),
      todos: has(
        z.enum(todoScopes),
        'Which TODOs in code must be tracked: `placeholders` those with nothing or a placeholder in the parenthesis, `ids` those whose parenthesis holds no id, `all` those without one too.',
        'todos',
      ),
      retired: has(
        globs,
        'Globs of documents from which nobody works any more. Rules about their contents are hints.',
        'retired',
      ),
      shared: has(
        globs,
        'Globs of files that packets write into side by side: that several list one is no conflict, and told once.',
        'shared',
      ),
      sharedBy: has(
        z.union([z.number().int().min(2), z.literal(OFF)]),
        'From so many packets in work on, any file that they all list is shared too; or `off`.',
        'sharedBy',
      ),
      commits: has(
        z.union([z.array(z.enum(lifecycle)).min(1), z.literal(OFF)]),
        'The states in which work on a packet is committed: a commit names one that is in one of them. `off`: it need not.',
        'commits',
      ),
      forbidden: has(
        z.array(
          z.strictObject({
            pattern: has(form, 'What must not stand there.'),
            reason: has(z.string().min(1), 'Why, in a sentence.'),
            ...apart,
          }),
        ),
        'What must not stand in code, each with its reason. For gates.',
      ),
      invariants: has(
        z.record(
          z.string().min(1),
          z.strictObject({
            pattern: has(z.union([form, z.array(form).min(1)]), 'What breaks it: one pattern, or several.'),
            reason: has(z.string().min(1), 'Why, in a sentence.').optional(),
            ...apart,
          }),
        ),
        'By id of the codex: what in code breaks it. A `gatehouse` fence below its heading in the codex says the same. For gates.',
      ),
      audits: has(
        auditsSchema(z, form, globs),
        'By gate and check: what is looked for in source code, changed, added, or `off`. For gates.',
      ),
      gates: has(
        gates,
        'By gate: commands of the repository’s own that follow it, or stand in its place. `ai-review` has no other.',
      ),
      coverage: has(coverage, 'What the gate coverage-gaps reads, and what is enough.', 'coverage'),
    })
    .partial();
}

/** What a person wrote there, once it is checked. */
export type PacketsConfig = z.infer<ReturnType<typeof packetsSchema>>;
