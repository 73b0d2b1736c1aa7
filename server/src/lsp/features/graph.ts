/** Who waits for whom: for a page that draws it, and as text for Mermaid. */
import { visible } from '#core/visible';
import type { FolderGraph } from '#protocol/graph';
import * as messages from '#protocol/graph';
import type { ShownPlace } from '#protocol/signing';
import { graphOf } from '#service/graph/graph';
import { mermaidOf } from '#service/graph/mermaid';
import { range } from '../convert';
import { type Desk, feature } from '../feature';
import type { Folder } from '../folders';

export default feature({
  capability: {},
  register: (connection, desk) => {
    connection.onRequest(
      messages.graphs.method,
      desk.safely('graphs', [] as readonly FolderGraph[], async ({ near }: { near?: string }) => {
        await desk.ready();
        return foldersFrom(desk, near).flatMap(graphIn);
      }),
    );
    connection.onRequest(
      messages.graphText.method,
      desk.safely('graphText', null as string | null, ({ folder: uri, names }: { folder: string; names: readonly string[] }) => {
        const folder = desk.folders.all.find((f) => f.uris.uri('') === uri);
        const graph = folder && graphOf(folder.session);
        if (!folder || !graph) return null;
        const wanted = new Set(names);
        // The page has names as they are shown.
        const nodes = graph.nodes.filter((n) => wanted.has(visible(n.name)));
        const there = new Set(nodes.map((n) => n.name));
        const part = { ...graph, nodes: nodes.map((n) => ({ ...n, waits: n.waits.filter((w) => there.has(w)) })) };
        return mermaidOf([{ title: folder.uris.name, graph: part }]);
      }),
    );
  },
});

/** That of a document first. */
export function foldersFrom({ folders }: Desk, near: string | undefined): readonly Folder[] {
  const own = near === undefined ? undefined : folders.of(near)?.folder;
  return own ? [own, ...folders.all.filter((f) => f !== own)] : folders.all;
}

/** Where a name is told. */
export function placeOf({ session, uris }: Folder, name: string, path: string): ShownPlace {
  const entry = session.workspace.entries.get(path);
  const def = entry?.facts.flatMap((f) => f.defs).find((d) => d.name === name && (d.kind === 'entry' || d.kind === 'packet'));
  return { uri: uris.uri(path), ...(entry && def ? { range: range(entry.lines, def.at) } : {}) };
}

function graphIn(folder: Folder): readonly FolderGraph[] {
  const graph = graphOf(folder.session);
  if (!graph || graph.nodes.length === 0) return [];
  const places = graph.nodes.flatMap(({ name, path }) =>
    path === undefined ? [] : [[visible(name), placeOf(folder, name, path)] as const],
  );
  return [
    {
      folder: folder.uris.uri(''),
      folderName: visible(folder.uris.name),
      graph: {
        nodes: graph.nodes.map((n) => ({
          ...n,
          name: visible(n.name),
          ...(n.title === undefined ? {} : { title: visible(n.title) }),
          waits: n.waits.map(visible),
        })),
        critical: graph.critical.map(visible),
        cycles: graph.cycles.map((c) => c.map(visible)),
      },
      places: Object.fromEntries(places),
    },
  ];
}
