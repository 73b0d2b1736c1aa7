/** packets/anchor-duplicate */
import { md } from '#core/rule';
import { rule, type SpecAnchor } from '../model/types';

export default rule({
  scope: 'document',
  severity: 'info',
  since: '0.2.0',
  summary: 'An anchor is defined once in the spec.',
  why: `Documents that were pasted into a spec bring their own numbers. As long as nobody cites them no harm is done, so this is one
remark for the whole spec, with all places beside it; a citation that could mean either is told where it stands, by anchor-ambiguous.`,

  check: {
    *spec({ model }) {
      const again = model.repeated.flatMap(([, ...others]) => others).sort((a, b) => a.at.start - b.at.start);
      const [at] = again;
      if (!at) return;
      const first = model.repeated.find(([one]) => one.id === at.id)?.[0];
      const ids = [...new Set(again.map((a) => a.id))];
      const more = ids.length > MOST ? ` and ${ids.length - MOST} more` : '';
      yield {
        at: at.at,
        message:
          ids.length === 1
            ? `${at.id} is defined ${again.length + 1} times, first as ${titled(first)}; give each section a number of its own.`
            : `${ids.length} anchors are defined more than once: ${ids.slice(0, MOST).join(', ')}${more}.`,
        related: [...(first ? [first] : []), ...again.slice(1)]
          .slice(0, 50)
          .map((a) => ({ at: a.at, message: a.title === '' ? a.id : `${a.id} ${a.title}` })),
      };
    },
  },

  examples: [
    {
      title: 'A pasted document begins anew',
      files: md`
        ==> Master_Spec_v1.0.md <==
        ## 1 Purpose
        ## 2 Storage
        # Annex: the pipeline
        ## [|1|] Overview
        ## 2 Steps
        ## 2.1 Fetch

        ==> docs/SPEC_CURRENT.md <==
        **Master_Spec_v1.0.md**
      `,
      says: ['2 anchors are defined more than once: 1, 2.'],
    },
    {
      title: 'One number twice',
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        **Master_Spec_v1.0.md**

        ==> Master_Spec_v1.0.md <==
        ## 2.3 Storage
        ## [|A2.3|] Sessions
      `,
      says: ['2.3 is defined 2 times, first as “Storage”; give each section a number of its own.'],
    },
    {
      title: 'A table of contents, lists, a tag that a section explains, and a log of changes',
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        **Master_Spec_v1.0.md**

        ==> Master_Spec_v1.0.md <==
        ## Contents
        - [REQ-1] Storage
        - 2.3 Storage
        ## 2.3 Storage
        1. one
        ### 2.3.1 [REQ-1] Keeping
        - [REQ-1] says when.
        ## Changelog
        - [REQ-2] added
        ## 3 Rules
        - [REQ-2] Rules hold.
      `,
    },
  ],
});

const MOST = 5;
const titled = (a: SpecAnchor | undefined): string => (a?.title ? `“${a.title}”` : (a?.id ?? ''));
