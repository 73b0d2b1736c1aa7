/** What cited sections of a spec ask for. Source: SYSTEMS.md §1, "Requirement". */

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
    .split(/(?<=[.!?;])\s+(?=[\p{Lu}_"“([])/u)
    .map((s) => s.replace(/\s+/g, ' ').trim())
    .filter((s) => word.test(s) && !/:$/.test(s))
    .map((text) => ({ text, is: strong.test(text) ? 'must' : 'should' }));
}
