/** What this system knows that helps somebody who writes its documents. */
import type { Editing } from '#core/editor';
import type { PacketsDialect } from '../model/dialect';
import { complete } from './complete';
import { paths } from './paths';
import { renaming } from './rename';
import { writing } from './writing';

export const editing: Editing<PacketsDialect> = {
  complete,
  writing,
  renaming,
  paths,
};
