/** What a task board says, as types: `BoardModel` while the text is there, `BoardFacts` for good. */
import type { Facts } from '#core/symbols';
import type { Span } from '#core/text';
import type { Status, StatusReading } from '../dialect/status';
import type { Located } from '../written';

/** One place where a board tells of a packet. */
export interface BoardEntry {
  readonly id: string;
  readonly at: Span;
  /** The whole list item, from its marker; the table row; the section of a heading. */
  readonly whole: Span;
  /** `cell`: in a table whose columns are states. `inline`: after `Backlog:` in a line. */
  readonly form: 'item' | 'row' | 'heading' | 'cell' | 'inline';
  readonly status: StatusReading | undefined;
  /** The words that say the status, or the section's heading. */
  readonly statusAt: Span;
  /** Cells of its row that are still to be filled in. */
  readonly blanks?: readonly Located[];
  /** What stands where the state is said, and is none that anybody knows. */
  readonly odd?: Located;
  /** It says `ACTIVE`, which no packet is. */
  readonly active?: true;
  /** Whether the entry says it, or only the section it stands in. */
  readonly explicit: boolean;
  readonly section: string;
  readonly sectionStatus: StatusReading | undefined;
  readonly closure: boolean;
  /** Struck through: it is over, whatever the board calls that. */
  readonly struck: boolean;
  readonly blockers: readonly Located[];
  readonly unblocks: readonly Located[];
  /** Where it is one of those that it waits for. */
  readonly itself?: Located;
  /** Where it says what it waits for, be it nothing. */
  readonly waitsAt: readonly Statement[];
  /** Where it says what waits for it, be it nothing. */
  readonly freesAt: readonly Statement[];
  /** The day since which it is in its state. */
  readonly since: Located | undefined;
  /** It has a date, whatever that says. */
  readonly dated: boolean;
  /** Days that it may stay in its state by its own word. */
  readonly sla: number | undefined;
  readonly escalated: Located | undefined;
  /** Others stand in its line, or it in another's: the line is not changed, nor moved, for one of them. */
  readonly shared?: true;
  /** The `x` or the blank in its box, where that says its state. */
  readonly box?: Span;
  /** It has an open box on a board that ticks what is done: not done, whatever else. */
  readonly open?: true;
  /** Its row has a cell for the state, and nothing in it. */
  readonly unsaid?: true;
}

/** Words that say what is waited for, or what waits. */
export interface Statement {
  /** The value of a line, or a whole clause of a sentence. */
  readonly at: Span;
  readonly is: 'value' | 'clause';
  /** `All`: not told one by one. */
  readonly all: boolean;
}

/** A heading of a board, with what is below it. */
export interface BoardSection {
  readonly title: string;
  readonly at: Span;
  readonly titleAt: Span;
  /** 7: a line in bold, below all headings. */
  readonly depth: number;
  readonly status: StatusReading | undefined;
  readonly closure: boolean;
  /** Where a new entry goes. */
  readonly end: number;
}

/** A number before the ids of packets, and how many these are. */
export interface BoardCount {
  readonly at: Span;
  /** The number, as it is written. */
  readonly said: number;
  /** How many ids stand behind it. */
  readonly is: number;
}

/** A number that the board says of all its packets, of those in a state, or of those that are not over. */
export interface BoardTally {
  readonly at: Span;
  readonly said: number;
  readonly of: Status | 'all' | 'open';
  /** Under a heading for it; else it counts only above all packets. */
  readonly apart?: true;
}

/** A task board, while its text is there. */
export interface BoardModel {
  readonly title: string;
  readonly counts: readonly BoardCount[];
  readonly tallies: readonly BoardTally[];
  readonly entries: readonly BoardEntry[];
  readonly sections: readonly BoardSection[];
}
/** Kept of a task board. */
export interface BoardFacts extends Facts {
  /** Documents that lines of packets lead to, in code. */
  readonly files?: readonly Located[];
  readonly entries: readonly BoardEntry[];
}
