/** Citations against definitions. */

import { inFence } from '#core/fences';
import { type Look, query } from '#core/look';
import { nameOf } from '#core/paths';
import type { Known } from '#core/symbols';
import type { RelPath } from '#core/text';
import type { World } from '#core/world';
import { type AnchorForms, definitionIn, partOf } from '../dialect/anchor-forms';
import { currentSpec, otherVersions } from '../queries';
import type { Citation } from './citing';

/** Where a citation is to be looked up, and what defines it there. Undefined: that cannot be known here. */
export interface Lookup {
  readonly spec: RelPath;
  readonly found: readonly Known<'anchor'>[];
}

/** Whether an anchor is a tag (`HSK-JOB-100`), not a number. */
export const isTag = (id: string): boolean => !/^\d/.test(id);

/**
 * Numbers are looked up in the current spec; tags also in codex and protocols. A citation that names another file is
 * looked up there when that file is loaded, else not here (`cited-files`): an older spec says nothing about this one. What is not found
 * where not all could be read is unknown.
 */
export function lookUp(look: Look, c: Citation): Lookup | undefined {
  const spec = look.ask(currentSpec);
  if (spec.is === 'unknown') return undefined;
  const whole = partOf(c.id);
  const own = lookUpIn(look, c, spec.path);
  // A part that nothing defines is one of the section's text.
  const lookup = whole !== undefined && own?.found.length === 0 ? lookUpIn(look, { ...c, id: whole }, spec.path) : own;
  return lookup && lookup.found.length === 0 && isUnread(look, ...governing(look, c), lookup.spec) ? undefined : lookup;
}

/** Whether a citation is of a document whose anchors are known here: no other file is named, or one that was read as such. */
export function isOfKnown(look: Look, c: Citation): boolean {
  const spec = look.ask(currentSpec);
  return (
    c.file === undefined ||
    (spec.is === 'known' && isNamed(spec.path, c.file)) ||
    governing(look, c).some((p) => isNamed(p, c.file as string))
  );
}

/** The document that shows an anchor in a code block, as if it defined it. */
export const showing = (look: Look, c: Citation, spec: RelPath): Known<'shown'> | undefined =>
  look
    .defs({ kind: 'shown', name: c.id })
    .find(({ path }) => path === spec || (c.file === undefined && governing(look, c).includes(path)));

/** The name under which the anchor is defined: a part that nothing defines is one of the section's text. */
export const definedId = (look: Pick<Look, 'defs'>, id: string): string =>
  look.defs({ kind: 'anchor', name: id }).length > 0 ? id : (partOf(id) ?? id);

/** Whether one of the documents was not read whole: what it lacks may be there. */
export const isUnread = (look: Look, ...paths: readonly RelPath[]): boolean =>
  paths.some((name) => look.defs({ kind: 'unread', name }).length > 0);

/** Where a tag may be defined besides the spec. */
const governing = (look: Look, { id }: Citation): readonly RelPath[] =>
  isTag(id) ? [...look.files('packets/codex'), ...look.files('packets/protocol')] : [];

function lookUpIn(look: Look, c: Citation, spec: RelPath): Lookup | undefined {
  const defs = look.defs({ kind: 'anchor', name: c.id });
  if (c.file !== undefined && !isNamed(spec, c.file)) {
    const named = governing(look, c).find((p) => isNamed(p, c.file as string));
    return named === undefined ? undefined : { spec: named, found: defs.filter((d) => d.path === named) };
  }
  const inSpec = defs.every((d) => d.path === spec) ? defs : defs.filter((d) => d.path === spec);
  if (inSpec.length > 0 || !isTag(c.id)) return { spec, found: inSpec };
  const rules = governing(look, c);
  return { spec, found: defs.filter((d) => rules.includes(d.path)) };
}

/** A name with spaces may be cited by its last word: `v1.0.md` of `Master Spec v1.0.md`. */
const isNamed = (path: RelPath, file: string): boolean => nameOf(path) === file || nameOf(path).endsWith(` ${file}`);

