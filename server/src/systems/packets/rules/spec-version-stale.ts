/** packets/spec-version-stale */
import { nameOf } from '#core/paths';
import { md, type Report } from '#core/rule';
import type { Citation } from '../model/anchors/citing';
import { isWorkedOn } from '../model/dialect/status';
import { compareParts, familyOf, versionIn } from '../model/dialect/versions';
import { replaceIn } from '../model/packet/edit';
import { currentSpec } from '../model/queries';
import { rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'warning',
  concerns: 'content',
  since: '0.2.0',
  summary: 'A packet in work is about the version of the spec that the pointer names.',
  why: 'The spec has moved on since the packet was written: what it promises may have been changed or taken away. Read the cited sections again, then name the new version. Of SPEC_BASELINE and SPEC_TARGET the target counts, and one that is the pointer itself is never behind.',

  check: {
    *packet({ facts, path, look }) {
      const said = facts.spec;
      const spec = look.ask(currentSpec);
      // A target before its baseline is told as that.
      if (!said || facts.behind || spec.is === 'unknown' || !isWorkedOn(facts.status?.reading?.status)) return;
      const name = nameOf(spec.path);
      const own = versionIn(said.text);
      const current = versionIn(name);
      if (!own || !current) return;
      if (compareParts(own.parts, current.parts) === 0) {
        yield* citedOfOther(facts.citations, name, said.text);
        return;
      }
      const to = said.text.endsWith('.md') ? said.text.replace(/[^/]*$/, name) : inForm(said.text, current.text);
      yield {
        at: said.at,
        message: `This packet is about ${said.text}, but the pointer names ${name}; read the cited sections again.`,
        fixes: [
          { title: `Change it to ${to}`, safety: 'ask', change: (desk) => replaceIn(desk, path, 'packets/packet', said.at, to) },
        ],
      };
    },
  },

  examples: [
    {
      title: 'The version in force, and anchors of another one',
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        **Master_Spec_v1.1.md**

        ==> Master_Spec_v1.1.md <==
        ## 2.3 Storage

        ==> Master_Spec_v1.0.md <==
        ## 2.3 Storage

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: In-Progress
        - SPEC_VERSION: v1.1
        - SPEC_ANCHOR: Master_Spec_v1.0.md [|2.3|]

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: In-Progress
        - SPEC_VERSION: v1.1
        - SPEC_ANCHOR: Master_Spec_v1.1.md 2.3
      `,
      says: ['This packet is about v1.1, but cites 2.3 of Master_Spec_v1.0.md; cite it of Master_Spec_v1.1.md.'],
    },
    {
      title: 'A version behind, as a file and as a number',
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        **Master_Spec_v1.1.md**

        ==> Master_Spec_v1.1.md <==
        # Master Spec

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: In-Progress
        - SPEC_VERSION: [|Master_Spec_v1.0.md|]

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: Ready-for-Dev
        - SPEC_BASELINE: v0.9
        - SPEC_TARGET: [|v1.0|] (see SPEC_CURRENT)

        ==> docs/task_packets/WP-1-Session.md <==
        # WP-1-Session
        - STATUS: Ready-for-Dev

        ## AUTHORITY
        - SPEC_CURRENT: [|Master_Spec_v1.0.md|]

        ==> docs/task_packets/WP-1-Store.md <==
        # WP-1-Store
        - STATUS: In-Progress
        - SPEC_BASELINE: [|Master_Spec_v1.0.md|]
        - SPEC_TARGET: <pending>
      `,
      says: [
        'This packet is about Master_Spec_v1.0.md, but the pointer names Master_Spec_v1.1.md; read the cited sections again.',
        'This packet is about v1.0, but the pointer names Master_Spec_v1.1.md; read the cited sections again.',
        'This packet is about Master_Spec_v1.0.md, but the pointer names Master_Spec_v1.1.md; read the cited sections again.',
        'This packet is about Master_Spec_v1.0.md, but the pointer names Master_Spec_v1.1.md; read the cited sections again.',
      ],
      fixed: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: In-Progress
        - SPEC_VERSION: Master_Spec_v1.1.md

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: Ready-for-Dev
        - SPEC_BASELINE: v0.9
        - SPEC_TARGET: v1.1 (see SPEC_CURRENT)

        ==> docs/task_packets/WP-1-Session.md <==
        # WP-1-Session
        - STATUS: Ready-for-Dev

        ## AUTHORITY
        - SPEC_CURRENT: Master_Spec_v1.1.md

        ==> docs/task_packets/WP-1-Store.md <==
        # WP-1-Store
        - STATUS: In-Progress
        - SPEC_BASELINE: Master_Spec_v1.1.md
        - SPEC_TARGET: <pending>
      `,
    },
    {
      title: 'The same version in other digits, the pointer itself, and a packet that is done',
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        **Master_Spec_v01.10.md**

        ==> Master_Spec_v01.10.md <==
        # Master Spec

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: In-Progress
        - SPEC_VERSION: 1.10

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: In-Progress
        - SPEC_VERSION: docs/SPEC_CURRENT.md

        ==> docs/task_packets/WP-1-Menu.md <==
        # WP-1-Menu
        - STATUS: In-Progress
        - SPEC_BASELINE: Master_Spec_v1.2.md (when it was written)
        - SPEC_TARGET: docs/SPEC_CURRENT.md (as it is at validation)

        ==> docs/task_packets/WP-1-Start.md <==
        # WP-1-Start
        - STATUS: Done (VALIDATED)
        - SPEC_VERSION: v1.2
      `,
    },
    {
      title: 'A target that lies before its baseline is told as that',
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        **Master_Spec_v1.1.md**

        ==> Master_Spec_v1.1.md <==
        # Master Spec

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: In-Progress
        - SPEC_BASELINE: Master_Spec_v1.1.md
        - SPEC_TARGET: Master_Spec_v1.0.md
      `,
    },
  ],
});

/** With or without its `v`, as it was. */
const inForm = (like: string, version: string): string =>
  /^\d/.test(like) ? version.replace(/^v/i, '') : like.startsWith('V') ? version.replace(/^v/, 'V') : version;

/** Anchors that are cited with the file of another version than the one that the packet itself says. */
function* citedOfOther(all: readonly Citation[], name: string, said: string): Iterable<Report> {
  const current = versionIn(name);
  const other = all.find(({ file }) => {
    const version = file === undefined ? undefined : versionIn(nameOf(file));
    return (
      file !== undefined &&
      version !== undefined &&
      current !== undefined &&
      familyOf(nameOf(file)) === familyOf(name) &&
      compareParts(version.parts, current.parts) !== 0
    );
  });
  if (other?.file !== undefined)
    yield {
      at: other.at,
      message: `This packet is about ${said}, but cites ${other.id} of ${nameOf(other.file)}; cite it of ${name}.`,
      about: { kind: 'anchor', name: other.id },
    };
}
