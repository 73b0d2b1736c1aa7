/** Names to places: what the index, which holds no offsets, leaves to each file's facts. */
import type { Look } from '#core/look';
import type { Related } from '#core/rule';
import type { Def, Facts, Name } from '#core/symbols';
import type { Place, RelPath, Span } from '#core/text';
import type { Workspace } from './workspace';

/** A place beside a finding, in lines and columns from zero. */
export interface Located {
  readonly path: RelPath;
  readonly range: { readonly start: Place; readonly end: Place };
  readonly message: string;
}

/** A place in a document. */
export interface Spot {
  readonly path: RelPath;
  readonly at: Span;
}

/** Where a file defines a symbol. */
export function definitionsIn(workspace: Workspace, path: RelPath, name: Name): readonly Spot[] {
  return (workspace.entries.get(path)?.facts ?? []).flatMap((f) =>
    f.defs.flatMap((d) => (d.kind === name.kind && d.name === name.name ? [{ path, at: d.at }] : [])),
  );
}

/** Where a file names a symbol. */
export function referencesIn(workspace: Workspace, path: RelPath, name: Name): readonly Spot[] {
  return (workspace.entries.get(path)?.facts ?? []).flatMap((f) =>
    f.refs.flatMap((r) => (r.kind === name.kind && r.name === name.name ? [{ path, at: r.at }] : [])),
  );
}

/** Where a file defines a symbol, or that part of its definition, where it has such a part. */
function partIn(workspace: Workspace, path: RelPath, name: Name, part: string | undefined): Span | undefined {
  for (const f of workspace.entries.get(path)?.facts ?? []) {
    const def = firstDefs(f).get(`${name.kind} ${name.name}`);
    if (def) return (part === undefined ? undefined : def.parts?.[part]) ?? def.at;
  }
  return undefined;
}

/** The first definition of each name: a board of thousands is not gone through for each of its packets. */
function firstDefs(facts: Facts): ReadonlyMap<string, Def> {
  const known = found.get(facts);
  if (known) return known;
  const first = new Map<string, Def>();
  for (const d of facts.defs) {
    const name = `${d.kind} ${d.name}`;
    if (!first.has(name)) first.set(name, d);
  }
  found.set(facts, first);
  return first;
}

const found = new WeakMap<Facts, ReadonlyMap<string, Def>>();

/** Undefined: the place is gone, or its file is not loaded. */
export function locate(workspace: Workspace, from: RelPath, related: Related): Located | undefined {
  const path = related.path ?? from;
  const entry = workspace.entries.get(path);
  if (!entry) return undefined;
  const at = 'at' in related ? related.at : partIn(workspace, path, related.symbol, related.part);
  return at && { path, range: { start: entry.lines.place(at.start), end: entry.lines.place(at.end) }, message: related.message };
}

/** Whether a document is the file of a packet. */
export const isFileOf = (look: Pick<Look, 'defs'>, packet: string, path: RelPath | undefined): boolean =>
  look.defs({ kind: 'packet', name: packet }).some((d) => d.path === path);
