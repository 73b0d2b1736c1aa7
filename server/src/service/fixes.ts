/** Fixes: asked for again from the rules that offered them, and evaluated into changes. */
import type { Change } from '#core/change';
import type { Desk, Finding, Offer, Report } from '#core/rule';
import type { RelPath } from '#core/text';
import { sameReport } from './judge';
import type { Session } from './session';
import type { Entry, Incoming } from './workspace';

export interface Fix {
  readonly finding: Finding;
  readonly title: string;
  readonly safety: Offer['safety'];
  readonly change: Change;
}

/** A fix may ask for files that lead to other files; no further than this. */
const ROUNDS = 5;

/** The fixes of some findings of a document, as things stand now. Fixes that turn out impossible are left out. */
export async function fixesFor(session: Session, path: RelPath, findings: readonly Finding[]): Promise<readonly Fix[]> {
  const files = new Map<RelPath, Incoming | undefined>();
  const load = async (p: RelPath): Promise<void> => void files.set(p, await session.text(p));
  await load(path);
  for (let round = 0; ; round++) {
    const missing = new Set<RelPath>();
    const entry = session.workspace.entries.get(path);
    const file = files.get(path);
    if (!entry || !file) return [];
    const desk = deskOf(session, files, missing);
    const reports = reportsOf(session, entry, file);
    const out = findings.flatMap((finding) => evaluate(reports, finding, desk));
    if (missing.size === 0 || round === ROUNDS) return out;
    for (const p of missing) await load(p);
  }
}

function evaluate(reports: (rule: string) => readonly Report[], finding: Finding, desk: Desk): readonly Fix[] {
  if (finding.fixes.length === 0) return [];
  const report = reports(finding.rule).find((r) => sameReport(finding, r));
  return (report?.fixes ?? []).flatMap((offer) => {
    const change = offer.change(desk);
    return change === undefined || change.length === 0 ? [] : [{ finding, title: offer.title, safety: offer.safety, change }];
  });
}

/** What a rule says of one document now, fixes and all. The document is read once, and a rule asked once. */
function reportsOf(session: Session, entry: Entry, file: Incoming): (rule: string) => readonly Report[] {
  const { workspace } = session;
  const readings = workspace.readings(entry.path, file);
  const known = new Map<string, readonly Report[]>();
  const ask = (rule: string): readonly Report[] =>
    readings.flatMap(({ kind, reading }, i) => {
      const { id } = kind.kind;
      const { dialect } = kind;
      const { path } = entry;
      const document = kind.document.find((r) => r.id === rule)?.rule.check[id]?.({ model: reading.model, dialect, path });
      const look = workspace.store.look();
      const folder = kind.folder
        .find((r) => r.id === rule)
        ?.rule.check[id]?.({
          facts: entry.facts[i],
          dialect,
          path,
          look,
          world: look,
          reread: (text) => workspace.reread(kind, path, text),
        });
      return [...(document ?? []), ...(folder ?? [])];
    });
  return (rule) => {
    const reports = known.get(rule) ?? ask(rule);
    known.set(rule, reports);
    return reports;
  };
}

function deskOf(session: Session, files: ReadonlyMap<RelPath, Incoming | undefined>, missing: Set<RelPath>): Desk {
  return {
    look: session.workspace.store.look(),
    document: <M>(path: RelPath, kind: string) => {
      if (!files.has(path)) missing.add(path);
      const file = files.get(path);
      if (!file) return undefined;
      const found = session.workspace.readings(path, file).find((r) => r.kind.id === kind);
      return found && { model: found.reading.model as M, text: file.text, hash: file.hash };
    },
  };
}
