/** Where the work of one or several folders stands, in one line. */
import type { Phase } from '#core/system';
import type { StatusLine } from '#protocol/messages';
import type { Session } from '../engine/session';
import { done, size } from './phases';
import { inMarkdown, joined, many, words } from './sight';
import { waitingIn } from './signatures';

/** A folder with what it is called where there are several. */
export interface Stand {
  readonly name: string;
  readonly session: Session;
}

/**
 * Undefined: none of the folders follows a system.
 * @param at the folder that somebody works in: where it follows one the line is about it alone
 */
export function statusLine(folders: readonly Stand[], at?: Session): StatusLine | undefined {
  const governed = folders.filter(({ session }) => session.systems.length > 0);
  const own = governed.find(({ session }) => session === at);
  const [only] = governed.length === 1 ? governed : [own];
  if (only) return lineOf(only, governed.length > 1);
  const busy = folders.some(({ session }) => session.busy);
  if (governed.length === 0) return busy ? reading : undefined;
  const parts = governed.map((f) => partOf(f.session));
  const said = joined(`${governed.length} folders`, ...counts(parts)) || 'Gatehouse';
  return {
    text: said,
    tooltip: governed.map((f, i) => [`**${inMarkdown(f.name)}**`, ...tips(parts[i])].join('\n\n')).join('\n\n---\n\n'),
    spoken: spokenOf(said),
    busy,
  };
}

const reading: StatusLine = {
  text: 'Gatehouse',
  tooltip: 'Files are being read.',
  spoken: 'Gatehouse is reading files',
  busy: true,
};

/** @param isOne of several: then it is named */
function lineOf({ name, session }: Stand, isOne: boolean): StatusLine {
  const { busy } = session;
  const part = partOf(session);
  const { phases } = part;
  const title = isOne ? [`**${inMarkdown(name)}**`] : [];
  const of = isOne ? ` in ${name}` : '';
  if (phases.length === 0 && busy) return { ...reading, ...(isOne ? { tooltip: [...title, reading.tooltip].join('\n\n') } : {}) };
  if (phases.length === 0)
    return {
      text: 'Gatehouse',
      tooltip: [...title, 'Nothing is planned yet.'].join('\n\n'),
      spoken: `Gatehouse: nothing is planned yet${of}`,
      busy,
    };
  const current = phases.find((p) => done(p) < size(p)) ?? phases[phases.length - 1];
  // Editors count errors and warnings themselves.
  const said = joined(current?.title, current && `${done(current)} of ${size(current)} done`, ...counts([part]));
  return { text: said, tooltip: [...title, ...tips(part)].join('\n\n'), spoken: `${spokenOf(said)}${of}`, busy };
}

const spokenOf = (said: string): string => `Gatehouse: ${said.replaceAll(' · ', ', ')}`;

interface Part {
  readonly phases: readonly Phase[];
  readonly waiting: number;
  readonly found: string;
}

function partOf(session: Session): Part {
  const phases = session.systems.flatMap((s) => (s.phases ? session.workspace.store.look().ask(s.phases) : []));
  const waiting = waitingIn(session).filter((w) => w.against === 0).length;
  const found = { error: 0, warning: 0, info: 0, hint: 0 };
  for (const e of session.workspace.entries.values()) for (const f of e.findings) found[f.severity]++;
  return { phases, waiting, found: words(found) };
}

function counts(parts: readonly Part[]): readonly (string | false)[] {
  const blocked = parts.reduce((n, { phases }) => n + phases.reduce((m, p) => m + p.blocked, 0), 0);
  const waiting = parts.reduce((n, p) => n + p.waiting, 0);
  return [blocked > 0 && `${blocked} blocked`, waiting > 0 && `${waiting} to sign`];
}

function tips(part: Part | undefined): readonly string[] {
  const { phases = [], waiting = 0, found = '' } = part ?? {};
  const lines = phases.map((p) =>
    inMarkdown(`${p.title}: ${done(p)} of ${size(p)} done${p.blocked > 0 ? `, ${p.blocked} blocked` : ''}`),
  );
  const toSign = waiting > 0 ? `${many(waiting, 'waits', 'wait')} for a signature` : '';
  return [...lines, toSign, found].filter((line) => line !== '');
}
