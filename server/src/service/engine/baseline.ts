/**
 * The baseline: findings that were there when a repository was adopted, so that only new ones count.
 * Data and text only; {@link Baselined} holds a folder's findings against it.
 */
import { messageOf } from '#core/cause';
import type { Change } from '#core/change';
import { equal } from '#core/equal';
import { isOutside } from '#core/paths';
import type { Finding } from '#core/rule';
import { endingAs, LineIndex, type RelPath } from '#core/text';
import type { Incoming } from './entry';
import { fingerprints, sketch } from './fingerprint';

/** Where it lies, from the folder. */
export const BASELINE = '.gatehouse/baseline.json';
const VERSION = 1;

/** Findings of one rule in one file that have one fingerprint. */
export interface BaselineEntry {
  readonly file: RelPath;
  readonly rule: string;
  readonly fingerprint: string;
  /** How many findings of the file have this fingerprint. */
  readonly count: number;
  /** What the first of them said, for the reader. */
  readonly message: string;
}

/** All that was accepted. */
export interface Baseline {
  readonly entries: readonly BaselineEntry[];
  /** By file: what its text was like, so that it is known again under another name. */
  readonly sketches: ReadonlyMap<RelPath, readonly string[]>;
}

/** Nothing was accepted. */
export const noBaseline: Baseline = { entries: [], sketches: new Map() };

/** Findings that say that something could not be looked at: these are never accepted. */
const never = new Set(['gatehouse/config-invalid', 'gatehouse/rule-crash', 'gatehouse/document-unreadable']);
/** Whether a baseline may hold what a rule finds. */
export const isAcceptable = (f: { readonly rule: string }): boolean => !never.has(f.rule);

/** What a finding is known again by, within its file. */
export const keyOf = (e: { readonly rule: string; readonly fingerprint: string }): string => `${e.rule}\0${e.fingerprint}`;

/** The entries for the findings of one document. */
export function entriesFor(file: RelPath, findings: readonly Finding[], { text }: Incoming): readonly BaselineEntry[] {
  const accepted = findings.filter(isAcceptable);
  const prints = fingerprints(accepted, text, LineIndex.of(text));
  const out = new Map<string, BaselineEntry>();
  accepted.forEach(({ rule, message }, i) => {
    const fingerprint = prints[i] as string;
    const key = keyOf({ rule, fingerprint });
    const known = out.get(key);
    out.set(key, known ? { ...known, count: known.count + 1 } : { file, rule, fingerprint, count: 1, message });
  });
  return [...out.values()];
}

/** What a file's text is like: see `sketch` in fingerprint.ts. */
export const sketchOf = ({ text }: Incoming): readonly string[] => sketch(text, LineIndex.of(text));

/** The file's text: an entry a line, in order, so that merges and reviews are easy. */
export function printBaseline({ entries, sketches }: Baseline): string {
  const sorted = [...entries].sort(inOrder);
  const files = [...new Set(sorted.map((e) => e.file))].filter((f) => sketches.has(f));
  const findings = sorted.map(({ file, rule, fingerprint, count, message }) =>
    JSON.stringify({ file, rule, fingerprint, ...(count === 1 ? {} : { count }), message }),
  );
  const likes = files.map((file) => JSON.stringify({ file, like: sketches.get(file)?.join(' ') }));
  return `{\n"version": ${VERSION},\n"findings": ${list(findings)},\n"files": ${list(likes)}\n}\n`;
}

const list = (lines: readonly string[]): string => (lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n]`);

const inOrder = (a: BaselineEntry, b: BaselineEntry): number =>
  compare(a.file, b.file) || compare(a.rule, b.rule) || compare(a.message, b.message) || compare(a.fingerprint, b.fingerprint);
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** A file that is not quite right is not used at all: half a baseline would pass for the whole. */
export function parseBaseline(text: string): Baseline | { readonly problem: string } {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (cause) {
    return { problem: `it is not JSON (${messageOf(cause)})` };
  }
  if (!isObject(data)) return { problem: 'it is no object' };
  if (data.version !== VERSION) return { problem: `its version is ${JSON.stringify(data.version)}; ${VERSION} is the one known` };
  if (!Array.isArray(data.findings)) return { problem: '"findings" is no list' };
  const wrong = data.findings.findIndex((e) => !isEntry(e));
  if (wrong >= 0)
    return { problem: `entry ${wrong + 1} of "findings" is none: it needs "file" (in the folder), "rule" and "fingerprint"` };
  const files: readonly unknown[] = Array.isArray(data.files) ? data.files : [];
  return {
    entries: merged(data.findings.map((e: Written) => ({ ...e, count: e.count ?? 1, message: e.message ?? '' }))),
    sketches: new Map(
      files.flatMap((f) =>
        isObject(f) && typeof f.file === 'string' && typeof f.like === 'string' ? [[f.file, f.like.split(' ')]] : [],
      ),
    ),
  };
}

type Written = Omit<BaselineEntry, 'count' | 'message'> & Partial<Pick<BaselineEntry, 'count' | 'message'>>;

const isObject = (x: unknown): x is Record<string, unknown> => typeof x === 'object' && x !== null && !Array.isArray(x);

const isEntry = (e: unknown): e is Written =>
  isObject(e) &&
  typeof e.file === 'string' &&
  !isOutside(e.file) &&
  typeof e.rule === 'string' &&
  typeof e.fingerprint === 'string' &&
  (e.count === undefined || (Number.isInteger(e.count) && (e.count as number) > 0)) &&
  (e.message === undefined || typeof e.message === 'string');

/** The same entry twice, as a merge of two branches leaves it, is one. */
function merged(entries: readonly BaselineEntry[]): readonly BaselineEntry[] {
  const out = new Map<string, BaselineEntry>();
  for (const { file, rule, fingerprint, count, message } of entries) {
    const key = `${file}\0${keyOf({ rule, fingerprint })}`;
    out.set(key, { file, rule, fingerprint, message, count: Math.max(count, out.get(key)?.count ?? 0) });
  }
  return [...out.values()];
}

/** A baseline with more findings of one document accepted. */
export function withFindings(
  baseline: Baseline,
  file: RelPath,
  more: readonly BaselineEntry[],
  like: readonly string[],
): Baseline {
  const entries = baseline.entries.map((e) => {
    const added = more.find((m) => e.file === file && keyOf(m) === keyOf(e));
    return added ? { ...e, count: e.count + added.count } : e;
  });
  const fresh = more.filter((m) => !baseline.entries.some((e) => e.file === file && keyOf(e) === keyOf(m)));
  return { entries: [...entries, ...fresh], sketches: new Map([...baseline.sketches, [file, like]]) };
}

/** The change that makes the file say this. Undefined: it says so already. @param now the file as it is */
export function writeBaseline(now: Incoming | undefined, baseline: Baseline): Change | undefined {
  const text = endingAs(now?.text, printBaseline(baseline));
  if (!now) return [{ do: 'create', path: BASELINE, text }];
  if (equal(now.text, text)) return undefined;
  return [{ do: 'edit', path: BASELINE, hash: now.hash, edits: [{ at: { start: 0, end: now.text.length }, text }] }];
}
