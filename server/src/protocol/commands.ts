/** The commands that the palette shows. package.json is generated from this table; the client has a handler for each, by type. */
export const commands = {
  'gatehouse.checkWorkspace': { title: 'Check Workspace', icon: '$(checklist)' },
  'gatehouse.explainRule': { title: 'Explain Rule', icon: '$(question)' },
  'gatehouse.showLog': { title: 'Show Log', icon: '$(output)' },
} as const satisfies Record<string, { readonly title: string; readonly icon?: string }>;

export type CommandId = keyof typeof commands;

/** What code lenses lead to: pressed, not typed. Each is given the document's URI and a position. */
export const lensCommands = ['gatehouse.lens.findings', 'gatehouse.lens.blockers', 'gatehouse.lens.evidence'] as const;
export type LensCommandId = (typeof lensCommands)[number];
