/** Numbers of migrations: what is wrong with those of one folder. Source: SYSTEMS.md §1, *Gates*, `dal-audit`. */
import type { GateFinding } from '#core/gate';
import { folderOf, nameOf } from '#core/paths';
import type { RelPath } from '#core/text';
import { fileFinding } from './audit-checks';

const RULE = 'dal-audit/migrations';
/** `0001_init.sql`, `V12__users.sql`, `20240131120000_init/up.sql`. */
const numbered = /^(?<v>[VvUu])?(?<digits>\d+)(?=[_.-])/;
/** From so many digits on a number is a time: of those only the order counts. */
const TIME = 8;
/** One migration may lie in two files, which say which way they go. */
const backwards = /(?:^|[._-])(?:down|undo|revert|rollback)(?=[._-]|$)/i;

interface Migration {
  readonly path: RelPath;
  readonly digits: string;
  readonly number: bigint;
  readonly flyway: boolean;
}

/** The folders in which migrations lie, with theirs; those without numbers are left out. */
export function migrationsIn(paths: readonly RelPath[]): ReadonlyMap<RelPath, readonly Migration[]> {
  const all = new Map<RelPath, Map<RelPath, Migration>>();
  for (const path of paths) {
    const parts = path.split('/');
    // A migration is a file in the folder, or a folder in it.
    const i = parts.findIndex((p, n) => n < parts.length - 1 && /^migrations?$/i.test(p));
    const at = [i + 1, i + 2].find((n) => i >= 0 && numbered.test(parts[n] ?? ''));
    if (at === undefined || backwards.test(parts.slice(at).join('/'))) continue;
    const entry = parts.slice(0, at + 1).join('/');
    const m = numbered.exec(parts[at] as string)?.groups as { v?: string; digits: string };
    if (/^u$/i.test(m.v ?? '')) continue;
    const folder = folderOf(entry);
    const own = all.get(folder) ?? new Map<RelPath, Migration>();
    own.set(entry, { path, digits: m.digits, number: BigInt(m.digits), flyway: m.v !== undefined });
    all.set(folder, own);
  }
  return new Map([...all].map(([folder, own]) => [folder, [...own.values()]]));
}

/** Numbers are there once, without a gap, and in the order of the names. */
export function wrongNumbers(all: readonly Migration[]): readonly GateFinding[] {
  const sorted = [...all].sort((a, b) => (a.number < b.number ? -1 : a.number > b.number ? 1 : a.path < b.path ? -1 : 1));
  const byName = [...all].sort((a, b) => (a.path < b.path ? -1 : 1));
  const out: GateFinding[] = [];
  for (const [i, m] of sorted.entries()) {
    const before = sorted[i - 1];
    if (before === undefined) continue;
    if (before.number === m.number) out.push(fileFinding(RULE, m.path, `${nameOf(before.path)} has the number ${m.digits} too.`));
    else if (m.digits.length < TIME && m.number !== before.number + 1n)
      out.push(fileFinding(RULE, m.path, `The number before ${m.digits} is ${before.digits}: one is missing.`));
  }
  // Tools that go by name run them in that order.
  const late = sorted.find((m, i) => !m.flyway && byName[i] !== m && byName[i]?.number !== m.number);
  if (late)
    out.push(
      fileFinding(
        RULE,
        late.path,
        `By name it does not come in the order of its number ${late.digits}: give all as many digits.`,
      ),
    );
  return out;
}
