/** The sidebar: what its trees show, where a document is in them, what files are marked with, the line of the status bar. */
import { visible } from '#core/visible';
import type { KeptVerdict, StatusLine } from '#protocol/messages';
import * as messages from '#protocol/messages';
import type { Arrangement, DimensionValues, FileMark, ViewId, ViewNode, ViewOrder } from '#protocol/views';
import * as protocol from '#protocol/views';
import { asking } from '#service/editor/documents';
import { markOf } from '#service/sidebar/decorations';
import { governedDigest } from '#service/sidebar/digest';
import { byState, itemNodes, itemPath, itemValues } from '#service/sidebar/items';
import { phaseNodes, phasePath } from '#service/sidebar/phases';
import { prepared, type Sight } from '#service/sidebar/sight';
import { signatureNodes, signaturePath } from '#service/sidebar/signatures';
import { statusLine } from '#service/sidebar/status-line';
import { type Desk, feature } from '../feature';
import type { Folder } from '../folders';
import { keptVerdict } from '../verdicts';

export default feature({
  capability: {},
  register: (connection, desk) => {
    connection.onRequest(
      protocol.view.method,
      desk.safely('view', [] as readonly ViewNode[], ({ view, parent, how }: ViewOrder & { parent?: string }) =>
        children(desk, view, parent, arrangement(how)),
      ),
    );
    connection.onRequest(
      protocol.viewPath.method,
      desk.safely('viewPath', [] as readonly ViewNode[], ({ view, uri, how }: ViewOrder & { uri: string }) =>
        pathTo(desk, view, uri, arrangement(how)),
      ),
    );
    connection.onRequest(
      protocol.viewValues.method,
      desk.safely('viewValues', [] as readonly DimensionValues[], async () =>
        itemValues(await Promise.all(desk.folders.all.map((f) => sightOf(desk, f)))),
      ),
    );
    connection.onRequest(
      protocol.decorations.method,
      desk.safely('decorations', [] as readonly (FileMark | null)[], async ({ uris }: { uris: readonly string[] }) => {
        const sights = new Map<Folder, Sight>();
        for (const folder of desk.folders.all) sights.set(folder, await sightOf(desk, folder));
        return uris.map((uri) => {
          const found = desk.folders.of(uri);
          const sight = found && sights.get(found.folder);
          return (found && sight && markOf(sight, found.path)) ?? null;
        });
      }),
    );
    connection.onRequest(
      messages.status.method,
      desk.safely('status', null as StatusLine | null, async ({ uri }: { uri?: string }) => {
        const folders = desk.folders.all.map(({ session, uris }) => ({ session, name: uris.name }));
        for (const { session } of folders) await prepared(session);
        return statusLine(folders, typeof uri === 'string' ? desk.folders.of(uri)?.folder.session : undefined) ?? null;
      }),
    );
    connection.onNotification(messages.verdictsKept.method, ({ verdicts }: { verdicts?: readonly KeptVerdict[] }) => {
      for (const one of Array.isArray(verdicts) ? verdicts : []) {
        const kept = keptVerdict(one);
        if (kept) desk.verdicts.take(kept);
      }
      void connection.sendNotification(protocol.viewsChanged.method, { views: protocol.views });
    });
  },
});

/** What a client asks for may be anything: what is no arrangement is the usual one. */
function arrangement(how: Arrangement | undefined): Arrangement {
  if (!how || !protocol.dimensions.includes(how.group)) return byState;
  const only = Object.entries(how.only ?? {}).filter(
    ([dimension, values]) => (protocol.dimensions as readonly string[]).includes(dimension) && Array.isArray(values),
  );
  return { group: how.group, only: Object.fromEntries(only) };
}

const noDigest = async (): Promise<string> => '';

