/** Entry: the language server, on IPC or stdio. Picks the plug-ins and the ports. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { traceOf } from '#core/cause';
import type { Log } from '#core/ports';
import { visible, visibleLines } from '#core/visible';
import { optimizeAsUsual, optimizeLate } from '#host/compiling';
import { framed } from '#host/frames';
import { cacheFolder, Kept, stampOf } from '#host/kept';
import { lazyZod } from '#host/lazy-zod';
import { nodeFiles } from '#host/node-files';
import { nodePace, utcToday } from '#host/node-pace';
import { loadParsers } from '#host/parser';
import { past } from '#host/past';
import { signerName, signingKey } from '#host/person';
import { recovered } from '#host/recover';
import { giveBackAtRest } from '#host/resting';
import { sign as signBySsh } from '#host/ssh-sign';
import { threadReaders } from '#host/thread-readers';
import { threadReparser } from '#host/thread-reparser';
import { nodeTools } from '#host/tools';
import { applyChange } from '#host/write';
import { CONFIG } from '#service/config/config';
import { Cache } from '#service/engine/cache';
import { Session } from '#service/engine/session';
import { actions, gates, rules, systems } from '#systems/registry.generated';
import { serve } from './server';
import type { Signer } from './signing-view';

// `gatehouse lsp --stdio` has other words before it; the library looks for the flag.
const way = process.argv.find((a) => /^--(?:stdio|node-ipc|socket|pipe)/.test(a)) ?? '--stdio';
const connection =
  way === '--stdio'
    ? createConnection(
        ProposedFeatures.all,
        framed(process.stdin, (began) => {
          process.stderr.write(`gatehouse: passed over what is no message of LSP, from “${visible(began)}” on\n`);
        }),
        process.stdout,
      )
    : createConnection(ProposedFeatures.all);
const log: Log = {
  info: (m) => connection.console.info(visibleLines(m)),
  warn: (m) => connection.console.warn(visibleLines(m)),
  error: (m) => connection.console.error(visibleLines(m)),
};
const { parsers, warning } = loadParsers();
if (warning) log.warn(warning);
const pages = pathToFileURL(`${__dirname}/../docs/rules/`).href;

const { version } = JSON.parse(readFileSync(`${__dirname}/../package.json`, 'utf8')) as { version: string };
const kept = new Kept(cacheFolder(process.env), stampOf(__dirname, version));

/** The folder of a URI on this machine. Undefined: a virtual folder, or one of another host. */
function pathOf(uri: string): string | undefined {
  try {
    const path = uri.startsWith('file:') ? fileURLToPath(uri) : undefined;
    // A name that the system does not have.
    return path?.includes('\0') ? undefined : path;
  } catch {
    return undefined;
  }
}

/**
 * A server that was started as a command (`gatehouse lsp --stdio`) signs for nobody: whoever writes to it may be a program. The extension
 * starts its own, and asks for a signature only when a person clicked or pressed a key in its panel.
 */
const isOurs = process.argv.includes('--node-ipc');
function folderOf(uri: string): string {
  const path = pathOf(uri);
  if (path === undefined) throw new Error(`${uri} is no folder of this machine, so nothing in it can be signed`);
  return path;
}
const signer: Signer = {
  name: (folder) => signerName(folderOf(folder)),
  minute: () => Math.floor(Date.now() / 60_000),
  key: (folder) => signingKey(folderOf(folder)),
  sign: signBySsh,
  apply: (folder, change) => applyChange(folderOf(folder), change),
};

// Whatever it is, the documents that are open are still to be checked.
process.on('unhandledRejection', (cause) => log.error(`unforeseen: ${traceOf(cause)}`));

optimizeLate();
const reparser = threadReparser(`${__dirname}/reparser.js`);
serve(connection, {
  rules,
  loaded: optimizeAsUsual,
  ...(isOurs ? { signer } : {}),
  pace: nodePace,
  rulePage: (rule) => `${pages}${rule}.md`,
  open(uri) {
    const path = pathOf(uri);
    if (path === undefined) return undefined;
    const news = recovered(path, 0);
    if (news !== undefined) log.warn(news);
    const files = nodeFiles(path, utcToday);
    const common = { files, pace: nodePace, log, plugins: { systems, rules, gates, actions }, parsers, zod: lazyZod };
    const session = new Session({
      ...common,
      reparser,
      readers: threadReaders(`${__dirname}/reader.js`, path, false),
      cache: new Cache(kept.pieces(path), kept.pieces(`found ${path}`), true),
      root: path.replaceAll('\\', '/'),
      tools: nodeTools(path, { kept }),
      past: past(path, kept),
    });
    const close = files.watchHistory(() => {
      session.historyMoved().catch((cause: unknown) => log.error(`history: ${traceOf(cause)}`));
    });
    const survey = (config: string, below?: string): Session =>
      new Session({
        ...common,
        ...(below === undefined ? {} : { files: nodeFiles(join(path, below), utcToday) }),
        config,
        configPath: CONFIG,
      });
    return { session, survey, close };
  },
});

// Only what is known to be quiet is at rest.
if (way === '--stdio') giveBackAtRest(process.stdin, 'data');
else if (way === '--node-ipc') giveBackAtRest(process, 'message');
