/** Packets that say no state themselves: a board lists them by their ids. */
import type { Survey } from '#core/init';
import { folderOf } from '#core/paths';
import type { RelPath } from '#core/text';
import type { BoardEntry } from '../model/board/types';
import type { PacketsDialect } from '../model/dialect/dialect';
import { idOf } from '../model/dialect/id-form';
import { readBoard } from '../read/board';
import { isAbout, isRefinement, isReport, isStub } from './places';
import { withHeadings } from './tables';

/** Fewer files than this in one folder may be called so by chance. */
const ENOUGH = 2;

/** The entries of a document that say a state. */
export function entriesOf(survey: Survey, path: RelPath, dialect: PacketsDialect): readonly BoardEntry[] {
  if (!dialect.ids.mayName(survey.text(path) ?? '')) return [];
  const source = survey.markdown(path);
  const own = source && withHeadings(survey, path, dialect);
  return own ? readBoard(source, own).model.entries.filter((e) => e.status !== undefined) : [];
}

/** The ids that a document lists with their states, as often as it does. */
export const idsListed = (survey: Survey, path: RelPath, dialect: PacketsDialect): readonly string[] =>
  entriesOf(survey, path, dialect).map((e) => e.id);

/** The files of the folder that holds most of what one document lists: others are reports on them, or plans. */
export function listedIn(survey: Survey, markdown: readonly RelPath[], dialect: PacketsDialect): ReadonlySet<RelPath> {
  const { ids } = dialect;
  const named = new Map<string, RelPath[]>();
  for (const path of markdown) {
    const id = ids.wordsOff(idOf(path, ids));
    if (!ids.is(id) || isAbout(path) || isReport(path, ids) || isRefinement(path, ids) || isStub(path, ids)) continue;
    named.set(id, [...(named.get(id) ?? []), path]);
  }
  const files = [...named.values()].flat();
  let best: { readonly folder: RelPath; readonly listed: number; readonly all: readonly RelPath[] } | undefined;
  // Nobody is asked for boards where nothing is called as a packet is.
  for (const board of named.size >= ENOUGH ? markdown : []) {
    const byFolder = new Map<RelPath, number>();
    for (const id of new Set(idsListed(survey, board, dialect)))
      for (const folder of new Set((named.get(id) ?? []).map(folderOf))) byFolder.set(folder, (byFolder.get(folder) ?? 0) + 1);
    for (const [folder, listed] of byFolder) {
      // What nobody has listed yet lies beside what is.
      const all = files.filter((p) => folderOf(p) === folder);
      const isMore = !best || listed > best.listed || (listed === best.listed && all.length > best.all.length);
      if (isMore && !all.includes(board)) best = { folder, listed, all };
    }
  }
  return new Set(best && best.listed >= ENOUGH ? best.all : []);
}
