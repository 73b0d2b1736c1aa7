/** Entry: the command line. Picks the plug-ins and the ports; exit codes are 0 clean, 1 findings, 2 could not tell. */
import { readFileSync } from 'node:fs';
import { Command, CommanderError, Option } from 'commander';
import type { Log } from '#core/ports';
import { lazyZod } from '#host/lazy-zod';
import { nodeFiles } from '#host/node-files';
import { nodePace, utcToday } from '#host/node-pace';
import { loadParsers } from '#host/parser';
import { threadReaders } from '#host/thread-readers';
import { rulePage } from '#service/rule-page';
import { Session } from '#service/session';
import { rules, systems } from '#systems/registry.generated';
import { check } from './check';
import { explain } from './explain';
import { folderOf } from './folder';
import { json } from './format/json';
import { text } from './format/text';
import { visible } from './format/visible';

const FAILED = 2;
const out = (s: string): void => void process.stdout.write(s);
const err = (s: string): void => void process.stderr.write(`${s.split('\n').map(visible).join('\n')}\n`);
const log: Log = { info: () => {}, warn: err, error: err };

interface CheckOptions {
  readonly format: 'text' | 'json';
  readonly failOn: 'error' | 'warning';
  readonly config?: string;
  readonly color: boolean;
}

async function runCheck(paths: readonly string[], options: CheckOptions): Promise<number> {
  const target = await folderOf(paths, process.cwd(), systems, (folder, globs) => nodeFiles(folder, utcToday).list(globs));
  if ('error' in target) return fail(target.error);
  const { parsers, warning } = loadParsers();
  if (warning) err(warning);
  let config: string | undefined;
  if (options.config !== undefined) {
    try {
      config = readFileSync(options.config, 'utf8').replace(/^\uFEFF/, '');
    } catch (cause) {
      return fail(`cannot read the configuration ${options.config}: ${cause instanceof Error ? cause.message : String(cause)}`);
    }
  }
  const session = new Session({
    files: nodeFiles(target.folder, utcToday),
    pace: nodePace,
    log,
    plugins: { systems, rules },
    parsers,
    zod: lazyZod,
    readers: threadReaders(`${__dirname}/reader.js`, target.folder, true),
    ...(config === undefined ? {} : { config }),
  });
  const problems = config === undefined ? [] : session.configProblems(config);
  if (problems.length > 0) return fail(problems.map((p) => `${options.config}: ${p.message}`).join('\n'));
  const checked = await check(session, target.folder, target.only, 0, () => performance.now());
  const color =
    options.color &&
    !process.env.NO_COLOR &&
    (process.env.FORCE_COLOR ? process.env.FORCE_COLOR !== '0' : process.stdout.isTTY === true);
  out(options.format === 'json' ? json(checked) : text(checked, { color, cwd: process.cwd() }));
  if (session.systems.length === 0)
    err(
      `Nothing here for Gatehouse: ${target.folder} has none of the landmarks of ${systems
        .filter((s) => s.landmarks)
        .map((s) => s.title)
        .join(', ')}. See docs/configuration.md.`,
    );
  if (checked.failed) return FAILED;
  return checked.counts.error > 0 || (options.failOn === 'warning' && checked.counts.warning > 0) ? 1 : 0;
}

function fail(message: string): number {
  err(`gatehouse: ${message}`);
  return FAILED;
}

function runExplain(id: string): number {
  const page = explain(id, rules, rulePage);
  if ('error' in page) return fail(page.error);
  out(page.text);
  return 0;
}

async function main(): Promise<void> {
  const version = (JSON.parse(readFileSync(`${__dirname}/../package.json`, 'utf8')) as { version: string }).version;
  const program = new Command('gatehouse')
    .description('Keeps spec-driven, multi-agent work honest.')
    .version(version)
    .exitOverride()
    .showHelpAfterError('(gatehouse --help shows what there is)');
  let code = 0;
  program
    .command('check')
    .description('Check a folder and print its findings.')
    .argument('[paths...]', 'a folder, or files and folders in one; by default the folder that this one belongs to')
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text'))
    .addOption(new Option('--fail-on <severity>', 'what makes the exit code 1').choices(['error', 'warning']).default('error'))
    .option('--config <file>', 'a file in place of gatehouse.yaml')
    .option('--no-color', 'plain text')
    .option('--no-cache', 'read every file again (nothing is cached yet)')
    .action(async (paths: string[], options: CheckOptions) => {
      code = await runCheck(paths, options);
    });
  program
    .command('explain')
    .description("Print a rule's page.")
    .argument('<rule>', 'its id, such as packets/dead-anchor')
    .action((id: string) => {
      code = runExplain(id);
    });
  program
    .command('lsp')
    .description('Run the language server.')
    .requiredOption('--stdio', 'talk over standard input and output')
    .action(() => {
      // Its own bundle: a check need not load it. It ends the process itself.
      require(`${__dirname}/server.js`);
    });
  try {
    await program.parseAsync();
  } catch (cause) {
    if (cause instanceof CommanderError) code = cause.exitCode === 0 ? 0 : FAILED;
    else code = fail(cause instanceof Error ? (cause.stack ?? cause.message) : String(cause));
  }
  process.exitCode = code;
}

// Whoever reads our output may stop reading (`| head`): that is no error of ours.
process.stdout.on('error', (cause: NodeJS.ErrnoException) => {
  if (cause.code !== 'EPIPE') throw cause;
});

void main();
