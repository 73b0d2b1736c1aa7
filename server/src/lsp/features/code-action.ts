/** Code actions: quick fixes, fix all, silencing, refactorings; only the kinds that the client asks for are worked out. */
import type { ClientCapabilities, CodeAction, CodeActionOptions, CodeActionParams } from 'vscode-languageserver/node';
import { touches } from '#core/text';
import { canResolve } from '../actions/action';
import { fixAll } from '../actions/fix-all';
import { type Chosen, chosenFix, quickFix } from '../actions/quick-fix';
import { refactor, renumber } from '../actions/refactor';
import { silence } from '../actions/silence';
import { taken } from '../convert';
import { feature, offsetOf, Refused } from '../feature';

const all = [quickFix, silence, fixAll, refactor, renumber];

/** `refactor` asks for `refactor.extract` too. What changes a whole document is given to those who ask for it. */
function isAsked(kind: string, only: readonly string[] | undefined): boolean {
  if (!only) return !kind.startsWith('source.');
  return only.some((k) => k === '' || kind === k || kind.startsWith(`${k}.`));
}

/** What is promised. */
export const codeActions = (client: ClientCapabilities): CodeActionOptions => ({
  codeActionKinds: [...new Set(all.map((a) => a.kind))],
  ...(canResolve(client) ? { resolveProvider: true } : {}),
});

/** Undefined: its edit asks for what the client cannot do. */
function forClient(action: CodeAction, client: ClientCapabilities): CodeAction | undefined {
  if (!action.edit) return action;
  const edit = taken(action.edit, client);
  return edit && { ...action, edit };
}

export default feature({
  capability: (client) => ({ codeActionProvider: codeActions(client) }),
  register: (connection, desk) => {
    connection.onCodeAction(
      desk.about('code-action', [] as CodeAction[], async (ask, params: CodeActionParams) => {
        const { entry, token } = ask;
        const { range, context } = params;
        const here = { start: offsetOf(entry, range.start), end: offsetOf(entry, range.end) };
        const findings = entry.findings.filter((f) => touches(f.at, here));
        const out: CodeAction[] = [];
        for (const { kind, of } of all) {
          if (token.isCancellationRequested) return [];
          if (isAsked(kind, context.only)) out.push(...(await of(ask, params, { client: desk.client, findings })));
        }
        return out.flatMap((a) => forClient(a, desk.client) ?? []);
      }),
    );
    connection.onCodeActionResolve(async (asked) => {
      const chosen = asked.data as (Chosen & { readonly uri: string }) | undefined;
      const resolve = desk.safely('code-action-resolve', asked, async () => {
        const found = chosen && desk.folders.of(chosen.uri);
        const entry = found?.folder.session.workspace.entries.get(found.path);
        if (!found || !entry) return asked;
        const made = await chosenFix({ folder: found.folder, entry }, chosen);
        if (!made) throw new Refused('What this would change is no longer as it was: nothing is done.');
        const able = forClient({ ...asked, ...made }, desk.client);
        if (!able) throw new Refused('This editor does not let a server make or rename files.');
        return able;
      });
      return resolve(undefined);
    });
  },
});
