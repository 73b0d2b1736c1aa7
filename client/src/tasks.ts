/** Tasks of type `gatehouse`: the command line, with what it finds in the Problems panel. */
import * as vscode from 'vscode';
import { gates } from '#protocol/messages';
import { ask, type Server } from './ask';

/** As package.json has it. */
export const taskType = 'gatehouse';

/** As in tasks.json. Without a gate the folder is checked. */
interface Definition extends vscode.TaskDefinition {
  readonly gate?: string;
  readonly subject?: string;
}

/** @param program bin/gatehouse.cjs of this extension */
export const gateTasks = (server: Server, program: string): vscode.TaskProvider => ({
  async provideTasks(token) {
    const folders = vscode.workspace.workspaceFolders ?? [];
    const all = await ask(server, gates, {}, token);
    return folders.flatMap((folder) => {
      const mine = all.filter((g) => g.subject === 'folder' && vscode.Uri.parse(g.folder).toString() === folder.uri.toString());
      const definitions = [{ type: taskType }, ...mine.map((g) => ({ type: taskType, gate: g.name }))];
      return definitions.map((d) => taskOf(d, folder, program));
    });
  },
  resolveTask({ definition, scope }) {
    const folder = typeof scope === 'object' ? scope : vscode.workspace.workspaceFolders?.[0];
    return folder && isOurs(definition) ? taskOf(definition, folder, program) : undefined;
  },
});

const isText = (v: unknown): boolean => v === undefined || typeof v === 'string';
const isOurs = (d: vscode.TaskDefinition): d is Definition => d.type === taskType && isText(d.gate) && isText(d.subject);

/** Without a shell: a subject is one argument, whatever is in it. */
function taskOf(definition: Definition, folder: vscode.WorkspaceFolder, program: string): vscode.Task {
  const { gate, subject } = definition;
  const asks = gate === undefined ? ['check'] : ['gate', '--', gate, ...(subject === undefined ? [] : [subject])];
  const execution = new vscode.ProcessExecution(process.execPath, [program, ...asks], {
    cwd: folder.uri.fsPath,
    // On the desktop this is VS Code itself.
    env: { ELECTRON_RUN_AS_NODE: '1' },
  });
  const name = gate === undefined ? 'check' : [gate, ...(subject === undefined ? [] : [subject])].join(' ');
  const task = new vscode.Task(
    definition,
    folder,
    name,
    'gatehouse',
    execution,
    gate === undefined ? '$gatehouse' : '$gatehouse-gate',
  );
  if (gate !== undefined) task.group = vscode.TaskGroup.Test;
  return task;
}
