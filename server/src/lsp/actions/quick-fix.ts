/** Quick fixes: of the findings in a range, evaluated now. Nothing is stored. */
import { CodeActionKind } from 'vscode-languageserver/node';
import { fixesFor } from '#service/fixes';
import { codeAction } from '../convert';
import { actions } from './action';

export const quickFix = actions({
  kind: CodeActionKind.QuickFix,
  async of({ folder, entry }, _, { findings }) {
    const fixes = await fixesFor(
      folder.session,
      entry.path,
      findings.filter((f) => f.fixes.length > 0),
    );
    const made = await Promise.all(fixes.map((fix, i) => codeAction(folder, entry, fix, fixes[i - 1]?.finding !== fix.finding)));
    return made.filter((a) => a !== undefined);
  },
});
