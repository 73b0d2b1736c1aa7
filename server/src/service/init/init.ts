/** `gatehouse init`: looks at a repository and writes down what differs from the defaults; or begins an empty one. */
import { globMatcher } from '#core/glob';
import type { Discovery, NewFile, Setting, Survey } from '#core/init';
import { documentProblem } from '#core/limits';
import { addTo } from '#core/lists';
import type { Files, Pace } from '#core/ports';
import type { Finding, Severity } from '#core/rule';
import { cutWhole } from '#core/sections';
import type { MarkdownSource, Parsers } from '#core/source';
import type { Facts } from '#core/symbols';
import type { System } from '#core/system';
import type { RelPath } from '#core/text';
import { visible } from '#core/visible';
import { CONFIG, type Config, type Level } from '../config/config';
import { yamlWord } from '../config/yaml-word';
import type { Session } from '../engine/session';
import { markdownSource } from '../engine/source';

/** Files larger than this, in UTF-16 units, are not looked into: a spec of 2 MB is normal, ten of them are not read. */
const LARGEST = 4_000_000;
/** All of them together. */
const MOST = 64_000_000;
const BATCH = 20;

/** Reads what may be looked at. Nothing is parsed before somebody asks. */
export async function survey(files: Files, parsers: Parsers, pace: Pace): Promise<Survey> {
  const all = await files.list(['**/*.{md,yaml,yml,json}']);
  const texts = new Map<RelPath, string>();
  let room = MOST;
  for (const [i, path] of all.entries()) {
    if (!/\.md$/i.test(path)) continue;
    if (i % BATCH === 0) await pace.pause();
    // A file that cannot be read says nothing about habits; `check` says so when it comes to it.
    const text = await files.read(path).then(
      (f) => f?.text,
      () => undefined,
    );
    if (text === undefined || text.length > LARGEST || text.length > room) continue;
    room -= text.length;
    texts.set(path, text);
  }
  const parsed = new Map<RelPath, MarkdownSource | undefined>();
  const parse = (path: RelPath): MarkdownSource | undefined => {
    const text = texts.get(path);
    if (text === undefined || documentProblem(text)) return undefined;
    return markdownSource(path, { text, undecoded: [] }, cutWhole(text, parsers.markdown), [], parsers);
  };
  return {
    files: all,
    text: (path) => texts.get(path),
    markdown(path) {
      if (!parsed.has(path)) parsed.set(path, parse(path));
      return parsed.get(path);
    },
  };
}

/** What one system found. */
export interface Found extends Discovery {
  readonly system: string;
  readonly title: string;
  /** Whether the system is found without being named in the configuration. */
  readonly landmarks: boolean;
}

/** @param follows the systems whose landmarks the repository has */
export function discoverAll(systems: readonly System<unknown>[], s: Survey, follows: ReadonlySet<string>): readonly Found[] {
  return systems.flatMap((system) => {
    const found = system.init?.discover(s, system.dialect);
    return found?.present ? [{ ...found, system: system.id, title: system.title, landmarks: follows.has(system.id) }] : [];
  });
}

/** The same, by what a person has written down already: words that nothing could be found without. @param config what is in force */
export function discoverTold(systems: readonly System<unknown>[], s: Survey, config: Config): readonly Found[] {
  return systems.flatMap((system) => {
    const part = config.systems[system.id] as Readonly<Record<string, unknown>> | undefined;
    const told = (system.init?.told ?? []).flatMap((key) => (part?.[key] === undefined ? [] : [[key, part[key]] as const]));
    const dialect = system.config?.apply(system.dialect, Object.fromEntries(told));
    const found = told.length === 0 || dialect === undefined ? undefined : system.init?.discover(s, dialect);
    if (!found?.present) return [];
    const because = `${CONFIG} said so`;
    const own = told.flatMap(([key, said]): readonly Setting[] =>
      Array.isArray(said)
        ? [{ key: [key], value: said as readonly string[], because }]
        : Object.entries(said as Readonly<Record<string, readonly string[]>>).map(([name, value]) => ({
            key: [key, name],
            value,
            because,
          })),
    );
    return [
      { ...found, settings: merged([...own, ...found.settings]), system: system.id, title: system.title, landmarks: false },
    ];
  });
}

/** What was said and what was found of one key is one line. */
function merged(settings: readonly Setting[]): readonly Setting[] {
  const out = new Map<string, Setting>();
  for (const s of settings) {
    const known = out.get(s.key.join('.'));
    const value =
      known && typeof known.value === 'object' && typeof s.value === 'object'
        ? [...new Set([...known.value, ...s.value])]
        : s.value;
    out.set(s.key.join('.'), known ? { ...s, value, because: `${known.because}; ${s.because}` } : s);
  }
  return [...out.values()];
}

