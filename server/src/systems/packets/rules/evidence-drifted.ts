/** packets/evidence-drifted */
import { md, type Offer, type Report } from '#core/rule';
import type { RelPath } from '#core/text';
import type { Commit, World } from '#core/world';
import { extentOf, fileOf } from '../model/anchors/places';
import type { Cited } from '../model/evidence/evidence';
import { replaceIn } from '../model/packet/edit';
import { rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'warning',
  concerns: 'content',
  since: '0.3.0',
  summary: 'Lines that evidence cites hold what they held when it was written.',
  why: `Code moves, and the numbers stay: the evidence then shows something else than was meant. The cited lines are compared with
what they were at the commit that wrote the citation; what moved as a whole is found again, and the citation can follow it.

A change within the lines is none that matters, as long as half of them are still there. Without history, or before the
citation is committed, nothing can be said. Several citations of one file that moved are one finding.`,

  check: {
    *packet({ facts, path, world }) {
      if (!facts.retired) yield* drifted(facts.cited, path, 'packets/packet', world);
    },
    *report({ facts, path, world }) {
      if (!facts.retired) yield* drifted(facts.cited, path, 'packets/report', world);
    },
  },

  examples: [
    {
      title: 'Lines were put in above',
      past: [
        {
          day: '2026-01-02',
          files: md`
            ==> src/a.ts <==
            // one
            export function login() {
              return check();
            }

            ==> docs/task_packets/WP-1-A.md <==
            # WP-1-A
            - STATUS: In-Progress

            ## Evidence Mapping
            - Users log in -> src/a.ts:2-4
          `,
        },
      ],
      files: md`
        ==> src/a.ts <==
        // one
        import { check } from './check';

        export function login() {
          return check();
        }

        ==> docs/task_packets/WP-1-A.md <==
        # WP-1-A
        - STATUS: In-Progress

        ## Evidence Mapping
        - Users log in -> src/a.ts:[|2-4|]
      `,
      says: ['Since 2026-01-02 the lines 2-4 of src/a.ts have moved to 4-6.'],
      fixed: md`
        ==> docs/task_packets/WP-1-A.md <==
        # WP-1-A
        - STATUS: In-Progress

        ## Evidence Mapping
        - Users log in -> src/a.ts:4-6
      `,
    },
    {
      title: 'Two of one file, each in its own spelling',
      past: [
        {
          day: '2026-01-02',
          files: md`
            ==> src/a.ts <==
            export const login = () => check();
            export const logout = () => end();
            export const renew = () => again();

            ==> docs/task_packets/WP-1-A.md <==
            # WP-1-A
            - STATUS: In-Progress

            ## Evidence Mapping
            - Users log in -> 【F:src/a.ts†L1-L2】
            - Sessions are renewed -> src/a.ts:3:14
          `,
        },
      ],
      files: md`
        ==> src/a.ts <==
        // What a session can do.
        export const login = () => check();
        export const logout = () => end();
        export const renew = () => again();

        ==> docs/task_packets/WP-1-A.md <==
        # WP-1-A
        - STATUS: In-Progress

        ## Evidence Mapping
        - Users log in -> 【F:src/a.ts†[|L1-L2|]】
        - Sessions are renewed -> src/a.ts:3:14
      `,
      says: ['Since 2026-01-02 the lines 1-2 of src/a.ts have moved to 2-3, and so has one more citation.'],
      fixed: md`
        ==> docs/task_packets/WP-1-A.md <==
        # WP-1-A
        - STATUS: In-Progress

        ## Evidence Mapping
        - Users log in -> 【F:src/a.ts†L2-L3】
        - Sessions are renewed -> src/a.ts:4:14
      `,
    },
    {
      title: 'Something else stands there now',
      past: [
        {
          day: '2026-01-02',
          files: md`
            ==> src/a.ts <==
            export const login = () => check();
            export const logout = () => end();

            ==> docs/task_packets/WP-1-A.md <==
            # WP-1-A
            - STATUS: Done

            ## Validation Report
            Verdict: PASS
            Findings:
            - Users log in: src/a.ts#L1
            - Users log out: src/a.ts#L2
          `,
        },
      ],
      files: md`
        ==> src/a.ts <==
        export const version = 3;
        export const logout = () => end();

        ==> docs/task_packets/WP-1-A.md <==
        # WP-1-A
        - STATUS: Done

        ## Validation Report
        Verdict: PASS
        Findings:
        - Users log in: src/a.ts#[|L1|]
        - Users log out: src/a.ts#L2
      `,
      says: [
        'Line 1 of src/a.ts no longer holds what it held on 2026-01-02, and that is nowhere in the file; cite where it is proved now.',
      ],
    },
    {
      title: 'A word changed within the lines, white space, a citation that was brought up to date',
      past: [
        {
          day: '2026-01-02',
          files: md`
            ==> src/a.ts <==
            export function login() {
              const user = find();
              return check(user);
            }

            ==> docs/task_packets/WP-1-A.md <==
            # WP-1-A
            - STATUS: In-Progress

            ## Evidence Mapping
            - Users log in -> src/a.ts:1-4
          `,
        },
        {
          day: '2026-01-03',
          files: md`
            ==> src/b.ts <==
            // new
            export const logout = () => end();

            ==> docs/task_packets/WP-1-B.md <==
            # WP-1-B
            - STATUS: In-Progress

            ## Evidence Mapping
            - Users log out -> src/b.ts:2
          `,
        },
      ],
      files: md`
        ==> src/a.ts <==
        export function login() {
            const user = find(id);
            return check(user);
        }

        ==> src/b.ts <==
        // new
        export const logout = () => end();

        ==> docs/task_packets/WP-1-A.md <==
        # WP-1-A
        - STATUS: In-Progress

        ## Evidence Mapping
        - Users log in -> src/a.ts:1-4

        ==> docs/task_packets/WP-1-B.md <==
        # WP-1-B
        - STATUS: In-Progress

        ## Evidence Mapping
        - Users log out -> src/b.ts:2
      `,
    },
    {
      title: 'Not in git: nothing is known',
      files: md`
        ==> src/a.ts <==
        a

        ==> docs/task_packets/WP-1-A.md <==
        # WP-1-A
        - STATUS: In-Progress

        ## Evidence Mapping
        - Users log in -> src/a.ts:1
      `,
    },
  ],
});

