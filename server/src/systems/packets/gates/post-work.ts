/** packets/post-work. Source: SYSTEMS.md §1, *Gates*. */
import { fieldOf } from '#core/fields/model';
import { answer, type Check, clean, gate } from '#core/gate';
import { type ChangedFile, known } from '#core/task';
import type { RelPath } from '#core/text';
import type { PacketsDialect } from '../model/dialect/dialect';
import { aiReview } from '../model/evidence/ai-review';
import { fileCheck, fileFinding } from '../model/gating/audit-checks';
import { evidenceOf, resultCanaries, results } from '../model/gating/gate-results';
import { inState, isExempt, ofPacket, packetIdsBy, sinceWhat, type View } from '../model/gating/gating';
import { lockedChange, nobody, planted, said } from '../model/gating/planted';
import { validated } from '../model/gating/sample';
import { isTier, tierOf } from '../model/packet/tiers';
import { takenBy } from '../model/paths/scope';
import type { PacketModel } from '../model/types';

const noChange = { base: '0', from: 'branch', commits: 1 } as const;

const noReview = ({ tierNeeds }: PacketsDialect): string | undefined =>
  tierNeeds.aiReview.length === 0 ? 'No tier asks for a review (packets.tierNeeds.aiReview).' : undefined;

export default gate<PacketsDialect>({
  aliases: ['post-work-check'],
  subject: 'packet',
  since: 'begins',
  summary: 'The work on the packet is done as agreed: within its scope, and with a result for each planned command.',
  subjects: (look) => packetIdsBy(look, ['In-Progress', 'Ready-for-Validation']),
  due: inState('In-Progress'),

  judge: ofPacket(function* (view, { path, model }) {
    yield answer('packet', 'The packet is there, once.', 'pass', path);
    yield* results(view, model);
    yield review(view, model);
    yield* changed(view, path, model);
    yield clean('signed', 'What was signed is unchanged.', [
      view.found(path, ['packets/signature-changed-after-signing', 'packets/signature-seal-broken']),
    ]);
  }),

  canaries: [
    nobody(),
    ...resultCanaries,
    planted(
      'ai-review',
      'The review by an AI says BLOCKED.',
      ({ tierNeeds }) => ({ fields: { RISK_TIER: tierNeeds.aiReview[0] ?? '' }, validation: validated({ review: 'BLOCKED' }) }),
      { off: noReview },
    ),
    planted(
      'ai-review',
      'A risk has no review by an AI.',
      ({ tierNeeds }) => ({ fields: { RISK_TIER: tierNeeds.aiReview[0] ?? '' }, validation: validated({ review: '' }) }),
      { off: noReview },
    ),
    said('work', 'Nothing has changed.', { changes: known({ ...noChange, files: [] }) }),
    said('scope', 'A file out of scope has changed.', {
      changes: known({ ...noChange, files: [{ path: 'canary/elsewhere.txt', how: 'added' }] }),
    }),
    planted('signed', 'A locked field was changed after it was signed.', lockedChange),
  ],
});

function review(view: View, model: PacketModel): Check {
  const title = 'Where the risk asks for it, an AI has reviewed the change.';
  const { dialect } = view;
  if (tierOf(model, dialect)?.tier === undefined)
    return answer(
      'ai-review',
      title,
      'unknown',
      `Without a RISK_TIER (${dialect.tiers.join(', ')}) nobody knows whether it is due.`,
    );
  const tier = isTier(model, dialect, dialect.tierNeeds.aiReview);
  if (tier === undefined) return answer('ai-review', title, 'pass', 'Its tier does not ask for one.');
  const record = evidenceOf(view)
    ?.records.filter((r) => r.gate === 'ai-review' && r.packet === model.id && r.is !== 'broken')
    .at(-1);
  if (record) {
    const blocked = record.exit !== 0;
    return answer(
      'ai-review',
      title,
      blocked ? 'fail' : 'pass',
      `Recorded ${record.at.slice(0, 10)}: exit ${record.exit ?? 'by a signal'}.`,
    );
  }
  const said = aiReview(model);
  if (said === undefined)
    return answer(
      'ai-review',
      title,
      'fail',
      `It is ${tier} and has no result of an AI review: run “gatehouse gate ai-review ${model.id}”, or record one under VALIDATION.`,
    );
  return said === 'blocked'
    ? answer('ai-review', title, 'fail', 'The review says BLOCKED.')
    : answer('ai-review', title, 'pass', 'By the packet’s own word.');
}

