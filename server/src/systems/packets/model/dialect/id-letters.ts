/** What the parts of a packet's id are made of, for a character class: letters of scripts that part words with spaces. */
/** A part of a character class, for the flag `u`. */
export const ID_LETTER = String.raw`\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{M}\p{N}`;
