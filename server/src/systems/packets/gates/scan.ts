/** packets/scan. Source: SYSTEMS.md §1, *Gates*. */
import { answer, type Check, clean, gate } from '#core/gate';
import type { PacketsDialect } from '../model/dialect/dialect';
import { mergedCheck } from '../model/gating/audit-checks';
import {
  auditCanaries,
  audited,
  exceptions,
  groundOf,
  isOff,
  type Looked,
  OFF,
  untriedAudits,
  withinOf,
} from '../model/gating/auditing';
import { canary } from '../model/gating/canaries';
import { auditCanariesOf, forbiddenCanaries } from '../model/gating/derived-canaries';
import { packetIdsBy, type View } from '../model/gating/gating';
import { asAudit, probeOf } from '../model/gating/probes';
import { todoMark } from '../model/gating/todos';

/** The sets that are about a language. */
const languages = ['rust', 'typescript', 'python', 'go'];
/** So many TODOs are told apart. */
const MOST_TODOS = 5000;
const SOURCE = 'packets/source';

export default gate<PacketsDialect>({
  aliases: ['validator-scan'],
  subject: 'folder',
  narrows: true,
  since: 'narrows',
  summary: 'Production code has nothing in it that is forbidden, unfinished or untracked.',
  subjects: (look) => packetIdsBy(look, ['Ready-for-Validation', 'In-Progress']),

  *judge(view) {
    const ground = groundOf(view);
    if (ground.is === 'none') return yield ground.check;
    const { checks, results, files } = audited(view, 'scan', ground);
    yield* checks;
    const isSpoken = languages.some((l) => (results?.get(l)?.files ?? 0) > 0 || isOff(view, 'scan', l));
    if (files > 0 && !isSpoken && view.dialect.forbidden.length === 0)
      yield answer(
        'patterns',
        'Something is forbidden in the languages of the code.',
        'unknown',
        'No set of patterns is about them; packets.forbidden in gatehouse.yaml declares some.',
      );
    if (view.dialect.forbidden.length > 0) yield forbidden(view, ground);
    // Rules read whole documents, in which most was there before.
    if (view.options.staged) return;
    yield isOff(view, 'scan', 'todos') ? answer('todos', todosTitle, 'pass', OFF) : todos(view, ground);
  },

  canaries: auditCanaries('scan', [
    canary('rust', 'A result is unwrapped.', 'canary.rs', 'fn port(s: &str) -> u16 {\n    s.parse().unwrap()\n}\n'),
    canary('typescript', 'Something is printed.', 'canary.ts', "export const go = () => console.log('here');\n"),
    canary('python', 'Something is printed.', 'canary.py', "def go():\n    print('here')\n"),
    canary('go', 'The program is ended.', 'canary.go', 'package canary\n\nfunc Go() {\n\tpanic("here")\n}\n'),
    canary('placeholders', 'A name says that it is a mock.', 'canary.ts', 'export class MockStore {}\n'),
    canary('unfinished', 'A comment says that something is to be mended.', 'canary.ts', '// FIXME\nexport const one = 1;\n'),
    canary('todos', 'A TODO has no id.', 'canary.ts', '// TODO(TBD): two\nexport const one = 1;\n'),
  ]),
  derived: (dialect) => [...forbiddenCanaries(dialect), ...auditCanariesOf('scan', dialect)],
  untried: untriedAudits,
});

/** `packets.forbidden` of the configuration: one check, each pattern with its reason. */
function forbidden(view: View, ground: Looked): Check {
  const check = { id: 'forbidden', title: 'What gatehouse.yaml forbids stands nowhere.' };
  const all = view.dialect.forbidden.map(asAudit);
  const outcome = view.task('scan', { probes: all.map((a) => probeOf(view.dialect, a)), ...withinOf(ground) });
  return outcome.is === 'unknown'
    ? answer(check.id, check.title, 'unknown', outcome.says)
    : mergedCheck('scan', check, all, outcome.value);
}

const todosTitle = 'Every TODO in production code has a tracking id.';

/** Files that hold one are documents: what the rule says of them counts. */
function todos(view: View, ground: Looked): Check {
  const audit = {
    id: 'todos',
    patterns: [todoMark(view.dialect.todos)],
    except: exceptions(view, 'scan', 'todos'),
    in: ['comment'],
  } as const;
  const probe = { ...probeOf(view.dialect, audit), most: MOST_TODOS };
  const outcome = view.task('scan', { probes: [probe], ...withinOf(ground) });
  if (outcome.is === 'unknown') return answer('todos', todosTitle, 'unknown', outcome.says);
  const [result] = outcome.value.probes;
  const paths = [...new Set(result?.hits.map((h) => h.path))];
  const read = new Set(view.documents(SOURCE).map((d) => d.path));
  const found = paths.filter((p) => read.has(p)).map((p) => view.found(p, ['packets/todo-untracked']));
  const unread = paths.filter((p) => !read.has(p));
  const open = [
    ...unread,
    ...outcome.value.skipped.map((s) => s.path),
    ...((result?.total ?? Number.POSITIVE_INFINITY) > MOST_TODOS ? [`more than ${MOST_TODOS} TODOs`] : []),
  ];
  return clean('todos', todosTitle, [...found, { findings: [], open }]);
}