/** A rule that is broken at nearly all places that it could concern. */
export interface Habit {
  readonly rule: string;
  /** How often it is broken. */
  readonly count: number;
  /** How often it could be. 0: its turn has not come in any document. */
  readonly of: number;
  /** How it is shown from then on. `off`: nothing of the sort is in any document. */
  readonly as: Level;
}

interface Peer {
  readonly facts: Facts;
  readonly system: System<unknown>;
  readonly dialect: unknown;
  /** Rules that ask less of this document than of others. */
  readonly excused: ReadonlySet<string>;
  /** Rules that say something of this document. */
  readonly told: ReadonlySet<string>;
}

const placesIn = ({ facts, system, dialect, excused, told }: Peer, rule: string): number =>
  excused.has(rule) ? 0 : (system.init?.places?.(rule, facts, told.has(rule), dialect) ?? 1);

/** From so many documents on a habit can be told from an accident; and this share of them makes one. */
const DOCUMENTS = 5;
const MOST_OF_THEM = 2 / 3;
const NEARLY_ALL = 9 / 10;
/** Where not one of them does otherwise, fewer are enough; and fewer still, where none in another state does either: one, if those are several. */
const ALL = 4;
const NOWHERE = 2;
const SEEN = 3;

/**
 * What most documents of a class lack: not what went wrong in one of them, but how things are done here.
 * Other findings are none, however many there are: what contradicts something does so each time.
 * @param session settled, with the configuration that is to be written
 */
export function habits(session: Session, found: readonly Found[] = []): readonly Habit[] {
  const exceptions = found.flatMap((f) => f.exceptions ?? []).map((e) => ({ holds: globMatcher(e.files), rules: e.rules }));
  const absences = new Set(session.systems.flatMap((s) => s.init?.absences ?? []));
  const guards = new Set(session.systems.flatMap((s) => s.init?.guards ?? []));
  const nowhere = new Set(found.flatMap((f) => f.nowhere ?? []));
  const groups = new Map<string, Peer[]>();
  const loud = new Map<string, Map<string, number>>();
  const quiet = new Map<string, Map<string, number>>();
  for (const entry of session.workspace.entries.values()) {
    const i = entry.kinds.findIndex((k) => !k.kind.everywhere);
    const kind = entry.kinds[i];
    const facts = entry.facts[i];
    if (!kind || !facts || facts.retired || facts.part) continue;
    const group = `${kind.id} ${kind.system.init?.classOf?.(facts) ?? ''}`;
    const peers = groups.get(group) ?? [];
    groups.set(group, peers);
    const excused = new Set(exceptions.flatMap((e) => (e.holds(entry.path) ? e.rules : [])));
    const told = new Set(entry.findings.map((f) => f.rule));
    const peer: Peer = { facts, system: kind.system, dialect: kind.dialect, excused, told };
    peers.push(peer);
    // What nobody works from any longer shows how things are done here all the same.
    const isSoft = entry.findings.some((f) => f.rule === `${kind.system.id}/${kind.kind.retiring}`);
    const severityOf = (f: Finding): Severity =>
      (isSoft && f.severity === 'hint' ? session.options.plugins.rules[f.rule]?.severity : undefined) ?? f.severity;
    for (const counts of [loud, quiet]) {
      const rules = entry.findings.filter((f) => absences.has(f.rule) && isAs(severityOf(f), counts === loud)).map((f) => f.rule);
      for (const rule of new Set(rules)) {
        const byGroup = counts.get(rule) ?? new Map<string, number>();
        const mine = Math.min(rules.filter((r) => r === rule).length, placesIn(peer, rule));
        counts.set(rule, byGroup.set(group, (byGroup.get(group) ?? 0) + mine));
      }
    }
  }
  const seen = [...groups.values()].reduce((n, peers) => n + peers.length, 0);
  const least = (rule: string): number => (!nowhere.has(rule) ? ALL : seen < SEEN ? NOWHERE : 1);
  const concerned = (rule: string, group: string): number =>
    (groups.get(group) ?? []).reduce((n, peer) => n + placesIn(peer, rule), 0);
  const usual = [
    ...[...loud].map(([rule, byGroup]) => ({ rule, byGroup, as: 'info' as const })),
    // Where a rule that warns is only unsure, that is none: its warnings would go with it.
    ...[...quiet].flatMap(([rule, byGroup]) =>
      session.options.plugins.rules[rule]?.severity === 'info' ? [{ rule, byGroup, as: 'hint' as const }] : [],
    ),
  ]
    .map(({ rule, byGroup, as }) => ({
      rule,
      as,
      count: [...byGroup.values()].reduce((a, b) => a + b, 0),
      of: [...byGroup.keys()].reduce((n, group) => n + concerned(rule, group), 0),
    }))
    .filter(
      ({ rule, count, of }) =>
        (of >= DOCUMENTS && count >= of * (guards.has(rule) ? NEARLY_ALL : MOST_OF_THEM)) ||
        (of >= least(rule) && (count === of || nowhere.has(rule))),
    );
  // What none of them has will not be there when its turn comes: it is another method's way.
  const never = seen < SEEN ? [] : found.flatMap((f) => (f.foreign ? (f.nowhere ?? []) : (f.due ?? [])));
  const later = never.filter((rule) => absences.has(rule) && !usual.some((h) => h.rule === rule));
  const off = new Set(found.flatMap((f) => (f.apart ? never : [])));
  return [...usual, ...later.map((rule): Habit => ({ rule, as: 'info', count: 0, of: 0 }))]
    .map((h) => (off.has(h.rule) ? { ...h, as: 'off' as const } : h))
    .sort((a, b) => (a.rule < b.rule ? -1 : 1));
}

