/**
 * What a report's lines say: its verdict, the part of the template that a name begins, and what speaks against it.
 * Source: SYSTEMS.md §1, *Report*, and its template.
 */
import { brief } from '#core/brief';
import { remembered } from '#core/remember';
import { detach, type Span } from '#core/text';
import type { PacketsDialect } from '../model/dialect/dialect';
import type { ReportPart, WrittenVerdict } from '../model/evidence/evidence';
import { saysNothing } from '../model/evidence/proof-words';
import type { Line } from './lines';

/** The verdict that a text says, `start` being where it stands. */
export function verdictOf(text: string, start: number, { verdicts }: PacketsDialect): WrittenVerdict {
  const lead = /^[\s*_`"']*/.exec(text)?.[0].length ?? 0;
  const bare = text.slice(lead).replace(/(?<![\s*_`"'])[\s*_`"']+$/, '');
  const at = { start: start + lead, end: start + lead + bare.length };
  // What counts is what it has become: `~~FAIL~~ PASS`, `FAIL → PASS`.
  const now = bare
    .replace(/~~[^~]*~~/g, ' ')
    .split(/→|->|=>/)
    .at(-1) as string;
  const word = /^[^\p{L}\p{N}]*([\p{L}_]+)/u.exec(now)?.[1]?.toUpperCase() ?? '';
  const is =
    saysNothing(bare) || isChoice(bare)
      ? 'open'
      : verdicts.pass.includes(word)
        ? /^[^\p{L}\p{N}]*[\p{L}_]+\s*\?/u.test(now) || ((doubted.test(now) || leftOpen.test(now)) && !/\bwaive/i.test(now))
          ? 'odd'
          : 'PASS'
        : verdicts.fail.includes(word)
          ? 'FAIL'
          : verdicts.neither.includes(word)
            ? 'neither'
            : verdicts.open.includes(word)
              ? 'open'
              : 'odd';
  return { text: detach(bare), at, is };
}

/** `PASSED WITH DOUBTS`, `PASS (pending security review)`: right behind the word, what takes it back. A waiver has answered for that. */
const doubted =
  /^[^\p{L}\p{N}]*[\p{L}_]+[\s*_`(:;,–—-]+(?:(?:with|but|though|albeit|only|if|is)\s+)?(?:(?:a few|some|minor|major|serious|grave|many|several|open|strong)\s+)?(?:doubts?|doubtful|conditions?|conditional(?:ly)?|reservations?|provisional(?:ly)?|tentative(?:ly)?|partial(?:ly)?|mostly|incomplete(?:ly)?|subject to|pending\s+(?:[\p{L}-]+\s+){0,2}(?:reviews?|audits?|tests?|fix(?:es)?|checks?|validation|verification|evidence|proofs?))(?![\p{L}\p{N}])/iu;

/** `PASS (two findings open)`, `PASS, 3 unresolved issues`: not of none of them, and not of another packet's. */
const leftOpen =
  /^[^\p{L}\p{N}]*[\p{L}_]+[\s*_`(:;,–—-]+(?:(?:with|but|though)\s+)?(?!(?:no|none|zero|0|without|all)\b)(?:[\p{L}\p{N}-]+\s+){0,2}(?:(?:findings?|issues?|items?|questions?|gaps?|defects?|blockers?|points?)\s+(?:(?:is|are|still|remain|left)\s+){0,2}(?:open|unresolved|outstanding|unanswered)|(?:open|unresolved|outstanding|unanswered|remaining)\s+(?:findings?|issues?|items?|questions?|gaps?|defects?|blockers?|points?))(?![\p{L}\p{N}])/iu;

/** `PASS | FAIL`: the choice is still to be made. */
const isChoice = (text: string): boolean => /\bPASS\w*\W*(?:\||\/|\bor\b)\W*FAIL/i.test(text);

/** The part of the template that a name begins. Undefined: it is none. */
export const partOf = (name: string): ReportPart | 'Files' | undefined => partNamed(name) ?? undefined;

const partNamed = remembered((name): ReportPart | 'Files' | null => {
  if (/^(?:scope|inputs?|spec(?:s|ification)? checked|context|references?|subject)\b/.test(name)) return 'Scope Inputs';
  if (/^files? (?:checked|reviewed|inspected|changed|touched)|^checked files/.test(name)) return 'Files';
  if (
    /\b(?:packet update|status update|task board|board update|board consistency|reasons? for|disposition|closure|conclusion|decision)\b/.test(
      name,
    )
  )
    return 'Packet Update';
  if (
    /\b(?:risks?|gaps?|waivers?|residual|suggest\w*|actions?|recommend\w*|limitations?|caveats?|follow ups?|debt|negative proof|not proven|unproven)\b/.test(
      name,
    )
  )
    return 'Risks/Gaps';
  if (
    /\b(?:findings?|requirements?|evidence|mapping|clauses|done means|alignment|conformance|correctness|observations?|review notes|spec extraction|criteria|issues)\b/.test(
      name,
    )
  )
    return 'Findings';
  if (/\b(?:tests?|testing|commands?|coverage|test plan|verification)\b/.test(name)) return 'Tests';
  if (
    /\b(?:hygiene|forbidden|audits?|security|architecture|traceability|determinism|red team|compliance|storage|llm)\b/.test(name)
  )
    return 'Findings';
  return null;
});

/** What excuses a failure that is written down: it is known, or not this packet's. */
export const excused =
  /\b(?:waive\w*|pre-?existing|out[- ]of[- ]scope|unrelated|not caused|known|flaky|expected|accepted|re-?r[ua]n|retr\w+|resolved|fixed|corrected|baseline|environment\w*|(?:manual(?:ly)?|local(?:ly)?) equivalents?|equivalent (?:checks?|commands?|tests?)|prior|previous\w*|before|historic\w*|earlier|if|would|must|should|when)\b/i;
const failing = /(?:^|[:>→|(–—=]|\s-)\s*[*_`]*(?:❌\s*)?(?:FAIL(?:ED)?|NOT\s+(?:SATISFIED|MET|IMPLEMENTED|PROVEN))\b|❌/;
const notSatisfied = /:\s*[*_]*not satisfied\b/i;

/** A row or a line that says that something failed, or asks and does not answer. */
export function speaksAgainst(
  line: Line,
  label: string | undefined,
  next: Line | undefined,
  here: ReportPart | 'Files' | undefined,
  out: { at: Span; what: string; is: 'failed' | 'unanswered' }[],
): void {
  if (line.cells) {
    const cell = line.cells.find((c) => /^(?:status|result|outcome|verdict|pass(?: fail)?|ok)$/.test(c.column));
    if (cell && /^\W*(?:fail(?:ed|s)?|not (?:met|satisfied)|❌)(?!\w)/i.test(cell.text) && !excused.test(line.text))
      out.push({ at: cell.at, what: short(line.cells[0]?.text ?? ''), is: 'failed' });
    return;
  }
  if (line.is === 'heading') return;
  const m = failing.exec(line.text) ?? notSatisfied.exec(line.text);
  if (m && !/\bPASS(?:ED)?\b/.test(line.text.slice(m.index + m[0].length)) && !excused.test(line.text)) {
    const from = m.index + m[0].search(/FAIL|NOT|❌|not/);
    out.push({
      at: { start: line.at.start + from, end: line.at.start + m.index + m[0].length },
      what: short(line.text.slice(0, m.index) || line.text),
      is: 'failed',
    });
    return;
  }
  const n = line.named;
  const asks =
    n !== undefined &&
    label !== undefined &&
    here === 'Findings' &&
    /\b(?:hygiene|forbidden|audits?|security|architecture|traceability|determinism|error codes?)\b/.test(label);
  if (!asks || (n.value === '' && next !== undefined && (next.depth > line.depth || line.is === 'text'))) return;
  if (
    n.value === '' ||
    /^[*_`]*(?:\{[^{}]*\}|<[^<>]*>|not (?:yet )?(?:run|done|checked|performed)|pending|tbd|todo|skipped)[\s.*_`]*$/i.test(n.value)
  )
    out.push({ at: n.nameAt, what: short(n.name), is: 'unanswered' });
}

const short = (text: string): string => detach(brief(text.replace(/^[\s*_`"“]+|[\s*_`"”:(|–—-]+$/g, '').replace(/\s+/g, ' ')));
