/** What a packet lays claim to, and what it wants opened: the paths of its scope and of its work plan. */
import { flat } from '#core/fields/items';
import { type FieldDocument, fieldOf, type Item } from '#core/fields/model';
import type { Def } from '#core/symbols';
import { detach, type RelPath } from '#core/text';
import { fieldIn } from '../model/packet';
import { pathsOf } from '../model/paths';
import type { NamedPath, ScopeFacts } from '../model/scope';
import { isWorkedOn, type Status } from '../model/status';

export interface Scope {
  readonly facts: ScopeFacts;
  readonly defs: readonly Def[];
}

const nothing: Scope = { facts: { scope: [], opens: [] }, defs: [] };

/** Nobody works from a packet that is done: what it named may have moved since. */
const isOver = (status: Status | undefined): boolean => status === 'Done' || status === 'Superseded';

export function readScope(fields: FieldDocument, id: string, status: Status | undefined): Scope {
  if (isOver(status)) return nothing;
  const scope = named(fieldOf(fields, 'IN_SCOPE_PATHS')?.items);
  const opens = named(fieldIn(fields, 'FILES_TO_OPEN')?.items);
  if (scope.length === 0 && opens.length === 0) return nothing;
  return { facts: { scope, opens }, defs: isWorkedOn(status) ? claims(scope, id) : [] };
}

function named(items: readonly Item[] | undefined): readonly NamedPath[] {
  if (!items) return [];
  const out: NamedPath[] = [];
  for (const item of flat(items))
    for (const p of pathsOf(item)) {
      const { at, folder, glob, fresh, sure } = p;
      out.push({
        path: detach(p.path),
        at,
        ...(folder ? { folder } : {}),
        ...(glob ? { glob } : {}),
        ...(fresh ? { fresh } : {}),
        ...(sure ? {} : { unsure: true as const }),
      });
    }
  return out;
}

function claims(scope: readonly NamedPath[], by: string): readonly Def[] {
  const seen = new Set<RelPath>();
  const out: Def[] = [];
  for (const { path, at, glob, unsure } of scope) {
    if (glob || unsure || seen.has(path)) continue;
    seen.add(path);
    out.push({ kind: 'claim', name: path, at, data: { by } });
  }
  return out;
}
