/** What a section of a task board is made of, before it is known what stands above it. */
import type { Span } from '#core/text';
import type { BoardEntry } from '../model/board/types';
import type { Located } from '../model/types';
import type { Told } from './board-counts';
import { nothingSaid, type Said, type State } from './board-words';

/** An entry before it is known under which heading it stands. Offsets are from the section's start. */
export interface RawEntry extends Said {
  readonly id: string;
  readonly at: Span;
  readonly whole: Span;
  readonly form: BoardEntry['form'];
  /** Ticked, or with a tick behind it: done, unless words or the section say otherwise. */
  readonly ticked: boolean;
  /** What stands in its box, where it has one: a blank or an `x`. */
  readonly box?: Span | undefined;
  /** Others stand in its line, or it in another's: in one state. */
  shared?: true;
  /** Struck through: it is in no state, unless it says one. */
  readonly struck: boolean;
  /** The state of a label right above it, which outranks the section's. */
  readonly label: State | undefined;
  /** Below another entry: then only what says its own state is one. */
  readonly below: boolean;
  /** It is one whatever the section says: a row of a table with states. */
  readonly sure: boolean;
  /** Cells of its row that are still to be filled in. */
  readonly blanks?: readonly Located[] | undefined;
}

/** Of an entry of which nothing is known yet but where it stands. */
export const blankEntry = (): Omit<RawEntry, 'id' | 'at' | 'whole' | 'form'> => ({
  ...nothingSaid(),
  ticked: false,
  struck: false,
  label: undefined,
  below: false,
  sure: false,
});

/** A heading, or a line that stands for one. Offsets are relative to the section. */
export interface RawHeading {
  readonly is: 'heading';
  readonly title: string;
  readonly titleAt: Span;
  readonly at: Span;
  /** 7: a line in bold, or the summary of what can be folded away. */
  readonly depth: number;
  readonly state: State | undefined;
  readonly closure: boolean;
  readonly retold: boolean;
  /** The heading is an entry itself. */
  readonly entry: RawEntry | undefined;
}

/** A part of a section. Offsets are relative to the section. */
export type Piece =
  | RawHeading
  | { readonly is: 'entry'; readonly entry: RawEntry }
  /** An id in a line that is no entry as far as one can tell, and may be one all the same. */
  | { readonly is: 'listed'; readonly id: Located }
  /** `folds`: what could be folded away ends here, and what its summary said with it. */
  | { readonly is: 'block'; readonly end: number; readonly rule: boolean; readonly folds?: true };

/** What is kept of a section as long as it is the same. */
export interface BoardPart extends Told {
  readonly pieces: readonly Piece[];
  /** All ids in the section. */
  readonly named: readonly Located[];
  /** A mark of an unfinished merge is in it. */
  readonly unmerged?: boolean;
}
