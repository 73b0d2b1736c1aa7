/** packets/supply-chain. Source: SYSTEMS.md §1, *Gates*. */
import { answer, gate } from '#core/gate';
import { known } from '#core/task';
import type { PacketsDialect } from '../model/dialect/dialect';
import { said } from '../model/gating/planted';

const verdicts = { clean: 'pass', vulnerable: 'fail', unknown: 'unknown' } as const;

export default gate<PacketsDialect>({
  aliases: ['validator-supply-chain'],
  subject: 'folder',
  summary: 'No dependency has a known vulnerability, by the tools of the ecosystems that are here.',

  *judge(view) {
    const found = view.task('dependencies', {});
    const title = 'The dependencies are known.';
    if (found.is === 'unknown') yield answer('dependencies', title, 'unknown', found.says);
    else if (found.value.length === 0)
      yield answer(
        'dependencies',
        title,
        'pass',
        'No lock file of npm, pnpm, yarn, Cargo, Go, pip, Bundler or Composer is here.',
      );
    else
      for (const { ecosystem, by, command, is, says } of found.value)
        yield answer(
          `${ecosystem}:${by}`,
          `${by}: ${command === '' ? ecosystem : `“${command}”`} finds nothing.`,
          verdicts[is],
          says,
        );
  },

  canaries: [
    said('npm:package-lock.json', 'The tool of the ecosystem knows a vulnerability.', {
      dependencies: known([
        { ecosystem: 'npm', by: 'package-lock.json', command: 'npm audit', is: 'vulnerable', says: '1 vulnerability.' },
      ]),
    }),
  ],
});
