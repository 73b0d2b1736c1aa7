/** Where the work of a folder stands, for people and programs: phases, states, what waits for what, and since when. */
import { daysBetween } from '#core/days';
import type { FolderStatus } from '#protocol/status-report';
import type { Session } from './engine/session';
import { done, size } from './sidebar/phases';

/** @param folder absolute @param day the day on which ages are told, `YYYY-MM-DD` */
export function statusOf(session: Session, folder: string, day: string): FolderStatus {
  const look = session.workspace.store.look();
  const phases = session.systems.flatMap((s) => (s.phases ? look.ask(s.phases) : []));
  return {
    folder,
    phases: phases.map((phase) => ({
      id: phase.id,
      title: phase.title,
      packets: size(phase),
      done: done(phase),
      blocked: phase.blocked,
      states: phase.states.map((state) => ({
        title: state.title,
        packets: state.members.map(({ name, path, detail, waits, since }) => {
          const days = since === undefined ? undefined : daysBetween(since, day);
          const findings = session.workspace.entries.get(path)?.findings ?? [];
          return {
            id: name,
            file: path,
            detail,
            ...(since === undefined ? {} : { since }),
            ...(days === undefined || days < 0 ? {} : { days }),
            waits: waits.map((w) => ({ id: w.name, state: w.state })),
            errors: findings.filter((f) => f.severity === 'error').length,
            warnings: findings.filter((f) => f.severity === 'warning').length,
          };
        }),
      })),
    })),
  };
}

/** As indented lines: phase, state, packets. */
export function statusText({ phases }: FolderStatus): string {
  if (phases.length === 0) return 'There are no packets here.\n';
  const lines = phases.flatMap((phase) => {
    const all = phase.states.flatMap((s) => s.packets);
    const width = Math.max(...all.map((p) => p.id.length));
    const blocked = phase.blocked > 0 ? `, ${phase.blocked} blocked` : '';
    return [
      `${phase.title}: ${phase.done} of ${phase.packets} done${blocked}`,
      ...phase.states.flatMap((s) => [
        `  ${s.title} (${s.packets.length})`,
        ...s.packets.map((p) => `    ${p.id.padEnd(width)}  ${said(p)}`.trimEnd()),
      ]),
      '',
    ];
  });
  return `${lines.join('\n').trimEnd()}\n`;
}

function said(p: FolderStatus['phases'][number]['states'][number]['packets'][number]): string {
  const count = (n: number, one: string): string => (n === 0 ? '' : `${n} ${one}${n === 1 ? '' : 's'}`);
  return [
    p.detail,
    p.days === undefined ? '' : p.days === 1 ? '1 day' : `${p.days} days`,
    p.waits.length === 0 ? '' : `waits for ${p.waits.map((w) => `${w.id} (${w.state})`).join(', ')}`,
    count(p.errors, 'error'),
    count(p.warnings, 'warning'),
  ]
    .filter(Boolean)
    .join(' · ');
}
