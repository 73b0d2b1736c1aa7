/** packets/pre-work. Source: SYSTEMS.md §1, *Gates*. */

import { fieldOf } from '#core/fields/model';
import { type As, answer, type Check, clean, gate } from '#core/gate';
import { nameOf } from '#core/paths';
import type { RelPath } from '#core/text';
import { standing } from '../model/board/board-queries';
import type { BoardFacts } from '../model/board/types';
import { type PacketsDialect, requiredFor } from '../model/dialect/dialect';
import { compareParts, versionIn } from '../model/dialect/versions';
import {
  asReady,
  inState,
  ofPacket,
  packetIdsBy,
  pointed,
  signatureRules,
  specOf,
  unreadOf,
  type View,
} from '../model/gating/gating';
import { gone, lockedChange, nobody, planted } from '../model/gating/planted';
import { PACKET_ID, SPEC, signatures } from '../model/gating/sample';
import { commandsOf } from '../model/packet/commands';
import { currentSpec, waits } from '../model/queries';
import type { PacketFacts, PacketModel } from '../model/types';

/** A word that other packets say too is told at one of them; here it is this one’s. */
const alone: As = ({ model, facts }) => ({ model, facts: { ...facts, defs: facts.defs.filter((d) => d.kind !== 'oddStatus') } });

export default gate<PacketsDialect>({
  aliases: ['pre-work-check'],
  subject: 'packet',
  summary: 'Work on the packet may begin: it is complete, signed, and waits for nothing.',
  subjects: (look) => packetIdsBy(look, ['Ready-for-Dev', 'Backlog', 'In-Progress']),
  due: inState('Backlog', 'Ready-for-Dev'),

  judge: ofPacket(function* (view, { path, facts, model }) {
    yield answer('packet', 'The packet is there, once.', 'pass', path);
    yield clean('identity', 'Title, file name and TASK_ID agree, and the status is one.', [
      view.found(path, ['packets/id-mismatch', 'packets/invalid-status'], alone),
    ]);
    yield clean('fields', 'Every field that a packet needs from Ready-for-Dev on is there.', [
      view.found(path, ['packets/missing-field', 'packets/empty-field'], asReady),
    ]);
    yield clean('placeholders', 'Nothing is a placeholder.', [view.found(path, ['packets/placeholder'], asReady)]);
    yield* pointed(view);
    yield anchors(view, path, facts);
    yield specVersion(view, facts);
    yield testPlan(model);
    yield clean('signature', 'A person has signed it, once, and nothing has changed since.', [
      view.found(path, signatureRules(view), asReady),
      unreadOf(view, 'packets/audit'),
    ]);
    yield board(view, path, facts.id);
    yield blockers(view, facts.id);
  }),

  canaries: [
    nobody(),
    planted('identity', 'TASK_ID is another than the title’s.', { fields: { TASK_ID: 'WP-1-Other' } }),
    planted('identity', 'STATUS is no state.', { fields: { STATUS: 'Nowhere' } }),
    planted('fields', 'A required field is not there.', (d) => ({ fields: { [neededIn(d)]: '' } })),
    planted('placeholders', 'A field is a placeholder.', { fields: { What: '{description}' } }),
    gone('pointer', 'There is no spec pointer.', 'pointer', 'SPEC_CURRENT.md'),
    gone('pointer', 'The pointer names a spec that is not there.', 'spec', SPEC),
    planted('anchors', 'A cited anchor is not in the spec.', { fields: { SPEC_ANCHOR: 'A9.9' } }),
    planted('spec-version', 'The packet is about an older version.', { fields: { SPEC_VERSION: 'v0.9' } }),
    planted('test-plan', 'TEST_PLAN has no command.', { fields: { TEST_PLAN: 'Look at it closely' } }),
    planted('signature', 'Nobody has signed it.', { fields: { USER_SIGNATURE: '<pending>' } }),
    planted('signature', 'The audit does not have its signature.', { audited: 'other010120200101' }),
    planted('signature', 'A locked field was changed after it was signed.', lockedChange),
    planted('signature', 'It has the signature of another packet.', (_, day) => ({
      fields: { USER_SIGNATURE: signatures(day).base },
    })),
    planted('board', 'The board has it in another state.', { entry: `- **[${PACKET_ID}]** [BLOCKED]` }),
    planted('board', 'The board does not have it.', { entry: '(None)', closure: '' }),
    planted('blockers', 'It waits for a packet that is not done.', { fields: { 'Blocked on': 'WP-9-Roles' } }),
  ],
});

