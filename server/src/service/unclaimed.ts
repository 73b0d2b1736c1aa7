/** Open texts that no kind of document reads: another configuration may claim one any day. */
import { applyEdits, LineIndex, type Place, type RelPath } from '#core/text';

export interface OpenText {
  readonly path: RelPath;
  readonly text: string;
  readonly version: number;
}

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

  edit(path: RelPath, range: { readonly start: Place; readonly end: Place }, text: string, version: number): void {
    const before = this.#texts.get(path);
    if (!before) return;
    const lines = LineIndex.of(before.text);
    const at = { start: lines.offset(range.start, before.text), end: lines.offset(range.end, before.text) };
    this.set({ path, text: applyEdits(before.text, [{ at, text }]), version });
  }
}
