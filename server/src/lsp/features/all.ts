/** The features that the server offers; one file each. */
import type { AnyRule } from '#core/rule';
import type { Feature } from '../feature';
import completion from './completion';
import definition from './definition';
import documentSymbol from './document-symbol';
import hover from './hover';
import { ownRequests } from './own-requests';
import quickFix from './quick-fix';
import references from './references';
import rename from './rename';
import willRenameFiles from './will-rename-files';

export const featuresOf = (rules: Readonly<Record<string, AnyRule>>): readonly Feature[] => [
  definition,
  references,
  hover,
  documentSymbol,
  quickFix,
  completion,
  rename,
  willRenameFiles,
  ownRequests(rules),
];
