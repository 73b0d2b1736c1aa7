/** Gates: which there are, what they may be asked about, and what one says. */
import type { CancellationToken } from 'vscode-languageserver/node';
import { between } from '#core/paths';
import { visible } from '#core/visible';
import type { GateReport } from '#protocol/gate-report';
import type { GateLine, GateOrder, GateResult } from '#protocol/messages';
import * as messages from '#protocol/messages';
import { views, viewsChanged } from '#protocol/views';
import { isFileOf } from '#service/engine/locate';
import type { Session } from '#service/engine/session';
import { gateCounts, gatePage, gateReportOf } from '#service/gates/gate-report';
import { gateNamed, gatesIn, isDue, type NamedGate, runGate, subjectsOf } from '#service/gates/gates';
import { governedDigest } from '#service/sidebar/digest';
import { can, consenting, type Desk, feature } from '../feature';
import type { Folder } from '../folders';
import { inPalette } from '../palette';
import { FolderUri, plainUri } from '../uris';

/** The gate before the next step of what somebody looks at comes first. */
function likelyFirst(session: Session, here: string | undefined): readonly NamedGate[] {
  const all = gatesIn(session);
  const due = here === undefined ? [] : all.filter(({ gate }) => isDue(session, gate, here));
  return [...due, ...all.filter((g) => !due.includes(g))];
}

export default feature({
  capability: {},
  register: (connection, desk) => {
    connection.onRequest(
      messages.gates.method,
      desk.safely('gates', [] as readonly GateLine[], async ({ near }: { near?: string }) => {
        await desk.ready();
        const { all } = desk.folders;
        const own = near === undefined ? undefined : desk.folders.of(near)?.folder;
        const ordered = own ? [own, ...all.filter((f) => f !== own)] : all;
        const here = near === undefined ? undefined : own?.uris.path(near);
        return ordered.flatMap((folder) =>
          likelyFirst(folder.session, folder === own ? here : undefined).map(({ name, gate }) => ({
            folder: folder.uris.uri(''),
            ...(all.length > 1 ? { folderName: folder.uris.name } : {}),
            name,
            summary: gate.summary,
            subject: gate.subject,
            ...(gate.narrows ? { narrows: gate.narrows } : {}),
          })),
        );
      }),
    );
    connection.onRequest(
      messages.gateSubjects.method,
      desk.safely(
        'gateSubjects',
        [] as readonly { name: string; detail: string }[],
        ({ folder: uri, gate: name, near }: { folder: string; gate: string; near?: string }) => {
          const folder = folderAt(desk, uri);
          const named = folder && gateNamed(folder.session, name);
          if (!folder || !named) return [];
          const all = subjectsOf(folder.session, named.gate);
          const here = near === undefined ? undefined : folder.uris.path(near);
          const { store } = folder.session.workspace;
          const look = store.look();
          const isPacket = named.gate.subject === 'packet' || named.gate.narrows === true;
          const first = isPacket && here !== undefined ? all.filter((s) => isFileOf(look, s, here)) : [];
          return [...first, ...all.filter((s) => !first.includes(s))].map((name) => ({
            name,
            detail: isPacket ? (look.defs({ kind: 'packet', name })[0]?.data.status ?? '') : '',
          }));
        },
      ),
    );
    connection.onRequest(
      messages.runGate.method,
      desk.safely(
        'runGate',
        null as GateResult | null,
        async ({ folder: uri, gate: name, subject, root, progress, untrusted }: GateOrder, token?: CancellationToken) => {
          await desk.ready();
          const folder = folderAt(desk, uri);
          const named = folder && gateNamed(folder.session, name);
          if (!folder || !named) return null;
          await folder.session.settle();
          const { uris, session } = folder;
          const called = new AbortController();
          const heard = token?.onCancellationRequested(() => called.abort());
          const asks = consenting(connection, desk, folder, [name, subject].filter(Boolean).join(' '));
          const told = {
            signal: called.signal,
            ...(asks ? { consent: asks } : {}),
            ...(untrusted ? { untrusted } : {}),
            progress: (says: string): void => {
              if (progress !== undefined)
                void connection.sendNotification(messages.gateProgress.method, { progress, says: visible(says) });
            },
          };
          if (token?.isCancellationRequested) return null;
          // What changes while the gate looks has changed since.
          const before = await governedDigest(session);
          const judged = await runGate(session, named, subject, told).finally(() => heard?.dispose());
          if (called.signal.aborted) return null;
          const said = gateReportOf(session, uris.root, judged);
          const report = can(desk.client, 'gatehouse.save') ? inEditor(said) : said;
          const kept = {
            folder: uris.uri(''),
            gate: judged.gate,
            subject,
            verdict: report.verdict,
            counts: gateCounts(report),
            at: Date.now(),
            digest: before,
          };
          desk.verdicts.take(kept);
          void connection.sendNotification(viewsChanged.method, { views });
          const files = new Set(report.checks.flatMap((c) => c.findings.map((f) => f.file)));
          return {
            report: asShown(report),
            kept,
            counts: gateCounts(report),
            page: gatePage(report, (file, line) => rooted(root, uris.uri(file), line)),
            uris: Object.fromEntries([...files].map((file) => [file, uris.uri(file)])),
          };
        },
      ),
    );
  },
});

const inEditor = (report: GateReport): GateReport => ({
  ...report,
  checks: report.checks.map((c) => (c.says === undefined ? c : { ...c, says: inPalette(c.says) })),
  unknown: report.unknown.map((u) => ({ ...u, says: inPalette(u.says) })),
});

/** What documents, commits and commands say is text in it, also in the terminal of a test's output. Names stay: they are keys. */
const asShown = (report: GateReport): GateReport => ({
  ...report,
  summary: visible(report.summary),
  checks: report.checks.map((c) => ({
    ...c,
    title: visible(c.title),
    ...(c.says === undefined ? {} : { says: visible(c.says) }),
    findings: c.findings.map((f) => ({ ...f, message: visible(f.message) })),
  })),
  unknown: report.unknown.map((u) => ({ ...u, says: visible(u.says) })),
});

/** A place from the root that the client's pages have; undefined: it lies elsewhere. */
function rooted(root: string | undefined, uri: string, line: number): string | undefined {
  const path = root === undefined ? undefined : (new FolderUri(root).path(uri) ?? beside(root, uri));
  return path && `/${path.split('/').map(encodeURIComponent).join('/')}#L${line}`;
}

/** The way out of a folder to a file of another one, on the same disk. */
function beside(root: string, uri: string): string | undefined {
  const [from, to] = [plainUri(root), plainUri(uri)].map((u) => /^([^:]+:\/\/[^/]*)\/(.+)$/.exec(u));
  return from?.[1] !== undefined && from[1] === to?.[1] ? between(`${from[2]}/x`, to[2] ?? '').join('/') : undefined;
}

const folderAt = (desk: Desk, uri: string): Folder | undefined => desk.folders.all.find((f) => f.uris.uri('') === uri);
