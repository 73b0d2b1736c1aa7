/** The rooms of the house and the doors between them. docs/architecture.md says why; test/tidy/doors.test.ts plants a break-in at each. */
const room = (name) => `^server/src/${name}/`;
const ours = '^(server|client|test|scripts)/';

/** What a room may import of ours: itself, and the rooms named. */
const only = (name, from, may, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { path: ours, pathNot: [from, ...may] },
});

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      comment: 'Two files that need each other are one file, or three.',
      from: {},
      to: { circular: true },
    },
    only('core-is-pure', room('core'), [], 'core is the vocabulary; it imports only itself.'),
    {
      name: 'core-knows-no-library',
      severity: 'error',
      comment: 'core imports types of mdast and zod, nothing that runs.',
      from: { path: room('core') },
      to: { dependencyTypes: ['npm', 'npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'systems-apart',
      severity: 'error',
      comment: 'A system meets another only through symbols.',
      from: { path: '^server/src/systems/([^/]+)/' },
      to: { path: ours, pathNot: [room('core'), '^server/src/systems/$1/'] },
    },
    {
      name: 'rules-know-core-and-their-model',
      severity: 'error',
      comment: "A rule imports #core, its own system's model, and its examples where they have a file of their own.",
      from: { path: '^server/src/systems/([^/]+)/rules/' },
      to: { path: '^server/src/systems/', pathNot: ['^server/src/systems/$1/model/', '^server/src/systems/$1/examples/'] },
    },
    only(
      'service-knows-core',
      room('service'),
      [room('core'), room('protocol')],
      'service is pure: it is handed the ports and the plug-ins.',
    ),
    only(
      'config-below-engine',
      room('service/config'),
      [room('core'), room('protocol')],
      'what a folder is judged by is known before anything is judged.',
    ),
    only(
      'engine-below-answers',
      room('service/engine'),
      [room('core'), room('protocol'), room('service/config')],
      'the engine knows none of those who ask it: editors, gates, init, views.',
    ),
    only('protocol-is-data', room('protocol'), [], 'what crosses a process.'),
    only('host-knows-core', room('host'), [room('core')], 'host implements the ports.'),
    only('client-knows-protocol', '^client/', [room('protocol')], 'the client talks to the server in messages.'),
    {
      name: 'node-in-host-and-mains',
      severity: 'error',
      comment: 'I/O is for host and the mains. The command line may name paths and folders.',
      from: {
        path: '^server/src/',
        pathNot: [
          '^server/src/host/',
          '^server/src/(lsp|cli|reader|reparser)/main[.]ts$',
          '^server/src/cli/(ground|recalled|whole|folder|format/text)[.]ts$',
        ],
      },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'registry-in-mains',
      severity: 'error',
      comment: 'Only the mains, the generators and the tests pick plug-ins and ports.',
      from: {
        path: '^(server|client)/',
        pathNot: [
          '^server/src/(lsp|cli|reader|reparser)/main[.]ts$',
          '^server/src/cli/(engine|ground|recalled|whole)[.]ts$',
          '^server/dev/',
          '^server/src/host/',
        ],
      },
      to: { path: ['^server/src/systems/registry[.]generated[.]ts$', '^server/src/host/'] },
    },
    {
      name: 'edges-apart',
      severity: 'error',
      comment: 'lsp, cli, reader and reparser never import each other.',
      from: { path: '^server/src/(lsp|cli|reader|reparser)/' },
      to: { path: '^server/src/(lsp|cli|reader|reparser)/', pathNot: '^server/src/$1/' },
    },
    {
      name: 'nothing-from-tests',
      severity: 'error',
      comment: 'What ships does not know its tests.',
      from: { path: '^(server|client)/' },
      to: { path: '^test/' },
    },
    {
      name: 'resolvable',
      severity: 'error',
      comment: 'Every import leads somewhere.',
      from: {},
      to: { couldNotResolve: true, pathNot: '^vscode$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|out)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'node', 'default'] },
  },
};
