/** packets/command-without-target */
import { folderOf, nameOf } from '#core/paths';
import { md } from '#core/rule';
import type { RelPath } from '#core/text';
import type { World } from '#core/world';
import { isWorkedOn } from '../model/dialect/status';
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
changes the folder first. A folder without any such file is not judged: perhaps only its documents are here.`,

  check: {
    *packet({ facts, world }) {
      if (!isWorkedOn(facts.status?.reading?.status)) return;
      const told = new Set<string>();
      const toBeMade = new Set(facts.scope.map((p) => p.path));
      // Where code that the packet names is there, it is kept here.
      const hasCode = (): boolean => [...facts.scope, ...facts.opens].some((p) => isCode.test(p.path) && isFile(p.path, world));
      for (const need of facts.needs ?? []) {
        if (need.is === 'file' && toBeMade.has(need.file)) continue;
        const key = `${need.file} ${need.name}`;
        if (told.has(key)) continue;
        told.add(key);
        const what = lacking(need, world, hasCode);
        if (what !== undefined) yield { at: need.at, message: `${what}; correct the command, or say that it is to be made.` };
      }
    },
  },

  examples: [
    {
      title: 'A script, a recipe and a manifest that are not there',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: In-Progress

        ## TEST_PLAN
        - pnpm -C app run [|tset|]
        - npm run lint
        - \`just [|pre-wrok|] WP-1-Login\`
        - \`just check\`
        - cargo test --manifest-path [|src/api/Cargo.toml|]
        - cargo check --manifest-path src/core/Cargo.toml
        - node --test [|tools/chekc.mjs|]
        - node tools/check.mjs --all
        - bash [|tools/run.sh|]

        ==> tools/check.mjs <==
        check

        ==> app/package.json <==
        { "scripts": { "test": "vitest" } }

        ==> package.json <==
        { "scripts": { "lint": "biome check" } }

        ==> justfile <==
        check: lint
            npm test
        pre-work id:
            node scripts/pre-work.mjs {{id}}

        ==> src/core/Cargo.toml <==
        [package]
      `,
      says: [
        'app/package.json has no script tset; correct the command, or say that it is to be made.',
        'justfile has no recipe pre-wrok; correct the command, or say that it is to be made.',
        'There is no src/api/Cargo.toml, but src/core/Cargo.toml; correct the command, or say that it is to be made.',
        'There is no tools/chekc.mjs; correct the command, or say that it is to be made.',
        'There is no tools/run.sh; correct the command, or say that it is to be made.',
      ],
    },
    {
      title: 'A script of a kind that is nowhere, while code of the packet is here',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Ready-for-Dev
        - IN_SCOPE_PATHS: src/login.ts

        ## TEST_PLAN
        - python3 [|checks/all.py|]

        ==> src/login.ts <==
        a
      `,
      says: ['There is no checks/all.py; correct the command, or say that it is to be made.'],
    },
    {
      title:
        'Run from elsewhere, blanks, still to be made, not to be run, no such file at all, recipes of other files, nothing begun',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: In-Progress

        ## TEST_PLAN
        - cd app
        - npm run nothing

        ## IN_SCOPE_PATHS
        - tools/new.mjs

        ## RUN_COMMANDS
        - node tools/new.mjs
        - python scripts/all.py
        - node -e "import('./tools/x.mjs')"
        - npm run {script}
        - npm run e2e -w app
        - npm run smoke (to be created)
        - Never \`npm run drop-all\`
        - cargo test --manifest-path ../core/Cargo.toml
        - cargo test --manifest-path src/core/Cargo.toml
        - just nowhere

        ==> app/package.json <==
        { "scripts": {} }

        ==> tools/check.mjs <==
        check

        ==> package.json <==
        { "scripts": {} }

        ==> justfile <==
        import 'more.just'

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: Backlog

        ## TEST_PLAN
        - npm run later
      `,
    },
  ],
});

const isCode = /\.(?:[cm]?[jt]sx?|py|rs|go|rb|java|kt|cs|c|cc|cpp|h|swift|php|vue|svelte|sql|sh|ps1)$/i;
const isFile = (path: RelPath, world: World): boolean => {
  const there = world.exists(path);
  return there.is === 'known' && there.value.as === 'file';
};

/** What is not there, as a sentence's beginning. Undefined: it is, or nobody knows. */
function lacking({ is, file, name }: Need, world: World, hasCode: () => boolean): string | undefined {
  const there = world.exists(file);
  if (there.is === 'unknown') return undefined;
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
    return others.is === 'known' && others.value[0] !== undefined ? `There is no ${file}, but ${others.value[0]}` : undefined;
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
