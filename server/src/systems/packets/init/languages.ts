/** Patterns of words in several languages, a string each: English, German, Spanish, Portuguese, French, Italian, Chinese, Japanese, and of what is most common Russian, Polish, Korean. */

/** Any of the alternatives: of one language each, in the order above. */
export const anyOf = (...languages: readonly string[]): string => `(?:${languages.join('|')})`;
/** No letter follows. */
export const NO_LETTER = String.raw`(?!\p{L})`;
/** The same as words. */
export const words = (...languages: readonly string[]): string => String.raw`\b` + anyOf(...languages) + NO_LETTER;
/** What words begin with. */
export const stems = (...languages: readonly string[]): string => String.raw`\b` + anyOf(...languages);
/** All that is said. */
export const alone = (...languages: readonly string[]): string => `^${anyOf(...languages)}$`;
/** A name, or a value, that says one of some parts. */
export const said = (...parts: readonly string[]): RegExp => new RegExp(parts.join('|'), 'u');
/** A name, or a value, that is one of them. */
export const whole = (...languages: readonly string[]): RegExp => said(alone(...languages));
