/** What the page of the dependency graph, the extension and the server say to each other. Texts of documents come with marks for what nobody sees. */
import type { Graph } from './graph-report';
import type { Request } from './messages';
import type { ShownPlace } from './signing';

/** One folder's graph, with the places that its names open. */
export interface FolderGraph {
  /** The folder's URI, and its name. */
  readonly folder: string;
  readonly folderName: string;
  readonly graph: Graph;
  /** Where each is told, by name. */
  readonly places: Readonly<Record<string, ShownPlace>>;
}

/** Of each folder that has one; that of the document `near` first. */
export const graphs: Request<{ readonly near?: string }, readonly FolderGraph[]> = { method: 'gatehouse/graphs' };

/** A part of a folder's graph as text for Mermaid. Null: there is no such folder any more. */
export const graphText: Request<{ readonly folder: string; readonly names: readonly string[] }, string | null> = {
  method: 'gatehouse/graphText',
};

/** What the page tells the extension. */
export type FromGraph =
  | { readonly is: 'ready' }
  | { readonly is: 'open'; readonly place: ShownPlace }
  | { readonly is: 'copy'; readonly folder: string; readonly names: readonly string[] };

/** What the extension tells the page. */
export type ToGraph =
  | { readonly is: 'graphs'; readonly folders: readonly FolderGraph[] }
  | { readonly is: 'said'; readonly says: string };
