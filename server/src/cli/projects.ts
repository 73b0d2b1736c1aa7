/** Opens the folders that a command line means, and the projects below them: nearest configuration wins. */
import { nestedIn } from '#service/projects';
import type { Target } from './folder';
import type { Looking, Machine, Opened } from './machine';

/** A project that was opened, and what of it is asked for. */
export interface OpenedTarget {
  readonly target: Target;
  readonly opened: Opened;
}

/**
 * Each folder once, an outer one before those in it. They are prepared, not started.
 * @param how how a folder is looked at; what is given in place of its configuration is not for those below
 */
export async function openAll(
  machine: Machine,
  targets: readonly Target[],
  how: (target: Target) => Looking | Promise<Looking>,
): Promise<readonly OpenedTarget[]> {
  const out = new Map<string, OpenedTarget>();
  const queue = targets.map((target) => ({ target, below: false }));
  for (let next = queue.shift(); next; next = queue.shift()) {
    const { target, below } = next;
    const known = out.get(target.folder);
    if (known) {
      // Asked for by itself in part, and as a whole by a folder above.
      if (target.only.length === 0) out.set(target.folder, { ...known, target });
      continue;
    }
    const { config, ...rest } = await how(target);
    const opened = machine.open(target.folder, below || !config ? rest : { ...rest, config });
    out.set(target.folder, { target, opened });
    await opened.session.prepare();
    const found = await nestedIn(opened.session);
    opened.session.nest(found);
    const asked = found.nested.filter(
      (at) => target.only.length === 0 || target.only.some((o) => at === o || at.startsWith(`${o}/`)),
    );
    queue.push(...asked.map((at) => ({ target: { folder: machine.full(`${target.folder}/${at}`), only: [] }, below: true })));
  }
  return [...out.values()];
}
