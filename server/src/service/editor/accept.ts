/** Accepting findings: into the folder's baseline with them, so that they are no longer shown. */
import type { Change } from '#core/change';
import type { Finding } from '#core/rule';
import type { RelPath } from '#core/text';
import { BASELINE, entriesFor, isAcceptable, sketchOf, withFindings, writeBaseline } from '../engine/baseline';
import type { Session } from '../engine/session';

/**
 * The change that adds findings of a document, as it is now, to the baseline.
 * Undefined: it may not be accepted, or the baseline is wrong and has to be mended first.
 */
export async function accept(session: Session, path: RelPath, findings: readonly Finding[]): Promise<Change | undefined> {
  const { baseline, problem } = session.baselined;
  const file = await session.text(path);
  if (problem !== undefined || !file || !findings.every(isAcceptable)) return undefined;
  const more = withFindings(baseline, path, entriesFor(path, findings, file), sketchOf(file));
  return writeBaseline(await session.text(BASELINE), more);
}
