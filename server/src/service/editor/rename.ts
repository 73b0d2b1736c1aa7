/** Rename: asks the system whose name it is, with every document that writes the name. */
import type { Change } from '#core/change';
import type { Places, Refusal, RenameDesk, Renaming } from '#core/editor';
import type { Name } from '#core/symbols';
import { isSectionKind } from '#core/system';
import type { Place, RelPath, Span } from '#core/text';
import { CONFIG_KIND } from '../config/config';
import type { BoundKind } from '../config/setup';
import type { Session } from '../engine/session';
import { shown, type Text, textOf } from './documents';
import { withHeadingLinks } from './heading-links';
import { type Move, movesOf } from './moves';
import { distinct, type Named, nameAt, occurrences } from './naming';
import { known } from './navigate';

/** A rename may ask for names that lead to other names; no further than this. */
const ROUNDS = 5;

/** The rename, or why it cannot be, as a sentence. */
export type Renamed = { readonly change: Change } | Refusal;

/** The name at a place, with what it is called there. Undefined: there is none. */
export async function renamableAt(
  session: Session,
  path: RelPath,
  place: Place,
): Promise<{ readonly file: Text; readonly at: Span; readonly name: string } | Refusal | undefined> {
  const found = await nameIn(session, path, place);
  if (!found) return undefined;
  const { file, named, renaming } = found;
  const no = await withDesk(session, found.dialect, (desk) => renaming.refuses(named, desk));
  if (no) return no;
  const written = file.text.slice(named.at.start, named.at.end);
  const isWhole = written.endsWith(named.name) || renaming.isSpelled?.(named, written) === true;
  return { file, at: named.at, name: isWhole ? written : named.name };
}

/** What giving the name at a place another would change. Undefined: nothing there can be renamed. */
export async function rename(session: Session, path: RelPath, place: Place, to: string): Promise<Renamed | undefined> {
  const found = await nameIn(session, path, place);
  if (!found) return undefined;
  const done = await withDesk(session, found.dialect, (desk) => found.renaming.change(found.named, to, desk));
  return 'refused' in done ? done : { change: await withHeadingLinks(session, done) };
}

interface Found {
  readonly file: Text;
  readonly named: Named;
  readonly renaming: Renaming<unknown>;
  readonly dialect: unknown;
}

async function nameIn(session: Session, path: RelPath, place: Place): Promise<Found | undefined> {
  const file = await textOf(session, path);
  if (!file) return undefined;
  const named = nameAt(session, file, file.lines.offset(place, file.text));
  const { setup } = session.workspace;
  const own = setup.kindsOf(path);
  // A configuration names what is another system's.
  const owner = (own.some((k) => k.id === CONFIG_KIND) ? setup.kinds : own).find((k) => k.system.editing?.renaming);
  const renaming = owner?.system.editing?.renaming;
  if (!named || !owner || !renaming?.names(named.kind) || known(session.workspace, named).length === 0) return undefined;
  return { file, named, renaming, dialect: owner.dialect };
}

/** Runs what asks for documents, and again when they are loaded. */
async function withDesk<R>(session: Session, dialect: unknown, run: (desk: RenameDesk) => R): Promise<R> {
  const texts = new Map<RelPath, ReadText | undefined>();
  const moved = new Map<string, Change>();
  for (let round = 0; ; round++) {
    const files = new Set<RelPath>();
    const moves: (readonly Move[])[] = [];
    const desk: RenameDesk = {
      dialect,
      look: session.workspace.store.look(),
      places: (name, { kind, also = [] } = {}) =>
        [...new Set([...session.workspace.mentioning(name), ...also])].flatMap((path) => {
          if (kind !== undefined && !session.workspace.setup.kindsOf(path).some((k) => k.kind.id === kind)) return [];
          if (!texts.has(path)) files.add(path);
          const file = texts.get(path);
          return file ? placesIn(session, file, name) : [];
        }),
      moves: (asked) => {
        const key = JSON.stringify(asked);
        if (!moved.has(key)) moves.push(asked);
        return moved.get(key) ?? [];
      },
    };
    const result = run(desk);
    if ((files.size === 0 && moves.length === 0) || round === ROUNDS) return result;
    for (const path of files) texts.set(path, await readText(session, path));
    for (const asked of moves) moved.set(JSON.stringify(asked), (await movesOf(session, asked)).change);
  }
}

/** What one document says of a name. */
function placesIn(session: Session, file: ReadText, name: Name): readonly Places[] {
  return file.readings.map((r) => {
    const defined = r.facts.defs.filter((d) => d.kind === name.kind && d.name === name.name);
    const named = r.facts.refs.filter((x) => x.kind === name.kind && x.name === name.name);
    const at = distinct([...defined, ...named].map((s) => s.at));
    // In a configuration a number is mostly a number.
    const written = r.kind === 'config' ? [] : occurrences(session, file.text, name);
    const loose = written.filter((o) => !at.some((s) => s.start < o.end && o.start < s.end));
    return { ...r, path: file.path, text: file.text, hash: file.hash, at, loose: distinct(loose) };
  });
}

interface ReadText extends Text {
  readonly readings: readonly Pick<Places, 'kind' | 'model' | 'facts'>[];
}

/** A document with its readings by systems that rename. Of a big one that is closed the facts that are kept will do. */
async function readText(session: Session, path: RelPath): Promise<ReadText | undefined> {
  const file = await textOf(session, path);
  if (!file) return undefined;
  const entry = session.workspace.entries.get(path);
  const renames = (bound: BoundKind): boolean => bound.system.editing?.renaming !== undefined;
  if (entry && !entry.open && entry.hash === file.hash && entry.kinds.every((k) => isSectionKind(k.kind))) {
    const kept = entry.kinds.flatMap((k, i) => {
      const facts = entry.facts[i];
      return facts && renames(k) ? [{ kind: k.kind.id, model: undefined, facts }] : [];
    });
    return { ...file, readings: kept };
  }
  return {
    ...file,
    readings: shown(session, file)
      .filter((r) => renames(r.bound) || r.bound.id === CONFIG_KIND)
      .map((r) => r.doc),
  };
}
