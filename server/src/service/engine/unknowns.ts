/** What could not be looked at, in words: said once for a folder, never a finding. */
import type { Why } from '#core/world';
import type { Store } from './store';

type Told = Exclude<Why, 'pending' | 'outside'>;

/** Why some questions have no answer. */
export interface Unknown {
  readonly why: Told;
  readonly says: string;
}

const words: Readonly<Record<Told, string>> = {
  'no-git': 'There is no git history here: what was changed after it was signed or recorded was not looked at.',
  shallow: 'History is shallow here: what was changed before its cut was not looked at. "git fetch --unshallow" gets it.',
  untrusted: 'git does not trust this folder (safe.directory): its history was not looked at.',
  ignored: 'Some files that documents name are not here, and git ignores them: whether they exist is not known.',
  'too-many': 'There are too many source files here to search them without git: TODOs in code were not looked at.',
  failed: 'Some files or their history could not be read: what depends on them was not looked at.',
};

/** In a fixed order. */
export function unknownsOf(store: Store): readonly Unknown[] {
  const whys = store.unknowns();
  return (Object.keys(words) as Told[]).filter((why) => whys.has(why)).map((why) => ({ why, says: words[why] }));
}
