// Types keys into open documents, one at a time, and takes the time until the server has published that version's findings.
import { number, ranks, row, summary } from './report.mjs';
import { openDocument } from './session.mjs';
import { chance } from './words.mjs';

const warmUp = 20;
const block = 25;
const board = 'docs/TASK_BOARD.md';

/** Keys in one packet of each folder. Folders take turns in blocks, so that their ratio does not depend on the moment. */
export async function typeInPackets(sessions, keys) {
  const hands = await Promise.all(
    sessions.map(async (session) => ({ session, times: [], ...packetHand(await openDocument(session, session.folder.packet)) })),
  );
  await takeTurns(hands, keys);
  const rows = hands.map((hand) =>
    keyRow(`one key in a packet, ${hand.session.folder.packets} packets`, hand.times, { atMost: 5 }),
  );
  if (hands.length > 1) rows.push(ratioRow(hands[0], hands.at(-1)));
  return rows;
}

/** Keys all over the spec: letters, some of them deleted again, and new lines. */
export async function typeInSpec(sessions, keys) {
  const hands = [];
  for (const session of sessions)
    hands.push({ session, times: [], ...specHand(await openDocument(session, session.folder.spec), session.folder) });
  await takeTurns(hands, keys);
  return hands.map((hand) =>
    keyRow(`one key in the ${number(size(hand.document) / 1e6, 'MB')} spec, ${hand.session.folder.packets} packets`, hand.times, {
      atMost: 16,
    }),
  );
}

/** Letters behind entries of the board, one document with an entry for every packet: only informs. */
export async function typeInBoard(sessions, keys) {
  const hands = [];
  for (const session of sessions) hands.push({ session, times: [], ...boardHand(await openDocument(session, board)) });
  await takeTurns(hands, keys);
  return hands.map((hand) => keyRow(`one key in the board, ${hand.session.folder.packets} entries`, hand.times));
}

const size = (document) => document.lines.reduce((sum, line) => sum + line.length + 1, 0);

async function takeTurns(hands, keys) {
  for (let done = 0; done < warmUp + keys; done += block) {
    for (const hand of hands) {
      for (let i = done; i < Math.min(done + block, warmUp + keys); i++) {
        const ms = await press(hand.session, hand.document, hand.key(i));
        if (i >= warmUp) hand.times.push(ms);
      }
    }
  }
}

/** One change, and nothing else until its findings are here. */
export async function press(session, document, edit) {
  const version = ++document.version;
  apply(document, edit);
  const shown = session.client.findings(document.path, version);
  const sentAt = performance.now();
  session.client.change(document.path, version, edit);
  return (await shown).at - sentAt;
}

/** The same change in our own copy, so that the next key knows where it is. */
export function apply(document, { line, character, text = '', remove = 0 }) {
  const old = document.lines[line];
  document.lines.splice(line, 1, ...`${old.slice(0, character)}${text}${old.slice(character + remove)}`.split('\n'));
}

/** Letters in sentences and checkpoints: what is typed most, and what leaves every field in its place. */
function packetHand(document) {
  const places = document.lines.flatMap((text, line) =>
    / returns .* \(A[\d.]+\)$/.test(text) || /[a-z]\.$/.test(text) ? [line] : [],
  );
  const key = (i) => {
    const line = places[(i * 7) % places.length];
    const text = document.lines[line];
    return { line, character: text.endsWith('.') ? text.length - 1 : text.lastIndexOf(' ('), text: 'x' };
  };
  return { document, key };
}

function boardHand(document) {
  const places = document.lines.flatMap((text, line) => (/^- .*WP-/.test(text) ? [line] : []));
  const key = (i) => {
    const line = places[(i * 37) % places.length];
    return { line, character: document.lines[line].length, text: ' x' };
  };
  return { document, key };
}

/** Lines whose marks hold a block together stay as they are, and so do the two headings that are renamed later. */
const isFixed = (text) => text === '' || /^\s*(```|---|\|[-:|]+\|$)/.test(text);

function specHand(document, folder) {
  const c = chance('typing');
  const kept = [folder.hot, folder.warm].map((mark) => ` ${mark.anchor} `);
  let last;
  const somewhere = () => {
    while (true) {
      const line = c.int(0, document.lines.length - 1);
      const text = document.lines[line];
      if (!isFixed(text) && !kept.some((mark) => text.includes(mark))) return { line, character: Math.max(0, text.length - 1) };
    }
  };
  const key = (i) => {
    if (i % 10 === 9 && last !== undefined) return { ...last, text: '', remove: 1 };
    last = i % 20 === 4 ? undefined : somewhere();
    return last === undefined ? { ...somewhere(), text: '\n' } : { ...last, text: 'x' };
  };
  return { document, key };
}

function keyRow(what, times, budget) {
  return row({
    what: `${what}, p95`,
    measured: summary(times).p95,
    values: times,
    budget,
    details: [`${ranks(times)} keys, ${warmUp} to warm up dropped`],
  });
}

function ratioRow(small, large) {
  const [a, b] = [summary(small.times), summary(large.times)];
  return row({
    what: `one key in a packet, ${large.session.folder.packets} against ${small.session.folder.packets}, p95`,
    measured: b.p95,
    reference: { what: `${small.session.folder.packets} packets`, value: a.p95 },
    budget: { ratio: 1.5 },
    details: [`medians: ${number(b.p50, 'ms')} against ${number(a.p50, 'ms')}, ${(b.p50 / a.p50).toFixed(2)} ×`],
  });
}
