/** What a person is shown of a packet before signing it, and what stands against that. */
import type { Check, GateFinding } from '#core/gate';
import type { Finding } from '#core/rule';
import type { SigningSheet, Stand } from '#core/signing';
import type { RelPath } from '#core/text';
import { definedId } from '../model/anchors/anchors';
import { auditsAskedFor } from '../model/gating/audit-scope';
import { asReady, PACKET, thePacket, type View } from '../model/gating/gating';
import { listed } from '../model/packet/packet';
import { tierAsks, tierOf } from '../model/packet/tiers';
import { subjectOf } from '../model/packet/title';
import { LOG, logTalk } from '../model/signing/questions';
import type { PacketModel } from '../model/types';
import { statusOf } from '../model/types';
import { changes } from './changes';
import { cited } from './cited';
import { asNote, lockedIn } from './locked';

/** States in which a packet is signed: what is being worked on was signed before. */
const open = new Set(['Backlog', 'Ready-for-Dev']);

/** Refused where the packet is a stub, is past Ready-for-Dev or cannot be read. */
export function sheet(view: View): SigningSheet | { readonly refused: string } {
  const packet = thePacket(view);
  if (!('facts' in packet)) return { refused: packet.says ?? packet.title };
  const { path, model } = packet;
  const file = view.file(path, PACKET);
  if (!file) return { refused: `${path} cannot be read.` };
  const status = statusOf(model);
  if (status !== undefined && !open.has(status))
    return { refused: `${model.id} is ${status}; a packet is signed in Backlog or Ready-for-Dev.` };
  if (model.stub) return { refused: `${model.id} is a stub; write it out first.` };
  const { findings, against, warnings } = checked(view, path, model);
  const { requested } = logTalk(model.fields);
  return {
    subject: model.id,
    does: 'Sign',
    means: 'Your signature locks these words. Work begins on them; a change afterwards is a new variant, or a signed amendment.',
    sendsBack: true,
    title: subjectOf(model.fields.title?.text ?? '', model.id),
    path,
    locked: lockedIn({ view, path, model, findings }),
    sections: cited(
      view,
      packet.facts.citations.map((c) => definedId(view.look, c.id)),
    ),
    changes: changes(view, packet),
    facts: facts(view, model),
    against,
    warnings,
    ...(requested === undefined ? {} : { requested }),
    hash: file.hash,
  };
}

/** What is found in the packet, and what of that keeps it from being signed or has to be acknowledged. */
export function checked(
  view: View,
  path: RelPath,
  model: PacketModel,
): { readonly findings: readonly Finding[] } & Pick<SigningSheet, 'against' | 'warnings'> {
  const findings = found(view, path, model);
  return { findings, against: against(view, model, path, findings), warnings: warnings(view, path, findings) };
}

/** What rules find in the packet as it will be once it is signed: ready for work. Where it stands is judged as it is. */
function found(view: View, path: RelPath, model: PacketModel): readonly Finding[] {
  const rules = view.rules('packets/', PACKET).filter((id) => !id.startsWith('packets/signature-'));
  const ofState = (id: string): boolean => id.startsWith('packets/board-') || id === 'packets/status-conflict';
  return [
    ...view.found(
      path,
      rules.filter((id) => !ofState(id)),
      asReady,
    ).findings,
    ...view.found(path, rules.filter(ofState)).findings,
  ].filter((f) => !isFilled(model, f));
}

/** What signing fills may still be open. */
function isFilled({ fields }: PacketModel, f: Finding): boolean {
  const log = fields.fields.find((o) => o.key === LOG && o.role === 'value');
  return log !== undefined && log.at.start <= f.at.start && f.at.end <= log.at.end;
}

/**
 * Work may begin once it is signed: all that `pre-work` asks besides has to hold by now. What is unknown stands against it too, and so
 * does every other error, and a question that nobody has answered.
 */
function against(view: View, model: PacketModel, path: RelPath, findings: readonly Finding[]): readonly Stand[] {
  const due = view
    .checks('pre-work')
    .filter((c) => c.id !== 'signature' && c.id !== 'blockers' && c.verdict !== 'pass')
    .map((c) => (c.id === 'placeholders' ? { ...c, findings: c.findings.filter((f) => !isFilled(model, f)) } : c))
    .filter((c) => c.id !== 'placeholders' || c.verdict !== 'fail' || c.findings.length > 0);
  const told = new Set(due.flatMap((c) => c.findings.map(keyOf)));
  const others = findings.filter((f) => f.severity === 'error' && !told.has(keyOf(f)));
  return [
    ...due.flatMap((c) => stands(c, path)),
    ...others.map((f): Stand => ({ says: f.message, notes: [asNote(f, path)] })),
    ...logTalk(model.fields)
      .questions.filter((q) => !q.answered)
      .map(
        (q): Stand => ({
          says: `Nobody has answered: ${q.text}`,
          notes: [{ says: 'The question', tone: 'plain', path, at: q.at }],
        }),
      ),
  ];
}

const keyOf = (f: Pick<Finding, 'rule' | 'message'>): string => `${f.rule}\0${f.message}`;

const MOST = 10;

/** What keeps a check from passing: each finding by itself. A check without any says it in its own words. */
function stands({ title, verdict, says, findings }: Check, path: RelPath): readonly Stand[] {
  if (findings.length === 0 || verdict === 'unknown')
    return [
      {
        says: verdict === 'unknown' ? `Not known: ${title} ${says ?? ''}`.trim() : (says ?? `This does not hold: ${title}`),
        notes: findings.map((f: GateFinding) => asNote(f, f.path ?? path)),
      },
    ];
  const more = findings.length - MOST;
  return [
    ...findings.slice(0, MOST).map((f: GateFinding): Stand => ({ says: f.message, notes: [asNote(f, f.path ?? path)] })),
    ...(more > 0 ? [{ says: `And ${more} more of that kind.`, notes: [] }] : []),
  ];
}

function warnings(view: View, path: RelPath, findings: readonly Finding[]): readonly Stand[] {
  const waits = view.checks('pre-work').find((c) => c.id === 'blockers' && c.verdict !== 'pass');
  const said = [...new Map(findings.filter((f) => f.severity === 'warning').map((f) => [f.message, f])).values()];
  return [
    ...said.map((f): Stand => ({ says: f.message, notes: [asNote(f, path)] })),
    ...(waits
      ? [
          {
            says: waits.says ?? waits.findings[0]?.message ?? waits.title,
            notes: waits.findings.map((f) => asNote(f, f.path ?? path)),
          },
        ]
      : []),
  ];
}

/** What a signature sets off: what the tier asks for, and the audits that are due. */
function facts(view: View, model: PacketModel): SigningSheet['facts'] {
  const { dialect } = view;
  const tier = tierOf(model, dialect)?.tier;
  const due = tier === undefined ? [] : tierAsks(tier, dialect);
  const audits = auditsAskedFor(model);
  return [
    {
      name: 'What the risk asks for',
      says: [
        tier === undefined
          ? 'No tier is given.'
          : due.length > 0
            ? `${tier} asks for ${listed(due)}.`
            : `${tier} asks for nothing more.`,
      ],
    },
    { name: 'Gates that audit it', says: [audits.length > 0 ? listed(audits) : 'None is named.'] },
  ];
}
