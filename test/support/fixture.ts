/**
 * Fixtures: a small folder in one string.
 *
 *   ==> path <==   starts a file      [|…|]   marks a range      $0   marks the cursor      ‹96›   a byte that is not UTF-8      ‹UTF-16›   all of it is
 */
import { z } from 'zod';
import type { Change } from '#core/change';
import type { Undecoded } from '#core/source';
import type { Tools } from '#core/task';
import { applyEdits, type Span } from '#core/text';
import { decode } from '#host/decode';
import { nodePace } from '#host/node-pace';
import { loadParsers } from '#host/parser';
import type { Plugins } from '#service/config/setup';
import type { Cache } from '#service/engine/cache';
import { Session } from '#service/engine/session';
import { splitFiles } from '#service/rule-page';
import { actions, gates, rules, systems } from '#systems/registry.generated';
import { type MemoryFile, MemoryFiles } from './memory';
import type { Past } from './past';

export interface Mark {
  readonly path: string;
  readonly at: Span;
}

export interface Fixture {
  readonly session: Session;
  readonly files: MemoryFiles;
  readonly marks: readonly Mark[];
  readonly cursor: { readonly path: string; readonly offset: number } | undefined;
}

export const { parsers } = loadParsers();

export interface FixtureOptions {
  readonly plugins?: Partial<Plugins>;
  readonly today?: string;
  /** What git knows; none: the folder is not in git. */
  readonly past?: Past;
  /** What gates have looked up and run. */
  readonly tools?: Partial<Tools>;
  /** What former runs have kept. */
  readonly cache?: Cache;
  /** Crashes are expected; otherwise one fails the test. */
  readonly crashes?: boolean;
}

/** Opens a folder and settles it. */
export async function fixture(source: string, options: FixtureOptions = {}): Promise<Fixture> {
  const read = parseFixture(source);
  const files = new MemoryFiles(read.files, options.today, options.past);
  const errors: string[] = [];
  const log = { info: () => {}, warn: () => {}, error: (m: string) => void errors.push(m) };
  const session = new Session({
    files,
    pace: nodePace,
    log,
    plugins: { systems, rules, gates, actions, ...options.plugins },
    parsers,
    zod: () => z,
    ...(options.tools ? { tools: options.tools } : {}),
    ...(options.cache ? { cache: options.cache } : {}),
  });
  await session.start();
  if (errors.length > 0 && !options.crashes) throw new Error(errors.join('\n'));
  return { session, files, marks: read.marks, cursor: read.cursor };
}

export function parseFixture(source: string): {
  readonly files: ReadonlyMap<string, MemoryFile>;
  readonly marks: readonly Mark[];
  readonly cursor: Fixture['cursor'];
} {
  const files = new Map<string, MemoryFile>();
  const marks: Mark[] = [];
  let cursor: Fixture['cursor'];
  for (const { path = 'docs/TASK_BOARD.md', text: marked } of splitFiles(source)) {
    let text = '';
    const undecoded: Undecoded[] = [];
    const open: number[] = [];
    for (const part of marked.split(/(\[\||\|\]|\$0|‹[0-9a-f]{2}›|‹UTF-16›)/)) {
      if (part === '[|') open.push(text.length);
      else if (part === '|]') marks.push({ path, at: { start: open.pop() ?? fail('|] without [|'), end: text.length } });
      else if (part === '$0') cursor = { path, offset: text.length };
      else if (part === '‹UTF-16›') undecoded.push({ offset: 0, char: '', whole: 'UTF-16' });
      else if (/^‹..›$/.test(part)) {
        const char = decode(Uint8Array.of(Number.parseInt(part.slice(1, 3), 16))).text;
        undecoded.push({ offset: text.length, char });
        text += char;
      } else text += part;
    }
    if (files.has(path)) throw new Error(`${path} is there twice.`);
    files.set(path, { text, undecoded });
  }
  return { files, marks, cursor };
}

/** All findings, in order of file and place. */
export const findingsOf = (session: Session) =>
  [...session.workspace.entries.values()].sort((a, b) => (a.path < b.path ? -1 : 1)).flatMap((e) => e.findings);

/** The folder's texts with the given places marked: compared with the source, a failure reads as a diff. */
export function marked(files: ReadonlyMap<string, MemoryFile>, marks: readonly Mark[]): string {
  return [...files]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, { text }]) => {
      const cuts = marks
        .filter((m) => m.path === path)
        .flatMap(({ at }) => [
          { at: at.start, end: at.end, text: '[|' },
          { at: at.end, end: at.end, text: '|]' },
        ])
        .sort((a, b) => b.at - a.at || (a.text === '[|' && b.text === '|]' && a.end === a.at ? 1 : a.text === '|]' ? 1 : -1));
      return `==> ${path} <==\n${cuts.reduce((t, c) => t.slice(0, c.at) + c.text + t.slice(c.at), text)}`;
    })
    .join('\n');
}

/** The files after a change. Refuses an edit of a text that is not the one it was computed from. */
export async function apply(files: MemoryFiles, change: Change): Promise<Map<string, MemoryFile>> {
  const out = new Map(files.files);
  for (const step of change) {
    if (step.do === 'edit') {
      const now = await files.read(step.path);
      if (!now || now.hash !== step.hash) throw new Error(`${step.path} is not what the edit was computed from`);
      out.set(step.path, { text: applyEdits(now.text, step.edits) });
    } else if (step.do === 'create') {
      if (out.has(step.path)) throw new Error(`${step.path} is there already`);
      out.set(step.path, { text: step.text });
    } else if (step.do === 'rename') {
      const file = out.get(step.from);
      if (!file) throw new Error(`there is no ${step.from}`);
      out.delete(step.from);
      out.set(step.to, file);
    } else out.delete(step.path);
  }
  return out;
}

const fail = (message: string): never => {
  throw new Error(message);
};
