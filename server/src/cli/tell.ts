/** Tells what `gatehouse check` found, and makes the exit code of it. */
import { messageOf } from '#core/cause';
import { type Severity, severities } from '#core/rule';
import { BASELINE } from '#service/engine/baseline';
import type { Checked } from './check';
import type { CheckOptions } from './check-options';
import { formats } from './format/all';
import { type FormatOptions, isAtLeast } from './format/format';
import { CLEAN, FAILED, FOUND, fail, type Teller } from './machine';

/** @param diff what would change, in place of the findings */
export function tell(teller: Teller, checked: Checked, options: CheckOptions, diff: string | undefined): number {
  try {
    print(teller, checked, options, diff);
  } catch (cause) {
    return fail(teller, `cannot write ${options.output}: ${messageOf(cause)}`);
  }
  return codeOf(checked, options);
}

function print(teller: Teller, checked: Checked, options: CheckOptions, diff: string | undefined): void {
  const counts = (f: { readonly severity: Severity }): boolean => isAtLeast(f.severity, options.failOn);
  const shown = options.quiet ? { ...checked, findings: checked.findings.filter(counts) } : checked;
  const how: FormatOptions = {
    color: options.color && options.output === undefined && teller.colours,
    cwd: teller.cwd,
    version: teller.version,
    rules: () => teller.plugins.rules,
    rulePage: teller.rulePage,
    failOn: options.failOn,
  };
  if (diff === undefined && isSilent(checked, options)) return;
  const text = diff ?? formats[options.format].print(shown, how);
  if (options.output === undefined) teller.out(text);
  else teller.writeText(options.output, text);
  const stale = checked.baseline?.stale.length ?? 0;
  if (stale > 0)
    teller.err(
      `${stale} ${stale === 1 ? 'entry' : 'entries'} of ${BASELINE} ${stale === 1 ? 'has' : 'have'} no finding any more: "gatehouse baseline prune" drops ${stale === 1 ? 'it' : 'them'}.`,
    );
}

/** A hook that has nothing to say says nothing. */
const isSilent = ({ failed, counts, unknown, baseline }: Checked, { staged, quiet, format, output }: CheckOptions): boolean =>
  staged === true &&
  quiet === true &&
  format === 'text' &&
  output === undefined &&
  !failed &&
  unknown.length === 0 &&
  (baseline?.stale.length ?? 0) === 0 &&
  severities.every((s) => counts[s] === 0);

function codeOf({ failed, counts }: Checked, { failOn, maxWarnings }: CheckOptions): number {
  if (failed) return FAILED;
  const found = severities.some((s) => isAtLeast(s, failOn) && counts[s] > 0);
  return found || (maxWarnings !== undefined && counts.warning > maxWarnings) ? FOUND : CLEAN;
}
