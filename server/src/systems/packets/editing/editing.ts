/** What this system knows that helps somebody who writes its documents. */
import type { Editing } from '#core/editor';
import type { PacketsDialect } from '../model/dialect/dialect';
import { complete } from './complete';
import { explains } from './explain';
import { refactorings } from './extract';
import { flow, listed } from './flow';
import { locked } from './locked';
import { numbered } from './numbered';
import { paths, placed } from './paths';
import { proofs } from './proofs';
import { renaming } from './rename';
import { hints, lenses, marks } from './show';
import { writing } from './writing';

/** All of it, as editors ask for it. */
export const editing: Editing<PacketsDialect> = {
  complete,
  writing,
  renaming,
  paths,
  placed,
  locked,
  lenses,
  hints,
  explains,
  marks,
  proofs,
  refactorings,
  numbered,
  flow,
  listed,
};
