/** The view of phases: how far each is, its gates, what blocks it, what evidence it lacks, and its documents. */
import type { Phase, System } from '#core/system';
import type { RelPath } from '#core/text';
import type { ViewNode } from '#protocol/views';
import type { Session } from '../engine/session';
import { gatesIn, subjectsOf } from '../gates/gates';
import { gateNode } from './gate-nodes';
import {
  bar,
  type Item,
  idOf,
  inMarkdown,
  itemsOf,
  joined,
  PAGE,
  partsOf,
  ranges,
  rawFindings,
  type Sight,
  spoken,
  total,
  words,
} from './sight';
import { placeOf } from './signatures';

/** How many members a phase has. */
export const size = (p: Phase): number => p.states.reduce((n, s) => n + s.members.length, 0);
/** How many of them are done. */
export const done = (p: Phase): number => p.states.find((s) => s.title === 'Done')?.members.length ?? 0;

const phasesOf = (session: Session, system: System<unknown>): readonly Phase[] =>
  system.phases ? session.workspace.store.look().ask(system.phases) : [];

/** The children of a node; the roots where `parent` is absent. Unknown parents have none. */
export function phaseNodes(sight: Sight, parent: string | undefined): readonly ViewNode[] {
  const { systems } = sight.session;
  if (parent === undefined) {
    const [only] = systems;
    return only && systems.length === 1 ? systemNodes(sight, only) : systems.map(systemNode);
  }
  const [is, id, phaseId, group, page] = partsOf(parent);
  const system = systems.find((s) => s.id === id);
  if (!system) return [];
  if (is === 'system') return systemNodes(sight, system);
  if (is === 'gates') return folderGates(sight, system, parent);
  if (is === 'kinds') return kindNodes(sight, system);
  const phase = phasesOf(sight.session, system).find((p) => p.id === phaseId);
  if (!phase) return [];
  if (is === 'phase') return inPhase(sight, system, phase, parent);
  if (is !== 'in') return [];
  const part = partOf(sight, system, phase, group as Part['id']);
  if (!part) return [];
  if (page !== undefined) return part.page(Number(page));
  return part.nodes(parent);
}

/** The ids of the nodes from a root to what a view shows of a document. */
export function phasePath(sight: Sight, path: RelPath): readonly string[] {
  const item = itemsOf(sight.session).find((i) => i.member.path === path);
  return item ? [idOf('system', item.system.id), idOf('phase', item.system.id, item.phase.id)] : [];
}

const systemNode = ({ id, title }: System<unknown>): ViewNode => ({
  id: idOf('system', id),
  label: title,
  icon: 'project',
  collapsible: 'expanded',
  context: 'system',
});

function systemNodes(sight: Sight, system: System<unknown>): readonly ViewNode[] {
  const { session } = sight;
  const gates = gatesIn(session).filter((g) => g.system === system.id && g.gate.subject === 'folder');
  const run = gates.filter((g) => sight.verdicts.some((v) => v.gate === g.name && v.subject === '')).length;
  const documents = kindsOf(session, system).length;
  return [
    ...phasesOf(session, system).map((p) => phaseNode(session, system, p)),
    ...(gates.length === 0
      ? []
      : [group(idOf('gates', system.id), 'Gates of the whole folder', `${run} of ${gates.length} run`, 'shield')]),
    ...(documents === 0 ? [] : [group(idOf('kinds', system.id), 'Governing documents', String(documents), 'book')]),
  ];
}

const group = (id: string, label: string, description: string, icon: string): ViewNode => ({
  id,
  label,
  description,
  icon,
  spoken: spoken(label, description),
  collapsible: 'collapsed',
  context: 'group',
});

