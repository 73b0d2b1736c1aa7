/** What of the machine takes no time to load: both parts of the command line stand on it. */
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { briefWords } from '#core/brief';
import type { Files } from '#core/ports';
import { visible } from '#core/visible';
import { optimizeLate } from '#host/compiling';
import { textOf } from '#host/content';
import { cacheFolder, Kept, stampOf } from '#host/kept';
import type { Listings } from '#host/listings';
import { nodeFiles } from '#host/node-files';
import { utcToday } from '#host/node-pace';
import { writeWhole } from '#host/write';
import type { Plugins } from '#service/config/setup';
import { isGateCheck } from './gate-checked';
import type { Ground } from './machine';

const { version } = JSON.parse(readFileSync(`${__dirname}/../package.json`, 'utf8')) as { version: string };
const docs = pathToFileURL(`${__dirname}/../docs/`).href;

type Engine = typeof import('./engine');
let loaded: Engine | undefined;
/** What takes long to load, loaded once. */
export function engine(): Engine {
  if (!loaded) {
    optimizeLate();
    loaded = require(`${__dirname}/engine.js`) as Engine;
  }
  return loaded;
}

/** The systems with their rules, gates and actions. */
export function plugins(): Plugins {
  const { actions, gates, rules, systems } = engine();
  return { actions, gates, rules, systems };
}

/** What a document says must not steer a terminal, nor fill it, nor command a build server that reads along. */
export const err = (s: string): void =>
  void process.stderr.write(
    `${s
      .split('\n')
      .map((line) => visible(briefWords(line)).replace(/^(?=::|##\[)/, ' '))
      .join('\n')}\n`,
  );

/**
 * The files of a folder. @param day `YYYY-MM-DD` to judge at; by default today @param moment where folders are read once for
 * all
 */
export const filesOf = (folder: string, day?: string, moment?: Listings): Files =>
  nodeFiles(folder, () => day ?? utcToday(), moment);

/** What this build keeps between runs. */
export const kept = (): Kept => new Kept(cacheFolder(process.env), stampOf(__dirname, version));

/** This process. */
export const ground: Ground = {
  version,
  cwd: process.cwd(),
  colours: !process.env.NO_COLOR && (process.env.FORCE_COLOR ? process.env.FORCE_COLOR !== '0' : process.stdout.isTTY === true),
  rulePage: (id) => `${docs}${isGateCheck(id) ? 'gates' : `rules/${id}`}.md`,
  out: (text) => void process.stdout.write(text),
  err,
  now: () => performance.now(),
  readText: textOf,
  writeText: writeWhole,
};
