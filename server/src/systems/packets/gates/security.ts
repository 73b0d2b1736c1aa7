/** packets/security. Source: SYSTEMS.md §1, *Gates*. */
import { answer, type Check } from '#core/gate';
import { findingOf, foundCheck } from '../model/gating/audit-checks';
import { auditor, exceptions, isOff, type Looked, OFF, withinOf } from '../model/gating/auditing';
import { canary } from '../model/gating/canaries';
import type { View } from '../model/gating/gating';

const title = 'No file holds a secret.';

export default auditor('security', {
  aliases: ['validator-security'],
  summary: 'There are no secrets, no commands by a shell, and nothing from outside that is taken as it is.',
  *more(view, ground) {
    yield isOff(view, 'security', 'secrets') ? answer('secrets', title, 'pass', OFF) : secrets(view, ground);
  },
  canaries: [
    canary('commands', 'A command by a shell.', 'canary.py', 'import os\n\nos.system(NAME)\n'),
    canary(
      'input',
      'SQL with a value in it.',
      'canary.rs',
      'fn go(id: &str) -> String {\n    format!("SELECT id FROM users WHERE id = {id}")\n}\n',
    ),
    canary(
      'sql-templates',
      'SQL put together from pieces.',
      'canary.ts',
      `export const sql = (id: string) => \`SELECT id FROM users WHERE id = ${'$'}{id}\`;\n`,
    ),
    {
      check: 'secrets',
      what: 'A token in a file.',
      // In two pieces that are joined only as it runs, so that neither this file nor a bundle holds one.
      files: () => ({ 'canary/token.txt': `${['gh', 'p_a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8'].join('')}\n` }),
    },
  ],
});

/** In all files that are the work, tests and documents too. What was found is told by its sort. */
function secrets(view: View, ground: Looked): Check {
  const outcome = view.task('secrets', { except: exceptions(view, 'security', 'secrets'), ...withinOf(ground) });
  if (outcome.is === 'unknown') return answer('secrets', title, 'unknown', outcome.says);
  const { found, skipped, files } = outcome.value;
  const findings = found.map((s) =>
    findingOf('security/secrets', s, `This looks like a secret: ${s.kind}. Take it out, and have it replaced.`),
  );
  return foundCheck({ id: 'secrets', title }, findings, { total: found.length, open: skipped, pass: `${files} files.` });
}
