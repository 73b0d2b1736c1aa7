/** packets/dead-anchor */
import { examples } from '../examples/dead-anchor';
import { unnamedAsides } from '../model/anchors/aside-anchors';
import { citedByAudit, citedByPacket, citedByRefinement, citedByReport, namesCurrent } from '../model/anchors/cited-anchors';
import { dead, deadInPinned, lostIn } from '../model/anchors/lost-anchors';
import { rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'error',
  since: '0.1.0',
  concerns: 'content',
  summary: 'A cited anchor is defined by the spec.',
  why: `A packet that cites a section nobody can find is bound by nothing. An anchor is the number that opens a heading
(\`A2.3\`, \`§2.3\` and \`2.3\` are one), with a letter for a part of it (\`2.3a\` or \`2.3.a\`, which is \`2.3\` where nothing defines the part), a tag such as \`[HSK-JOB-100]\` in a heading or a line that is bold as a whole, at the start of a list item or of a paragraph that says what
MUST be, or an item of a numbered list directly under a numbered heading. What stands in a fence or a table of contents defines nothing; what a fence shows and nothing else defines is a warning.

A spec may name other files that are parts of it (\`modules/02-storage.md\`): what one of those defines is defined.

DONE_MEANS cites, too, where its items say which section asks for them: \`… (A2.3)\`, \`… [§2.3]\`, \`per §2.3\`, a column of anchors. A bare number
counts where other items end in an anchor; alone it is a warning, and none where it may be a decimal or a version. So does what the last report
names beside the spec (\`Spec: Master_Spec_v1.0.md §2.3\`).

What stands in brackets behind a number, a tag or a part of the section (\`2.3 (HSK-JOB-100, 2.3.1)\`), explains rather than cites: it is told
only where no line of the spec names it.

While the spec pointer is dead nothing is judged here; what is cited with another file is judged by anchor-not-in-file. Anchors in prose are
mentions, and never judged; a tag of a family that nothing here defines (UTF-8, ADR-0001) is none.
A Done packet that names another spec version was judged by that one, and so are a report and a row of the audit that do. A refinement
that names another version is judged by that, where it lies here or in git, and by the one in force: what one of them defines is defined. What an
earlier version of the spec defined is told by anchor-regressed.`,

  check: {
    *packet({ facts, path, look, world, dialect }) {
      const lost = lostIn(citedByPacket(facts, look), { look, world, dialect, path, kind: 'packet', listed: facts.citations });
      // What is closed is none of anchor-regressed; where it names this version, it was never there.
      const status = facts.status?.reading?.status;
      yield* dead(lost, (status === 'Done' || status === 'Superseded') && namesCurrent(facts.specVersion, look));
      yield* dead(lostIn(unnamedAsides(facts, look, world, false), { look, world, dialect, path, kind: 'packet' }));
    },
    *refinement({ facts, path, look, world, dialect }) {
      const from = { look, world, dialect, path, kind: 'refinement', listed: facts.citations };
      yield* dead(lostIn(citedByRefinement(facts, look), from));
      if (!look.defs({ kind: 'packet', name: facts.packet }).some((p) => p.data.status === 'Done'))
        yield* deadInPinned(facts, from);
    },
    *report({ facts, path, look, world, dialect }) {
      yield* dead(lostIn(citedByReport(facts, look), { look, world, dialect, path, kind: 'report' }));
    },
    *audit({ facts, path, look, world, dialect }) {
      // Rows are not edited: a correction is a row of its own.
      for (const report of dead(lostIn(citedByAudit(facts, look), { look, world, dialect, path, kind: 'audit' })))
        yield { ...report, fixes: [] };
    },
  },

  examples,
});
