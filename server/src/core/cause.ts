/** What was thrown, as words: it need not be an error. */

/** For people: what went wrong. */
export const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

/** For a log: with the places that it came through. */
export const traceOf = (cause: unknown): string => (cause instanceof Error ? (cause.stack ?? cause.message) : String(cause));
