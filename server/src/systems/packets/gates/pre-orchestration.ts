/** packets/pre-orchestration. Source: SYSTEMS.md §1, *Gates*. */
import { answer, type Canary, type Check, clean, gate } from '#core/gate';
import { folderOf, nameOf } from '#core/paths';
import { known } from '#core/task';
import type { RelPath } from '#core/text';
import type { PacketsDialect } from '../model/dialect/dialect';
import { phaseOf } from '../model/dialect/id-form';
import { compareParts, familyOf, versionIn } from '../model/dialect/versions';
import { PACKET, specRegression, unreadOf, type View } from '../model/gating/gating';
import { gone, planted, said, specCanaries, takenFrom } from '../model/gating/planted';
import { CODEX, closureOf, PACKET_ID, protocolPath, SPEC } from '../model/gating/sample';
import { currentSpec, wantedCodexes } from '../model/queries';
import supplyChain from './supply-chain';

/** The three, by the roles in their names. */
const roles = ['ORCHESTRATOR', 'CODER', 'VALIDATOR'];

export default gate<PacketsDialect>({
  aliases: ['pre-orchestration-check', 'orchestrator-preflight'],
  subject: 'folder',
  summary: 'Packets may be made: spec, board, codex and protocols are in order, and what guards them is in place.',

  *judge(view) {
    yield* specRegression(view);
    yield* board(view);
    yield* governance(view);
    yield hook(view);
    yield* view.checks('supply-chain');
    yield clean('logged', 'Every signature has its row in the audit.', [
      ...view
        .documents(PACKET)
        .flatMap(({ path, facts }) => (facts.retired ? [] : [view.found(path, ['packets/signature-unlogged'])])),
      unreadOf(view, PACKET, 'packets/audit'),
    ]);
  },

  canaries: [
    ...specCanaries,
    gone('board', 'There is no board.', 'board', 'TASK_BOARD.md'),
    planted('dated', 'A packet in progress has no day.', { board: '- **[WP-1-Undated]**' }),
    planted(
      'sla',
      'A packet is in progress for years.',
      { board: '- **[WP-1-Late]** Started 2020-01-01' },
      { off: ({ sla }) => (sla['In-Progress'] === undefined ? 'No time is set (packets.sla).' : undefined) },
    ),
    planted(
      'closure',
      'An open phase has no closure section.',
      (d) => ({ closure: `${closureOf(d, 7)}\n\n- **[${PACKET_ID}]**` }),
      { off: ({ ids }) => (phaseOf(ids.like(PACKET_ID)) === undefined ? 'Ids say no phase here (packets.ids).' : undefined) },
    ),
    gone('codex', 'There is no codex.', 'codex', CODEX),
    ...roles.flatMap((role) => [
      protocolCanary(role, 'is not there', undefined),
      protocolCanary(role, 'names an older spec', `By **${SPEC.replace('v1.0', 'v0.9')}**.\n`),
    ]),
    said('hook', 'The hook lets everything pass.', { hook: known({ is: 'idle', says: 'It lets it pass.' }) }),
    ...takenFrom('supply-chain', supplyChain.canaries),
    planted('logged', 'The audit does not have a signature.', { audited: 'other010120200101' }),
  ],
});

function protocolCanary(role: string, what: string, text: string | undefined): Canary<PacketsDialect> {
  const check = `protocol-${role.toLowerCase()}`;
  const files = (d: PacketsDialect) => ({ [protocolPath(d, role)]: text });
  return { check, what: `The protocol of the ${role.toLowerCase()} ${what}.`, files };
}

function* board(view: View): Iterable<Check> {
  const files = view.look.files('packets/board');
  const unread = view.unread('packets/board');
  const there = 'There is a task board.';
  if (files.length === 0) {
    yield answer('board', there, 'fail', `There is no ${view.dialect.paths.board[0] ?? 'task board'}.`);
    return;
  }
  if (unread.length > 0) {
    yield answer('board', there, 'unknown', `${unread.join(', ')} cannot be read.`);
    return;
  }
  yield answer('board', there, 'pass', files.join(', '));
  const entries = view.look.all('entry').filter((e) => !e.data.closure);
  const undated = entries.filter((e) => e.data.status === 'In-Progress' && e.data.since === undefined).map((e) => e.name);
  const dated = 'Every packet in progress has the day since which it is.';
  yield undated.length === 0
    ? answer('dated', dated, 'pass')
    : answer(
        'dated',
        dated,
        'fail',
        `Without a day: ${[...new Set(undated)].join(', ')}. Write “Started 2026-01-31” into the entry.`,
      );
  const late = files.map((path) => view.found(path, ['packets/board-sla']));
  yield clean('sla', 'No packet is in its state for longer than agreed, or it is escalated.', late);
  yield closures(view);
}

