/**
 * Evidence: what is said to prove that a packet is done, and what a validator concluded.
 * Source: SYSTEMS.md §1, *Evidence* and *Report*.
 */
import { type Look, query } from '#core/look';
import type { Facts, Vocabulary } from '#core/symbols';
import type { RelPath, Span } from '#core/text';
import type { World } from '#core/world';
import type { Waiver } from '../signing/approval';

/** A place in the code that is cited: `src/a.rs:45-60`, `path#L10`, `[a](a.ts#L3)`, `【F:a.ts†L1-L9】`. */
export interface Cited {
  /** As it stands, for looking it up in history. */
  readonly written: string;
  readonly at: Span;
  /** From the folder's root. Empty: it names no file. */
  readonly path: RelPath;
  readonly pathAt: Span;
  /** The part of the path that was written, where the packet itself tells the rest. */
  readonly short?: string;
  /** What may be meant as well where names may have spaces: longer paths that it ends, `src/My File.ts` for `File.ts`, or ends of it. */
  readonly spaced?: readonly RelPath[];
  readonly lines?: { readonly from: number; readonly to: number; readonly at: Span };
  /** `mark`: `【F:…】`; `chunk`: `【7ab87b†L1】`, a piece of somebody's chat; `web`: an address; `outside`: a line of a file beyond the folder, `/home/ann/shop/a.rs:4`. */
  readonly form: 'plain' | 'link' | 'mark' | 'chunk' | 'glob' | 'command' | 'web' | 'outside';
  /** The words around it say that the file is gone, or not there yet. */
  readonly absent?: true;
}

/** One requirement with what is said to prove it. */
export interface EvidenceRow {
  /** The requirement as it stands, else the first citation. */
  readonly at: Span;
  readonly requirement: string;
  /** Of the requirement, as it is written. Undefined: none is. */
  readonly number: number | undefined;
  readonly anchors: readonly { readonly id: string; readonly at: Span; readonly file?: string }[];
  readonly code: readonly Cited[];
  /** A test that proves it is named. */
  readonly tested: boolean;
  /** What stands where a test is named, as it was written. */
  readonly tests: readonly string[];
  /** There is a place for a test beside it. */
  readonly asksTest: boolean;
  /** The cell for its place in the code was left empty: what a test cites is not that. */
  readonly lacksCode?: true;
  /** The same of the cell for its test. */
  readonly lacksTest?: true;
  /** What became of the test when the code was taken out. */
  readonly removal?: true;
  /** Undefined: it says neither. */
  readonly result: 'PASS' | 'FAIL' | undefined;
}

/** What a validator concludes. */
export type Verdict = 'PASS' | 'FAIL';

/** A verdict as it was written. */
export interface WrittenVerdict {
  readonly text: string;
  readonly at: Span;
  /** `neither`: a word that the dialect knows beside the two; `open`: not given yet; `odd`: anything else. */
  readonly is: Verdict | 'neither' | 'open' | 'odd';
}

/** The parts of a report. Source: SYSTEMS.md §1 and the template behind it. */
export const reportParts = ['Scope Inputs', 'Findings', 'Tests', 'Risks/Gaps', 'Packet Update'] as const;
/** One of {@link reportParts}. */
export type ReportPart = (typeof reportParts)[number];

/** A validator's report, as far as it is kept. */
export interface ReportFacts {
  /** Its title; of one without a title its verdict. */
  readonly at: Span;
  readonly title: string;
  /** Only a verdict, without a report around it. */
  readonly bare: boolean;
  readonly verdict: WrittenVerdict | undefined;
  /** `YYYY-MM-DD` from the title. */
  readonly day: string;
  readonly parts: readonly ReportPart[];
  /** Where a missing part goes. */
  readonly end: number;
  /** Of its title, where that is a heading; else 0. */
  readonly depth: number;
  /** Packets that it says it is about. */
  readonly packets: readonly Said[];
  /** Spec files that it says it was made against. */
  readonly specs: readonly Said[];
  /** Anchors that stand beside them. */
  readonly anchors?: EvidenceRow['anchors'];
  readonly signatures: readonly Said[];
  /** It says of itself that another has taken its place. */
  readonly over?: true;
  /** What speaks against PASS: a row or line that failed, an audit without an answer. */
  readonly against: readonly { readonly at: Span; readonly what: string; readonly is: 'failed' | 'unanswered' }[];
  /** Whether somebody took the code out and saw a test fail. */
  readonly removal: boolean;
  /** Whether it validates again, against a newer spec than the packet's. */
  readonly again: boolean;
  /** Of its text, white space and marks of lists, headings, tables and emphasis aside. */
  readonly digest: string;
}

/** A word with its place. */
export interface Said {
  readonly text: string;
  readonly at: Span;
}

/** A DONE_MEANS item that nothing proves, or not wholly. */
export interface Unproved {
  readonly at: Span;
  readonly text: string;
  /** As it is written, else its place from 1. */
  readonly number: number;
  /** All that it promises is that this is there. */
  readonly file?: RelPath;
  /** `result`: it is a command, of which nothing says that it passed. */
  readonly lacks: 'code' | 'test' | 'both' | 'result';
  /** Its row among the evidence, where what lacks was to stand. */
  readonly row?: Span;
}

/** What is a promise still: that a file is there needs no evidence where it is, and what cannot be known is not judged. */
export const stillOpen = <T extends Pick<Unproved, 'file'>>(all: readonly T[], world: World): readonly T[] =>
  all.filter(({ file }) => {
    if (file === undefined) return true;
    const there = world.exists(file);
    if (there.is === 'unknown' || there.value.as !== 'no') return false;
    // A name without its folder is that of a file anywhere.
    const near = world.nearest(file);
    return near.is === 'known' && !near.value?.endsWith(`/${file}`);
  });

