/** packets/required-anchor-missing */
import { md } from '#core/rule';
import { isUnread } from '../model/anchors/anchors';
import { canonicalId } from '../model/dialect/anchor-forms';
import { currentSpec } from '../model/queries';
import { rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'error',
  since: '0.2.0',
  summary: 'The current spec defines the anchors that the project requires.',
  why: 'Some sections must be there whatever else changes, such as the one on security. `packets.requiredAnchors` in gatehouse.yaml lists them; a version without one of them must not come into force unnoticed.',

  check: {
    *pointer({ facts, look, dialect }) {
      const spec = look.ask(currentSpec);
      if (!facts.spec || spec.is === 'unknown' || isUnread(look, spec.path)) return;
      for (const written of dialect.requiredAnchors) {
        const name = canonicalId(written);
        if (look.defs({ kind: 'anchor', name }).some((d) => d.path === spec.path)) continue;
        yield {
          at: facts.spec.at,
          message: `${facts.spec.text} does not define ${written}, which gatehouse.yaml requires of every version.`,
          about: { kind: 'anchor', name },
        };
      }
    },
  },

  examples: [
    {
      title: 'One of two is gone',
      config: md`
        packets:
          requiredAnchors: [A2.3, '[SEC-1]', A4.1]
      `,
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        **[|Master_Spec_v1.0.md|]**

        ==> Master_Spec_v1.0.md <==
        ## 2.3 Storage
        - [SEC-1] Secrets are kept.
      `,
      says: ['Master_Spec_v1.0.md does not define A4.1, which gatehouse.yaml requires of every version.'],
    },
    {
      title: 'All are there',
      config: md`
        packets:
          requiredAnchors: [§2.3]
      `,
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        **Master_Spec_v1.0.md**

        ==> Master_Spec_v1.0.md <==
        ## A2.3 Storage
      `,
    },
    {
      title: 'The pointer leads nowhere: what that spec would define nobody knows',
      config: md`
        packets:
          requiredAnchors: [A4.1]
      `,
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        **Master_Spec_v1.1.md**

        ==> Master_Spec_v1.0.md <==
        ## 2.3 Storage
      `,
    },
  ],
});
