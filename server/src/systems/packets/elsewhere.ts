/** What looks like packets where no landmark is: told to people, and nothing is found in it before somebody says where things are. */
import { folderOf, nameOf } from '#core/paths';
import type { RelPath } from '#core/text';
import { idForm, idOf } from './model/id-form';

/** What lies there is shown, or was; nobody works in it. */
const shown = /(?:^|\/)(?:examples?|samples?|fixtures?|templates?|tests?|testdata|vendor|archived?|backups?|legacy)\//i;

export const elsewhere = {
  files: ['**/WP-*.md', '**/packet.md'],
  says(found: readonly RelPath[]): string | undefined {
    const counts = new Map<RelPath, number>();
    for (const path of found) {
      if (shown.test(path) || !idForm.test(idOf(path))) continue;
      // A packet in a folder of its id is counted where that folder lies.
      const folder = nameOf(path).includes('WP-') ? folderOf(path) : folderOf(folderOf(path));
      counts.set(folder, (counts.get(folder) ?? 0) + 1);
    }
    const [most] = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    if (!most || (most[1] === 1 && !/packets?$/i.test(most[0]))) return undefined;
    const [folder, n] = most;
    const what = n === 1 ? 'a file that looks like a task packet' : `${n} files that look like task packets`;
    return `${folder === '' ? 'this folder' : folder} holds ${what}`;
  },
};
