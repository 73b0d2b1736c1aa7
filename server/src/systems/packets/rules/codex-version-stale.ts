/** packets/codex-version-stale */
import { nameOf } from '#core/paths';
import { md } from '#core/rule';
import { replaceIn } from '../model/edit';
import { isWorkedOn } from '../model/status';
import { rule } from '../model/types';
import { compareParts, familyOf, versionIn } from '../model/versions';

export default rule({
  scope: 'folder',
  severity: 'warning',
  concerns: 'content',
  since: '0.2.0',
  summary: 'A packet in work is under the codex that the pointer names.',
  why: 'The codex holds everybody to its invariants. Whoever works by another version keeps to rules that have changed since, or have not come yet. Looked at is the field `Codex`, where it names a file.',

  check: {
    *packet({ facts, path, look }) {
      const said = facts.codex;
      const pointed = look.defs({ kind: 'pointed', name: 'codex' })[0];
      if (!said || !pointed || !isWorkedOn(facts.status?.reading?.status)) return;
      const [name, own] = [nameOf(pointed.data.file), nameOf(said.text)];
      const [there, here] = [versionIn(name), versionIn(own)];
      if (!there || !here || familyOf(name) !== familyOf(own) || compareParts(there.parts, here.parts) === 0) return;
      const to = said.text.replace(/[^/]*$/, name);
      yield {
        at: said.at,
        message: `This packet is under ${own}, but the pointer names ${name}.`,
        fixes: [
          {
            title: `Change it to ${name}`,
            safety: 'ask',
            change: (desk) => replaceIn(desk, path, 'packets/packet', said.at, to),
          },
        ],
      };
    },
  },

  examples: [
    {
      title: 'A version behind, and one that never was',
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        **Master_Spec_v1.0.md**, with the **Dock Codex v1.4.md**

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: In-Progress

        ## Authority
        - **Codex**: [|Dock Codex v0.8.md|] [CX-101]

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: Ready-for-Dev
        - Codex: \`[|Dock Codex v9.9.md|]\`
      `,
      says: [
        'This packet is under Dock Codex v0.8.md, but the pointer names Dock Codex v1.4.md.',
        'This packet is under Dock Codex v9.9.md, but the pointer names Dock Codex v1.4.md.',
      ],
      fixed: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: In-Progress

        ## Authority
        - **Codex**: Dock Codex v1.4.md [CX-101]

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: Ready-for-Dev
        - Codex: \`Dock Codex v1.4.md\`
      `,
    },
    {
      title: 'The same, another document, none, a mention, and a packet that is done',
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        **Master_Spec_v1.0.md**, with the **Dock Codex v1.4.md**

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: In-Progress
        - Codex: rules/Dock Codex v1.4.md
        - Why: the Dock Codex v0.8.md asked for it

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: In-Progress
        - Codex: Harbour Codex v2.0.md

        ==> docs/task_packets/WP-1-Menu.md <==
        # WP-1-Menu
        - STATUS: In-Progress
        - Codex: the usual one

        ==> docs/task_packets/WP-1-Old.md <==
        # WP-1-Old
        - STATUS: Done
        - Codex: Dock Codex v0.8.md
      `,
    },
  ],
});
