/** What the `packets` part of `gatehouse.yaml` changes in the dialect, and what is wrong in it though each value is what the schema says. */
import { globMatcher } from '#core/glob';
import { type Pattern, pattern } from '#core/pattern';
import type { DataNode } from '#core/source';
import type { Ref } from '#core/symbols';
import { canonicalId } from './anchor-forms';
import { auditProblems, changesOf } from './audit-config';
import { gatesOf } from './config-gates';
import { ambiguous, type ConfigProblem, misspelt } from './config-names';
import { OFF, type PacketsConfig } from './config-schema';
import { compile, type Forbidden, type PacketsDialect, type Profile, pathsCalled, type Required } from './dialect';
import { PROFILE } from './profile';
import { type Status, wordsWith } from './status';

/** Lists take the place of those of `base`; aliases and words for states are added to them. */
export function applyConfig(base: PacketsDialect, config: PacketsConfig): PacketsDialect {
  const called = config.ids ?? base.called;
  const paths = { ...pathsCalled(base, called), ...present(config.paths, (globs) => listOf(globs).filter(isMarkdown)) };
  const { required, profiles, asked } = requirements(base, config);
  const words = wordsWith(base.words, (s) => config.statuses?.[s] ?? []);
  const tiers = config.tiers ?? base.tiers;
  const known = (list: readonly string[]): readonly string[] => list.filter((t) => tiers.includes(t));
  return compile({
    ...base,
    ...gatesOf(base, config),
    paths,
    called,
    specs: specsOf(base, config, asked),
    required,
    profiles,
    words,
    order: config.order ?? base.order,
    commits: config.commits === undefined ? base.commits : config.commits === OFF ? [] : config.commits,
    verdicts: {
      pass: [...base.verdicts.pass, ...upper(config.verdicts?.pass)],
      fail: [...base.verdicts.fail, ...upper(config.verdicts?.fail)],
      neither: [...base.verdicts.neither, ...upper(config.verdicts?.neither)],
      open: [...base.verdicts.open, ...upper(config.verdicts?.open)],
    },
    boardSections: config.boardSections ? present(config.boardSections, (w) => w) : base.boardSections,
    stateFolders: config.stateFolders ? present(config.stateFolders, (w) => w) : base.stateFolders,
    closure: config.closure ?? base.closure,
    anchors: config.anchors?.flatMap(patternOf) ?? base.anchors,
    requiredAnchors: config.requiredAnchors ?? base.requiredAnchors,
    binding: config.binding ?? base.binding,
    nonBinding: config.nonBinding ?? base.nonBinding,
    signatures: config.signatures?.flatMap(patternOf) ?? base.signatures,
    counts: { ...base.counts, ...present(config.counts, (c) => (c === OFF ? ([0, Number.POSITIVE_INFINITY] as const) : c)) },
    sla: numbered({ ...base.sla, ...config.sla }),
    tiers,
    // Tiers of other names: what the defaults say of the old ones is gone with them.
    tierNeeds: {
      aiReview: known(config.tierNeeds?.aiReview ?? base.tierNeeds.aiReview),
      auditScope: known(config.tierNeeds?.auditScope ?? base.tierNeeds.auditScope),
      justification: known(config.tierNeeds?.justification ?? base.tierNeeds.justification),
    },
    locked: config.locked ?? base.locked,
    approvals: {
      level: config.approvals ?? base.approvals.level,
      allowedSigners: config.allowedSigners ?? base.approvals.allowedSigners,
    },
    waivable: config.waivers ?? base.waivable,
    production: config.production === undefined ? base.production : listOf(config.production),
    tests: config.tests === undefined ? base.tests : listOf(config.tests),
    todos: config.todos ?? base.todos,
    retired: config.retired === undefined ? base.retired : listOf(config.retired),
    shared: config.shared === undefined ? base.shared : listOf(config.shared),
    sharedBy: config.sharedBy === OFF ? Number.POSITIVE_INFINITY : (config.sharedBy ?? base.sharedBy),
    forbidden: config.forbidden?.flatMap(forbiddenOf) ?? base.forbidden,
    invariants: Object.fromEntries(
      Object.entries(config.invariants ?? {}).flatMap(([id, i]) => [
        [id, listOf(i.pattern).flatMap((pattern) => forbiddenOf({ ...i, pattern }))],
      ]),
    ),
    audits: changesOf(config.audits),
  });
}

/** The anchors that it requires, each without what is written around its id. */
export function configNames(part: DataNode, text: string): readonly Ref[] {
  const list = part.is === 'map' ? part.entries.find((e) => e.key === 'requiredAnchors')?.value : undefined;
  return (list?.is === 'list' ? list.items : []).flatMap((item): readonly Ref[] => {
    if (item.is !== 'scalar' || typeof item.value !== 'string') return [];
    const name = canonicalId(item.value);
    const start = text.slice(item.at.start, item.at.end).toUpperCase().indexOf(name);
    if (name === '' || start < 0) return [];
    const at = { start: item.at.start + start, end: item.at.start + start + name.length };
    return [{ kind: 'anchor', name, at }];
  });
}

