/** Fix all: the fixes that may be applied unseen, joined into one change. The editor's *fix all* and `check --fix` share it. */
import type { Change, Step } from '#core/change';
import type { RelPath, Span, TextEdit } from '#core/text';
import type { Session } from '../engine/session';
import { lockedAt, shown, textOf } from './documents';
import { type Fix, fixesFor } from './fixes';

/** What fix all would do. */
export interface FixAll {
  /** Empty: there is nothing to do. */
  readonly change: Change;
  /** The fixes that are in it, in order of file and place. */
  readonly fixes: readonly Fix[];
  /** Fixes that would meet another one's place: to be asked for again once this change is made. */
  readonly later: number;
  /** Fixes that were turned down. */
  readonly refused: number;
  /** Fixes of what a signature keeps as it is, and why: they are a person's to make. */
  readonly kept: readonly { readonly fix: Fix; readonly why: string }[];
}

/**
 * The safe fixes of some documents as things stand now.
 * @param alone only what changes nothing but the document itself: what an editor does on save
 * @param takes asked of each that could be made, once
 */
export async function fixAll(
  session: Session,
  paths: readonly RelPath[],
  { alone = false, takes = () => true }: { readonly alone?: boolean; readonly takes?: (fix: Fix) => boolean } = {},
): Promise<FixAll> {
  const joined = new Joined();
  const fixes: Fix[] = [];
  const kept: FixAll['kept'][number][] = [];
  let later = 0;
  let refused = 0;
  for (const path of paths) {
    const found = session.workspace.entries.get(path)?.findings.filter((f) => f.fixes.some((x) => x.safety === 'safe')) ?? [];
    if (found.length === 0) continue;
    for (const fix of firstSafe(await fixesFor(session, path, found))) {
      if (alone && !fix.change.every((s) => s.do === 'edit' && !s.as && s.path === path)) continue;
      const why = await lockOn(session, fix.change);
      if (why !== undefined) kept.push({ fix, why });
      else if (!joined.fits(fix.change)) later++;
      else if (!takes(fix)) refused++;
      else {
        joined.add(fix.change);
        fixes.push(fix);
      }
    }
  }
  return { change: joined.change(), fixes, later, refused, kept };
}

/** Why a change would break a signature. Undefined: it would not. */
async function lockOn(session: Session, change: Change): Promise<string | undefined> {
  for (const step of change) {
    const file = step.do === 'edit' && !step.as ? await textOf(session, step.path) : undefined;
    if (step.do !== 'edit' || !file) continue;
    const readings = shown(session, file);
    for (const { at } of step.edits) {
      const why = lockedAt(readings, at);
      if (why !== undefined) return why;
    }
  }
  return undefined;
}

/** Where a finding offers several, the first is the one. */
function firstSafe(fixes: readonly Fix[]): readonly Fix[] {
  const safe = fixes.filter((f) => f.safety === 'safe');
  return safe.filter((f, i) => safe.findIndex((other) => other.finding === f.finding) === i);
}

/** Several changes as one, as long as they do not meet. */
class Joined {
  readonly #edits = new Map<RelPath, { readonly hash: string; readonly edits: TextEdit[] }>();
  /** Creations, renames and removals. */
  readonly #whole: Step[] = [];
  readonly #taken = new Set<RelPath>();

  fits(change: Change): boolean {
    return change.every((step) => this.#fits(step));
  }

  /** @param change one that fits */
  add(change: Change): void {
    for (const step of change) {
      if (step.do === 'edit' && !step.as) {
        const there = this.#edits.get(step.path) ?? { hash: step.hash, edits: [] };
        this.#edits.set(step.path, there);
        for (const edit of step.edits) if (!there.edits.some((e) => same(e, edit))) there.edits.push(edit);
      } else {
        this.#whole.push(step);
        for (const path of pathsOf(step)) this.#taken.add(path);
      }
    }
  }

  change(): Change {
    const edits = [...this.#edits].map(
      ([path, { hash, edits: list }]): Step => ({
        do: 'edit',
        path,
        hash,
        edits: [...list].sort((a, b) => a.at.start - b.at.start),
      }),
    );
    return [...edits, ...this.#whole];
  }

  #fits(step: Step): boolean {
    if (pathsOf(step).some((p) => this.#taken.has(p))) return false;
    if (step.do !== 'edit' || step.as) return pathsOf(step).every((p) => !this.#edits.has(p));
    const there = this.#edits.get(step.path);
    if (!there) return true;
    return (
      there.hash === step.hash && step.edits.every((edit) => there.edits.every((e) => same(e, edit) || !meet(e.at, edit.at)))
    );
  }
}

const pathsOf = (step: Step): readonly RelPath[] => (step.do === 'rename' ? [step.from, step.to] : [step.path]);

/** The same replacement asked for twice. Two insertions of the same are two. */
const same = (a: TextEdit, b: TextEdit): boolean =>
  a.at.start === b.at.start && a.at.end === b.at.end && a.text === b.text && a.at.end > a.at.start;

/** Neighbours do not meet, but with an insertion where they touch it would matter which comes first. */
function meet(a: Span, b: Span): boolean {
  const insertion = a.start === a.end || b.start === b.end;
  return insertion ? a.start <= b.end && b.start <= a.end : a.start < b.end && b.start < a.end;
}
