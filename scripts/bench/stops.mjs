// For how long the server's event loop stands still while somebody works: pauses, saves, views, files that others write.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { longestStop } from './probe.mjs';
import { gap, number, row, spread, summary } from './report.mjs';
import { openDocument, openSession, pause } from './session.mjs';
import { press } from './typing.mjs';

/** Nothing that is done while somebody works may take longer. */
const budget = { atMost: 10 };
/** The server parses an open text whole after a second. */
const idle = 2_500;
/** Another branch of the same repository. */
const written = 500;

/** Everything that is done in a folder without writing to it. */
export async function measureStops(session, times) {
  const { client, folder } = session;
  const spec = await openDocument(session, folder.spec);
  const packet = await openDocument(session, folder.packet);
  const line = packet.lines.findIndex((text) => text.startsWith('- STATUS:'));
  const sentence = spec.lines.findIndex((text) => /^[A-Z].*[a-z]\.$/.test(text));
  const character = spec.lines[sentence].length - 1;
  const letters = [
    { line: sentence, character, text: 'x' },
    { line: sentence, character, remove: 1 },
  ];
  const states = ['In-Progress', packet.lines[line].slice('- STATUS: '.length)];
  const size = `${folder.packets} packets`;
  return [
    await stops(session, `pause after a key in the spec, ${size}`, times, async (i) => {
      await press(session, spec, letters[i % 2]);
      return since(() => pause(idle));
    }),
    await stops(session, `save of the spec, ${size}`, times, async (i) => {
      await press(session, spec, letters[i % 2]);
      return since(async () => {
        client.notify('textDocument/didSave', { textDocument: { uri: client.uri(spec.path) } });
        client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: client.uri(spec.path), type: 2 }] });
        await settled(client);
      });
    }),
    await stops(session, `views after a change of state, ${size}`, times, async (i) => {
      const [text, old] = i % 2 === 0 ? states : [...states].reverse();
      await press(session, packet, { line, character: '- STATUS: '.length, text, remove: old.length });
      await settled(client);
      return since(() => views(client, folder));
    }),
  ];
}

/** In a copy: what is written here stays. */
export async function measureWriting({ server, folder }, times) {
  const root = mkdtempSync(join(tmpdir(), 'gatehouse-bench-written-'));
  cpSync(folder.root, root, { recursive: true });
  const session = await openSession(server, { ...folder, root });
  const { client } = session;
  const size = `${folder.packets} packets`;
  const some = folder.hot.citing.slice(0, written);
  const tell = async (paths, type) => {
    client.notify('workspace/didChangeWatchedFiles', { changes: paths.map((path) => ({ uri: client.uri(path), type })) });
    // It is handled in order, so that what follows from it is under way when this is asked.
    await settled(client);
  };
  const fresh = 'docs/task_packets/WP-9-Bench.md';
  try {
    return [
      await stops(session, `${some.length} files written by others, ${size}`, 2, (i) => {
        for (const path of some) writeFileSync(join(root, path), `${readFileSync(join(root, path), 'utf8')}\nLine ${i}.\n`);
        return since(() => tell(some, 2));
      }),
      await stops(session, `a packet made and removed, ${size}`, times, (i) => {
        if (i % 2 === 0) writeFileSync(join(root, fresh), '# WP-9-Bench\n\n- STATUS: Backlog\n');
        else rmSync(join(root, fresh));
        return since(() => tell([fresh], i % 2 === 0 ? 1 : 3));
      }),
    ];
  } finally {
    await client.stop();
    rmSync(root, { recursive: true, force: true });
  }
}

const settled = async (client) => {
  await client.request('gatehouse/settled', {});
  await pause(100);
};

/** What the extension asks when it is told that views have moved. */
async function views(client, folder) {
  await client.request('gatehouse/status', {});
  for (const view of ['gatehouse.packets', 'gatehouse.phases', 'gatehouse.signatures'])
    await client.request('gatehouse/view', { view });
  await client.request('gatehouse/decorations', { uris: folder.hot.citing.slice(0, 40).map((path) => client.uri(path)) });
  await pause(100);
}

async function since(work) {
  const from = performance.now();
  await work();
  return { from, to: performance.now() };
}

async function stops(session, what, times, once) {
  const found = [];
  for (let i = 0; i < times * 2; i++) {
    const { from, to } = await once(i);
    await pause(100);
    const longest = longestStop(session.client, from, to);
    if (longest === undefined) return gap(`event loop blocked: ${what}`, "the server's pulse was not heard.");
    found.push(longest);
  }
  const { max } = summary(found);
  return row({
    what: `event loop blocked: ${what}, at most`,
    measured: max,
    values: found,
    budget,
    details: [`${spread(found)}; the last ${number(found.at(-1), 'ms')}`],
  });
}
