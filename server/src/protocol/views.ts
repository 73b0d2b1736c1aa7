/** What the sidebar asks for, and what it is told: the client draws it as it comes. */
import type { Notification, Range, Request } from './messages';

/** The tree views by id, as in package.json. */
export const views = ['gatehouse.phases', 'gatehouse.packets', 'gatehouse.signatures'] as const;
/** One of {@link views}. */
export type ViewId = (typeof views)[number];

/** A line of a tree, ready to be drawn: the client decides nothing. */
export interface ViewNode {
  /** Stable over refreshes, unique in its view. */
  readonly id: string;
  readonly label: string;
  /** Shown dimmed after the label. */
  readonly description?: string;
  /** Markdown. */
  readonly tooltip?: string;
  /** A codicon's name, without `$()`. */
  readonly icon?: string;
  /** A theme colour's id for the icon. */
  readonly color?: string;
  /** What a screen reader says in place of label and description. */
  readonly spoken?: string;
  readonly collapsible: 'none' | 'collapsed' | 'expanded';
  /** Words for `when` clauses of menus, with spaces between them. */
  readonly context?: string;
  readonly open?: { readonly uri: string; readonly range?: Range };
  /** What commands on this line are about. */
  readonly about?: About;
  /** What Enter does besides opening: asks for a signature, or shows what the gate said. */
  readonly leads?: 'sign' | 'gate';
  /** What becomes of an item that is dropped here: an action with its arguments. */
  readonly drop?: { readonly action: string; readonly args: Readonly<Record<string, string>> };
}

/** Something in a folder, by name; with a gate: that gate, asked about it. Empty: the folder itself. */
export interface About {
  /** The folder's URI. */
  readonly folder: string;
  readonly subject: string;
  readonly gate?: string;
}

/** By what items are put together, and of which values only some are shown. */
export const dimensions = ['state', 'phase', 'risk', 'owner'] as const;
/** One of {@link dimensions}. */
export type Dimension = (typeof dimensions)[number];

/** How the view of items is put together. */
export interface Arrangement {
  readonly group: Dimension;
  /** Only items with one of these values. Absent: all. */
  readonly only: Readonly<Partial<Record<Dimension, readonly string[]>>>;
}

/** The children of a node, or the roots where `parent` is absent. */
export const view: Request<ViewOrder & { readonly parent?: string }, readonly ViewNode[]> = { method: 'gatehouse/view' };

/** A view to be made. */
export interface ViewOrder {
  readonly view: ViewId;
  /** Only the view of items can be arranged. */
  readonly how?: Arrangement;
}

/** Where a view shows a document: the nodes from the root to it. Empty: nowhere. */
export const viewPath: Request<ViewOrder & { readonly uri: string }, readonly ViewNode[]> = { method: 'gatehouse/viewPath' };

/** The values by which items can be put together and left out, in their order. */
export const viewValues: Request<Record<string, never>, readonly DimensionValues[]> = { method: 'gatehouse/viewValues' };

/** What items can be told apart by, and how many there are of each. */
export interface DimensionValues {
  readonly dimension: Dimension;
  readonly title: string;
  readonly values: readonly { readonly value: string; readonly title: string; readonly count: number }[];
}

/** What a view shows has changed: ask again. */
export const viewsChanged: Notification<{ views: readonly ViewId[] }> = { method: 'gatehouse/viewsChanged' };

/** What files are marked with in the explorer, in the order of the request. Null: nothing. */
export const decorations: Request<{ readonly uris: readonly string[] }, readonly (FileMark | null)[]> = {
  method: 'gatehouse/decorations',
};

/** What the explorer shows beside a file. */
export interface FileMark {
  /** At most two characters. */
  readonly badge: string;
  readonly tooltip: string;
  /** A theme colour's id. */
  readonly color?: string;
}
