/** Tells whose findings are new: of a document whenever its list is another one, with none of a document that is gone. */
import type { RelPath } from '#core/text';
import { type Entry, noFindings } from './entry';
import type { Workspace } from './workspace';

/** What was told of one folder's documents, and what is still to be. */
export class Telling {
  /** Who is told. */
  to: (entry: Entry) => void = () => {};
  /** Open documents of which their version has not been told. */
  readonly #untold = new Set<RelPath>();
  readonly #workspace: Workspace;

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
  }

  /** A document is told of once it is judged, whether its list is another one or not. */
  isDue(path: RelPath): void {
    this.#untold.add(path);
  }

  /** Judges a document, and tells of it. @param enough whether to leave off between two rules */
  readonly judge = (entry: Entry, enough?: () => boolean): void => {
    const isNew = this.#workspace.judge(entry, enough);
    if (entry.left) return;
    // What is told while files are being read may not be all.
    const untold = this.#workspace.isLoaded && this.#untold.delete(entry.path);
    if (isNew || untold) this.to(entry);
  };

  /** What the baseline says of a document is another now. */
  show(entry: Entry): void {
    if (this.#workspace.entries.get(entry.path) === entry && this.#workspace.show(entry)) this.to(entry);
  }

  /** A document goes. */
  drop(entry: Entry): void {
    this.#workspace.remove(entry.path);
    const wasShown = entry.findings.length > 0;
    entry.findings = noFindings;
    if (wasShown) this.to(entry);
  }

  /** The setup is another: what was found before may have no successor, and is taken back first. */
  again(before: Entry): void {
    const now = this.#workspace.entries.get(before.path);
    if (now !== before) before.findings = noFindings;
    this.to(now ?? before);
  }
}
