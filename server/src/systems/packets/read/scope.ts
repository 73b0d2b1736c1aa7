/** What a packet lays claim to, and what it wants opened: the paths of its scope and of its work plan. */

import { flat, makeItem } from '#core/fields/items';
import { type FieldDocument, fieldOf, type Item } from '#core/fields/model';
import type { Def } from '#core/symbols';
import { detach, lineAround, type RelPath, shifted } from '#core/text';
import type { PacketsDialect } from '../model/dialect/dialect';
import { idOf, withoutSuffix, workOf } from '../model/dialect/id-form';
import { isWorkedOn, type Status } from '../model/dialect/status';
import { fieldIn } from '../model/packet/packet';
import { pathsOf } from '../model/paths/paths';
import type { NamedPath, ScopeFacts } from '../model/paths/scope';
import { within } from './ids';
import { namedFiles } from './named-files';
import { needsIn } from './needs';

/** What is kept, and what others see. */
export interface Scope {
  readonly facts: ScopeFacts;
  readonly defs: readonly Def[];
}

const nothing: Scope = { facts: { scope: [], opens: [] }, defs: [] };

/** Nobody works from a packet that is done: what it named may have moved since. */
const isOver = (status: Status | undefined): boolean => status === 'Done' || status === 'Superseded';

/** A packet that is over claims no file, and has none to be opened. What else it names, such as its refinement, stays. */
export function readScope(
  text: string,
  fields: FieldDocument,
  id: string,
  status: Status | undefined,
  dialect: PacketsDialect,
): Scope {
  const over = isOver(status);
  const scope = over ? [] : named(fieldOf(fields, 'IN_SCOPE_PATHS')?.items);
  const opens = over ? [] : named(fieldIn(fields, 'FILES_TO_OPEN')?.items);
  // What was agreed stays to be read.
  const refinement = refinementIn(fields) ?? refinementNamed(text, id, dialect);
  const needs = status === 'Superseded' ? [] : needsIn(text, fields, status);
  const leads = namedFiles(text, status);
  if (scope.length === 0 && opens.length === 0 && needs.length === 0 && leads.length === 0 && !refinement) return nothing;
  const facts = {
    scope,
    opens,
    ...(refinement ? { refinement } : {}),
    ...(needs.length > 0 ? { needs } : {}),
    ...(leads.length > 0 ? { leads } : {}),
  };
  return { facts, defs: isWorkedOn(status) ? claims(scope, id) : [] };
}

/** `REFINEMENT_FILE: docs/refinements/WP-1-Login.md`. */
function refinementIn({ fields }: FieldDocument): NamedPath | undefined {
  const field = fields.find(
    (f) => !f.known && f.role === 'value' && /^(?:technical )?refinement(?: (?:file|path|doc|document))?$/.test(f.key),
  );
  if (!field || field.text === '') return undefined;
  const path = named([makeItem(field.text, { start: 0, end: field.text.length }, 'plain')]).find((p) => p.path.endsWith('.md'));
  return path && { ...path, at: shifted(path.at, field.textAt.start) };
}

const refined = /(?<![\w./-])(?:[\w.-]+\/)+[\w.-]+\.md(?![\w-])/g;
const fresh = /\b(?:to be|will|shall|create|write|new|generate|draft|optional|template|if)\b/i;

/** The packet's own, wherever it names one: `Approved, see docs/refinements/WP-1-Login.md`. */
function refinementNamed(text: string, id: string, dialect: PacketsDialect): NamedPath | undefined {
  if (!/refine/i.test(text)) return undefined;
  for (const m of text.matchAll(refined)) {
    const path = m[0];
    if (!dialect.isRefinement(path) || workOf(withoutSuffix(idOf(path, dialect.ids))) !== workOf(id)) continue;
    const line = within(text, lineAround(text, m.index));
    if (!fresh.test(line)) return { path: detach(path), at: { start: m.index, end: m.index + path.length }, passing: true };
  }
  return undefined;
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
