/** packets/phase-gate. Source: SYSTEMS.md §1, *Gates*. */
import { answer, gate } from '#core/gate';
import type { WideLook } from '#core/look';
import type { Known } from '#core/symbols';
import { standing } from '../model/board/board-queries';
import type { PacketsDialect } from '../model/dialect/dialect';
import { written } from '../model/dialect/status';
import { judged } from '../model/evidence/evidence';
import { specRegression, type View } from '../model/gating/gating';
import { planted, specCanaries } from '../model/gating/planted';
import { waits } from '../model/queries';

export default gate<PacketsDialect>({
  aliases: ['phase-gate-check'],
  subject: 'phase',
  summary: 'The phase may close: all that its closure section lists is validated, and the spec holds.',
  subjects: (look) => [...new Set(closures(look).map((e) => phaseOf(e.data.section)))],

  *judge(view) {
    const listed = closures(view.look).filter((e) => isPhase(e.data.section, view.subject));
    const title = 'Every packet of the closure section is done and validated.';
    const ids = [...new Set(listed.map((e) => e.name))];
    if (ids.length === 0) yield answer('closure', title, 'unknown', noSection(view));
    else {
      const open = ids.flatMap((id) => whyOpen(view, id));
      yield answer(
        'closure',
        title,
        open.length === 0 ? 'pass' : 'fail',
        open.length === 0 ? ids.join(', ') : `${open.join('; ')}.`,
      );
    }
    const upstream = ids.flatMap((id) =>
      (view.look.ask(waits)[id] ?? [])
        .filter((b) => !ids.includes(b) && !view.look.ask(standing, b).over)
        .map((b) => `${id} waits for ${b}`),
    );
    yield ids.length === 0
      ? answer('upstream', 'Nothing upstream of it is open.', 'unknown', 'Without a closure section nobody knows what is.')
      : answer(
          'upstream',
          'Nothing upstream of it is open.',
          upstream.length === 0 ? 'pass' : 'fail',
          upstream.length === 0 ? undefined : `${upstream.join('; ')}.`,
        );
    yield* specRegression(view);
  },

  canaries: [
    planted('closure', 'A listed packet is not done.', { base: { STATUS: 'In-Progress' } }),
    planted('upstream', 'A listed packet waits for one that is open.', { base: { 'Blocked on': 'WP-9-Roles' } }),
    ...specCanaries,
  ],
});

const closures = (look: WideLook): readonly Known<'entry'>[] => look.all('entry').filter((e) => e.data.closure);

/** `Phase 1 Closure Gates (BLOCKING)` is `1`; a heading without a number is itself. */
const phaseOf = (section: string): string => /\bphase[\s_-]*(\d+(?:\.\d+)*)/i.exec(section)?.[1] ?? section;

/** The phase is named by its number, as `Phase-1`, or by the heading. */
function isPhase(section: string, named: string): boolean {
  const phaseKey = (s: string): string =>
    s
      .toLowerCase()
      .replace(/[^\p{L}\p{N}.]+/gu, ' ')
      .trim();
  return (
    phaseKey(section) === phaseKey(named) || phaseOf(section) === (/^phase[\s_-]*(\S+)$/i.exec(named.trim())?.[1] ?? named.trim())
  );
}

const noSection = (view: View): string => {
  const unread = view.unread('packets/board');
  if (unread.length > 0) return `${unread.join(', ')} cannot be read.`;
  const all = [...new Set(closures(view.look).map((e) => e.data.section))];
  return all.length === 0
    ? 'The board has no closure section with packets in it.'
    : `The board has no closure section for ${view.subject}; it has ${all.map((s) => `“${s}”`).join(', ')}.`;
};

function whyOpen(view: View, id: string): readonly string[] {
  const packet = view.look.defs({ kind: 'packet', name: id })[0];
  if (!packet) return [`${id} has no packet`];
  const { status, validated, verdict, failed } = judged(view.look, id, packet.data);
  if (status !== 'Done') return [`${id} is ${status ?? 'without a status'}`];
  if (verdict === 'FAIL') return [failed ? `${id} says that it failed` : `the last verdict on ${id} is FAIL`];
  const onBoard = view.look.defs({ kind: 'entry', name: id }).some((e) => e.data.validated);
  if (verdict !== 'PASS') return [`${id} is ${written({ status, validated })}, but no report says PASS`];
  return validated || onBoard ? [] : [`${id} is Done, but neither packet nor board calls it validated`];
}
