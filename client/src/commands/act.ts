/** The actions: asks what each has to know, has the server work out what it would write, and writes that as one step. */
import * as vscode from 'vscode';
import { type ActionName, type ActionSpec, specOf } from '#protocol/actions';
import {
  type ActionOrder,
  type ActionReply,
  type ActionTarget,
  actionChoices,
  actionTargets,
  act as actRequest,
} from '#protocol/messages';
import { ask } from '../ask';
import type { Bench } from '../bench';

type Args = Readonly<Record<string, readonly string[]>>;
type Done = Extract<ActionReply, { is: 'done' }>;

/** In which folder, where that is known; and whether what is written stays out of sight. */
interface How {
  readonly folder?: string | undefined;
  readonly inBackground?: boolean;
}

/**
 * With a subject and arguments, as callers have them, nothing is asked that they say. Answers with what the server said; none:
 * somebody left a question open.
 */
export async function act(
  bench: Bench,
  name: ActionName,
  subject?: string,
  given: Args = {},
  { folder, inBackground = false }: How = {},
): Promise<ActionReply | undefined> {
  const spec = specOf(name);
  if (!spec.reads && !vscode.workspace.isTrusted) {
    void vscode.window.showWarningMessage(vscode.l10n.t('Gatehouse changes nothing in a workspace that is not trusted.'));
    return undefined;
  }
  const order = await orderOf(bench, name, spec, { subject, folder }, given);
  return order && carryOut(bench, spec, order, inBackground);
}

async function orderOf(
  bench: Bench,
  name: ActionName,
  spec: ActionSpec,
  about: { readonly subject: string | undefined; readonly folder: string | undefined },
  given: Args,
): Promise<ActionOrder | undefined> {
  const near = vscode.window.activeTextEditor?.document.uri.toString();
  const targets = await ask(bench.server, actionTargets, { action: name, ...(near === undefined ? {} : { near }) });
  if (targets.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Gatehouse found no packets here.'));
    return undefined;
  }
  const own = about.folder === undefined ? targets : targets.filter((t) => t.folder === about.folder);
  const found = await pickSubject(bench, name, { subject: about.subject, targets: own.length > 0 ? own : targets });
  if (!found) return undefined;
  const order: ActionOrder = { folder: found.folder, action: name, subject: found.subject, args: given };
  const args = { ...given };
  if (spec.target && args[spec.target.name] === undefined) {
    const choices = await ask(bench.server, actionChoices, { ...order, argument: spec.target.name });
    const picked = await vscode.window.showQuickPick(choices, {
      title: plain(spec.title),
      placeHolder: sentence(spec.target.says),
    });
    if (picked === undefined) return undefined;
    args[spec.target.name] = [picked];
  }
  for (const [flag, option] of Object.entries(spec.options)) {
    if (!option.asked || args[flag] !== undefined) continue;
    const said = await vscode.window.showInputBox({ title: plain(spec.title), prompt: sentence(option.says) });
    if (said === undefined) return undefined;
    if (said !== '') args[flag] = [said];
  }
  return { ...order, args };
}

async function pickSubject(
  bench: Bench,
  name: ActionName,
  { subject, targets }: { readonly subject: string | undefined; readonly targets: readonly ActionTarget[] },
): Promise<{ readonly folder: string; readonly subject: string } | undefined> {
  const spec = specOf(name);
  const [first] = targets as readonly [ActionTarget, ...ActionTarget[]];
  if (subject !== undefined) {
    const own = targets.find((t) => t.subjects.some((s) => s.name === subject)) ?? first;
    return { folder: own.folder, subject };
  }
  if (spec.subject === 'folder' || spec.subject === 'id') {
    const target = targets.length === 1 ? first : await pickFolder(spec, targets);
    if (!target || spec.subject === 'folder') return target && { folder: target.folder, subject: '' };
    const id = await nameNew(bench, name, target.folder);
    return id === undefined ? undefined : { folder: target.folder, subject: id };
  }
  const items = targets.flatMap((t) =>
    t.subjects.map((s) => ({
      label: s.name,
      description: [s.detail, t.folderName ?? ''].filter(Boolean).join(' · '),
      folder: t.folder,
    })),
  );
  if (items.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('There is nothing here that this could be about.'));
    return undefined;
  }
  const picked = await vscode.window.showQuickPick(items, {
    title: plain(spec.title),
    placeHolder: spec.summary,
    matchOnDescription: true,
  });
  return picked && { folder: picked.folder, subject: picked.label };
}

/** Asks for the id of what is not there yet, until it can have that. What is wrong with one is said before anything else is asked. */
async function nameNew(bench: Bench, action: ActionName, folder: string): Promise<string | undefined> {
  const order: ActionOrder = { folder, action, subject: '', args: {} };
  const [begun = '', like = ''] = await ask(bench.server, actionChoices, { ...order, argument: 'id' });
  const box = vscode.window.createInputBox();
  box.title = plain(specOf(action).title);
  box.prompt = vscode.l10n.t('Its id, such as {0}', like);
  box.value = begun;
  box.valueSelection = [begun.length, begun.length];
  const accepts = async (id: string): Promise<boolean> => {
    box.busy = true;
    const reply = await ask(bench.server, actRequest, { ...order, subject: id }).finally(() => {
      box.busy = false;
    });
    if (reply?.is !== 'refused') return true;
    if (box.value.trim() === id) box.validationMessage = reply.says.join(' ');
    return false;
  };
  return new Promise((done, fail) => {
    box.onDidChangeValue(() => {
      box.validationMessage = undefined;
    });
    box.onDidAccept(() => {
      const id = box.value.trim();
      if (id === '' || box.busy) return;
      const end = (): void => {
        done(id);
        box.hide();
      };
      accepts(id).then((isFree) => isFree && end(), fail);
    });
    box.onDidHide(() => {
      done(undefined);
      box.dispose();
    });
    box.show();
  });
}