interface Drift {
  readonly cited: Cited;
  readonly lines: NonNullable<Cited['lines']>;
  readonly since: Commit;
  /** The first line where it stands now. */
  readonly now: number | undefined;
}

function* drifted(cited: readonly Cited[], path: RelPath, kind: string, world: World): Iterable<Report> {
  const byFile = new Map<string, Drift[]>();
  for (const c of cited) {
    const drift = driftOf(c, path, world);
    if (!drift) continue;
    const key = `${c.path}\0${drift.now === undefined}`;
    const group = byFile.get(key);
    if (group) group.push(drift);
    else byFile.set(key, [drift]);
  }
  for (const [first, ...more] of byFile.values()) {
    if (!first) continue;
    yield {
      at: first.lines.at,
      message: message(first, more.length),
      fixes: first.now === undefined ? [] : [follow([first, ...more], path, kind)],
      related: more.map((d) => ({
        at: d.lines.at,
        message: d.now === undefined ? 'gone as well' : `moved to ${extentOf(moved(d))}`,
      })),
    };
  }
}

function message({ cited, lines, since, now }: Drift, more: number): string {
  const what = lines.from === lines.to ? `line ${lines.from}` : `the lines ${extentOf(lines)}`;
  const others = more === 0 ? '' : more === 1 ? ', and so has one more citation' : `, and so have ${more} more citations`;
  if (now !== undefined)
    return `Since ${since.day} ${what} of ${cited.path} ${lines.from === lines.to ? 'has' : 'have'} moved to ${extentOf(moved({ cited, lines, since, now }))}${others}.`;
  const begin = lines.from === lines.to ? `Line ${lines.from}` : `Lines ${extentOf(lines)}`;
  const held = lines.from === lines.to ? 'no longer holds what it held' : 'no longer hold what they held';
  const gone = more === 0 ? '' : more === 1 ? ' (one more citation of it neither)' : ` (${more} more citations of it neither)`;
  return `${begin} of ${cited.path} ${held} on ${since.day}${gone}, and that is nowhere in the file; cite where it is proved now.`;
}

