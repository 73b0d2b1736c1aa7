/** packets/git-hygiene. Source: SYSTEMS.md §1, *Gates*. */
import { answer, type Check, gate } from '#core/gate';
import { globMatcher } from '#core/glob';
import type { Tracked } from '#core/task';
import type { RelPath } from '#core/text';
import type { PacketsDialect } from '../model/dialect/dialect';
import { fileCheck, fileFinding } from '../model/gating/audit-checks';
import { auditCanaries, exceptions, groundOf, isOff, type Looked, OFF } from '../model/gating/auditing';
import { packetIdsBy, type View } from '../model/gating/gating';
import { artifacts, isSecretFile, LARGE_BINARY, leavings } from '../model/gating/hygiene';

const GATE = 'git-hygiene';
const titles = {
  ignored: 'git ignores what builds leave behind.',
  artifacts: 'git tracks nothing that a build or a tool made.',
  binaries: `git tracks no binary of ${LARGE_BINARY / 1024 / 1024} MB or more.`,
  'secret-files': 'git tracks no file that is there to hold keys or passwords.',
} as const;
type Id = keyof typeof titles;

export default gate<PacketsDialect>({
  aliases: ['validator-git-hygiene'],
  subject: 'folder',
  narrows: true,
  since: 'narrows',
  summary: 'git tracks sources, and ignores what is made of them.',
  subjects: (look) => packetIdsBy(look, ['Ready-for-Validation', 'In-Progress']),

  *judge(view) {
    const ground = groundOf(view);
    if (ground.is === 'none') return yield ground.check;
    const first = view.task('tracked', { ignores: [] });
    const left = first.is === 'known' ? leavings(first.value.files.map((f) => f.path)) : [];
    const outcome = first.is === 'known' && left.length > 0 ? view.task('tracked', { ignores: left.map((l) => l.path) }) : first;
    for (const id of Object.keys(titles) as Id[])
      if (isOff(view, GATE, id)) yield answer(id, titles[id], 'pass', OFF);
      else if (outcome.is === 'unknown') yield answer(id, titles[id], 'unknown', outcome.says);
      else yield check(id, view, ground, outcome.value);
  },

  canaries: auditCanaries('git-hygiene', [
    {
      check: 'ignored',
      what: 'node_modules is not ignored.',
      files: () => ({ '.gitignore': '', 'package.json': '{}\n' }),
    },
    { check: 'artifacts', what: 'A compiled file is tracked.', files: () => ({ 'canary/canary.pdb': 'x\n' }) },
    { check: 'binaries', what: 'A large binary is tracked.', files: () => ({ 'canary/canary.bin': '\0'.repeat(LARGE_BINARY) }) },
    { check: 'secret-files', what: 'A file with passwords is tracked.', files: () => ({ 'canary/.env': 'NAME=value\n' }) },
  ]),
});

function check(id: Id, view: View, ground: Looked, { files, ignored }: Tracked): Check {
  const isExcepted = globMatcher(exceptions(view, GATE, id));
  const isInScope = ground.is === 'scope' ? globMatcher(ground.globs) : () => true;
  const changed = ground.changed && new Set(ground.changed);
  const isWithin = (path: RelPath): boolean => isInScope(path) && (!changed || changed.has(path));
  const mine = files.filter((f) => isWithin(f.path) && !isExcepted(f.path));
  const paths = mine.map((f) => f.path);
  const found = (path: string, message: string) => fileFinding(`${GATE}/${id}`, path, message);
  switch (id) {
    case 'ignored': {
      // It is about the repository, whatever is in a packet's scope.
      const left = leavings(files.map((f) => f.path)).filter((l) => !isExcepted(l.path));
      const wrong = left
        .filter((l) => !ignored.includes(l.path))
        .map((l) =>
          found(l.manifest, `${l.path} is not ignored, where ${l.ecosystem} leaves what it makes; add it to .gitignore.`),
        );
      const says = left.length === 0 ? 'There is no manifest of a build that is known.' : left.map((l) => l.path).join(', ');
      return fileCheck(id, titles[id], wrong, says);
    }
    case 'artifacts': {
      const made = artifacts(
        files.map((f) => f.path),
        (p) => isWithin(p) && !isExcepted(p),
      );
      const wrong = made.map(({ path, first, count }) =>
        found(
          first,
          `${path}${count > 1 ? ` (${count} files)` : ''} is made by a build or a tool; take it out of git (git rm -r --cached), and ignore it.`,
        ),
      );
      return fileCheck(id, titles[id], wrong);
    }
    case 'binaries': {
      const large = mine.filter((f) => f.binary && (f.size ?? 0) >= LARGE_BINARY);
      const wrong = large.map((f) =>
        found(f.path, `${f.path} is a binary of ${Math.round((f.size ?? 0) / 1024 / 1024)} MB; git LFS is for such files.`),
      );
      return fileCheck(id, titles[id], wrong);
    }
    case 'secret-files': {
      const wrong = paths
        .filter((p) => isSecretFile(p) && !view.dialect.isTest(p))
        .map((p) => found(p, `${p} is there to hold keys or passwords; take it out of git, and change what it held.`));
      return fileCheck(id, titles[id], wrong);
    }
  }
}
