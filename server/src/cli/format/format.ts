/** What a format is: what was found, as a text. */
import type { AnyRule, Severity } from '#core/rule';
import { severities } from '#core/rule';
import type { Checked } from '../check';

/** What printing takes besides what was found. */
export interface FormatOptions {
  readonly color: boolean;
  readonly cwd: string;
  readonly version: string;
  /** All rules; they take long to load. */
  rules(): Readonly<Record<string, Described>>;
  /** The URI of a rule's page. */
  rulePage(id: string): string;
  readonly failOn: Severity;
}

/** What a format says of a rule. */
export type Described = Pick<AnyRule, 'summary' | 'why' | 'severity'>;

/** One way to print what was found. It prints no control character that a document has. */
export interface Format {
  /** For the help. */
  readonly says: string;
  /** Whether it tells fingerprints. */
  readonly fingerprints?: true;
  print(checked: Checked, options: FormatOptions): string;
}

/** Whether a severity is as bad as another one, or worse. */
export const isAtLeast = (severity: Severity, limit: Severity): boolean =>
  severities.indexOf(severity) <= severities.indexOf(limit);

/**
 * What stands before a path of the folder, seen from where the command runs: a build server knows the repository, in whose
 * root it runs, and not the folder. A folder elsewhere is its own root.
 */
export function leadOf(folder: string, cwd: string): string {
  const [from, to] = [cwd, folder].map((p) => p.replaceAll('\\', '/').replace(/\/+$/, ''));
  return to?.startsWith(`${from}/`) ? `${to.slice((from?.length ?? 0) + 1)}/` : '';
}

/** The folder that paths with {@link leadOf} before them are relative to. */
export const rootOf = (folder: string, cwd: string): string => (leadOf(folder, cwd) === '' ? folder : cwd);