const moved = ({ lines, now = lines.from }: Drift): { readonly from: number; readonly to: number } => ({
  from: now,
  to: now + lines.to - lines.from,
});

function follow(drifts: readonly Drift[], path: RelPath, kind: string): Offer {
  const [first] = drifts;
  return {
    title: drifts.length === 1 && first ? `Cite ${extentOf(moved(first))}` : `Let ${drifts.length} citations follow`,
    safety: 'ask',
    change(desk) {
      const doc = desk.document(path, kind);
      if (!doc || !first) return undefined;
      if (drifts.length === 1) return replaceIn(desk, path, kind, first.lines.at, written(first, doc.text));
      return [{ do: 'edit', path, hash: doc.hash, edits: drifts.map((d) => ({ at: d.lines.at, text: written(d, doc.text) })) }];
    },
  };
}

/** The new lines in the old spelling: `L4-L6` where it was `L2-L4`. */
function written(d: Drift, text: string): string {
  const { from, to } = moved(d);
  let n = 0;
  return text
    .slice(d.lines.at.start, d.lines.at.end)
    .replace(/([C:])?\d+/g, (all, column) => (column ? all : `${n++ === 0 ? from : to}`));
}

/** Where the lines went, if they did. Undefined: they are where they were, or nobody can tell. */
function driftOf(c: Cited, path: RelPath, world: World): Drift | undefined {
  const { lines } = c;
  if (!lines || c.absent || lines.to < lines.from || lines.from < 1 || c.path === path) return undefined;
  const file = fileOf(c, world);
  if (file === undefined) return undefined;
  // Without a history there is nothing to compare the lines with: they need not be asked for.
  const commits = world.touched(path, c.written);
  if (commits.is === 'unknown') return undefined;
  // The last time that it was written down counts: evidence is brought up to date as well.
  const since = commits.value.at(-1);
  if (!since) return undefined;
  const now = world.lines(file, lines.from, lines.to);
  if (now.is === 'unknown' || !now.value || lines.to > now.value.total) return undefined;
  const then = world.lines(file, lines.from, lines.to, since.id);
  if (then.is === 'unknown' || !then.value || lines.to > then.value.total) return undefined;
  const old = then.value.lines;
  if (same(old, now.value.lines) || telling(old).length === 0) return undefined;
  const found = world.find(file, old.join('\n'));
  if (found.is === 'unknown') return undefined;
  const places = found.value.filter((f) => old.length > 1 || f.text.trim() === old[0]?.trim());
  const [only] = places;
  if (places.length === 1 && only && only.line !== lines.from) return { cited: c, lines, since, now: only.line };
  if (places.length > 0 || stillThere(old, now.value.lines)) return undefined;
  return { cited: c, lines, since, now: undefined };
}

const same = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((l, i) => squeezed(l) === squeezed(b[i] ?? ''));
const squeezed = (line: string): string => line.replace(/\s+/g, ' ').trim();

/** Lines that say something: not blank, not only brackets. */
const telling = (lines: readonly string[]): readonly string[] => lines.map(squeezed).filter((l) => /[\p{L}\p{N}]/u.test(l));

/** Whether at least half of what stood there stands there still, be it changed a little. */
function stillThere(old: readonly string[], now: readonly string[]): boolean {
  const said = telling(old);
  const left = new Set(telling(now));
  if (said.length === 1) return alike(said[0] as string, [...left].join(' '));
  return said.filter((l) => left.has(l)).length * 2 >= said.length;
}

/** One line that was changed a little: most of its words are still there. */
function alike(line: string, now: string): boolean {
  const words = line.match(/[\p{L}\p{N}_]+/gu) ?? [];
  const left = new Set(now.match(/[\p{L}\p{N}_]+/gu) ?? []);
  return words.length > 2 && words.filter((w) => left.has(w)).length * 3 >= words.length * 2;
}
