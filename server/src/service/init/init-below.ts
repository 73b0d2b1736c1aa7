/** Projects of a repository that lie side by side in it: each is begun with a configuration of its own. */
import { globMatcher } from '#core/glob';
import type { Survey } from '#core/init';
import type { System } from '#core/system';
import type { RelPath } from '#core/text';
import { outermost } from '../projects';

/** What lies there is shown, or was; nobody works in it. */
const shown = /(?:^|\/)(?:examples?|samples?|fixtures?|templates?|tests?|testdata|vendor|archived?|backups?|legacy)(?:\/|$)/i;

/** The folders with the landmarks of a system, where there are several beside each other. */
export function projectsIn(files: readonly RelPath[], systems: readonly System<unknown>[]): readonly RelPath[] {
  const seeking = systems.flatMap(({ landmarks }) => (landmarks ? [landmarks] : []));
  const folders = new Set(files.flatMap(ancestors).filter((f) => !shown.test(f)));
  // Only a folder with a landmark right below it can be one; most have none.
  const starts = new Set(seeking.flatMap((l) => [...l.sure, ...l.likely]).map((g) => g.split('/')[0] as string));
  const isOne = (folder: RelPath): boolean => {
    if (![...starts].some((s) => folders.has(`${folder}/${s}`))) return false;
    const below = files.flatMap((f) => (f.startsWith(`${folder}/`) ? [f.slice(folder.length + 1)] : []));
    const count = (globs: readonly string[]): number => globs.filter((g) => below.some(globMatcher([g]))).length;
    return seeking.some((l) => count(l.sure) >= 1 || count(l.likely) >= 2);
  };
  const found = outermost([...folders].filter(isOne));
  return found.length > 1 ? found : [];
}

const ancestors = (path: RelPath): readonly RelPath[] => {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, i) => parts.slice(0, i + 1).join('/'));
};

/** The part of a survey that lies in a folder, seen from there. */
export const surveyOf = (all: Survey, folder: RelPath): Survey => ({
  files: all.files.flatMap((f) => (f.startsWith(`${folder}/`) ? [f.slice(folder.length + 1)] : [])),
  text: (path) => all.text(`${folder}/${path}`),
  markdown: (path) => all.markdown(`${folder}/${path}`),
});

const aPath = /(?<![\w./@-])[\w@.-]+(?:\/[\w@.-]+)+\.\w+/g;

/** Whether documents in a folder name files from there, as far as they are there at all; else they name them from the top. */
export function namesFrom(folder: RelPath, mine: Survey, all: ReadonlySet<RelPath>): boolean {
  let here = 0;
  let above = 0;
  for (const path of mine.files)
    for (const [named] of (mine.text(path) ?? '').matchAll(aPath)) {
      if (all.has(`${folder}/${named}`)) here++;
      else if (all.has(named)) above++;
    }
  return here >= above;
}
