/** packets/error-codes. Source: SYSTEMS.md §1, *Gates*. */
import { answer, type Check } from '#core/gate';
import type { Hit } from '#core/probe';
import { findingOf, foundCheck } from '../model/gating/audit-checks';
import { auditor, exceptions, groundOf, isOff, isWhole, type Looked, OFF, withinOf } from '../model/gating/auditing';
import { canary, inProduction } from '../model/gating/canaries';
import { filesOf, PACKET, type View } from '../model/gating/gating';
import { probeOf } from '../model/gating/probes';
import { inOwnForm, pathFor } from '../model/gating/sample';

const RUNBOOK = 'packets/runbook';
const title = 'Every error code in the code is in the runbook.';
/** So many codes are told apart. */
const MOST = 5000;

export default auditor('error-codes', {
  aliases: ['validator-error-codes'],
  summary: 'Errors have types and codes, and the runbook explains each code.',
  *more(view, ground) {
    yield isOff(view, 'error-codes', 'documented') ? answer('documented', title, 'pass', OFF) : documented(view, ground);
    const rule = 'packets/error-code-undocumented';
    const own = new Set(filesOf(view));
    const packets = view
      .documents(PACKET)
      .filter(({ path, facts }) => (groundOf(view).is === 'scope' ? own.has(path) : !facts.retired));
    const found = packets.map(({ path }) => view.found(path, [rule]));
    const findings = found.flatMap((f) => f.findings);
    const open = [...new Set(found.flatMap((f) => f.open)), ...view.unread(PACKET)];
    yield {
      id: 'promised',
      title: 'Every error code that a finished packet brings is in the runbook.',
      verdict: findings.length > 0 ? 'fail' : open.length > 0 ? 'unknown' : 'pass',
      ...(findings.length === 0 && open.length > 0 ? { says: `Not everything could be looked at: ${open.join(', ')}.` } : {}),
      findings,
    };
  },
  canaries: [
    canary('typed', 'An error that is a string.', 'canary.rs', 'fn go() -> Result<(), String> {\n    Err("no".into())\n}\n'),
    {
      check: 'documented',
      what: 'A code of a known family that the runbook lacks.',
      files: (dialect) => ({
        [inProduction(dialect, 'canary.rs')]: 'const CODE: &str = "CANARY-002";\n',
      }),
    },
    {
      check: 'promised',
      what: 'A finished packet brings a code that the runbook lacks.',
      files: (dialect) => ({
        [pathFor(dialect, 'packet', 'WP-1-Canary-Code.md')]: inOwnForm(
          '# WP-1-Canary-Code\n- STATUS: Done\n\n## DONE_MEANS\n1. It gives CANARY-003\n',
          dialect,
        ),
      }),
    },
  ],
});

const familyOf = (code: string): string => code.replace(/-\d+$/, '');

function documented(view: View, ground: Looked): Check {
  const none = (says: string): Check => answer('documented', title, 'unknown', says);
  const runbooks = view.look.files(RUNBOOK);
  const where = view.dialect.paths.runbook.join(', ');
  if (runbooks.length === 0) return none(`There is no runbook at ${where}, where the codes are explained.`);
  const unread = view.unread(RUNBOOK);
  if (unread.length > 0) return none(`${unread.join(', ')} cannot be read.`);
  const known = new Set(view.look.names('errorCode'));
  if (known.size === 0) return none(`${runbooks.join(', ')} explains no code, such as AUTH-001.`);
  const families = new Set([...known].map(familyOf));
  const audit = {
    id: 'documented',
    patterns: ['{LETTERS}-{LETTERS}-{number}', '{LETTERS}-{number}'],
    in: ['string', 'code'],
    except: exceptions(view, 'error-codes', 'documented'),
  } as const;
  const outcome = view.task('scan', { probes: [{ ...probeOf(view.dialect, audit), most: MOST }], ...withinOf(ground) });
  if (outcome.is === 'unknown') return none(outcome.says);
  const [result] = outcome.value.probes;
  const isOurs = ({ text }: Hit): boolean => families.has(familyOf(text)) && /-\d{3,5}$/.test(text);
  const ours = (result?.hits ?? []).filter(isOurs);
  const wrong = ours.filter((h) => !known.has(h.text));
  const open = outcome.value.skipped;
  if (wrong.length === 0 && (result?.total ?? MOST + 1) > MOST)
    return none(`There are more than ${MOST} words that may be codes.`);
  if (ours.length === 0 && isWhole(ground) && open.length === 0)
    return none(`No code of the runbook's families (${[...families].sort().join(', ')}) stands in production code.`);
  const findings = wrong.map((h) => findingOf('error-codes/documented', h, `${h.text} is not explained in ${runbooks[0]}.`));
  return foundCheck({ id: 'documented', title }, findings, { total: findings.length, open });
}
