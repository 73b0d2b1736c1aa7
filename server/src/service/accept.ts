/** Accepting findings: into the baseline with them, as a change. */
import type { Change } from '#core/change';
import type { Finding } from '#core/rule';
import type { RelPath } from '#core/text';
import { BASELINE, entriesFor, isAcceptable, sketchOf, withFindings, writeBaseline } from './baseline';
import type { Session } from './session';

/**
 * The change that adds findings of a document, as it is now, to the folder's baseline.
 * Undefined: there is nothing that may be accepted, or the baseline is wrong and has to be mended first.
 */
export async function accept(session: Session, path: RelPath, findings: readonly Finding[]): Promise<Change | undefined> {
  const { baseline, problem } = session.baselined;
  const file = await session.text(path);
  const accepted = findings.filter(isAcceptable);
  if (problem !== undefined || !file || accepted.length === 0) return undefined;
  const more = withFindings(baseline, path, entriesFor(path, accepted, file), sketchOf(file));
  return writeBaseline(await session.text(BASELINE), more);
}
