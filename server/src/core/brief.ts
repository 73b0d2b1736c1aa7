/** What is repeated to people of what others wrote or typed: no more than anybody reads. */

/** So long is a word that nobody reads to its end. */
const WORD = 200;
const longWord = new RegExp(`\\S{${WORD + 1},}`, 'g');

/** The beginning of a text. */
export const brief = (text: string, most = 60): string =>
  text.length > most ? `${whole(text.slice(0, most - 3)).trimEnd()}…` : text;

/** The same text, its very long words without their middle: a name of ten thousand letters. */
export const briefWords = (text: string): string =>
  text.length > WORD
    ? text.replace(longWord, (word) => `${whole(word.slice(0, WORD / 2))}…${word.slice(-20).replace(/^[\uDC00-\uDFFF]/, '')}`)
    : text;

/** Without half a character at the end. */
const whole = (text: string): string => text.replace(/[\uD800-\uDBFF]$/, '');
