/** What was thrown, as words: it need not be an error. */

/** For people: what went wrong, and where, if a file was not to be had. */
export const messageOf = (cause: unknown): string => {
  const { code, path } = Object(cause) as { readonly code?: unknown; readonly path?: unknown };
  const why = typeof code === 'string' && typeof path === 'string' ? denied[code] : undefined;
  if (why !== undefined) return `${path}: ${why}`;
  return cause instanceof Error ? cause.message : String(cause);
};

/** What the system says in letters, in words. */
const denied: Readonly<Record<string, string>> = {
  EACCES: 'there is no permission for it',
  EPERM: 'there is no permission for it',
  EROFS: 'it lies where nothing can be written',
  ENOSPC: 'there is no space left for it',
};

/** For a log: with the places that it came through. */
export const traceOf = (cause: unknown): string => (cause instanceof Error ? (cause.stack ?? cause.message) : String(cause));
