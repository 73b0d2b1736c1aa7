/** Hovers: what a system says of a symbol, and the text that defines it. */
import type { Name } from '#core/symbols';
import type { RelPath, Span } from '#core/text';
import type { Session } from '../engine/session';
import { asking, shown, textOf } from './documents';
import { known, symbolAt } from './navigate';

/** Longest excerpt of a section, in UTF-16 units. */
const EXCERPT = 1200;

/** What is shown over a span of the document. */
export interface HoverText {
  readonly at: Span;
  readonly markdown: string;
}

/** Undefined: no name stands there, or a finding right there says it better. */
export async function hoverAt(session: Session, path: RelPath, offset: number): Promise<HoverText | undefined> {
  const { workspace } = session;
  const symbol = symbolAt(session, path, offset);
  if (!symbol) return explainedAt(session, path, offset);
  const markdown = await describe(session, symbol);
  // An editor shows nothing of a place that the pointer is not at.
  if (markdown !== undefined) return { at: { start: Math.min(offset, symbol.at.start), end: symbol.at.end }, markdown };
  const isKnown = known(workspace, symbol).length > 0;
  // A finding right there says it better, and editors show both.
  const { findings = [] } = workspace.entries.get(path) ?? {};
  const isTold = findings.some((f) => f.at.start === symbol.at.start && f.at.end === symbol.at.end);
  return isKnown || isTold ? undefined : { at: symbol.at, markdown: `**${symbol.name}** is defined nowhere in this folder.` };
}

/** What is no name: a system says what it is. */
async function explainedAt(session: Session, path: RelPath, offset: number): Promise<HoverText | undefined> {
  const { setup } = session.workspace;
  if (!setup.kindsOf(path).some((k) => k.system.editing?.explains?.kinds.includes(k.kind.id))) return undefined;
  const file = await textOf(session, path);
  if (!file) return undefined;
  return asking(session, (world) => {
    for (const { bound, doc } of shown(session, file, world)) {
      const { explains } = bound.system.editing ?? {};
      const found = explains?.kinds.includes(doc.kind) ? explains.at(doc, offset) : undefined;
      if (found) return found;
    }
    return undefined;
  });
}

/** What there is to say of a name. Undefined: nothing, or nobody defines it. */
export async function describe(session: Session, symbol: Name): Promise<string | undefined> {
  const { workspace } = session;
  const all = known(workspace, symbol);
  const parts: string[] = [];
  for (const k of all.slice(0, 3)) {
    const said = session.systems.map((s) => s.hover?.(k, workspace.store.look())).find((s) => s !== undefined);
    const text = await bodyOf(session, k.path, symbol);
    if (text !== undefined) parts.push([`\`${k.path}\``, ...(said ? [said] : []), excerpt(text)].join('\n\n'));
    else if (said !== undefined) parts.push(said);
  }
  if (all.length > 3) parts.push(`… and ${all.length - 3} more places that define ${symbol.name}.`);
  return parts.length === 0 ? undefined : parts.join('\n\n---\n\n');
}

/** The text that a definition stands for, as it is now. */
async function bodyOf(
  session: Session,
  path: RelPath,
  symbol: { readonly kind: string; readonly name: string },
): Promise<string | undefined> {
  const def = session.workspace.entries
    .get(path)
    ?.facts.flatMap((f) => f.defs)
    .find((d) => d.kind === symbol.kind && d.name === symbol.name);
  if (!def?.body) return undefined;
  const file = await session.text(path);
  if (!file) return undefined;
  // A name may open in marks that are not its own: `[LNT-JOB-100] A job runs.`
  const marks = /[[*_`]*$/.exec(file.text.slice(Math.max(0, def.body.start - 6), def.body.start))?.[0].length ?? 0;
  return file.text.slice(def.body.start - marks, def.body.end);
}

/** Headings would shout in a hover: they become bold lines. Cut at a line's end; an open fence is closed. */
function excerpt(text: string): string {
  let cut = text.trim();
  if (cut.length > EXCERPT) cut = `${cut.slice(0, Math.max(cut.lastIndexOf('\n', EXCERPT), EXCERPT / 2))}\n\n…`;
  const quiet = cut.replace(/^#{1,6} +(.*)$/gm, '**$1**');
  const fences = quiet.match(/^(?:```|~~~)/gm)?.length ?? 0;
  return fences % 2 === 1 ? `${quiet.replace(/\n\n…$/, '')}\n\`\`\`\n\n…` : quiet;
}
