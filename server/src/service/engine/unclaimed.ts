/** Open texts that no kind of document reads: another configuration may claim one any day. */
import { applyEdits, LineIndex, type Place, type RelPath } from '#core/text';

export interface OpenText {
  readonly path: RelPath;
  readonly text: string;
  readonly version: number;
}

/** Whether a file lies below a folder; all do below the one that has no name. */
export const isIn = (folder: RelPath, path: RelPath): boolean => folder === '' || path.startsWith(`${folder}/`);

export class Unclaimed {
  readonly #texts = new Map<RelPath, OpenText>();

  get all(): readonly OpenText[] {
    return [...this.#texts.values()];
  }

  text(path: RelPath): string | undefined {
    return this.#texts.get(path)?.text;
  }

  set(open: OpenText): void {
    this.#texts.set(open.path, open);
  }

  delete(path: RelPath): void {
    this.#texts.delete(path);
  }

  /** Lets go of the texts below a folder. */
  release(below: RelPath): readonly OpenText[] {
    const gone = this.all.filter(({ path }) => isIn(below, path));
    for (const { path } of gone) this.delete(path);
    return gone;
  }

  edit(path: RelPath, range: { readonly start: Place; readonly end: Place }, text: string, version: number): void {
    const before = this.#texts.get(path);
    if (!before) return;
    const lines = LineIndex.of(before.text);
    const at = { start: lines.offset(range.start, before.text), end: lines.offset(range.end, before.text) };
    this.set({ path, text: applyEdits(before.text, [{ at, text }]), version });
  }
}
