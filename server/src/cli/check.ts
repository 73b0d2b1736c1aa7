/** `gatehouse check`: look at a folder, ask for its findings. Returns what was found; never prints, never exits. */
import type { Finding, Severity } from '#core/rule';
import type { Place, RelPath } from '#core/text';
import { locate } from '#service/locate';
import { CONFIG, type Session } from '#service/session';

export interface Ranged {
  readonly start: Place;
  readonly end: Place;
}

export interface CheckedFinding extends Omit<Finding, 'related'> {
  readonly range: Ranged;
  readonly related: readonly { readonly path: RelPath; readonly range: Ranged; readonly message: string }[];
}

export interface Checked {
  readonly folder: string;
  /** In order of file and place. */
  readonly findings: readonly CheckedFinding[];
  readonly counts: Readonly<Record<Severity, number>>;
  readonly files: number;
  readonly ms: number;
  /** Something could not be looked at: exit code 2. */
  readonly failed: boolean;
}

/** @param only the paths to report on, relative to the folder; empty: all */
export async function check(
  session: Session,
  folder: string,
  only: readonly RelPath[],
  began: number,
  now: () => number,
): Promise<Checked> {
  await session.start();
  const within = (path: RelPath): boolean => only.length === 0 || only.some((o) => o === path || path.startsWith(`${o}/`));
  // A part of the folder is judged by the configuration too: what is wrong with that is always told.
  const entries = [...session.workspace.entries.values()]
    .filter((e) => within(e.path) || (e.path === CONFIG && e.findings.length > 0))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  const counts = { error: 0, warning: 0, info: 0, hint: 0 };
  const findings: CheckedFinding[] = [];
  for (const entry of entries) {
    for (const f of entry.findings) {
      counts[f.severity]++;
      const range = { start: entry.lines.place(f.at.start), end: entry.lines.place(f.at.end) };
      const related = f.related.flatMap((r) => locate(session.workspace, f.path, r) ?? []);
      findings.push({ ...f, range, related });
    }
  }
  const failed =
    session.crashes.length > 0 || session.unreadable.size > 0 || findings.some((f) => f.rule === 'gatehouse/config-invalid');
  return { folder, findings, counts, files: entries.length, ms: now() - began, failed };
}
