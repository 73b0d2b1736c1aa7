/** Canaries of the gates about packets: the sample with one thing in it that is wrong. */
import type { Canary } from '#core/gate';
import type { Answers } from '#core/task';
import type { PacketsDialect, PathKind } from '../dialect/dialect';
import { type Changed, inOwnForm, pathFor, SPEC, sampleFiles } from './sample';

type Planted = Canary<PacketsDialect>;

/** The sample, changed. */
export const planted = (
  check: string,
  what: string,
  change: Changed | ((dialect: PacketsDialect, day: string) => Changed),
  more: Partial<Planted> = {},
): Planted => ({
  check,
  what,
  files: (dialect, day) => sampleFiles(dialect, day, typeof change === 'function' ? change(dialect, day) : change),
  ...more,
});

/** The sample without a file. @param name as the sample has it */
export const gone = (check: string, what: string, kind: PathKind, name: string): Planted => ({
  check,
  what,
  files: (dialect) => ({ [pathFor(dialect, kind, name)]: undefined }),
});

/** The sample, of which tasks say something else. */
export const said = (check: string, what: string, answers: Answers, more: Partial<Planted> = {}): Planted => ({
  check,
  what,
  answers: (dialect) => inOwnForm(answers, dialect),
  ...more,
});

/** There is no such packet. */
export const nobody = (check = 'packet'): Planted => ({ check, what: 'There is no such packet.', subject: 'WP-9-Nobody' });

/** Those of another gate that this one asks. Whom it is asked about, this one says. @param prefix before the ids of checks */
export const takenFrom = (of: string, all: readonly Planted[] | undefined, prefix = ''): readonly Planted[] =>
  (all ?? []).filter((c) => c.subject === undefined).map((c) => ({ ...c, check: prefix + c.check, of: c.of ?? of }));

/** A field that a signature locks says something else than when it was signed. */
export const lockedChange = ({ locked }: PacketsDialect): Changed => {
  const key = ['What', 'Why', 'OUT_OF_SCOPE', 'ROLLBACK_HINT', 'DONE_MEANS'].find((k) => locked.includes(k)) ?? 'What';
  return { fields: { [key]: 'A raven croaks.' } };
};

/** Of what `spec-regression` looks at, and other gates with it. */
export const specCanaries: readonly Planted[] = [
  gone('pointer', 'There is no spec pointer.', 'pointer', 'SPEC_CURRENT.md'),
  gone('pointer', 'The pointer names a spec that is not there.', 'spec', SPEC),
  planted(
    'required-anchors',
    'The spec lacks what is required.',
    { required: 'none' },
    {
      off: ({ requiredAnchors }) =>
        requiredAnchors.length === 0 ? 'No anchor is required (packets.requiredAnchors).' : undefined,
    },
  ),
  planted('lost-anchors', 'A packet in work cites an anchor that is not there.', { fields: { SPEC_ANCHOR: 'A9.9' } }),
];
