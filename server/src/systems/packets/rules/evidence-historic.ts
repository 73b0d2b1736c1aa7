/** packets/evidence-historic */
import { globMatcher } from '#core/glob';
import { md, type Report } from '#core/rule';
import type { Span } from '#core/text';
import type { World } from '#core/world';
import type { PacketsDialect } from '../model/dialect/dialect';
import type { ProofFacts } from '../model/evidence/evidence';
import { rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'info',
  concerns: 'content',
  since: '0.3.0',
  summary: 'Evidence cites a version of the spec that is still there.',
  why: 'A version that was removed can only be looked up in history: what the evidence was held against is not what holds now. Each version is told once.',

  check: {
    *packet({ facts, dialect, world }) {
      yield* historic(facts, dialect, world);
    },
    *report({ facts, dialect, world }) {
      yield* historic(facts, dialect, world);
    },
  },

  examples: [
    {
      title: 'A version that was removed',
      files: md`
        ==> Master_Spec_v1.1.md <==
        # Master Spec

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: In-Progress

        ## Evidence Mapping
        - Users log in (Master_Spec_v1.1.md:1) -> src/login.ts:1
        - Required by -> [|Master_Spec_v1.0.md|]:200, Master_Spec_v1.0.md:204
      `,
      says: ['Master_Spec_v1.0.md, which this evidence cites, is no longer there.'],
    },
    {
      title: 'The file of an anchor',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: In-Progress

        ## Evidence Mapping
        | Requirement | Spec | Code |
        |---|---|---|
        | Users log in | Master_Spec_v0.9.md [|3.2.1|] | src/login.ts:1 |
      `,
      says: ['Master_Spec_v0.9.md, which this evidence cites, is no longer there.'],
    },
    {
      title: 'A version beside the current one is still there',
      files: md`
        ==> Master_Spec_v1.0.md <==
        # Master Spec

        ==> Master_Spec_v1.1.md <==
        # Master Spec

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: In-Progress

        ## Evidence Mapping
        - Required by -> Master_Spec_v1.0.md:1
      `,
    },
  ],
});

function* historic(facts: ProofFacts, dialect: PacketsDialect, world: World): Iterable<Report> {
  const named: { readonly file: string; readonly at: Span }[] = [
    ...facts.cited
      .filter((c) => c.path.endsWith('.md') && c.form !== 'link' && c.form !== 'glob')
      .map((c) => ({ file: c.path, at: c.pathAt })),
    ...facts.anchors.flatMap((a) => (a.file === undefined ? [] : [{ file: a.file, at: a.at }])),
  ];
  if (named.length === 0) return;
  const isSpec = globMatcher(dialect.paths.spec);
  const told = new Set<string>();
  for (const { file, at } of named) {
    if (told.has(file) || !isSpec(file)) continue;
    told.add(file);
    const there = world.exists(file);
    if (there.is === 'known' && there.value.as === 'no')
      yield { at, message: `${file}, which this evidence cites, is no longer there.` };
  }
}
