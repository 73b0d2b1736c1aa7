/** The commands of VALIDATION that failed, and that nobody has seen pass since. */
import { everywhere, type FieldDocument } from '#core/fields/model';
import { detach, type Span } from '#core/text';
import { lastResult } from './evidence-draft';
import type { Line } from './lines';
import { speaksAgainst } from './report-words';

/** A command, and what stands against it. */
export interface Against {
  readonly at: Span;
  readonly what: string;
  readonly is: 'failed' | 'unanswered';
}

/** @param apart lines of reports, which speak for themselves */
export function failedRuns(lines: readonly Line[], fields: FieldDocument, apart: (at: Span) => boolean): readonly Against[] {
  const sections = everywhere(fields.fields, 'VALIDATION').filter((f) => f.role === 'value');
  const out: Against[] = [];
  for (const [i, line] of lines.entries()) {
    if (!sections.some((f) => f.at.start <= line.at.start && line.at.end <= f.at.end) || apart(line.at)) continue;
    const said: Against[] = [];
    speaksAgainst(line, undefined, lines[i + 1], 'Tests', said);
    const failed = said[0];
    const what = failed && commandOf(failed, line, lines[i - 1]);
    // What a gate said of the packet is no run of its work.
    if (failed && what && !/^`?gatehouse gate /.test(what) && !passesLater(what, lines.slice(i + 1)))
      out.push({ ...failed, what: detach(what) });
  }
  return out;
}

/** `Result: FAIL` is of the command above it. */
function commandOf(failed: Against, line: Line, before: Line | undefined): string | undefined {
  if (line.cells || !resultOnly.test(failed.what)) return failed.what;
  return before?.named && /^(?:commands?|cmd)\b/.test(before.named.name) ? bare(before.named.value) : undefined;
}

const resultOnly = /^(?:results?|outcomes?|status|exit(?: code| status)?)$/i;
const bare = (text: string): string => text.replace(/^[\s`]+|[\s`]+$/g, '');

function passesLater(command: string, lines: readonly Line[]): boolean {
  const name = bare(command).replace(/…$/, '');
  return lines.some((l, i) => l.text.includes(name) && (lastResult(l.text) ?? lastResult(lines[i + 1]?.text ?? '')) === 'PASS');
}