/** @param digest only where gates are shown: it asks for all files */
async function sightOf(desk: Desk, { session, uris }: Folder, digest = noDigest): Promise<Sight> {
  const today = await asking(session, (world) => world.today());
  await prepared(session);
  return {
    session,
    folder: uris.uri(''),
    uriOf: (path) => uris.uri(path),
    day: today.is === 'known' ? today.value : undefined,
    verdicts: desk.verdicts.of(uris.uri('')),
    digest: await digest(),
    now: Date.now(),
  };
}

/** Only where something has been said of the folder is it worth knowing whether it has changed since. */
const seeing = (desk: Desk, folder: Folder): Promise<Sight> =>
  sightOf(desk, folder, desk.verdicts.of(folder.uris.uri('')).length > 0 ? () => governedDigest(folder.session) : noDigest);

const nodesOf = (view: ViewId, sight: Sight, parent: string | undefined, how: Arrangement): readonly ViewNode[] =>
  view === 'gatehouse.packets'
    ? itemNodes(sight, parent, how)
    : view === 'gatehouse.signatures'
      ? signatureNodes(sight, parent)
      : phaseNodes(sight, parent);

const children: typeof childrenOf = async (...asked) => (await childrenOf(...asked)).map(asShown);

async function childrenOf(desk: Desk, view: ViewId, parent: string | undefined, how: Arrangement): Promise<readonly ViewNode[]> {
  const { all } = desk.folders;
  const [only] = all;
  if (only && all.length === 1) return nodesOf(view, await seeing(desk, only), parent, how);
  // Several folders: the first part of an id says which.
  if (parent === undefined) {
    const roots = await Promise.all(
      all.map(async (f, i) => {
        const nodes = await nodesOf(view, await seeing(desk, f), undefined, how);
        if (nodes.length > 0 && view !== 'gatehouse.phases') return [folderNode(f, i)];
        return nodes.map((n) => ({
          ...numbered(n, i),
          description: [f.uris.name, n.description].filter(Boolean).join(' · '),
        }));
      }),
    );
    return roots.flat();
  }
  const m = /^(\d+):(.*)$/s.exec(parent);
  const i = Number(m?.[1]);
  const folder = m && all[i];
  return folder ? nodesOf(view, await seeing(desk, folder), m[2] || undefined, how).map((n) => numbered(n, i)) : [];
}

/** Phases are few and stand beside each other; what is put together by state is one folder's. */
const folderNode = ({ uris }: Folder, i: number): ViewNode => ({
  id: `${i}:`,
  label: uris.name,
  icon: 'root-folder',
  collapsible: 'expanded',
  context: 'folder',
});

/** What documents call themselves must not read as something else. */
const asShown = (node: ViewNode): ViewNode => ({
  ...node,
  label: visible(node.label),
  ...(node.description === undefined ? {} : { description: visible(node.description) }),
  ...(node.spoken === undefined ? {} : { spoken: visible(node.spoken) }),
});

const numbered = (node: ViewNode, i: number): ViewNode => ({ ...node, id: `${i}:${node.id}` });

async function pathTo(desk: Desk, view: ViewId, uri: string, how: Arrangement): Promise<readonly ViewNode[]> {
  const found = desk.folders.of(uri);
  if (!found) return [];
  const sight = await seeing(desk, found.folder);
  const ids =
    view === 'gatehouse.packets'
      ? itemPath(sight, found.path, how)
      : view === 'gatehouse.signatures'
        ? signaturePath(sight, found.path)
        : phasePath(sight, found.path);
  const { all } = desk.folders;
  const wanted = new Set(all.length === 1 ? ids : ['', ...ids].map((id) => `${all.indexOf(found.folder)}:${id}`));
  // As the client will ask for them: a level that it does not show (a lone system) is not on the way.
  const path: ViewNode[] = [];
  for (let parent: string | undefined; ; ) {
    const node: ViewNode | undefined = (await children(desk, view, parent, how)).find((n) => wanted.has(n.id));
    if (!node) return path;
    wanted.delete(node.id);
    path.push(node);
    parent = node.id;
  }
}
