/** Documents for the features of an editor: located, with their text, and with what the world knows. */
import type { OpenDocument } from '#core/editor';
import type { Look } from '#core/look';
import { isOutside } from '#core/paths';
import type { Facts } from '#core/symbols';
import { LineIndex, type RelPath, type Span } from '#core/text';
import { type Answer, type Question, questionKey, type World } from '#core/world';
import type { BoundKind } from '../config/setup';
import type { Incoming } from '../engine/entry';
import type { Session } from '../engine/session';

/** One reading of a document, as features see it. */
export interface Shown {
  readonly bound: BoundKind;
  readonly doc: OpenDocument;
}

/** A document with its text of this moment, open or not. */
export interface Text extends Incoming {
  readonly path: RelPath;
  readonly lines: LineIndex;
}

/** Rounds of questions to the world. */
const ROUNDS = 5;

/** Undefined: nobody's document, or no such file. */
export async function textOf(session: Session, path: RelPath): Promise<Text | undefined> {
  if (session.workspace.setup.kindsOf(path).length === 0) return undefined;
  const file = await session.text(path);
  if (!file) return undefined;
  const open = session.workspace.entries.get(path);
  return { path, ...file, lines: open?.open ? open.lines : LineIndex.of(file.text) };
}

/** What is kept of a text; of one that was read already nothing is read again, be it closed. */
export function factsOf(session: Session, file: Text): readonly Facts[] {
  const entry = session.workspace.entries.get(file.path);
  if (entry && (entry.open || entry.hash === file.hash)) return entry.facts;
  return shown(session, file).map((s) => s.doc.facts);
}

/** The readings of a text. Only for this moment: nothing of it is kept. */
export function shown(session: Session, file: Text, world: Look & World = session.workspace.store.look()): readonly Shown[] {
  return session.workspace.readings(file.path, file).map(({ kind: bound, reading }) => ({
    bound,
    doc: {
      path: file.path,
      kind: bound.kind.id,
      model: reading.model,
      facts: reading.facts,
      text: file.text,
      hash: file.hash,
      dialect: bound.dialect,
      look: world,
      world,
    },
  }));
}

/** Why a signature keeps a place of a document as it is. Undefined: nothing does. */
export function lockedAt(readings: readonly Shown[], at: Span): string | undefined {
  for (const { bound, doc } of readings) {
    const why = bound.system.editing?.locked?.(doc, at);
    if (why !== undefined) return why;
  }
  return undefined;
}

/**
 * Runs what may ask the world, and runs it again when what it asked is known. Answers are kept for this one request:
 * so they are never old, and nothing is judged again because of them.
 */
export async function asking<R>(session: Session, run: (world: Look & World) => R): Promise<R> {
  const known = new Map<string, Answer<unknown>>();
  for (let round = 0; ; round++) {
    const asked: Question[] = [];
    const result = run(worldOf(session, known, asked));
    if (asked.length === 0 || round === ROUNDS) return result;
    const answers = await session.options.files.answer(asked);
    asked.forEach((q, i) => {
      const a = answers[i] ?? { unknown: 'failed' as const };
      known.set(questionKey(q), 'unknown' in a ? { is: 'unknown', why: a.unknown } : { is: 'known', value: a.value });
    });
  }
}

function worldOf(session: Session, known: ReadonlyMap<string, Answer<unknown>>, asked: Question[]): Look & World {
  const ask = <T>(question: Question): Answer<T> => {
    if ('path' in question && isOutside(question.path)) return { is: 'unknown', why: 'outside' };
    const answer = known.get(questionKey(question)) as Answer<T> | undefined;
    if (!answer) asked.push(question);
    return answer ?? { is: 'unknown', why: 'pending' };
  };
  const look = session.workspace.store.look();
  return {
    defs: (name) => look.defs(name),
    mentions: (name) => look.mentions(name),
    names: (kind) => look.names(kind),
    files: (kind) => look.files(kind),
    ask: (query, arg) => look.ask(query, arg),
    body: (path, symbol) => look.body(path, symbol),
    verified: (path, armour, text, minute) => look.verified(path, armour, text, minute),
    exists: (path) => ask({ ask: 'exists', path }),
    nearest: (path) => ask({ ask: 'nearest', path }),
    matching: (glob) => ask({ ask: 'matching', glob }),
    today: () => ask({ ask: 'today' }),
    lines: (path, from, to, commit) => ask({ ask: 'lines', path, from, to, ...(commit === undefined ? {} : { commit }) }),
    find: (path, text) => ask({ ask: 'find', path, text }),
    headings: (path) => ask({ ask: 'headings', path }),
    digest: (path) => ask({ ask: 'digest', path }),
    touched: (path, text) => ask({ ask: 'touched', path, text }),
    past: (path, commit) => ask({ ask: 'past', path, commit }),
    removed: (path) => ask({ ask: 'removed', path }),
    elsewhere: (text) => ask({ ask: 'elsewhere', text }),
  };
}
