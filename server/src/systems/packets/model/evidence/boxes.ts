/** Boxes of lists, `- [ ]` and `- [x]`: what a packet that is Done has left open. */
import { type Look, query } from '#core/look';
import type { Span } from '#core/text';
import type { Said } from './evidence';

/** Fields whose items are ticked when they are so. */
export const boxFields = ['DONE_MEANS', 'TEST_PLAN', 'VALIDATION'] as const;
/** And the list of a refinement that its verdict rests on; what stands in any other section. */
export type BoxField = (typeof boxFields)[number] | 'refinement' | 'other';

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
  /** Of another section: by what people's habits in sections of that name go. */
  readonly habit?: string;
  /** Of another section: some box of the document is ticked; `promised`: none, though its promises have boxes, too. */
  readonly ticks?: 'some' | 'promised';
}

/** Whether people here tick boxes in that field: as many packets that are Done have one that is ticked as have none. */
const areTicked = query<boolean, string>('packets/boxes-are-ticked', (look, name) => {
  const all = look.defs({ kind: 'boxes', name });
  return all.filter((d) => d.data.ticked).length * 2 >= all.length;
});

/** What {@link Boxes.habit} is in sections of a name. @param name as it compares */
export const habitOf = (name: string): string => `section ${name}`;

/** How many packets that are Done have a section of that name with boxes, and in how many one is ticked. */
const sectionsTicked = query<{ readonly all: number; readonly ticked: number }, string>(
  'packets/sections-ticked',
  (look, name) => {
    const all = look.defs({ kind: 'boxes', name });
    return { all: all.length, ticked: all.filter((d) => d.data.ticked).length };
  },
);

/** Whether an open box says something: where nobody ticks any it is how a list is written. */
export function isMeant({ key, ticked, habit, ticks }: Boxes, look: Look): boolean {
  if (ticked > 0) return true;
  if (habit === undefined) return look.ask(areTicked, key);
  // This one is among them.
  const there = look.ask(sectionsTicked, habit);
  if (there.all > 1) return there.ticked * 2 >= there.all - 1;
  return ticks === 'some' || (ticks === 'promised' && look.ask(areTicked, 'DONE_MEANS'));
}

/** Where promises stand that the packet itself has left open. */
export const openPromises = (boxes: readonly Boxes[] | undefined, look: Look): readonly Span[] =>
  (boxes ?? []).filter((b) => b.key === 'DONE_MEANS' && isMeant(b, look)).flatMap((b) => b.open.map((o) => o.at));
