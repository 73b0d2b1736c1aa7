/** What `gatehouse init` would write, for an editor to ask about and to write. */

import type { Change } from '#core/change';
import { visible } from '#core/visible';
import type { BeginReply } from '#protocol/messages';
import { begin } from '#protocol/messages';
import { CONFIG } from '#service/config/config';
import { beginning } from '#service/init/beginning';
import { workspaceEdit } from '../convert';
import { feature } from '../feature';
import type { Folder } from '../folders';
import { plainUri } from '../uris';

export default feature({
  capability: {},
  register: (connection, desk) => {
    connection.onRequest(
      begin.method,
      desk.safely('begin', null as BeginReply | null, async ({ folder: uri }: { folder: string }): Promise<BeginReply | null> => {
        await desk.ready();
        const folder = desk.folders.all.find((f) => plainUri(f.uris.uri('')) === plainUri(uri));
        if (!folder?.survey) return null;
        const { survey, uris } = folder;
        const found = await beginning({
          open: (text) => survey(text),
          below: (inner, text) => survey(text, inner),
          name: uris.name,
        });
        if (found.is !== 'change') return { is: found.is, says: visible(found.says) };
        const change = await ofOpenText(folder, found.change);
        const edit = change && (await workspaceEdit(folder, change));
        if (!change || !edit) return { is: 'refused', says: `${CONFIG} is open with changes that are not saved: save it first.` };
        const { seen, asks, done } = found;
        const files = change.flatMap((s) => ('path' in s ? [folder.uris.uri(s.path)] : []));
        return {
          is: 'change',
          // Some list files, a line each.
          seen: seen.map((said) => said.split('\n').map(visible).join('\n')),
          ...(asks === undefined ? {} : { asks: visible(asks) }),
          edit,
          files,
          done,
        };
      }),
    );
  },
});

/** What was computed from the disk, for a text that an editor has open. Undefined: that says something else. */
async function ofOpenText({ session }: Folder, change: Change): Promise<Change | undefined> {
  const out: Change[number][] = [];
  for (const step of change) {
    const open = step.do === 'edit' ? session.workspace.entries.get(step.path)?.open : undefined;
    if (step.do !== 'edit' || !open) {
      out.push(step);
      continue;
    }
    const [disk, shown] = [await session.options.files.read(step.path), await session.text(step.path)];
    if (!shown || disk?.text !== shown.text) return undefined;
    out.push({ ...step, hash: shown.hash });
  }
  return out;
}
