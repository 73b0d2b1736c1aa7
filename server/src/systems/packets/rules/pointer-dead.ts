/** packets/pointer-dead */
import { md } from '#core/rule';
import { replaceIn } from '../model/edit';
import { compareVersions, currentSpec } from '../model/queries';
import { rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'error',
  since: '0.1.0',
  summary: 'The spec pointer names a spec that is there.',
  why: 'Everything else hangs on the current spec: while it is not there, no anchor can be looked up, and none is judged.',

  check: {
    *pointer({ facts, path, look }) {
      const { spec } = facts;
      if (!spec || look.ask(currentSpec).is === 'known') return;
      const newest = [...look.files('packets/spec')].sort(compareVersions).at(-1);
      const name = newest?.split('/').at(-1);
      yield {
        at: spec.at,
        message: `There is no ${spec.text}, so no anchor can be looked up${name ? `; the newest spec here is ${name}` : ''}.`,
        fixes: name
          ? [
              {
                title: `Point to ${name}`,
                safety: 'ask',
                change: (desk) => replaceIn(desk, path, 'packets/pointer', spec.at, name),
              },
            ]
          : [],
      };
    },
  },

  examples: [
    {
      title: 'A version that is not there',
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        # SPEC_CURRENT

        The current spec is **[|Master_Spec_v1.3.md|]**

        ==> Master_Spec_v1.2.md <==
        # Master Spec

        ==> Master_Spec_v1.10.md <==
        # Master Spec
      `,
      says: ['There is no Master_Spec_v1.3.md, so no anchor can be looked up; the newest spec here is Master_Spec_v1.10.md.'],
      fixed: md`
        ==> docs/SPEC_CURRENT.md <==
        # SPEC_CURRENT

        The current spec is **Master_Spec_v1.10.md**

      `,
    },
    {
      title: 'The spec that is there',
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        The current spec is [the spec](../Master_Spec_v1.0.md): \`Master_Spec_v1.0.md\`

        ==> Master_Spec_v1.0.md <==
        # Master Spec
      `,
    },
  ],
});
