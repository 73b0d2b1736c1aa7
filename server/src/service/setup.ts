/** A setup: the systems that are on, their dialects, and for each file the kinds that read it. Made anew when the configuration changes. */
import picomatch from 'picomatch';
import type { AnyRule, DocumentRule, FindingsRule, FolderRule, Severity } from '#core/rule';
import type { ParsedData } from '#core/source';
import type { AnyKind, System } from '#core/system';
import type { RelPath } from '#core/text';
import type { Config, ConfigProblem } from './config';

/** What the registry gives. */
export interface Plugins {
  readonly systems: readonly System<unknown>[];
  readonly rules: Readonly<Record<string, AnyRule>>;
}

export interface BoundRule<R> {
  readonly id: string;
  readonly rule: R;
  readonly severity: Severity;
  /** The configuration says so: then a report cannot ask for another. */
  readonly fixed: boolean;
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

export interface Setup {
  readonly systems: readonly System<unknown>[];
  readonly kinds: readonly BoundKind[];
  /** Globs of all files that could be governed. */
  readonly globs: readonly string[];
  /** The kinds that read a file: one of each system that claims it, and those that read everything claimed. Empty: nobody's. */
  kindsOf(path: RelPath): readonly BoundKind[];
}

export function makeSetup(
  plugins: Plugins,
  active: ReadonlySet<string>,
  config: Config,
  problems: (data: ParsedData) => readonly ConfigProblem[],
): Setup {
  const systems = plugins.systems.filter((s) => s.landmarks === undefined || active.has(s.id));
  const shared = { rules: new Set(Object.keys(plugins.rules)), problems };
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
    const all = own.length === 0 ? none : [...own, ...(/\.md$/i.test(path) ? kinds.filter((k) => k.kind.everywhere) : [])];
    cache.set(path, all);
    return all;
  };
  const globs = kinds.flatMap((k) => (k.kind.everywhere ? [] : k.kind.files(k.dialect)));
  return { systems, kinds, globs, kindsOf };
}

const applied = (system: System<unknown>, config: Config): unknown => {
  const part = config.systems[system.id];
  return part === undefined || !system.config ? system.dialect : system.config.apply(system.dialect, part);
};

function bind(system: System<unknown>, kind: AnyKind, dialect: unknown, rules: Plugins['rules'], config: Config): BoundKind {
  const bound = <R extends AnyRule>(scope: R['scope']): BoundRule<R>[] =>
    Object.entries(rules).flatMap(([id, rule]) => {
      const severity = config.severities[id] ?? rule.severity;
      if (rule.scope !== scope || !id.startsWith(`${system.id}/`) || !(kind.id in rule.check) || severity === 'off') return [];
      return [{ id, rule: rule as R, severity, fixed: id in config.severities }];
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

/** A path matches when one glob does and no `!` glob does. */
export function globMatcher(globs: readonly string[]): (path: RelPath) => boolean {
  const yes = globs.filter((g) => !g.startsWith('!'));
  const no = globs.filter((g) => g.startsWith('!')).map((g) => g.slice(1));
  const matches = yes.length > 0 ? picomatch(yes as string[], { dot: true }) : () => false;
  const excluded = no.length > 0 ? picomatch(no, { dot: true }) : () => false;
  return (path) => matches(path) && !excluded(path);
}
