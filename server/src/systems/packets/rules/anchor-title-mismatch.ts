/** packets/anchor-title-mismatch */
import { brief } from '#core/brief';
import type { Look } from '#core/look';
import { nameOf } from '#core/paths';
import { md, type Offer, type Report } from '#core/rule';
import { plainWords, type RelPath } from '#core/text';
import type { World } from '#core/world';
import { isTag, lookUp } from '../model/anchors/anchors';
import { citedByPacket, citedByRefinement } from '../model/anchors/cited-anchors';
import { isRelated, shareWord, titledAs, titleWords, wordsIn } from '../model/anchors/cited-titles';
import { replaceIn } from '../model/packet/edit';
import { type Citation, rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'error',
  concerns: 'content',
  since: '0.3.0',
  summary: 'A title that stands beside a cited anchor is that section’s.',
  why: `\`A4.2 Berth store\`, where A4.2 is “Pilot roster” and “Berth store” is A4.3, binds to two sections: one tool goes by the number, a
reader by the words. Either the number was typed wrongly or the sections have been numbered anew.

A title that is another section’s is an error. One that has no word in common with the title, nor with those above it, nor with the section’s
text, is a warning. Shorter, longer and otherwise worded titles are fine, and so are remarks (\`A4.2 (new)\`).`,

  check: {
    *packet({ facts, path, look, world }) {
      // What evidence cites has no title of its own.
      const own = new Set(facts.citations.map((c) => c.at.start));
      const cited = facts.citations.length > 0 ? citedByPacket(facts, look).filter((c) => own.has(c.at.start)) : [];
      yield* mistitled(cited, { look, world, path, kind: 'packets/packet' });
    },
    *refinement({ facts, path, look, world }) {
      yield* mistitled(citedByRefinement(facts, look), { look, world, path, kind: 'packets/refinement' });
    },
  },

  examples: [
    {
      title: 'What has a tag for its number: in the section that is cited, and in another',
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        **Master_Spec_v1.0.md**

        ==> Master_Spec_v1.0.md <==
        ## A4 Harbour
        ### A4.2 Pilot roster
        #### A4.2.1 Pillars
        **Night watch [HAR-PIL-010]**
        ### A4.3 Berth store
        **Mooring lines [HAR-BER-020]**

        ==> docs/task_packets/WP-1-Berths.md <==
        # WP-1-Berths
        - STATUS: In-Progress
        - SPEC_ANCHOR: A4.2 (Night watch), A[|4.2|] (Mooring lines)
      `,
      says: ['Master_Spec_v1.0.md calls 4.2 “Pilot roster”; “Mooring lines” is HAR-BER-020.'],
    },
    {
      title: 'The title of another section, and one that is nowhere',
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        **Master_Spec_v1.0.md**

        ==> Master_Spec_v1.0.md <==
        ## A4 Harbour
        ### A4.2 Pilot roster
        Who is on duty.
        ### A4.3 Berth store
        Berths, not tugs.
        ### A4.4 Berth plan
        ### A4.5 Tugs

        ==> docs/task_packets/WP-1-Berths.md <==
        # WP-1-Berths
        - STATUS: In-Progress
        - SPEC_ANCHOR: A[|4.2|] Berth store, A[|4.3|] (Berth plan), A[|4.2|] (Tugs), A4.3 (Tugs)

        ==> docs/task_packets/WP-1-Pilots.md <==
        # WP-1-Pilots
        - STATUS: In-Progress
        - SPEC_ANCHOR: A[|4.2|] (Fishing quotas)
      `,
      says: [
        'Master_Spec_v1.0.md calls 4.2 “Pilot roster”; “Berth store” is 4.3.',
        'Master_Spec_v1.0.md calls 4.3 “Berth store”; “Berth plan” is 4.4.',
        'Master_Spec_v1.0.md calls 4.2 “Pilot roster”; “Tugs” is 4.5.',
        'Master_Spec_v1.0.md calls 4.2 “Pilot roster”, and “Fishing quotas” is not what it is about; cite the section that is meant, or call it by its title.',
      ],
      severities: ['error', 'error', 'error', 'warning'],
      fixed: md`
        ==> docs/task_packets/WP-1-Berths.md <==
        # WP-1-Berths
        - STATUS: In-Progress
        - SPEC_ANCHOR: A4.3 Berth store, A4.4 (Berth plan), A4.5 (Tugs), A4.3 (Tugs)
      `,
    },
    {
      title: 'Shorter, in other words, from its text, of what it stands in, two of that number, remarks',
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        **Master_Spec_v1.0.md**

        ==> Master_Spec_v1.0.md <==
        ## A4 Harbour
        ### A4.2 Pilot roster
        Who is on duty, and who relieves them.
        #### A4.2.1 Night watch
        ### A4.3 Berth store
        ### A4.4 Berths
        ### A4.5 Cranes
        ### A4.5 Tugs
        ### A4.6 Storage & Retrieval

        ==> docs/task_packets/WP-1-Berths.md <==
        # WP-1-Berths
        - STATUS: In-Progress
        - SPEC_ANCHOR: A4.2 Rosters of pilots, A4.3 (Store), A4.4 Harbour, A4.2.1 (Pilot roster), A4.5 Tugs, A4.6 Storage & Retrieval
        - SPEC_ANCHOR: A4.2 (Relief On Duty), A4.2 (new), A4.2 (Main Body), A4.2 - who stands by, A4.2 (Updated 2026-01-02), A4.2 Night watch
      `,
    },
    {
      title: 'Done under the version before',
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        **Master_Spec_v1.1.md**

        ==> Master_Spec_v1.1.md <==
        ## A4.2 Pilot roster
        ## A4.3 Berth store

        ==> docs/task_packets/WP-1-Berths.md <==
        # WP-1-Berths
        - STATUS: Done
        - SPEC_VERSION: v1.0
        - SPEC_ANCHOR: A4.2 Berth store
      `,
    },
    {
      title: 'A remark in brackets behind the title in the spec; ids in a row with the title of one of them',
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        **Master_Spec_v1.0.md**

        ==> Master_Spec_v1.0.md <==
        ## A4.2 Pilot roster
        Who is on duty.
        ## A4.3 Berth store (normative)
        ## A4.4 Tugs [HAR-TUG-010]

        ==> docs/task_packets/WP-1-Berths.md <==
        # WP-1-Berths
        - STATUS: In-Progress
        - SPEC_ANCHOR: A[|4.2|] (Berth store), A[|4.2|] (Tugs)

        ==> docs/task_packets/WP-1-Pilots.md <==
        # WP-1-Pilots
        - STATUS: In-Progress
        - SPEC_ANCHOR: A4.3, A4.2 (Berth store)
      `,
      says: [
        'Master_Spec_v1.0.md calls 4.2 “Pilot roster”; “Berth store” is 4.3.',
        'Master_Spec_v1.0.md calls 4.2 “Pilot roster”; “Tugs” is 4.4.',
      ],
      fixed: md`
        ==> docs/task_packets/WP-1-Berths.md <==
        # WP-1-Berths
        - STATUS: In-Progress
        - SPEC_ANCHOR: A4.3 (Berth store), A4.4 (Tugs)
      `,
    },
    {
      title: 'In a refinement',
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        **Master_Spec_v1.0.md**

        ==> Master_Spec_v1.0.md <==
        ## 4.2 Pilot roster
        ## 4.3 Berth store

        ==> docs/refinements/WP-1-Berths.md <==
        # Refinement of WP-1-Berths
        - SPEC_ANCHOR: §[|4.2|] Berth store
      `,
      fixed: md`
        ==> docs/refinements/WP-1-Berths.md <==
        # Refinement of WP-1-Berths
        - SPEC_ANCHOR: §4.3 Berth store
      `,
    },
  ],
});

