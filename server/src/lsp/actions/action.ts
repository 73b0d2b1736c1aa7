/** One sort of code actions; `features/code-action.ts` gives the client those that it asks for. */
import type { ClientCapabilities, CodeAction, CodeActionKind, CodeActionParams } from 'vscode-languageserver/node';
import type { Entry } from '#service/engine/entry';
import type { Ask } from '../feature';

/** Code actions of one kind. */
export interface Actions {
  readonly kind: CodeActionKind;
  of(ask: Ask, params: CodeActionParams, here: Here): Promise<readonly CodeAction[]>;
}

/** What stands where actions are asked for. */
export interface Here {
  readonly client: ClientCapabilities;
  /** Those that the asked range touches. */
  readonly findings: Entry['findings'];
}

/** Checks the type of a sort of actions where it is written. */
export const actions = (a: Actions): Actions => a;

/** Whether what an action does may be told when it is chosen. */
export const canResolve = (client: ClientCapabilities): boolean =>
  client.textDocument?.codeAction?.dataSupport === true &&
  client.textDocument.codeAction.resolveSupport?.properties.includes('edit') === true;
