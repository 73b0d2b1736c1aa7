// Decides what is true of every packet of a generated folder: state, anchors, signature, paths, blockers and defects.
import { adjectives, areas, chance, nouns, parts } from './words.mjs';

/** What is wrong with one packet in fifty, in turn. */
export const defects = ['dead-anchor', 'board-status-mismatch', 'placeholder', 'signature-unlogged'];
/** An anchor that no generated spec has. */
export const deadAnchor = 'A99.9.9';

const signers = ['marit', 'joao', 'ines'];
const names = adjectives.length * nouns.length * parts.length;
/** The first signature; each packet takes another minute. Long past, so that none is in the future. */
const firstMinute = Date.UTC(2025, 0, 6, 8, 0);

/**
 * Two anchors are cited by known packets, and by nothing else: `warm` by the first hundred, `hot` by every second one.
 * They are leaves, so that renaming their heading leaves every other anchor alone.
 */
export function makePlan({ seed, packets, outline }) {
  const leaves = outline.filter((entry) => entry.leaf);
  const warm = leaves[Math.floor(leaves.length * 0.25)];
  const hot = leaves[Math.floor(leaves.length * 0.55)];
  const pool = leaves.filter((entry) => entry !== warm && entry !== hot);
  const all = Array.from({ length: packets }, (_, index) => packet({ seed, index, pool, warm, hot }));
  for (const one of all) block(one, all);
  return { packets: all, warm, hot };
}

function packet({ seed, index, pool, warm, hot }) {
  const c = chance(`${seed}/plan/${index}`);
  const defect = index % 50 === 7 ? defects[Math.floor(index / 50) % defects.length] : undefined;
  const board = defect === undefined ? state(c) : 'Ready-for-Dev';
  const citesHot = index % 2 === 0;
  const citesWarm = index < 100;
  const anchors = [...c.some(pool, c.int(2, 3)), ...(citesHot ? [hot] : []), ...(citesWarm ? [warm] : [])];
  const id = name(index);
  return {
    index,
    id,
    path: `docs/task_packets/${id}.md`,
    board,
    status: defect === 'board-status-mismatch' ? 'In-Progress' : board,
    layout: c.often(0.5) ? 'flat' : 'sections',
    risk: c.pick(['LOW', 'MEDIUM', 'MEDIUM', 'HIGH']),
    defect,
    citesHot,
    citesWarm,
    anchors,
    blockers: [],
    unblocks: [],
    ...signature(index, board),
    ...paths(id, index),
  };
}

function state(c) {
  const at = c.next();
  if (at < 0.15) return 'Backlog';
  if (at < 0.35) return 'Ready-for-Dev';
  if (at < 0.45) return 'In-Progress';
  if (at < 0.55) return 'Ready-for-Validation';
  return 'Done (VALIDATED)';
}

/** Every index another name; the step has no divisor in common with the number of names. */
function name(index) {
  const at = (index * 7919) % names;
  const part = parts[at % parts.length];
  const noun = nouns[Math.floor(at / parts.length) % nouns.length];
  const adjective = adjectives[Math.floor(at / parts.length / nouns.length)];
  return `WP-${1 + (index % 4)}-${adjective}-${noun}-${part}`;
}

function signature(index, board) {
  const at = new Date(firstMinute + index * 13 * 60_000).toISOString();
  const [year, month, day, hour, minute] = at.split(/[-T:]/);
  const user = signers[index % signers.length];
  const signed = board !== 'Backlog';
  return {
    user,
    day: at.slice(0, 10),
    time: `${at.slice(0, 10)} ${hour}:${minute} UTC`,
    signature: signed ? `${user}${day}${month}${year}${hour}${minute}` : undefined,
  };
}

/** Files of its own for every packet: two that claim the same one would overlap. */
function paths(id, index) {
  const area = areas[index % areas.length];
  const part = parts[Math.floor(index / areas.length) % 12].toLowerCase();
  const stem = id.split('-').slice(2).join('_').toLowerCase();
  const folder = `src/${area}/${part}`;
  return {
    area,
    folder,
    stem,
    code: `${folder}/${stem}.rs`,
    test: `tests/${area}/${stem}_test.rs`,
    further: [`${folder}/${stem}_store.rs`, `${folder}/${stem}_api.rs`, `${folder}/${stem}_errors.rs`],
  };
}

/** A Backlog packet waits for one or two earlier ones that are in work; both sides say so. */
function block(one, all) {
  if (one.board !== 'Backlog') return;
  const before = all.slice(Math.max(0, one.index - 30), one.index);
  const open = before.filter((other) => other.defect === undefined && ['Ready-for-Dev', 'In-Progress'].includes(other.board));
  for (const blocker of open.slice(-1 - (one.index % 2))) {
    one.blockers.push(blocker.id);
    blocker.unblocks.push(one.id);
  }
}

/** Whether work on it has left code and tests behind. */
export const isBuilt = (one) => one.status === 'Ready-for-Validation' || one.status.startsWith('Done');
