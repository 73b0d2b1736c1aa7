/** packets/refinement-missing */
import { literalGlob } from '#core/glob';
import { type Look, query } from '#core/look';
import { folderOf, joined, nameOf, stemOf } from '#core/paths';
import { md, type Report } from '#core/rule';
import type { World } from '#core/world';
import { type IdForms, withoutSuffix, workOf } from '../model/dialect/id-form';
import { isWorkedOn } from '../model/dialect/status';
import { isLookedFor } from '../model/paths/scope';
import { type PacketFacts, rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'warning',
  concerns: 'content',
  since: '0.2.0',
  summary: 'The refinement that a packet names is there.',
  why: 'A refinement is what was agreed before the packet. One that names a refinement (`REFINEMENT_FILE`) which is not there, and is to be worked on, rests on what nobody can read; of one that is done it is history. Where FILES_TO_OPEN names the same file, that is told there. In a packet that is signed the path of its own refinement counts wherever it stands, and where it names none, one that git knows and the folder has no more.',

  check: {
    *packet({ facts, path, look, world, dialect }) {
      const named = facts.refinement;
      const status = facts.status?.reading?.status;
      if (!named && facts.consumed.length > 0 && isWorkedOn(status)) yield* deleted(facts, dialect.ids, look, world);
      const isDone = status === 'Done';
      if (!named || named.fresh || !isLookedFor(named) || !(isDone || isWorkedOn(status))) return;
      // What is named in passing may still be due, unless somebody has signed; in what is done it is history.
      if (named.passing && (isDone || facts.consumed.length === 0)) return;
      if (facts.opens.some((p) => p.path === named.path)) return;
      // From the folder's root, or beside the packet.
      const beside = folderOf(path);
      const isGone = [named.path, ...(beside === '' ? [] : [`${beside}/${named.path}`])].every((p) => {
        const there = world.exists(p);
        return there.is === 'known' && there.value.as === 'no';
      });
      if (isGone)
        yield {
          at: named.at,
          message: `There is no ${named.path}, which ${facts.id} names as its refinement; ${isDone ? 'correct the path' : 'write it, or correct the path'}.`,
          ...(isDone ? { severity: 'info' as const } : {}),
          about: { kind: 'path', name: named.path },
        };
    },
  },

  examples: [
    {
      title: 'Named, and not there',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Ready-for-Dev

        ## Technical refinement
        - REFINEMENT_FILE: [|docs/refinements/WP-1-Login.md|]

        ==> docs/task_packets/WP-1-Past.md <==
        # WP-1-Past
        - STATUS: Done
        - REFINEMENT_FILE: [|docs/refinements/WP-1-Past.md|]
      `,
      says: [
        'There is no docs/refinements/WP-1-Login.md, which WP-1-Login names as its refinement; write it, or correct the path.',
        'There is no docs/refinements/WP-1-Past.md, which WP-1-Past names as its refinement; correct the path.',
      ],
      severities: ['warning', 'info'],
    },
    {
      title: 'In a table, between names that are known',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        | Field | Value |
        |---|---|
        | STATUS | Ready-for-Dev |
        | REFINEMENT_FILE | [|docs/refinements/WP-1-Login.md|] |
        | DATE | 2026-01-10 |

        | Risk | Answer |
        |---|---|
        | REFINEMENT | docs/refinements/none.md |
      `,
      says: [
        'There is no docs/refinements/WP-1-Login.md, which WP-1-Login names as its refinement; write it, or correct the path.',
      ],
    },
    {
      title:
        'Named in passing by a packet that is signed: in the log, in a table, in a sentence; of another one, not signed, to be written',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: In-Progress
        - USER_SIGNATURE: alice151220251000

        ## Signature & Enrichment Log
        - Refinement: [|docs/refinements/WP-1-Login.md|]

        ==> docs/task_packets/WP-1-Logout-v2.md <==
        # WP-1-Logout-v2
        - STATUS: Ready-for-Dev
        - USER_SIGNATURE: alice151220251100
        - REFINEMENT: APPROVED, see [|docs/refinements/WP-1-Logout.md|].

        ==> docs/task_packets/WP-1-Menu.md <==
        # WP-1-Menu
        - STATUS: Ready-for-Dev
        - USER_SIGNATURE: alice151220251200

        | Field | Value |
        |---|---|
        | REFINEMENT_FILE | [|docs/refinements/WP-1-Menu_refinement.md|] |

        ==> docs/task_packets/WP-1-Roles.md <==
        # WP-1-Roles
        - STATUS: Ready-for-Dev
        - USER_SIGNATURE: alice151220251300

        As docs/refinements/WP-1-Rights.md has it. Its own will be docs/refinements/WP-1-Roles.md.

        ==> docs/task_packets/WP-1-Store.md <==
        # WP-1-Store
        - STATUS: Ready-for-Dev
        - REFINEMENT: APPROVED, see docs/refinements/WP-1-Store.md
      `,
    },
    {
      title: 'Not named, and deleted; kept elsewhere, never there, not signed',
      past: [
        {
          day: '2026-01-02',
          files: md`
            ==> docs/refinements/WP-1-Login.md <==
            # Refinement of WP-1-Login

            ==> docs/refinements/WP-1-Logout.md <==
            # Refinement of WP-1-Logout

            ==> docs/refinements/WP-1-Menu.md <==
            # Refinement of WP-1-Menu
          `,
        },
      ],
      files: md`
        ==> docs/refinements/WP-1-Store.md <==
        # Refinement of WP-1-Store

        ==> zoo/archive/WP-1-Logout.md <==
        # Refinement of WP-1-Logout

        ==> docs/task_packets/WP-1-Login.md <==
        # [|WP-1-Login|]
        - STATUS: In-Progress
        - USER_SIGNATURE: alice151220251000

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: In-Progress
        - USER_SIGNATURE: alice151220251100

        ==> docs/task_packets/WP-1-Menu.md <==
        # WP-1-Menu
        - STATUS: Ready-for-Dev

        ==> docs/task_packets/WP-1-Roles.md <==
        # WP-1-Roles
        - STATUS: Ready-for-Dev
        - USER_SIGNATURE: alice151220251300
      `,
      says: ['docs/refinements/WP-1-Login.md is gone, though WP-1-Login is signed, and git has it still; restore it.'],
    },
    {
      title: 'There; still to be written; told with what is to be opened; over',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: In-Progress
        - REFINEMENT_FILE: docs/refinements/WP-1-Login.md

        ==> docs/refinements/WP-1-Login.md <==
        # Refinement of WP-1-Login

        ==> docs/task_packets/WP-1-Keys.md <==
        # WP-1-Keys
        - STATUS: In-Progress
        - Refinement: \`keys.refinement.md\`

        ==> docs/task_packets/keys.refinement.md <==
        # Refinement of WP-1-Keys

        ==> docs/task_packets/WP-1-Menu.md <==
        # WP-1-Menu
        - STATUS: Backlog
        - REFINEMENT_FILE: docs/refinements/WP-1-Menu.md

        ==> docs/task_packets/WP-1-Roles.md <==
        # WP-1-Roles
        - STATUS: Ready-for-Dev
        - REFINEMENT_FILE: docs/refinements/WP-1-Roles.md
        - FILES_TO_OPEN: docs/refinements/WP-1-Roles.md

        ==> docs/task_packets/WP-1-Store.md <==
        # WP-1-Store
        - STATUS: Superseded
        - REFINEMENT_FILE: docs/refinements/WP-1-Store.md
      `,
    },
  ],
});

