/** What a workspace keeps of one document. */
import type { Finding } from '#core/rule';
import type { Undecoded } from '#core/source';
import type { Facts } from '#core/symbols';
import type { Reading } from '#core/system';
import { LineIndex, type RelPath } from '#core/text';
import type { BoundKind } from '../config/setup';
import type { Trace } from './cells';
import { contentHash } from './content-hash';
import type { Sealed } from './flat';
import type { Run } from './judge';
import type { Cut } from './reader';

/** A text as it comes in: decoded, without its byte order mark. */
export interface Incoming {
  readonly text: string;
  readonly undecoded: readonly Undecoded[];
  readonly hash: string;
  readonly stamp?: string | undefined;
}

interface Open extends Cut {
  readonly version: number;
  readonly readings: readonly Reading[];
}

/** Of every document in which nothing was found, so that comparing lists is comparing objects. */
export const noFindings: readonly Finding[] = Object.freeze([]);
/** Of every document whose bytes are all UTF-8. */
export const noUndecoded: readonly Undecoded[] = Object.freeze([]);

/** One document: what is kept while it is closed, and what besides while an editor has it open. */
export class Entry {
  /** Of its text as it was read last. */
  lines = LineIndex.of('');
  /** Of the file's bytes, while it is closed. */
  hash = '';
  /** As long as the file has it, its bytes are those of `hash`. See Files.stamp. */
  stamp: string | undefined = undefined;
  /** Undefined: no editor has it open. */
  open: Open | undefined = undefined;
  /** What the editor had, until the file is looked at: mostly it holds the same, and need not be read again. */
  closed: Pick<Cut, 'text' | 'undecoded'> | undefined = undefined;
  /** What document rules said. */
  own = noFindings;
  /** By kind, by folder rule. */
  runs: (Run | undefined)[][] = [];
  /** Of the closed file: bytes that were not UTF-8. An editor shows each as one replacement character. */
  undecoded = noUndecoded;
  /** All that was found, without what a suppression silences. */
  found = noFindings;
  /** The same as a former run has kept it, as long as `runs` are its own. */
  foundBefore: readonly Finding[] | undefined = undefined;
  /** Of these, what the folder's baseline knows. */
  hidden = noFindings;
  /** As shown; the same object until a finding, or a line that it may stand on, changes. */
  findings = noFindings;
  /** Whether all its rules had an answer to all that they asked. */
  complete = false;
  /** No rule has said anything, be it suppressed: of ten thousand documents most say nothing, and need not be looked through. */
  silent = false;
  /** Read, and not judged since: the same offsets may be other lines. */
  anew = true;
  /** One of `runs` is another than when `found` was made of them. */
  moved = false;
  /** How far it is judged, where that was left off, and the store's revision then. */
  left: { readonly rules: number; readonly revision: number } | undefined = undefined;
  #facts: readonly Facts[] = [];
  #sealed: Sealed<readonly Facts[]> | undefined;
  #opened: WeakRef<readonly Facts[]> | undefined;

  constructor(
    readonly path: RelPath,
    readonly kinds: readonly BoundKind[],
  ) {}

  /** One for each kind, in the order of {@link Entry.kinds}. */
  get facts(): readonly Facts[] {
    if (!this.#sealed) return this.#facts;
    const known = this.#opened?.deref();
    if (known) return known;
    const facts = this.#sealed.open();
    this.#opened = new WeakRef(facts);
    return facts;
  }

  set facts(facts: readonly Facts[]) {
    this.#facts = facts;
    this.#sealed = undefined;
    this.#opened = undefined;
  }

  /** Nobody may ask for them for a long time. */
  seal(facts: Sealed<readonly Facts[]>): void {
    this.#facts = [];
    this.#sealed = facts;
    this.#opened = undefined;
  }
}

/** What the folder rules of a document have asked, as far as they ran. */
export function* tracesOf({ runs }: Entry): Iterable<Trace> {
  for (const all of runs) for (const run of all) if (run) yield run.trace;
}

/** The rules that could not look at all they wanted to. Mostly none. */
export const openIn = ({ kinds, runs }: Entry): ReadonlySet<string> =>
  new Set(runs.flatMap((all, k) => all.flatMap((r, i) => (r?.trace.incomplete ? (kinds[k]?.folder[i]?.id ?? []) : []))));

/** Whether a text is a document's own, to the letter. */
export const saysNow = ({ open, hash, lines }: Entry, text: string): boolean =>
  open ? open.text === text : lines.length === text.length && hash === contentHash(text);