/** A field of the sample that this dialect requires. */
const neededIn = (dialect: PacketsDialect): string =>
  ['ROLLBACK_HINT', 'OUT_OF_SCOPE', 'Why', 'DONE_MEANS', 'IN_SCOPE_PATHS', 'What', 'TEST_PLAN'].find((key) =>
    requiredFor(dialect, 'Ready-for-Dev').includes(key),
  ) ?? 'SPEC_ANCHOR';

function anchors(view: View, path: RelPath, { citations }: PacketFacts): Check {
  const title = 'Every cited anchor is in the current spec.';
  if (specOf(view) === undefined) return answer('anchors', title, 'unknown', 'There is no spec to look into.');
  if (citations.length === 0) return answer('anchors', title, 'fail', 'The packet cites no anchor.');
  return clean('anchors', title, [view.found(path, ['packets/dead-anchor', 'packets/anchor-not-in-file'], asReady)]);
}

function specVersion(view: View, { specVersion: said, spec: aim }: PacketFacts): Check {
  const title = 'The packet is about the version that the pointer names.';
  const spec = view.look.ask(currentSpec);
  if (said === undefined) return answer('spec-version', title, 'pass', 'It names no version, so the pointer’s counts.');
  if (spec.is === 'unknown') return answer('spec-version', title, 'unknown', 'There is no spec to compare with.');
  // The version that it began with is no longer the one that it aims at.
  if (!aim && versionIn(said)) return answer('spec-version', title, 'pass', 'It aims at what the pointer names.');
  const own = versionIn(aim?.text ?? said);
  const current = versionIn(nameOf(spec.path));
  if (!own || !current) return answer('spec-version', title, 'unknown', `${own ? nameOf(spec.path) : said} says no version.`);
  return compareParts(own.parts, current.parts) === 0
    ? answer('spec-version', title, 'pass')
    : answer('spec-version', title, 'fail', `It is about ${aim?.text ?? said}, the pointer names ${nameOf(spec.path)}.`);
}

function testPlan({ fields }: PacketModel): Check {
  const title = 'TEST_PLAN has at least one command.';
  const has = (fieldOf(fields, 'TEST_PLAN')?.items ?? []).some((i) => commandsOf(i).length > 0);
  return answer('test-plan', title, has ? 'pass' : 'fail', has ? undefined : 'No line of TEST_PLAN is a command.');
}

function board(view: View, path: RelPath, id: string): Check {
  const title = 'The board has the packet in the same state.';
  const boards = view.look.files('packets/board');
  if (boards.length === 0) return answer('board', title, 'pass', 'There is no board that could say otherwise.');
  const unread = view.unread('packets/board');
  if (unread.length > 0) return answer('board', title, 'unknown', `${unread.join(', ')} cannot be read.`);
  const entries = view.look.defs({ kind: 'entry', name: id });
  if (entries.length === 0) return answer('board', title, 'fail', `${boards.join(', ')} has no entry for ${id}.`);
  const contradictions = view.documents('packets/board').map(({ path: file, facts }) => {
    const mine = (facts as BoardFacts).entries.filter((e) => e.id === id);
    const { findings, open } = view.found(file, ['packets/board-contradiction']);
    return { findings: findings.filter((f) => mine.some((e) => e.whole.start <= f.at.start && f.at.end <= e.whole.end)), open };
  });
  return clean('board', title, [view.found(path, ['packets/board-status-mismatch']), ...contradictions]);
}

function blockers(view: View, id: string): Check {
  const title = 'What the packet waits for is done.';
  const open = (view.look.ask(waits)[id] ?? []).flatMap((b) => {
    const { status, over } = view.look.ask(standing, b);
    return over ? [] : [`${b}, which ${status === undefined ? 'has no state' : `is ${status}`}`];
  });
  return answer(
    'blockers',
    title,
    open.length === 0 ? 'pass' : 'fail',
    open.length === 0 ? undefined : `It waits for ${open.join(', and for ')}.`,
  );
}
