/**
 * Renaming of anchors and packets, with everything that names them.
 *
 * Invariant: all or nothing. What a signature has locked is not touched, so a name that stands there is not renamed, and the
 * person is told which signature it is.
 */

import type { Change } from '#core/change';
import type { Places, Refusal, RenameDesk, Renaming, Where } from '#core/editor';
import { folderOf, nameOf, stemOf } from '#core/paths';
import type { RelPath, Span, TextEdit } from '#core/text';
import { familyOf, isTag } from '../model/anchors/anchors';
import { canonicalId, numberId, partOf } from '../model/dialect/anchor-forms';
import type { PacketsDialect } from '../model/dialect/dialect';
import { idOf, lookAlike } from '../model/dialect/id-form';
import { currentSpec } from '../model/queries';
import type { DocumentOf } from './documents';
import { explained, isSealed, lockOn } from './locked';

type Desk = RenameDesk<PacketsDialect>;

const number = /^\d+(?:\.\d+)*(?:(?<=\.\d+)\.?[a-h])?$/i;
const tag = /^[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)+$/;

const named = new Set(['packet', 'entry', 'blocking', 'anchor', 'signature', 'consumption']);

/** Of packets, by each of their names, and of anchors. Signatures are not renamed. */
export const renaming: Renaming<PacketsDialect> = {
  names: (kind) => named.has(kind),
  isSpelled: ({ kind, name }, written) =>
    kind === 'anchor' && !isTag(name) && canonicalId(written.replace(/^(?:§\s*|A)/, '')) === name,
  refuses(name, desk) {
    if (name.kind === 'packet' || name.kind === 'entry' || name.kind === 'blocking') return refusesPacket(name.name, desk);
    if (name.kind === 'anchor') return refusesAnchor(name.name, desk);
    return refused(`${name.name} is a signature: it stands for what a person did, and is not renamed.`);
  },
  change(name, to, desk) {
    const no = renaming.refuses(name, desk);
    if (no) return no;
    return name.kind === 'anchor' ? renameAnchor(name.name, to.trim(), desk) : renamePacket(name.name, to.trim(), desk);
  },
};

const refused = (why: string): Refusal => ({ refused: why });
const isPacket = (p: Places): p is Places<DocumentOf<'packet'>['model']> => p.kind === 'packet';

/** The packet as the lock's reader sees it. */
const packetOf = (p: Places, desk: Desk): DocumentOf<'packet'> =>
  ({ ...p, dialect: desk.dialect, look: desk.look }) as unknown as DocumentOf<'packet'>;

/** The first lock on some places, in words. */
function lockedIn(all: readonly Places[], name: string, desk: Desk): Refusal | undefined {
  for (const p of all) {
    if (!isPacket(p)) continue;
    for (const at of [...p.at, ...p.loose]) {
      const lock = lockOn(packetOf(p, desk), at);
      if (lock) return refused(`${name} stands where it is locked: ${explained(lock)}.`);
    }
  }
  return undefined;
}

function refusesPacket(id: string, desk: Desk): Refusal | undefined {
  const defs = desk.look.defs({ kind: 'packet', name: id });
  if (defs.length === 0) return refused(`${id} has no file, so there is nothing to rename.`);
  if (defs.length > 1) return refused(`${id} is the id of ${defs.length} packets: make them differ first.`);
  const all = packetPlaces(id, desk, { kind: 'packet' });
  const own = all.find((p) => p.path === defs[0]?.path);
  if (own && isPacket(own) && isSealed(packetOf(own, desk)))
    return refused(`${id} is sealed, and its seal covers the id: start a variant instead.`);
  return lockedIn(all, id, desk);
}

/** In prose and in code spans a packet's file stands for it. */
const packetPlaces = (id: string, desk: Desk, where: Where = {}): readonly Places[] => [
  ...desk.places({ kind: 'packet', name: id }, where),
  ...desk.places({ kind: 'packet', name: `${id}.md` }, where),
];