interface From {
  readonly look: Look;
  readonly world: World;
  readonly path: RelPath;
  readonly kind: string;
}

function* mistitled(all: readonly Citation[], from: From): Iterable<Report> {
  for (const c of all) {
    const words = titleWords(c.title);
    if (words.length === 0) continue;
    const lookup = lookUp(from.look, c);
    const found = lookup?.found ?? [];
    const [first] = found;
    if (!lookup || !first || found.some((d) => isAlike(words, titleWords(d.data.title)))) continue;
    const common = {
      at: c.at,
      about: { kind: 'anchor', name: c.id } as const,
      related: [{ path: lookup.spec, symbol: { kind: 'anchor', name: first.name } as const, message: first.data.title }],
    };
    const calls = `${nameOf(lookup.spec)} calls ${c.id} “${brief(first.data.title)}”`;
    const others = from.look.ask(titledAs, JSON.stringify([lookup.spec, c.title]));
    // What stands in the section may be named beside it, also where it has a tag for its number.
    // `A4.2, A4.3 (Berth store)`: of ids in a row the title may be that of any.
    if (others.some((id) => all.some((o) => o.id === id && o.title === ''))) continue;
    if (others.some((id) => isRelated(id, c.id) || (isTag(id) && !isTag(c.id) && holds(c, lookup.spec, from.world)))) continue;
    // One word may be what the section speaks of, too.
    if (others.length > 0 && words.length === 1 && !isSilentOn(words, c, lookup.spec, from.world)) continue;
    if (others.length > 0) {
      // Between a number and a tag more changes than the id.
      const fixes = others
        .filter((id) => isTag(id) === isTag(c.id))
        .map(
          (id): Offer => ({
            title: `Cite ${id}`,
            safety: 'ask',
            change: (desk) => replaceIn(desk, from.path, from.kind, c.at, id),
          }),
        );
      yield { ...common, message: `${calls}; “${brief(c.title)}” is ${others.join(' or ')}.`, fixes };
    } else if (isForeign(c, words, first.data, lookup.spec, from))
      yield {
        ...common,
        severity: 'warning',
        message: `${calls}, and “${brief(c.title)}” is not what it is about; cite the section that is meant, or call it by its title.`,
      };
  }
}

