/** What tests have covered, from reports in the formats of lcov and Cobertura. */
import { statSync } from 'node:fs';
import { isAbsolute, join, relative } from 'node:path';
import { type Coverage, known, type Outcome, unknown } from '#core/task';
import type { RelPath } from '#core/text';

/** No report of a repository that somebody works on is larger. */
const LARGEST = 256 * 1024 * 1024;

/** A checkout writes reports and sources in any order, within moments. */
const SLACK = 2_000;

/** What is needed of the folder. */
export interface Ground {
  readonly root: string;
  list(globs: readonly string[]): Promise<readonly RelPath[]>;
  text(path: RelPath): Promise<string | undefined>;
}

/** By file, by line, how often it ran: of several reports the sum. */
type Lines = Map<RelPath, Map<number, number>>;

/**
 * What the reports that the globs take say of the folder's files. Unknown where one is too large or in no form that is read.
 */
export async function coverage({ root, list, text }: Ground, globs: readonly string[]): Promise<Outcome<Coverage>> {
  const reports = await list(globs);
  const all: Lines = new Map();
  const made = new Map<RelPath, number>();
  for (const path of reports) {
    const size = statSync(join(root, path), { throwIfNoEntry: false })?.size ?? 0;
    if (size > LARGEST) return unknown(`${path} is larger than ${LARGEST / 1024 / 1024} MB; it was not read.`);
    const report = await text(path);
    if (report === undefined) continue;
    const read = /^\s*(?:<\?xml|<!DOCTYPE|<coverage)/.test(report) ? cobertura(report, root) : lcov(report);
    if (read === undefined) return unknown(`${path} is no coverage report in the form of lcov or Cobertura.`);
    for (const { file, line, hits } of read) {
      const own = pathOf(file, path, root);
      if (own === undefined) continue;
      const lines = all.get(own) ?? new Map<number, number>();
      all.set(own, lines);
      made.set(own, Math.max(made.get(own) ?? 0, writtenAt(join(root, path))));
      lines.set(line, (lines.get(line) ?? 0) + hits);
    }
  }
  const files = [...all]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, lines]) => ({
      path,
      lines: [...lines],
      ...(writtenAt(join(root, path)) > (made.get(path) ?? 0) + SLACK ? { stale: true as const } : {}),
    }));
  return known({ reports, files });
}

/** Milliseconds since 1970. */
const writtenAt = (full: string): number => statSync(full, { throwIfNoEntry: false })?.mtimeMs ?? 0;

interface Hit {
  readonly file: string;
  readonly line: number;
  readonly hits: number;
}

/** `SF:src/a.ts`, then `DA:line,hits`. Undefined: it is none. */
function lcov(text: string): readonly Hit[] | undefined {
  const out: Hit[] = [];
  let file: string | undefined;
  let any = false;
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith('SF:')) {
      file = line.slice(3).trim();
      any = true;
    } else if (line === 'end_of_record') file = undefined;
    else if (line.startsWith('DA:') && file !== undefined) {
      const [at, hits] = line.slice(3).split(',').map(Number);
      if (at !== undefined && hits !== undefined && at > 0 && hits >= 0) out.push({ file, line: at, hits });
    }
  }
  return any || text.trim() === '' ? out : undefined;
}

/** `<class filename="a.ts">` with `<line number="3" hits="1"/>`; file names are relative to a `<source>`. Undefined: it is none. */
function cobertura(text: string, root: string): readonly Hit[] | undefined {
  if (!/<coverage[\s>]/.test(text)) return undefined;
  const sources = [...text.matchAll(/<source>([^<]*)<\/source>/g)].map((m) => entities(m[1] ?? '').trim());
  const out: Hit[] = [];
  let file: string | undefined;
  for (const [, name, attributes = ''] of text.matchAll(/<(class|line|\/class)\b([^>]*)>/g)) {
    const attribute = (n: string): string | undefined =>
      new RegExp(`(?:^|\\s)${n}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`)
        .exec(attributes)
        ?.slice(1)
        .find((v) => v !== undefined);
    if (name === 'class') file = entities(attribute('filename') ?? '') || undefined;
    else if (name === '/class') file = undefined;
    else if (file !== undefined) {
      const [line, hits] = [Number(attribute('number')), Number(attribute('hits'))];
      if (line > 0 && hits >= 0) out.push({ file: located(file, sources, root), line, hits });
    }
  }
  return out;
}

/** In the source in which it is. */
function located(file: string, sources: readonly string[], root: string): string {
  const found = sources
    .map((s) => (s === '' || s === '.' ? file : `${s.replace(/\/$/, '')}/${file}`))
    .find((f) => isThere(f, root));
  return found ?? file;
}

const isThere = (file: string, root: string): boolean =>
  statSync(isAbsolute(file) ? file : join(root, file), { throwIfNoEntry: false })?.isFile() === true;

/** From the folder: as it stands, or from the folder of the report, or of one above that. Undefined: it lies elsewhere. */
function pathOf(file: string, report: RelPath, root: string): RelPath | undefined {
  const plain = file.replaceAll('\\', '/');
  if (isAbsolute(plain)) {
    const from = relative(root, plain).replaceAll('\\', '/');
    return from.startsWith('../') ? undefined : from;
  }
  const folders = report.split('/').slice(0, -1);
  for (let n = 0; n <= folders.length; n++) {
    const path = join(folders.slice(0, n).join('/'), plain).replaceAll('\\', '/');
    if (!path.startsWith('..') && isThere(path, root)) return path;
  }
  return plain.startsWith('..') ? undefined : plain.replace(/^\.\//, '');
}

const entities = (text: string): string =>
  text.replace(/&(?:amp|lt|gt|quot|apos|#(\d+)|#x([0-9a-f]+));/gi, (all, dec, hex) => {
    if (dec !== undefined || hex !== undefined)
      return String.fromCodePoint(Math.min(0x10ffff, Number.parseInt(dec ?? hex, dec === undefined ? 16 : 10)));
    return { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'" }[all.toLowerCase()] ?? all;
  });