async function pickFolder(spec: ActionSpec, targets: readonly ActionTarget[]): Promise<ActionTarget | undefined> {
  const items = targets.map((target) => ({ label: target.folderName ?? target.folder, target }));
  return (await vscode.window.showQuickPick(items, { title: plain(spec.title) }))?.target;
}

/** Asks the server until it has all answers, then writes. */
async function carryOut(
  bench: Bench,
  spec: ActionSpec,
  order: ActionOrder,
  inBackground: boolean,
): Promise<ActionReply | undefined> {
  let args = order.args;
  for (;;) {
    const reply = await send(bench, spec, { ...order, args });
    if (reply === 'called off') return undefined;
    if (!reply) throw new Error(`${order.action} ${order.subject} gave no answer`);
    if (reply.is === 'refused') {
      void refused(spec, reply.says);
      return reply;
    }
    if (reply.is === 'done') {
      await write(bench, reply, inBackground);
      void tell(spec, order, reply);
      return reply;
    }
    for (const question of reply.questions) {
      const answer = question.answers === 'text' ? await words(spec, question.says) : await yesOrNo(spec, question.says);
      if (answer === undefined) return undefined;
      args = { ...args, [question.name]: [answer] };
    }
  }
}

/** What takes this long is shown, and can be called off; what is quicker would only flicker. */
const PATIENCE = 500;

async function send(bench: Bench, spec: ActionSpec, order: ActionOrder): Promise<ActionReply | null | 'called off'> {
  const off = new vscode.CancellationTokenSource();
  const answered = ask(bench.server, actRequest, order, off.token).then(
    (reply) => (off.token.isCancellationRequested ? 'called off' : reply),
    (error: unknown) => {
      if (off.token.isCancellationRequested) return 'called off' as const;
      throw error;
    },
  );
  const timer = setTimeout(() => {
    void vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title: `Gatehouse: ${plain(spec.title)}`, cancellable: true },
      (_, token) => {
        token.onCancellationRequested(() => off.cancel());
        return answered.catch(() => null);
      },
    );
  }, PATIENCE);
  try {
    return await answered;
  } finally {
    clearTimeout(timer);
  }
}

const words = (spec: ActionSpec, says: string): Thenable<string | undefined> =>
  vscode.window.showInputBox({
    title: plain(spec.title),
    prompt: says,
    validateInput: (s) => (s.trim() ? '' : vscode.l10n.t('In a few words.')),
  });

async function yesOrNo(spec: ActionSpec, says: string): Promise<'yes' | 'no' | undefined> {
  const [yes, no] = [vscode.l10n.t('Yes'), vscode.l10n.t('No')];
  const picked = await vscode.window.showQuickPick([yes, no], { title: plain(spec.title), placeHolder: says });
  return picked === undefined ? undefined : picked === yes ? 'yes' : 'no';
}

/** One step to undo. What nobody was typing in is saved at once. */
async function write(bench: Bench, { edit, files, text }: Done, inBackground: boolean): Promise<void> {
  if (edit !== undefined) {
    const typed = new Set(vscode.workspace.textDocuments.filter((d) => d.isDirty).map((d) => d.uri.toString()));
    const client = await bench.server;
    const made = await client.protocol2CodeConverter.asWorkspaceEdit(
      edit as Parameters<typeof client.protocol2CodeConverter.asWorkspaceEdit>[0],
    );
    if (!made || !(await vscode.workspace.applyEdit(made)))
      throw new Error('a file has changed meanwhile, so nothing was written');
    const uris = files.map((f) => vscode.Uri.parse(f));
    for (const uri of uris) {
      const doc = vscode.workspace.textDocuments.find((d) => d.uri.toString() === uri.toString());
      if (doc?.isDirty && !typed.has(uri.toString())) await doc.save();
    }
    if (uris[0] && !inBackground) await vscode.window.showTextDocument(uris[0], { preview: true });
  }
  if (text !== undefined)
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: 'plaintext', content: text }), {
      preview: true,
    });
}

async function refused(spec: ActionSpec, says: readonly string[]): Promise<void> {
  const [first = '', ...rest] = says;
  if (rest.length === 0) {
    await vscode.window.showWarningMessage(`${plain(spec.title)}: ${first}`);
    return;
  }
  const why = vscode.l10n.t('Show Why');
  if ((await vscode.window.showWarningMessage(`${plain(spec.title)}: ${first}`, why)) !== why) return;
  const page = await vscode.workspace.openTextDocument({ language: 'plaintext', content: `${says.join('\n')}\n` });
  await vscode.window.showTextDocument(page, { preview: true });
}

/** With what comes next as a button; a message that has one is shown whole. */
async function tell(spec: ActionSpec, { subject }: ActionOrder, { says }: Done): Promise<void> {
  if (says.length === 0) return;
  const next = spec.next === undefined ? [] : [vscode.l10n.t('Run {0}', spec.next)];
  const chosen = await vscode.window.showInformationMessage(`${plain(spec.title)}: ${says.join(' ')}`, ...next);
  // In the folder of the packet that is shown by now.
  if (chosen !== undefined) await vscode.commands.executeCommand('gatehouse.runGate', spec.next, subject);
}

/** A title without what says that it will ask. */
const plain = (title: string): string => title.replace(/…$/, '');

/** Help of the command line goes on behind an option's name; here it stands alone. */
const sentence = (says: string): string => says.charAt(0).toUpperCase() + says.slice(1);
