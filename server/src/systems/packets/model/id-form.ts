/** The form of a packet's id. Source: SYSTEMS.md §1, "The packet". */

/** `WP-{phase}-{Name}[-vN]`: a phase, then a name; dots are part of both. */
export const idForm = /^WP-[\p{L}\p{N}]+(?:\.[\p{L}\p{N}]+)*(?:[-_][\p{L}\p{N}]+(?:[._][\p{L}\p{N}]+)*)+$/u;
