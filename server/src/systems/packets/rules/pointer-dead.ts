/** packets/pointer-dead */
import { md } from '#core/rule';
import { unclaimed } from '../model/anchors/unclaimed';
import { replaceIn } from '../model/packet/edit';
import { currentSpec, newestSpec } from '../model/queries';
import { rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'error',
  since: '0.1.0',
  summary: 'The spec pointer names a spec that is there.',
  why: 'Everything else hangs on the current spec: while it is not there, no anchor can be looked up, and none is judged.',

  check: {
    *pointer({ facts, path, look, world, dialect }) {
      const { spec } = facts;
      if (!spec || look.ask(currentSpec).is === 'known') return;
      const there = unclaimed(spec.text, path, world);
      if (there === 'pending') return;
      if (there !== undefined) {
        yield {
          at: spec.at,
          message: `${there} is there, but packets.paths.spec (${dialect.paths.spec.join(', ')}) does not match it, so no anchor can be looked up; add it in gatehouse.yaml.`,
        };
        return;
      }
      const name = newestSpec(look, dialect.isRetired);
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
      title: 'A file that the configuration does not take for a spec',
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        The current spec is **[|Product_Spec_v1.3.md|]**

        ==> docs/specs/Product_Spec_v1.3.md <==
        # Product Spec
      `,
      says: [
        'docs/specs/Product_Spec_v1.3.md is there, but packets.paths.spec (*Master_Spec_v*.md, *Master?Spec?v*.md) does not match it, so no anchor can be looked up; add it in gatehouse.yaml.',
      ],
    },
    {
      title: 'What else is taken for a spec are chapters: none of them is the newest',
      config: 'packets: { paths: { spec: [spec/*.md] } }',
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        The current spec is **[|Master_Spec_v1.3.md|]**

        ==> spec/01-start.md <==
        # Start

        ==> spec/02-access.md <==
        # Access
      `,
      says: ['There is no Master_Spec_v1.3.md, so no anchor can be looked up.'],
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
