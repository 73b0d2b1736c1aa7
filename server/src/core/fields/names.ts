/**
 * Names of fields: how they compare, and which ones a dialect knows.
 * Source: SYSTEMS.md §0, "How a field is written".
 */

import { remembered } from '../remember';
import { detach } from '../text';

/** What a field's value looks like, which decides how the text inside it is read. */
export type Shape =
  /** One word or line: STATUS, TASK_ID. */
  | 'scalar'
  /** Prose: What, Why. */
  | 'text'
  /** Items: DONE_MEANS, IN_SCOPE_PATHS. */
  | 'list'
  /** A section with fields of its own: VALIDATION, BOOTSTRAP. Fences in it are read line by line. */
  | 'block';

/** A field that a dialect knows. Source: SYSTEMS.md §0. */
export interface FieldSpec {
  /** The canonical name, as it is written into files. */
  readonly key: string;
  readonly aliases?: readonly string[];
  /** Names that mean it where nothing else in the document does; beside it they are something else. */
  readonly standIns?: readonly string[];
  /** What it is called here, where that is not its key. */
  readonly own?: string | undefined;
  readonly shape: Shape;
  /** A line in the section of another field says it too. */
  readonly anywhere?: true;
  /** Stands below a ruler at the end of a document, in whatever section that is. */
  readonly closing?: true;
  /** Names that inside this field are parts of it, and never the document's field of the same name. */
  readonly parts?: readonly string[];
}

/** The field names of a dialect, compiled. */
export interface FieldNames {
  /** The keys that a written name stands for; several for a heading such as "Executive Summary" (What and Why). */
  resolve(written: string): readonly FieldSpec[];
  spec(key: string): FieldSpec | undefined;
  /** Whether a name only stands in for a field. */
  standsIn(key: string, written: string): boolean;
  /** The name by which a new field is written. */
  called(key: string): string;
}

const none: readonly FieldSpec[] = [];

/** The names of some fields. What several fields are called resolves to all of them, in the order of `specs`. */
export function fieldNames(specs: readonly FieldSpec[]): FieldNames {
  const byName = new Map<string, FieldSpec[]>();
  const standing = new Map<string, ReadonlySet<string>>();
  const byKey = new Map(specs.map((s) => [s.key, s]));
  // The same few hundred names come again and again.
  const resolved = new Map<string, readonly FieldSpec[]>();
  for (const s of specs) {
    const own = new Set([s.key, ...(s.aliases ?? [])].map(normalName));
    const standIns = (s.standIns ?? []).map(normalName).filter((n) => !own.has(n));
    if (standIns.length > 0) standing.set(s.key, new Set(standIns));
    for (const n of [...own, ...standIns]) {
      const list = byName.get(n);
      if (!list) byName.set(n, [s]);
      else if (!list.includes(s)) list.push(s);
    }
  }
  return {
    resolve(written) {
      let found = resolved.get(written);
      if (found) return found;
      found = byName.get(normalName(written)) ?? none;
      if (resolved.size > 10_000) resolved.clear();
      resolved.set(detach(written), found);
      return found;
    },
    spec: (key) => byKey.get(key),
    standsIn: (key, written) => standing.get(key)?.has(normalName(written)) ?? false,
    called: (key) => {
      const own = byKey.get(key)?.own;
      // A name that stands for another field too would leave open which one is meant.
      return own !== undefined && byName.get(normalName(own))?.length === 1 ? own : key;
    },
  };
}

/**
 * A name as it compares: without case, emphasis, code marks, a trailing colon, bracketed tags, parentheses,
 * a leading number or emoji; `_`, `-`, `/`, `&` and space are one.
 */
export const normalName = remembered(compared);

function compared(written: string): string {
  // A bracket that nothing closes would be looked for to the end, at each that opens.
  const named = /[\])]/.test(written) ? written.replace(/\[[^\]]*\]|\([^)]*\)/g, ' ') : written;
  return named
    .replace(/[*`~\\"“”]/g, '')
    .replace(/^[^\p{L}\p{N}]+/u, '')
    .replace(/^\d+(?:\.\d+)*[.)]?[^\p{L}\p{N}]*\s[^\p{L}\p{N}]*/u, '')
    .replace(/[_\-/&\s]+/g, ' ')
    .replace(/(?<![^\p{L}\p{N}])[^\p{L}\p{N}]+$/u, '')
    .toLowerCase();
}
