/** `check --fix`: makes every safe fix, and again what then can be fixed, until nothing is left. */
import type { Change } from '#core/change';
import type { Finding } from '#core/rule';
import type { RelPath } from '#core/text';
import { type FixAll, fixAll } from '#service/editor/fix-all';
import type { Fix } from '#service/editor/fixes';
import type { Session } from '#service/engine/session';

/** Fixes that meet at a place are made one after the other. */
const ROUNDS = 25;

/** What came of fixing. */
export interface Fixed {
  readonly fixes: readonly Fix[];
  /** Those that a signature does not let be made. */
  readonly kept: FixAll['kept'];
  /** Some are left: what they mend was told again when it had been mended. */
  readonly endless: boolean;
}

/**
 * Lets a fix be made as often as there were findings that offer it when it was first seen. A finding that is told again after its fix is
 * one that the fix does not mend, or that another undoes: making it again and again would only pile up what it writes.
 */
class Once {
  readonly #left = new Map<string, number>();

  /** @param told all that offer fixes now */
  see(told: readonly Finding[]): void {
    const now = new Map<string, number>();
    for (const finding of told) now.set(keyOf(finding), (now.get(keyOf(finding)) ?? 0) + 1);
    for (const [key, n] of now) if (!this.#left.has(key)) this.#left.set(key, n);
  }

  readonly takes = ({ finding }: Fix): boolean => {
    const key = keyOf(finding);
    const left = this.#left.get(key) ?? 0;
    this.#left.set(key, left - 1);
    return left > 0;
  };
}

const keyOf = ({ path, rule, message }: Finding): string => JSON.stringify([path, rule, message]);

/** @param apply makes a change, whole or not at all, or throws */
export async function fix(
  session: Session,
  within: (path: RelPath) => boolean,
  apply: (change: Change) => void | Promise<void>,
): Promise<Fixed> {
  const fixes: Fix[] = [];
  const once = new Once();
  let refused = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const paths = [...session.workspace.entries.keys()].filter(within).sort();
    once.see(paths.flatMap((path) => session.workspace.entries.get(path)?.findings ?? []));
    const now = await fixAll(session, paths, { takes: once.takes });
    refused += now.refused;
    if (now.change.length === 0) return { fixes, kept: now.kept, endless: refused > 0 };
    await apply(now.change);
    fixes.push(...now.fixes);
    await session.changed(touched(now.change));
  }
  return { fixes, kept: [], endless: true };
}

/** The files that a change writes, removes or moves, by both names; each once. */
export const touched = (change: Change): readonly RelPath[] => [
  ...new Set(change.flatMap((step) => (step.do === 'rename' ? [step.from, step.to] : [step.path]))),
];