/** One has all the words of the other. */
const isAlike = (a: readonly string[], b: readonly string[]): boolean =>
  b.length === 0 || a.every((w) => shareWord([w], b)) || b.every((w) => shareWord([w], a));

/** Written like a title, and without a word of the section: of its title, of those around it, of its text. */
function isForeign(
  c: Citation,
  words: readonly string[],
  { by, title }: { readonly by: string; readonly title: string },
  spec: RelPath,
  { look, world }: From,
): boolean {
  if (by !== 'heading' || words.length < 2 || !/^\p{Lu}/u.test(c.title) || /\d/.test(c.title)) return false;
  const around = c.id.split('.').map((_, i, parts) => parts.slice(0, i + 1).join('.'));
  const titles = around.flatMap((name) => look.defs({ kind: 'anchor', name })).map((d) => d.data.title);
  if ([title, ...titles].some((t) => shareWord(words, titleWords(t)))) return false;
  return isSilentOn(words, c, spec, world);
}

/** Whether the section's text has the title. What cannot be known is yes. */
function holds(c: Citation, spec: RelPath, world: World): boolean {
  const body = world.body(spec, { kind: 'anchor', name: c.id });
  return body.is === 'unknown' || (body.value !== undefined && plainWords(body.value).includes(plainWords(c.title)));
}

/** Whether the section's text has none of the words. What cannot be known is no. */
function isSilentOn(words: readonly string[], c: Citation, spec: RelPath, world: World): boolean {
  const body = world.body(spec, { kind: 'anchor', name: c.id });
  return body.is === 'known' && body.value !== undefined && !shareWord(words, wordsIn(body.value));
}
