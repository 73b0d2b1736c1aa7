/** Fixes: asked for again from the rules that offered them, and evaluated into changes. */
import type { Change } from '#core/change';
import type { Desk, Finding, Offer, Report } from '#core/rule';
import type { RelPath } from '#core/text';
import type { Question } from '#core/world';
import { Recorder } from '../engine/cells';
import type { Entry, Incoming } from '../engine/entry';
import { Inquiry } from '../engine/inquiry';
import { pathsIn, sameReport } from '../engine/judge';
import type { Session } from '../engine/session';

/** A fix with the change that it makes. */
export interface Fix {
  readonly finding: Finding;
  readonly title: string;
  readonly safety: Offer['safety'];
  readonly change: Change;
}

/** A fix that needs a closed document of some size: what it would do is worked out when somebody chooses it. */
export interface Deferred {
  readonly finding: Finding;
  readonly title: string;
  readonly safety: Offer['safety'];
  readonly change?: never;
}

/** Closed documents of more UTF-16 units than this are not read only to show what could be done. */
const BIG = 200_000;

/** A fix may ask for files that lead to other files; no further than this. */
const ROUNDS = 5;

/** The fixes of some findings of a document, as things stand now. Fixes that turn out impossible are left out. */
export async function fixesFor(session: Session, path: RelPath, findings: readonly Finding[]): Promise<readonly Fix[]> {
  return (await offered(session, path, findings, () => false)).filter((fix) => fix.change !== undefined);
}

/** The same for somebody who only looks at what could be done, on every move of a cursor. */
export const offersFor = (session: Session, path: RelPath, findings: readonly Finding[]): Promise<readonly (Fix | Deferred)[]> =>
  offered(session, path, findings, (p) => {
    const entry = session.workspace.entries.get(p);
    return entry !== undefined && !entry.open && entry.lines.length > BIG;
  });

async function offered(
  session: Session,
  path: RelPath,
  findings: readonly Finding[],
  isSlow: (path: RelPath) => boolean,
): Promise<readonly (Fix | Deferred)[]> {
  const files = new Map<RelPath, Incoming | undefined>();
  const load = async (p: RelPath): Promise<void> => void files.set(p, await session.text(p));
  await load(path);
  for (let round = 0; ; round++) {
    const missing = new Set<RelPath>();
    const slow = new Set<RelPath>();
    const entry = session.workspace.entries.get(path);
    const file = files.get(path);
    if (!entry || !file) return [];
    const desk = deskOf(session, files, (p) => void (isSlow(p) ? slow : missing).add(p));
    const asked: Question[] = [];
    const reports = reportsOf(session, entry, file, asked);
    const out = findings.flatMap((finding) => evaluate(reports, finding, desk, slow));
    if ((missing.size === 0 && asked.length === 0) || round === ROUNDS) return out;
    if (asked.length > 0) await new Inquiry(session.workspace, session.options).ask(asked);
    for (const p of missing) await load(p);
  }
}

/** @param slow documents that were asked for and are not read for this */
function evaluate(
  reports: (rule: string) => readonly Report[],
  finding: Finding,
  desk: Desk,
  slow: Set<RelPath>,
): readonly (Fix | Deferred)[] {
  if (finding.fixes.length === 0) return [];
  const report = reports(finding.rule).find((r) => sameReport(finding, r));
  return (report?.fixes ?? []).flatMap((offer) => {
    slow.clear();
    const change = offer.change(desk);
    const { title, safety } = offer;
    if (slow.size > 0) return [{ finding, title, safety }];
    return change === undefined || change.length === 0 ? [] : [{ finding, title, safety, change }];
  });
}

/** What a rule says of one document now, fixes and all. The document is read once, and a rule asked once. @param asked takes what had no answer */
function reportsOf(session: Session, entry: Entry, file: Incoming, asked: Question[]): (rule: string) => readonly Report[] {
  const { workspace } = session;
  const readings = workspace.readings(entry.path, file);
  const known = new Map<string, readonly Report[]>();
  const ask = (rule: string): readonly Report[] =>
    readings.flatMap(({ kind, reading }, i) => {
      const { id } = kind.kind;
      const { dialect } = kind;
      const { path } = entry;
      const document = kind.document.find((r) => r.id === rule)?.rule.check[id]?.({ model: reading.model, dialect, path });
      const recorder = new Recorder();
      const look = workspace.store.reader(recorder);
      const folder = kind.folder
        .find((r) => r.id === rule)
        ?.rule.check[id]?.({
          facts: entry.facts[i],
          dialect,
          path,
          look,
          world: look,
          paths: () => pathsIn(entry.kinds, entry.facts),
          reread: (text) => workspace.reread(kind, path, text),
        });
      const reports = [...(document ?? []), ...(folder ?? [])];
      asked.push(...recorder.asked);
      return reports;
    });
  return (rule) => {
    const reports = known.get(rule) ?? ask(rule);
    known.set(rule, reports);
    return reports;
  };
}

function deskOf(session: Session, files: ReadonlyMap<RelPath, Incoming | undefined>, miss: (path: RelPath) => void): Desk {
  return {
    look: session.workspace.store.look(),
    document: <M>(path: RelPath, kind: string) => {
      if (!files.has(path)) miss(path);
      const file = files.get(path);
      if (!file) return undefined;
      const found = session.workspace.readings(path, file).find((r) => r.kind.id === kind);
      return found && { model: found.reading.model as M, text: file.text, hash: file.hash };
    },
  };
}
