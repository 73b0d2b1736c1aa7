/** packets/pointer-missing */
import { nameOf } from '#core/paths';
import { type FolderView, md, type Offer, type Report } from '#core/rule';
import type { PacketsDialect } from '../model/dialect';
import { compareVersions, pointerMissedBy } from '../model/queries';
import { rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'error',
  since: '0.2.0',
  summary: 'A pointer names the current spec.',
  why: `Several versions of a spec lie side by side; the pointer says which one is in force. Without it no anchor can be looked up. The
name stands in bold, in code or in a link. Where there is no pointer at all, that is told once, in the board.`,

  check: {
    *pointer({ facts, path }) {
      if (!facts.spec)
        yield {
          at: facts.head,
          message: `${nameOf(path)} names no spec; write its file name in bold, such as **Master_Spec_v1.0.md**.`,
        };
    },
    board: missing,
    audit: missing,
    packet: missing,
  },

  examples: [
    {
      title: 'No pointer, and a spec that it could name',
      files: md`
        ==> docs/TASK_BOARD.md <==
        [||]# Board

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        ==> Master_Spec_v1.0.md <==
        # Master Spec

        ==> Master_Spec_v1.1.md <==
        # Master Spec
      `,
      says: [
        'There is no docs/SPEC_CURRENT.md, so no anchor can be looked up; it names the spec in force, and Master_Spec_v1.1.md is the newest here.',
      ],
      fixed: md`
        ==> docs/SPEC_CURRENT.md <==
        # SPEC_CURRENT

        The current spec is **Master_Spec_v1.1.md**
      `,
    },
    {
      title: 'A pointer that names several, and marks none',
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        [|# Specs|]

        After Master_Spec_v1.0.md came Master_Spec_v1.1.md.
      `,
      says: ['SPEC_CURRENT.md names no spec; write its file name in bold, such as **Master_Spec_v1.0.md**.'],
    },
    {
      title: 'Packets need not cite a spec in this house',
      config: 'packets: { required: { default: [TASK_ID, STATUS, What] } }',
      files: md`
        ==> docs/TASK_BOARD.md <==
        # Board

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        ==> Master_Spec_v1.0.md <==
        # Master Spec
      `,
    },
    {
      title: 'A name in a sentence, and one of another form that the configuration tells',
      config: md`
        packets:
          paths: { spec: [docs/requirements*.md] }
      `,
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        Now in force: \`requirements.md\`

        ==> docs/requirements.md <==
        # Requirements
      `,
    },
  ],
});

// biome-ignore lint/suspicious/noExplicitAny: the same of every kind of document
function* missing({ path, look, dialect }: FolderView<any, PacketsDialect, any>): Iterable<Report> {
  const [pointer] = dialect.paths.pointer;
  if (look.ask(pointerMissedBy) !== path || pointer === undefined) return;
  // Where no packet has to cite the spec, nobody misses the page that names it.
  if (!Object.values(dialect.required).some((keys) => keys?.includes('SPEC_ANCHOR'))) return;
  const newest = [...look.files('packets/spec')].sort(compareVersions).at(-1);
  const name = newest && nameOf(newest);
  const isPlain = !/[*?[\]{}]/.test(pointer);
  const create: Offer = {
    title: `Create ${pointer}`,
    safety: 'ask',
    change: () => [{ do: 'create', path: pointer, text: `# SPEC_CURRENT\n\nThe current spec is **${name}**\n` }],
  };
  yield {
    at: { start: 0, end: 0 },
    message: `There is no ${pointer}, so no anchor can be looked up; it names the spec in force${name ? `, and ${name} is the newest here` : ''}.`,
    fixes: name && isPlain ? [create] : [],
  };
}
