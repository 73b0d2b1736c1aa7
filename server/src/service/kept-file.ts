/** What a former run has read of a file. */
import type { ReadElsewhere } from '#core/ports';
import type { Facts } from '#core/symbols';
import type { Index } from './differences';
import type { Sealed } from './flat';

/** A closed file as it was read by one setup. */
export interface KeptFile extends Omit<ReadElsewhere & { readonly is: 'read' }, 'is' | 'facts'> {
  readonly index: Index;
  readonly facts: Sealed<readonly Facts[]>;
}
