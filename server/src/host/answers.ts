/**
 * Answers to questions about files as they are now, a batch at a time: what several questions need is looked at once.
 * A batch is a moment; nothing of it is kept.
 */

import type { Dirent } from 'node:fs';
import { readdirSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { traceOf } from '#core/cause';
import { distanceUpTo, isOfOneSeries, leastBetween, lettersOf } from '#core/distance';
import { folderOf, nameOf } from '#core/paths';
import { linkNamesIn } from '#core/slugs';
import type { RelPath } from '#core/text';
import type { Answered, Existence, Question } from '#core/world';
import { hasRepository } from './git';
import { digestOf, findIn, linesOf, splitLines } from './lines';
import { ownAllowedSigners } from './person';
import { holding } from './search';
import { verify } from './ssh-keys';

/** What a batch needs of its folder. */
export interface Ground {
  readonly root: string;
  /** Throws where the file cannot be read. */
  text(path: RelPath): Promise<string | undefined>;
  list(globs: readonly string[]): Promise<readonly RelPath[]>;
  /** The full path of something that exists and, links followed, lies in the folder. */
  inside(path: RelPath): Promise<string | undefined>;
  today(): string;
  /** Whether git would ignore something of that name. */
  ignores?(path: RelPath): Promise<boolean>;
  /** What lies in a folder, where that is not for the disk to say. Undefined: there is no such folder. */
  names?(folder: RelPath): readonly Named[] | undefined;
}

/** What lies in a folder, as far as questions ask. */
export type Named = Pick<Dirent, 'name' | 'isDirectory' | 'isFile'>;

/** So many files are held in lines at a time. */
const HELD = 200;
/** So many files are told of a glob. */
const MATCHING = 50;
/** After so many answers the event loop turns. */
const TURN = 200;

/** Undefined: the folder cannot be read. */
interface Names {
  readonly exact: ReadonlyMap<string, Named>;
  readonly lower: ReadonlyMap<string, string>;
}

/** The names of one length in a folder, in their order: what ten thousand ask of ten thousand is kept in lists of its own. */
interface Siblings {
  readonly names: string[];
  readonly lower: string[];
  readonly letters: number[];
  /** Where in the folder. */
  readonly places: number[];
}

/** In the order of the questions. */
export async function answerAll(questions: readonly Question[], ground: Ground): Promise<readonly Answered[]> {
  const batch = new Batch(ground);
  const out: Answered[] = [];
  for (const q of questions) {
    out.push(await batch.answer(q));
    if (out.length % TURN === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  return out;
}

class Batch {
  readonly #ground: Ground;
  readonly #lines = new Map<RelPath, readonly string[] | undefined>();
  readonly #names = new Map<RelPath, Names | undefined>();
  readonly #siblings = new Map<RelPath, ReadonlyMap<number, Siblings>>();
  /** The person's own list, in place of the repository's. */
  #ownSigners: Promise<string | undefined> | undefined;
  #files: Promise<ReadonlyMap<string, readonly RelPath[]>> | undefined;

  constructor(ground: Ground) {
    this.#ground = ground;
  }

  async answer(q: Question): Promise<Answered> {
    try {
      switch (q.ask) {
        case 'today':
          return { value: this.#ground.today() };
        case 'repository':
          return { value: hasRepository(this.#ground.root) };
        case 'exists': {
          const value = await this.#exists(q.path);
          return value.as === 'no' && (await this.#ground.ignores?.(q.path)) ? { unknown: 'ignored' } : { value };
        }
        case 'nearest':
          return { value: await this.#nearest(q.path) };
        case 'matching':
          return { value: (await this.#ground.list([q.glob])).slice(0, MATCHING) };
        case 'holding':
          return await holding(q, this.#ground);
        case 'lines':
          return { value: linesOf(await this.#linesOf(q.path), q.from, q.to) };
        case 'find':
          return { value: findIn((await this.#linesOf(q.path)) ?? [], q.text) };
        case 'headings':
          return { value: linkNamesIn(await this.#ground.text(q.path)) };
        case 'digest':
          return { value: digestOf(await this.#ground.text(q.path)) };
        case 'verified':
          this.#ownSigners ??= ownAllowedSigners(this.#ground.root);
          return await verify((await this.#ownSigners) ?? (await this.#ground.text(q.path)), q.armour, q.text, q.minute);
        default:
          return { unknown: 'failed' };
      }
    } catch (cause) {
      return { unknown: 'failed', cause: traceOf(cause) };
    }
  }

  async #linesOf(path: RelPath): Promise<readonly string[] | undefined> {
    if (this.#lines.has(path)) return this.#lines.get(path);
    const text = await this.#ground.text(path);
    const lines = text === undefined ? undefined : splitLines(text);
    if (this.#lines.size >= HELD) this.#lines.delete(this.#lines.keys().next().value as RelPath);
    this.#lines.set(path, lines);
    return lines;
  }

  async #exists(path: RelPath): Promise<Existence> {
    const clean = path.replace(/\/+$/, '');
    if (clean === '' || clean === '.') return { as: 'folder' };
    const seen = this.#walk(clean);
    if (seen) return seen;
    const full = await this.#ground.inside(clean);
    const actual = this.#asWritten(clean);
    if (full === undefined) return actual === undefined ? { as: 'no' } : { as: 'other-case', path: actual };
    if (actual !== undefined && actual !== clean) return { as: 'other-case', path: actual };
    return { as: (await stat(full)).isDirectory() ? 'folder' : 'file' };
  }

  /** Down the folders by their lists alone. Undefined: a link, an odd name or a folder that cannot be read is on the way. */
  #walk(path: RelPath): Existence | undefined {
    let at = '';
    let isFolder = true;
    for (const part of path.split('/')) {
      if (part === '' || part === '.') return undefined;
      if (!isFolder) return { as: 'no' };
      const names = this.#namesIn(at);
      const name = names && (names.exact.has(part) ? part : names.lower.get(part.toLowerCase()));
      if (!names) return undefined;
      // A name may be written in two ways: the file system knows.
      // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII
      if (name === undefined) return /^[\x00-\x7f]*$/.test(part) ? { as: 'no' } : undefined;
      const entry = names.exact.get(name);
      isFolder = entry?.isDirectory() === true;
      if (!isFolder && !entry?.isFile()) return undefined;
      at = at === '' ? name : `${at}/${name}`;
    }
    return at === path ? { as: isFolder ? 'folder' : 'file' } : { as: 'other-case', path: at };
  }

  /** The path with the case that the file system has; undefined when there is none in any case. */
  #asWritten(path: RelPath): RelPath | undefined {
    let at = '';
    for (const part of path.split('/')) {
      const names = this.#namesIn(at);
      const name = names?.exact.has(part) ? part : names?.lower.get(part.toLowerCase());
      if (name === undefined) return undefined;
      at = at === '' ? name : `${at}/${name}`;
    }
    return at;
  }

  /** All files of the folder that git does not ignore, by name: one walk, however many ask. */
  #byName(): Promise<ReadonlyMap<string, readonly RelPath[]>> {
    this.#files ??= this.#ground.list(['**']).then((all) => {
      const out = new Map<string, RelPath[]>();
      for (const path of all) {
        const name = nameOf(path);
        const known = out.get(name);
        if (known) known.push(path);
        else out.set(name, [path]);
      }
      return out;
    });
    return this.#files;
  }

  #namesIn(folder: RelPath): Names | undefined {
    if (this.#names.has(folder)) return this.#names.get(folder);
    const { names: told, root } = this.#ground;
    const entries = told ? told(folder) : entriesOf(join(root, folder));
    let lower: ReadonlyMap<string, string> | undefined;
    const names = entries && {
      exact: new Map(entries.map((e) => [e.name, e])),
      // Asked for only where a name is not there. Of several that differ in case only, the first.
      get lower() {
        lower ??= new Map([...entries].reverse().map((e) => [e.name.toLowerCase(), e.name]));
        return lower;
      },
    };
    this.#names.set(folder, names);
    return names;
  }

  /** The same name in another folder near by, else a similar name in the same folder, which not only numbers tell from it. Of equals the first. */
  async #nearest(path: RelPath): Promise<RelPath | undefined> {
    const name = nameOf(path);
    const same = (await this.#byName()).get(name) ?? [];
    let closest: RelPath | undefined;
    for (let i = 0, least = Number.POSITIVE_INFINITY; i < same.length; i++) {
      const p = same[i] as RelPath;
      const d = distanceUpTo(p, path, least - 1);
      if (d < least) [closest, least] = [p, d];
    }
    if (closest !== undefined) return closest;
    const dir = folderOf(path);
    const lower = name.toLowerCase();
    const letters = lettersOf(lower);
    // What all tests of a folder end with says nothing: quota_test.rs is not auth_test.rs.
    const furthest = Math.floor(Math.max(2, name.replace(/(?:[._-](?:tests?|spec))?\.[^.]*$/i, '').length / 4));
    const byLength = this.#siblingsIn(dir);
    let best: string | undefined;
    let bestAt = 0;
    let least = furthest + 1;
    // Names of its own length first: the nearer the best is, the fewer others are worth a look.
    for (let apart = 0; apart <= Math.min(furthest, least); apart++) {
      for (const length of apart === 0 ? [name.length] : [name.length - apart, name.length + apart]) {
        const like = byLength.get(length);
        for (let i = 0; like && i < like.names.length; i++) {
          // One that is as near counts where it stands before.
          const at = like.places[i] as number;
          const most = best !== undefined && at < bestAt ? least : least - 1;
          if (leastBetween(like.letters[i] as number, letters) > most) continue;
          const d = distanceUpTo(like.lower[i] as string, lower, most);
          if (d <= most && !isOfOneSeries(like.lower[i] as string, lower)) [best, bestAt, least] = [like.names[i], at, d];
        }
      }
    }
    return best === undefined || dir === '' ? best : `${dir}/${best}`;
  }

  /** By length: a folder may hold ten thousand, and as many ask. */
  #siblingsIn(folder: RelPath): ReadonlyMap<number, Siblings> {
    const known = this.#siblings.get(folder);
    if (known) return known;
    const out = new Map<number, Siblings>();
    let at = 0;
    for (const name of this.#namesIn(folder)?.exact.keys() ?? []) {
      const like = out.get(name.length) ?? { names: [], lower: [], letters: [], places: [] };
      out.set(name.length, like);
      const lower = name.toLowerCase();
      like.names.push(name);
      like.lower.push(lower);
      like.letters.push(lettersOf(lower));
      like.places.push(at++);
    }
    this.#siblings.set(folder, out);
    return out;
  }
}

function entriesOf(folder: string): readonly Dirent[] | undefined {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return undefined;
  }
}
