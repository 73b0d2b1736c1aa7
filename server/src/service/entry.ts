/** What a workspace keeps of one document. */
import type { Finding } from '#core/rule';
import type { Undecoded } from '#core/source';
import type { Facts } from '#core/symbols';
import type { Reading } from '#core/system';
import { LineIndex, type RelPath } from '#core/text';
import type { Trace } from './cells';
import type { Run } from './judge';
import type { Cut } from './reader';
import type { BoundKind } from './setup';

interface Open extends Cut {
  readonly version: number;
  readonly readings: readonly Reading[];
}

export interface Entry {
  readonly path: RelPath;
  readonly kinds: readonly BoundKind[];
  lines: LineIndex;
  /** Of the file's bytes, while it is closed. */
  hash: string;
  facts: readonly Facts[];
  open: Open | undefined;
  /** What document rules said. */
  own: readonly Finding[];
  /** By kind, by folder rule. */
  runs: (Run | undefined)[][];
  /** Of the closed file: bytes that were not UTF-8. An editor shows each as one replacement character. */
  undecoded: readonly Undecoded[];
  /** All that was found, without what a suppression silences. */
  found: readonly Finding[];
  /** Of these, what the folder's baseline knows. */
  hidden: readonly Finding[];
  /** As shown; the same object until a finding, or a line that it may stand on, changes. */
  findings: readonly Finding[];
  complete: boolean;
  /** Read, and not judged since: the same offsets may be other lines. */
  anew: boolean;
  /** One of `runs` is another than when `found` was made of them. */
  moved: boolean;
  /** How far it is judged, where that was left off, and the store's revision then. */
  left: { readonly rules: number; readonly revision: number } | undefined;
}

export const noFindings: readonly Finding[] = Object.freeze([]);
export const noUndecoded: readonly Undecoded[] = Object.freeze([]);

export const blankEntry = (path: RelPath, kinds: readonly BoundKind[]): Entry => ({
  path,
  kinds,
  lines: LineIndex.of(''),
  hash: '',
  undecoded: noUndecoded,
  facts: [],
  open: undefined,
  own: noFindings,
  runs: [],
  found: noFindings,
  hidden: noFindings,
  findings: noFindings,
  complete: false,
  anew: true,
  moved: false,
  left: undefined,
});

export function* tracesOf({ runs }: Entry): Iterable<Trace> {
  for (const all of runs) for (const run of all) if (run) yield run.trace;
}

/** The rules that could not look at all they wanted to. Mostly none. */
export const openIn = ({ kinds, runs }: Entry): ReadonlySet<string> =>
  new Set(runs.flatMap((all, k) => all.flatMap((r, i) => (r?.trace.incomplete ? (kinds[k]?.folder[i]?.id ?? []) : []))));
