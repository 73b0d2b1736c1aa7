/** Gates in a tree: what each said last, when, and whether that still holds. */
import type { KeptVerdict } from '#protocol/messages';
import type { ViewNode } from '#protocol/views';
import { idOf, inMarkdown, joined, type Sight, spoken } from './sight';

const icons = { pass: 'pass', fail: 'error', unknown: 'question' } as const;
const colors = {
  pass: 'testing.iconPassed',
  fail: 'testing.iconFailed',
  unknown: 'list.warningForeground',
} as const;

/** The last verdict of a gate on something. */
const verdictOn = ({ verdicts }: Sight, gate: string, subject: string): KeptVerdict | undefined =>
  verdicts.find((v) => v.gate === gate && v.subject === subject);

/** @param summary what holds when it passes @param shown in place of the gate's name */
export function gateNode(sight: Sight, gate: string, subject: string, summary: string, parent: string): ViewNode {
  const last = verdictOn(sight, gate, subject);
  const stale = last !== undefined && last.digest !== sight.digest;
  const description = last ? joined(last.verdict, timeOf(last.at, sight.now), stale && 'stale') : 'not run';
  const counts = last ? `\n\n${inMarkdown(last.counts)}.` : '';
  const changed = stale ? '\n\nGoverned files have changed since: run it again.' : '';
  return {
    id: idOf('gate', parent, gate, subject),
    label: gate,
    description,
    tooltip: `**${inMarkdown([gate, subject].filter(Boolean).join(' '))}**: ${inMarkdown(summary)}${counts}${changed}`,
    icon: last ? icons[last.verdict] : 'circle-outline',
    // What no longer holds is not shown in the colour of what does.
    ...(last ? { color: stale ? 'disabledForeground' : colors[last.verdict] } : {}),
    spoken: spoken(`Gate ${gate}`, description),
    collapsible: 'none',
    context: 'gate',
    leads: 'gate',
    about: { folder: sight.folder, subject, gate },
  };
}

/** The gates that were asked about something, each once. */
export const gatesOn = ({ verdicts }: Sight, subject: string): readonly string[] =>
  [...new Set(verdicts.filter((v) => v.subject === subject).map((v) => v.gate))].sort();

/** `14:05` today, `2026-01-05 14:05` before; by the clock of whoever looks. */
function timeOf(at: number, now: number): string {
  const [then, today] = [new Date(at), new Date(now)];
  const two = (n: number): string => String(n).padStart(2, '0');
  const day = (d: Date): string => `${d.getFullYear()}-${two(d.getMonth() + 1)}-${two(d.getDate())}`;
  const time = `${two(then.getHours())}:${two(then.getMinutes())}`;
  return day(then) === day(today) ? time : `${day(then)} ${time}`;
}
