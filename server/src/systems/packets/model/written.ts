/** Words of a document with their place. */
import type { Span } from '#core/text';

/** Words as they stand, and where. Offsets into the document. */
export interface Located {
  readonly text: string;
  readonly at: Span;
}

/** A signature as it stands. */
export interface WrittenSignature extends Located {
  /** As it compares. */
  readonly key: string;
}
