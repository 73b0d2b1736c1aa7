/** packets/codex-missing */
import { folderOf, joined, nameOf } from '#core/paths';
import { md } from '#core/rule';
import { replaceIn } from '../model/packet/edit';
import { compareVersions } from '../model/queries';
import { rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'error',
  since: '0.2.0',
  summary: 'The codex that the spec pointer names is there.',
  why: 'Packets and protocols hold everybody to its invariants. While it is not there, nobody can say what they are.',

  check: {
    *pointer({ facts, path, look, world }) {
      const { codex } = facts;
      if (!codex) return;
      const name = nameOf(codex.text);
      const files = look.files('packets/codex');
      if (files.some((f) => nameOf(f) === name)) return;
      // It may lie where the dialect does not look.
      const beside = joined(folderOf(path), name);
      for (const place of new Set([codex.text, name, beside])) {
        const there = world.exists(place);
        if (there.is === 'unknown' || there.value.as !== 'no') return;
      }
      const newest = [...files].sort(compareVersions).at(-1);
      const other = newest === undefined ? undefined : nameOf(newest);
      yield {
        at: codex.at,
        message: `There is no ${name}${other === undefined ? ', and no other codex.' : `; the newest codex here is ${other}.`}`,
        fixes:
          other === undefined
            ? []
            : [
                {
                  title: `Point to ${other}`,
                  safety: 'ask',
                  change: (desk) => replaceIn(desk, path, 'packets/pointer', codex.at, other),
                },
              ],
      };
    },
  },

  examples: [
    {
      title: 'A version that is not there',
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        **Master_Spec_v1.0.md**

        Rules: **[|Dock Codex v1.4.md|]**

        ==> Dock Codex v1.3.md <==
        # Codex
      `,
      says: ['There is no Dock Codex v1.4.md; the newest codex here is Dock Codex v1.3.md.'],
      fixed: md`
        ==> docs/SPEC_CURRENT.md <==
        **Master_Spec_v1.0.md**

        Rules: **Dock Codex v1.3.md**
      `,
    },
    {
      title: 'None at all',
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        **Master_Spec_v1.0.md** and **[|Dock Codex v1.4.md|]**
      `,
      says: ['There is no Dock Codex v1.4.md, and no other codex.'],
    },
    {
      title: 'It is there, in a folder of its own, or none is named',
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        **Master_Spec_v1.0.md** and **docs/Dock Codex v1.4.md**

        ==> docs/Dock Codex v1.4.md <==
        # Codex
      `,
    },
  ],
});