function phaseNode(session: Session, system: System<unknown>, phase: Phase): ViewNode {
  const members = phase.states.flatMap((s) => s.members);
  const found = words(
    total(
      session,
      members.map((m) => m.path),
    ),
  );
  const said = joined(`${done(phase)} of ${members.length} done`, phase.blocked > 0 && `${phase.blocked} blocked`, found);
  const states = phase.states.map((s) => `${s.title}: ${s.members.length}`);
  return {
    id: idOf('phase', system.id, phase.id),
    label: phase.title,
    description: `${bar(done(phase), members.length)} ${said}`,
    tooltip: [`**${inMarkdown(phase.title)}**`, inMarkdown(said), ...states.map(inMarkdown)].join('\n\n'),
    icon: done(phase) === members.length ? 'pass' : 'milestone',
    spoken: spoken(phase.title, said),
    collapsible: done(phase) === members.length ? 'collapsed' : 'expanded',
    context: 'phase',
  };
}

function inPhase(sight: Sight, system: System<unknown>, phase: Phase, parent: string): readonly ViewNode[] {
  const gates = gatesIn(sight.session).filter((g) => g.system === system.id && g.gate.subject === 'phase');
  return [
    ...gates
      .filter((g) => subjectsOf(sight.session, g.gate).includes(phase.id))
      .map((g) => gateNode(sight, g.name, phase.id, g.gate.summary, parent)),
    ...(['blockers', 'evidence', 'documents'] as const).flatMap((id) => {
      const part = partOf(sight, system, phase, id);
      if (!part || part.count === 0) return [];
      return group(idOf('in', system.id, phase.id, id), part.title, String(part.count), part.icon);
    }),
  ];
}

/** A part of a phase: what blocks it, what it lacks, what it has. */
interface Part {
  readonly id: 'blockers' | 'evidence' | 'documents';
  readonly title: string;
  readonly icon: string;
  readonly count: number;
  nodes(parent: string): readonly ViewNode[];
  page(page: number): readonly ViewNode[];
}

function partOf(sight: Sight, system: System<unknown>, phase: Phase, id: Part['id']): Part | undefined {
  if (id === 'blockers') return blockersIn(sight, system, phase);
  if (id === 'evidence') return evidenceIn(sight, system, phase);
  return id === 'documents' ? documentsIn(sight, system, phase) : undefined;
}

const part = <T>(
  head: Pick<Part, 'id' | 'title' | 'icon'>,
  at: string,
  all: readonly T[],
  nameOf: (one: T) => string,
  draw: (one: T) => ViewNode,
): Part => {
  // Ids of ranges are below the part's own, so that the way back is in them.
  const pages = () => ranges(all, at, nameOf).map((r, i) => ({ ...r, node: { ...r.node, id: `${at}/${i}` } }));
  return {
    ...head,
    count: all.length,
    nodes: () => (all.length > PAGE ? pages().map((r) => r.node) : all.map(draw)),
    page: (i) => (pages()[i]?.part ?? []).map(draw),
  };
};

/** Each blocker with those that wait for it: what to do first. */
function blockersIn(sight: Sight, system: System<unknown>, phase: Phase): Part {
  const held = new Map<string, { state: string; waiting: string[] }>();
  for (const s of phase.states)
    for (const m of s.over ? [] : s.members)
      for (const w of m.waits)
        (held.get(w.name) ?? held.set(w.name, { state: w.state, waiting: [] }).get(w.name))?.waiting.push(m.name);
  const all = [...held].sort(([, a], [, b]) => b.waiting.length - a.waiting.length);
  const items = new Map(itemsOf(sight.session).map((i) => [i.member.name, i]));
  const at = idOf('in', system.id, phase.id, 'blockers');
  return part(
    { id: 'blockers', title: 'Blockers', icon: 'circle-slash' },
    at,
    all,
    ([name]) => name,
    ([name, { state, waiting }]) => {
      const item = items.get(name);
      const description = joined(
        item ? state : 'not found',
        `${waiting.length} ${waiting.length === 1 ? 'waits' : 'wait'} for it`,
      );
      return {
        id: idOf('blocker', at, name),
        label: name,
        description,
        tooltip: [`**${inMarkdown(name)}**`, inMarkdown(description), ...waiting.slice(0, 20).map(inMarkdown)].join('\n\n'),
        icon: item?.state.icon ?? 'question',
        spoken: spoken(name, 'blocker', description),
        collapsible: 'none',
        ...(item ? itemLinks(sight, item) : {}),
      };
    },
  );
}

