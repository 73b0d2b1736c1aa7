/** For findings that are to stay: a comment with a reason, or the baseline. */
import { type CodeAction, CodeActionKind } from 'vscode-languageserver/node';
import type { Change } from '#core/change';
import type { Finding } from '#core/rule';
import { accept } from '#service/editor/accept';
import { suppress } from '#service/editor/suppress';
import { BASELINE } from '#service/engine/baseline';
import { diagnostic, workspaceEdit } from '../convert';
import { type Ask, can } from '../feature';
import { actions } from './action';

/** So that a screen full of findings does not become a screen full of choices. */
const MOST = 5;

export const silence = actions({
  kind: CodeActionKind.QuickFix,
  async of(ask, _, { findings, client }) {
    const out: CodeAction[] = [];
    // Who silenced the findings about silencing would have none left.
    for (const f of findings.filter((x) => !x.rule.startsWith('gatehouse/suppression-')).slice(0, MOST)) {
      const { session, uris } = ask.folder;
      out.push(...(await action(ask, f, `Suppress ${f.rule} here, with a reason`, await suppress(session, f.path, f))));
      const accepted = await action(ask, f, `Add ${f.rule} to the baseline (${BASELINE})`, await accept(session, f.path, f));
      // Counts from the disk.
      const command = { title: 'Save the baseline', command: 'gatehouse.save', arguments: [uris.uri(BASELINE)] };
      out.push(...accepted.map((a) => (can(client, 'gatehouse.save') ? { ...a, command } : a)));
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
