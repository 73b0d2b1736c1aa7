/** What cited sections of a spec ask for. Source: SYSTEMS.md §1, "Requirement". */
import { query } from '#core/look';
import { oneLine, type RelPath } from '#core/text';
import { contentWords } from '../evidence/pairing';

/** A sentence with MUST, MUST NOT or SHALL, or one with SHOULD. */
export interface Demand {
  readonly text: string;
  readonly is: 'must' | 'should';
}

const word = /(?<![\p{L}\p{N}_-])(?:MUST|SHALL|SHOULD)(?![\p{L}\p{N}_-])/u;
const strong = /(?<![\p{L}\p{N}_-])(?:MUST|SHALL)(?![\p{L}\p{N}_-])/u;

/** The sentences in a block that ask for something. One that only leads to a list asks for what stands there. */
export function demandsOf(block: string): readonly Demand[] {
  return block
    .replace(/[*`]+/g, '')
    .replace(/^[\s|]*(?:\[[^\]]*\][\s:–—-]*)?|[\s|]+$/g, '')
    .split(/(?<=[.!?;])\s+(?=[\p{Lu}_"“([])/u)
    .map(oneLine)
    .filter((s) => word.test(s) && !/:$/.test(s))
    .map((text) => ({ text, is: strong.test(text) ? 'must' : 'should' }));
}

/** A requirement with the anchor that asks for it. */
export interface OwnedDemand extends Demand {
  readonly anchor: string;
}

/** Sorted, so that what lies below an anchor is one run. */
const demanding = query<readonly string[]>('packets/demanding', (look) => [...look.names('demands')].sort());

function ownAndBelow(names: readonly string[], id: string): readonly string[] {
  const own = first(names, id);
  const below = first(names, `${id}.`);
  // `/` comes right behind `.`.
  return [...(names[own] === id ? [id] : []), ...names.slice(below, first(names, `${id}/`))];
}

/** Where a name stands in a sorted list, or would. */
function first(names: readonly string[], name: string): number {
  let [low, high] = [0, names.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((names[middle] as string) < name) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What an anchor of a spec asks for, with those below it. Asked by `[spec, id]` as JSON. */
export const demandsUnder = query<readonly OwnedDemand[], string>('packets/demands-under', (look, arg) => {
  const [spec, id] = JSON.parse(arg) as [RelPath, string];
  return ownAndBelow(look.ask(demanding), id).flatMap((name) =>
    look
      .defs({ kind: 'demands', name })
      .filter((d) => d.path === spec)
      .flatMap((d) => d.data.blocks.flatMap(demandsOf))
      .map((d) => ({ ...d, anchor: name })),
  );
});

/** Who names a section that asks for so little speaks of all of it. */
const SHORT = 2;

/**
 * Whether a text promises what is asked for: it names the subsection, a section around the cited one, a section that asks for hardly
 * more, or has at least half of the words.
 * @param promises in small letters
 * @param siblings how much the demand's own section asks for
 */
export function isPromised(demand: OwnedDemand, cited: string, promises: string, siblings = Number.POSITIVE_INFINITY): boolean {
  if ((demand.anchor !== cited || siblings <= SHORT) && namesAnchor(promises, demand.anchor)) return true;
  for (let at = cited.lastIndexOf('.'); at > 0; at = cited.lastIndexOf('.', at - 1))
    if (at > cited.indexOf('.') && namesAnchor(promises, cited.slice(0, at))) return true;
  const words = [...contentWords(demand.text)].filter((w) => w !== 'shall');
  return words.filter((w) => promises.includes(w)).length * 2 >= words.length;
}

/** Not as the beginning of a longer one. */
function namesAnchor(promises: string, id: string): boolean {
  const name = id.toLowerCase();
  for (let i = promises.indexOf(name); i >= 0; i = promises.indexOf(name, i + 1))
    if (/^(?!\.?\d|[\p{L}])/u.test(promises.slice(i + name.length, i + name.length + 2)) && !/[\d.]$/.test(promises.slice(0, i)))
      return true;
  return false;
}
