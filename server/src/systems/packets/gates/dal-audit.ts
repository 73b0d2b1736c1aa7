/** packets/dal-audit. Source: SYSTEMS.md §1, *Gates*. */
import { answer, type Check } from '#core/gate';
import { fileCheck } from '../model/gating/audit-checks';
import { auditor, exceptions, isOff, type Looked, OFF, withinOf } from '../model/gating/auditing';
import { canary } from '../model/gating/canaries';
import type { View } from '../model/gating/gating';
import { migrationsIn, wrongNumbers } from '../model/gating/migrations';

const title = 'Migrations have numbers that are there once, without a gap, in the order of their names.';

export default auditor('dal-audit', {
  aliases: ['validator-dal-audit'],
  summary: 'Databases are called by the storage code alone, in SQL that each of them knows.',
  *more(view, ground) {
    yield isOff(view, 'dal-audit', 'migrations') ? answer('migrations', title, 'pass', OFF) : migrations(view, ground);
  },
  canaries: [
    canary('boundary', 'A query outside the storage code.', 'canary.rs', 'fn go() {\n    sqlx::query(TEXT);\n}\n'),
    canary('sql', 'SQL outside the storage code.', 'canary.py', 'TEXT = "SELECT id FROM users"\n'),
    canary(
      'trait-boundary',
      'A connection outside the storage code.',
      'canary.rs',
      'pub struct State {\n    pool: SqlitePool,\n}\n',
    ),
    canary(
      'portability',
      'SQL that only SQLite knows.',
      'storage/canary.rs',
      `const TEXT: &str = "SELECT strftime('%s') FROM t WHERE id = ?1";\n`,
    ),
    {
      check: 'portability-sql',
      what: 'A migration that only SQLite knows.',
      files: () => ({ 'migrations/0001_canary.sql': "SELECT strftime('%s', 'now');\n" }),
    },
    {
      check: 'migrations',
      what: 'Two migrations have one number.',
      files: () => ({ 'migrations/0001_one.sql': 'SELECT 1;\n', 'migrations/0001_two.sql': 'SELECT 2;\n' }),
    },
  ],
});

function migrations(view: View, ground: Looked): Check {
  const probe = {
    id: 'migrations',
    patterns: [],
    files: ['**/{migrations,migration}/**'],
    except: [...view.dialect.tests, ...exceptions(view, 'dal-audit', 'migrations')],
    in: [],
  } as const;
  // A number is wrong beside the others, those that have not changed.
  const { only: _only, ...where } = withinOf(ground);
  const outcome = view.task('scan', { probes: [probe], ...where });
  if (outcome.is === 'unknown') return answer('migrations', title, 'unknown', outcome.says);
  const folders = [...migrationsIn(outcome.value.probes[0]?.paths ?? [])];
  const wrong = folders.flatMap(([, all]) => wrongNumbers(all));
  const count = folders.reduce((n, [, all]) => n + all.length, 0);
  const says = count === 0 ? 'There are no migrations with numbers.' : `${count} in ${folders.map(([f]) => f).join(', ')}.`;
  return fileCheck('migrations', title, wrong, says);
}
