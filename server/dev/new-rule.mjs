// npm run new packets/stale-status: writes a rule from a template.
import { existsSync, readdirSync, writeFileSync } from 'node:fs';

const root = 'server/src/systems';
const [system, name] = (process.argv[2] ?? '').split('/');
const systems = readdirSync(root, { withFileTypes: true })
  .filter((d) => d.isDirectory())
  .map((d) => d.name);
const path = `${root}/${system}/rules/${name}.ts`;
if (!systems.includes(system) || !/^[a-z][a-z-]*[a-z]$/.test(name ?? '')) {
  console.error(`usage: npm run new <system>/<what-is-wrong>   systems: ${systems.join(', ')}`);
  process.exit(2);
}
if (existsSync(path)) {
  console.error(`${path} is there already.`);
  process.exit(2);
}
const kind = system === 'gatehouse' ? 'document' : 'packet';
writeFileSync(
  path,
  `/** ${system}/${name} */
import { md } from '#core/rule';
import { rule } from '../model/types';

export default rule({
  scope: 'document',
  severity: 'warning',
  since: '0.2.0',
  summary: 'One sentence that holds when the rule is kept.',
  why: 'What goes wrong for a reader or an agent when it is not.',

  check: {
    *${kind}({ model }) {
      void model;
    },
  },

  examples: [
    {
      title: 'Broken',
      files: md\`
        ==> docs/task_packets/WP-1-X.md <==
        # [|WP-1-X|]
      \`,
      says: ['What is wrong.'],
    },
    {
      title: 'Kept',
      files: md\`
        ==> docs/task_packets/WP-1-X.md <==
        # WP-1-X

        Some text.
      \`,
    },
  ],
});
`,
);
console.log(`${path}\nFill it in; \`npm test -- rules\` runs its examples, \`npm run gen\` writes its page.`);
