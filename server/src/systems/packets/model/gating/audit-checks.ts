/** What the gates that read source code make of what was found: checks and findings, no more of them than anybody reads. */
import type { Check, GateFinding } from '#core/gate';
import type { Hit } from '#core/probe';
import type { ProbeResult, Scanned, Skipped } from '#core/task';
import type { RelPath } from '#core/text';
import type { Audit } from '../dialect/audit-types';
import { listed } from '../packet/packet';

/** So many findings of a check are shown. */
const SHOWN = 50;
/** So many files are named in a sentence. */
const NAMED = 5;

/** The files that were not looked into for one probe, by its place among those asked. */
export const skippedOf = ({ skipped }: Scanned, probe: number): readonly Skipped[] =>
  skipped.filter((s) => s.probes.includes(probe));

const whys: Readonly<Record<Skipped['why'], string>> = {
  large: 'too large',
  unreadable: 'cannot be read',
  late: 'time was up',
};

/** Which files were not looked into, and why, as a sentence. */
function leftOut(skipped: readonly Skipped[]): string {
  const named = skipped.slice(0, NAMED).map((s) => `${s.path} (${whys[s.why]})`);
  const more = skipped.length - named.length;
  return `Not looked into: ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`;
}

/** @param open files that were not looked into */
export const checkOf = (gate: string, a: Audit, result: ProbeResult, open: readonly Skipped[]): Check =>
  foundCheck(
    a,
    result.hits.map((h) => findingOf(`${gate}/${a.id}`, h, messageOf(a, h))),
    { total: result.total, open, ...(result.files === 0 ? { pass: 'There is no file that it is about.' } : {}) },
  );

/** One check of several audits, in order of path and place. */
export function mergedCheck(gate: string, check: Pick<Check, 'id' | 'title'>, all: readonly Audit[], scanned: Scanned): Check {
  const results = scanned.probes.slice(0, all.length);
  const hits = results.flatMap((r, i) => r.hits.map((h) => ({ h, a: all[i] as Audit }))).sort((x, y) => compare(x.h, y.h));
  const total = results.reduce(
    (sum: number | undefined, r) => (sum === undefined || r.total === undefined ? undefined : sum + r.total),
    0,
  );
  const findings = hits.map(({ h, a }) => findingOf(`${gate}/${check.id}`, h, messageOf(a, h)));
  const isEmpty = results.every((r) => r.files === 0);
  return foundCheck(check, findings, {
    total,
    open: scanned.skipped,
    ...(isEmpty ? { pass: 'There is no file that it is about.' } : {}),
  });
}

const compare = (a: Hit, b: Hit): number =>
  a.path < b.path ? -1 : a.path > b.path ? 1 : a.from.line - b.from.line || a.from.character - b.from.character;

interface Seen {
  /** How many there are; undefined: not all were counted. */
  readonly total: number | undefined;
  /** Files that were not looked into. */
  readonly open: readonly Skipped[];
  /** What is said where it passes. */
  readonly pass?: string;
}

/** A check that fails where something was found, and is unknown where not everything was looked into. */
export function foundCheck({ id, title }: Pick<Check, 'id' | 'title'>, all: readonly GateFinding[], seen: Seen): Check {
  const findings = all.slice(0, SHOWN);
  const says = [...moreThan(findings.length, seen.total), ...(seen.open.length > 0 ? [leftOut(seen.open)] : [])].join(' ');
  const check = { id, title, findings, ...(says === '' ? {} : { says }) };
  if (findings.length > 0) return { ...check, verdict: 'fail' };
  // What was found and is not told of is no pass.
  if (seen.open.length > 0 || seen.total !== 0) return { ...check, verdict: 'unknown' };
  return { ...check, verdict: 'pass', ...(seen.pass === undefined ? {} : { says: seen.pass }) };
}

/** @param total undefined: not all were counted */
function moreThan(shown: number, total: number | undefined): readonly string[] {
  if (total === undefined) return [`The first ${shown} are shown; there are too many to be counted.`];
  return total > shown ? [`The first ${shown} of ${total} are shown.`] : [];
}

function messageOf(a: Audit, { text }: Hit): string {
  const [, reason = a.reason] = Object.entries(a.reasons ?? {}).find(([part]) => text.includes(part)) ?? [];
  const wrong = a.without ? `has no ${alternatives(a.without)} near it` : 'must not stand here';
  return `${text.trim()} ${wrong}${reason === '' ? '' : `: ${reason.replace(/\.$/, '')}`}.`;
}

/** Some of many. */
const alternatives = (texts: readonly string[]): string => {
  const unlike = [...new Set(texts.map((t) => t.replaceAll('_', '').toLowerCase()))].map(
    (low) => texts.find((t) => t.replaceAll('_', '').toLowerCase() === low) ?? low,
  );
  return listed(unlike, 'or');
};

/** A finding of a gate's own: an error, in a file that need be no document. */
export const findingOf = (rule: string, { path, from, to }: Pick<Hit, 'path' | 'from' | 'to'>, message: string): GateFinding => ({
  rule,
  severity: 'error',
  path,
  at: { start: 0, end: 0 },
  place: { from, to },
  message,
  related: [],
  fixes: [],
});

const TOP = { line: 0, character: 0 };

/** A finding about a file as a whole. */
export const fileFinding = (rule: string, path: RelPath, message: string): GateFinding =>
  findingOf(rule, { path, from: TOP, to: TOP }, message);

/** A check about files: those that are wrong, as many as are shown. */
export const fileCheck = (id: string, title: string, wrong: readonly GateFinding[], pass?: string): Check =>
  foundCheck({ id, title }, wrong, { total: wrong.length, open: [], ...(pass === undefined ? {} : { pass }) });
