/** What looks like packets where no landmark is: told to people, and nothing is found in it before somebody says where things are. */
import { folderOf, nameOf, stemOf } from '#core/paths';
import type { RelPath } from '#core/text';
import { defaultForms, idForms, idOf } from './model/dialect/id-form';

/** What lies there is shown, or was; nobody works in it. */
const shown = /(?:^|\/)(?:examples?|samples?|fixtures?|templates?|tests?|testdata|vendor|archived?|backups?|legacy)\//i;

/** Below a folder of packets any capitals with a number behind them are an id: `packets/TASK-012.md`. */
const among = /(?:^|\/)[\w-]*packets\//i;
const numbered = /^\p{Lu}{1,10}[-_]?\p{Lu}{0,3}\d+(?=$|[-_.])/u;

const ids = idForms(defaultForms);

/** Says where most of them lie. Examples, fixtures and archives do not count, nor does a lone file. */
export const elsewhere = {
  files: ['**/WP-*.md', '**/packet.md', '**/*packets/**/[A-Z]*[0-9]*.md'],
  says(found: readonly RelPath[]): string | undefined {
    const counts = new Map<RelPath, number>();
    for (const path of found) {
      const isOther = among.test(path) && numbered.test(stemOf(path));
      if (shown.test(path) || !(ids.is(idOf(path, ids)) || isOther)) continue;
      // A packet in a folder of its id is counted where that folder lies.
      const folder = isOther || ids.isIn(nameOf(path)) ? folderOf(path) : folderOf(folderOf(path));
      counts.set(folder, (counts.get(folder) ?? 0) + 1);
    }
    const [most] = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    if (!most || (most[1] === 1 && !/packets?$/i.test(most[0]))) return undefined;
    const [folder, n] = most;
    const what = n === 1 ? 'a file that looks like a task packet' : `${n} files that look like task packets`;
    return `${folder === '' ? 'this folder' : folder} holds ${what}`;
  },
};
