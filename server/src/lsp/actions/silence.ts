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

/** For the findings in a range, a group for each rule and line. None for those about silencing. */
export const silence = actions({
  kind: CodeActionKind.QuickFix,
  async of(ask, _, { findings, client }) {
    const out: CodeAction[] = [];
    // Who silenced the findings about silencing would have none left.
    const groups = grouped(
      ask,
      findings.filter((x) => !x.rule.startsWith('gatehouse/suppression-')),
    );
    for (const { of, line } of groups.slice(0, MOST)) {
      const { session, uris } = ask.folder;
      const [f] = of;
      // Where somebody has selected several lines.
      const where = groups.some((g) => g.of[0].rule === f.rule && g.line !== line) ? ` of line ${line + 1}` : '';
      const suppressed = await suppress(session, f.path, f);
      out.push(...(await action(ask, of, `Suppress ${f.rule}${where || ' here'}, with a reason`, suppressed)));
      const rule = `${of.length > 1 ? `${of.length} × ` : ''}${f.rule}`;
      const accepted = await action(
        ask,
        of,
        `Add ${rule}${where} to the baseline (${BASELINE})`,
        await accept(session, f.path, of),
      );
      // Counts from the disk.
      const command = { title: 'Save the baseline', command: 'gatehouse.save', arguments: [uris.uri(BASELINE)] };
      out.push(...accepted.map((a) => (can(client, 'gatehouse.save') ? { ...a, command } : a)));
    }
    return out;
  },
});

interface Group {
  readonly of: readonly [Finding, ...Finding[]];
  readonly line: number;
}

/** Those of one rule on one line: one comment silences them all. */
function grouped({ entry }: Ask, findings: readonly Finding[]): readonly Group[] {
  const out = new Map<string, { of: [Finding, ...Finding[]]; line: number }>();
  for (const f of findings) {
    const line = entry.lines.lineAt(f.at.start);
    const key = `${f.rule} ${line}`;
    const own = out.get(key);
    if (own) own.of.push(f);
    else out.set(key, { of: [f], line });
  }
  return [...out.values()];
}

async function action(
  { folder, entry }: Ask,
  of: readonly Finding[],
  title: string,
  change: Change | undefined,
): Promise<readonly CodeAction[]> {
  const edit = change && (await workspaceEdit(folder, change));
  return edit ? [{ title, kind: CodeActionKind.QuickFix, diagnostics: of.map((f) => diagnostic(folder, entry, f)), edit }] : [];
}
