/** Inlay hints: titles of cited anchors, states of blockers, ages. */

import type { InlayHint, InlayHintParams } from 'vscode-languageserver/node';
import { visible } from '#core/visible';
import { hintsIn } from '#service/editor/show';
import { feature } from '../feature';

export default feature({
  capability: (client) => client.textDocument?.inlayHint && { inlayHintProvider: true },
  register: (connection, desk) => {
    connection.languages.inlayHint.on(
      desk.about('inlay-hint', [] as InlayHint[], async ({ folder, entry }, { range }: InlayHintParams) => {
        const found = await hintsIn(folder.session, entry.path, range.start, range.end);
        return (found?.all ?? []).map(({ offset, text, tooltip }) => ({
          position: (found?.lines ?? entry.lines).place(offset),
          label: visible(text),
          paddingLeft: true,
          ...(tooltip === undefined ? {} : { tooltip }),
        }));
      }),
    );
    const again = desk.safely('inlay-hint-refresh', undefined, () => connection.languages.inlayHint.refresh());
    desk.onMoved(() => {
      if (desk.client.workspace?.inlayHint?.refreshSupport) void again(undefined);
    });
  },
});
