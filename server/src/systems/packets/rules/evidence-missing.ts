/** packets/evidence-missing */
import type { Look } from '#core/look';
import type { Span } from '#core/text';
import { examples } from '../examples/evidence-missing';
import { hasEvidenceApart } from '../model/evidence/apart';
import { openPromises } from '../model/evidence/boxes';
import { type ProofOfDone, stillOpen, type Unproved } from '../model/evidence/evidence';
import { pairs } from '../model/evidence/proof-pairs';
import { rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'error',
  concerns: 'content',
  since: '0.3.0',
  summary: 'From Ready-for-Validation every DONE_MEANS has its place in the code and its test.',
  why: `What is not mapped to a file and its lines has not been shown to exist, and what no test holds may be gone tomorrow.

Rows of \`Evidence Mapping\`, of reports in the packet and of a report of its own count, unless the report is a FAIL. A later PASS
takes nothing away from an earlier one, a FAIL does.
They are paired with DONE_MEANS by number, else by quoted text, else by the best match of words; a place in the item itself
counts too. A test is asked for where the evidence has a place for it: a column, or \`test:\` in most rows. Where code is cited,
but not for which of the items, that is information, and a warning where the places are fewer than half of the items, or where
what is told of the work only names files of tests. A row whose cell for the code or the test is empty though a report has it is a warning. An item whose box is open is told as that alone. A document of the packet's name in a folder \`evidence\` or \`reports\` beside
the packets' is its evidence, whatever its form.`,

  check: {
    *packet({ path, facts, look, world }) {
      if (!facts.done) return;
      const told = withoutOpen(facts.done, openPromises(facts.boxes, look));
      const open = stillOpen(told.items, world);
      const done = {
        ...told,
        items: open.filter((i) => i.file === undefined),
        unproved: stillOpen(told.unproved, world),
      };
      if (told.none || told.named)
        for (const u of open)
          if (u.file !== undefined) yield { at: u.at, message: `“${u.text}” ${lack({ ...u, lacks: 'both' })}.` };
      if (told.none && done.items.length === 0) return;
      const { unproved, none, unpaired, places } = withReports(done, facts.id, look);
      const gaps = facts.done.gaps ?? [];
      if (!none && !unpaired && unproved.length === 0 && gaps.length === 0) return;
      if (hasEvidenceApart(path, facts.id, world)) return;
      // All of them are without proof, those that are told as open, too.
      const lacking = stillOpen(facts.done.items, world).filter((i) => i.file === undefined).length;
      const some = lacking < done.total ? `${lacking} of` : 'any of';
      const all = done.total === 1 ? 'its DONE_MEANS' : `${some} its ${done.total} DONE_MEANS`;
      if (none && done.items.length > 0)
        yield {
          at: done.at,
          message: `Nothing proves ${all}: ${facts.id} cites no file and line.`,
          about: { kind: 'packet', name: facts.id },
        };
      // What so few places show is not all that is promised, whichever of it they show.
      else if (unpaired && places !== undefined && places * 2 < done.items.length)
        yield {
          at: done.at,
          severity: 'warning',
          message: `${facts.id} cites ${places === 1 ? 'one place' : `${places} places`} in the code for ${done.total} DONE_MEANS, and does not say for which; give each its file and lines.`,
          about: { kind: 'packet', name: facts.id },
        };
      else if (unpaired)
        yield {
          at: done.at,
          severity: done.named ? 'warning' : 'info',
          message: done.named
            ? `${facts.id} names tests, but not which of its ${done.total} DONE_MEANS they prove; quote or number them.`
            : `${facts.id} cites code, but not for which of its ${done.total} DONE_MEANS; quote or number them.`,
          about: { kind: 'packet', name: facts.id },
        };
      for (const u of unproved)
        yield {
          // There it is to be filled in.
          at: u.row ?? u.at,
          message: `“${u.text}” ${lack(u)}.`,
          ...(u.row ? { related: [{ at: u.at, message: `DONE_MEANS ${u.number}` }] } : {}),
        };
      for (const { at, text, of } of gaps)
        yield {
          at,
          severity: 'warning',
          message: `“${text}” is proved elsewhere, but its row ${of === 'code' ? 'cites no code; cite the file and lines' : 'names no test; name it'} here, too.`,
        };
    },
  },

  examples,
});

function lack({ lacks, file }: Unproved): string {
  if (file !== undefined) return `is not so: there is no ${file}`;
  if (lacks === 'code') return 'has no code evidence; cite the file and lines that do it';
  if (lacks === 'test') return 'has no test that proves it; name one beside its evidence';
  if (lacks === 'result') return 'has not passed by what is written; record its result under VALIDATION';
  return 'has no evidence; cite the file and lines that do it, and the test that proves it';
}

/** What the packet itself has left open is told as that. */
function withoutOpen(done: ProofOfDone, open: readonly Span[]): ProofOfDone {
  if (open.length === 0) return done;
  const isClosed = ({ at }: { readonly at: Span }): boolean => !open.some((o) => o.start === at.start);
  return { ...done, items: done.items.filter(isClosed), unproved: done.unproved.filter(isClosed) };
}

/** What is left when reports that lie apart are read as well. */
function withReports(done: ProofOfDone, id: string, look: Look): Pick<ProofOfDone, 'none' | 'unpaired' | 'unproved' | 'places'> {
  const { none, unpaired, unproved } = done;
  if (!none && !unpaired && unproved.length === 0) return done;
  const rows = look
    .defs({ kind: 'report', name: id })
    .filter((r) => !r.data.own && r.data.verdict !== 'FAIL')
    .flatMap((r) => r.data.proves.map((p) => ({ requirement: p.text, number: p.number, tested: p.tested })));
  if (rows.length === 0) return done;
  if (none || unpaired) {
    const found = pairs(done.items, rows);
    const missing = done.items.filter((_, i) => found[i]?.length === 0);
    if (missing.length * 2 > done.items.length) return { none: false, unpaired: true, unproved: [] };
    return { none: false, unpaired: false, unproved: missing.map((m) => ({ ...m, lacks: 'both' })) };
  }
  const found = pairs(
    unproved.map((u) => ({ text: u.text, number: u.number })),
    rows,
  );
  return { none, unpaired, unproved: unproved.filter((_, i) => !found[i]?.some((r) => r.tested)) };
}