function renamePacket(id: string, typed: string, desk: Desk): Change | Refusal {
  const { ids } = desk.dialect;
  // Who has the file's name in mind types that.
  const to = typed.replace(/\.md$/i, '');
  if (!ids.is(to)) return refused(`${to} is no packet id: write ${ids.advice}.`);
  if (to === id) return [];
  const why = lookAlike(to);
  if (why !== undefined) return refused(why);
  const [def] = desk.look.defs({ kind: 'packet', name: id });
  if (!def) return refused(`${id} has no file, so there is nothing to rename.`);
  // The folder would have to be renamed with all that is in it.
  if (idOf(def.path, ids) === id && stemOf(def.path) !== id)
    return refused(`${id} is the name of a folder too (${folderOf(def.path)}): rename that folder, and TASK_ID with it.`);
  const renamed = (path: RelPath): RelPath => path.replace(/[^/]*$/, `${to}${stemOf(path).slice(id.length)}.md`);
  const file = renamed(def.path);
  const taken =
    desk.look.defs({ kind: 'packet', name: to })[0]?.path ?? desk.look.files('packets/packet').find((p) => p === file);
  if (taken !== undefined && taken !== def.path) return refused(`${to} is taken: ${taken}.`);
  const edits = new Edits();
  const files = filesNamed(id, def.path, desk);
  for (const p of packetPlaces(id, desk, { also: files }))
    for (const at of [...p.at, ...p.loose]) {
      const written = p.text.slice(at.start, at.end);
      // A title without an id stands for the packet all the same.
      if (written.includes(id)) edits.add(p, at, written.replace(id, to));
    }
  const moves = files.map((from) => ({ from, to: renamed(from) }));
  if (moves.length === 0) return edits.change();
  for (const step of desk.moves(moves)) if (step.do === 'edit') edits.join(step);
  return [...edits.change(), ...moves.map((m) => ({ do: 'rename', ...m }) as const)];
}

/** The packet's own file, and those of its refinement or report, where they are called by its id. */
function filesNamed(id: string, own: RelPath, desk: Desk): readonly RelPath[] {
  const isNamed = (path: RelPath): boolean => stemOf(path) === id || desk.dialect.ids.isWithWords(stemOf(path), id);
  const others = Object.keys(desk.dialect.paths).flatMap((kind) => (kind === 'packet' ? [] : desk.look.files(`packets/${kind}`)));
  return [own, ...others].filter(isNamed);
}

function refusesAnchor(id: string, desk: Desk): Refusal | undefined {
  const defs = desk.look.defs({ kind: 'anchor', name: id });
  const [def] = defs;
  if (!def) return refused(`No spec that is read defines ${id}.`);
  if (defs.length > 1) {
    const where = [...new Set(defs.map((d) => d.path))].join(' and ');
    return refused(`${id} is defined ${defs.length} times, in ${where}: which of them is meant cannot be told.`);
  }
  if (def.data.by === 'item') return refused(`${id} is the place of an item in its list: move the item, or rename the section.`);
  return lockedIn(anchorPlaces(id, def.path, desk, { kind: 'packet' }), id, desk);
}

/** Documents that mean this definition: those that say they cite another file do not. */
function anchorPlaces(id: string, spec: RelPath, desk: Desk, where?: Where): readonly Places[] {
  const current = desk.look.ask(currentSpec);
  const isCurrent = current.is === 'known' && current.path === spec;
  // What the board says of an anchor is prose: no reader looks there.
  return desk.places({ kind: 'anchor', name: id }, where ?? { also: desk.look.files('packets/board') }).flatMap((p) => {
    if (p.path === spec) return [p];
    // The numbers of a spec that the pointer does not name mean nothing elsewhere.
    if (!isCurrent && !isTag(id)) return [];
    const other = new Set(elsewhere(p, spec));
    return [{ ...p, at: p.at.filter((at) => !other.has(at.start)), loose: p.loose.filter((at) => !other.has(at.start)) }];
  });
}

/** Where a document cites a file that is not this one. */
function elsewhere(p: Places, spec: RelPath): readonly number[] {
  if (!isPacket(p)) return [];
  const { citations } = p.facts as DocumentOf<'packet'>['facts'];
  return citations.filter((c) => c.file !== undefined && c.file !== nameOf(spec)).map((c) => c.at.start);
}

