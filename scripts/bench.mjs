// Measures Gatehouse against its budgets, each beside reference work done in the same run, and prints a table.
//
//   node scripts/bench.mjs [--quick] [--json] [--folder DIR] [--only check|server] [--cli FILE] [--server FILE]
//
// --quick   folders of 100 and 1,000 packets and fewer runs, in less than a minute
// --folder  measures `gatehouse check` on this folder too
// --cli, --server  other programs than bin/gatehouse.cjs and dist/server.js
//
// Slow is an answer: the exit code is 0 unless something could not be measured.
import { existsSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { basename, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { measureCheck } from './bench/check.mjs';
import { measureBoard, measureRename } from './bench/fanout.mjs';
import { ensureFolder } from './bench/folder.mjs';
import { attempt, gap, table } from './bench/report.mjs';
import { measureOpening, measureStart, memoryAfter } from './bench/session.mjs';
import { measureStops, measureWriting } from './bench/stops.mjs';
import { typeInBoard, typeInPackets, typeInSpec } from './bench/typing.mjs';

const inPackage = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

const full = {
  sizes: [100, 1_000, 10_000],
  checks: 15,
  starts: 10,
  opens: 3,
  keys: 1_000,
  specKeys: 500,
  boardKeys: 30,
  changes: 5,
};
const quick = { sizes: [100, 1_000], checks: 5, starts: 4, opens: 2, keys: 300, specKeys: 200, boardKeys: 20, changes: 3 };

/** What is promised for a folder of this size; the small ones only inform. */
const budgetsOf = (packets) =>
  packets < 10_000
    ? { affected: { atMost: 1_000 } }
    : { open: { atMost: 5_000 }, cached: { atMost: 1_500 }, memory: { atMost: 300 }, affected: { atMost: 1_000 } };

/** A big folder takes long to open, and as many files are an average by themselves. */
const opensOf = (packets) => (packets < 10_000 ? plan.opens : 1);

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    folder: { type: 'string' },
    only: { type: 'string' },
    cli: { type: 'string', default: inPackage('bin/gatehouse.cjs') },
    server: { type: 'string', default: inPackage('dist/server.js') },
  },
});
const plan = options.quick ? quick : full;
const log = (text) => process.stderr.write(`… ${text.trim()}\n`);
const began = performance.now();
/** What others did on this machine in the last minute; nothing on Windows. */
const load = loadavg()[0];

const groups = [];
if (options.only !== 'server')
  groups.push({ title: 'Command line (whole processes, called directly)', rows: await commandLine() });
if (options.only !== 'check')
  groups.push({ title: 'Language server (stdio, times as the client sees them)', rows: await languageServer() });
print();
const missed = groups.flatMap((group) => group.rows).filter((line) => line.verdict === 'not measured');
process.exit(missed.length > 0 ? 1 : 0);

async function commandLine() {
  const cli = resolve(options.cli);
  const folder = make({ packets: 232 });
  const title = `check, ${folder.documents} files (${(folder.bytes / 1e6).toFixed(1)} MB)`;
  const rows = await attempt(title, () => measureCheck({ cli, folder, title, runs: plan.checks }), log);
  if (options.folder === undefined) return rows;
  const named = `check, ${basename(resolve(options.folder))}`;
  const given = { root: resolve(options.folder) };
  return [...rows, ...(await attempt(named, () => measureCheck({ cli, folder: given, title: named, runs: plan.checks }), log))];
}

async function languageServer() {
  const file = resolve(options.server);
  if (!existsSync(file)) return [gap('language server', `${file} is not there: build first.`)];
  const server = [file, '--stdio'];
  const small = make({ packets: 12, specBytes: 100_000 });
  const rows = await attempt('start in a small folder', () => measureStart({ server, folder: small, runs: plan.starts }), log);
  const sessions = [];
  for (const packets of plan.sizes) rows.push(...(await opening(server, packets, sessions)));
  if (sessions.length > 0) rows.push(...(await working(server, sessions)));
  await Promise.all(sessions.map((session) => session.client.stop()));
  return rows;
}

/** Opens a folder; its session stays for the measurements that follow. */
async function opening(server, packets, sessions) {
  const folder = make({ packets });
  const measure = async () => {
    const { session, rows } = await measureOpening({ server, folder, runs: opensOf(packets), budgets: budgetsOf(packets) });
    sessions.push(session);
    return rows;
  };
  return attempt(`open ${packets} packets, no cache`, measure, log);
}

/** Everything that happens in open folders, in the smallest and the largest. */
async function working(server, sessions) {
  const [smallest, largest] = [sessions[0], sessions.at(-1)];
  const ends = sessions.length > 1 ? [smallest, largest] : [smallest];
  const rows = await attempt('one key in a packet', () => typeInPackets(sessions, plan.keys), log);
  rows.push(...(await attempt('one key in the spec', () => typeInSpec(ends, plan.specKeys), log)));
  rows.push(...(await attempt('one key in the board', () => typeInBoard(ends, plan.boardKeys), log)));
  for (const session of ends) rows.push(...(await renaming(session, 'warm', { affected: { atMost: 100 } })));
  rows.push(...(await renaming(largest, 'hot', budgetsOf(largest.folder.packets))));
  for (const session of ends) {
    rows.push(...(await attempt('state of a packet changed', () => measureBoard({ session, times: plan.changes }), log)));
  }
  rows.push(...(await attempt('pauses, saves, views', () => measureStops(largest, plan.changes), log)));
  rows.push(
    ...(await attempt('files written by others', () => measureWriting({ server, folder: largest.folder }, plan.changes), log)),
  );
  return [...rows, ...(await memoryAfter(largest, budgetsOf(largest.folder.packets)))];
}

function renaming(session, name, budgets) {
  const mark = session.folder[name];
  const measure = () => measureRename({ session, mark, times: plan.changes, budgets });
  return attempt(`anchor of ${mark.citing.length} packets renamed, ${session.folder.packets} packets`, measure, log);
}

function make(settings) {
  const folder = ensureFolder(settings);
  if (folder.made) log(`made ${folder.root}`);
  return folder;
}

function print() {
  const machine = {
    node: process.version,
    cpus: cpus().length,
    cpu: cpus()[0]?.model ?? '',
    memory: `${Math.round(totalmem() / 2 ** 30)} GB`,
    load,
  };
  const seconds = (performance.now() - began) / 1000;
  if (options.json)
    return console.log(JSON.stringify({ version: 1, quick: options.quick, machine, seconds, groups }, undefined, 2));
  console.log(`Node ${machine.node}, ${machine.cpus} × ${machine.cpu}, ${machine.memory}`);
  if (load > machine.cpus / 4)
    console.log(`The machine was busy before (load ${load.toFixed(1)}): the longest times are not Gatehouse's alone.`);
  console.log(table(groups));
  console.log(`\nNot measured here: the extension's activation. ${seconds.toFixed(0)} s in all.`);
}