function* changed(view: View, path: RelPath, model: PacketModel): Iterable<Check> {
  const { since } = view.options;
  const found = view.task('changes', since === undefined ? {} : { since });
  const titles = { work: 'Something was changed since the work began.', scope: 'Every changed file is in the packet’s scope.' };
  if (found.is === 'unknown') {
    yield answer('work', titles.work, 'unknown', found.says);
    yield answer('scope', titles.scope, 'unknown', found.says);
    return;
  }
  const exempt = isExempt(view, path);
  const files = found.value.files.filter((f) => !exempt(f.path));
  const ago = sinceWhat(found.value, since);
  if (files.length === 0) {
    const open = found.value.from === 'head';
    const says = `Nothing has changed ${ago}${open ? '; if the work is committed, name where it began: --since REVISION' : ''}.`;
    yield answer('work', titles.work, open ? 'unknown' : 'fail', says);
  } else yield answer('work', titles.work, 'pass', `${files.length === 1 ? '1 file' : `${files.length} files`} ${ago}.`);
  yield scope(model, files, titles.scope);
}

function scope(model: PacketModel, files: readonly ChangedFile[], title: string): Check {
  const inside = takenBy(fieldOf(model.fields, 'IN_SCOPE_PATHS')?.items ?? []);
  const outside = takenBy(fieldOf(model.fields, 'OUT_OF_SCOPE')?.items ?? []);
  if (inside.paths.length === 0) return answer('scope', title, 'fail', 'IN_SCOPE_PATHS names no file.');
  const touched = [...new Set(files.flatMap((f) => (f.from === undefined ? [f.path] : [f.path, f.from])))];
  const foreign = touched.filter((f) => !inside.takes(f));
  const barred = touched.filter((f) => inside.takes(f) && outside.takes(f));
  if (foreign.length + barred.length === 0) return answer('scope', title, 'pass');
  // A place can be shown in what is there; what is gone is named.
  const gone = new Set(touched.filter((t) => !files.some((f) => f.path === t && f.how !== 'gone')));
  const named = (paths: readonly RelPath[]): readonly RelPath[] => paths.filter((p) => gone.has(p));
  const parts = [
    ...(named(foreign).length > 0 ? [`Gone, and not in IN_SCOPE_PATHS: ${some(named(foreign))}.`] : []),
    ...(named(barred).length > 0 ? [`Gone, and in OUT_OF_SCOPE: ${some(named(barred))}.`] : []),
  ];
  const placed = [
    ...foreign.map((p) => fileFinding('post-work/scope', p, `${p} is not in IN_SCOPE_PATHS.`)),
    ...barred.map((p) => fileFinding('post-work/scope', p, `${p} is in OUT_OF_SCOPE.`)),
  ].filter((f) => !gone.has(f.path));
  const way = `Take the change back, or ask for an amendment of ${foreign.length > 0 ? 'IN_SCOPE_PATHS' : 'OUT_OF_SCOPE'}: a signed entry in the Signature & Enrichment Log, with the new text in the field.`;
  const check = fileCheck('scope', title, placed);
  const says = [...parts, ...(check.says === undefined ? [] : [check.says]), way].join(' ');
  return { ...answer('scope', title, 'fail', says), findings: check.findings };
}

const MOST = 10;
const some = (paths: readonly RelPath[]): string =>
  `${paths.slice(0, MOST).join(', ')}${paths.length > MOST ? ` and ${paths.length - MOST} more` : ''}`;
