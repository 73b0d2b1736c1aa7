// Opens a folder in the language server and says what that cost: time until all is published, memory, waiting meanwhile.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from './client.mjs';
import { memory } from './memory.mjs';
import { longestStop, startProbe } from './probe.mjs';
import { absent, gap, number, row, spread, summary } from './report.mjs';
import { emptyNode, parseAll, runOnce, timesOf, withCache } from './run.mjs';

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** How many findings of a rule a publication holds. */
export const count = (it, rule) => it?.diagnostics.filter((finding) => String(finding.code).endsWith(rule)).length ?? 0;

/** A server that has read a folder and published everything. */
export async function openSession(server, folder) {
  const client = new Client(server, folder.root, { watched: true });
  try {
    const first = client.next((it) => it.diagnostics.length > 0, 300_000, 'a first finding').catch(() => undefined);
    const { at: initializedAt } = await client.initialize();
    const probe = startProbe(client, 20);
    const answer = await client.request('gatehouse/settled', {}, 300_000);
    if (answer.error !== undefined) throw new Error(`gatehouse/settled: ${answer.error.message}`);
    const waits = await probe.stop();
    // Only to know what there is: it looks at every file once more, and that is no part of opening.
    const summed = await client.request('gatehouse/check', {}, 300_000);
    if (summed.error !== undefined) throw new Error(`gatehouse/check: ${summed.error.message}`);
    await pause(500);
    const firstAt = client.published.size > 0 ? (await first)?.at : undefined;
    const since = (at) => (at === undefined ? undefined : at - client.startedAt);
    return {
      client,
      folder,
      openMs: since(answer.at),
      firstMs: since(firstAt),
      stop: longestStop(client, initializedAt, answer.at),
      wait: summary(waits.map((wait) => wait.ms)).max,
      files: summed.result?.files,
      memory: memory(client.pid),
      texts: new Map(),
    };
  } catch (error) {
    await client.stop();
    throw error;
  }
}

/** Opens a document in the session as an editor would, and waits for its findings. */
export async function openDocument(session, path) {
  if (session.texts.has(path)) return session.texts.get(path);
  const text = readFileSync(join(session.folder.root, path), 'utf8');
  const document = { path, lines: text.split('\n'), version: 1 };
  const shown = session.client.findings(path, 1, 30_000);
  session.client.open(path, text);
  await shown;
  session.texts.set(path, document);
  return document;
}

/**
 * Opens a folder several times without a cache, the last time to fill one, then with it; that session stays open for what is
 * measured next. So a big folder need be opened only twice.
 */
export async function measureOpening({ server, folder, runs, budgets }) {
  const all = [];
  for (let i = 1; i < runs; i++) {
    all.push(await openSession(server, folder));
    await all.at(-1).client.stop();
  }
  const caches = mkdtempSync(join(tmpdir(), 'gatehouse-bench-cache-'));
  try {
    return await withCache(caches, async () => {
      const filling = await openSession(server, folder);
      all.push(filling);
      // Written after everything else, and then renamed.
      for (let i = 0; i < 300 && !readdirSync(caches).some((name) => name.endsWith('.cache')); i++) await pause(100);
      await filling.client.stop();
      const reading = await runOnce(parseAll, folder.root);
      const session = await openSession(server, folder);
      const rows = [openingRow(all, reading.ms, budgets), stopRow(all), ...memoryRows(filling, budgets)];
      return { session, rows: [...rows, cachedRow(session, budgets), stopRow([session])] };
    });
  } finally {
    rmSync(caches, { recursive: true, force: true });
  }
}

function cachedRow(session, budgets) {
  const details = [`first finding: ${number(session.firstMs ?? 0, 'ms')}`, defectLine(session)];
  return row({
    what: `open ${session.folder.packets} packets, with a cache`,
    measured: session.openMs,
    budget: budgets.cached,
    details,
  });
}

