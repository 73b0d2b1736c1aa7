/** packets/handoff: what the next role needs to begin, refused unless pre-work passes now. Source: SYSTEMS.md §1 *Actions*. */
import { action } from '#core/action';
import { nameOf } from '#core/paths';
import { items, mustPass, packetOf, refuse, said, statusIn, told, type View } from '../acting/view';
import { specPath } from '../acting/work';
import type { PacketsDialect } from '../model/dialect/dialect';
import { written } from '../model/dialect/status';
import { packetIdsBy } from '../model/gating/gating';
import { wantedCodexes } from '../model/queries';

export default action<PacketsDialect>({
  subjects: (look) => packetIdsBy(look, ['Ready-for-Dev', 'Ready-for-Validation', 'In-Progress']),
  act(view) {
    const packet = packetOf(view);
    const { id } = packet;
    const status = statusIn(packet);
    const next = roles[status.status];
    if (!next)
      return refuse(`${id} is ${written(status)}: there is nobody to hand it to. It is handed over once it is Ready-for-Dev.`);
    mustPass(view, 'pre-work', id, `Handing ${id} over`);
    const tier = said(packet, 'RISK_TIER') ?? 'none is given';
    const audits = items(packet, 'Validator Audit Scope');
    const authority = authorities(view, next.protocol);
    const lines = [
      `Task packet: ${packet.path}`,
      `WP_ID: ${id}`,
      `RISK_TIER: ${tier}`,
      `For: the ${next.role}`,
      `Read: ${authority.join(', ')}`,
      `Run: ${next.command(id)}`,
      ...(next.role === 'validator' && audits.length > 0 ? [`Audits: ${audits.join('; ')}`] : []),
      `Deliver: ${next.deliver}`,
      'Only IN_SCOPE_PATHS may change; OUT_OF_SCOPE may not. What is signed stays as it is.',
      `Readiness: ${written(status)}, and pre-work passes on ${view.today}.`,
    ];
    const data = {
      path: packet.path,
      id,
      tier,
      role: next.role,
      status: written(status),
      read: authority,
      command: next.command(id),
    };
    return told(lines.join('\n'), { ...data, ready: true });
  },
});

const coder = {
  role: 'coder',
  protocol: /CODER/i,
  command: (id: string) => `gatehouse gate pre-work ${id}`,
  deliver: 'the BOOTSTRAP block before the first change of code.',
};
const validator = {
  role: 'validator',
  protocol: /VALIDATOR/i,
  command: (id: string) => `gatehouse gate validate ${id}`,
  deliver: 'a report with one verdict, PASS or FAIL.',
};
const roles: Readonly<Record<string, typeof coder>> = {
  'Ready-for-Dev': coder,
  'In-Progress': coder,
  'Ready-for-Validation': validator,
};

/** Pointer and spec, the codex, the role's own protocol. */
function authorities(view: View, protocol: RegExp): readonly string[] {
  const spec = specPath(view);
  return [
    ...view.look.files('packets/pointer').slice(0, 1),
    ...(spec === undefined ? [] : [spec]),
    ...view.look.ask(wantedCodexes),
    ...view.look.files('packets/protocol').filter((p) => protocol.test(nameOf(p))),
  ];
}