function closures(view: View): Check {
  const title = 'Every open phase has its closure section.';
  const open = new Set(
    view.look
      .all('packet')
      .filter((p) => !p.data.alias && p.data.status !== 'Done' && p.data.status !== 'Superseded' && p.data.status !== 'Stub')
      .flatMap((p) => phaseOf(p.name) ?? []),
  );
  const sections = view.look.all('entry').flatMap((e) => (e.data.closure ? [e.data.section] : []));
  const missing = [...open].filter((phase) => !sections.some((s) => /\bphase[\s_-]*(\d+(?:\.\d+)*)/i.exec(s)?.[1] === phase));
  return missing.length === 0
    ? answer('closure', title, 'pass')
    : answer(
        'closure',
        title,
        'fail',
        `The board lists no closure gates of ${missing.map((p) => `phase ${p}`).join(', ')}; add “## Phase ${missing[0]} Closure Gates (BLOCKING)”.`,
      );
}

const LINES = 5_000;

function* governance(view: View): Iterable<Check> {
  const codex = view.look.ask(wantedCodexes);
  const missing = view.look.files('packets/pointer').map((path) => view.found(path, ['packets/codex-missing']));
  const there = clean('codex', 'The codex is there.', missing);
  if (there.verdict !== 'pass' || codex.length > 0) yield there;
  else yield answer('codex', there.title, 'fail', `There is no ${view.dialect.paths.codex[0] ?? 'codex'}.`);
  const files = view.look.files('packets/protocol');
  for (const role of roles) {
    const title = `The protocol of the ${role.toLowerCase()} is there, and names the versions that are in force.`;
    const path = files.find((f) => nameOf(f).toUpperCase().includes(role));
    const id = `protocol-${role.toLowerCase()}`;
    if (path === undefined) yield answer(id, title, 'fail', `There is no ${role}_PROTOCOL.md.`);
    else yield protocol(view, id, title, path, codex[0]);
  }
}

function protocol(view: View, id: string, title: string, path: RelPath, codex: RelPath | undefined): Check {
  const spec = view.look.ask(currentSpec);
  const lines = view.world.lines(path, 1, LINES);
  if (lines.is === 'unknown' || lines.value === undefined) return answer(id, title, 'unknown', `${path} cannot be read.`);
  if (spec.is === 'unknown') return answer(id, title, 'unknown', 'There is no spec in force.');
  const text = lines.value.lines.join('\n');
  const current = [spec.path, ...(codex === undefined ? [] : [codex])].map(nameOf);
  const stale = current.flatMap((name) => othersIn(text, name));
  if (stale.length > 0)
    return answer(
      id,
      title,
      'fail',
      `${path} names ${[...new Set(stale)].join(', ')}; in force ${current.length === 1 ? 'is' : 'are'} ${current.join(', ')}.`,
    );
  const pointer = view.look.files('packets/pointer').map(nameOf);
  const names = [...pointer, ...current].filter((name) => text.includes(name) || text.includes(name.replace(/\.md$/, '')));
  return names.length > 0
    ? answer(id, title, 'pass')
    : answer(id, title, 'fail', `${path} names neither ${[...pointer, ...current].join(' nor ')}.`);
}

/** `Master_Spec_v1.0.md`, `Dock Codex v1.4`. */
const versioned =
  /(?<![\w-])(?:[A-Z][\w-]{0,60}(?: [A-Z][\w-]{0,60}){0,2}|[a-z][\w-]{0,60})[ _-]?v\d+(?:\.\d+){0,4}(?:\.md)?(?![\w.]*\w)/g;

/** Names of the same family in other versions: `Master_Spec_v1.0.md` beside `Master_Spec_v1.1.md`. */
function othersIn(text: string, current: string): readonly string[] {
  const own = versionIn(current);
  return [...text.matchAll(versioned)]
    .map((m) => m[0])
    .filter((name) => {
      const file = name.endsWith('.md') ? name : `${name}.md`;
      const version = versionIn(file);
      return own && version && familyOf(file) === familyOf(current) && compareParts(version.parts, own.parts) !== 0;
    });
}

/** A packet of a state that there is not, and an unfinished function in production code. */
function hook(view: View): Check {
  const title = 'The pre-commit hook is installed, and refuses a violation.';
  const [packet] = view.documents(PACKET);
  const folder = packet ? folderOf(packet.path) : 'docs/task_packets';
  const id = view.dialect.ids.like('WP-0-Canary');
  const plant = {
    [`${folder}/${id}.md`]: `# ${id}\n\n- TASK_ID: ${id}\n- STATUS: Nowhere\n- What: {what}\n`,
    'src/gatehouse_canary.rs': 'fn main() {\n    let x: Option<u8> = None;\n    println!("{}", x.unwrap());\n    todo!()\n}\n',
  };
  const found = view.task('hook', { plant });
  if (found.is === 'unknown') return answer('hook', title, 'unknown', found.says);
  return answer('hook', title, found.value.is === 'bites' ? 'pass' : 'fail', found.value.says);
}
