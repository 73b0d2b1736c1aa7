/** Functions of a text that is short and comes again and again: a name, a word of state, a title of a column. */
import { detach } from './text';

/** What is longer is no name. */
const LONGEST = 40;

/**
 * A pure function that remembers what it gave. All is forgotten once there are too many.
 * @param longest texts that are longer are not remembered
 */
export function remembered<T>(f: (text: string) => T, most = 10_000, longest = LONGEST): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    if (text.length > longest) return f(text);
    let found = known.get(text);
    if (found === undefined) {
      const own = detach(text);
      found = f(own);
      if (known.size >= most) known.clear();
      known.set(own, found);
    }
    return found;
  };
}
