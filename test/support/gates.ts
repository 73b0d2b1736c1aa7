/** Runs gates on a folder on disk, with all that they may have looked up. */
import assert from 'node:assert/strict';
import { z } from 'zod';
import type { GateOptions } from '#core/gate';
import { nodeFiles } from '#host/node-files';
import { nodePace } from '#host/node-pace';
import { nodeTools } from '#host/tools';
import type { GateReport } from '#protocol/gate-report';
import { Session } from '#service/engine/session';
import { gateReportOf } from '#service/gates/gate-report';
import { gateNamed, runGate } from '#service/gates/gates';
import { gates, rules, systems } from '#systems/registry.generated';
import { parsers } from './fixture';

/** What a gate says of a folder. @param root absolute */
export async function gateOn(root: string, name: string, subject = '', how: GateOptions = {}): Promise<GateReport> {
  const errors: string[] = [];
  const log = { info: () => {}, warn: () => {}, error: (m: string) => void errors.push(m) };
  const session = new Session({
    files: nodeFiles(root, () => '2026-01-06'),
    pace: nodePace,
    log,
    plugins: { systems, rules, gates },
    parsers,
    zod: () => z,
    tools: nodeTools(root),
  });
  await session.start();
  const named = gateNamed(session, name) ?? assert.fail(`no gate ${name}`);
  const report = gateReportOf(session, root, await runGate(session, named, subject, how));
  assert.deepEqual(errors, []);
  return report;
}

/** The checks that do not pass: `rust fail`. */
export const openIn = ({ checks }: GateReport): readonly string[] =>
  checks.filter((c) => c.verdict !== 'pass').map((c) => `${c.id} ${c.verdict}`);

/** What a check found: `src/a.rs:4:28 .unwrap(): …`. */
export const foundIn = ({ checks }: GateReport, id: string): readonly string[] =>
  (checks.find((c) => c.id === id) ?? assert.fail(`no check ${id}`)).findings.map(
    (f) => `${f.file}:${f.range.start.line}:${f.range.start.column} ${f.message}`,
  );

/** What a check says. */
export const saidIn = ({ checks }: GateReport, id: string): string =>
  (checks.find((c) => c.id === id) ?? assert.fail(`no check ${id}`)).says ?? '';