/** Where an anchor was defined that the current spec lacks. */
export interface Former {
  readonly title: string;
  /** Words for where it was: a file's name, or the day until which this one had it. */
  readonly where: string;
}

/** So many versions and commits are looked through, newest first. */
const MOST = 5;

/**
 * The former definition of an anchor, in an earlier version beside the spec or in its history. `pending`: not known yet.
 * To be asked only for what the spec lacks: earlier versions are searched, not loaded.
 */
export function formerly(
  look: Look,
  world: World,
  spec: RelPath,
  id: string,
  forms: AnchorForms,
): Former | 'pending' | undefined {
  const older = look
    .ask(otherVersions)
    .filter((v) => !v.newer)
    .slice(0, MOST);
  // All is asked before any of it is looked at: what is asked one after the other is a round each, and rounds are few.
  const number = partOf(id) ?? id;
  const texts = isTag(id) ? [id] : [`# ${number}`, `# A${number}`, `# §${number}`, `# § ${number}`, `# **${number}`];
  const asked = older.flatMap(({ path }) => texts.map((text) => ({ path, found: world.find(path, text) })));
  const past = inHistory(world, spec, id, forms);
  for (const { path, found } of asked) {
    if (found.is === 'unknown') {
      if (found.why === 'pending') return 'pending';
      continue;
    }
    for (const line of found.value) {
      const definition = definitionIn(line.text, id, forms);
      if (definition) return { title: definition.title, where: nameOf(path) };
    }
  }
  return past;
}

function inHistory(world: World, spec: RelPath, id: string, forms: AnchorForms): Former | 'pending' | undefined {
  const touched = world.touched(spec, partOf(id) ?? id);
  if (touched.is === 'unknown') return touched.why === 'pending' ? 'pending' : undefined;
  const versions = touched.value
    .slice(-MOST)
    .reverse()
    .map((commit) => ({ commit, past: world.past(commit.path, commit.id) }));
  for (const { commit, past } of versions) {
    if (past.is === 'unknown') {
      if (past.why === 'pending') return 'pending';
      continue;
    }
    const definition = past.value === undefined ? undefined : definedIn(past.value, id, forms);
    if (definition) return { title: definition.title, where: `${nameOf(commit.path)} of ${commit.day}` };
  }
  return undefined;
}

/** A definition in a text: `end` is where its line ends. */
interface Definition {
  readonly title: string;
  readonly end: number;
}

/** Looks at the lines that hold the id, and at no others: the text may have megabytes. */
export function definedIn(text: string, id: string, forms: AnchorForms): Definition | undefined {
  const written = partOf(id) ?? id;
  for (let i = text.indexOf(written); i >= 0; i = text.indexOf(written, i + written.length)) {
    const end = text.indexOf('\n', i);
    const line = text.slice(text.lastIndexOf('\n', i) + 1, end < 0 ? undefined : end).replace(/\r$/, '');
    const definition = definitionIn(line, id, forms);
    // An example of a heading defines nothing, and never did.
    if (definition && !inFence(text, i)) return { title: definition.title, end: end < 0 ? text.length : end };
  }
  return undefined;
}

/** The anchors nearest to one that is gone, as the end of a sentence. */
export const nearWords = (near: readonly { readonly id: string; readonly title: string }[]): string =>
  near[0] ? `; the nearest is ${near[0].id}${near[0].title ? ` “${near[0].title}”` : ''}` : '';

/** What tags of one spec begin with: `HSK` of `HSK-JOB-100`. */
export const familyOf = (tag: string): string => (tag.split(/[-._ ]/)[0] ?? tag).replace(/\d+$/, '');

/** The families of tags that anything loaded defines: `HSK` of `HSK-JOB-100`. */
export const tagFamilies = query('packets/tag-families', (look): readonly string[] =>
  [...new Set(look.names('anchor').filter(isTag).map(familyOf))].sort(),
);
