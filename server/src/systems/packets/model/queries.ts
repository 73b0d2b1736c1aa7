/** Derived facts of a packet folder: computed once, remembered until something they were made from changes. */

import { addTo } from '#core/lists';
import { type Look, query } from '#core/look';
import { nameOf } from '#core/paths';
import type { Known } from '#core/symbols';
import type { RelPath } from '#core/text';
import { purposeOf, specWork } from './audit/audit';
import { variantIn } from './dialect/id-form';
import { compareParts, familyOf, markedVersions, versionIn } from './dialect/versions';

/** The spec in force, or why there is none. */
export type CurrentSpec =
  | { readonly is: 'known'; readonly path: RelPath }
  | { readonly is: 'unknown'; readonly why: 'no-pointer' | 'dead' };

/** The spec that the pointer names. Unknown when there is no pointer or it is dead: then anchors are not judged. */
export const currentSpec = query('packets/current-spec', (look): CurrentSpec => {
  const pointed = look.defs({ kind: 'pointed', name: 'spec' })[0];
  if (!pointed) return { is: 'unknown', why: 'no-pointer' };
  const { file } = pointed.data;
  const all = look.files('packets/spec').filter((p) => nameOf(p) === nameOf(file));
  const path = all.find((p) => p === file || p.endsWith(`/${file}`)) ?? all[0];
  return path === undefined ? { is: 'unknown', why: 'dead' } : { is: 'known', path };
});

/** Other versions of the current spec that lie beside it, the newest first. */
export const otherVersions = query(
  'packets/other-versions',
  (look): readonly { readonly path: RelPath; readonly newer: boolean }[] => {
    const spec = look.ask(currentSpec);
    const own = spec.is === 'known' ? versionIn(nameOf(spec.path)) : undefined;
    if (spec.is === 'unknown' || !own) return [];
    return look
      .files('packets/spec')
      .filter((p) => familyOf(nameOf(p)) === familyOf(nameOf(spec.path)))
      .map((path) => ({ path, parts: versionIn(nameOf(path))?.parts ?? [] }))
      .filter(({ parts }) => compareParts(parts, own.parts) !== 0)
      .sort((a, b) => compareParts(b.parts, a.parts) || (a.path < b.path ? -1 : 1))
      .map(({ path, parts }) => ({ path, newer: compareParts(parts, own.parts) > 0 }));
  },
);

/** The name of the newest version of the spec. Undefined: there are several documents, or none that is called like one; a chapter is none. */
export function newestSpec(look: Look, isRetired: (path: RelPath) => boolean): string | undefined {
  const names = look
    .files('packets/spec')
    .filter((p) => !isRetired(p))
    .map(nameOf);
  const versions = names.filter((n) => versionIn(n) !== undefined);
  if (names.length === 1 && /spec/i.test(names[0] as string)) return names[0];
  if (new Set(versions.map(familyOf)).size !== 1) return undefined;
  const partsOf = (name: string): readonly number[] => versionIn(name)?.parts ?? [];
  return versions.sort((a, b) => compareParts(partsOf(a), partsOf(b))).at(-1);
}

interface Versions {
  /** The oldest that a row names. */
  readonly first: readonly number[] | undefined;
  /** Oldest first. */
  readonly signed: readonly (readonly number[])[];
}

/** The versions of the spec that a row of the audit is about, and whether it signs them. */
function versionsOf(data: Known<'signature'>['data']): readonly { readonly parts: readonly number[]; readonly signs: boolean }[] {
  if (!data.valid) return [];
  const own = versionIn(data.specVersion)?.parts;
  const signs = purposeOf(data).is !== 'packets' || specWork.test(`${data.purpose} ${data.notes}`);
  const named = markedVersions(`${data.purpose} ${data.notes} ${data.usedBy}`);
  return [...(own ? [{ parts: own, signs }] : []), ...named.map((parts) => ({ parts, signs: true }))];
}

/** A row of the audit. */
export interface Row {
  readonly path: RelPath;
  readonly key: string;
  readonly written: string;
  readonly purpose: string;
}

/** The rows that sign a version of the spec, in order. By the name of its file. */
export const rowsFor = query<readonly Row[], string>('packets/version-rows', (look, file) => {
  const version = versionIn(file)?.parts;
  return look
    .all('signature')
    .filter(({ data }) => version && versionsOf(data).some((v) => v.signs && compareParts(v.parts, version) === 0))
    .map(({ path, name, data }) => ({ path, key: name, written: data.written, purpose: data.purpose }));
});

