/** Quick fixes: of the findings in a range, evaluated now. Nothing is stored. */
import { type CodeAction, CodeActionKind } from 'vscode-languageserver/node';
import type { Span } from '#core/text';
import { type Deferred, fixesFor, offersFor } from '#service/editor/fixes';
import { codeAction, diagnostic } from '../convert';
import type { Ask } from '../feature';
import { actions, canResolve } from './action';

/** What an action carries whose edit is worked out when it is chosen. */
export interface Chosen {
  readonly rule: string;
  readonly at: Span;
  readonly title: string;
}

/** Where the client can ask again, an action has its edit made only once it is chosen. */
export const quickFix = actions({
  kind: CodeActionKind.QuickFix,
  async of(ask, _, { findings, client }) {
    const fixable = findings.filter((f) => f.fixes.length > 0);
    const { folder, entry } = ask;
    const fixes = await (canResolve(client) ? offersFor : fixesFor)(folder.session, entry.path, fixable);
    const made = fixes.map((fix, i) => {
      const preferred = fixes[i - 1]?.finding !== fix.finding;
      return fix.change === undefined ? deferred(ask, fix, preferred) : codeAction(folder, entry, fix, preferred);
    });
    return joined((await Promise.all(made)).filter((a) => a !== undefined));
  },
});

/** What several findings at one place offer alike is one action for all of them. */
function joined(made: readonly CodeAction[]): readonly CodeAction[] {
  const out = new Map<string, CodeAction>();
  for (const action of made) {
    const of = action.diagnostics?.[0];
    const key = JSON.stringify([action.title, of?.code, of?.range]);
    const same = out.get(key);
    out.set(key, same ? { ...same, diagnostics: [...(same.diagnostics ?? []), ...(action.diagnostics ?? [])] } : action);
  }
  return [...out.values()];
}

function deferred({ folder, entry }: Ask, { finding, title }: Deferred, isPreferred: boolean): CodeAction {
  const data = { uri: folder.uris.uri(entry.path), rule: finding.rule, at: finding.at, title };
  return { title, kind: CodeActionKind.QuickFix, diagnostics: [diagnostic(folder, entry, finding)], isPreferred, data };
}

/** The action with its edit. Undefined: it cannot be made any more. */
export async function chosenFix(
  { folder, entry }: Pick<Ask, 'folder' | 'entry'>,
  { rule, at, title }: Chosen,
): Promise<CodeAction | undefined> {
  const finding = entry.findings.find((f) => f.rule === rule && f.at.start === at.start && f.at.end === at.end);
  const fixes = finding ? await fixesFor(folder.session, entry.path, [finding]) : [];
  const fix = fixes.find((f) => f.title === title);
  return fix && codeAction(folder, entry, fix, fixes[0] === fix);
}
