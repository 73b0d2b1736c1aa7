// Measures `gatehouse check` as a whole process beside three references: rumdl, reading and parsing alone, and an empty Node.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gap, row, spread, summary } from './report.mjs';
import { emptyNode, parseAll, runOnce, timesOf, withCache } from './run.mjs';

const peakHook = fileURLToPath(new URL('peak.cjs', import.meta.url));

/** The rows for one folder, generated or not: time and memory of the command, and what its findings say about the folder. */
export async function measureCheck({ cli, folder, title, runs }) {
  if (!existsSync(cli)) return [gap(title, `${cli} is not there: build first.`)];
  const tools = toolsFor(cli);
  const ready = await prove(tools.gatehouse, folder);
  const times = await timesOf(tools, folder.root, runs);
  const again = await againRows(title, tools, folder.root, runs);
  return [...timeRows(title, times, ready), ...again, ...(await memoryRows(title, tools, folder.root))];
}

/** The same once more, when nothing has changed since: both tools with their caches. */
async function againRows(title, { gatehouse, rumdl, empty }, cwd, runs) {
  const what = `${title}, nothing changed since`;
  if (rumdl === undefined) return [gap(what, 'rumdl is not installed for this platform.')];
  const caches = mkdtempSync(join(tmpdir(), 'gatehouse-bench-cache-'));
  const cached = ({ command, args }, ...more) => ({ command, args: [...args.filter((a) => a !== '--no-cache'), ...more] });
  try {
    const times = await withCache(caches, () =>
      timesOf({ gatehouse: cached(gatehouse), rumdl: cached(rumdl, '--cache-dir', join(caches, 'rumdl')), empty }, cwd, runs),
    );
    const [own, other, node] = ['gatehouse', 'rumdl', 'empty'].map((name) => summary(times[name]).p50);
    return [
      row({
        what,
        measured: own,
        values: times.gatehouse,
        reference: { what: 'rumdl with its cache, and an empty Node', value: other + node },
        budget: { ratio: 1 },
        details: [`rumdl: ${spread(times.rumdl)}`, `empty Node: ${spread(times.empty)}`],
      }),
    ];
  } finally {
    rmSync(caches, { recursive: true, force: true });
  }
}

/** Binaries are called directly: npx alone costs more than the whole check. */
function toolsFor(cli) {
  const gatehouse = { command: process.execPath, args: [cli, 'check', '--no-cache'] };
  const rumdl = rumdlBinary();
  return {
    gatehouse,
    ...(rumdl === undefined ? {} : { rumdl: { command: rumdl, args: ['check', '--no-cache', '--no-config', '.'] } }),
    parsing: parseAll,
    empty: emptyNode,
  };
}

/** The program in the platform's package, as the wrapper of rumdl would find it. */
function rumdlBinary() {
  const require = createRequire(import.meta.url);
  const name = process.platform === 'win32' ? 'rumdl.exe' : 'rumdl';
  const architecture = process.platform === 'win32' ? 'x64' : process.arch;
  for (const suffix of ['', '-musl']) {
    try {
      const found = join(dirname(require.resolve(`@rumdl/cli-${process.platform}-${architecture}${suffix}/package.json`)), name);
      if (existsSync(found)) return found;
    } catch {
      // Not installed for this platform: try the next name.
    }
  }
  return undefined;
}

/** A fast wrong answer is worth nothing: the command must read the folder and find the defects it was given. */
async function prove(gatehouse, folder) {
  const run = await runOnce({ ...gatehouse, args: [...gatehouse.args, '--format', 'json'] }, folder.root, { keepOutput: true });
  const report = read(run.output);
  if (report === undefined) throw new Error(`gatehouse check ended with ${run.code}: ${run.errors.slice(0, 300).trim()}`);
  const seen = new Map();
  for (const finding of report.findings) seen.set(finding.rule, (seen.get(finding.rule) ?? new Set()).add(finding.file));
  const { files, errors, warnings } = report.summary;
  const details = [
    `exit code ${run.code}, ${files} files, ${report.findings.length} findings (${errors} errors, ${warnings} warnings)`,
  ];
  const defects = Object.entries(folder.defects ?? {});
  const lines = defects.map(
    ([rule, paths]) => `${rule} ${paths.filter((path) => seen.get(`packets/${rule}`)?.has(path)).length}/${paths.length}`,
  );
  if (lines.length > 0) details.push(`seeded defects found: ${lines.join(', ')}`);
  return details;
}

/** Undefined where the command printed something else than its report. */
function read(output) {
  try {
    return JSON.parse(output);
  } catch {
    return undefined;
  }
}

function timeRows(title, times, ready) {
  const measured = summary(times.gatehouse).p50;
  const against = (what, name, budget) =>
    row({
      what: title,
      measured,
      values: times.gatehouse,
      reference: { what, value: summary(times[name]).p50 },
      budget,
      details: [`${what}: ${spread(times[name])}`],
    });
  const first =
    times.rumdl === undefined
      ? gap(`${title}, against rumdl`, 'rumdl is not installed for this platform.')
      : against('rumdl', 'rumdl', { ratio: 1 });
  first.details.unshift(...ready, `gatehouse: ${spread(times.gatehouse)} runs, interleaved, one warm-up dropped`);
  return [first, against('read + parse', 'parsing'), against('empty Node', 'empty')];
}

/** In runs of their own, as looking takes time. */
async function memoryRows(title, tools, cwd) {
  const own = await runOnce({ ...tools.gatehouse, args: ['--require', peakHook, ...tools.gatehouse.args] }, cwd, {
    peakPipe: true,
  });
  const measured = Number(own.peak);
  if (own.peak === '' || Number.isNaN(measured)) return [gap(`${title}, peak memory`, 'the process did not report its memory.')];
  const other = tools.rumdl === undefined ? undefined : (await runOnce(tools.rumdl, cwd, { watch: true })).watched;
  const reference = other === undefined ? undefined : { what: 'rumdl', value: other };
  return [row({ what: `${title}, peak memory`, measured, unit: 'MB', reference })];
}
