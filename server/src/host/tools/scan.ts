/** Looks for what probes are about, in the files of a folder. */
import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { isCode } from '#core/code';
import { globMatcher } from '#core/glob';
import { inRegExp } from '#core/pattern';
import { type Hit, hitsIn, Searched, type Searcher, searcherOf } from '#core/probe';
import { type Doing, known, type Outcome, type ProbeResult, type ScanAsked, type Scanned, type Skipped } from '#core/task';
import type { RelPath } from '#core/text';
import { contentOf, isBinary } from '../content';
import { decode } from '../decode';
import { inventory } from '../inventory';
import { Pace } from '../pace';
import type { Added, StagedCode } from '../staged-code';

/** So many hits of a probe are told, where it does not say. */
const TOLD = 200;
/** Of so many they are counted; a file that has more is not searched to its end. */
const COUNTED = 10_000;
/** So long a search may take, in milliseconds: a hostile pattern on a hostile text takes its time. */
const LONGEST = 60_000;

interface Running {
  readonly searcher: Searcher;
  readonly hits: Hit[];
  readonly paths: RelPath[];
  files: number;
  total: number;
}

/** @param staged in place of the working tree: what a commit would hold, and of that what it adds */
export async function scan(
  root: string,
  asked: ScanAsked,
  { signal, progress }: Doing,
  staged?: StagedCode,
): Promise<Outcome<Scanned>> {
  const all = staged ? known([...staged.keys()]) : await inventory(root);
  if (all.is === 'unknown') return all;
  const isWithin = isAsked(asked);
  const running = asked.probes.map((p): Running => ({ searcher: searcherOf(p), hits: [], paths: [], files: 0, total: 0 }));
  const prefilters = new Map<string, RegExp | undefined>();
  const skipped: Skipped[] = [];
  const pace = new Pace(LONGEST, signal);
  for (const [i, path] of all.value.entries()) {
    if (await pace.rest()) progress?.(`${i} of ${all.value.length} files`);
    const about = isWithin(path) ? running.flatMap((r, n) => (r.searcher.matches(path) ? [n] : [])) : [];
    if (about.length === 0) continue;
    const wanted = about.filter((n) => isSearch(running[n]));
    for (const n of about) if (!wanted.includes(n)) list(running[n] as Running, root, path, staged?.get(path));
    if (wanted.length === 0) continue;
    const why = pace.isLate ? 'late' : await one({ root, path, added: staged?.get(path) }, wanted, running, prefilters, pace);
    if (why) skipped.push({ path, why, probes: wanted });
  }
  return known({ probes: running.map(resultOf), skipped });
}

/** Which files are looked at. */
export function isAsked({ within, only }: Pick<ScanAsked, 'within' | 'only'>): (path: RelPath) => boolean {
  const isWithin = within ? globMatcher(within) : () => true;
  const some = only && new Set(only);
  return (path) => isWithin(path) && (!some || some.has(path));
}

const isSearch = (r: Running | undefined): boolean => r !== undefined && r.searcher.probe.patterns.length > 0;

/** What is tracked and gone is no file any more; a link is none. */
function list(r: Running, root: string, path: RelPath, added: Added | undefined): void {
  if (!added && !lstatSync(join(root, path), { throwIfNoEntry: false })?.isFile()) return;
  r.files++;
  r.paths.push(path);
}

const resultOf = ({ files, hits, paths, total }: Running): ProbeResult => ({
  files,
  paths,
  hits,
  total: total >= COUNTED ? undefined : total,
});

/** Searches one file. Answers with why it was not looked into. */
async function one(
  { root, path, added }: { readonly root: string; readonly path: RelPath; readonly added: Added | undefined },
  about: readonly number[],
  running: readonly Running[],
  prefilters: Map<string, RegExp | undefined>,
  pace: Pace,
): Promise<Skipped['why'] | undefined> {
  const content = added ? ({ is: 'bytes', bytes: added.bytes } as const) : contentOf(root, path);
  if (content.is === 'large' || content.is === 'unreadable') return content.is;
  if (content.is !== 'bytes') return content.is === 'binary' && isCode(path) ? 'large' : undefined;
  const { bytes } = content;
  // A zero byte does not make a program something else: what is called source code is read.
  if (isBinary(bytes) && !isCode(path)) return undefined;
  const searchers = about.map((n) => running[n] as Running);
  for (const r of searchers) r.files++;
  const key = about.join();
  if (!prefilters.has(key)) prefilters.set(key, prefilter(searchers));
  const mayHold = prefilters.get(key);
  const isWide = bytes[0] === 0xff || bytes[0] === 0xfe;
  // Bytes as characters: several times faster than to decode what holds nothing.
  if (mayHold && !isWide && !mayHold.test(bytes.toString('latin1'))) return undefined;
  const file = new Searched(path, decode(bytes).text);
  for (const r of searchers) {
    for (const hit of hitsIn(r.searcher, file)) {
      if (hit === undefined) {
        await pace.rest();
        if (pace.isLate) return 'late';
        continue;
      }
      if (added && !isAdded(hit, added)) continue;
      r.total++;
      if (r.hits.length < (r.searcher.probe.most ?? TOLD)) r.hits.push(hit);
      if (r.total >= COUNTED) break;
    }
  }
  return undefined;
}

/** What was there before is not the commit's. Lines of places count from 0. */
const isAdded = ({ from, to }: Hit, { lines }: Added): boolean =>
  lines === undefined || lines.some((l) => from.line + 1 <= l.to && l.from <= to.line + 1);

/** Finds one of the texts that a match must hold, in bytes. Undefined: there may be one without. */
function prefilter(running: readonly Running[]): RegExp | undefined {
  const wanted = new Set<string>();
  for (const { searcher } of running) {
    if (!searcher.needs) return undefined;
    for (const text of searcher.needs.texts) wanted.add(inRegExp(Buffer.from(text).toString('latin1')));
    for (const source of searcher.needs.sources) wanted.add(source);
  }
  return new RegExp([...wanted].join('|'));
}
