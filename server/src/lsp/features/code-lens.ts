/** Code lenses: a packet's state and next step, its evidence, its findings. */

import { type ClientCapabilities, type CodeLens, type CodeLensParams, CodeLensRefreshRequest } from 'vscode-languageserver/node';
import type { Lens } from '#core/editor';
import { visible } from '#core/visible';
import type { ClientCommandId } from '#protocol/commands';
import { lensesOf } from '#service/editor/show';
import { range } from '../convert';
import { can, feature } from '../feature';

type Leads = NonNullable<Lens['leads']>;

const commandOf: Readonly<Record<Leads, ClientCommandId>> = {
  findings: 'gatehouse.lens.findings',
  blockers: 'gatehouse.lens.blockers',
  evidence: 'gatehouse.lens.evidence',
  sign: 'gatehouse.lens.sign',
};

/** What a lens is pressed for, where the client has that command. */
const pressed = (client: ClientCapabilities, leads: Leads | undefined): ClientCommandId | undefined =>
  leads && can(client, commandOf[leads]) ? commandOf[leads] : undefined;

export default feature({
  capability: (client) => client.textDocument?.codeLens && { codeLensProvider: {} },
  register: (connection, desk) => {
    connection.onCodeLens(
      desk.about('code-lens', [] as CodeLens[], async ({ folder, entry }, { textDocument }: CodeLensParams) => {
        const found = await lensesOf(folder.session, entry.path);
        return (found?.all ?? []).map(({ at, text, leads }) => {
          const where = range(found?.lines ?? entry.lines, at);
          const command = pressed(desk.client, leads);
          // Words only: an empty command is shown and cannot be pressed.
          if (command === undefined) return { range: where, command: { title: visible(text), command: '' } };
          return { range: where, command: { title: visible(text), command, arguments: [textDocument.uri, where.start] } };
        });
      }),
    );
    const again = desk.safely('code-lens-refresh', undefined, () => connection.sendRequest(CodeLensRefreshRequest.type));
    desk.onMoved(() => {
      if (desk.client.workspace?.codeLens?.refreshSupport) void again(undefined);
    });
  },
});
