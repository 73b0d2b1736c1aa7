/** What the systems of a folder ask of a commit's message. */
import type { RelPath } from '#core/text';
import { Recorder } from './engine/cells';
import type { Session } from './engine/session';

/**
 * A sentence for each system that it does not satisfy. Of a session that is settled.
 * @param message as it will be kept
 * @param paths the files that the commit makes or changes
 */
export function messageProblems(session: Session, message: string, paths: readonly RelPath[]): readonly string[] {
  const { setup, store } = session.workspace;
  const isGoverned = (path: RelPath): boolean =>
    setup.kindsOf(path).some((k) => !k.kind.everywhere && k.kind.reads !== 'code') || path.startsWith('.gatehouse/');
  const onlyGoverned = paths.length > 0 && paths.every(isGoverned);
  return session.systems.flatMap((system) => {
    const { dialect } = setup.kinds.find((k) => k.system.id === system.id) ?? {};
    const wrong = system.commit?.({ message, onlyGoverned }, store.reader(new Recorder()), dialect);
    return wrong === undefined ? [] : [wrong];
  });
}
