/** Names where they are written: at an offset, and everywhere in a text, whether a reader looks there or not. */
import type { Name } from '#core/symbols';
import { covers, lineAround, type Span } from '#core/text';
import type { Session } from '../engine/session';
import type { Text } from './documents';
import { isBefore, known, symbolAt } from './navigate';

/** A symbol's name where it is written. */
export interface Named extends Name {
  readonly at: Span;
}

/**
 * The name at an offset of a document: a definition or reference, else one that is written there and that somebody defines.
 * Where a place defines several things of one name, it is the one that people write.
 */
export function nameAt(session: Session, { path, text }: Text, offset: number): Named | undefined {
  const symbol = symbolAt(session, path, offset);
  const line = lineAround(text, offset);
  const all = writings(session)
    .flatMap((w) => w.names(text, line))
    .filter((n) => known(session.workspace, n).length > 0);
  const written = all.find((n) => covers(n.at, offset)) ?? all.find((n) => isBefore(session, text, offset, n.at.start));
  if (symbol && (!written || written.kind === symbol.kind || written.name !== symbol.name))
    return { kind: symbol.kind, name: symbol.name, at: symbol.at };
  return written;
}

/** All places of a text that write a name. Looks closer only at lines that hold a piece of it: the text may have 2 MB. */
export function occurrences(session: Session, text: string, name: Name): readonly Span[] {
  const out: Span[] = [];
  for (const writing of writings(session)) {
    const piece = writing.piece(name);
    if (piece === '') continue;
    for (let at = text.indexOf(piece); at >= 0; ) {
      const line = lineAround(text, at);
      for (const n of writing.names(text, line)) if (n.kind === name.kind && n.name === name.name) out.push(n.at);
      at = text.indexOf(piece, Math.max(line.end, at + 1));
    }
  }
  return out;
}

interface Written {
  piece(name: Name): string;
  names(text: string, within: Span): readonly Named[];
}

/** How each system writes names, in the folder's dialect. */
const writings = ({ systems, workspace }: Session): readonly Written[] =>
  systems.flatMap((s) => {
    const writing = s.editing?.writing;
    const dialect = workspace.setup.kinds.find((k) => k.system === s)?.dialect;
    if (!writing) return [];
    return { piece: (name) => writing.piece(name), names: (text, within) => writing.names(text, within, dialect) };
  });

/** Spans in order, each place once; of two that meet the shorter is the name. */
export function distinct(spans: readonly Span[]): readonly Span[] {
  const sorted = [...spans].sort((a, b) => a.start - b.start || a.end - b.end);
  const out: Span[] = [];
  for (const s of sorted) {
    const last = out.at(-1);
    if (last && s.start < last.end) {
      if (s.end - s.start < last.end - last.start) out[out.length - 1] = s;
    } else if (!last || s.start !== last.start || s.end !== last.end) out.push(s);
  }
  return out;
}
