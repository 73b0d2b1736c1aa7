/** The paths that a packet's fields name, for the rules that hold in every system. */
import type { NamedPath } from '#core/symbols';
import type { PacketFacts } from '../types';
import type { NamedPath as ScopePath } from './scope';

/** A glob names no one file; what is not there yet, or may be two words, is no path to be sure of. */
export const namedPaths = ({ scope, opens, refinement, cited }: PacketFacts): readonly NamedPath[] => [
  ...scope.flatMap((p) => sure(p, 'IN_SCOPE_PATHS')),
  ...opens.flatMap((p) => sure(p, 'FILES_TO_OPEN')),
  ...(refinement ? sure(refinement, 'the name of its refinement') : []),
  ...cited.flatMap((c) =>
    (c.form === 'plain' || c.form === 'mark') && c.path !== '' && c.short === undefined && !c.absent
      ? [{ path: c.path, at: c.pathAt, field: 'its evidence' }]
      : [],
  ),
];

const sure = (p: ScopePath, field: string): readonly NamedPath[] =>
  p.glob || p.fresh || p.unsure ? [] : [{ path: p.path, at: p.at, field }];
