/** packets/command-without-target */
import { folderOf, nameOf } from '#core/paths';
import type { RelPath } from '#core/text';
import type { World } from '#core/world';
import { examples } from '../examples/command-without-target';
import { isCommitted } from '../model/dialect/status';
import type { Need } from '../model/paths/scope';
import { rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'warning',
  concerns: 'content',
  since: '0.2.0',
  summary: 'What a command of the plan runs is there.',
  why: `A script that the package does not have, a recipe that the justfile does not have, a manifest that lies elsewhere: the command fails before
it has tested anything. Looked at are \`npm run\` and its like, \`just\`, \`--manifest-path\` and scripts that are run by their file (\`node tools/check.mjs\`), unless they are in scope, in TEST_PLAN and RUN_COMMANDS, where nothing
changes the folder first. From Ready-for-Validation on they have been run: then files of tests and folders that a command names (\`npx vitest run web/login.test.ts\`,
\`pytest tests/login\`, \`go test ./login/...\`) are looked for, too, also in VALIDATION and the evidence; that one is not there is an error, and a warning
once the packet is Done, for it may have been moved since. A folder without any such file is not judged: perhaps only its documents are here.`,

  check: {
    *packet({ facts, world }) {
      const status = facts.status?.reading?.status;
      if (!isCommitted(status)) return;
      const due = status === 'Done' || status === 'Ready-for-Validation';
      const told = new Set<string>();
      const toBeMade = new Set(due ? [] : facts.scope.map((p) => p.path));
      // Where code that the packet names is there, it is kept here.
      const named = [...facts.scope, ...facts.opens, ...facts.cited];
      const hasCode = (): boolean => named.some((p) => isCode.test(p.path) && isFile(p.path, world));
      const dead = new Set(facts.cited.map((c) => c.path));
      for (const need of facts.needs ?? []) {
        if (need.is === 'file' && toBeMade.has(need.file)) continue;
        const key = isPlace(need) ? need.file : `${need.file} ${need.name}`;
        // What evidence cites, too, evidence-dead-path tells.
        if (told.has(key) || (isPlace(need) && dead.has(need.file))) continue;
        told.add(key);
        const what = lacking(need, world, hasCode, due);
        if (what === undefined) continue;
        yield due
          ? {
              at: need.at,
              severity: status === 'Done' ? 'warning' : 'error',
              message: `${what}, which ${facts.id} says was run.`,
            }
          : { at: need.at, message: `${what}; correct the command, or say that it is to be made.` };
      }
    },
  },

  examples,
});

const isCode = /\.(?:[cm]?[jt]sx?|py|rs|go|rb|java|kt|cs|c|cc|cpp|h|swift|php|vue|svelte|sql|sh|ps1)$/i;
const isFile = (path: RelPath, world: World): boolean => {
  const there = world.exists(path);
  return there.is === 'known' && there.value.as === 'file';
};

const isPlace = ({ is }: Need): boolean => is === 'file' || is === 'test' || is === 'folder';

/** What is not there, as a sentence's beginning. Undefined: it is, or nobody knows. */
function lacking({ is, file, name }: Need, world: World, hasCode: () => boolean, due: boolean): string | undefined {
  const there = world.exists(file);
  if (there.is === 'unknown') return undefined;
  if (is === 'test' || is === 'folder') {
    if (there.value.as !== 'no') return undefined;
    // From which folder a command is run, nobody says for certain.
    const elsewhere = world.matching(is === 'test' ? `**/${file}` : `**/${file}/**`);
    const alike = world.matching(is === 'folder' ? name : `**/*${/\.\w+$/.exec(file)?.[0] ?? ''}`);
    const isGone = elsewhere.is === 'known' && elsewhere.value.length === 0;
    return isGone && alike.is === 'known' && (alike.value.length > 0 || hasCode())
      ? `There is no ${is === 'folder' ? 'folder ' : ''}${file}`
      : undefined;
  }
  if (is === 'file') {
    if (there.value.as !== 'no') return undefined;
    const alike = world.matching(`**/*${/\.\w+$/.exec(file)?.[0] ?? ''}`);
    const folder = folderOf(file) === '' ? undefined : world.exists(folderOf(file));
    // Where nothing of its kind is, nor its folder, perhaps only documents are here.
    const isHere = (alike.is === 'known' && alike.value.length > 0) || (folder?.is === 'known' && folder.value.as !== 'no');
    return isHere || hasCode() ? `There is no ${file}` : undefined;
  }
  if (is === 'manifest') {
    if (there.value.as !== 'no') return undefined;
    const others = world.matching(`**/${nameOf(file)}`);
    if (others.is === 'known' && others.value[0] !== undefined) return `There is no ${file}, but ${others.value[0]}`;
    const folder = due && others.is === 'known' && folderOf(file) !== '' ? world.exists(folderOf(file)) : undefined;
    return folder?.is === 'known' && folder.value.as === 'folder' ? `There is no ${file}` : undefined;
  }
  if (there.value.as !== 'file') return undefined;
  if (is === 'script') {
    const found = world.find(file, `"${name}"`);
    const scripts = world.find(file, '"scripts"');
    if (found.is === 'unknown' || scripts.is === 'unknown' || scripts.value.length === 0) return undefined;
    return found.value.some(({ text }) => text.includes(`"${name}":`) || text.includes(`"${name}" :`))
      ? undefined
      : `${file} has no script ${name}`;
  }
  const found = world.find(file, name);
  const whole = world.find(file, ':');
  const more = ['import', 'mod '].map((word) => world.find(file, word));
  if (found.is === 'unknown' || whole.is === 'unknown' || whole.value.length === 0) return undefined;
  if (more.some((m) => m.is === 'unknown' || m.value.some(({ text }) => /^(?:import|mod)\b/.test(text)))) return undefined;
  const opens = new RegExp(`^(?:@?${name}(?:\\s[^:=]*)?:(?!=)|alias\\s+${name}\\s*:=)`);
  return found.value.some(({ text }) => opens.test(text)) ? undefined : `${file} has no recipe ${name}`;
}