const itemLinks = ({ folder, uriOf }: Sight, { member, state }: Item): Pick<ViewNode, 'context' | 'open' | 'about'> => ({
  context: ['item', ...(state.marks ?? [])].join(' '),
  open: { uri: uriOf(member.path) },
  about: { folder, subject: member.name },
});

function evidenceIn(sight: Sight, system: System<unknown>, phase: Phase): Part {
  const { entries } = sight.session.workspace;
  const rules = new Set(system.sidebar?.missingEvidence);
  const all = phase.states.flatMap((s) =>
    s.members.flatMap((m) => rawFindings(entries.get(m.path), rules).map((finding) => ({ name: m.name, finding }))),
  );
  const at = idOf('in', system.id, phase.id, 'evidence');
  return part(
    { id: 'evidence', title: 'Missing evidence', icon: 'search-stop' },
    at,
    all,
    ({ name }) => name,
    ({ name, finding }) => ({
      id: idOf('finding', at, finding.rule, finding.path, String(finding.at.start)),
      label: name,
      description: finding.message,
      tooltip: `${inMarkdown(finding.message)}\n\n${inMarkdown(finding.rule)}`,
      icon: finding.severity === 'error' ? 'error' : 'warning',
      color: finding.severity === 'error' ? 'list.errorForeground' : 'list.warningForeground',
      spoken: spoken(name, 'missing evidence', finding.message),
      collapsible: 'none',
      context: 'finding',
      open: placeOf(sight, finding.path, finding.at),
    }),
  );
}

function documentsIn(sight: Sight, system: System<unknown>, phase: Phase): Part {
  const all = phase.states.flatMap((state) => state.members.map((member): Item => ({ system, phase, state, member })));
  const at = idOf('in', system.id, phase.id, 'documents');
  return part(
    { id: 'documents', title: 'Documents', icon: 'files' },
    at,
    all,
    ({ member }) => member.name,
    (item) => {
      const found = words(total(sight.session, [item.member.path]));
      const description = joined(item.state.title, found);
      return {
        id: idOf('document', at, item.member.path, item.member.name),
        label: item.member.name,
        description,
        icon: item.state.icon,
        spoken: spoken(item.member.name, description),
        collapsible: 'none',
        ...itemLinks(sight, item),
      };
    },
  );
}

/** Documents that are about no item: pointer, spec, board, audit. */
function kindsOf(session: Session, system: System<unknown>): readonly { readonly title: string; readonly path: RelPath }[] {
  const own = new Set(itemsOf(session).map((i) => i.member.path));
  const { entries, store } = session.workspace;
  return system.kinds.flatMap(({ id, title, reads }) =>
    reads === 'code'
      ? []
      : store
          .look()
          .files(`${system.id}/${id}`)
          // A spec that nobody names any more is there, and governs nothing.
          .filter((path) => !own.has(path) && entries.has(path))
          .map((path) => ({ title, path })),
  );
}

const kindNodes = (sight: Sight, system: System<unknown>): readonly ViewNode[] =>
  kindsOf(sight.session, system)
    .slice(0, PAGE)
    .map(({ title, path }) => {
      const found = words(total(sight.session, [path]));
      return {
        id: idOf('kind', system.id, title, path),
        label: title,
        description: joined(path, found),
        icon: 'file',
        spoken: spoken(title, path, found),
        collapsible: 'none',
        context: 'document',
        open: { uri: sight.uriOf(path) },
      };
    });

const folderGates = (sight: Sight, system: System<unknown>, parent: string): readonly ViewNode[] =>
  gatesIn(sight.session)
    .filter((g) => g.system === system.id && g.gate.subject === 'folder')
    .map((g) => gateNode(sight, g.name, '', g.gate.summary, parent));
