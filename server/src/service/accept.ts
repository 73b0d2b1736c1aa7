/** Adding a finding to the baseline, from where it stands. */
import type { Change } from '#core/change';
import type { Finding } from '#core/rule';
import type { RelPath } from '#core/text';
import { BASELINE, entriesFor, isAcceptable, sketchOf, withFindings, writeBaseline } from './baseline';
import type { Session } from './session';

/** Undefined: it cannot be accepted, or the baseline that is there cannot be used. */
export async function accept(session: Session, path: RelPath, finding: Finding): Promise<Change | undefined> {
  if (!isAcceptable(finding) || session.baselined.problem !== undefined) return undefined;
  const file = await session.text(path);
  if (!file) return undefined;
  const baseline = withFindings(session.baselined.baseline, path, entriesFor(path, [finding], file), sketchOf(file));
  return writeBaseline(await session.text(BASELINE), baseline);
}
