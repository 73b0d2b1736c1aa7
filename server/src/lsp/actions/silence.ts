/** For findings that are to stay: a comment with a reason, or the baseline. */
import { type CodeAction, CodeActionKind } from 'vscode-languageserver/node';
import type { Change } from '#core/change';
import type { Finding } from '#core/rule';
import { accept } from '#service/accept';
import { BASELINE } from '#service/baseline';
import { suppress } from '#service/suppress';
import { diagnostic, workspaceEdit } from '../convert';
import type { Ask } from '../feature';
import { actions } from './action';

/** So that a screen full of findings does not become a screen full of choices. */
const MOST = 5;

export const silence = actions({
  kind: CodeActionKind.QuickFix,
  async of(ask, _, { findings }) {
    const out: CodeAction[] = [];
    // Who silenced the findings about silencing would have none left.
    for (const f of findings.filter((x) => !x.rule.startsWith('gatehouse/suppression-')).slice(0, MOST)) {
      const { session } = ask.folder;
      out.push(...(await action(ask, f, `Suppress ${f.rule} here, with a reason`, await suppress(session, f.path, f))));
      out.push(...(await action(ask, f, `Add to the baseline (${BASELINE})`, await accept(session, f.path, f))));
    }
    return out;
  },
});

async function action(
  { folder, entry }: Ask,
  f: Finding,
  title: string,
  change: Change | undefined,
): Promise<readonly CodeAction[]> {
  const edit = change && (await workspaceEdit(folder, change));
  return edit ? [{ title, kind: CodeActionKind.QuickFix, diagnostics: [diagnostic(folder, entry, f)], edit }] : [];
}
