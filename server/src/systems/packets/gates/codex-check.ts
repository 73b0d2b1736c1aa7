/** packets/codex-check. Source: SYSTEMS.md §1, *Gates*. */
import { answer, type Check, clean, gate } from '#core/gate';
import type { ProbeResult, Scanned } from '#core/task';
import type { PacketsDialect } from '../model/dialect/dialect';
import { mergedCheck } from '../model/gating/audit-checks';
import { groundOf, type Looked, withinOf } from '../model/gating/auditing';
import { canary } from '../model/gating/canaries';
import { invariantCanaries } from '../model/gating/derived-canaries';
import { packetIdsBy, type View } from '../model/gating/gating';
import { codexesOf, type DeclaredInvariant, declaredInvariants, type Leave, leaves } from '../model/gating/invariants';
import { nobody, planted } from '../model/gating/planted';
import { asAudit, probeOf } from '../model/gating/probes';

export default gate<PacketsDialect>({
  aliases: ['validator-codex-check'],
  subject: 'folder',
  narrows: true,
  since: 'narrows',
  summary: 'The code keeps the invariants whose breach is declared.',
  subjects: (look) => packetIdsBy(look, ['Ready-for-Validation', 'In-Progress']),

  *judge(view) {
    const ground = groundOf(view);
    if (ground.is === 'none') return yield ground.check;
    const { paths, models, unread } = codexesOf(view);
    if (paths.length > 0) {
      const found = paths.filter((p) => !unread.includes(p)).map((p) => view.found(p, ['packets/invariant-pattern-invalid']));
      yield clean('declarations', 'What the codex declares can be read.', [...found, { findings: [], open: unread }]);
    }
    const all = declaredInvariants(view, models);
    if (all.length === 0)
      yield answer(
        'invariants',
        'Some invariant says what breaks it.',
        'unknown',
        'None does: declare patterns under packets.invariants in gatehouse.yaml, or below its heading in the codex in a fence called gatehouse.',
      );
    for (const one of all) yield kept(view, ground, one);
  },

  canaries: [
    nobody('scope'),
    planted('declarations', 'The codex declares something that cannot be read.', { declares: 'patern: canary_call' }),
    canary('CX-901', 'The code breaks what the codex declares.', 'canary.py', 'canary_call()\n'),
  ],
  derived: invariantCanaries,
});

function kept(view: View, ground: Looked, { id, forbids, title, isStated, isWaivable }: DeclaredInvariant): Check {
  const check = { id, title: `${id} is kept${title === '' ? '' : `: ${title.replace(/^[\s:–—-]+|[\s.]+$/g, '')}`}.` };
  const why = (reason: string): string => (reason === '' ? `${id} forbids it` : `${id} forbids it. ${reason}`);
  const audits = forbids.map(asAudit).map((a) => ({ ...a, reason: why(a.reason) }));
  const outcome = view.task('scan', { probes: audits.map((a) => probeOf(view.dialect, a)), ...withinOf(ground) });
  if (outcome.is === 'unknown') return answer(id, check.title, 'unknown', outcome.says);
  const { scanned, by, not } = isWaivable ? waived(view, id, outcome.value) : { scanned: outcome.value, by: [], not: [] };
  const done = mergedCheck('codex-check', check, audits, scanned);
  const remarks = [
    ...(done.says === undefined ? [] : [done.says]),
    ...(by.length > 0 ? [`Waived by ${by.join(', ')}.`] : []),
    ...not.map(({ packet, but }) => `The waiver in ${packet} does not count: ${but}`),
    ...(isStated ? [] : ['No codex in force states it.']),
  ];
  return remarks.length === 0 ? done : { ...done, says: remarks.join(' ') };
}

interface Waived {
  /** What was found, without what there is leave for. */
  readonly scanned: Scanned;
  /** Packets whose leave it is. */
  readonly by: readonly string[];
  /** Leave that would be for what was found, and does not count. */
  readonly not: readonly Leave[];
}

function waived(view: View, id: string, scanned: Scanned): Waived {
  const all = leaves(view, id);
  const by = new Set<string>();
  const not = new Set<Leave>();
  const probes = scanned.probes.map((p): ProbeResult => {
    const hits = p.hits.filter((h) => {
      const covering = all.filter((l) => l.covers(h.path));
      const leave = covering.find((l) => l.but === undefined);
      if (leave) by.add(leave.packet);
      else for (const l of covering) not.add(l);
      return !leave;
    });
    return { ...p, hits, total: p.total === undefined ? undefined : p.total - (p.hits.length - hits.length) };
  });
  return { scanned: { ...scanned, probes }, by: [...by], not: [...not] };
}
