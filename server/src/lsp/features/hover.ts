/** Hover: the text of an anchor, the state of a packet, what a signature signs. */
import { type Hover, type HoverParams, MarkupKind } from 'vscode-languageserver/node';
import { configHoverAt } from '#service/editor/config-help';
import { hoverAt } from '#service/editor/hover';
import { range } from '../convert';
import { feature, offsetOf } from '../feature';

export default feature({
  capability: { hoverProvider: true },
  register: (connection, desk) =>
    connection.onHover(
      desk.about('hover', null as Hover | null, async ({ folder, entry }, { position }: HoverParams) => {
        const offset = offsetOf(entry, position);
        const found =
          (await configHoverAt(folder.session, entry.path, offset)) ?? (await hoverAt(folder.session, entry.path, offset));
        return found
          ? { contents: { kind: MarkupKind.Markdown, value: found.markdown }, range: range(entry.lines, found.at) }
          : null;
      }),
    ),
});
