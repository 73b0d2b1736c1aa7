/** Changed texts as a unified diff, for people: what would steer a terminal is shown as a mark. */

import { visible } from '#core/visible';
import type { TriedText } from './machine';

/** @param lead what stands before the paths */
export function diffOf(texts: readonly TriedText[], lead: string): string {
  if (texts.length === 0) return '';
  // Only now and then needed, and a start is to be quick.
  const { createTwoFilesPatch, FILE_HEADERS_ONLY } = require('diff') as typeof import('diff');
  return texts
    .map(({ path, before, after }) => {
      const name = (side: string, text: string | undefined): string =>
        text === undefined ? '/dev/null' : `${side}/${lead}${path}`;
      const options = { headerOptions: FILE_HEADERS_ONLY };
      return createTwoFilesPatch(name('a', before), name('b', after), before ?? '', after ?? '', undefined, undefined, options);
    })
    .join('')
    .split('\n')
    .map((line) => line.replace(/\r$/, '').split('\t').map(visible).join('\t'))
    .join('\n');
}
