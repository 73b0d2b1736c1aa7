/** What the trees show, as nodes ready to be drawn. Lazily: children are asked for one node at a time. */
import type { Severity } from '#core/rule';
import type { Member, Phase } from '#core/system';
import type { RelPath } from '#core/text';
import type { StatusLine, ViewNode } from '#protocol/messages';
import type { Session } from './session';

type Counts = Readonly<Record<Severity, number>>;

/** The children of a node of the phase tree; the roots where `parent` is absent. Unknown parents have none. */
export function phaseNodes(session: Session, parent: string | undefined, uriOf: (path: RelPath) => string): readonly ViewNode[] {
  const look = session.workspace.store.look();
  const systems = session.systems.flatMap((s) => (s.phases ? [{ id: s.id, title: s.title, phases: look.ask(s.phases) }] : []));
  const several = systems.length > 1;
  if (parent === undefined) {
    if (several) return systems.map((s) => ({ id: s.id, label: s.title, icon: 'project', collapsible: 'expanded' }));
    return systems.flatMap((s) => s.phases.map((p) => phaseNode(session, s.id, p)));
  }
  const [systemId, phaseId, state] = parent.split('/');
  const system = systems.find((s) => s.id === systemId);
  if (!system) return [];
  if (phaseId === undefined) return system.phases.map((p) => phaseNode(session, system.id, p));
  const phase = system.phases.find((p) => p.id === phaseId);
  if (!phase) return [];
  if (state === undefined) return phase.states.map((s) => stateNode(session, parent, s));
  return phase.states.find((s) => s.title === state)?.members.map((m) => memberNode(session, m, uriOf)) ?? [];
}

/** Where the work of one or several folders stands, in one line. Undefined: none of them has phases. */
export function statusLine(sessions: readonly Session[]): StatusLine | undefined {
  const phases = sessions.flatMap((session) =>
    session.systems.flatMap((s) => (s.phases ? session.workspace.store.look().ask(s.phases) : [])),
  );
  const busy = sessions.some((s) => s.busy);
  if (phases.length === 0)
    return busy ? { text: 'Gatehouse', tooltip: 'Files are being read.', spoken: 'Gatehouse is reading files', busy } : undefined;
  const current = phases.find((p) => done(p) < size(p)) ?? phases[phases.length - 1];
  const blocked = phases.reduce((n, p) => n + p.blocked, 0);
  const found = { error: 0, warning: 0, info: 0, hint: 0 };
  for (const s of sessions) for (const e of s.workspace.entries.values()) for (const f of e.findings) found[f.severity]++;
  // Editors count errors and warnings themselves.
  const said = [
    ...(current ? [current.title, `${done(current)} of ${size(current)} done`] : []),
    ...(blocked > 0 ? [`${blocked} blocked`] : []),
  ].join(' · ');
  const tooltip = phases.map((p) => `${p.title}: ${done(p)} of ${size(p)} done${p.blocked > 0 ? `, ${p.blocked} blocked` : ''}`);
  return {
    text: said,
    tooltip: [...tooltip, words(found)].filter(Boolean).join('\n\n'),
    spoken: `Gatehouse: ${said.replaceAll(' · ', ', ')}`,
    busy,
  };
}

/** How many members a phase has. */
export const size = (p: Phase): number => p.states.reduce((n, s) => n + s.members.length, 0);
/** How many of them are done. */
export const done = (p: Phase): number => p.states.find((s) => s.title === 'Done')?.members.length ?? 0;

function phaseNode(session: Session, system: string, phase: Phase): ViewNode {
  const members = phase.states.flatMap((s) => s.members);
  const found = total(session, members);
  const description = [`${done(phase)} of ${members.length} done`, words(found)].filter(Boolean).join(' · ');
  return {
    id: `${system}/${phase.id}`,
    label: phase.title,
    description,
    icon: 'milestone',
    collapsible: 'expanded',
    context: 'phase',
    spoken: `${phase.title}, ${description}`,
  };
}

function stateNode(session: Session, parent: string, state: Phase['states'][number]): ViewNode {
  const n = state.members.length;
  const found = total(session, state.members);
  const description = [String(n), words(found)].filter(Boolean).join(' · ');
  return {
    id: `${parent}/${state.title}`,
    label: state.title,
    description,
    icon: state.icon,
    collapsible: 'expanded',
    context: 'state',
    spoken: `${state.title}, ${n} ${n === 1 ? 'packet' : 'packets'}${words(found) ? `, ${words(found)}` : ''}`,
  };
}

function memberNode(session: Session, member: Member, uriOf: (path: RelPath) => string): ViewNode {
  const found = total(session, [member]);
  const description = [member.detail, words(found)].filter(Boolean).join(' · ');
  return {
    id: `member/${member.path}/${member.name}`,
    label: member.name,
    ...(description === '' ? {} : { description }),
    tooltip: `**${member.name}**\n\n${member.path}${words(found) ? `\n\n${words(found)}` : ''}`,
    icon: found.error > 0 ? 'error' : found.warning > 0 ? 'warning' : 'file',
    ...(found.error > 0 ? { color: 'list.errorForeground' } : found.warning > 0 ? { color: 'list.warningForeground' } : {}),
    spoken: [member.name, description].filter(Boolean).join(', '),
    collapsible: 'none',
    context: 'packet',
    open: { uri: uriOf(member.path) },
  };
}

function total(session: Session, members: readonly Member[]): Counts {
  const counts = { error: 0, warning: 0, info: 0, hint: 0 };
  for (const path of new Set(members.map((m) => m.path)))
    for (const f of session.workspace.entries.get(path)?.findings ?? []) counts[f.severity]++;
  return counts;
}

const words = (c: Counts): string =>
  [
    c.error > 0 ? `${c.error} ${c.error === 1 ? 'error' : 'errors'}` : '',
    c.warning > 0 ? `${c.warning} ${c.warning === 1 ? 'warning' : 'warnings'}` : '',
  ]
    .filter(Boolean)
    .join(', ');
