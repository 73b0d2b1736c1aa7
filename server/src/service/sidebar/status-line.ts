/** Where the work of one or several folders stands, in one line. */
import type { StatusLine } from '#protocol/messages';
import type { Session } from '../engine/session';
import { done, size } from './phases';
import { inMarkdown, joined, many, words } from './sight';
import { waitingIn } from './signatures';

/** Undefined: none of the folders follows a system. */
export function statusLine(sessions: readonly Session[]): StatusLine | undefined {
  const phases = sessions.flatMap((session) =>
    session.systems.flatMap((s) => (s.phases ? session.workspace.store.look().ask(s.phases) : [])),
  );
  const busy = sessions.some((s) => s.busy);
  if (phases.length === 0 && sessions.some((s) => s.systems.length > 0) && !busy)
    return { text: 'Gatehouse', tooltip: 'Nothing is planned yet.', spoken: 'Gatehouse: nothing is planned yet', busy };
  if (phases.length === 0)
    return busy ? { text: 'Gatehouse', tooltip: 'Files are being read.', spoken: 'Gatehouse is reading files', busy } : undefined;
  const current = phases.find((p) => done(p) < size(p)) ?? phases[phases.length - 1];
  const blocked = phases.reduce((n, p) => n + p.blocked, 0);
  const waiting = sessions.reduce((n, s) => n + waitingIn(s).filter((w) => w.against === 0).length, 0);
  const found = { error: 0, warning: 0, info: 0, hint: 0 };
  for (const s of sessions) for (const e of s.workspace.entries.values()) for (const f of e.findings) found[f.severity]++;
  // Editors count errors and warnings themselves.
  const said = joined(
    current?.title,
    current && `${done(current)} of ${size(current)} done`,
    blocked > 0 && `${blocked} blocked`,
    waiting > 0 && `${waiting} to sign`,
  );
  const tooltip = phases.map((p) =>
    inMarkdown(`${p.title}: ${done(p)} of ${size(p)} done${p.blocked > 0 ? `, ${p.blocked} blocked` : ''}`),
  );
  const toSign = waiting > 0 ? `${many(waiting, 'waits', 'wait')} for a signature` : '';
  return {
    text: said,
    tooltip: [...tooltip, toSign, words(found)].filter(Boolean).join('\n\n'),
    spoken: `Gatehouse: ${said.replaceAll(' · ', ', ')}`,
    busy,
  };
}
