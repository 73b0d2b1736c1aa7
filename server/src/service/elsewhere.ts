/** What looks like documents of a system in a folder that follows none. */
import type { Session } from './engine/session';

/** A sentence without a full stop. Lists the folder once: for those who asked, not at each key. Undefined: there is nothing like it. */
export async function seenElsewhere({ options, systems, workspace, config }: Session): Promise<string | undefined> {
  // Whoever says that it follows none knows that.
  if (systems.length > 0 || config.on) return undefined;
  for (const { elsewhere } of options.plugins.systems) {
    const says = elsewhere?.says(await options.files.list(elsewhere.files, workspace.setup.listing));
    if (says !== undefined) return says;
  }
  return undefined;
}
