/** Boxes of lists, `- [ ]` and `- [x]`: what a packet that is Done has left open. */
import { type Look, query } from '#core/look';
import type { Span } from '#core/text';
import type { Said } from './evidence';

/** Fields whose items are ticked when they are so. */
export const boxFields = ['DONE_MEANS', 'TEST_PLAN', 'VALIDATION'] as const;
/** And the list of a refinement that its verdict rests on. */
export type BoxField = (typeof boxFields)[number] | 'refinement';

/** The boxes of one field. */
export interface Boxes {
  readonly key: BoxField;
  /** As the field is called. */
  readonly name: string;
  readonly ticked: number;
  /** With those that say why they are open. */
  readonly all: number;
  /** Those that are open, in order of place. */
  readonly open: readonly [Said, ...Said[]];
}

/** Whether people here tick boxes in that field: as many packets that are Done have one that is ticked as have none. */
const areTicked = query<boolean, string>('packets/boxes-are-ticked', (look, name) => {
  const all = look.defs({ kind: 'boxes', name });
  return all.filter((d) => d.data.ticked).length * 2 >= all.length;
});

/** Whether an open box says something: where nobody ticks any it is how a list is written. */
export const isMeant = ({ key, ticked }: Boxes, look: Look): boolean => ticked > 0 || look.ask(areTicked, key);

/** Where promises stand that the packet itself has left open. */
export const openPromises = (boxes: readonly Boxes[] | undefined, look: Look): readonly Span[] =>
  (boxes ?? []).filter((b) => b.key === 'DONE_MEANS' && isMeant(b, look)).flatMap((b) => b.open.map((o) => o.at));
