/** Links to headings that a rename changes: they follow. */
import type { Change } from '#core/change';
import { addTo } from '#core/lists';
import { headingsIn, slugOf } from '#core/slugs';
import { applyEdits, type RelPath, type Span, type TextEdit } from '#core/text';
import type { Session } from '../engine/session';
import { shown, type Text, textOf } from './documents';

interface Renamed {
  readonly path: RelPath;
  /** Names as links have them. */
  readonly from: string;
  readonly to: string;
}

type Edit = Extract<Change[number], { do: 'edit' }>;

/** Documents are read, not parsed, to see whether they link there; so many at a time. */
const BATCH = 20;

/** A change with what it asks of links to the headings that it changes. */
export async function withHeadingLinks(session: Session, change: Change): Promise<Change> {
  const renamed: Renamed[] = [];
  for (const step of change) if (step.do === 'edit') renamed.push(...renamedIn(await textOf(session, step.path), step));
  if (renamed.length === 0) return change;
  const edits = new Map(change.flatMap((s) => (s.do === 'edit' ? [[s.path, s] as const] : [])));
  let n = 0;
  for (const path of [...session.workspace.entries.keys()]) {
    if (++n % BATCH === 0) await session.options.pace.pause();
    const file = await textOf(session, path);
    const about = file ? renamed.filter((r) => file.text.toLowerCase().includes(`#${r.from}`)) : [];
    if (!file || about.length === 0) continue;
    const step = edits.get(path) ?? { do: 'edit', path, hash: file.hash, edits: [] };
    const more = about.flatMap((r) => placesOf(session, file, r).map((at) => ({ at, ...r })));
    if (step.hash === file.hash && more.length > 0) edits.set(path, { ...step, edits: joined(step.edits, more) });
  }
  return [...edits.values(), ...change.filter((s) => s.do !== 'edit')];
}

const atx = /^ {0,3}#{1,6}[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$/;

/** The headings that a step changes, as far as their names mean one heading before and after. */
function renamedIn(file: Text | undefined, { path, hash, edits }: Edit): readonly Renamed[] {
  if (!file || file.hash !== hash) return [];
  const lines = new Map<number, TextEdit[]>();
  for (const e of edits) {
    const line = file.lines.lineAt(e.at.start);
    if (file.lines.lineAt(e.at.end) === line) addTo(lines, line, e);
  }
  let names: readonly string[] | undefined;
  return [...lines].flatMap(([line, mine]): readonly Renamed[] => {
    const start = file.lines.starts[line] ?? 0;
    const before = file.text.slice(start, file.lines.starts[line + 1]).replace(/[\r\n]+$/, '');
    const old = atx.exec(before)?.[1];
    if (old === undefined) return [];
    const after = applyEdits(
      before,
      mine.map((e) => ({ at: { start: e.at.start - start, end: e.at.end - start }, text: e.text })),
    );
    const [from, to] = [slugOf(old), slugOf(atx.exec(after)?.[1] ?? '')];
    names ??= headingsIn(file.text).map(slugOf);
    return from !== to && names.filter((x) => x === from).length === 1 && !names.includes(to) ? [{ path, from, to }] : [];
  });
}

/** Where a document writes the name behind a `#`: in links to that file, and in its own. */
function placesOf(session: Session, file: Text, { path, from }: Renamed): readonly Span[] {
  const tail = `#${from}`;
  const ends = (at: Span): boolean => file.text.slice(at.start, at.end).toLowerCase().endsWith(tail);
  const links = shown(session, file)
    .flatMap(({ bound, doc }) => bound.system.editing?.paths?.(doc) ?? [])
    .filter((p) => p.link && p.path === path && ends(p.at))
    .map((p) => ({ start: p.at.end - from.length, end: p.at.end }));
  if (file.path !== path) return links;
  const text = file.text.toLowerCase();
  const own: Span[] = [];
  for (let at = text.indexOf(`](${tail})`); at >= 0; at = text.indexOf(`](${tail})`, at + 1))
    own.push({ start: at + 3, end: at + 3 + from.length });
  return [...links, ...own];
}

/** What is there already may be the link's path, its name still the old one. */
function joined(edits: readonly TextEdit[], more: readonly (Renamed & { readonly at: Span })[]): readonly TextEdit[] {
  const out = [...edits];
  for (const { at, from, to } of more) {
    const over = out.findIndex((e) => e.at.start < at.end && at.start < e.at.end);
    const there = out[over];
    if (!there) out.push({ at, text: to });
    else if (there.text.endsWith(`#${from}`)) out[over] = { at: there.at, text: there.text.slice(0, -from.length) + to };
  }
  return out.sort((a, b) => a.at.start - b.at.start);
}
