/** Canaries of the gates that read source code: one file in the production code. */
import type { Canary } from '#core/gate';
import type { RelPath } from '#core/text';
import type { PacketsDialect } from '../dialect/dialect';

/** @param name of the file; it may lie in folders */
export const canary = (check: string, what: string, name: string, text: string): Canary<PacketsDialect> => ({
  check,
  what,
  files: (dialect) => ({ [inProduction(dialect, name)]: text }),
});

/** A path that is production code in this dialect: where its first glob begins. */
export function inProduction({ production }: PacketsDialect, name: string): RelPath {
  const parts = (production.find((g) => !g.startsWith('!')) ?? 'src/**').split('/');
  const wild = parts.findIndex((p) => /[*?[\]{}]/.test(p));
  const folder = parts.slice(0, wild < 0 ? -1 : wild);
  return [...folder, name].join('/');
}