function renameAnchor(id: string, typed: string, desk: Desk): Change | Refusal {
  const to = typed.replace(/^\[(.*)\]$/, '$1').replace(/^(?:§\s*|A)(?=\d)/, '');
  if (isTag(id) ? !tag.test(to) : !number.test(to))
    return refused(
      isTag(id) ? `${typed} is no tag: it reads like HSK-JOB-100.` : `${typed} is no number of a section: it reads like 2.3.12.`,
    );
  if (to === id || (!isTag(id) && numberId(to) === id)) return [];
  // By its family a tag is known for one where it has no brackets.
  if (isTag(id) && familyOf(to) !== familyOf(id))
    return refused(`${to} is of another family: ${id} stays one of ${familyOf(id)}.`);
  const [def] = desk.look.defs({ kind: 'anchor', name: id });
  if (!def) return refused(`No spec that is read defines ${id}.`);
  if (desk.look.defs({ kind: 'anchor', name: isTag(id) ? to : numberId(to) }).some((d) => d.path === def.path))
    return refused(`${to} is taken: ${def.path} defines it already.`);
  const edits = new Edits();
  for (const [from, now] of [[id, to], ...itemsBelow(id, to, def.path, desk)] as const) {
    const all = anchorPlaces(from, def.path, desk);
    const no = lockedIn(all, from, desk);
    if (no) return no;
    for (const p of all) {
      // The items of a list below the section are numbered by where they stand.
      const own =
        from === id || partOf(from) !== undefined
          ? []
          : p.facts.defs.filter((d) => d.kind === 'anchor' && d.name === from).map((d) => d.at.start);
      for (const at of [...p.at, ...p.loose]) {
        if (own.includes(at.start)) continue;
        const isDefined = p.facts.defs.some((d) => d.kind === 'anchor' && d.at.start === at.start);
        const text = respelled(p.text.slice(at.start, at.end), { from, to: now, section: id, as: to });
        if (text === undefined)
          return refused(`${from} stands in ${p.path} as “${p.text.slice(at.start, at.end)}”, which cannot be renamed so.`);
        edits.add(p, at, isDefined || p.kind === 'config' || !from.includes('.') ? text : marked(p.text, at, text));
      }
    }
  }
  return edits.change();
}

/** A number without dots would not be read as a section's where nothing says so: `7, 2.3` becomes `A7, 2.3`. */
const marked = (text: string, at: Span, written: string): string =>
  /^\d+(?!\.?\w)/.test(written) &&
  !/(?:§\s*|A|\b(?:[Ss]ections?|[Cc]hapters?)\s+)$/.test(text.slice(Math.max(0, at.start - 12), at.start))
    ? `A${written}`
    : written;

/** Items of lists directly under a section have its number in theirs, and so have its parts: `2.3a`. */
function itemsBelow(id: string, to: string, spec: RelPath, desk: Desk): readonly (readonly [string, string])[] {
  return desk.look
    .names('anchor')
    .filter((n) => n.startsWith(`${id}.`) && !n.slice(id.length + 1).includes('.'))
    .filter((n) =>
      desk.look.defs({ kind: 'anchor', name: n }).some((d) => d.path === spec && (d.data.by === 'item' || partOf(n) === id)),
    )
    .map((n) => [n, `${to}${n.slice(id.length)}`] as const);
}

interface Respelling {
  readonly from: string;
  readonly to: string;
  readonly section: string;
  readonly as: string;
}

/** A name as it was written, with the new one in its place: `§2.3`, `7.6.3 Item 14`, the `005` of `TERM-API-001..005`. */
function respelled(written: string, { from, to, section, as }: Respelling): string | undefined {
  const bare = written.toUpperCase();
  if (partOf(from) !== undefined) {
    const at = from === section ? -1 : written.indexOf(section);
    if (at >= 0) return written.slice(0, at) + as + written.slice(at + section.length);
    return canonicalId(written) === from ? (/^(?:§\s*|A)?/.exec(written)?.[0] ?? '') + to : undefined;
  }
  if (bare.endsWith(from)) return written.slice(0, written.length - from.length) + to;
  // As an item of its section.
  if (/item/i.test(written) && bare.startsWith(section)) return as + written.slice(section.length);
  const kept = from.slice(0, from.length - bare.length);
  return from.endsWith(bare) && to.startsWith(kept) ? to.slice(kept.length) : undefined;
}

/** Edits by document; of two that meet the first stays. */
class Edits {
  readonly #all = new Map<RelPath, { readonly hash: string; readonly edits: TextEdit[] }>();

  add(p: { readonly path: RelPath; readonly hash: string }, at: Span, text: string): void {
    const { edits } = this.#all.get(p.path) ?? this.#begin(p);
    if (!edits.some((e) => e.at.start < at.end && at.start < e.at.end)) edits.push({ at, text });
  }

  join(step: { readonly path: RelPath; readonly hash: string; readonly edits: readonly TextEdit[] }): void {
    for (const { at, text } of step.edits) this.add(step, at, text);
  }

  #begin({ path, hash }: { readonly path: RelPath; readonly hash: string }): {
    readonly hash: string;
    readonly edits: TextEdit[];
  } {
    const begun = { hash, edits: [] };
    this.#all.set(path, begun);
    return begun;
  }

  change(): Change {
    return [...this.#all].flatMap(([path, { hash, edits }]) =>
      edits.length === 0 ? [] : [{ do: 'edit', path, hash, edits: edits.sort((a, b) => a.at.start - b.at.start) }],
    );
  }
}
