/** What several gates look at. */
import { closest } from '#core/distance';
import type { As, Check, Found, GateView } from '#core/gate';
import { answer, clean } from '#core/gate';
import { globMatcher } from '#core/glob';
import type { WideLook } from '#core/look';
import type { Known } from '#core/symbols';
import type { Changes } from '#core/task';
import type { RelPath } from '#core/text';
import type { PacketsDialect } from '../dialect/dialect';
import { isCommitted, lifecycle, type Status, type StatusReading } from '../dialect/status';
import { currentSpec } from '../queries';
import type { PacketFacts, PacketModel, WrittenStatus } from '../types';

/** What gates of packets see. */
export type View = GateView<PacketsDialect>;

/** The document kind of packets. */
export const PACKET = 'packets/packet';

const byId = new Intl.Collator('en', { numeric: true }).compare;

/**
 * Ids of packets by state, in the order of the states that are named; then by id. Aliases are left out.
 * @param keep only those of which the first file that has the id is one of these
 */
export function packetIdsBy(
  look: WideLook,
  order: readonly Status[],
  keep: (p: Known<'packet'>) => boolean = () => true,
): readonly string[] {
  const rank = (p: Known<'packet'>): number => {
    const i = order.indexOf(p.data.status as Status);
    return i < 0 ? order.length + lifecycle.indexOf(p.data.status ?? 'Superseded') : i;
  };
  const kept = new Map<string, boolean>();
  for (const p of look.all('packet')) if (!kept.has(p.name)) kept.set(p.name, keep(p));
  return look
    .all('packet')
    .filter((p) => !p.data.alias && kept.get(p.name))
    .sort((a, b) => rank(a) - rank(b) || byId(a.name, b.name))
    .map((p) => p.name);
}

/** Whether a packet is in one of these states. */
export const inState =
  (...states: readonly Status[]) =>
  (look: WideLook, id: string): boolean =>
    look.defs({ kind: 'packet', name: id }).some((p) => p.data.status !== undefined && states.includes(p.data.status));

/** The files of a packet, by its id or the name of its file. */
export const filesOf = (view: View): readonly RelPath[] =>
  view.look.defs({ kind: 'packet', name: view.subject }).map((d) => d.path);

/** Since when, in words. @param since the revision that was named */
export const sinceWhat = ({ from }: Changes, since: string | undefined): string =>
  ({ given: `since ${since}`, branch: 'since the branch began', head: 'since the last commit' })[from];

/** Documents that were not read, for {@link clean}: what they hold might not be. */
export const unreadOf = (view: View, ...kinds: readonly string[]): Found => ({
  findings: [],
  open: kinds.flatMap((kind) => view.unread(kind)),
});

/** A packet that is not yet ready, as one that is: what it is to become is what a gate asks about. */
export const asReady: As = ({ model, facts }) => {
  const packet = model as PacketModel | undefined;
  const kept = facts as PacketFacts;
  return {
    model: packet && { ...packet, stub: false, statuses: committed(packet.statuses, packet.head) },
    facts: { ...kept, status: committed(kept.status ? [kept.status] : [], kept.head)[0] } as PacketFacts,
  };
};

const ready: StatusReading = { status: 'Ready-for-Dev', validated: false };

function committed(statuses: readonly WrittenStatus[], head: WrittenStatus['at']): readonly WrittenStatus[] {
  const [first, ...rest] = statuses;
  if (isCommitted(first?.reading?.status)) return statuses;
  return [first ? { ...first, reading: ready } : { text: ready.status, at: head, reading: ready }, ...rest];
}

/** The spec in force, where it was read. */
export function specOf(view: View): RelPath | undefined {
  const spec = view.look.ask(currentSpec);
  return spec.is === 'known' && !view.unread('packets/spec').includes(spec.path) ? spec.path : undefined;
}

/** What is wrong with how the spec in force was approved. That it never was counts where keys are required. */
export const approvedSpec = (view: View): readonly Found[] =>
  view
    .documents('packets/pointer')
    .map(({ path }) =>
      view.found(path, [
        'packets/spec-version-unproven',
        ...(view.dialect.approvals.level === 'require-key' ? ['packets/spec-version-unsigned'] : []),
      ]),
    );

