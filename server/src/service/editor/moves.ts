/** What changes in documents when files move: links, and paths in fields. */

import type { Change } from '#core/change';
import type { PathInField } from '#core/editor';
import { between, decoded, isOutside, nameOf } from '#core/paths';
import type { RelPath, TextEdit } from '#core/text';
import type { Session } from '../engine/session';
import { lockedAt, type Shown, shown, type Text, textOf } from './documents';
import { asYamlWord, inFrontMatter } from './front-matter';

/** A file or a folder that moves, from where to where. */
export interface Move {
  readonly from: RelPath;
  readonly to: RelPath;
}

/** What has to change when files move. */
export interface Moves {
  readonly change: Change;
  /** Places that a signature keeps as they are: the document, and why. */
  readonly locked: readonly { readonly path: RelPath; readonly why: string }[];
}

/** Documents are read, not parsed, to see whether they name what moves; so many at a time. */
const BATCH = 20;

/** All edits that some moves of files or folders ask for. @param stop says that nobody waits any more */
export async function movesOf(session: Session, moves: readonly Move[], stop: () => boolean = () => false): Promise<Moves> {
  const after = (path: RelPath): RelPath => moved(path, moves);
  const pieces = [...new Set(moves.flatMap(({ from }) => spellings(nameOf(from))))];
  const change: Change[number][] = [];
  const locked: Moves['locked'][number][] = [];
  let n = 0;
  for (const path of [...session.workspace.entries.keys()]) {
    if (++n % BATCH === 0) await session.options.pace.pause();
    if (stop()) return { change: [], locked: [] };
    const file = await textOf(session, path);
    const goes = after(path) !== path;
    if (!file || !(goes || pieces.some((p) => file.text.includes(p)))) continue;
    const edits = editsOf(shown(session, file), file, after, locked);
    if (edits.length > 0) change.push({ do: 'edit', path, hash: file.hash, edits });
  }
  return { change, locked };
}

function editsOf(
  readings: readonly Shown[],
  file: Text,
  after: (path: RelPath) => RelPath,
  locked: { path: RelPath; why: string }[],
): readonly TextEdit[] {
  const edits: TextEdit[] = [];
  const add = (edit: TextEdit): void => {
    if (!edits.some((e) => e.at.start < edit.at.end && edit.at.start < e.at.end)) edits.push(edit);
  };
  for (const { bound, doc } of readings) {
    for (const p of bound.system.editing?.paths?.(doc) ?? []) {
      const edit = p.link ? linkEdit(p, file, after) : fieldEdit(p, file.text, after);
      const why = edit && lockedAt(readings, edit.at);
      if (why !== undefined) locked.push({ path: file.path, why });
      else if (edit) add(edit);
    }
  }
  return edits.sort((a, b) => a.at.start - b.at.start);
}

/** A path of the folder, as it was written: `./`, a slash at the end, backslashes. */
function fieldEdit(p: PathInField, text: string, after: (path: RelPath) => RelPath): TextEdit | undefined {
  const now = after(p.path);
  if (now === p.path || isOutside(now)) return undefined;
  if (p.byName) return nameOf(now) === nameOf(p.path) ? undefined : { at: p.at, text: nameOf(now) };
  const written = text.slice(p.at.start, p.at.end);
  const begin = /^\.[\\/]/.exec(written)?.[0] ?? '';
  const end = /[\\/]$/.exec(written)?.[0] ?? '';
  const slash = written.includes('\\') && !written.includes('/') ? '\\' : '/';
  const path = `${begin}${now.replaceAll('/', slash)}${end}`;
  return { at: p.at, text: inFrontMatter(text, p.at.start) ? asYamlWord(path, text, p.at.start) : path };
}

/** A path from the document's own folder. It changes too when the document itself moves. */
function linkEdit(p: PathInField, file: Text, after: (path: RelPath) => RelPath): TextEdit | undefined {
  const here = after(file.path);
  const target = after(p.path);
  if (isOutside(p.path) || (here === file.path && target === p.path)) return undefined;
  const written = file.text.slice(p.at.start, p.at.end);
  const tail = /[?#].*$/s.exec(written)?.[0] ?? '';
  const dest = written.slice(0, written.length - tail.length);
  if (dest === '') return undefined;
  const now = dest.startsWith('/') ? `/${target}` : relative(here, target, dest.startsWith('./'));
  // Between angle brackets a space is one.
  const text = `${/\s/.test(dest) || (file.text[p.at.start - 1] === '<' && !/[<>]/.test(now)) ? now : encoded(now)}${dest.endsWith('/') ? '/' : ''}`;
  return decoded(text) === decoded(dest) ? undefined : { at: p.at, text: text + tail };
}

function relative(from: RelPath, to: RelPath, dotted: boolean): string {
  const parts = between(from, to);
  return `${dotted && parts[0] !== '..' ? './' : ''}${parts.join('/')}`;
}

/** Where a path is after some moves: the longest that holds it counts. */
export function moved(path: RelPath, moves: readonly Move[]): RelPath {
  let best: Move | undefined;
  for (const m of moves)
    if ((path === m.from || path.startsWith(`${m.from}/`)) && (best === undefined || m.from.length > best.from.length)) best = m;
  return best ? best.to + path.slice(best.from.length) : path;
}

/** How a name may be written in a link or a field. */
const spellings = (name: string): readonly string[] => [name, encodeURI(name), encoded(name), encodeURIComponent(name)];

/** As a link's destination needs it: what would end it is escaped. */
const encoded = (path: string): string =>
  path.replace(/[\s()<>%]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);
