/** The whole command line, begun by main. Picks the plug-ins and the ports; the commands are one file each. */

import { relative, resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { Command, CommanderError } from 'commander';
import { messageOf, traceOf } from '#core/cause';
import type { Change } from '#core/change';
import type { Log } from '#core/ports';
import { known, unknown } from '#core/task';
import type { RelPath } from '#core/text';
import { visible } from '#core/visible';
import { changedPaths, placeOf, staged } from '#host/changed';
import { gitVersion } from '#host/git';
import { hookFiles, hookPlace, isMerge } from '#host/hooks';
import { lazyZod } from '#host/lazy-zod';
import { nodeFiles } from '#host/node-files';
import { nodePace, utcToday } from '#host/node-pace';
import { Observer } from '#host/observed';
import { Overlay } from '#host/overlay';
import type { LoadedParsers } from '#host/parser';
import { signerName, signingKey } from '#host/person';
import { interruption, recovered, recoverFolder } from '#host/recover';
import { inSampleFolder } from '#host/sample-folder';
import { sign as sshSign } from '#host/ssh-sign';
import { ProgressLine, untilCalledOff } from '#host/terminal';
import { threadReaders } from '#host/thread-readers';
import { nodeTools } from '#host/tools';
import { applyChange, Moved } from '#host/write';
import { Cache } from '#service/engine/cache';
import { Session } from '#service/engine/session';
import type { Scratch } from '#service/gates/canaries';
import { addActions } from './commands/act';
import { addBaseline } from './commands/baseline';
import { addCheck } from './commands/check';
import { addDoctor } from './commands/doctor';
import { addEvidence } from './commands/evidence';
import { addExplain } from './commands/explain';
import { addGate } from './commands/gate';
import { addGraph } from './commands/graph';
import { addHook } from './commands/hook';
import { addInit } from './commands/init';
import { addLsp } from './commands/lsp';
import { addRecover } from './commands/recover';
import { addRun } from './commands/run';
import { addSign } from './commands/sign';
import { addStatus } from './commands/status';
import { addVerify } from './commands/verify';
import { foldersOf } from './folder';
import { engine, err, filesOf, ground, kept, plugins } from './ground';
import { keep } from './last-run';
import { FAILED, fail, type Looking, type Machine, type Opened, Outdated } from './machine';

const commands = [
  addCheck,
  addGate,
  addRun,
  addSign,
  addVerify,
  addStatus,
  addGraph,
  addEvidence,
  addDoctor,
  addActions,
  addRecover,
  addBaseline,
  addHook,
  addInit,
  addExplain,
  addLsp,
];

const log: Log = { info: () => {}, warn: err, error: err };

let loaded: LoadedParsers | undefined;
/** Once, and with a word where it is not the usual one. */
const parsers = (): LoadedParsers['parsers'] => parsersLoaded().parsers;

function parsersLoaded(): LoadedParsers {
  if (!loaded) {
    loaded = engine().loadParsers();
    if (loaded.warning) err(loaded.warning);
  }
  return loaded;
}

const observer = new Observer();
const sessions: { readonly folder: string; readonly session: Session }[] = [];

/** A path of the command line, seen from a folder. */
const below = (folder: string, path: string): RelPath => relative(folder, resolve(path)).replaceAll('\\', '/');

function open(folder: string, how: Looking): Opened {
  const news = how.writes ? recovered(folder) : interruption(folder);
  if (news !== undefined) err(`gatehouse: ${news}`);
  const files = filesOf(folder, how.day);
  // What is not to be kept need not be noted.
  const disk = how.cache ? observer.files(folder, files) : files;
  const overlay = how.instead || how.dry ? new Overlay(disk) : undefined;
  const signKey = how.signKey ?? process.env.GATEHOUSE_SIGN_KEY;
  for (const { path, bytes } of how.instead ?? []) overlay?.put(path, bytes);
  const session = new Session({
    files: overlay ?? disk,
    pace: nodePace,
    log,
    plugins: plugins(),
    parsers: parsers(),
    zod: lazyZod,
    root: folder.replaceAll('\\', '/'),
    tools: nodeTools(folder, {
      kept: kept(),
      ...(signKey ? { key: signKey } : {}),
      ...(how.stagedCode ? { staged: placeOf(process.env, process.cwd()) } : {}),
    }),
    // Another thread knows only the disk.
    ...(overlay ? {} : { readers: threadReaders(`${__dirname}/reader.js`, folder, true) }),
    ...(how.cache && !how.dry ? { cache: new Cache(kept().pieces(folder), kept().pieces(`found ${folder}`)) } : {}),
    ...(how.config ? { config: how.config.text, configPath: below(folder, how.config.path) } : {}),
  });
  sessions.push({ folder, session });
  return {
    session,
    apply: (change) => (overlay ? overlay.apply(change) : write(folder, change)),
    tried: async () => (how.dry && overlay ? overlay.changed() : []),
  };
}

/** A scratch folder, by itself: nothing of it is kept. */
async function openSample(root: string, day: string, config: string, tools: Parameters<Scratch['open']>[1]): Promise<Session> {
  const session = new Session({
    files: nodeFiles(root, () => day),
    pace: nodePace,
    log,
    plugins: plugins(),
    parsers: parsers(),
    zod: lazyZod,
    config,
    tools: tools(nodeTools(root)),
  });
  await session.start();
  return session;
}

function write(folder: string, change: Change): void {
  try {
    applyChange(folder, change);
  } catch (cause) {
    throw cause instanceof Moved ? new Outdated(cause.path, cause.now) : cause;
  }
}
/** What a run shows of its progress. */
const line = new ProgressLine(process.stderr);

/** The question goes to the screen even where the output goes to a file. */
async function confirm(question: string): Promise<boolean | undefined> {
  const answer = await prompt(`${question} [y/N]`);
  return answer === undefined ? undefined : /^y(?:es)?$/i.test(answer);
}

async function prompt(question: string): Promise<string | undefined> {
  if (!atTerminal()) return undefined;
  const { createInterface } = await import('node:readline/promises');
  line.erase();
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const left = new AbortController();
  // Ctrl-C at a question is one as anywhere else. Whose terminal is closed answers nothing.
  lines.once('SIGINT', () => {
    left.abort();
    process.kill(process.pid, 'SIGINT');
  });
  lines.once('close', () => left.abort());
  try {
    return (await lines.question(`${question.split('\n').map(visible).join('\n')} `, { signal: left.signal })).trim();
  } catch (cause) {
    if (left.signal.aborted) return undefined;
    throw cause;
  } finally {
    lines.close();
  }
}

const atTerminal = (): boolean => process.stdin.isTTY === true && process.stderr.isTTY === true;

/** What was seen in all, those files too that another thread has read. */
function trail(): ReturnType<Observer['trail']> | undefined {
  for (const { folder, session } of sessions)
    for (const entry of session.workspace.entries.values()) observer.bytes(folder, entry.path, entry.hash, entry.stamp);
  return observer.isLost ? undefined : observer.trail();
}

const machine: Machine = {
  ...ground,
  // A getter would be asked at once.
  get plugins() {
    return plugins();
  },
  today: utcToday,
  minute: () => new Date().toISOString().slice(0, 16).replace('T', ' '),
  readStdin: () => buffer(process.stdin),
  full: (path) => resolve(path),
  confirm,
  person: {
    name: (folder) => signerName(folder),
    key: (folder) => signingKey(folder),
    minute: () => Math.floor(Date.now() / 60_000),
    sign: sshSign,
  },
  prompt,
  get atTerminal() {
    return atTerminal();
  },
  recover: recoverFolder,
  changed: changedPaths,
  staged: (folder) => staged(folder, placeOf(process.env, process.cwd())),
  kind: (path) => observer.kind(path),
  targets: (paths, absent = false) =>
    foldersOf(paths, process.cwd(), engine().systems, {
      kind: (path) => observer.kind(path),
      list: (folder, globs) => observer.files(folder, filesOf(folder)).list(globs),
      absent,
    }),
  open,
  keepRun: (asked, checked, fingerprints) => {
    const seen = trail();
    if (seen !== undefined) keep(kept(), asked, { trail: seen, checked, fingerprints });
  },
  watched: async (title, work) => {
    const show = (says: string): void => line.show(visible(`${title}: ${says}`));
    try {
      return await untilCalledOff((signal) => work({ signal, progress: show }));
    } finally {
      line.erase();
    }
  },
  runtime: async () => {
    const { parser, warning } = parsersLoaded();
    return {
      node: process.version,
      platform: `${process.platform} ${process.arch}`,
      git: await gitVersion().then(known, (cause) => unknown(`git cannot be started: ${messageOf(cause)}.`)),
      parser: { name: parser, ...(warning === undefined ? {} : { warning }) },
    };
  },
  inScratch: (day) => (files, use) =>
    inSampleFolder(files, ({ root, plant }) => use({ plant, open: (config, tools) => openSample(root, day, config, tools) })),
  hooks: { place: hookPlace, files: hookFiles, isMerge },
  serve: () => {
    // Its own bundle: a check need not load it.
    require(`${__dirname}/server.js`);
  },
};

async function main(): Promise<void> {
  const program = new Command('gatehouse')
    .description('Keeps spec-driven, multi-agent work honest.')
    .version(ground.version)
    .exitOverride()
    // What is wrong is repeated as it was typed.
    .configureOutput({ outputError: (said) => err(said.replace(/\n$/, '')) })
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
    else code = fail(machine, traceOf(cause));
  }
  process.exitCode = code;
}

void main();