/** The pointer, and the spec that it names. */
export function* pointed(view: View): Iterable<Check> {
  const files = view.look.files('packets/pointer');
  const spec = view.look.ask(currentSpec);
  const title = 'The spec pointer names a spec that is there.';
  if (files.length === 0)
    yield answer('pointer', title, 'fail', `There is no ${view.dialect.paths.pointer[0] ?? 'spec pointer'}.`);
  else if (view.unread('packets/pointer').length > 0)
    yield answer('pointer', title, 'unknown', `${files.join(', ')} cannot be read.`);
  else if (spec.is === 'known')
    yield specOf(view) === undefined
      ? answer('pointer', title, 'unknown', `${spec.path} cannot be read.`)
      : clean('pointer', title, approvedSpec(view));
  else {
    const found = files.map((path) => view.found(path, ['packets/pointer-missing', 'packets/pointer-dead']));
    const check = clean('pointer', title, found);
    yield check.verdict === 'pass' ? answer('pointer', title, 'fail', `${files.join(', ')} names no spec.`) : check;
  }
}

/** What `spec-regression` looks at, and other gates with it. */
export function* specRegression(view: View): Iterable<Check> {
  yield* pointed(view);
  const unread = 'There is no spec to look into.';
  const titles = {
    required: 'The spec defines every required anchor.',
    lost: 'No anchor that a live packet cites is lost.',
  };
  if (specOf(view) === undefined) {
    yield answer('required-anchors', titles.required, 'unknown', unread);
    yield answer('lost-anchors', titles.lost, 'unknown', unread);
    return;
  }
  const missing = view.documents('packets/pointer').map(({ path }) => view.found(path, ['packets/required-anchor-missing']));
  const required = clean('required-anchors', titles.required, missing);
  yield view.dialect.requiredAnchors.length === 0 && required.verdict === 'pass'
    ? { ...required, says: 'None is required; packets.requiredAnchors in gatehouse.yaml lists them.' }
    : required;
  const live = [...view.documents(PACKET), ...view.documents('packets/refinement')].filter(({ facts }) => !facts.retired);
  yield clean('lost-anchors', titles.lost, [
    ...live.map(({ path }) => view.found(path, ['packets/anchor-regressed', 'packets/dead-anchor'])),
    unreadOf(view, PACKET, 'packets/refinement'),
  ]);
}

/** The rules by which a packet's signature is good. That the spec reads otherwise by now is not the signature's fault. */
export const signatureRules = (view: View): readonly string[] =>
  view.rules('packets/signature-', PACKET).filter((id) => id !== 'packets/signature-spec-moved');

interface ThePacket {
  readonly path: RelPath;
  readonly model: PacketModel;
  readonly facts: PacketFacts;
}

/** Judges the packet that a gate is asked about; where there is none, that is all it says. */
export const ofPacket = (judge: (view: View, packet: ThePacket) => Iterable<Check>) =>
  function* (view: View): Iterable<Check> {
    const packet = thePacket(view);
    if ('facts' in packet) yield* judge(view, packet);
    else yield packet;
  };

/** The packet that a gate is asked about, with its text; or the check that says why there is none. */
export function thePacket(view: View): ThePacket | Check {
  const title = 'The packet is there, once.';
  const files = filesOf(view);
  const [path] = files;
  if (path === undefined || files.length > 1)
    return answer(
      'packet',
      title,
      'fail',
      path === undefined ? absent(view) : `${files.join(' and ')} both call themselves ${view.subject}.`,
    );
  const read = view.reading(path, PACKET);
  if (!read) return answer('packet', title, 'unknown', `${path} cannot be read.`);
  return { path, model: read.model as PacketModel, facts: read.facts as PacketFacts };
}

function absent(view: View): string {
  const like = closest(view.subject, view.look.names('packet'));
  return `There is no packet ${view.subject}${like === undefined ? '' : `; there is ${like}`}.`;
}

/** What a packet may write besides its scope: itself, the board, the audit, reports, refinements, and what Gatehouse keeps. */
export function isExempt(view: View, packet: RelPath): (path: RelPath) => boolean {
  const { board, audit, report, refinement } = view.dialect.paths;
  const governed = globMatcher([...board, ...audit, ...report, ...refinement].filter((g) => !g.startsWith('!')));
  return (path) => path === packet || path.startsWith('.gatehouse/') || governed(path);
}
