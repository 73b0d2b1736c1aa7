/** What is shown with the text: lines above it, hints within it, colours, links. */
import type { Hint, Lens, Mark } from '#core/editor';
import { isOutside } from '#core/paths';
import { covers, type LineIndex, type Place, type RelPath, type Span } from '#core/text';
import type { Session } from '../engine/session';
import { asking, shown, type Text, textOf } from './documents';

/** What is shown, with the lines that its offsets are of. */
export interface Located<T> {
  readonly lines: LineIndex;
  readonly all: readonly T[];
}

/** What the systems say above the text, and how many findings there are. */
export async function lensesOf(session: Session, path: RelPath): Promise<Located<Lens> | undefined> {
  const file = await textOf(session, path);
  if (!file) return undefined;
  const all = await asking(session, (world) =>
    shown(session, file, world).flatMap(({ bound, doc }) => bound.system.editing?.lenses?.(doc) ?? []),
  );
  const { findings = [] } = session.workspace.entries.get(path) ?? {};
  const [first] = all;
  const words = counted(findings.map((f) => f.severity));
  if (!first || words === '') return { lines: file.lines, all };
  // Hints are not in the list of problems.
  const isListed = findings.some((f) => f.severity !== 'hint');
  const last: Lens = { at: first.at, text: words, ...(isListed ? { leads: 'findings' } : {}) };
  return { lines: file.lines, all: [...all, last] };
}

function counted(severities: readonly string[]): string {
  const of = (severity: string, one: string): string => {
    const n = severities.filter((s) => s === severity).length;
    return n === 0 ? '' : `${n} ${n === 1 ? one : `${one}s`}`;
  };
  return [of('error', 'error'), of('warning', 'warning'), of('info', 'remark'), of('hint', 'hint')].filter(Boolean).join(', ');
}

/** Hints in a part of a document. Undefined: there is no such document. */
export async function hintsIn(session: Session, path: RelPath, from: Place, to: Place): Promise<Located<Hint> | undefined> {
  const file = await textOf(session, path);
  if (!file) return undefined;
  const within = spanOf(file, from, to);
  const all = await asking(session, (world) =>
    shown(session, file, world).flatMap(({ bound, doc }) => bound.system.editing?.hints?.(doc, within) ?? []),
  );
  return { lines: file.lines, all };
}

/** In order, and none over another: of two that begin together the longer is what is written. */
export async function marksIn(session: Session, path: RelPath, from?: Place, to?: Place): Promise<Located<Mark> | undefined> {
  const file = await textOf(session, path);
  if (!file) return undefined;
  const within = from && to ? spanOf(file, from, to) : { start: 0, end: file.text.length };
  const all = shown(session, file)
    .flatMap(({ bound, doc }) => bound.system.editing?.marks?.(doc, within) ?? [])
    .sort((a, b) => a.at.start - b.at.start || b.at.end - a.at.end);
  const apart: Mark[] = [];
  for (const mark of all) if (mark.at.start >= (apart.at(-1)?.at.end ?? 0)) apart.push(mark);
  return { lines: file.lines, all: apart };
}

const spanOf = (file: Text, from: Place, to: Place): Span => ({
  start: file.lines.offset(from, file.text),
  end: file.lines.offset(to, file.text),
});

/** A part of a text that opens a file. */
export interface DocumentLink {
  readonly at: Span;
  readonly path: RelPath;
  /** From 1. */
  readonly line?: number;
  /** Where it leads, if the text does not say so. */
  readonly tooltip?: string;
}

/** Paths in fields that lead somewhere, and citations with a text that they cite. Links of Markdown are the editor's own. */
export async function linksOf(session: Session, path: RelPath): Promise<Located<DocumentLink> | undefined> {
  const file = await textOf(session, path);
  if (!file) return undefined;
  const inFields = await pathsIn(session, file);
  const cited = shown(session, file).flatMap(({ doc }) => doc.facts.refs.filter((r) => !r.weak));
  const look = session.workspace.store.look();
  const anchors = cited.flatMap((ref): readonly DocumentLink[] => {
    const [target] = look.defs(ref);
    const entry = target && session.workspace.entries.get(target.path);
    const def = entry?.facts.flatMap((f) => f.defs).find((d) => d.kind === ref.kind && d.name === ref.name && d.body);
    if (!entry || !def) return [];
    // The hover says where that is.
    return [{ at: ref.at, path: entry.path, line: entry.lines.lineAt(def.at.start) + 1 }];
  });
  const all = [...inFields, ...anchors].sort((a, b) => a.at.start - b.at.start);
  return { lines: file.lines, all: all.filter((l, i) => i === 0 || l.at.start >= (all[i - 1]?.at.end ?? 0)) };
}

/** The file to which a path that stands at a place leads. */
export async function fileAt(session: Session, path: RelPath, place: Place): Promise<DocumentLink | undefined> {
  const file = await textOf(session, path);
  if (!file) return undefined;
  const offset = file.lines.offset(place, file.text);
  return (await pathsIn(session, file)).find((l) => covers(l.at, offset));
}

const pathsIn = (session: Session, file: Text): Promise<readonly DocumentLink[]> =>
  asking(session, (world) =>
    shown(session, file, world).flatMap(({ bound, doc }) =>
      (bound.system.editing?.paths?.(doc) ?? []).flatMap((p): readonly DocumentLink[] => {
        if (p.link || isOutside(p.path)) return [];
        const there = world.exists(p.path);
        if (there.is === 'unknown' || there.value.as !== 'file') return [];
        const isWritten = file.text.slice(p.at.start, p.at.end) === p.path;
        return [
          {
            at: p.at,
            path: p.path,
            ...(p.line === undefined ? {} : { line: p.line }),
            ...(isWritten ? {} : { tooltip: p.path }),
          },
        ];
      }),
    ),
  );