/** Names that are used and are nowhere. */
export function configProblems(base: PacketsDialect, config: PacketsConfig): readonly ConfigProblem[] {
  const tiers = config.tiers ?? base.tiers;
  const needs = Object.entries(config.tierNeeds ?? {}).flatMap(([need, list]) =>
    (list ?? []).flatMap((tier, i) =>
      tiers.includes(tier)
        ? []
        : [{ path: ['tierNeeds', need, i], message: `${tier} is no tier; there are ${tiers.join(', ')}.` }],
    ),
  );
  const others = Object.entries(config.paths ?? {}).flatMap(([kind, globs]) =>
    listOf(globs ?? []).flatMap((glob) =>
      isMarkdown(glob) ? [] : [{ path: ['paths', kind], message: `${glob} is no Markdown file; only those are read.` }],
    ),
  );
  return [...needs, ...others, ...misspelt(base, config), ...ambiguous(config), ...auditProblems(config.audits)];
}

/** Whether a glob may take Markdown: it ends in no other ending. */
const isMarkdown = (glob: string): boolean =>
  glob.startsWith('!') || !/\.(?!(?:md|markdown|mdx)$)[A-Za-z][A-Za-z0-9]*$/i.test(glob);

/** Required fields and profiles, and every field that they name. */
function requirements(base: PacketsDialect, config: PacketsConfig) {
  const required: Required = { ...base.required, ...present(config.required, (keys) => keys) };
  const profiles = Object.entries(config.profiles ?? {}).map(([name, p]): Profile => {
    const fields = Object.fromEntries(Object.entries(p.when ?? {}).map(([key, values]) => [key, listOf(values)]));
    const files = p.files === undefined ? undefined : globMatcher(listOf(p.files));
    return {
      name,
      required: Array.isArray(p.required) ? { default: p.required } : present(p.required, (k) => k),
      when: { fields, files },
    };
  });
  const lists = [required, ...profiles.map((p) => p.required)].flatMap((r) => Object.values(r));
  return { required, profiles, asked: [...lists.flat(), ...profiles.flatMap((p) => Object.keys(p.when.fields))] };
}

/** The field names, with aliases, and a field for every name that is asked for and not known. */
function specsOf(base: PacketsDialect, config: PacketsConfig, asked: readonly string[]): PacketsDialect['specs'] {
  const aliases = new Map(Object.entries(config.aliases ?? {}));
  const specs = base.specs.map((s) => {
    const own = aliases.get(s.key);
    return own ? { ...s, aliases: [...(s.aliases ?? []), ...own], own: own[0] } : s;
  });
  for (const [key, names] of aliases)
    if (!base.specs.some((s) => s.key === key)) specs.push({ key, aliases: names, own: names[0], shape: 'list' });
  if (config.profiles && !specs.some((s) => s.key === PROFILE)) specs.push({ key: PROFILE, shape: 'scalar' });
  for (const key of asked) if (!specs.some((s) => s.key === key)) specs.push({ key, shape: 'list' });
  return specs;
}

const forbiddenOf = (f: { pattern: string; reason?: string | undefined; files?: Globs; except?: Globs }): readonly Forbidden[] =>
  patternOf(f.pattern).map((p) => ({
    pattern: p,
    reason: f.reason ?? '',
    files: f.files === undefined ? undefined : listOf(f.files),
    except: f.except === undefined ? [] : listOf(f.except),
  }));

type Globs = string | readonly string[] | undefined;

const listOf = (one: string | readonly string[]): readonly string[] => (typeof one === 'string' ? [one] : one);

function patternOf(text: string): readonly Pattern[] {
  const p = pattern(text);
  return 'problem' in p ? [] : [p];
}

/** The keys that have a value, each put in shape. */
function present<K extends string, V, W>(
  from: { readonly [P in K]?: V | undefined } | undefined,
  shape: (value: V) => W,
): { [P in K]?: W } {
  const out: { [P in K]?: W } = {};
  for (const [key, value] of Object.entries(from ?? {}) as [K, V | undefined][]) if (value !== undefined) out[key] = shape(value);
  return out;
}

const numbered = (days: Readonly<Record<string, number | typeof OFF | undefined>>): Readonly<Partial<Record<Status, number>>> =>
  Object.fromEntries(Object.entries(days).filter((e): e is [string, number] => typeof e[1] === 'number'));

const upper = (words: readonly string[] | undefined): readonly string[] => words?.map((w) => w.toUpperCase()) ?? [];
