/** Entry: the command line. Picks the plug-ins and the ports; the commands are one file each. */
import { readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { buffer } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { Command, CommanderError } from 'commander';
import type { Log } from '#core/ports';
import { lazyZod } from '#host/lazy-zod';
import { nodeFiles } from '#host/node-files';
import { nodePace, utcToday } from '#host/node-pace';
import { Overlay } from '#host/overlay';
import { type LoadedParsers, loadParsers } from '#host/parser';
import { threadReaders } from '#host/thread-readers';
import { applyChange, writeWhole } from '#host/write';
import { Session } from '#service/session';
import { rules, systems } from '#systems/registry.generated';
import { addBaseline } from './commands/baseline';
import { addCheck } from './commands/check';
import { addExplain } from './commands/explain';
import { addInit } from './commands/init';
import { addLsp } from './commands/lsp';
import { foldersOf } from './folder';
import { visible } from './format/visible';
import { FAILED, fail, type Looking, type Machine, type Opened } from './machine';

const commands = [addCheck, addBaseline, addInit, addExplain, addLsp];

const plugins = { systems, rules };
const { version } = JSON.parse(readFileSync(`${__dirname}/../package.json`, 'utf8')) as { version: string };
const pages = pathToFileURL(`${__dirname}/../docs/rules/`).href;
/** What a document says must not steer a terminal, nor command a build server that reads along. */
const err = (s: string): void =>
  void process.stderr.write(
    `${s
      .split('\n')
      .map((line) => visible(line).replace(/^(?=::|##\[)/, ' '))
      .join('\n')}\n`,
  );
const log: Log = { info: () => {}, warn: err, error: err };

let loaded: LoadedParsers | undefined;
/** Once, and with a word where it is not the usual one. */
function parsers(): LoadedParsers['parsers'] {
  if (!loaded) {
    loaded = loadParsers();
    if (loaded.warning) err(loaded.warning);
  }
  return loaded.parsers;
}

/** A path of the command line, seen from a folder. */
const below = (folder: string, path: string): string => relative(folder, resolve(path)).replaceAll('\\', '/');

function open(folder: string, how: Looking): Opened {
  const disk = nodeFiles(folder, () => how.day ?? utcToday());
  const overlay = how.instead || how.dry ? new Overlay(disk) : undefined;
  if (how.instead) overlay?.put(how.instead.path, how.instead.bytes);
  const session = new Session({
    files: overlay ?? disk,
    pace: nodePace,
    log,
    plugins,
    parsers: parsers(),
    zod: lazyZod,
    // Another thread knows only the disk.
    ...(overlay ? {} : { readers: threadReaders(`${__dirname}/reader.js`, folder, true) }),
    ...(how.config ? { config: how.config.text, configPath: below(folder, how.config.path) } : {}),
  });
  return {
    session,
    apply: (change) => (overlay ? overlay.apply(change) : applyChange(folder, change)),
    tried: async () => (how.dry && overlay ? overlay.changed() : []),
  };
}

/** The question goes to the screen even where the output goes to a file. */
async function confirm(question: string): Promise<boolean | undefined> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return undefined;
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(?:es)?$/i.test((await lines.question(`${visible(question)} [y/N] `)).trim());
  } finally {
    lines.close();
  }
}

const machine: Machine = {
  version,
  cwd: process.cwd(),
  plugins,
  colours: !process.env.NO_COLOR && (process.env.FORCE_COLOR ? process.env.FORCE_COLOR !== '0' : process.stdout.isTTY === true),
  rulePage: (id) => `${pages}${id}.md`,
  out: (text) => void process.stdout.write(text),
  err,
  now: () => performance.now(),
  readText: (path) => readFileSync(path, 'utf8'),
  readStdin: () => buffer(process.stdin),
  full: (path) => resolve(path),
  confirm,
  writeText: writeWhole,
  targets: (paths, absent = false) =>
    foldersOf(paths, process.cwd(), systems, (folder, globs) => nodeFiles(folder, utcToday).list(globs), absent),
  open,
  serve: () => {
    // Its own bundle: a check need not load it.
    require(`${__dirname}/server.js`);
  },
};

async function main(): Promise<void> {
  const program = new Command('gatehouse')
    .description('Keeps spec-driven, multi-agent work honest.')
    .version(version)
    .exitOverride()
    .showHelpAfterError('(gatehouse --help shows what there is)');
  let code = 0;
  for (const add of commands)
    add(program, machine, (c) => {
      code = c;
    });
  try {
    await program.parseAsync();
  } catch (cause) {
    if (cause instanceof CommanderError) code = cause.exitCode === 0 ? 0 : FAILED;
    else code = fail(machine, cause instanceof Error ? (cause.stack ?? cause.message) : String(cause));
  }
  process.exitCode = code;
}

// Whoever reads our output may stop reading (`| head`): that is no error of ours.
process.stdout.on('error', (cause: NodeJS.ErrnoException) => {
  if (cause.code !== 'EPIPE') throw cause;
});

void main();
