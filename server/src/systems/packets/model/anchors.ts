/** Citations against definitions. */
import { type Look, query } from '#core/look';
import type { Known } from '#core/symbols';
import type { RelPath } from '#core/text';
import { currentSpec } from './queries';
import type { Citation } from './types';

/** Where a citation is to be looked up, and what defines it there. Undefined: that cannot be known here. */
export interface Lookup {
  readonly spec: RelPath;
  readonly found: readonly Known<'anchor'>[];
}

const baseName = (path: RelPath): string => path.split('/').at(-1) ?? path;
export const isTag = (id: string): boolean => !/^\d/.test(id);

/**
 * Numbers are looked up in the current spec; tags also in codex and protocols. A citation that names another file is
 * looked up there when that file is loaded, else not at all: an older spec says nothing about this one.
 */
export function lookUp(look: Look, c: Citation): Lookup | undefined {
  const spec = look.ask(currentSpec);
  if (spec.is === 'unknown') return undefined;
  const defs = look.defs({ kind: 'anchor', name: c.id });
  const governing = (): readonly RelPath[] => [...look.files('packets/codex'), ...look.files('packets/protocol')];
  if (c.file !== undefined && c.file !== baseName(spec.path)) {
    const named = governing().find((p) => baseName(p) === c.file);
    return named === undefined || !isTag(c.id) ? undefined : { spec: named, found: defs.filter((d) => d.path === named) };
  }
  const inSpec = defs.every((d) => d.path === spec.path) ? defs : defs.filter((d) => d.path === spec.path);
  if (inSpec.length > 0 || !isTag(c.id)) return { spec: spec.path, found: inSpec };
  const rules = governing();
  return { spec: spec.path, found: defs.filter((d) => rules.includes(d.path)) };
}

export const familyOf = (tag: string): string => tag.split('-')[0] ?? tag;

/** The families of tags that anything loaded defines: `HSK` of `HSK-JOB-100`. */
export const tagFamilies = query('packets/tag-families', (look): readonly string[] =>
  [...new Set(look.names('anchor').filter(isTag).map(familyOf))].sort(),
);

/** How alike two anchors are: by number, then by title. Larger is nearer; 0 is not at all. */
export function likeness(c: Pick<Citation, 'id' | 'title'>, id: string, title: string): number {
  const titles = c.title !== '' && words(c.title).length > 0 ? shared(words(c.title), words(title)) : 0;
  return titles * 4 + byNumber(c.id, id);
}

function byNumber(a: string, b: string): number {
  const x = a.split(/[.-]/);
  const y = b.split(/[.-]/);
  let same = 0;
  while (same < x.length && same < y.length && x[same] === y[same]) same++;
  return same / Math.max(x.length, y.length);
}

const words = (s: string): readonly string[] => s.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? [];
const shared = (a: readonly string[], b: readonly string[]): number =>
  a.filter((w) => b.includes(w)).length / Math.max(1, Math.max(a.length, b.length));

/**
 * The three anchors of a spec most like a citation, best first, by number and title.
 * Asked by `[spec, id, title]` as JSON: a renamed anchor is looked for once, not once for each of its citations.
 */
export const nearestAnchors = query<readonly { readonly id: string; readonly title: string }[], string>(
  'packets/nearest-anchors',
  (look, arg) => {
    const [spec, id, title] = JSON.parse(arg) as [RelPath, string, string];
    return look
      .all('anchor')
      .filter((d) => d.path === spec && d.data.by !== 'item' && isTag(d.name) === isTag(id))
      .map((d) => ({ id: d.name, title: d.data.title, score: likeness({ id, title }, d.name, d.data.title) }))
      .filter((d) => d.score > 0.3)
      .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
      .slice(0, 3)
      .map(({ id: near, title: named }) => ({ id: near, title: named }));
  },
);
