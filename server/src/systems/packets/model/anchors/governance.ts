/** What the codex is about. */
import { query } from '#core/look';
import { wantedCodexes } from '../queries';
import { familyOf, isTag } from './anchors';

/** The families of ids that the codex states: `CX` of `CX-101`. */
export const codexFamilies = query('packets/codex-families', (look): readonly string[] => {
  const codexes = look.ask(wantedCodexes);
  const own = look.all('anchor').filter((d) => isTag(d.name) && codexes.includes(d.path));
  return [...new Set(own.map((d) => familyOf(d.name)))].sort();
});
