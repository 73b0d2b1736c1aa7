/** Open texts that no kind of document reads: another configuration may claim one any day. */
import { applyEdits, LineIndex, type Place, type RelPath } from '#core/text';

/** A text as an editor has it. */
export interface OpenText {
  readonly path: RelPath;
  readonly text: string;
  readonly version: number;
}

/** Whether a file lies below a folder; all do below the one that has no name. */
export const isIn = (folder: RelPath, path: RelPath): boolean => folder === '' || path.startsWith(`${folder}/`);

/** All of one session. */
export class Unclaimed {
  readonly #texts = new Map<RelPath, OpenText>();

  /** In the order in which they were opened. */
  get all(): readonly OpenText[] {
    return [...this.#texts.values()];
  }

  /** Undefined: it is none of them. */
  text(path: RelPath): string | undefined {
    return this.#texts.get(path)?.text;
  }

  /** It was opened, or has become another text. */
  set(open: OpenText): void {
    this.#texts.set(open.path, open);
  }

  /** It was closed, or somebody reads it now. */
  delete(path: RelPath): void {
    this.#texts.delete(path);
  }

  /** Lets go of the texts below a folder. */
  release(below: RelPath): readonly OpenText[] {
    const gone = this.all.filter(({ path }) => isIn(below, path));
    for (const { path } of gone) this.delete(path);
    return gone;
  }

  /** It was edited, at lines and columns from zero. */
  edit(path: RelPath, range: { readonly start: Place; readonly end: Place }, text: string, version: number): void {
    const before = this.#texts.get(path);
    if (!before) return;
    const lines = LineIndex.of(before.text);
    const at = { start: lines.offset(range.start, before.text), end: lines.offset(range.end, before.text) };
    this.set({ path, text: applyEdits(before.text, [{ at, text }]), version });
  }
}
