/** Quick fixes: of the findings in a range, evaluated now. Nothing is stored. */
import { type CodeAction, CodeActionKind, type CodeActionParams } from 'vscode-languageserver/node';
import { touches } from '#core/text';
import { fixesFor } from '#service/fixes';
import { codeAction } from '../convert';
import { feature, offsetOf } from '../feature';

export default feature({
  capability: { codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] } },
  register: (connection, desk) =>
    connection.onCodeAction(
      desk.about('quick-fix', [] as CodeAction[], async ({ folder, entry }, { range, context }: CodeActionParams) => {
        if (context.only && !context.only.some((k) => CodeActionKind.QuickFix.startsWith(k))) return [];
        const here = { start: offsetOf(entry, range.start), end: offsetOf(entry, range.end) };
        const fixes = await fixesFor(
          folder.session,
          entry.path,
          entry.findings.filter((f) => f.fixes.length > 0 && touches(f.at, here)),
        );
        const actions = await Promise.all(
          fixes.map((fix, i) => codeAction(folder, entry, fix, fixes[i - 1]?.finding !== fix.finding)),
        );
        return actions.filter((a) => a !== undefined);
      }),
    ),
});
