/** What the gates share that look for patterns in code: where they look, and what they make of what was found. */
import { closest } from '#core/distance';
import { flat } from '#core/fields/items';
import { fieldOf } from '#core/fields/model';
import { answer, type Canary, type Check, type Gate, gate } from '#core/gate';
import { literalGlob } from '#core/glob';
import type { ProbeResult } from '#core/task';
import type { RelPath } from '#core/text';
import type { Audit, AuditGate } from '../dialect/audit-types';
import { auditsOf, exceptOf } from '../dialect/audits';
import type { PacketsDialect } from '../dialect/dialect';
import { pathsOf } from '../paths/paths';
import type { PacketModel } from '../types';
import { checkOf, skippedOf } from './audit-checks';
import { auditCanariesOf } from './derived-canaries';
import { filesOf, PACKET, packetIdsBy, type View } from './gating';
import { probeOf } from './probes';

/** Where a gate looks. `changed`: only at these files. */
export type Ground =
  | { readonly is: 'folder'; readonly changed?: readonly RelPath[] }
  /** `paths`: as the packet has them; `globs`: what lies at them and below. */
  | {
      readonly is: 'scope';
      readonly paths: readonly RelPath[];
      readonly globs: readonly string[];
      readonly changed?: readonly RelPath[];
    }
  | { readonly is: 'none'; readonly check: Check };

/** One that can be looked at. */
export type Looked = Exclude<Ground, { is: 'none' }>;

/** The whole folder, or the scope of the packet that is named; of that, where a revision is named, what has changed since. */
export function groundOf(view: View): Ground {
  const ground = wholeGround(view);
  const { only } = view.options;
  if (only === undefined || ground.is === 'none') return ground;
  const found = view.task('changes', { since: only });
  if (found.is === 'unknown')
    return { is: 'none', check: answer('changes', `It is known what has changed since ${only}.`, 'unknown', found.says) };
  return { ...ground, changed: found.value.files.filter((f) => f.how !== 'gone').map((f) => f.path) };
}

function wholeGround(view: View): Ground {
  if (view.subject === '') return { is: 'folder' };
  const title = 'The packet says what is in its scope.';
  const none = (verdict: 'fail' | 'unknown', says: string): Ground => ({
    is: 'none',
    check: answer('scope', title, verdict, says),
  });
  const files = filesOf(view);
  const [path] = files;
  if (path === undefined) {
    const like = closest(view.subject, view.look.names('packet'));
    return none('fail', `There is no packet ${view.subject}${like === undefined ? '' : `; there is ${like}`}.`);
  }
  if (files.length > 1) return none('fail', `${files.join(' and ')} both call themselves ${view.subject}.`);
  const paths = scopeOf(view, path);
  if (!paths) return none('unknown', `${path} cannot be read.`);
  if (paths.length === 0) return none('unknown', `IN_SCOPE_PATHS of ${path} names no path.`);
  return { is: 'scope', paths, globs: globsOf(paths) };
}

/** The paths in a packet's scope, whatever its state. Undefined: it was not read. */
export function scopeOf(view: View, path: RelPath): readonly RelPath[] | undefined {
  const model = view.reading(path, PACKET)?.model as PacketModel | undefined;
  return model && flat(fieldOf(model.fields, 'IN_SCOPE_PATHS')?.items ?? []).flatMap((i) => pathsOf(i).map((p) => p.path));
}

