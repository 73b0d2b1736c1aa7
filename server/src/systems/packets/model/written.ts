/** Words of a document with their place. */
import type { Span } from '#core/text';

export interface Located {
  readonly text: string;
  readonly at: Span;
}

export interface WrittenSignature extends Located {
  /** As it compares. */
  readonly key: string;
}
