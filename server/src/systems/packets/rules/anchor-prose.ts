/** packets/anchor-prose */
import { md } from '#core/rule';
import { brief } from '../model/packet/packet';
import { rule } from '../model/types';

export default rule({
  scope: 'document',
  severity: 'warning',
  concerns: 'content',
  since: '0.2.0',
  summary: 'SPEC_ANCHOR cites by number or tag.',
  why: 'Words such as “the section on storage” are read differently by everybody, and no tool can tell whether the section is still there. Cite its number (`A2.3.12`) or tag (`[HSK-JOB-100]`); the title may follow. If the spec has no section for it, that is for the spec to mend first.',

  check: {
    *packet({ model }) {
      for (const { text, at } of model.citing.prose)
        yield { at, message: `“${brief(text)}” names no anchor; cite the section’s number or tag, such as A2.3.12.` };
    },
  },

  examples: [
    {
      title: 'A title, and a file',
      files: md`
        ==> docs/task_packets/WP-1-Storage.md <==
        # WP-1-Storage
        - SPEC_ANCHOR: [|Master Spec, section on storage|]

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        ## SPEC_ANCHOR
        - A3.2.1 (Authentication)
        - [|the section about sessions|]
      `,
      says: [
        '“the section about sessions” names no anchor; cite the section’s number or tag, such as A2.3.12.',
        '“Master Spec, section on storage” names no anchor; cite the section’s number or tag, such as A2.3.12.',
      ],
    },
    {
      title: 'Numbers, tags, titles below them, and nothing yet',
      files: md`
        ==> docs/task_packets/WP-1-Storage.md <==
        # WP-1-Storage
        ## SPEC_ANCHOR
        - Master Spec §2.3.12 Storage
          - the section on traits in it
        - [CX-DBP-010], 4 (Overview)
        - Applies to all backends

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - SPEC_ANCHOR: None (hygiene)

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - SPEC_ANCHOR: <pending>
      `,
    },
  ],
});
