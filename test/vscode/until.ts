/** Waiting for something to be so: asked again whenever an event says that it may have changed. Never by the clock. */
import * as vscode from 'vscode';

/** The first answer that is not undefined. Rejects, with what was there last, when it does not come. */
export async function until<T>(
  what: string,
  event: vscode.Event<unknown>,
  ask: () => T | undefined | Promise<T | undefined>,
  ms = 20_000,
): Promise<T> {
  let listener: vscode.Disposable | undefined;
  let limit: NodeJS.Timeout | undefined;
  try {
    return await new Promise<T>((resolve, reject) => {
      const look = async (): Promise<void> => {
        const answer = await ask();
        if (answer !== undefined) resolve(answer);
      };
      listener = event(() => void look().catch(reject));
      limit = setTimeout(
        () => reject(new Error(`After ${ms / 1000} s still waiting for ${what}. The findings now:\n${allFindings().join('\n')}`)),
        ms,
      );
      void look().catch(reject);
    });
  } finally {
    listener?.dispose();
    clearTimeout(limit);
  }
}

/** The findings of a rule in a file, as soon as `enough` likes them. */
export const findings = (
  uri: vscode.Uri,
  rule: string,
  what: string,
  enough: (found: readonly vscode.Diagnostic[]) => boolean,
): Promise<readonly vscode.Diagnostic[]> =>
  until(`${what} (${rule} in ${vscode.workspace.asRelativePath(uri)})`, vscode.languages.onDidChangeDiagnostics, () => {
    const found = vscode.languages.getDiagnostics(uri).filter((one) => ruleOf(one) === rule);
    return enough(found) ? found : undefined;
  });

export function ruleOf({ source, code }: vscode.Diagnostic): string | undefined {
  if (source !== 'gatehouse') return undefined;
  return typeof code === 'object' ? String(code.value) : String(code);
}

function allFindings(): readonly string[] {
  return vscode.languages
    .getDiagnostics()
    .flatMap(([uri, found]) =>
      found.map((one) => `  ${vscode.workspace.asRelativePath(uri)}:${one.range.start.line + 1} ${ruleOf(one)} ${one.message}`),
    );
}
