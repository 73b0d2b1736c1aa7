/** The words of evidence: names of columns, of lines, of what came out. */
import { remembered } from '#core/remember';

/** What a column of a table of evidence is for. */
export type Column = 'requirement' | 'number' | 'anchor' | 'code' | 'test' | 'result' | 'other';

/** @param name of a column, as {@link normalName} has it */
export const columnOf = remembered((name): Column => {
  if (/^(?:#|no|nr|num(?:ber)?|idx|index|item)?$/.test(name)) return 'number';
  if (/^(?:status|result|outcome|verdict|pass(?: fail)?|ok|state|met|satisfied|done)$/.test(name)) return 'result';
  if (/\b(?:tests?|command|verified by|verification|removal)\b/.test(name)) return 'test';
  if (/\b(?:done means|requirements?|criteri(?:on|a)|acceptance|what|claim|clause text|checkpoint)\b/.test(name))
    return 'requirement';
  if (/\b(?:anchors?|spec|sections?|clauses?)\b/.test(name)) return 'anchor';
  if (/\b(?:code|evidence|files?|path|implementation|location|where|source|proof|lines?)\b/.test(name)) return 'code';
  return 'other';
});

/** A name that opens a row: what is to be proved. For names as they compare, as those below are. */
export const requirementName =
  /^(?:requirements?|done means|criteri(?:on|a)|acceptance(?: criteri(?:on|a))?|clause|claim|req)(?: (?:id )?\d+)?$/;
/** A name before code. */
export const codeName =
  /^(?:(?:code )?evidence|code|files?|locations?|implementation|implemented (?:in|at)|source|paths?|where|proof)(?: \d+)?$/;
/** A name before a test. */
export const testName =
  /^(?:tests?|test (?:evidence|proof|command|coverage|case)s?|verified by|verification|command|proved by|covered by|removal(?: check)?)(?: \d+)?$/;
/** A name before what came out. */
export const resultName = /^(?:status|result|outcome)$/;
/** What parts a requirement from its proof. */
export const arrow = /-->|->|→|=>|⇒|⟶/g;
/** Where a line goes on with its test. */
export const testPart = /(?:^|[;,.(|]|\s[-–—])\s*(?:tests?|test proof|proof|verified by|covered by|command)\s*[:=]\s*(\S.*)$/i;
/** A text that begins with how it came out. */
export const resultWord =
  /^\W*(?:not |un|partially )?(?:satisfied|met|verified|proven|implemented|pass(?:ed)?|fail(?:ed)?|done|ok|yes|no)\b/i;
/** A text that begins by saying no. */
export const failed = /^\W*(?:fail(?:ed|s|ing)?|not (?:met|satisfied|done|proven)|no|missing|❌)(?!\w)/i;
/** A text that begins by saying yes. */
export const passed = /^\W*(?:pass(?:ed|es)?|ok|met|satisfied|done|yes|verified|verifiable|✅|✓|✔)/i;
