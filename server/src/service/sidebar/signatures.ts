/** The view of signatures: what waits for one, what has one, and which do not hold. */
import { stemOf } from '#core/paths';
import type { Finding } from '#core/rule';
import type { SignatureLine } from '#core/system';
import type { Range } from '#protocol/messages';
import type { ViewNode } from '#protocol/views';
import { definitionsIn } from '../engine/locate';
import type { Session } from '../engine/session';
import { idOf, inMarkdown, joined, many, PAGE, partsOf, ranges, rawFindings, type Sight, spoken } from './sight';

/** What waits for a signature, and how many errors keep it from being signed. */
export interface Waiting extends SignatureLine {
  readonly against: number;
}

const linesOf = (session: Session, is: SignatureLine['is']): readonly SignatureLine[] =>
  session.systems
    .flatMap((s) => (s.sidebar ? session.workspace.store.look().ask(s.sidebar.signatures) : []))
    .filter((l) => l.is === is);

/** What can be signed comes first. */
export function waitingIn(session: Session): readonly Waiting[] {
  const free = session.systems.flatMap((s) => s.sidebar?.unsigned ?? []);
  return linesOf(session, 'waiting')
    .map((line) => {
      const found = session.workspace.entries.get(line.path)?.findings ?? [];
      return { ...line, against: found.filter((f) => f.severity === 'error' && !free.includes(f.rule)).length };
    })
    .sort((a, b) => Number(a.against > 0) - Number(b.against > 0));
}

/** Signatures that nothing is found against. What each of them proves is in its words. */
function signedIn(session: Session, found = brokenIn(session)): readonly SignatureLine[] {
  const broken = new Set(found.map((f) => f.path));
  return linesOf(session, 'signed').filter((l) => !broken.has(l.path));
}

/** Signatures that do not hold, by what was found. */
function brokenIn(session: Session): readonly Finding[] {
  const rules = new Set(session.systems.flatMap((s) => s.sidebar?.brokenSignature ?? []));
  return [...session.workspace.entries.values()].flatMap((entry) => rawFindings(entry, rules));
}

const groups = {
  waiting: { title: 'Waiting for me', icon: 'edit' },
  broken: { title: 'Broken', icon: 'error' },
  signed: { title: 'Signed', icon: 'verified' },
} as const;
type Group = keyof typeof groups;

/** The children of a node; the groups that are not empty where `parent` is absent. */
export function signatureNodes(sight: Sight, parent: string | undefined): readonly ViewNode[] {
  const { session } = sight;
  if (parent === undefined) {
    const waiting = waitingIn(session);
    const broken = brokenIn(session);
    const ready = waiting.filter((l) => l.against === 0).length;
    return [
      ...groupNode('waiting', waiting.length, ready),
      ...groupNode('broken', broken.length),
      ...groupNode('signed', signedIn(session, broken).length),
    ];
  }
  const [is, group = '', page = ''] = partsOf(parent);
  const whole = is === 'signatures';
  if (!whole && is !== 'range') return [];
  if (group === 'waiting') return paged(waitingIn(session), group, whole, page, subjectOf, (l) => waitingNode(sight, l));
  if (group === 'signed') return paged(signedIn(session), group, whole, page, subjectOf, (l) => signedNode(sight, l));
  if (group === 'broken')
    return paged(
      brokenIn(session),
      group,
      whole,
      page,
      (f) => f.path,
      (f) => brokenNode(sight, f),
    );
  return [];
}

const subjectOf = (line: SignatureLine): string => line.subject;

function paged<T>(
  all: readonly T[],
  group: Group,
  whole: boolean,
  page: string,
  nameOf: (one: T) => string,
  draw: (one: T) => ViewNode,
): readonly ViewNode[] {
  if (whole && all.length <= PAGE) return all.map(draw);
  const parts = ranges(all, group, nameOf);
  return whole ? parts.map((r) => r.node) : (parts[Number(page)]?.part ?? []).map(draw);
}

