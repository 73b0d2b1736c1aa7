/** One file that VALIDATION says was changed. */
import type { Span } from '#core/text';
import type { Cited } from './evidence';

/** What is said of that file. */
export interface Manifest {
  /** The file; empty where it is a template's blank. */
  readonly name: string;
  /** Of the words `Target File`. */
  readonly at: Span;
  /** The file with the lines that were changed; absent where it is a blank. */
  readonly cited?: Cited;
  /** Its hashes before and after are the same. */
  readonly unchanged: boolean;
  readonly gates: readonly { readonly text: string; readonly at: Span; readonly open: boolean }[];
}
