/** `gatehouse check`: look at a folder, ask for its findings. Returns what was found; never prints, never exits. */
import type { Finding, Severity } from '#core/rule';
import { LineIndex, type Place, type RelPath } from '#core/text';
import { CONFIG_KIND } from '#service/config/config';
import type { BaselineEntry } from '#service/engine/baseline';
import type { Entry } from '#service/engine/entry';
import { fingerprints } from '#service/engine/fingerprint';
import { locate } from '#service/engine/locate';
import type { Session } from '#service/engine/session';
import { type Unknown, unknownsOf } from '#service/engine/unknowns';

/** Lines and UTF-16 columns from zero, the end not included. */
export interface Ranged {
  readonly start: Place;
  readonly end: Place;
}

/** A finding with its lines. */
export interface CheckedFinding extends Omit<Finding, 'related'> {
  readonly range: Ranged;
  readonly related: readonly { readonly path: RelPath; readonly range: Ranged; readonly message: string }[];
  /** Where it was asked for. */
  readonly fingerprint?: string;
}

/** What a check of one folder found. */
export interface Checked {
  readonly folder: string;
  /** In order of file and place. */
  readonly findings: readonly CheckedFinding[];
  readonly counts: Readonly<Record<Severity, number>>;
  /** What the baseline knows; undefined: there is none. */
  readonly baseline: Known | undefined;
  /** The documents that were read, in order. */
  readonly paths: readonly RelPath[];
  /** Milliseconds that it took. */
  readonly ms: number;
  /** What could not be looked at, because of what is not here. The exit code stays. */
  readonly unknown: readonly Unknown[];
  /** Something could not be looked at: exit code 2. */
  readonly failed: boolean;
}

/** What the baseline of a folder hides, and what of it is no longer so. */
export interface Known {
  readonly findings: readonly CheckedFinding[];
  /** Entries that no finding answers to any more. */
  readonly stale: readonly BaselineEntry[];
}

/** Which findings are asked for. */
export interface Asking {
  /** Only the paths to report on, relative to the folder; empty: all. */
  readonly only: readonly RelPath[];
  /** Which of these, besides; absent: all. */
  readonly isIn?: (path: RelPath) => boolean;
  /** Whether findings are to have their fingerprints, for which their files are read again. */
  readonly fingerprints: boolean;
}

/** What is known of a session's folder, which is settled. */
export async function check(session: Session, folder: string, { only, isIn, ...asking }: Asking, ms: number): Promise<Checked> {
  const within = (path: RelPath): boolean =>
    (only.length === 0 || only.some((o) => o === path || path.startsWith(`${o}/`))) && (!isIn || isIn(path));
  // A part of the folder is judged by the configuration too: what is wrong with that is always told.
  const entries = [...session.workspace.entries.values()]
    .filter((e) => within(e.path) || (e.findings.length > 0 && e.kinds.some((k) => k.id === CONFIG_KIND)))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  const findings: CheckedFinding[] = [];
  const known: CheckedFinding[] = [];
  for (const entry of entries) {
    findings.push(...(await placed(session, entry, entry.findings, asking.fingerprints)));
    if (entry.hidden.length > 0) known.push(...(await placed(session, entry, entry.hidden, asking.fingerprints)));
  }
  const { baselined } = session;
  return {
    folder,
    findings,
    counts: counted(findings),
    baseline: baselined.isOn ? { findings: known, stale: baselined.stale().filter((e) => within(e.file)) } : undefined,
    paths: entries.map((e) => e.path),
    ms,
    unknown: unknownsOf(session.workspace.store),
    failed: isFailed(session, findings),
  };
}

/** Whether something could not be looked at. */
const isFailed = (session: Session, findings: readonly CheckedFinding[]): boolean =>
  session.crashes.length > 0 ||
  session.unreadable.size > 0 ||
  session.baselined.problem !== undefined ||
  findings.some((f) => f.rule === 'gatehouse/config-invalid');

async function placed(
  session: Session,
  entry: Entry,
  findings: readonly Finding[],
  printed: boolean,
): Promise<readonly CheckedFinding[]> {
  const text = printed && findings.length > 0 ? (await session.options.files.read(entry.path))?.text : undefined;
  const prints = text === undefined ? [] : fingerprints(findings, text, LineIndex.of(text));
  return findings.map((f, i) => {
    const range = { start: entry.lines.place(f.at.start), end: entry.lines.place(f.at.end) };
    const related = f.related.flatMap((r) => locate(session.workspace, f.path, r) ?? []);
    const fingerprint = prints[i];
    return { ...f, range, related, ...(fingerprint === undefined ? {} : { fingerprint }) };
  });
}

/** How many there are of each severity. */
export function counted(findings: readonly { readonly severity: Severity }[]): Record<Severity, number> {
  const counts = { error: 0, warning: 0, info: 0, hint: 0 };
  for (const f of findings) counts[f.severity]++;
  return counts;
}

/** Several folders as one: the innermost that holds them all. */
export function joined(all: readonly Checked[]): Checked {
  const [first, ...others] = all;
  if (!first || others.length === 0) return first as Checked;
  const folder = others.reduce((held, c) => common(held, c.folder), first.folder);
  const moved = all.map((c) => below(c, folder));
  const findings = moved.flatMap((c) => c.findings).sort(inOrder);
  const known = moved.flatMap((c) => c.baseline ?? []);
  return {
    folder,
    findings,
    counts: counted(findings),
    baseline:
      known.length === 0
        ? undefined
        : { findings: known.flatMap((k) => k.findings).sort(inOrder), stale: known.flatMap((k) => k.stale) },
    paths: moved.flatMap((c) => c.paths).sort(),
    ms: Math.max(...moved.map((c) => c.ms)),
    unknown: [...new Map(moved.flatMap((c) => c.unknown).map((u) => [u.why, u])).values()],
    failed: moved.some((c) => c.failed),
  };
}

const inOrder = (a: CheckedFinding, b: CheckedFinding): number => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0);

function below(checked: Checked, folder: string): Checked {
  const lead =
    checked.folder === folder
      ? ''
      : `${checked.folder
          .slice(folder.length)
          .replace(/^[\\/]+/, '')
          .replaceAll('\\', '/')}/`;
  const move = (f: CheckedFinding): CheckedFinding => ({
    ...f,
    path: lead + f.path,
    related: f.related.map((r) => ({ ...r, path: lead + r.path })),
  });
  return {
    ...checked,
    findings: checked.findings.map(move),
    baseline: checked.baseline && {
      findings: checked.baseline.findings.map(move),
      stale: checked.baseline.stale.map((e) => ({ ...e, file: lead + e.file })),
    },
    paths: checked.paths.map((p) => lead + p),
  };
}

function common(a: string, b: string): string {
  const parts = a.split(/[\\/]/);
  const others = b.split(/[\\/]/);
  let n = 0;
  while (n < parts.length && parts[n] === others[n]) n++;
  return a.slice(0, parts.slice(0, n).join('/').length) || a.slice(0, 1);
}
