/** gatehouse/text-fence */
import { md } from '#core/rule';
import { mended } from '../model/mended';
import { rule } from '../model/types';

export default rule({
  scope: 'document',
  severity: 'warning',
  since: '0.3.0',
  summary: 'A fence in a list item ends where it is closed.',
  why: `A line in a fence that stands left of the text of its list item ends the item, and the fence with it. The line that was to close
the fence then opens one: a reader sees the rest of the document as code. Gatehouse reads on as it was meant. The fix indents the lines.`,

  check: {
    *document({ model, path }) {
      const lines = model.damage.filter((d) => d.is === 'outdent');
      const [first] = lines;
      if (!first) return;
      const more =
        lines.length === 1 ? '' : ` (${lines.length - 1} more ${lines.length === 2 ? 'line is' : 'lines are'} like it)`;
      yield {
        at: first.at,
        message: `“${brief(first.was)}” stands left of its list item and ends the fence here; what follows is shown as code${more}. Indent it.`,
        fixes: [mended(path, 'Indent the lines', (d) => d.is === 'outdent')],
      };
    },
  },

  examples: [
    {
      title: 'The first of the commands at the margin; as it is shown, all that follows would be code',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - RUN_COMMANDS:
          \`\`\`bash
        [|n|]pm test
          npm run lint
        npm run e2e
          \`\`\`
        - RISK_MAP:
          - "a slip" -> "nobody gets in"
      `,
      says: [
        '“npm test” stands left of its list item and ends the fence here; what follows is shown as code (1 more line is like it). Indent it.',
      ],
      fixed: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - RUN_COMMANDS:
          \`\`\`bash
          npm test
          npm run lint
          npm run e2e
          \`\`\`
        - RISK_MAP:
          - "a slip" -> "nobody gets in"
      `,
    },
    {
      title: 'A fence at the margin, one that is indented, one that nobody closes, and an example',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - RUN_COMMANDS:
        \`\`\`bash
        npm test
        \`\`\`
        - TEST_PLAN:
          \`\`\`bash
          npm test

            npm run lint
          \`\`\`
        - Notes:
          \`\`\`text
          as it was

        Afterwards.

        \`\`\`\`md
        - RUN_COMMANDS:
          \`\`\`bash
          npm test
          \`\`\`
        \`\`\`\`
      `,
    },
  ],
});

const brief = (text: string): string => (text.length > 40 ? `${text.slice(0, 39)}…` : text);
