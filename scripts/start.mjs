/**
 * npm start [-- <folder>] [--desktop] [--port <number>]
 *
 * Builds Gatehouse, prints what it finds in the folder, and opens the folder in a VS Code that runs Gatehouse:
 * in the browser (the default; VS Code is installed on demand) or in the VS Code of this machine. Ctrl-C ends everything.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureDependencies } from './dependencies.mjs';
import { stop } from './processes.mjs';
import { at, root } from './root.mjs';

const usage = 'Usage: npm start [-- <folder>] [--desktop] [--port <number>]';

/** npm runs scripts in the package's folder; a relative path is meant from where the person stood. */
function folderOf(named) {
  if (named === undefined) return at('examples/packets');
  const folder = resolve(process.env.INIT_CWD ?? process.cwd(), named);
  if (!existsSync(folder) || !statSync(folder).isDirectory()) stop(`There is no folder ${folder}.`);
  return folder;
}

function options() {
  try {
    const { values, positionals } = parseArgs({
      options: { desktop: { type: 'boolean' }, port: { type: 'string' } },
      allowPositionals: true,
    });
    if (positionals.length > 1) stop(usage);
    const port = Number(values.port ?? 0);
    if (!Number.isInteger(port) || port < 0 || port > 65_535) stop(`${values.port} is no port.`);
    return { desktop: values.desktop === true, port, folder: folderOf(positionals[0]) };
  } catch (error) {
    return stop(`${error.message}\n${usage}`);
  }
}

/** Findings are what it is for, so their exit code is no failure here. */
function printFindings(folder) {
  console.log(`Findings in ${relative(process.cwd(), folder) || folder}:\n`);
  const { status } = spawnSync(process.execPath, [at('bin/gatehouse.cjs'), 'check', folder], { cwd: root, stdio: 'inherit' });
  if (status !== 0 && status !== 1) console.log('The command line could not tell; the editor may know more.');
  console.log('');
}

function openDesktop(folder) {
  const { error, status } = spawnSync('code', [`--extensionDevelopmentPath=${root}`, folder], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (error || status !== 0) {
    stop(
      'VS Code could not be started by the command `code`. In VS Code, run "Shell Command: Install \'code\' command in PATH", or leave out --desktop to use the browser.',
    );
  }
  console.log('VS Code is opening with Gatehouse in it.');
}

async function openBrowser(folder, port) {
  const { ensureVscodeServer } = await import('./vscode-server-install.mjs');
  const { quiet, startServer, workbenchUrl } = await import('./vscode-web.mjs');
  const installation = await ensureVscodeServer({ say: console.log });
  const server = await startServer(installation, {
    extension: true,
    token: true,
    port,
    settings: { ...quiet, 'security.workspace.trust.enabled': false },
  });
  let stopping = false;
  const end = async () => {
    stopping = true;
    await server.stop();
    console.log('\nGatehouse has ended.');
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.removeAllListeners(signal);
    process.once(signal, () => void end());
  }
  console.log(`VS Code with Gatehouse, on ${folder}:\n\n  ${workbenchUrl(server, folder).href}\n\nCtrl-C ends it.`);
  await server.exited;
  if (!stopping) stop("VS Code's server has ended by itself.");
}

const { desktop, port, folder } = options();
ensureDependencies();
const { build } = await import('./build.mjs');
await build().catch(() => stop('Gatehouse could not be built: see above.'));
printFindings(folder);
if (desktop) openDesktop(folder);
else await openBrowser(folder, port);
