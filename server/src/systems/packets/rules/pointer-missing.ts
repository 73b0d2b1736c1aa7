/** packets/pointer-missing */
import { nameOf } from '#core/paths';
import { type FolderView, md, type Offer, type Report } from '#core/rule';
import { endingAs } from '#core/text';
import { lostPointer } from '../model/anchors/lost-pointer';
import { unclaimed } from '../model/anchors/unclaimed';
import type { PacketsDialect } from '../model/dialect/dialect';
import { newestSpec, pointerMissedBy, specCited } from '../model/queries';
import { rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'error',
  since: '0.2.0',
  summary: 'A pointer names the current spec.',
  why: `Several versions of a spec lie side by side; the pointer says which one is in force. Without it no anchor can be looked up. The
name stands in bold, in code or in a link. Where there is no pointer at all, that is told once, in the board, if there is a spec or
somebody cites one, and packets have to; or if it was there, as git tells, or packets lead to it. A pointer to a manifest or a folder, of a spec in several files, is information: which anchors are not looked up.`,

  check: {
    *pointer({ facts, path, look, world, dialect }) {
      // A page of that name that is a spec itself points nowhere; only who cites an anchor misses something.
      if (facts.spec || (facts.isSpec && !look.ask(specCited))) return;
      const unlike = facts.unlike && unclaimed(facts.unlike.text, path, world);
      if (unlike === 'pending') return;
      const alone = 'anchors are looked up only where they are cited with their file';
      yield facts.other
        ? {
            at: facts.other.at,
            severity: 'info',
            message: `${nameOf(path)} names ${facts.other.text}, and Gatehouse reads a spec of one file: ${alone}, and no lost anchors or unsigned versions are told.`,
          }
        : unlike !== undefined && facts.unlike
          ? {
              at: facts.unlike.at,
              message: `${nameOf(path)} names ${unlike}, which packets.paths.spec (${dialect.paths.spec.join(', ')}) does not match, so ${alone}; where it is the spec, add it in gatehouse.yaml.`,
            }
          : {
              at: facts.head,
              message: facts.isData
                ? `${nameOf(path)} names no spec that is in force, so ${alone}; the name of one Markdown file is due, such as Master_Spec_v1.0.md.`
                : `${nameOf(path)} names no spec; write its file name in bold, such as **Master_Spec_v1.0.md**.`,
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
        'There is no docs/SPEC_CURRENT.md, so no anchor can be looked up; it names the spec in force, and Master_Spec_v1.1.md is the newest here. Where another file names it, packets.paths.pointer in gatehouse.yaml says which.',
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
      title: 'A file that the configuration does not take for a spec',
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        The current spec is **[|Product.md|]**

        ==> Product.md <==
        # Product
      `,
      says: [
        'SPEC_CURRENT.md names Product.md, which packets.paths.spec (*Master_Spec_v*.md, *Master?Spec?v*.md) does not match, so anchors are looked up only where they are cited with their file; where it is the spec, add it in gatehouse.yaml.',
      ],
    },
    {
      title: 'A pointer in another folder than the configuration says',
      files: md`
        ==> docs/TASK_BOARD.md <==
        [||]# Board

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - SPEC_ANCHOR: 2.1

        ==> spec/SPEC_CURRENT.md <==
        **Master_Spec_v1.0.md**
      `,
      says: [
        'spec/SPEC_CURRENT.md is there, but packets.paths.pointer (docs/SPEC_CURRENT.md) does not match it, so no anchor can be looked up; add it in gatehouse.yaml.',
      ],
    },
    {
      title: 'JSON that names a list of chapters, and what it began with',
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        {
          "current": { "entry": "[|spec/manifest.json|]", "version": "v1.1" },
          "baseline": "spec/Master_Spec_v1.0.md"
        }
      `,
      says: [
        'SPEC_CURRENT.md names spec/manifest.json, and Gatehouse reads a spec of one file: anchors are looked up only where they are cited with their file, and no lost anchors or unsigned versions are told.',
      ],
      severities: ['info'],
    },
    {
      title: 'JSON that names two specs',
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        [|{ "specs": ["Master_Spec_v1.0.md", "Master_Spec_v1.1.md"] }|]
      `,
      says: [
        'SPEC_CURRENT.md names no spec that is in force, so anchors are looked up only where they are cited with their file; the name of one Markdown file is due, such as Master_Spec_v1.0.md.',
      ],
    },
    {
      title: 'JSON that names one',
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        { "spec": { "path": "spec/Master_Spec_v1.1.md", "previousPath": "spec/Master_Spec_v1.0.md" } }

        ==> spec/Master_Spec_v1.1.md <==
        # Master Spec
      `,
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
      title: 'Packets need not cite a spec, but the pointer was deleted just now',
      config: 'packets: { required: { default: [TASK_ID, STATUS, What] } }',
      past: [
        {
          day: '2026-01-02',
          files: md`
            ==> docs/SPEC_CURRENT.md <==
            **Master_Spec_v1.0.md**
          `,
        },
      ],
      files: md`
        ==> docs/TASK_BOARD.md <==
        [||]# Board

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        ==> Master_Spec_v1.0.md <==
        # Master Spec
      `,
      says: [
        'docs/SPEC_CURRENT.md has been deleted, and git still has it, so no anchor can be looked up; it names the spec in force, and Master_Spec_v1.0.md is the newest here. Where another file names it, packets.paths.pointer in gatehouse.yaml says which.',
      ],
      fixed: md`
        ==> docs/SPEC_CURRENT.md <==
        # SPEC_CURRENT

        The current spec is **Master_Spec_v1.0.md**
      `,
    },
    {
      title: 'They need not, but one cites a section, and a commit removed the pointer',
      config: 'packets: { required: { default: [TASK_ID, STATUS, What] } }',
      past: [
        {
          day: '2026-01-02',
          files: md`
            ==> docs/SPEC_CURRENT.md <==
            **Master_Spec_v1.0.md**
          `,
        },
        { day: '2026-01-03', removed: ['docs/SPEC_CURRENT.md'], files: '' },
      ],
      files: md`
        ==> docs/TASK_BOARD.md <==
        [||]# Board

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - SPEC_ANCHOR: 2.1
      `,
      says: [
        'docs/SPEC_CURRENT.md was removed, as git tells, so no anchor can be looked up; it names the spec in force. Where another file names it, packets.paths.pointer in gatehouse.yaml says which.',
      ],
    },
    {
      title: 'They need not, but two of them lead to the pointer',
      config: 'packets: { required: { default: [TASK_ID, STATUS, What] } }',
      files: md`
        ==> docs/TASK_BOARD.md <==
        [||]# Board

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - FILES_TO_OPEN: docs/SPEC_CURRENT.md

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - Authority: docs/SPEC_CURRENT.md

        ==> docs/Master_Spec_v1.0.md <==
        # Master Spec

        ==> Master_Spec_v1.0.md <==
        # Master Spec
      `,
      says: [
        'There is no docs/SPEC_CURRENT.md, so no anchor can be looked up; it names the spec in force, and Master_Spec_v1.0.md is the newest here. Where another file names it, packets.paths.pointer in gatehouse.yaml says which.',
      ],
      fixed: md`
        ==> docs/SPEC_CURRENT.md <==
        # SPEC_CURRENT

        The current spec is **Master_Spec_v1.0.md**
      `,
    },
    {
      title: 'A commit removed it, and nobody cites anything',
      config: 'packets: { required: { default: [TASK_ID, STATUS, What] } }',
      past: [
        {
          day: '2026-01-02',
          files: md`
            ==> docs/SPEC_CURRENT.md <==
            **Master_Spec_v1.0.md**
          `,
        },
        { day: '2026-01-03', removed: ['docs/SPEC_CURRENT.md'], files: '' },
      ],
      files: md`
        ==> docs/TASK_BOARD.md <==
        # Board

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - Authority: docs/SPEC_CURRENT.md

        ==> Master_Spec_v1.0.md <==
        # Master Spec
      `,
    },
    {
      title: 'Nobody cites a section, and there is no spec',
      files: md`
        ==> docs/TASK_BOARD.md <==
        # Board

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
      `,
    },
    {
      title: 'A page of that name that is a spec itself, among people who cite none',
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        # What the pantry does

        ## Shelves
        A shelf holds jars. See \`docs/ROADMAP.md\`.

        ==> docs/TASK_BOARD.md <==
        # Board
      `,
    },
    {
      title: 'The same, where a packet cites a section',
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        [|# What the pantry does|]

        ## Shelves

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - SPEC_ANCHOR: 2.1
      `,
      says: ['SPEC_CURRENT.md names no spec; write its file name in bold, such as **Master_Spec_v1.0.md**.'],
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

const gone = {
  now: (pointer: string): string => `${pointer} has been deleted, and git still has it`,
  before: (pointer: string): string => `${pointer} was removed, as git tells`,
  never: (pointer: string): string => `There is no ${pointer}`,
};

// biome-ignore lint/suspicious/noExplicitAny: the same of every kind of document
function* missing({ path, look, world, dialect }: FolderView<any, PacketsDialect, any>): Iterable<Report> {
  if (look.ask(pointerMissedBy) !== path) return;
  const lost = lostPointer(look, world, dialect);
  if (!lost) return;
  const pointer = lost.path;
  const name = newestSpec(look, dialect.isRetired);
  const isPlain = !/[*?[\]{}]/.test(pointer);
  const like = isPlain ? world.nearest(pointer) : undefined;
  if (like?.is === 'unknown' && like.why === 'pending') return;
  if (like?.is === 'known' && like.value && nameOf(like.value) === nameOf(pointer)) {
    yield {
      at: { start: 0, end: 0 },
      message: `${like.value} is there, but packets.paths.pointer (${dialect.paths.pointer.join(', ')}) does not match it, so no anchor can be looked up; add it in gatehouse.yaml.`,
    };
    return;
  }
  const create: Offer = {
    title: `Create ${pointer}`,
    safety: 'ask',
    change: (desk) => {
      const like = ['board', 'audit', 'packet']
        .map((kind) => desk.document(path, `packets/${kind}`))
        .find((doc) => doc !== undefined);
      const text = endingAs(like?.text, `# SPEC_CURRENT\n\nThe current spec is **${name}**\n`);
      return [{ do: 'create', path: pointer, text }];
    },
  };
  yield {
    at: { start: 0, end: 0 },
    message: `${gone[lost.since](pointer)}, so no anchor can be looked up; it names the spec in force${name ? `, and ${name} is the newest here` : ''}. Where another file names it, packets.paths.pointer in gatehouse.yaml says which.`,
    fixes: name && isPlain ? [create] : [],
  };
}
