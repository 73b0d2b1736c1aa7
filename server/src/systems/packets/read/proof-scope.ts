/** Evidence and scope: what of it is code, and what a scope says in paths. */
import { type FieldDocument, fieldOf, type Item } from '#core/fields/model';
import type { RelPath } from '#core/text';
import type { Cited } from '../model/evidence/evidence';
import { inScope } from '../model/paths/scope';

/** Citations of code, each file once. Documents and tests are no code. */
export function codeIn(cited: readonly Cited[], isTest: (path: RelPath) => boolean): readonly Cited[] {
  const code = cited.filter(
    (c) => c.path.includes('/') && c.form !== 'glob' && !c.absent && !/\.mdx?$/.test(c.path) && !isTest(c.path),
  );
  return code.filter((c, i) => code.findIndex((o) => o.path === c.path) === i);
}

/** Those that IN_SCOPE_PATHS leaves out. */
export function outsideScope(code: readonly Cited[], fields: FieldDocument): readonly Cited[] {
  const patterns = code.length > 0 ? scopeOf(fields) : undefined;
  if (!patterns) return [];
  const isIn = inScope(patterns);
  return code.filter((c) => !isIn(c.path));
}

/** The paths and patterns of IN_SCOPE_PATHS, in small letters. Undefined: it is not told in paths alone, and cannot be measured. */
export function scopeOf(fields: FieldDocument): readonly string[] | undefined {
  const items = fieldOf(fields, 'IN_SCOPE_PATHS')?.items ?? [];
  const out: string[] = [];
  for (const item of items) {
    const written = pathIn(item);
    if (written === undefined) return undefined;
    // Wrong capitals are another rule's.
    out.push(written.toLowerCase());
  }
  return out.length === 0 ? undefined : out;
}

function pathIn(item: Item): RelPath | undefined {
  const bare = item.bare
    .replace(/^\[`?([^\]`\n]+)`?\]\([^()\n]*\)/, '$1')
    .replace(/^(?:NEW|MODIFY|ADD|UPDATE|CREATE|DELETE)\b:?\s+/i, '')
    .replace(/(?<!\s)\s+[-–—(].*$/, '')
    .replace(/^[`"']/, '')
    .replace(/(?<![`"',.;])[`"',.;]+$/, '');
  if (!/^[^\s:]+$/.test(bare) || !/[\p{L}\p{N}]/u.test(bare)) return undefined;
  return bare.replaceAll('\\', '/').replace(/^\.\//, '').replace(/\/+$/, '');
}
