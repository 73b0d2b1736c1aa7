/** The features that the server offers; one file each. */
import type { AnyRule } from '#core/rule';
import type { Feature } from '../feature';
import type { Signer } from '../signing-view';
import actions from './actions';
import begin from './begin';
import callHierarchy from './call-hierarchy';
import codeAction from './code-action';
import codeLens from './code-lens';
import completion from './completion';
import definition from './definition';
import documentHighlight from './document-highlight';
import documentLink from './document-link';
import documentSymbol from './document-symbol';
import foldingRange from './folding-range';
import gates from './gates';
import graph from './graph';
import hover from './hover';
import implementation from './implementation';
import inlayHint from './inlay-hint';
import onTypeFormatting from './on-type-formatting';
import overview from './overview';
import { ownRequests } from './own-requests';
import references from './references';
import rename from './rename';
import selectionRange from './selection-range';
import semanticTokens from './semantic-tokens';
import sidebar from './sidebar';
import { signingFor } from './signing';
import willRenameFiles from './will-rename-files';
import workspaceSymbol from './workspace-symbol';

/** @param rules all rules, for their pages @param signer undefined: nobody signs in this editor */
export const featuresOf = (rules: Readonly<Record<string, AnyRule>>, signer: Signer | undefined): readonly Feature[] => [
  definition,
  references,
  hover,
  documentSymbol,
  documentHighlight,
  documentLink,
  workspaceSymbol,
  foldingRange,
  selectionRange,
  semanticTokens,
  codeLens,
  inlayHint,
  callHierarchy,
  implementation,
  onTypeFormatting,
  gates,
  actions,
  codeAction,
  completion,
  rename,
  willRenameFiles,
  sidebar,
  begin,
  graph,
  overview,
  ownRequests(rules),
  signingFor(signer),
];
