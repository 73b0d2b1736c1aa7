/** The commands of the extension: their names, and what the palette calls them. */
import { type ActionName, actionNames, specOf } from './actions';

const own = {
  'gatehouse.checkWorkspace': { title: 'Check Workspace', icon: '$(checklist)' },
  'gatehouse.runGate': { title: 'Run Gate…', icon: '$(play)' },
  'gatehouse.sign': { title: 'Sign…', icon: '$(pencil)' },
  'gatehouse.showGraph': { title: 'Show Dependency Graph', icon: '$(type-hierarchy)' },
  'gatehouse.showOverview': { title: 'Show Overview', icon: '$(dashboard)' },
  'gatehouse.explainRule': { title: 'Explain Rule', icon: '$(question)' },
  'gatehouse.showLog': { title: 'Show Log', icon: '$(output)' },
  'gatehouse.initialize': { title: 'Initialize…', icon: '$(new-folder)' },
  'gatehouse.openExample': { title: 'Open Example Workspace', icon: '$(beaker)' },
  'gatehouse.openWalkthrough': { title: 'Open Walkthrough', icon: '$(book)' },
  'gatehouse.groupItems': { title: 'Group Packets By…', icon: '$(list-tree)' },
  'gatehouse.filterItems': { title: 'Filter Packets…', icon: '$(filter)' },
  'gatehouse.clearFilter': { title: 'Show All Packets', icon: '$(clear-all)' },
  'gatehouse.openItem': { title: 'Open Packet', icon: '$(go-to-file)' },
  'gatehouse.showGate': { title: 'Show Last Result', icon: '$(output)' },
} as const satisfies Record<string, { readonly title: string; readonly icon?: string }>;

/** Of actions that stand in a title. */
const icons: Readonly<Partial<Record<ActionName, { readonly icon: string }>>> = { new: { icon: '$(add)' } };

/** Each action is a command too. */
export type ActionCommandId = `gatehouse.${ActionName}`;
/** The palette's command for an action. */
export const actionCommand = (name: ActionName): ActionCommandId => `gatehouse.${name}`;

/** A command that somebody can choose. */
export type CommandId = keyof typeof own | ActionCommandId;

/** The commands that the palette shows. package.json is generated from this table; the client has a handler for each, by type. */
export const commands = {
  ...own,
  ...Object.fromEntries(actionNames.map((name) => [actionCommand(name), { title: specOf(name).title, ...icons[name] }])),
} as Readonly<Record<CommandId, { readonly title: string; readonly icon?: string }>>;

/**
 * What the server can ask a client to do, that nobody types: lenses that were pressed (given the document's URI and a position),
 * and a file to be saved after an edit (given its URI).
 */
export const clientCommands = [
  'gatehouse.lens.findings',
  'gatehouse.lens.blockers',
  'gatehouse.lens.evidence',
  'gatehouse.lens.sign',
  'gatehouse.save',
] as const;
/** A command of {@link clientCommands}. */
export type ClientCommandId = (typeof clientCommands)[number];
