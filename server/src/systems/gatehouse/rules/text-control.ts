/** gatehouse/text-control */
import { md } from '#core/rule';
import { mended } from '../model/mended';
import { type Damage, rule } from '../model/types';

export default rule({
  scope: 'document',
  severity: 'warning',
  since: '0.2.0',
  summary: 'A governed document holds text, not what a shell has left of it.',
  why: `A shell that is handed Markdown in double quotes takes backticks for escapes: fences lose two of their three backticks, the
letter behind the third becomes a control character, and line breaks arrive as the two characters \`\\n\`. Such a fence is none,
so that what stands in it is read as text. The fix writes what stood there; have a look at it.`,

  check: {
    *document({ model, path }) {
      const hurt = model.damage.filter((d) => d.is === 'control' || d.is === 'fence' || d.is === 'newline');
      const [first] = hurt;
      if (!first) return;
      yield { at: first.at, message: `This text is damaged: ${list(hurt)}.`, fixes: [mended(path, 'Mend the text', isShells)] };
    },
  },

  examples: [
    {
      title: 'A fence that has lost its backticks, and line breaks that are letters',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        [|\`ash|]
        npm test
        \`

        Tests pass.\n\n## Notes
      `,
      says: ['This text is damaged: a fence without its backticks, a line break written as \\n.'],
      fixed: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        \`\`\`bash
        npm test
        \`\`\`

        Tests pass.

        ## Notes
      `,
    },
    {
      title: 'Half of a quotation mark that was read in the wrong encoding: `text-mojibake` tells of that',
      files: '==> docs/task_packets/WP-1-Login.md <==\n# WP-1-Login\n\nNo â€œtelemetry onlyâ€\u009d.\n',
    },
    {
      title: 'Control characters',
      files: `==> docs/task_packets/WP-1-Login.md <==\n# WP-1-Login\n\n- [|\u0007|]pp/src/login.ts\` and \u001b[32mgreen\u001b[0m\n`,
      says: ['This text is damaged: 3 control characters (U+0007).'],
      fixed: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - \`app/src/login.ts\` and green
      `,
    },
    {
      title: 'Code, tabs, and an explanation of the matter',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        Shells leave \`\n\n## Title\` behind. A span of code may
        \`begin here
        and end here\`.

        ~~~
        printf "a\n\n## b"
        \`ash
        \`
        ~~~
      `,
    },
  ],
});

const isShells = (d: Damage): boolean => d.is === 'control' || d.is === 'fence' || d.is === 'newline';

function list(hurt: readonly Damage[]): string {
  const controls = hurt.filter((d) => d.is === 'control');
  const fences = hurt.filter((d) => d.is === 'fence').length / 2;
  const lines = hurt.filter((d) => d.is === 'newline').length;
  return [
    controls.length === 0 ? '' : `${counted(controls.length, 'a control character', 'control characters')} (${controls[0]?.was})`,
    fences === 0 ? '' : counted(fences, 'a fence without its backticks', 'fences without their backticks'),
    lines === 0 ? '' : `${counted(lines, 'a line break', 'line breaks')} written as \\n`,
  ]
    .filter(Boolean)
    .join(', ');
}

const counted = (n: number, one: string, many: string): string => (n === 1 ? one : `${n} ${many}`);
