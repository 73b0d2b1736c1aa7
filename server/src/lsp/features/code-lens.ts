/** Code lenses: a packet's state and next step, its evidence, its findings. */
import { type CodeLens, type CodeLensParams, CodeLensRefreshRequest } from 'vscode-languageserver/node';
import { lensesOf } from '#service/show';
import { range } from '../convert';
import { feature } from '../feature';

export default feature({
  capability: (client) => client.textDocument?.codeLens && { codeLensProvider: {} },
  register: (connection, desk) => {
    connection.onCodeLens(
      desk.about('code-lens', [] as CodeLens[], async ({ folder, entry }, _: CodeLensParams) => {
        const found = await lensesOf(folder.session, entry.path);
        // Words only: an empty command is shown and cannot be pressed.
        return (found?.all ?? []).map(({ at, text }) => ({
          range: range(found?.lines ?? entry.lines, at),
          command: { title: text, command: '' },
        }));
      }),
    );
    const again = desk.safely('code-lens-refresh', undefined, () => connection.sendRequest(CodeLensRefreshRequest.type));
    desk.onMoved(() => {
      if (desk.client.workspace?.codeLens?.refreshSupport) void again(undefined);
    });
  },
});
