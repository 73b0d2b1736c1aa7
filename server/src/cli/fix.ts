/** `check --fix`: makes every safe fix, and again what then can be fixed, until nothing is left. */
import type { Change } from '#core/change';
import type { RelPath } from '#core/text';
import { type FixAll, fixAll } from '#service/editor/fix-all';
import type { Fix } from '#service/editor/fixes';
import type { Session } from '#service/engine/session';

/** Fixes that meet at a place are made one after the other; two rules that undo each other's come to an end here. */
const ROUNDS = 25;

export interface Fixed {
  readonly fixes: readonly Fix[];
  /** Those that a signature does not let be made. */
  readonly kept: FixAll['kept'];
  /** Some are left: they would not come to an end. */
  readonly endless: boolean;
}

/** @param apply makes a change, whole or not at all, or throws */
export async function fix(
  session: Session,
  within: (path: RelPath) => boolean,
  apply: (change: Change) => void | Promise<void>,
): Promise<Fixed> {
  const fixes: Fix[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const paths = [...session.workspace.entries.keys()].filter(within).sort();
    const now = await fixAll(session, paths);
    if (now.change.length === 0) return { fixes, kept: now.kept, endless: false };
    await apply(now.change);
    fixes.push(...now.fixes);
    await session.changed(touched(now.change));
  }
  return { fixes, kept: [], endless: true };
}

export const touched = (change: Change): readonly RelPath[] => [
  ...new Set(change.flatMap((step) => (step.do === 'rename' ? [step.from, step.to] : [step.path]))),
];