/** What refinements and their folders are called, and where they lie. */
const refined = query('packets/refined', (look) => {
  const files = look.files('packets/refinement');
  return {
    folder: files[0] === undefined ? undefined : folderOf(files[0]),
    names: [...new Set(files.flatMap((p) => [withoutSuffix(stemOf(p)), nameOf(folderOf(p))].map(workOf)))],
  };
});

function* deleted({ id, head }: PacketFacts, ids: IdForms, look: Look, world: World): Iterable<Report> {
  const { folder, names } = look.ask(refined);
  const work = workOf(id);
  if (folder === undefined || names.some((n) => n === work || (n.startsWith(id) && ids.isWithWords(n, id)))) return;
  const path = joined(folder, `${id}.md`);
  const removed = world.removed(path);
  if (removed.is === 'unknown' || removed.value.length === 0) return;
  // Somewhere else it is still to be read.
  const alike = world.matching(`**/${literalGlob(`${id}.md`)}`);
  const documents = [...look.files('packets/packet'), ...look.files('packets/report')];
  if (alike.is === 'unknown' || alike.value.some((p) => !documents.includes(p))) return;
  yield {
    at: head,
    message: `${path} is gone, though ${id} is signed, and git has it still; restore it.`,
    about: { kind: 'path', name: path },
  };
}
