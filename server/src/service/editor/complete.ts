/** Completion: what the systems suggest at a place, and the paths of the folder. */
import type { Suggestion, Suggestions } from '#core/editor';
import { isOutside } from '#core/paths';
import type { Place, RelPath, Span } from '#core/text';
import type { Session } from '../engine/session';
import { asking, shown, type Text, textOf } from './documents';

/** What is suggested at a place, in the text that it is computed from. */
export interface Completion {
  readonly file: Text;
  readonly list: readonly Suggestion[];
  /** Other letters may show others. */
  readonly more: boolean;
}

const MOST_PATHS = 200;

/** Undefined: there is no such document, or its text became another meanwhile. */
export async function completionsAt(session: Session, path: RelPath, place: Place): Promise<Completion | undefined> {
  const file = await textOf(session, path);
  if (!file) return undefined;
  const offset = file.lines.offset(place, file.text);
  const found = await asking(session, (world) =>
    shown(session, file, world).flatMap(({ bound, doc }) => bound.system.editing?.complete?.(doc, offset) ?? []),
  );
  const paths = await Promise.all(found.map((s) => pathsOf(session, file, s)));
  // While the host was asked, the text may have become another.
  const now = session.workspace.entries.get(path)?.open;
  if (now && now.text !== file.text) return undefined;
  return { file, list: [...found.flatMap((s) => s.list), ...paths.flat()], more: found.some((s) => s.more) };
}

/** So many words before the cursor may be part of a path with spaces. */
const MOST_WORDS = 8;

/** What goes on with the path that is written so far: with the most words for which there is something. */
async function pathsOf(session: Session, { text }: Text, { path }: Suggestions): Promise<readonly Suggestion[]> {
  if (!path) return [];
  const { at, written } = path;
  const starts = [...written.matchAll(/ (?=\S)|^/g)].map((m) => m.index + m[0].length);
  for (const from of starts.slice(-MOST_WORDS)) {
    // A path with spaces that has no slash is a word among others.
    if (from !== starts.at(-1) && !/^\S+(?: \S+)*[\\/]/.test(written.slice(from))) continue;
    const slash = /^[\\/]/.test(text.slice(at.end, at.end + 1));
    const found = await entriesAt(session, { start: at.start + from, end: at.end }, written.slice(from), slash);
    if (found.length > 0) return found;
  }
  return [];
}

/** What lies in the folder that is written, by the beginning of its name. @param slash follows already */
async function entriesAt(session: Session, path: Span, typed: string, slash: boolean): Promise<readonly Suggestion[]> {
  const written = typed.replace(/^\.[\\/]/, '').replaceAll('\\', '/');
  const mark = typed.includes('\\') && !typed.includes('/') ? '\\' : '/';
  if (isOutside(written)) return [];
  const cut = written.lastIndexOf('/') + 1;
  const begun = written.slice(cut).toLowerCase();
  const at: Span = { start: path.start + typed.length - (written.length - cut), end: path.end };
  const all = await session.options.files.entries(written.slice(0, cut));
  return all
    .filter((e) => e.name.toLowerCase().startsWith(begun))
    .slice(0, MOST_PATHS)
    .map((e): Suggestion => {
      const text = e.folder && !slash ? `${e.name}${mark}` : e.name;
      return { label: e.folder ? `${e.name}/` : e.name, is: e.folder ? 'folder' : 'file', at, text };
    });
}
