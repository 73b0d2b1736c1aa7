/** Changes that are offered at a place where nothing is wrong. */
import type { Change } from '#core/change';
import type { OpenDocument } from '#core/editor';
import type { Place, RelPath } from '#core/text';
import type { Session } from '../engine/session';
import { shown, type Text, textOf } from './documents';

/** A change that is offered, made. */
export interface Refactored {
  readonly title: string;
  /** Why it cannot be done here. */
  readonly disabled?: string;
  readonly change: Change;
}

/** A change may ask for files that lead to others; no further than this. */
const ROUNDS = 5;

/** What the systems offer for a selection. Files that it takes are read first. */
export async function refactoringsAt(session: Session, path: RelPath, from: Place, to: Place): Promise<readonly Refactored[]> {
  const texts = new Map<RelPath, Text | undefined>();
  texts.set(path, await textOf(session, path));
  for (let round = 0; ; round++) {
    const missing = new Set<RelPath>();
    const file = texts.get(path);
    if (!file) return [];
    const other = (p: RelPath, kind: string): OpenDocument | undefined => {
      if (!texts.has(p)) missing.add(p);
      const text = texts.get(p);
      return text && shown(session, text).find((r) => r.bound.id === kind)?.doc;
    };
    const at = { start: file.lines.offset(from, file.text), end: file.lines.offset(to, file.text) };
    const found = shown(session, file).flatMap(({ bound, doc }) => bound.system.editing?.refactorings?.(doc, at) ?? []);
    const done = found.flatMap(({ title, disabled, change }): readonly Refactored[] => {
      if (disabled !== undefined) return [{ title, disabled, change: [] }];
      const made = change(other);
      return made ? [{ title, change: made }] : [];
    });
    if (missing.size === 0 || round === ROUNDS) return done;
    for (const p of missing) texts.set(p, await textOf(session, p));
  }
}
