/** Runs the VS Code suite in a desktop VS Code, where one can be had and shown. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { spawnGroup } from './processes.mjs';
import { at, root } from './root.mjs';
import { newResults, resultOf, sum, tailOf, windows } from './run-suite-web.mjs';
import { vscodeVersion } from './vscode-server-install.mjs';
import { copyWorkspace } from './vscode-web.mjs';

const releases = 'https://update.code.visualstudio.com/api/releases/stable';

/** A desktop VS Code to test with, or why there is none. Never throws, and gives up after 5 s where nothing answers. */
export async function findDesktop({ probeMs = 5000 } = {}) {
  if (noDisplay() && spawnSync('which', ['xvfb-run']).status !== 0) return { why: 'there is no display, and no xvfb-run' };
  const named = process.env.VSCODE_EXECUTABLE;
  if (named) return existsSync(named) ? { program: named } : { why: `VSCODE_EXECUTABLE names ${named}, which does not exist` };
  if (!downloaded()) {
    const unreachable = await probe(probeMs);
    if (unreachable) return { why: unreachable };
  }
  const { downloadAndUnzipVSCode, SilentReporter } = await import('@vscode/test-electron');
  try {
    return { program: await downloadAndUnzipVSCode({ version: vscodeVersion, timeout: 60_000, reporter: new SilentReporter() }) };
  } catch (error) {
    return { why: `it could not be downloaded (${error.message})` };
  }
}

const noDisplay = () => process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY;

/** test-electron's own cache has folders called vscode-<platform>-<version>. */
function downloaded() {
  const dir = at('.vscode-test');
  return (
    existsSync(dir) && readdirSync(dir).some((name) => /^vscode-(?!server-)/.test(name) && name.endsWith(`-${vscodeVersion}`))
  );
}

async function probe(ms) {
  try {
    const answer = await fetch(releases, { signal: AbortSignal.timeout(ms) });
    return answer.ok ? undefined : `the download site answers ${answer.status}`;
  } catch (error) {
    return `the download site cannot be reached (${error.cause?.code ?? error.name})`;
  }
}

export async function runSuiteDesktop({ say, program, suite, wanted = windows, timeoutMs = 180_000 }) {
  const results = newResults('suite');
  const counts = [];
  for (const window of wanted) counts.push(await runWindow({ say, program, suite, ...window, results, timeoutMs }));
  return sum(counts);
}

async function runWindow({ say, program, suite, name, fixture, results, timeoutMs }) {
  const workspace = copyWorkspace(at(fixture), name);
  const tail = tailOf(join(results.dir, `${name}.log`), say);
  const options = {
    vscodeExecutablePath: program,
    extensionDevelopmentPath: root,
    extensionTestsPath: suite,
    extensionTestsEnv: { GATEHOUSE_SUITE_RESULTS: results.dir, GATEHOUSE_SUITE_NONCE: results.nonce },
    launchArgs: [
      workspace.file ?? workspace.dir,
      '--disable-extensions',
      '--disable-telemetry',
      '--disable-workspace-trust',
      '--use-inmemory-secretstorage',
    ],
  };
  // In a process of its own, because runTests has no time limit.
  const script = `import('@vscode/test-electron').then((m) => m.runTests(${JSON.stringify(options)})).catch((e) => { console.error(String(e)); process.exit(1); })`;
  try {
    const how = await endOf([process.execPath, '-e', script], timeoutMs);
    tail.stop();
    const count = resultOf(results, name, say);
    if (count) return count;
    say(`  ✖ the suite ${name} did not finish: ${how}`);
    return { passed: 0, failed: 1, skipped: 0 };
  } finally {
    tail.stop();
    workspace.remove();
  }
}

/** Runs a command, under a virtual display where there is no other, and says how it ended. */
async function endOf(command, ms) {
  const [program, ...args] = noDisplay() ? ['xvfb-run', '-a', ...command] : command;
  const env = { ...process.env };
  delete env.ELECTRON_RUN_AS_NODE;
  const { child, end } = spawnGroup(program, args, { cwd: root, env, stdio: ['ignore', 'ignore', 'inherit'] });
  let limit;
  try {
    return await new Promise((done) => {
      limit = setTimeout(() => done(`it took longer than ${ms / 1000} s`), ms);
      child.on('error', (error) => done(error.message));
      child.on('exit', (code, signal) => done(`VS Code ended with ${signal ?? code}`));
    });
  } finally {
    clearTimeout(limit);
    end();
  }
}
