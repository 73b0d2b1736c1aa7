/** packets/codex-version-stale */
import type { Look } from '#core/look';
import { nameOf } from '#core/paths';
import { md, type Report } from '#core/rule';
import { isWorkedOn } from '../model/dialect/status';
import { compareParts, familyOf, versionIn } from '../model/dialect/versions';
import { replaceIn } from '../model/packet/edit';
import { type Located, rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'warning',
  concerns: 'content',
  since: '0.2.0',
  summary: 'A packet in work, the protocols and the page beside the packets name the codex that the pointer names.',
  why: 'The codex holds everybody to its invariants. Whoever works by another version keeps to rules that have changed since, or have not come yet. Looked at is the field `Codex` of a packet, where it names a file, and each line of a protocol or of the README beside the packets that does not speak of a former one.',

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
        message: `This packet is under ${own}, but the pointer names ${name}; hold it against that one.`,
        fixes: [
          {
            title: `Change it to ${name}`,
            safety: 'ask',
            change: (desk) => replaceIn(desk, path, 'packets/packet', said.at, to),
          },
        ],
      };
    },
    *protocol({ facts, look }) {
      yield* named(facts.codexes, look);
    },
    *guide({ facts, look }) {
      yield* named(facts.codexes, look);
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
        'This packet is under Dock Codex v0.8.md, but the pointer names Dock Codex v1.4.md; hold it against that one.',
        'This packet is under Dock Codex v9.9.md, but the pointer names Dock Codex v1.4.md; hold it against that one.',
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
      title: 'A protocol, and the page beside the packets; what was in force once is history',
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        **Master_Spec_v1.0.md**, with the **Dock Codex v1.4.md**

        ==> docs/CODER_PROTOCOL.md <==
        # Protocol
        The rules are in the [|Dock Codex v0.8|].md, as of \`Dock Codex v1.4.md\`.
        The former one was Dock Codex v0.7.
        Another is the Harbour Codex v2.0.
        It holds with Master_Spec_v1.0.md and Dock Codex v1.4.md.

        - Codex: Dock Codex v1.2.md

        ==> docs/task_packets/README.md <==
        - [[|Dock Codex v1.3|]](../../Dock%20Codex%20v1.3.md)

        ==> Dock Codex v1.3.md <==
        # Codex
      `,
      says: [
        'This names Dock Codex v0.8 and 1 more, but the pointer names Dock Codex v1.4.md; name that one.',
        'This names Dock Codex v1.3, but the pointer names Dock Codex v1.4.md; name that one.',
      ],
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

/** One finding a document: the version that it was written under. */
function* named(all: readonly Located[] = [], look: Look): Iterable<Report> {
  const pointed = look.defs({ kind: 'pointed', name: 'codex' })[0];
  const name = pointed && nameOf(pointed.data.file);
  const there = name === undefined ? undefined : versionIn(name);
  if (name === undefined || !there) return;
  const base = name.slice(0, there.start).toLowerCase();
  const others = all.flatMap(({ text, at }) => {
    const start = text.toLowerCase().lastIndexOf(base);
    // Another document, and its version, may stand before it.
    const version = start < 0 ? undefined : versionIn(text.slice(start));
    const own = version !== undefined && compareParts(version.parts, there.parts) !== 0;
    return own ? [{ text: text.slice(start), at: { start: at.start + start, end: at.end } }] : [];
  });
  const [first, ...more] = others;
  if (first)
    yield {
      at: first.at,
      message: `This names ${first.text}${more.length > 0 ? ` and ${more.length} more` : ''}, but the pointer names ${name}; name that one.`,
      related: more.slice(0, 20).map(({ text, at }) => ({ at, message: text })),
    };
}
