/** What a former run, or another thread, has read of a file. */
import type { FileText, Piece } from '#core/ports';
import type { Finding } from '#core/rule';
import type { Undecoded } from '#core/source';
import type { Facts } from '#core/symbols';
import { LineIndex, type RelPath } from '#core/text';
import { type Index, indexOf } from './differences';
import { decode, encode, Sealed } from './flat';
import type { Read } from './reader';

/** A closed file as it was read by one setup. Plain data but for what is sealed. */
export interface KeptFile {
  readonly path: RelPath;
  readonly hash: string;
  /** See Files.stamp: as long as the file has it, its bytes are those of `hash`. */
  readonly stamp: string | undefined;
  /** Of the text, in UTF-16 units. */
  readonly length: number;
  readonly lineStarts: Uint32Array;
  readonly undecoded: readonly Undecoded[];
  readonly index: Index;
  /** One for each kind that reads the file. */
  readonly facts: Sealed<readonly Facts[]>;
  /** What document rules said. */
  readonly own: readonly Finding[];
}

/** What was read of a file just now. */
export function readOf(path: RelPath, { text, hash, stamp, undecoded }: FileText, { readings, own }: Read): KeptFile {
  const facts = readings.map((r) => r.facts);
  const { starts, length } = LineIndex.of(text);
  return { path, hash, stamp, length, lineStarts: starts, undecoded, index: indexOf(facts), facts: new Sealed(() => facts), own };
}

/** Undefined: something in them is not plain data. */
export const packed = (files: readonly KeptFile[]): Piece | undefined => encode(files);

/** The files of one piece. */
export const unpacked = (piece: Piece): readonly KeptFile[] => decode(piece) as readonly KeptFile[];
