/**
 * Items that are just begun: below `Files:` a lone `-` makes a heading of that line in Markdown, until a letter follows. Whoever types the
 * first item of a list would see the field go and come back.
 */

/** A line that ends in a colon, and one with nothing but a dash. */
const begun = /(:[*_`]*[ \t]*\r?\n[ \t>]*)-(?=[ \t]*(?:\r?\n|$))/g;

/** The text for a parser, with a space for such a dash. Every place stays where it is. */
export const withoutBegunItems = (text: string): string => text.replace(begun, '$1 ');
