/**
 * A change: what a fix or an action would do to files, as data. The one type for both.
 *
 * An edge applies a change whole or not at all: the editor as one WorkspaceEdit, the command line atomically.
 */
import type { RelPath, TextEdit } from './text';

/** What is done to files, in this order. Empty: nothing. */
export type Change = readonly Step[];

/** What is done to one file. Edits are UTF-16 offsets into its text without a BOM. */
export type Step =
  /** `hash` is of the text that the edits were computed from; who applies it refuses a file that has another by now. */
  | {
      readonly do: 'edit';
      readonly path: RelPath;
      readonly hash: string;
      readonly edits: readonly TextEdit[];
      /** The file is written anew in this encoding; without it, it stays in the one that it has. An editor has its own say in that. */
      readonly as?: 'UTF-8';
    }
  | { readonly do: 'create'; readonly path: RelPath; readonly text: string }
  | { readonly do: 'rename'; readonly from: RelPath; readonly to: RelPath }
  | { readonly do: 'delete'; readonly path: RelPath };
