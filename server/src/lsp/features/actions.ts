/** Actions: what they may be about, and what one would write. The client writes it. */
import type { CancellationToken } from 'vscode-languageserver/node';
import type { ActionResult } from '#core/action';
import { briefWords } from '#core/brief';
import type { Change } from '#core/change';
import { visible } from '#core/visible';
import type { ActionOrder, ActionReply, ActionTarget } from '#protocol/messages';
import * as messages from '#protocol/messages';
import { act, actionChoices, actionNamed, actionSubjects, finish } from '#service/actions';
import { isFileOf } from '#service/engine/locate';
import { workspaceEdit } from '../convert';
import { can, consenting, type Desk, feature } from '../feature';
import type { Folder } from '../folders';
import { inPalette } from '../palette';

export default feature({
  capability: {},
  register: (connection, desk) => {
    connection.onRequest(
      messages.actionTargets.method,
      desk.safely('actionTargets', [] as readonly ActionTarget[], async (asked: { action: string; near?: string }) => {
        await desk.ready();
        const { all } = desk.folders;
        const own = asked.near === undefined ? undefined : desk.folders.of(asked.near)?.folder;
        const ordered = own ? [own, ...all.filter((f) => f !== own)] : all;
        return ordered.flatMap((folder) => {
          const named = actionNamed(folder.session, asked.action);
          if (!named) return [];
          const names = likely(folder, actionSubjects(folder.session, named), asked.near);
          const look = folder.session.workspace.store.look();
          return {
            folder: folder.uris.uri(''),
            ...(all.length > 1 ? { folderName: folder.uris.name } : {}),
            subjects: names.map((name) => ({ name, detail: look.defs({ kind: 'packet', name })[0]?.data.status ?? '' })),
          };
        });
      }),
    );
    connection.onRequest(
      messages.actionChoices.method,
      desk.safely('actionChoices', [] as readonly string[], (asked: ActionOrder & { argument: string }) => {
        const folder = folderAt(desk, asked.folder);
        const named = folder && actionNamed(folder.session, asked.action);
        return folder && named ? actionChoices(folder.session, named, asked.subject, asked.argument) : [];
      }),
    );
    connection.onRequest(
      messages.act.method,
      desk.safely('act', null as ActionReply | null, async (order: ActionOrder, token?: CancellationToken) => {
        await desk.ready();
        const folder = folderAt(desk, order.folder);
        const named = folder && actionNamed(folder.session, order.action);
        if (!folder || !named) return null;
        await folder.session.settle();
        const called = new AbortController();
        const heard = token?.onCancellationRequested(() => called.abort());
        const asked = { subject: order.subject, args: order.args };
        const asks = consenting(connection, desk, folder, [order.action, order.subject].filter(Boolean).join(' '));
        const { result } = await act(folder.session, named, asked, {
          signal: called.signal,
          ...(asks ? { consent: asks } : {}),
        }).finally(() => heard?.dispose());
        const words = can(desk.client, 'gatehouse.save') ? inPalette : (says: string) => says;
        return called.signal.aborted ? null : asShown(await reply(folder, result), words);
      }),
    );
  },
});

/** That of the document which somebody looks at comes first. */
function likely({ session, uris }: Folder, all: readonly string[], near: string | undefined): readonly string[] {
  const here = near === undefined ? undefined : uris.path(near);
  const look = session.workspace.store.look();
  const first = here === undefined ? [] : all.filter((name) => isFileOf(look, name, here));
  return [...first, ...all.filter((name) => !first.includes(name))];
}

async function reply(folder: Folder, result: ActionResult): Promise<ActionReply> {
  if (result.is !== 'done') return result;
  const { change, says, text } = result;
  // An editor has no terminal at which a person could be asked.
  if (result.against)
    return {
      is: 'refused',
      why: 'rule',
      says: [...result.against, 'Only a terminal can force a move: gatehouse move … --force'],
    };
  const edit = change.length === 0 ? undefined : await workspaceEdit(folder, change);
  if (change.length > 0 && !edit)
    return { is: 'refused', why: 'unknown', says: ['A file was written while its new text was computed: try again.'] };
  const tagged = await finish(folder.session, result);
  if (tagged instanceof Error) return { is: 'refused', why: 'unknown', says: tagged.message.split('\n') };
  return {
    is: 'done',
    says: [...says, ...(tagged ? [tagged.says] : [])],
    ...(text === undefined ? {} : { text }),
    ...(edit ? { edit } : {}),
    files: filesOf(change).map((path) => folder.uris.uri(path)),
  };
}

/** What is repeated of documents and of what was typed neither steers nor fills what shows it. */
function asShown(reply: ActionReply, words: (says: string) => string): ActionReply {
  const shown = (says: string): string => visible(briefWords(words(says)));
  if (reply.is === 'asks') return { ...reply, questions: reply.questions.map((q) => ({ ...q, says: shown(q.says) })) };
  return { ...reply, says: reply.says.map(shown) };
}

/** What is new comes first: that is what one wants to see. */
const filesOf = (change: Change): readonly string[] => [
  ...change.flatMap((s) => (s.do === 'create' ? [s.path] : [])),
  ...change.flatMap((s) => (s.do === 'edit' ? [s.path] : [])),
];

const folderAt = (desk: Desk, uri: string): Folder | undefined => desk.folders.all.find((f) => f.uris.uri('') === uri);