function openingRow(all, readingMs, budgets) {
  const { folder } = all[0];
  const times = all.map((session) => session.openMs);
  const first = all.flatMap((session) => session.firstMs ?? []);
  const shown = first.length > 0 ? `first finding: ${spread(first)}` : 'no finding was published';
  return row({
    what: `open ${folder.packets} packets, no cache`,
    measured: summary(times).p50,
    values: times,
    reference: { what: 'read + parse', value: readingMs },
    budget: budgets.open,
    details: [`spawn until all is published: ${spread(times)} (files in the disk's cache)`, shown, defectLine(all.at(-1))],
  });
}

/** Whether what was published is what the folder was given. */
function defectLine({ client, folder, files }) {
  const lines = Object.entries(folder.defects).map(
    ([rule, paths]) =>
      `${rule} ${paths.filter((path) => count(client.published.get(client.uri(path)), rule) > 0).length}/${paths.length}`,
  );
  return `${files} files, ${client.published.size} documents published; seeded defects shown: ${lines.join(', ')}`;
}

function stopRow(all) {
  const stops = all.flatMap((session) => session.stop ?? []);
  const what = '  event loop blocked meanwhile, at most';
  if (stops.length === 0) return gap(what, "the server's pulse was not heard.");
  const waits = `a cheap request waited at most ${number(Math.max(...all.map((session) => session.wait)), 'ms')}`;
  return row({ what, measured: Math.max(...stops), values: stops, details: [`${spread(stops)}; ${waits}`] });
}

function memoryRows(session, budgets) {
  const what = `  memory of the server, ${session.folder.packets} packets open`;
  if (session.memory === undefined) return [absent(what, 'n/a: this system does not tell (Linux does, under /proc).')];
  const details = [`highest so far ${number(session.memory.peak, 'MB')}`];
  return [row({ what, measured: session.memory.rss, unit: 'MB', budget: budgets.memory, details })];
}

/** A server that has nothing to do gives memory back after less. */
const REST = 30_000;

/** After everything else: what the server holds once it has worked, and once it has rested. */
export async function memoryAfter(session, budgets) {
  const rowNow = (what) => {
    const now = memory(session.client.pid);
    if (now === undefined) return absent(what, 'n/a: this system does not tell (Linux does, under /proc).');
    return row({ what, measured: now.rss, unit: 'MB', budget: budgets.memory, details: [`highest ${number(now.peak, 'MB')}`] });
  };
  const worked = rowNow(`memory after all of the above, ${session.folder.packets} packets`);
  await pause(REST);
  return [worked, rowNow(`  the same, after ${REST / 1000} s at rest`)];
}

/** A small folder: from the start of the process until the opened packet has its findings. */
export async function measureStart({ server, folder, runs }) {
  const path = folder.defects['dead-anchor'][0];
  const text = readFileSync(join(folder.root, path), 'utf8');
  const ready = [];
  const found = [];
  for (let i = 0; i <= runs; i++) {
    const client = new Client(server, folder.root);
    try {
      const shown = client.next((it) => it.uri === client.uri(path) && it.diagnostics.length > 0, 20_000, `findings of ${path}`);
      shown.catch(() => {});
      const answer = await client.initialize();
      client.open(path, text);
      const it = await shown;
      // The first run warms the disk up.
      if (i > 0) ready.push(answer.at - client.startedAt);
      if (i > 0) found.push(it.at - client.startedAt);
    } finally {
      await client.stop();
    }
  }
  const empty = summary((await timesOf({ node: emptyNode }, folder.root, runs)).node).p50;
  const line = (what, values, budget) =>
    row({
      what,
      measured: summary(values).p50,
      values,
      reference: { what: 'empty Node', value: empty },
      budget,
      details: [`${spread(values)}, one warm-up dropped`],
    });
  return [
    line('start: spawn to initialize answered', ready),
    line(`start: spawn to first findings, ${folder.packets} packets`, found, { atMost: 500 }),
  ];
}
