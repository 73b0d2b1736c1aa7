/** Code actions: quick fixes, fix all, silencing, refactorings; only the kinds that the client asks for are worked out. */
import type { CodeAction, CodeActionParams } from 'vscode-languageserver/node';
import { touches } from '#core/text';
import { fixAll } from '../actions/fix-all';
import { quickFix } from '../actions/quick-fix';
import { refactor, renumber } from '../actions/refactor';
import { silence } from '../actions/silence';
import { feature, offsetOf } from '../feature';

const all = [quickFix, silence, fixAll, refactor, renumber];

/** `refactor` asks for `refactor.extract` too. What changes a whole document is given to those who ask for it. */
function isAsked(kind: string, only: readonly string[] | undefined): boolean {
  if (!only) return !kind.startsWith('source.');
  return only.some((k) => k === '' || kind === k || kind.startsWith(`${k}.`));
}

export default feature({
  capability: { codeActionProvider: { codeActionKinds: [...new Set(all.map((a) => a.kind))] } },
  register: (connection, desk) =>
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
        return out;
      }),
    ),
});
