/** Runs the built command line, and holds what it prints against test/golden. */
import assert from 'node:assert/strict';
import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { ReportJson } from '#protocol/report';
import { isAside } from './asides';
import { inRepository } from './disk';

export const bin = inRepository('bin/gatehouse.cjs');

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** In place of bin/gatehouse.cjs: a link to it. */
  readonly program?: string;
}

/** Without what the terminal around the tests says of colours and of Node. */
export function environment(more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const foreign = /^(NO_COLOR|FORCE_COLOR|NODE_OPTIONS|NODE_TEST_CONTEXT|NODE_DISABLE_COLORS|COLUMNS)$/;
  // What other tests have left behind is not used, but where a test is about that.
  const own = Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
  return { ...own, GATEHOUSE_CACHE: '', ...more };
}

export function gatehouse(args: readonly string[], { cwd, env, program = bin }: RunOptions = {}): Ran {
  const ran: SpawnSyncReturns<string> = spawnSync(process.execPath, [program, ...args], {
    cwd: cwd ?? inRepository(''),
    env: environment(env),
    encoding: 'utf8',
    timeout: 20_000,
    maxBuffer: 2 ** 26,
  });
  assert.equal(ran.error, undefined);
  return { code: ran.status, out: ran.stdout, err: ran.stderr };
}

/** The report of `check --format json`. */
export function reportOf(args: readonly string[], options: RunOptions = {}): ReportJson {
  const { out, err } = gatehouse(['check', '--format', 'json', ...args], options);
  assert.ok(out.startsWith('{'), err);
  return JSON.parse(out) as ReportJson;
}

/** `file:line:column rule` of each finding. */
export const linesOf = (report: ReportJson): readonly string[] =>
  report.findings.filter((f) => !isAside(f.rule)).map((f) => `${f.file}:${f.range.start.line}:${f.range.start.column} ${f.rule}`);

/** Without the time that it took, and without where the folder is. */
export const masked = (out: string, root = ''): string =>
  (root === '' ? out : out.replaceAll(JSON.stringify(root).slice(1, -1), '<folder>'))
    .replace(/\(\d+\.\d\d s\)\n/, '(<time>)\n')
    .replace(/"ms": \d+/, '"ms": 0');

/** What was printed, exactly. `UPDATE_GOLDEN=1` writes it instead. */
export function golden(name: string, actual: string): void {
  const file = inRepository(`test/golden/${name}.txt`);
  if (process.env.UPDATE_GOLDEN) writeFileSync(file, actual);
  assert.ok(existsSync(file), `${file} is not there: UPDATE_GOLDEN=1 writes it`);
  assert.equal(actual, readFileSync(file, 'utf8').replaceAll('\r\n', '\n'), `test/golden/${name}.txt`);
}
