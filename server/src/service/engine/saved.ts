/** Documents that are open, and their files. */
import type { FileText } from '#core/ports';
import type { RelPath } from '#core/text';
import type { Session } from './session';

/** The file of a document that is open as it was saved. Undefined: it is not open, or says something else. */
export async function savedAsOpen(session: Session, path: RelPath): Promise<FileText | undefined> {
  const open = session.workspace.entries.get(path)?.open;
  const file = open && (await session.options.files.read(path).catch(() => undefined));
  return file?.text === open?.text ? file : undefined;
}
