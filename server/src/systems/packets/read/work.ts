/** Traces of the work that packets keep in any form: what the coder put out before the first change, and reviews by an AI. */
import { fenceAfter } from '#core/fences';
import { everywhere, type Field, type FieldDocument, isEmpty } from '#core/fields/model';
import { normalName } from '#core/fields/names';
import { detach, lineAround, lowered, type Span, startOfLine } from '#core/text';
import { holdsBootstrap } from '../model/evidence/validation';
import { isCommand } from '../model/packet/commands';
import type { Located } from '../model/types';

/** What was found. */
export interface WorkTraces {
  /** Whether the block that a coder writes before the first change is there, as a section or as a fence anywhere. */
  readonly bootstrapped: boolean;
  /** Lines that speak of a review by an AI, in order of place. */
  readonly aiReviews: readonly Located[];
  /** A section about validation has a block of commands. */
  readonly checks?: true;
}

const none: readonly Located[] = [];

/** @param fields of the same text */
export function readWork(text: string, fields: FieldDocument): WorkTraces {
  return {
    bootstrapped: bootstrapped(text, fields),
    aiReviews: aiReviews(text),
    ...(fields.headings.some((h) => ofChecks.test(h.text) && hasCommands(text, h.at)) ? { checks: true as const } : {}),
  };
}

const ofChecks = /^\W*(?:\w+ )?(?:validations?|verifications?|checks?|commands|how to (?:test|verify|check))\W*(?:\w+\W*)?$/i;

/** Whether a fence there has a line that a shell would run. */
function hasCommands(text: string, { start, end }: Span): boolean {
  let fence: string | undefined;
  for (const line of text.slice(start, end).split('\n')) {
    const before = fence;
    fence = fenceAfter(line.trimEnd(), before);
    if (before !== undefined && fence !== undefined && isCommand(line, true)) return true;
  }
  return false;
}

/** The plan of a packet names neither the packet nor the type of task; the block that a coder writes begins with them. */
const block = /^.{0,80}\n(?:.*\n){0,8}?[ \t>*`|-]*(?:WP_ID|TASK_ID|TASK_TYPE)\b/i;

function bootstrapped(text: string, fields: FieldDocument): boolean {
  for (const f of everywhere(fields.fields, 'BOOTSTRAP Output')) if (!isEmpty(f)) return true;
  // `### Output` below the plan is the plan's.
  const plans = fields.fields.filter((f) => f.key === 'BOOTSTRAP');
  const isOutput = (name: string): boolean => /^(?:coder )?output\b/.test(normalName(name));
  for (const p of plans) {
    if (p.parts.some((part) => isOutput(part.name) && !isEmpty(part))) return true;
    const under = fields.headings.find((h) => isOutput(h.text) && p.at.start < h.at.start && h.at.end <= p.at.end + 1);
    if (under && text.slice(under.textAt.end, under.at.end).trim() !== '') return true;
    if (isAccount(p, fields)) return true;
  }
  // In VALIDATION the block needs no name of its own.
  if (everywhere(fields.fields, 'VALIDATION').some(holdsBootstrap)) return true;
  if (!lowered(text).includes('bootstrap')) return false;
  for (const { index } of text.matchAll(/bootstrap/gi)) {
    const line = startOfLine(text, index);
    if (/^[ \t>#*`|-]*$/.test(text.slice(line, index)) && block.test(text.slice(index, index + 1000))) return true;
  }
  return false;
}

/** Where the plan stands somewhere else, in the front matter say, a section BOOTSTRAP tells what came of it. */
function isAccount(section: Field, { fields }: FieldDocument): boolean {
  if (section.text === '' || section.parts.length > 0) return false;
  const plans = everywhere(fields, 'FILES_TO_OPEN');
  return plans.length > 0 && plans.every((p) => p.at.end <= section.at.start || p.at.start >= section.at.end);
}

function aiReviews(text: string): readonly Located[] {
  if (!lowered(text).includes('review')) return none;
  const out: Located[] = [];
  for (const m of text.matchAll(/\bai[-_ ]?reviews?\b/gi)) {
    const line = lineAround(text, m.index);
    // A quotation holds what something else says.
    if (/^ {0,3}>/.test(text.slice(line.start, m.index))) continue;
    if (out.at(-1)?.at.start !== line.start) out.push({ text: detach(text.slice(line.start, line.end).trimEnd()), at: line });
  }
  return out;
}
