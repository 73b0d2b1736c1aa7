/** packets/invariant-pattern-invalid */
import { md } from '#core/rule';
import { rule } from '../model/types';

export default rule({
  scope: 'document',
  severity: 'error',
  since: '0.2.0',
  summary: 'A fence of the codex that declares what breaks an invariant can be read.',
  why: `As long as something is wrong in it, it declares nothing, and the invariant is not enforced. What such a fence holds is told at
[packets/invariant-unenforced](invariant-unenforced.md).`,

  check: {
    *codex({ model }) {
      yield* model.problems;
    },
  },

  examples: [
    {
      title: 'Mistakes',
      files: md`
        ==> Dock Codex v1.4.md <==
        # Codex

        \`\`\`[|gatehouse|]
        pattern: nobody
        \`\`\`

        ### CX-101: One client

        \`\`\`gatehouse
        [|patern|]: openai
        pattern: '[|openai.{wrod}|]'
        files: [src/**, '[|/src|]']
        [|openai|]
        \`\`\`

        ### CX-102: One store

        ~~~[|gatehouse|]
        files: src/**
        ~~~

        ### CX-103: Typed errors

        \`\`\`gatehouse
        pattern: anyhow!
        [|pattern|]: unwrap()
        \`\`\`
      `,
    },
    {
      title: 'In order; another fence',
      files: md`
        ==> Dock Codex v1.4.md <==
        ### CX-101: One client

        \`\`\`gatehouse
        pattern: 'openai.{word}(' # in any module
        reason: "One client, \\"the\\" client"
        files:
          - src/**
        \`\`\`

        \`\`\`yaml
        patern: openai
        \`\`\`
      `,
    },
  ],
});
