/** A setup: the systems that are on, their dialects, and for each file the kinds that read it. Made anew when the configuration changes. */

import type { Action } from '#core/action';
import { isCode } from '#core/code';
import type { Gate } from '#core/gate';
import { globMatcher, literalGlob } from '#core/glob';
import type { ListOptions } from '#core/ports';
import type { AnyRule, DocumentRule, FindingsRule, FolderRule } from '#core/rule';
import type { DataSource } from '#core/source';
import type { Ref } from '#core/symbols';
import type { AnyKind, System } from '#core/system';
import type { RelPath } from '#core/text';
import type { Config, ConfigProblem, Level } from './config';

/** What the registry gives. */
export interface Plugins {
  readonly systems: readonly System<unknown>[];
  readonly rules: Readonly<Record<string, AnyRule>>;
  /** By system and name: `packets/pre-work`. */
  readonly gates: Readonly<Record<string, Gate>>;
  /** By system and name: `packets/move`. Absent: this edge has none. */
  readonly actions?: Readonly<Record<string, Action>>;
}

/** A rule with what the configuration makes of it. */
export interface BoundRule<R> {
  readonly id: string;
  readonly rule: R;
  readonly severity: Level;
  /** The configuration says so: then a report cannot ask for another. */
  readonly fixed: boolean;
  /** What the configuration says of some files. The last that fits counts. */
  readonly overrides: readonly { readonly holds: (path: RelPath) => boolean; readonly severity: Level }[];
}

/** A document kind with its system's dialect and the rules that judge it. */
export interface BoundKind {
  /** `packets/board`. */
  readonly id: string;
  readonly system: System<unknown>;
  readonly kind: AnyKind;
  readonly dialect: unknown;
  readonly matches: (path: RelPath) => boolean;
  readonly document: readonly BoundRule<DocumentRule>[];
  readonly folder: readonly BoundRule<FolderRule>[];
  readonly findings: readonly BoundRule<FindingsRule>[];
}

/** What a configuration comes to for a folder. */
export interface Setup {
  readonly systems: readonly System<unknown>[];
  readonly kinds: readonly BoundKind[];
  /** Globs that take all files which could be governed, and some that are not, but for those that are searched for. */
  readonly globs: readonly string[];
  /** Which of them are left out, and which are looked for where git ignores them. */
  readonly listing: ListOptions;
  /** The kinds that read a file: one of each system that claims it, and those that read everything claimed. Empty: nobody's. */
  kindsOf(path: RelPath): readonly BoundKind[];
}

/** What only the session knows. */
export interface OwnFiles {
  /** The files of the folder that the configuration is read from. */
  readonly configs: readonly RelPath[];
  readonly problems: (source: DataSource) => readonly ConfigProblem[];
  /** Folders below that are projects of their own. */
  readonly nested: readonly RelPath[];
}

/** @param active the systems that are on, by id */
export function makeSetup(plugins: Plugins, active: ReadonlySet<string>, config: Config, own: OwnFiles): Setup {
  const systems = plugins.systems.filter((s) => s.landmarks === undefined || active.has(s.id));
  const shared = {
    rules: new Set(Object.keys(plugins.rules)),
    problems: own.problems,
    names: (source: DataSource) => namesIn(source, systems),
    configs: own.configs,
    links: { root: config.links.root, isIgnored: globMatcher(config.links.ignore) },
  };
  const listing = { ignore: [...config.ignore, ...own.nested.map((at) => `${literalGlob(at)}/**`)], include: config.include };
  const isIgnored = globMatcher(listing.ignore);
  const kinds = systems.flatMap((system) => {
    const dialect = system.landmarks === undefined ? { ...(system.dialect as object), ...shared } : applied(system, config);
    return system.kinds.map((kind) => bind(system, kind, dialect, plugins.rules, config));
  });
  const cache = new Map<RelPath, readonly BoundKind[]>();
  const none: readonly BoundKind[] = [];
  const kindsOf = (path: RelPath): readonly BoundKind[] => {
    const known = cache.get(path);
    if (known) return known;
    const own = systems.flatMap((s) => kinds.find((k) => k.system === s && !k.kind.everywhere && k.matches(path)) ?? []);
    const all =
      own.length === 0 || isIgnored(path)
        ? none
        : [
            ...own,
            ...kinds.filter(({ kind }) => kind.everywhere && (kind.reads === 'code' ? isCode(path) : /\.md$/i.test(path))),
          ];
    cache.set(path, all);
    return all;
  };
  // What one kind leaves out another may take.
  const globs = kinds.flatMap((k) =>
    k.kind.everywhere || k.kind.holding ? [] : k.kind.files(k.dialect).filter((glob) => !glob.startsWith('!')),
  );
  return { systems, kinds, globs, listing, kindsOf };
}

/** What the parts of a configuration name. */
function namesIn({ data, text }: DataSource, systems: readonly System<unknown>[]): readonly Ref[] {
  const parts = data.root?.is === 'map' ? data.root.entries : [];
  return parts.flatMap(({ key, value }) => systems.find((s) => s.id === key)?.config?.names?.(value, text) ?? []);
}

/** A system’s dialect in a project. */
export const applied = (system: System<unknown>, config: Config): unknown => {
  const part = config.systems[system.id];
  return part === undefined || !system.config ? system.dialect : system.config.apply(system.dialect, part);
};

function bind(system: System<unknown>, kind: AnyKind, dialect: unknown, rules: Plugins['rules'], config: Config): BoundKind {
  const overrides = config.overrides.map(({ files, rules: r }) => ({ holds: globMatcher(files), rules: r }));
  const bound = <R extends AnyRule>(scope: R['scope']): BoundRule<R>[] =>
    Object.entries(rules).flatMap(([id, rule]) => {
      if (rule.scope !== scope || !id.startsWith(`${system.id}/`) || !(kind.id in rule.check)) return [];
      const severity = config.severities[id] ?? rule.severity;
      const own = overrides.flatMap(({ holds, rules: r }) => (r[id] === undefined ? [] : [{ holds, severity: r[id] }]));
      if (severity === 'off' && own.every((o) => o.severity === 'off')) return [];
      return [{ id, rule: rule as R, severity, fixed: id in config.severities, overrides: own }];
    });
  return {
    id: `${system.id}/${kind.id}`,
    system,
    kind,
    dialect,
    matches: globMatcher(kind.files(dialect)),
    document: bound<DocumentRule>('document'),
    folder: bound<FolderRule>('folder'),
    findings: bound<FindingsRule>('findings'),
  };
}

/** How severe a rule is for a file, and whether the configuration says so. */
export function levelOf(rule: BoundRule<AnyRule>, path: RelPath): { readonly severity: Level; readonly fixed: boolean } {
  if (rule.overrides.length === 0) return rule;
  const own = rule.overrides.findLast((o) => o.holds(path));
  return own ? { severity: own.severity, fixed: true } : rule;
}
