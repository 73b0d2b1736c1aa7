/**
 * The suite's entry in VS Code's extension host: the same file on the desktop and in a VS Code server.
 *
 * The name of the open folder, or of the workspace file, says which tests run: `packets.test.ts` in a folder called `packets`.
 * The result is a file, written last and by rename, in the folder that GATEHOUSE_SUITE_RESULTS names.
 */
import { appendFileSync, existsSync, renameSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import Mocha from 'mocha';
import * as vscode from 'vscode';
import { until } from './until';

interface Outcome {
  readonly title: string;
  readonly state: 'passed' | 'failed' | 'skipped';
  readonly ms: number;
  readonly error?: string;
}

export async function run(): Promise<void> {
  const name = await nameOf();
  const results = process.env.GATEHOUSE_SUITE_RESULTS;
  const file = join(__dirname, `${name}.test.js`);
  if (!existsSync(file)) throw new Error(`There are no tests for a folder called ${name}.`);
  const mocha = new Mocha({ ui: 'bdd', timeout: 45_000, reporter: 'base', forbidOnly: Boolean(process.env.CI) });
  mocha.addFile(file);
  const began = Date.now();
  const outcomes = await outcomesOf(mocha, (line) => {
    if (results) appendFileSync(join(results, `${name}.log`), `${line}\n`);
    console.log(line);
  });
  const count = (state: Outcome['state']): number => outcomes.filter((one) => one.state === state).length;
  const result = {
    nonce: process.env.GATEHOUSE_SUITE_NONCE,
    vscode: vscode.version,
    node: process.version,
    ms: Date.now() - began,
    passed: count('passed'),
    failed: count('failed'),
    skipped: count('skipped'),
  };
  if (results) {
    const done = join(results, `${name}.json`);
    writeFileSync(`${done}.tmp`, JSON.stringify(result, undefined, 1));
    renameSync(`${done}.tmp`, done);
  }
  if (result.failed > 0 || result.passed === 0) throw new Error(`${result.passed} passed, ${result.failed} failed`);
}

/** Older versions of VS Code know the folders of a workspace file some time after their start. */
async function nameOf(): Promise<string> {
  const { workspaceFile } = vscode.workspace;
  const first = await until(
    'the first folder',
    vscode.workspace.onDidChangeWorkspaceFolders,
    () => vscode.workspace.workspaceFolders?.[0],
  );
  return workspaceFile ? basename(workspaceFile.path, '.code-workspace') : first.name;
}

function outcomesOf(mocha: Mocha, say: (line: string) => void): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  const add = (outcome: Outcome): void => {
    outcomes.push(outcome);
    const { title, state, ms, error } = outcome;
    say(`  ${state === 'passed' ? '✔' : state === 'failed' ? '✖' : '-'} ${title} (${ms} ms)`);
    if (error) say(indented(error));
  };
  return new Promise((resolve) => {
    const runner = mocha.run(() => resolve(outcomes));
    runner.on('pass', (test) => add({ title: test.fullTitle(), state: 'passed', ms: test.duration ?? 0 }));
    runner.on('pending', (test) => add({ title: test.fullTitle(), state: 'skipped', ms: 0 }));
    // Also for a hook that fails.
    runner.on('fail', (test, error: Error) =>
      add({ title: test.fullTitle(), state: 'failed', ms: test.duration ?? 0, error: error.stack ?? String(error) }),
    );
  });
}

/** Without the lines of the stack that are VS Code's own. */
const indented = (stack: string): string =>
  stack
    .split('\n')
    .filter((line) => !/workbench\.js|extensionHostProcess\.js/.test(line))
    .map((line) => `      ${line}`)
    .join('\n');
