/** gatehouse/config-invalid */
import { md } from '#core/rule';
import { rule } from '../model/types';

export default rule({
  scope: 'document',
  severity: 'error',
  since: '0.1.0',
  summary: 'The configuration says what Gatehouse understands.',
  why: 'A key that is misspelt changes nothing and nobody notices. While the file is wrong, the last good configuration stays in force.',

  check: {
    *config({ model }) {
      for (const { at, message } of model.problems) yield { at, message };
    },
  },

  examples: [
    {
      title: 'A key and a value that do not exist',
      files: md`
        ==> gatehouse.yaml <==
        rules:
          packets/placeholder: [|loud|]
        [|packet|]:
          paths: {}
      `,
      says: [
        'Not a value that rules.packets/placeholder takes: expected one of off, hint, info, warning, error.',
        'Unknown key packet; did you mean packets?',
      ],
    },
    {
      title: 'Not YAML',
      files: md`
        ==> gatehouse.yaml <==
        rules: [|p|]ackets/placeholder: off
      `,
    },
    {
      title: 'A good one',
      files: md`
        ==> gatehouse.yaml <==
        rules:
          packets/placeholder: off
        packets:
          paths:
            packet: work/*.md
          aliases:
            IN_SCOPE_PATHS: [Files]
      `,
    },
  ],
});
