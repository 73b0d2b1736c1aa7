/** packets/validate. Source: SYSTEMS.md §1, *Gates*. */
import { answer, type Check, gate } from '#core/gate';
import { definedId, lookUp } from '../model/anchors/anchors';
import { demandsUnder, isPromised } from '../model/anchors/demands';
import type { PacketsDialect } from '../model/dialect/dialect';
import { auditsAskedFor } from '../model/gating/audit-scope';
import { inState, ofPacket, packetIdsBy, type View } from '../model/gating/gating';
import { nobody, planted, takenFrom } from '../model/gating/planted';
import { brief } from '../model/packet/packet';
import { isTier, tierOf } from '../model/packet/tiers';
import type { PacketFacts, PacketModel } from '../model/types';
import codexCheck from './codex-check';
import postWork from './post-work';
import preWork from './pre-work';
import removalCheck from './removal-check';
import scan from './scan';
import security from './security';
import signatureAudit from './signature-audit';
import specRegression from './spec-regression';

/** The gates that it asks of every packet, as far as their checks are tried here too. */
const asked = {
  'pre-work': preWork,
  scan,
  'spec-regression': specRegression,
  'codex-check': codexCheck,
  security,
  'removal-check': removalCheck,
  'post-work': postWork,
  'signature-audit': signatureAudit,
};

export default gate<PacketsDialect>({
  aliases: ['validate-workflow'],
  subject: 'packet',
  since: 'begins',
  summary: 'All gates that the packet has to pass before it is done.',
  subjects: (look) => packetIdsBy(look, ['Ready-for-Validation', 'In-Progress']),
  due: inState('Ready-for-Validation'),

  judge: ofPacket(function* (view, { model, facts }) {
    yield* of(view, 'pre-work');
    yield requirements(view, facts);
    yield* of(view, 'scan');
    yield* of(view, 'spec-regression', '');
    yield* of(view, 'codex-check');
    for (const audit of auditsAskedFor(model)) yield* of(view, audit, audit === 'supply-chain' ? '' : undefined);
    yield* of(view, 'security');
    yield* review(view, model);
    yield* removal(view, model);
    yield* of(view, 'post-work');
    yield* of(view, 'signature-audit', '');
  }),

  canaries: [
    nobody(),
    planted('requirements', 'Nothing speaks of a MUST of the cited section.', {
      demand: 'A canary MUST sing.\n\nIts song MUST be heard.\n\nBackups MUST be encrypted with rotated keys.',
    }),
    ...Object.entries(asked).flatMap(([name, { canaries }]) => takenFrom(name, canaries, `${name}/`)),
  ],
  derived: (dialect) => Object.entries(asked).flatMap(([name, { derived }]) => takenFrom(name, derived?.(dialect), `${name}/`)),
  untried: {
    'pre-work/packet': 'Without the packet nothing else is asked.',
    'post-work/packet': 'Without the packet nothing else is asked.',
    ...Object.fromEntries(
      Object.entries(asked).flatMap(([name, { untried = {} }]) =>
        Object.entries(untried).map(([check, says]) => [`${name}/${check}`, says]),
      ),
    ),
  },
});

/** Another gate's checks, under its name. */
const of = (view: View, gate: string, subject?: string): readonly Check[] =>
  view.checks(gate, subject).map((c) => ({ ...c, id: `${gate}/${c.id}` }));

function* review(view: View, model: PacketModel): Iterable<Check> {
  const { dialect } = view;
  const isDue = tierOf(model, dialect)?.tier === undefined || isTier(model, dialect, dialect.tierNeeds.aiReview) !== undefined;
  // Whether one is on record is post-work's question; where a command is configured it is asked anew.
  if (isDue && dialect.gates['ai-review']) yield* of(view, 'ai-review');
}

function removal(view: View, model: PacketModel): readonly Check[] {
  const isTested = model.proof.rows.some((r) => r.tests.length > 0 && r.code.some((c) => c.lines !== undefined));
  return isTested ? of(view, 'removal-check') : [];
}

const MOST = 5;

/** A MUST of a cited section that nothing speaks of fails; a SHOULD is a remark. */
function requirements(view: View, { promises, citations }: PacketFacts): Check {
  const title = 'Every MUST of a cited section is in DONE_MEANS or in the evidence.';
  if (!promises) return answer('requirements', title, 'pass', 'Nothing is promised yet.');
  const open = new Map<string, { readonly says: string; readonly must: boolean }>();
  for (const written of citations) {
    const c = { ...written, id: definedId(view.look, written.id) };
    const lookup = lookUp(view.look, c);
    if (!lookup || lookup.found.length === 0) continue;
    const asked = view.look.ask(demandsUnder, JSON.stringify([lookup.spec, c.id]));
    for (const d of asked)
      if (!isPromised(d, c.id, promises, asked.filter((o) => o.anchor === d.anchor).length))
        open.set(`${d.anchor} ${d.text}`, {
          says: `${d.anchor} “${brief(d.text)}”`,
          must: d.is === 'must',
        });
  }
  const told = (must: boolean): readonly string[] => [...open.values()].filter((o) => o.must === must).map((o) => o.says);
  const [must, should] = [told(true), told(false)];
  const list = (all: readonly string[]): string =>
    `${all.slice(0, MOST).join('; ')}${all.length > MOST ? `; and ${all.length - MOST} more` : ''}`;
  if (must.length > 0) return answer('requirements', title, 'fail', `Nothing speaks of ${list(must)}.`);
  return answer(
    'requirements',
    title,
    'pass',
    should.length > 0 ? `Nothing speaks of what only should be: ${list(should)}.` : undefined,
  );
}