const isAs = (severity: Severity, loud: boolean): boolean =>
  loud ? severity === 'error' || severity === 'warning' : severity === 'info';

/** A `gatehouse.yaml` with what was found, and where each line comes from. */
export function configText(found: readonly Found[], usual: readonly Habit[] = []): string {
  const lines = [
    '# How this repository differs from what Gatehouse expects. `gatehouse init` wrote it from what it saw;',
    '# it is yours to change. Everything that may stand here: docs/configuration.md of Gatehouse.',
  ];
  const named = found.filter((f) => !f.landmarks);
  if (named.length > 0)
    lines.push(
      '',
      ...list(
        '',
        'systems',
        found.map((f) => f.system),
      ),
    );
  for (const f of found) {
    lines.push('', `# ${f.title}: ${visible(f.seen.join('; '))}.`);
    if (f.settings.length === 0) lines.push('# All of it is as Gatehouse expects.');
    else lines.push(`${f.system}:`, ...settingLines(f.settings));
  }
  const exceptions = found.flatMap((f) => f.exceptions ?? []);
  if (exceptions.length > 0) {
    lines.push('', '# What is earlier than the rules is shown as less than it is; a gate takes no notice of that.', 'overrides:');
    for (const { files, rules, as, because } of exceptions) {
      const [first = '', ...more] = list('    ', 'files', files);
      lines.push(`  # ${visible(because)}`, `  - ${first.trimStart()}`, ...more, '    rules:');
      for (const rule of rules) lines.push(`      ${rule}: ${as}`);
    }
  }
  if (usual.length > 0) {
    const isLess = usual.some((h) => h.as !== 'off');
    const isNone = usual.some((h) => h.as === 'off');
    const less = isLess ? ['What most documents here lack is shown as less than it is'] : [];
    const none = isNone ? [`${isLess ? 'what' : 'What'} none of them has is not asked for`] : [];
    lines.push('', `# ${[...less, ...none].join(', and ')}; a gate takes no notice of that.`, 'rules:');
    for (const { rule, as, count, of } of usual)
      lines.push(`  ${rule}: ${as} # ${of === 0 || as === 'off' ? 'nothing of the sort in any' : `in ${count} of ${of}`}`);
  }
  return `${lines.join('\n')}\n`;
}

function settingLines(settings: readonly Setting[]): readonly string[] {
  const groups = new Map<string, Setting[]>();
  for (const s of settings) addTo(groups, s.key[0] ?? '', s);
  return [...groups].flatMap(([group, mine]) =>
    mine[0]?.key.length === 1
      ? mine.flatMap((s) => [`  # ${visible(s.because)}`, ...valueLines('  ', group, s.value)])
      : [
          `  ${yamlWord(group)}:`,
          ...mine.flatMap((s) => [`    # ${visible(s.because)}`, ...valueLines('    ', s.key.slice(1).join('.'), s.value)]),
        ],
  );
}

function valueLines(indent: string, key: string, value: Setting['value']): readonly string[] {
  return typeof value === 'object' ? list(indent, key, value) : [`${indent}${yamlWord(key)}: ${yamlWord(value)}`];
}

/** On one line where it fits. */
function list(indent: string, key: string, items: readonly (string | number)[]): readonly string[] {
  const flow = `${indent}${yamlWord(key)}: [${items.map(yamlWord).join(', ')}]`;
  return flow.length <= 100 ? [flow] : [`${indent}${yamlWord(key)}:`, ...items.map((i) => `${indent}  - ${yamlWord(i)}`)];
}

/** The files that begin a repository, but for those that are there already. */
export function scaffold(system: System<unknown>, name: string, present: (path: RelPath) => boolean): readonly NewFile[] {
  return (system.init?.scaffold(name) ?? []).filter((f) => !present(f.path));
}
