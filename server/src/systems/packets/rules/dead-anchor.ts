/** packets/dead-anchor */
import type { Look } from '#core/look';
import { md, type Offer } from '#core/rule';
import { familyOf, isTag, lookUp, nearestAnchors, tagFamilies } from '../model/anchors';
import { replaceIn } from '../model/edit';
import { rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'error',
  since: '0.1.0',
  summary: 'A cited anchor is defined by the spec.',
  why: `A packet that cites a section nobody can find is bound by nothing. An anchor is the number that opens a heading
(\`A2.3\`, \`§2.3\` and \`2.3\` are one), a tag such as \`[HSK-JOB-100]\` in a heading or at the start of a list item, or an item of a
numbered list directly under a numbered heading. What stands in a fence or a table of contents defines nothing.

While the spec pointer is dead nothing is judged; a citation of another file is looked up in that file. Anchors in prose are
mentions, and never judged; a tag of a family that nothing here defines (UTF-8, ADR-0001) is none.
A Done packet that names another spec version was judged by that one.`,

  check: {
    *packet({ facts, path, look }) {
      if (isClosedUnderOther(facts.status?.reading?.status, facts.specVersion, look)) return;
      for (const c of facts.citations) {
        const lookup = lookUp(look, c);
        if (!lookup || lookup.found.length > 0 || !isOurs(look, c.id)) continue;
        const near = look.ask(nearestAnchors, JSON.stringify([lookup.spec, c.id, c.title]));
        const file = lookup.spec.split('/').at(-1);
        const fixes: Offer[] = near.map((n) => ({
          title: `Cite ${n.id}${n.title ? ` (${n.title})` : ''}`,
          safety: 'ask',
          change: (desk) => replaceIn(desk, path, 'packets/packet', c.at, n.id),
        }));
        const hint = near[0] ? `; the nearest is ${near[0].id}${near[0].title ? ` “${near[0].title}”` : ''}` : '';
        yield { at: c.at, message: `${file} defines no anchor ${c.id}${hint}.`, fixes };
      }
    },
  },

  examples: [
    {
      title: 'A section that does not exist',
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        **Master_Spec_v1.0.md**

        ==> Master_Spec_v1.0.md <==
        # Master Spec

        ## A2.3 Storage

        ### A2.3.1 Storage trait

        1. First
        2. Second

        ==> docs/task_packets/WP-1-Storage.md <==
        # WP-1-Storage

        - **SPEC_ANCHOR**: A[|2.3.4|] (Storage trait), §2.3.1 Item 2
      `,
      says: ['Master_Spec_v1.0.md defines no anchor 2.3.4; the nearest is 2.3.1 “Storage trait”.'],
      fixed: md`
        ==> docs/task_packets/WP-1-Storage.md <==
        # WP-1-Storage

        - **SPEC_ANCHOR**: A2.3.1 (Storage trait), §2.3.1 Item 2
      `,
    },
    {
      title: 'The pointer is dead: one finding there is enough',
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        **Master_Spec_v2.0.md**

        ==> docs/task_packets/WP-1-Storage.md <==
        # WP-1-Storage

        - SPEC_ANCHOR: A9.9
      `,
    },
    {
      title: 'A rule of a protocol',
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        **Master_Spec_v1.0.md**

        ==> Master_Spec_v1.0.md <==
        # Master Spec

        ==> docs/VALIDATOR_PROTOCOL.md <==
        # Validator
        - [CX-GATE-001] No merge without evidence

        ==> docs/task_packets/WP-1-Storage.md <==
        # WP-1-Storage

        ## SPEC_ANCHOR
        - [CX-GATE-001] in docs/VALIDATOR_PROTOCOL.md
        - [[|CX-GATE-002|]] in docs/VALIDATOR_PROTOCOL.md
      `,
      says: ['VALIDATOR_PROTOCOL.md defines no anchor CX-GATE-002; the nearest is CX-GATE-001 “No merge without evidence”.'],
      fixed: md`
        ==> docs/task_packets/WP-1-Storage.md <==
        # WP-1-Storage

        ## SPEC_ANCHOR
        - [CX-GATE-001] in docs/VALIDATOR_PROTOCOL.md
        - [CX-GATE-001] in docs/VALIDATOR_PROTOCOL.md
      `,
    },
  ],
});

/** A tag of a family that nothing here defines (`UTF-8`, `ADR-0001`) is a name of something else. */
const isOurs = (look: Look, id: string): boolean => !isTag(id) || look.ask(tagFamilies).includes(familyOf(id));

/** A packet closed under another version was judged by that one. */
function isClosedUnderOther(status: string | undefined, version: string | undefined, look: Look): boolean {
  if ((status !== 'Done' && status !== 'Superseded') || version === undefined) return false;
  const pointed = look.defs({ kind: 'pointed', name: 'spec' })[0]?.data.file ?? '';
  const number = (s: string): string | undefined => /v(\d+(?:\.\d+)*)/i.exec(s)?.[1];
  const said = number(version);
  return said !== undefined && said !== number(pointed);
}