/** Versions of the spec that valid rows of the audit are about. A row for a packet only says which version was in force then. */
export const signedVersions = query('packets/signed-versions', (look): Versions => {
  const all = look
    .all('signature')
    .flatMap(({ data }) => versionsOf(data))
    .sort((a, b) => compareParts(a.parts, b.parts));
  const signed = all.filter((v) => v.signs).map((v) => v.parts);
  return {
    first: all[0]?.parts,
    signed: signed.filter((v, i) => i === 0 || compareParts(v, signed[i - 1] as readonly number[]) !== 0),
  };
});

/** Whether something in a packet or in the audit is about a section or a version of a spec. */
export const specCited = query(
  'packets/spec-cited',
  (look): boolean =>
    look.all('packet').some((p) => p.data.cites) || look.all('signature').some(({ data }) => versionsOf(data).length > 0),
);

/** Where a missing spec pointer is told: once, in the board, else in what else there is. Nowhere, where nobody asks for a spec. */
export const pointerMissedBy = query('packets/pointer-missed-by', (look): RelPath | undefined => {
  if (look.files('packets/pointer').length > 0) return undefined;
  if (look.files('packets/spec').length === 0 && !look.ask(specCited)) return undefined;
  return ['board', 'audit', 'packet'].flatMap((kind) => look.files(`packets/${kind}`))[0];
});

/** The specs that have to be read whole: the one in force. */
export const wantedSpecs = query('packets/wanted-specs', (look): readonly RelPath[] => {
  const spec = look.ask(currentSpec);
  return spec.is === 'known' ? [spec.path] : [];
});

/** The codex that the pointer names; where it names none, the newest there is. */
export const wantedCodexes = query('packets/wanted-codexes', (look): readonly RelPath[] => {
  const files = look.files('packets/codex');
  const pointed = look.defs({ kind: 'pointed', name: 'codex' })[0];
  const named = pointed && files.find((p) => nameOf(p) === nameOf(pointed.data.file));
  const newest = [...files].sort((a, b) => compareVersions(a, b)).at(-1);
  const one = named ?? newest;
  return one === undefined ? [] : [one];
});

/** Compares names by the numbers in them: `v1.10` is newer than `v1.9`. */
export function compareVersions(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

/** Who waits for whom, from packets and board, both directions joined. */
export const waits = query('packets/waits', (look): Readonly<Record<string, readonly string[]>> => {
  const edges = new Map<string, Set<string>>();
  const add = (from: string, to: string): void => {
    if (from !== to) (edges.get(from) ?? edges.set(from, new Set()).get(from))?.add(to);
  };
  for (const { name, data } of look.all('blocking')) {
    for (const blocker of data.blockers) add(name, blocker);
    for (const freed of data.unblocks) add(freed, name);
  }
  return Object.fromEntries([...edges].map(([from, to]) => [from, [...to]]));
});

/** Whether a packet or a board entry of that id exists; a name without a number means the variants of it. */
export const isKnown = (look: Look, id: string): boolean =>
  look.defs({ kind: 'packet', name: id }).length > 0 ||
  look.defs({ kind: 'entry', name: id }).length > 0 ||
  variantsOf(look, id).length > 0 ||
  variantsOnBoard(look, id).length > 0;

/** A variant of a packet. */
interface Variant {
  readonly name: string;
  readonly number: number;
}

type Variants = Readonly<Record<string, readonly Variant[]>>;

/** By the name without the number, the newest first. */
function byBase(names: Iterable<string>): Variants {
  const found = new Map<string, Variant[]>();
  for (const name of names) {
    const variant = variantIn(name);
    if (variant) addTo(found, variant.base, { name, number: variant.number });
  }
  for (const all of found.values()) all.sort((a, b) => b.number - a.number);
  return Object.fromEntries(found);
}

const variants = query('packets/variants', (look): Variants => byBase(look.names('packet')));
const boardVariants = query('packets/board-variants', (look): Variants => byBase(look.names('entry')));

const named = (all: Variants, base: string): readonly Variant[] => (Object.hasOwn(all, base) ? (all[base] ?? []) : []);

/** The variants of a packet that have a file, the newest first. */
export const variantsOf = (look: Look, base: string): readonly Variant[] => named(look.ask(variants), base);

/** The variants of a packet that the board lists, the newest first. */
export const variantsOnBoard = (look: Look, base: string): readonly Variant[] => named(look.ask(boardVariants), base);
