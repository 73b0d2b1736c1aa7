/** The log as the language client traces to it: on as the setting `gatehouse.trace.server` says, whatever the log's own level. */
import * as vscode from 'vscode';

const setting = 'trace.server';

/** The client asks only for the level, and traces only at level Trace; our log shows it as information. */
export function traceLog(log: vscode.LogOutputChannel, subscriptions: vscode.Disposable[]): vscode.LogOutputChannel {
  const changed = new vscode.EventEmitter<vscode.LogLevel>();
  const level = (): vscode.LogLevel => {
    const off = vscode.workspace.getConfiguration('gatehouse').get(setting, 'off') === 'off';
    return off ? vscode.LogLevel.Info : vscode.LogLevel.Trace;
  };
  subscriptions.push(
    changed,
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(`gatehouse.${setting}`)) changed.fire(level());
    }),
  );
  return Object.create(log, {
    logLevel: { get: level },
    onDidChangeLogLevel: { value: changed.event },
    trace: { value: (message: string, ...rest: readonly unknown[]) => log.info(message, ...rest) },
  });
}