/** What is kept of the evidence in a packet or in a report of its own. */
export interface ProofFacts {
  /** Citations that are judged, in order of place. */
  readonly cited: readonly Cited[];
  /** What reports cite that hold no more: one that failed, or that a FAIL follows, or another has taken the place of. */
  readonly former?: readonly Cited[];
  /** Files that VALIDATION says were changed, with their lines. */
  readonly changed?: readonly Cited[];
  /** Files that the last report says were looked at, where it is a PASS. */
  readonly checked?: readonly Cited[];
  /** In order of place: the last one counts. */
  readonly reports: readonly ReportFacts[];
  /** Anchors that the evidence names. */
  readonly anchors: EvidenceRow['anchors'];
}

/** What is kept of a report that is a document of its own. */
export interface ReportDocumentFacts extends Facts, ProofFacts {
  /** The packet that it is about. */
  readonly packet?: Said;
  /** Of what it cites, the code: each file once. */
  readonly code?: readonly Cited[];
  readonly waivers?: readonly Waiver[];
  /** Lines of Markdown files that are cited beside anchors. */
  readonly specLines?: readonly Cited[];
}

/** What a packet's own text proves of its DONE_MEANS, from Ready-for-Validation on. */
export interface ProofOfDone {
  readonly at: Span;
  /** How many items there are. */
  readonly total: number;
  /** While it is open what proves them, all but the commands that have passed. */
  readonly items: readonly Omit<Unproved, 'lacks'>[];
  readonly unproved: readonly Unproved[];
  /** Rows whose place for the code or the test was left empty, of what is proved elsewhere. */
  readonly gaps?: readonly (Said & { readonly of: 'code' | 'test' })[];
  /** Evidence is there, but it cannot be told what it proves. */
  readonly unpaired: boolean;
  /** Then: how many places in the code it cites. */
  readonly places?: number;
  /** Then: it is files of tests that what was done names, without a line. */
  readonly named?: true;
  /** Nothing at all is cited. */
  readonly none: boolean;
}

/** The last report that says anything as its verdict, be it nonsense. */
export const latest = (reports: readonly ReportFacts[]): ReportFacts | undefined =>
  reports.filter((r) => r.verdict !== undefined).at(-1);

/** The last report that has a verdict: by their dates where each has one, else by their order. One that says that another has taken its place is none. */
export const lastReport = (reports: readonly ReportFacts[]): ReportFacts | undefined => {
  const told = reports.filter((r) => r.verdict !== undefined && r.verdict.is !== 'open');
  const standing = told.filter((r) => !r.over);
  const all = standing.length > 0 ? standing : told;
  if (all.length > 1 && all.every((r) => r.day !== '')) return all.reduce((last, r) => (r.day < last.day ? last : r));
  return all[all.length - 1];
};

/** The verdict of the last report that has one. */
export function lastVerdict(reports: readonly ReportFacts[]): Verdict | undefined {
  const is = lastReport(reports)?.verdict?.is;
  return is === 'PASS' || is === 'FAIL' ? is : undefined;
}

/** What validators said of a packet, in the packet and in reports of their own: the newest by date, then the one apart. */
export const verdictOn = query(
  'packets/verdict-on',
  (look, id: string): { readonly path: RelPath; readonly is: WrittenVerdict['is'] } | undefined => {
    const all = look.defs({ kind: 'report', name: id }).filter((r) => r.data.verdict !== undefined && r.data.verdict !== 'open');
    const [last] = all.sort(
      (a, b) =>
        b.data.day.localeCompare(a.data.day) ||
        Number(a.data.own) - Number(b.data.own) ||
        b.path.localeCompare(a.path, 'en', { numeric: true }),
    );
    return last?.data.verdict && { path: last.path, is: last.data.verdict };
  },
);

/** Whether an anchor is one of those that a packet cites, above or below one, or in a range `a..b` of them. A tag is not measured by numbers. */
export function covered(id: string, cited: readonly string[]): boolean {
  const isTag = /[A-Z]/i.test(id);
  const like = cited.filter((c) => /[A-Z]/i.test(c) === isTag);
  if (like.length === 0) return true;
  return like.some((c) => {
    const [from = c, to] = c.split('..');
    if (to === undefined) return id === c || id.startsWith(`${c}.`) || c.startsWith(`${id}.`);
    return inRange(id, from) >= 0 && inRange(id, to) <= 0;
  });
}

/** How an id compares with an end of a range; ids of another family are in none. */
function inRange(id: string, end: string): number {
  const cut = (s: string): readonly [string, number] => {
    const m = /^(.*?)(\d+)$/.exec(s);
    return [m?.[1] ?? s, Number(m?.[2] ?? Number.NaN)];
  };
  const [family, n] = cut(id.split('.').slice(0, end.split('.').length).join('.'));
  const [other, last] = cut(end);
  return family === other ? n - last : Number.NaN;
}

/** A packet with the last verdict on it, wherever that stands. Of one that is not finished a verdict matters to nobody else. */
export function judged(look: Look, id: string, packet: Vocabulary['packet']): Vocabulary['packet'] {
  const { status } = packet;
  if (status !== 'Done' && status !== 'Ready-for-Validation') return packet;
  const is = packet.failed ? 'FAIL' : look.ask(verdictOn, id)?.is;
  const verdict = is === 'PASS' || is === 'FAIL' ? is : undefined;
  return verdict === packet.verdict ? packet : { ...packet, verdict };
}
