// Changes something that many documents depend on, and takes the time until the last of them is right again.
import { longestStop, startProbe } from './probe.mjs';
import { gap, number, row, spread, summary } from './report.mjs';
import { count, openDocument, pause } from './session.mjs';
import { apply } from './typing.mjs';

const deadAnchor = 'dead-anchor';
const mismatch = 'board-status-mismatch';

/**
 * Renames the heading of an anchor that a known number of packets cite, and names it back, several times.
 * A packet is right once its list holds one dead anchor more than before, or again as many.
 */
export async function measureRename({ session, mark, times, budgets }) {
  const spec = await openDocument(session, session.folder.spec);
  const line = spec.lines.findIndex((text) => new RegExp(`^#+ ${mark.anchor.replaceAll('.', '\\.')} `).test(text));
  const character = spec.lines[line].indexOf(mark.anchor) + mark.anchor.length;
  const goal = { document: spec, paths: mark.citing, rule: deadAnchor, limit: 60_000 };
  const runs = await thereAndBack(session, goal, times, [
    { line, character, text: '77' },
    { line, character, remove: 2 },
  ]);
  const what = `anchor of ${mark.citing.length} packets renamed, ${session.folder.packets} packets`;
  return [affectedRow(`${what}, all right`, runs, budgets.affected), stopRow(runs)];
}

/** Changes the state of one packet: the board, one document with an entry for every packet, must say so. */
export async function measureBoard({ session, times }) {
  const packet = await openDocument(session, session.folder.packet);
  const line = packet.lines.findIndex((text) => text.startsWith('- STATUS:'));
  const character = '- STATUS: '.length;
  const state = packet.lines[line].slice(character);
  const other = 'In-Progress';
  const goal = { document: packet, paths: ['docs/TASK_BOARD.md'], rule: mismatch, limit: 20_000 };
  const runs = await thereAndBack(session, goal, times, [
    { line, character, text: other, remove: state.length },
    { line, character, text: state, remove: other.length },
  ]);
  return affectedRow(`state of a packet changed, board of ${session.folder.packets} right`, runs, { atMost: 100 });
}

async function thereAndBack(session, goal, times, edits) {
  const before = new Map(goal.paths.map((path) => [session.client.uri(path), countNow(session, path, goal.rule)]));
  const runs = [];
  for (let i = 0; i < times * 2; i++) {
    const broken = i % 2 === 0;
    const isRight = (it) => (broken ? count(it, goal.rule) > before.get(it.uri) : count(it, goal.rule) === before.get(it.uri));
    const run = await change(session, goal, edits[i % 2], isRight);
    await pause(200);
    runs.push({ ...run, ...stopsOf(session, run) });
  }
  return runs;
}

const countNow = (session, path, rule) => count(session.client.published.get(session.client.uri(path)), rule);

/** One edit. Resolves once every document that depends on it was published as it should be. */
async function change(session, { document, paths, limit }, edit, isRight) {
  const { client } = session;
  const waiting = new Set(paths.map((path) => client.uri(path)));
  const isLast = (it) => waiting.has(it.uri) && isRight(it) && waiting.delete(it.uri) && waiting.size === 0;
  const version = ++document.version;
  apply(document, edit);
  const shown = Promise.allSettled([client.findings(document.path, version, limit), client.next(isLast, limit, 'all')]);
  const probe = startProbe(client);
  const sentAt = performance.now();
  client.change(document.path, version, edit);
  const [own, all] = await shown;
  const waits = await probe.stop();
  if (own.status === 'rejected') throw own.reason;
  if (all.status === 'rejected')
    throw new Error(`${waiting.size} of ${paths.length} documents were not right within ${limit / 1000} s`);
  const wait = summary(waits.map((it) => it.ms)).max;
  return {
    ms: all.value.at - sentAt,
    own: own.value.at - sentAt,
    sentAt,
    ownAt: own.value.at,
    lastAt: all.value.at,
    wait,
    ownLag: probe.ownLag(),
  };
}

/** The changed document has a budget of its own; what blocks after it was published is the work on the others. */
function stopsOf({ client }, { sentAt, ownAt, lastAt }) {
  return { whole: longestStop(client, sentAt, lastAt), after: longestStop(client, ownAt, lastAt) };
}

function affectedRow(what, runs, budget) {
  const all = runs.map((run) => run.ms);
  return row({
    what,
    measured: summary(all).p50,
    values: all,
    budget,
    details: [`${spread(all)}; the changed document itself: ${spread(runs.map((run) => run.own))}`],
  });
}

/** Never means never: the worst of all runs. */
function stopRow(runs) {
  const what = '  event loop blocked meanwhile, at most';
  if (runs.some((run) => run.after === undefined)) return gap(what, "the server's pulse was not heard.");
  const worst = (name) => number(Math.max(...runs.map((run) => run[name])), 'ms');
  return row({
    what,
    measured: Math.max(...runs.map((run) => run.after)),
    values: runs.map((run) => run.after),
    budget: { atMost: 10 },
    details: [
      `once the changed document was published: ${spread(runs.map((run) => run.after))}; with that document's own turn ${worst('whole')}`,
      `a cheap request, sent every 5 ms, waited at most ${worst('wait')} behind all that is published; this client was late by at most ${worst('ownLag')}`,
    ],
  });
}
