/** packets/phase-close: the gate, then a tag that is here alone. Source: SYSTEMS.md §1 *Actions*. */
import { action } from '#core/action';
import { done, misused, mustPass, refuse } from '../acting/view';
import phaseGate from '../gates/phase-gate';
import type { PacketsDialect } from '../model/dialect/dialect';

export default action<PacketsDialect>({
  ...(phaseGate.subjects ? { subjects: phaseGate.subjects } : {}),
  act(view) {
    const { subject } = view;
    if (subject === '') misused('Name the phase, such as 1.');
    const tag = tagOf(subject) ?? misused(`“${subject}” makes no tag; name the phase by its number.`);
    mustPass(view, 'phase-gate', subject, `Closing phase ${subject}`);
    if (view.task('tagged', { name: tag })) refuse(`There is a tag ${tag} already: this phase has been closed.`);
    const kinds = ['packet', 'board', 'pointer', 'spec', 'audit', 'report', 'refinement', 'codex', 'protocol'];
    const governed = new Set(kinds.flatMap((k) => view.look.files(`packets/${k}`)));
    const open = view.task('changes', { since: 'HEAD' }).files.filter((f) => governed.has(f.path) || f.path === 'gatehouse.yaml');
    if (open.length > 0)
      refuse(
        `The tag would name the last commit, and the gate has judged what is not in it: commit ${open.map((f) => f.path).join(', ')} first.`,
      );
    return {
      ...done([], `Phase ${subject} may close: its gate passes.`),
      tag: { name: tag, message: `Phase ${subject} is complete: phase-gate passed on ${view.today}.` },
    };
  },
});

/** `phase-1-complete`. Undefined: nothing of the name is left that a tag may hold. */
function tagOf(phase: string): string | undefined {
  const number = /\bphase[\s_-]*(\d+(?:\.\d+)*)/i.exec(phase)?.[1] ?? phase;
  const slug = number
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, '-')
    .replace(/\.{2,}/g, '.')
    .replace(/^[-.]+|[-.]+$/g, '')
    .slice(0, 60);
  return slug === '' ? undefined : `phase-${slug}-complete`;
}
