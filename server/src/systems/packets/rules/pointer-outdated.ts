/** packets/pointer-outdated */
import { nameOf } from '#core/paths';
import { md } from '#core/rule';
import { replaceIn } from '../model/packet/edit';
import { otherVersions } from '../model/queries';
import { rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'warning',
  since: '0.2.0',
  summary: 'The spec pointer names the newest version.',
  why: 'A newer version that nobody points to binds nobody: packets go on citing what it has replaced. A draft has a name of its own (`…_v1.3-draft.md`), and versions in an archive are over.',

  check: {
    *pointer({ facts, path, look, dialect }) {
      const { spec } = facts;
      if (!spec) return;
      const newest = look.ask(otherVersions).find((v) => v.newer && !dialect.isRetired(v.path));
      const name = newest && nameOf(newest.path);
      if (!name) return;
      yield {
        at: spec.at,
        message: `${name} is newer than ${spec.text}, which the pointer names.`,
        fixes: [
          { title: `Point to ${name}`, safety: 'ask', change: (desk) => replaceIn(desk, path, 'packets/pointer', spec.at, name) },
        ],
      };
    },
  },

  examples: [
    {
      title: 'One version behind',
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        The current spec is **[|Master_Spec_v1.9.md|]**

        ==> Master_Spec_v1.9.md <==
        # Master Spec

        ==> Master_Spec_v1.10.md <==
        # Master Spec
      `,
      says: ['Master_Spec_v1.10.md is newer than Master_Spec_v1.9.md, which the pointer names.'],
      fixed: md`
        ==> docs/SPEC_CURRENT.md <==
        The current spec is **Master_Spec_v1.10.md**
      `,
    },
    {
      title: 'Older versions, a draft, another document',
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        The current spec is **Master_Spec_v01.9.md**

        ==> Master_Spec_v01.9.md <==
        # Master Spec

        ==> Master_Spec_v1.8.md <==
        # Master Spec

        ==> Master_Spec_v2.0-draft.md <==
        # Master Spec

        ==> Other_Master_Spec_v3.0.md <==
        # Another product
      `,
    },
  ],
});