/** What lies at some paths, and below. */
export const globsOf = (paths: readonly RelPath[]): readonly string[] =>
  paths.flatMap((p) => (/[*{]/.test(p) ? [p] : [literalGlob(p), `${literalGlob(p)}/**`]));

/** Whether it is all of the folder: what is not there then is nowhere. */
export const isWhole = (ground: Looked): boolean => ground.is === 'folder' && !ground.changed;

/** How a scan is told where to look. */
export const withinOf = (ground: Looked): { readonly within?: readonly string[]; readonly only?: readonly RelPath[] } => ({
  ...(ground.is === 'scope' ? { within: ground.globs } : {}),
  ...(ground.changed ? { only: ground.changed } : {}),
});

/** All production code, tests left out. */
const CODE = { id: 'code', patterns: [], in: [] } as const;

/** What came of the audits of a gate. */
export interface Audited {
  readonly checks: readonly Check[];
  /** What was found by audit, for what a gate makes of it besides. Undefined: it is not known. */
  readonly results: ReadonlyMap<string, ProbeResult> | undefined;
  /** How many files of production code there are; 0 too where it is not known. */
  readonly files: number;
}

/**
 * The checks of a gate: that there is code, then each audit in force.
 * @param more audits of the caller's, which are not shown
 */
export function audited(view: View, gate: AuditGate, ground: Looked, more: readonly Audit[] = []): Audited {
  const { on, off } = auditsOf(gate, view.dialect.audits);
  const whole = on.flatMap(({ without, ...a }) => (a.needs && without ? [{ ...a, id: wholeOf(a.id) }] : []));
  const all = [...on, ...whole, ...more];
  const probes = [probeOf(view.dialect, CODE), ...all.map((a) => probeOf(view.dialect, a))];
  const outcome = view.task('scan', { probes, ...withinOf(ground) });
  const silent = off.map((id) => answer(id, `${id} is looked at.`, 'pass', OFF));
  if (outcome.is === 'unknown') {
    const checks = on.map((a) => answer(a.id, a.title, 'unknown', outcome.says));
    return { checks: [answer('code', codeTitle, 'unknown', outcome.says), ...checks, ...silent], results: undefined, files: 0 };
  }
  const code = outcome.value.probes[0] as ProbeResult;
  const there = codeCheck(view, ground, code);
  const isLost = there.verdict === 'unknown';
  const results = new Map(all.map((a, i) => [a.id, outcome.value.probes[i + 1] as ProbeResult]));
  const checks = on.flatMap((a, i): readonly Check[] => {
    const result = outcome.value.probes[i + 1] as ProbeResult;
    const open = skippedOf(outcome.value, i + 1);
    // A set of patterns for a language that is not spoken here.
    if (a.among && result.files === 0 && open.length === 0) return [];
    // Where nobody knows where the code is, nothing was looked at.
    if (isLost && a.files === undefined && result.files === 0 && open.length === 0)
      return [answer(a.id, a.title, 'unknown', 'There is no production code to look at.')];
    const check = checkOf(gate, a, result, open);
    // It passes where nothing was found that it is about: in a scope that may be, in a whole folder nobody knows.
    if (a.needs === undefined || check.verdict !== 'pass' || (results.get(wholeOf(a.id)) ?? result).total !== 0) return [check];
    return [answer(a.id, a.title, isWhole(ground) ? 'unknown' : 'pass', `Nothing that it is about was found. ${a.needs}`)];
  });
  return { checks: [there, ...checks, ...silent], results, files: code.files };
}

/** The id of an audit without what makes its hits good. */
const wholeOf = (id: string): string => `${id}, all`;

interface Auditor {
  readonly aliases: readonly string[];
  readonly summary: string;
  /** What it looks at besides patterns. */
  more?(view: View, ground: Looked, audited: Audited): Iterable<Check>;
  readonly canaries: readonly Canary<PacketsDialect>[];
}

/** A gate that is its audits, and perhaps something more. */
export const auditor = (name: AuditGate, { aliases, summary, more, canaries }: Auditor): Gate<PacketsDialect> =>
  gate<PacketsDialect>({
    aliases,
    subject: 'folder',
    narrows: true,
    since: 'narrows',
    summary,
    subjects: (look) => packetIdsBy(look, ['Ready-for-Validation', 'In-Progress']),
    *judge(view) {
      const ground = groundOf(view);
      if (ground.is === 'none') return yield ground.check;
      const all = audited(view, name, ground);
      yield* all.checks;
      if (more) yield* more(view, ground, all);
    },
    canaries: auditCanaries(name, canaries),
    derived: (dialect) => auditCanariesOf(name, dialect),
    untried: untriedAudits,
  });

/** That there is code to look at never fails. */
export const untriedAudits = { code: 'Where there is no code to look at nothing can be told: it never fails.' };

/** Those of a gate that may be switched off one by one, and be asked about a packet. */
export const auditCanaries = (name: AuditGate, all: readonly Canary<PacketsDialect>[]): readonly Canary<PacketsDialect>[] => [
  { check: 'scope', what: 'There is no such packet.', subject: 'WP-9-Nobody' },
  ...all.map((c) => ({ ...c, off: (d: PacketsDialect) => (d.audits[name]?.[c.check] === 'off' ? OFF : undefined) })),
];

/** What a check says that is switched off. */
export const OFF = 'Switched off in gatehouse.yaml (packets.audits).';

/** Whether a check that is more than patterns is switched off. */
export const isOff = (view: View, gate: AuditGate, id: string): boolean => view.dialect.audits[gate]?.[id] === 'off';

/** Globs of the files in which an audit's matches do not count. */
export const exceptions = (view: View, gate: AuditGate, id: string): readonly string[] => exceptOf(gate, id, view.dialect.audits);

const codeTitle = 'There is production code to look at.';

function codeCheck({ dialect, options }: View, ground: Looked, { files }: ProbeResult): Check {
  if (options.staged && files === 0) return answer('code', codeTitle, 'pass', 'None is staged.');
  if (ground.changed && files === 0) return answer('code', codeTitle, 'pass', `None has changed since ${options.only}.`);
  if (files > 0) return answer('code', codeTitle, 'pass', files === 1 ? '1 file.' : `${files} files.`);
  const globs = dialect.production.join(', ');
  if (ground.is !== 'scope')
    return answer(
      'code',
      codeTitle,
      'unknown',
      `No source code is at ${globs}; packets.production in gatehouse.yaml says where it is.`,
    );
  // A packet about documents has none to be looked at.
  const isDue = ground.paths.some((p) => !dialect.isTest(p) && (dialect.isProduction(p) || dialect.isProduction(`${p}/x`)));
  return isDue
    ? answer('code', codeTitle, 'unknown', 'What the packet has in its scope is not there, or is no source code.')
    : answer(
        'code',
        'There is production code to look at, where the scope has any.',
        'pass',
        `Nothing in its scope is at ${globs}.`,
      );
}
