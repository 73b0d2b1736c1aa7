/**
 * Documents that are such by what they hold: searched for once, then followed file by file, as a search of all of them is too
 * much for every file that is written.
 */
import { literalGlob } from '#core/glob';
import { nameOf } from '#core/paths';
import type { Files } from '#core/ports';
import type { RelPath } from '#core/text';
import type { Answers, Question } from '#core/world';
import type { BoundKind, Setup } from '../config/setup';
import { isIgnoreList } from './stale-questions';
import type { Workspace } from './workspace';

/** Those documents of one folder. */
export class Held {
  readonly #workspace: Workspace;
  readonly #files: Files;
  /** By which the files were searched. */
  #setup: Setup | undefined;
  readonly #found = new Map<BoundKind, Set<RelPath>>();

  constructor(workspace: Workspace, files: Files) {
    this.#workspace = workspace;
    this.#files = files;
  }

  /** With those that are such by their place. @param anew search again */
  async withListed(anew: boolean): Promise<readonly RelPath[]> {
    const { globs, listing, kindsOf } = this.#workspace.setup;
    const [listed, held] = await Promise.all([this.#files.list(globs, listing), this.list(anew)]);
    // One kind may leave out what another takes.
    const found = listed.filter((path) => kindsOf(path).length > 0);
    return held.length === 0 ? found : [...new Set([...found, ...held])].sort();
  }

  /** All of them. @param anew search again */
  async list(anew: boolean): Promise<readonly RelPath[]> {
    const { setup } = this.#workspace;
    if (anew || this.#setup !== setup) {
      this.#setup = setup;
      this.#found.clear();
      for (const bound of setup.kinds) if (bound.kind.holding && isJudged(bound)) await this.#search(bound);
    }
    return [...this.#found.values()].flatMap((paths) => [...paths]);
  }

  /** Files, or folders, that were written, made or removed. */
  async follow(paths: readonly RelPath[]): Promise<void> {
    const { setup } = this.#workspace;
    if (this.#setup !== setup || this.#found.size === 0) return;
    if (paths.some(isIgnoreList) || (await this.#hasFolder(paths))) {
      await this.list(true);
      return;
    }
    for (const [bound, found] of this.#found) {
      const gone = [...found].filter((f) => paths.some((p) => f === p || f.startsWith(`${p}/`)));
      for (const path of gone) found.delete(path);
      const mine = paths.filter((p) => setup.kindsOf(p).includes(bound));
      // What git ignores is not listed.
      const there = mine.length === 0 ? [] : await this.#files.list(mine.map(literalGlob), setup.listing);
      for (const path of there) if (await this.#holds(bound, path)) found.add(path);
      if (gone.length > 0 || mine.length > 0) this.#tell(bound, found);
    }
  }

  async #search(bound: BoundKind): Promise<void> {
    const { kind, dialect } = bound;
    const holding = kind.holding?.(dialect);
    if (!holding) return;
    const question: Question = { ask: 'holding', globs: kind.files(dialect), ...holding };
    const [answered = { unknown: 'failed' as const }] = await this.#files.answer([question]);
    // Who says what could not be looked at looks there.
    this.#workspace.store.setAnswer(question, answered);
    const all = 'value' in answered ? (answered.value as Answers['holding']) : [];
    const { kindsOf } = this.#workspace.setup;
    const found = new Set(all.filter((path) => kindsOf(path).includes(bound)));
    this.#found.set(bound, found);
    this.#tell(bound, found);
  }

  #tell({ id }: BoundKind, found: ReadonlySet<RelPath>): void {
    this.#workspace.store.setFiles(id, [...found].sort());
  }

  async #holds({ kind, dialect }: BoundKind, path: RelPath): Promise<boolean> {
    const text = (await this.#files.read(path).catch(() => undefined))?.text;
    return text !== undefined && kind.holding?.(dialect).texts.some((t) => text.includes(t)) === true;
  }

  /** A folder that was moved here is told of without what is in it. */
  async #hasFolder(paths: readonly RelPath[]): Promise<boolean> {
    const nameless = paths.filter((p) => !nameOf(p).includes('.') && !p.startsWith('.git/') && !p.startsWith('..'));
    if (nameless.length === 0) return false;
    const answers = await this.#files.answer(nameless.map((path) => ({ ask: 'exists', path })));
    return answers.some((a) => 'value' in a && (a.value as Answers['exists']).as === 'folder');
  }
}

const isJudged = ({ document, folder }: BoundKind): boolean => document.length + folder.length > 0;

/** Whether other files may be listed once this one is written: it is a document that is not, or says what is ignored. */
export function changesList({ entries, setup, store }: Workspace, path: RelPath): boolean {
  if (isIgnoreList(path)) return true;
  const entry = entries.get(path);
  // Nearly all that is written is a document that was read; an open one may be written for the first time.
  if (entry && !entry.open) return false;
  const look = store.look();
  // Of source code there is much that nobody asks for.
  return setup.kindsOf(path).some(({ id, kind }) => !kind.everywhere && kind.reads !== 'code' && !look.files(id).includes(path));
}