/** The ids from a root to what a document waits for, or was signed by. */
export function signaturePath(sight: Sight, path: string): readonly string[] {
  const steps = (group: Group, i: number, length: number, id: string): readonly string[] => [
    idOf('signatures', group),
    ...(length > PAGE ? [idOf('range', group, String(Math.floor(i / PAGE)))] : []),
    id,
  ];
  const waiting = waitingIn(sight.session);
  const w = waiting.findIndex((l) => l.path === path);
  if (waiting[w]) return steps('waiting', w, waiting.length, waitingNode(sight, waiting[w]).id);
  const signed = signedIn(sight.session);
  const s = signed.findIndex((l) => l.path === path);
  return signed[s] ? steps('signed', s, signed.length, signedNode(sight, signed[s]).id) : [];
}

function groupNode(is: Group, count: number, ready = count): readonly ViewNode[] {
  if (count === 0) return [];
  const { title, icon } = groups[is];
  const description = ready === count ? String(count) : `${count} · ${ready} without errors`;
  return [
    {
      id: idOf('signatures', is),
      label: title,
      description,
      icon,
      ...(is === 'broken' ? { color: 'list.errorForeground' } : {}),
      spoken: spoken(title, description),
      collapsible: is === 'signed' || count > PAGE ? 'collapsed' : 'expanded',
      context: 'signatures',
    },
  ];
}

function waitingNode({ folder, uriOf }: Sight, { subject, path, says, against }: Waiting): ViewNode {
  const description = joined(against > 0 && `${many(against, 'error')} first`, says);
  return {
    id: idOf('waiting', subject, path),
    label: subject,
    description,
    tooltip: `**${inMarkdown(subject)}**\n\n${inMarkdown(description)}\n\n${inMarkdown(path)}`,
    icon: against === 0 ? 'edit' : 'circle-slash',
    spoken: spoken(subject, 'waits for a signature', description),
    collapsible: 'none',
    context: 'item waiting',
    leads: 'sign',
    open: { uri: uriOf(path) },
    about: { folder, subject },
  };
}

function signedNode(sight: Sight, { subject, path, says, row }: SignatureLine): ViewNode {
  return {
    id: idOf('signed', subject, path, says),
    label: subject,
    description: says,
    tooltip: `**${inMarkdown(subject)}**\n\n${inMarkdown(says)}\n\n${inMarkdown(row?.path ?? path)}`,
    icon: row ? 'verified' : 'unverified',
    spoken: spoken(subject, 'signed', says),
    collapsible: 'none',
    context: 'signed',
    open: placeOf(sight, row?.path ?? path, row && definitionsIn(sight.session.workspace, row.path, row.symbol)[0]?.at),
    about: { folder: sight.folder, subject },
  };
}

function brokenNode(sight: Sight, { rule, path, message, at }: Finding): ViewNode {
  return {
    id: idOf('broken', rule, path, String(at.start)),
    label: stemOf(path),
    description: shortOf(rule),
    tooltip: `${inMarkdown(message)}\n\n${inMarkdown(`${rule} · ${path}`)}`,
    icon: 'error',
    color: 'list.errorForeground',
    spoken: spoken(stemOf(path), 'broken signature', message),
    collapsible: 'none',
    context: 'broken',
    open: placeOf(sight, path, at),
  };
}

/** `packets/signature-seal-broken` as words: `seal broken`. */
const shortOf = (rule: string): string => rule.replace(/^[^/]*\/(?:signature-)?/, '').replaceAll('-', ' ');

/** Where a click leads. Without a range: the file. */
export function placeOf(
  { session, uriOf }: Sight,
  path: string,
  at: { readonly start: number; readonly end: number } | undefined,
): { readonly uri: string; readonly range?: Range } {
  const lines = at && session.workspace.entries.get(path)?.lines;
  return { uri: uriOf(path), ...(lines ? { range: { start: lines.place(at.start), end: lines.place(at.end) } } : {}) };
}
