/** Evidence against the packet's own scope. */
import { type FieldDocument, fieldOf, type Item } from '#core/fields/model';
import { globMatcher } from '#core/glob';
import type { RelPath } from '#core/text';
import type { Cited } from '../model/evidence';

/** Citations of code that IN_SCOPE_PATHS leaves out, each file once. Documents and tests are no code. */
export function outsideScope(
  cited: readonly Cited[],
  fields: FieldDocument,
  isTest: (path: RelPath) => boolean,
): readonly Cited[] {
  const code = cited.filter(
    (c) => c.path.includes('/') && c.form !== 'glob' && !c.absent && !/\.mdx?$/.test(c.path) && !isTest(c.path),
  );
  const inScope = code.length > 0 ? scopeOf(fields) : undefined;
  if (!inScope) return [];
  const outside = code.filter((c) => !inScope(c.path));
  return outside.filter((c, i) => outside.findIndex((o) => o.path === c.path) === i);
}

/** Undefined: the scope is not told in paths alone, and cannot be measured. */
function scopeOf(fields: FieldDocument): ((path: RelPath) => boolean) | undefined {
  const items = fieldOf(fields, 'IN_SCOPE_PATHS')?.items ?? [];
  const tests: ((path: RelPath) => boolean)[] = [];
  for (const item of items) {
    const written = pathIn(item);
    if (written === undefined) return undefined;
    // Wrong capitals are another rule's.
    const low = written.toLowerCase();
    tests.push(/[*{]/.test(low) ? globMatcher([low]) : (path) => path === low || path.startsWith(`${low}/`));
  }
  return tests.length === 0 ? undefined : (path) => tests.some((t) => t(path.toLowerCase()));
}

function pathIn(item: Item): RelPath | undefined {
  const bare = item.bare
    .replace(/^(?:NEW|MODIFY|ADD|UPDATE|CREATE|DELETE)\b:?\s+/i, '')
    .replace(/\s+[-–—(].*$/, '')
    .replace(/^[`"']|[`"',.;]+$/g, '');
  if (!/^[^\s:]+$/.test(bare) || !/[\p{L}\p{N}]/u.test(bare)) return undefined;
  return bare.replaceAll('\\', '/').replace(/^\.\//, '').replace(/\/+$/, '');
}
